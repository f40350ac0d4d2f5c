"""The manual page, in the language of man(7), from the same parsers as the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from daily_papers.commands import cli_spec
from daily_papers.commands.arguments import PROGRAM
from daily_papers.commands.cli_spec import Argument, Grammar

_FILES: Final = (
    ("config.toml", "What you settle; `daily-papers config \\-\\-defaults` prints every key."),
    ("settings.toml", "What the reader remembers on this device."),
    ("themes/NAME.toml", "Themes of your own."),
    ("profiles/NAME/*.jsonl", "Everything you did, one line an act. Append only; sync it freely."),
    ("digests/", "The digest files. Anything may write there."),
)
_ENVIRONMENT: Final = (
    ("DAILY_PAPERS_CACHE", "The folder of digest files."),
    ("DAILY_PAPERS_DATA", "The folder of profiles and, by default, of digests."),
    ("DAILY_PAPERS_CONFIG", "The folder of config.toml and themes."),
    ("DAILY_PAPERS_PROFILE", "Whose acts and tags to use."),
    ("VISUAL, EDITOR", "Write long notes, unless config.toml names an editor."),
    ("NO_COLOR", "Where it is set, nothing is coloured."),
)
_CODES: Final = (
    ("0", "Done."),
    ("1", "The work could not be done; one line on standard error says why."),
    ("2", "Wrong usage."),
    ("130", "Stopped by ctrl+c."),
)


def man_page() -> str:
    """The page `daily-papers(1)`. It bears no date, so that it only changes with what it says."""
    whole = cli_spec.program()
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
        "Opens the reader; with a command it does that and ends. In the reader",
        ".B ?",
        "shows every key.",
        ".SH OPTIONS",
        *_arguments(whole.options),
        ".SH COMMANDS",
    ]
    for each in cli_spec.commands():
        lines += _command(each, {option.names for option in whole.options})
    for title, entries in (
        ("FILES", _FILES),
        ("ENVIRONMENT", _ENVIRONMENT),
        ("EXIT STATUS", _CODES),
    ):
        lines.append(f".SH {title}")
        for name, words in entries:
            lines += [".TP", f".B {_text(name)}", words]
    lines += [".SH EXAMPLES", ".nf", *map(_text, whole.examples.splitlines()[1:]), ".fi"]
    return "\n".join(lines) + "\n"


def _command(each: Grammar, known: set[tuple[str, ...]]) -> Iterator[str]:
    """One command, without the options that every command takes."""
    words = " ".join(_word(word) for word in each.words)
    yield f".SS {_text(each.name)} {words}".rstrip()
    yield _text(each.summary[0].upper() + each.summary[1:] + ".")
    own = [option for option in each.options if option.names not in known]
    yield from _arguments((*each.words, *own))
    yield from (".PP", ".nf", *map(_text, each.examples.splitlines()), ".fi")


def _arguments(arguments: Iterable[Argument]) -> Iterator[str]:
    for each in arguments:
        yield ".TP"
        if each.names:
            value = f" \\fI{_text(each.value)}\\fR" if each.value else ""
            yield ", ".join(f"\\fB{_text(name)}\\fR{value}" for name in each.names)
        else:
            yield f"\\fI{_word(each)}\\fR"
        yield _text(each.help)


def _word(word: Argument) -> str:
    return _text("|".join(word.choices) or word.value)


def _text(text: str) -> str:
    """`text` as roff prints it letter by letter."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...")
    return f"\\&{text}" if text.startswith((".", "'")) else text
