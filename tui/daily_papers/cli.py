"""The command line: finds the command, reads its arguments, and ends it decently.

Only what the called command needs is imported: its module in `commands`, and whatever that imports.
"""

from __future__ import annotations

import io
import os
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Final, NamedTuple

from daily_papers import __version__
from daily_papers.commands.arguments import GLOBAL, PROGRAM, Parser
from daily_papers.commands.command import Command, Failed, Misused
from daily_papers.commands.output import printable, warn

_INTERRUPTED: Final = 130
_LONGEST_ERROR: Final = 200


class Listed(NamedTuple):
    """A command in the help of the program."""

    room: str
    """The module of `daily_papers.commands` in which it is."""
    summary: str


COMMANDS: Final[Mapping[str, Listed]] = {
    "import": Listed("import_files", "add digest files to the cache, with a report"),
    "fetch": Listed("fetch", "bring digests into the cache from the network"),
    "cache": Listed("cache", "say what the cache holds; prune it, verify it"),
    "list": Listed("list", "print papers, or those that a query asks for"),
    "show": Listed("list", "print one paper"),
    "export": Listed("export", "write papers as citations, a list or data"),
    "triage": Listed("triage", "go through unread papers one by one"),
    "mark": Listed("mark", "do an act on all papers that a query asks for"),
    "undo": Listed("mark", "take back the last act"),
    "redo": Listed("mark", "bring back what was undone last"),
    "state": Listed("state", "export, import or merge everything that you made"),
    "doctor": Listed("doctor", "look whether everything is as it should be"),
    "dirs": Listed("places", "print where everything lies"),
    "config": Listed("places", "print where the configuration is, and what it settles"),
    "keys": Listed("looks", "print the keys of the reader"),
    "themes": Listed("looks", "print the themes with their colours"),
    "completion": Listed("completion", "print what a shell needs to complete commands"),
}
"""Every command by name, in the order of the help."""

EXAMPLES: Final = """\
examples:
  daily-papers --demo                   the reader on sample digests; nothing is kept
  daily-papers fetch                    the last days' papers, from the network
  daily-papers import page.txt          a page copied from the browser
  daily-papers                          the reader
  daily-papers -f 'mamba is:unread'     the reader, with a filter already typed
  daily-papers list -h                  more about one command
"""
"""The end of the program's help."""


def run(argv: Sequence[str]) -> int:
    """Do what the command line says.

    Args:
        argv: The arguments, without the program's name.

    Returns:
        The exit code: 0 done, 1 the work could not be done, 2 wrong usage; 130 after ctrl+c.
    """
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # What an encoding cannot say is spelt out, which JSON reads back.
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _dispatch(argv)
        sys.stdout.flush()
        return code
    except Failed as failure:
        warn(str(failure))
        if failure.picture:
            print(failure.picture, file=sys.stderr)
        return failure.code
    except BrokenPipeError:
        _stop_writing()
        return 0
    except KeyboardInterrupt:
        return _INTERRUPTED
    except SystemExit as end:  # of argparse, after a help or the version
        return int(end.code or 0)
    except OSError as error:
        # Of the output, as on a full disk, or of a folder that nothing else asked about.
        _stop_writing()
        where = f"{error.filename}: " if error.filename else "cannot go on: "
        warn(f"{where}{error.strerror or error}; see `daily-papers doctor`")
        return 1
    except Exception as error:
        return _report(error)


def _dispatch(argv: Sequence[str]) -> int:
    whole = program()
    options, rest = whole.sort_out(argv, up_to_word=True)
    if not rest or not _all_global(options):
        return _open_reader(whole, options, rest)
    name, *words = rest
    if name not in COMMANDS:
        raise _unknown(name)
    command = load(name)
    return command.run(parser(name, command).parse([*options, *words]))


def load(name: str) -> Command:
    """The command `name` of `COMMANDS`; its module is imported."""
    commands: Mapping[str, Command] = import_module(
        f"daily_papers.commands.{COMMANDS[name].room}"
    ).COMMANDS
    return commands[name]


def parser(name: str, command: Command) -> Parser:
    """The parser of a command's arguments."""
    summary = COMMANDS[name].summary
    made = Parser(
        name,
        description=summary[0].upper() + summary[1:] + ".",
        epilog="examples:\n" + command.examples,
    )
    command.arguments(made)
    return made


def program() -> Parser:
    """The parser of the program itself, which opens the reader."""
    longest = max(map(len, COMMANDS))
    listed = [f"  {name:<{longest}}  {each.summary}" for name, each in COMMANDS.items()]
    made = Parser(
        description="A terminal reader for daily digests of research papers.",
        epilog="\n".join(["commands:", *listed, "", EXAMPLES]),
    )
    made.usage = f"{PROGRAM} [-f QUERY | --demo]\n       {PROGRAM} COMMAND ..."
    made.add_argument("-f", dest="query", metavar="QUERY", help="begin with a filter typed")
    made.add_argument("--demo", action="store_true", help="open the sample digests; keep nothing")
    made.add_argument(
        "--version", action="version", help="show the version", version=f"{PROGRAM} {__version__}"
    )
    return made


def _all_global(options: Sequence[str]) -> bool:
    return all(option.partition("=")[0] in GLOBAL for option in options)


def _open_reader(whole: Parser, options: Sequence[str], rest: Sequence[str]) -> int:
    asked: Namespace = whole.parse_args(options)
    if rest:
        raise Misused(f'"{rest[0]}" does not go with -f and --demo, which open the reader')
    from daily_papers.commands import open_reader

    return open_reader.run(asked)


def _unknown(name: str) -> Misused:
    from daily_papers.toml_files import did_you_mean, excerpt

    guess = did_you_mean(name, COMMANDS) or f"; see `{PROGRAM} -h`"
    return Misused(f'there is no command "{excerpt(name)}"{guess}')


def _open_closed_streams() -> None:
    """Let nothing come from streams that the caller closed, as by `<&-`, and nothing go there."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115


def _stop_writing() -> None:
    """Let what is still in the buffer go nowhere: nobody reads any more, as after `| head`."""
    try:
        descriptor = sys.stdout.fileno()
    except OSError:  # not a stream of the system's
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _report(error: Exception) -> int:
    """Keep what nobody foresaw in a file, and say where."""
    import traceback

    from daily_papers.crash_report import write_report

    what = printable(f"{type(error).__name__}: {error}")[:_LONGEST_ERROR]
    try:
        path = write_report("".join(traceback.format_exception(error)))
        kept = f"the report is in {path}"
    except OSError as reason:
        kept = f"no report could be kept: {reason.strerror}"
    warn(f"stopped on an error that nobody foresaw ({what}); {kept}")
    return 1
