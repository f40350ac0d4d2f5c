"""`dirs` and `config`: where everything lies, and what may stand in `config.toml`."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from tui.commands import setup
from tui.commands.arguments import Parser
from tui.commands.command import Command, Misused
from tui.commands.output import is_utf8, printable, say


def dirs_arguments(parser: Parser) -> None:
    """What `dirs` takes."""
    parser.add_argument("--json", action="store_true", help="as one JSON object")


def dirs(options: Namespace) -> int:
    """Print where everything lies; nothing is made."""
    from tui import config, settings

    places = setup.find(options)
    paths = {
        "cache": places.cache,
        "index": places.index,
        "state": places.state,
        "config": places.config / config.NAME,
        "settings": places.config / settings.NAME,
        "themes": places.config / "themes",
    }
    if options.json:
        from tui.export import as_json

        whole = {"profile": places.profile, **{name: str(path) for name, path in paths.items()}}
        say(as_json.dumps(whole, indent=2, ascii_only=not is_utf8()))
        return 0
    for name, path in paths.items():
        missing = "" if path.exists() else "  (not there yet)"
        say(f"{name:<8}  {printable(str(path))}{missing}")
    return 0


def config_arguments(parser: Parser) -> None:
    """What `config` takes."""
    parser.add_argument("--defaults", action="store_true", help="print every key, as a comment")


def print_config(options: Namespace) -> int:
    """Print a `config.toml` that changes nothing."""
    from tui import config

    if not options.defaults:
        raise Misused("nothing to do; add --defaults")
    say(config.defaults_toml().rstrip("\n"))
    return 0


COMMANDS: Final = {
    "dirs": Command(dirs, "  daily-papers dirs\n  daily-papers dirs --json\n", dirs_arguments),
    "config": Command(
        print_config,
        """\
  daily-papers config --defaults > ~/.config/daily-papers/config.toml
""",
        config_arguments,
    ),
}
