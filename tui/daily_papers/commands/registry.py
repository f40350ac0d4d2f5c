"""The table of all commands, and how each is loaded and parsed."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from daily_papers import __version__
from daily_papers.commands.arguments import PROGRAM, Parser

COMMANDS: Final[Mapping[str, str]] = {
    "import": "add digest files to the cache",
    "fetch": "download digests into the cache",
    "cache": "show what the cache holds; prune or verify it",
    "list": "print the papers that match a query",
    "show": "print papers by id",
    "export": "write papers as citations, a list or data",
    "triage": "go through unread papers one by one",
    "mark": "star, tag, dismiss … all papers that match a query",
    "undo": "undo the last act",
    "redo": "redo the last undone act",
    "state": "export, import or merge your marks, tags, notes and views",
    "doctor": "check the installation",
    "dirs": "print where files are stored",
    "config": "print the configuration file's path and what it changes",
    "keys": "print the reader's keys",
    "themes": "print the themes with their colours",
    "completion": "print the completion script for a shell",
}
"""What each command does, by name, in the order of the help."""

_MODULES: Final = {"import": "import_files"}
"""The modules that are not named like their command."""

EXAMPLES: Final = """\
examples:
  daily-papers --demo                   open the reader on sample digests; keep nothing
  daily-papers fetch                    download the papers of recent days
  daily-papers import page.txt          add a page copied from the browser
  daily-papers                          open the reader
  daily-papers -f 'mamba is:unread'     open the reader with a filter
  daily-papers list -h                  show the help of a command
"""
"""The end of the program's help."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command."""

    run: Callable[[Namespace], int]
    """Does the work and returns the exit code, or raises `CommandError`."""
    examples: str
    """The end of its help: a line for each example, with a comment."""
    add_arguments: Callable[[Parser], None] = lambda parser: None
    """Adds its arguments to the parser."""


def load(name: str) -> Command:
    """The `COMMAND` of the module of the command `name`."""
    module = import_module(f"daily_papers.commands.{_MODULES.get(name, name)}")
    command: Command = module.COMMAND
    return command


def command_parser(name: str, command: Command) -> Parser:
    """The parser of a command's arguments."""
    summary = COMMANDS[name]
    parser = Parser(
        name,
        description=summary[0].upper() + summary[1:] + ".",
        epilog="examples:\n" + command.examples,
    )
    command.add_arguments(parser)
    return parser


def program_parser() -> Parser:
    """The parser of the program itself, which opens the reader."""
    width = max(map(len, COMMANDS))
    listed = [f"  {name:<{width}}  {summary}" for name, summary in COMMANDS.items()]
    parser = Parser(
        description="A terminal reader for daily digests of research papers.",
        epilog="\n".join(["commands:", *listed, "", EXAMPLES]),
    )
    parser.usage = f"{PROGRAM} [-f QUERY | --demo]\n       {PROGRAM} COMMAND ..."
    parser.add_argument("-f", dest="query", metavar="QUERY", help="open the reader with a filter")
    parser.add_argument("--demo", action="store_true", help="open sample digests; keep nothing")
    parser.add_argument(
        "--version", action="version", help="show the version", version=f"{PROGRAM} {__version__}"
    )
    return parser
