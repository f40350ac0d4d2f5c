"""The command line as data, for completion and the manual page: taken from the parsers."""

from __future__ import annotations

from argparse import Action
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from daily_papers.commands import registry
from daily_papers.commands.arguments import Parser

_FILE_VALUES: Final = frozenset({"PATH", "FILE", "FOLDER"})
"""The placeholders of files and folders."""


@dataclass(frozen=True, slots=True)
class Argument:
    """An option with its names, or a positional, which has none."""

    names: tuple[str, ...]
    """`-o`, `--format`; empty for a positional."""
    value: str
    """The placeholder of its value: `FILE`; empty for a flag."""
    help: str
    choices: tuple[str, ...] = ()
    """All its values, where they are fixed."""
    beginnings: tuple[str, ...] = ()
    """How its values begin, where more may follow."""

    @property
    def suggestions(self) -> tuple[str, ...]:
        """What a shell offers for it."""
        return self.choices or self.beginnings

    @property
    def is_file(self) -> bool:
        """Whether it is a file or a folder."""
        return self.value in _FILE_VALUES


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """What one command takes."""

    name: str
    """Empty for the program itself."""
    summary: str
    options: tuple[Argument, ...]
    positionals: tuple[Argument, ...]
    examples: str


def commands() -> Iterator[CommandSpec]:
    """Every command, in the order of the help."""
    for name, summary in registry.COMMANDS.items():
        command = registry.load(name)
        yield _spec(name, summary, registry.command_parser(name, command), command.examples)


def program() -> CommandSpec:
    """The program itself, which opens the reader."""
    parser = registry.program_parser()
    return _spec("", parser.description or "", parser, registry.EXAMPLES)


def _spec(name: str, summary: str, parser: Parser, examples: str) -> CommandSpec:
    options = dict.fromkeys(parser.options.values())
    return CommandSpec(
        name,
        summary,
        tuple(_argument(each) for each in options),
        tuple(_argument(each) for each in parser.positionals),
        examples,
    )


def _argument(action: Action) -> Argument:
    choices = tuple(map(str, action.choices or ()))
    name = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    value = "" if action.nargs == 0 else name
    beginnings = _acts() if name == "ACT" else ()
    return Argument(tuple(action.option_strings), value, action.help or "", choices, beginnings)


def _acts() -> tuple[str, ...]:
    from daily_papers.commands.mark import ACTS, TAG_ACTS

    return (*ACTS, *(f"{name}:" for name in TAG_ACTS))
