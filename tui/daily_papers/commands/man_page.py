"""The manual page, in man(7) format, generated from the argument parsers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from daily_papers.commands import cli_spec
from daily_papers.commands.arguments import PROGRAM
from daily_papers.commands.cli_spec import Argument, CommandSpec

_FILES: Final = (
    ("config.toml", "Your configuration; `daily-papers config \\-\\-defaults` prints every key."),
    ("settings.toml", "What the reader remembers on this machine."),
    ("themes/NAME.toml", "Your own themes."),
    ("profiles/NAME/*.jsonl", "Everything you did, one line per act. Append only; safe to sync."),
    ("digests/", "The digest files. Any program may write there."),
)
_ENVIRONMENT: Final = (
    ("DAILY_PAPERS_CACHE", "The folder of digest files."),
    ("DAILY_PAPERS_DATA", "The folder of profiles and, by default, of digests."),
    ("DAILY_PAPERS_CONFIG", "The folder of config.toml and themes."),
    ("DAILY_PAPERS_PROFILE", "The profile to use."),
    ("VISUAL, EDITOR", "The editor for long notes, unless config.toml sets one."),
    ("NO_COLOR", "If set, no colours are used."),
)
_CODES: Final = (
    ("0", "Done."),
    ("1", "Failed; one line on standard error says why."),
    ("2", "Wrong usage."),
    ("130", "Interrupted by ctrl+c."),
)


def man_page() -> str:
    """The page `daily-papers(1)`. It has no date, so that it changes only with its content."""
    program = cli_spec.program()
    lines = [
        f'.TH {PROGRAM.upper()} 1 "" "{PROGRAM}" "User Commands"',
        ".SH NAME",
        f"{_text(PROGRAM)} \\- a terminal reader for daily digests of research papers",
        ".SH SYNOPSIS",
        f".B {_text(PROGRAM)}",
        "[\\-f QUERY | \\-\\-demo]",
        ".br",
        f".B {_text(PROGRAM)}",
        "COMMAND \\fR[...]",
        ".SH DESCRIPTION",
        "Opens the reader or, with a command, runs that and exits. In the reader",
        ".B ?",
        "shows all keys.",
        ".SH OPTIONS",
        *_arguments(program.options),
        ".SH COMMANDS",
    ]
    for each in cli_spec.commands():
        lines += _command(each, {option.names for option in program.options})
    for title, entries in (
        ("FILES", _FILES),
        ("ENVIRONMENT", _ENVIRONMENT),
        ("EXIT STATUS", _CODES),
    ):
        lines.append(f".SH {title}")
        for name, help in entries:
            lines += [".TP", f".B {_text(name)}", help]
    lines += [".SH EXAMPLES", ".nf", *map(_text, program.examples.splitlines()[1:]), ".fi"]
    return "\n".join(lines) + "\n"


def _command(each: CommandSpec, known: set[tuple[str, ...]]) -> Iterator[str]:
    """One command, without the options that every command takes."""
    positionals = " ".join(_placeholder(argument) for argument in each.positionals)
    yield f".SS {_text(each.name)} {positionals}".rstrip()
    yield _text(each.summary[0].upper() + each.summary[1:] + ".")
    own = [option for option in each.options if option.names not in known]
    yield from _arguments((*each.positionals, *own))
    yield from (".PP", ".nf", *map(_text, each.examples.splitlines()), ".fi")


def _arguments(arguments: Iterable[Argument]) -> Iterator[str]:
    for each in arguments:
        yield ".TP"
        if each.names:
            value = f" \\fI{_text(each.value)}\\fR" if each.value else ""
            yield ", ".join(f"\\fB{_text(name)}\\fR{value}" for name in each.names)
        else:
            yield f"\\fI{_placeholder(each)}\\fR"
        yield _text(each.help)


def _placeholder(argument: Argument) -> str:
    return _text("|".join(argument.choices) or argument.value)


def _text(text: str) -> str:
    """`text` escaped for roff."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...")
    return f"\\&{text}" if text.startswith((".", "'")) else text
