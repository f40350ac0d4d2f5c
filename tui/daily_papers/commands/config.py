"""`config`: prints the path and the settings of `config.toml`, or all its keys."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from daily_papers.commands.arguments import Parser
from daily_papers.commands.context import load_context
from daily_papers.commands.output import printable, say
from daily_papers.commands.registry import Command


def add_arguments(parser: Parser) -> None:
    """The arguments of `config`."""
    parser.add_argument("--defaults", action="store_true", help="print every key, as a comment")


def run(options: Namespace) -> int:
    """Print the path of the file and what it changes, or a file that changes nothing."""
    from daily_papers import config

    if options.defaults:
        say(config.defaults_toml().rstrip("\n"))
        return 0
    context = load_context(options)
    path = context.paths.config / config.NAME
    missing = "" if path.exists() else "  (does not exist yet)"
    say(f"# {printable(str(path))}{missing}")
    say(*map(printable, config.changed_toml(context.config)))
    say("# Every other key has its default; `daily-papers config --defaults` prints them all.")
    context.report_problems()
    return 0


COMMAND: Final = Command(
    run,
    """\
  daily-papers config               the path of the file, and what it changes
  daily-papers config --defaults    every key with its default
""",
    add_arguments,
)
