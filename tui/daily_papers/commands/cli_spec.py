"""What the command line takes, as data: for completion and the manual, from the parsers' own words.

The parsers are asked, so that neither can offer what there is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from argparse import Action

    from daily_papers.commands.arguments import Parser

_FILES: Final = frozenset({"PATH", "FILE", "FOLDER"})
"""What stands for a file or a folder in a help."""


@dataclass(frozen=True, slots=True)
class Argument:
    """An option with its names, or a word that a command takes, which has none."""

    names: tuple[str, ...]
    """`-o`, `--format`; empty for a word."""
    value: str
    """What stands for its value: `FILE`; empty for a flag."""
    help: str
    choices: tuple[str, ...] = ()
    """All that it may be, where that is settled."""
    beginnings: tuple[str, ...] = ()
    """How it may begin, where more may be typed behind that."""

    @property
    def offered(self) -> tuple[str, ...]:
        """What a shell offers for it."""
        return self.choices or self.beginnings

    @property
    def is_file(self) -> bool:
        """Whether it names a file or a folder."""
        return self.value in _FILES


@dataclass(frozen=True, slots=True)
class Grammar:
    """What one command takes."""

    name: str
    """Empty for the program itself."""
    summary: str
    options: tuple[Argument, ...]
    words: tuple[Argument, ...]
    examples: str


def commands() -> Iterator[Grammar]:
    """Every command, in the order of the help."""
    from daily_papers import cli

    for name, listed in cli.COMMANDS.items():
        command = cli.load(name)
        parser = cli.parser(name, command)
        yield _grammar(name, listed.summary, parser, command.examples)


def program() -> Grammar:
    """The program itself, which opens the reader."""
    from daily_papers import cli

    parser = cli.program()
    return _grammar("", parser.description or "", parser, cli.EXAMPLES)


def _grammar(name: str, summary: str, parser: Parser, examples: str) -> Grammar:
    options = dict.fromkeys(parser.options.values())
    return Grammar(
        name,
        summary,
        tuple(_argument(each) for each in options),
        tuple(_argument(each) for each in parser.words),
        examples,
    )


def _argument(action: Action) -> Argument:
    choices = tuple(map(str, action.choices or ()))
    name = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    value = "" if action.nargs == 0 else name
    beginnings = _acts() if name == "ACT" else ()
    return Argument(tuple(action.option_strings), value, action.help or "", choices, beginnings)


def _acts() -> tuple[str, ...]:
    from daily_papers.commands.mark import ACTS, TAGGING

    return (*ACTS, *(f"{name}:" for name in TAGGING))
