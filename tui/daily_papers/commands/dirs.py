"""`dirs`: prints where files are stored."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from daily_papers.commands.arguments import Parser
from daily_papers.commands.context import load_paths
from daily_papers.commands.output import is_utf8, printable, say
from daily_papers.commands.registry import Command


def add_arguments(parser: Parser) -> None:
    """The arguments of `dirs`."""
    parser.add_argument("--json", action="store_true", help="as one JSON object")


def run(options: Namespace) -> int:
    """Print the paths; nothing is created."""
    from daily_papers import config, settings

    paths = load_paths(options)
    found = {
        "cache": paths.cache,
        "index": paths.index,
        "state": paths.state,
        "config": paths.config / config.NAME,
        "settings": paths.config / settings.NAME,
        "themes": paths.config / "themes",
    }
    if options.json:
        from daily_papers.export import json_records

        table = {"profile": paths.profile, **{name: str(path) for name, path in found.items()}}
        say(json_records.dumps(table, indent=2, ascii_only=not is_utf8()))
        return 0
    for name, path in found.items():
        missing = "" if path.exists() else "  (does not exist yet)"
        say(f"{name:<8}  {printable(str(path))}{missing}")
    return 0


COMMAND: Final = Command(
    run,
    """\
  daily-papers dirs           cache, index, state, configuration and themes
  daily-papers dirs --json    the same for scripts
""",
    add_arguments,
)
