"""`dirs` and `config`: where everything lies, and what may stand in `config.toml`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Final

from daily_papers.commands import context
from daily_papers.commands.arguments import Parser
from daily_papers.commands.command import Command
from daily_papers.commands.output import is_utf8, printable, say, warn


def dirs_arguments(parser: Parser) -> None:
    """What `dirs` takes."""
    parser.add_argument("--json", action="store_true", help="as one JSON object")


def dirs(options: Namespace) -> int:
    """Print where everything lies; nothing is made."""
    from daily_papers import config, settings

    paths = context.find(options)
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

        whole = {"profile": paths.profile, **{name: str(path) for name, path in found.items()}}
        say(json_records.dumps(whole, indent=2, ascii_only=not is_utf8()))
        return 0
    for name, path in found.items():
        say(f"{name:<8}  {printable(str(path))}{_missing(path)}")
    return 0


def config_arguments(parser: Parser) -> None:
    """What `config` takes."""
    parser.add_argument("--defaults", action="store_true", help="print every key, as a comment")


def print_config(options: Namespace) -> int:
    """Print where the configuration is and what it settles, or a file that changes nothing."""
    from daily_papers import config

    if options.defaults:
        say(config.defaults_toml().rstrip("\n"))
        return 0
    found = context.find_setup(options)
    path = found.paths.config / config.NAME
    settled = config.settled_toml(found.config)
    say(f"# {printable(str(path))}{_missing(path)}", *map(printable, settled))
    say("# Every other key is at its default; `daily-papers config --defaults` prints them all.")
    for problem in found.problems:
        warn(str(problem))
    return 0


def _missing(path: Path) -> str:
    return "" if path.exists() else "  (not there yet)"


COMMANDS: Final = {
    "dirs": Command(
        dirs,
        """\
  daily-papers dirs           cache, index, state, configuration and themes
  daily-papers dirs --json    the same for a script
""",
        dirs_arguments,
    ),
    "config": Command(
        print_config,
        """\
  daily-papers config               where the file is, and what it settles
  daily-papers config --defaults    all that may stand in it, with the defaults
""",
        config_arguments,
    ),
}
