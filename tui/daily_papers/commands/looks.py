"""`keys` and `themes`: what the reader's keys do, and how it can look."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from typing import Final

from daily_papers.commands import context
from daily_papers.commands.arguments import Parser
from daily_papers.commands.command import Command, Misused
from daily_papers.commands.output import printable, say, warn
from daily_papers.style_names import ANSI_NAMES
from daily_papers.themes import DEFAULT_DARK, Theme, load_theme, load_themes, starting_point

_SWATCH: Final = (
    "background", "foreground", "primary", "secondary", "accent", "success", "warning", "error",
)  # fmt: skip
_PLAIN: Final = "\x1b[0m"


def keys(options: Namespace) -> int:
    """Print every action with its keys as they are bound now, group by group."""
    import daily_papers.ui.commands  # noqa: F401  registers every action
    from daily_papers.ui.keys.actions import ACTIONS, GROUPS, bindings, shown_keys

    told = context.find_setup(options)
    keymap, problems = bindings(told.config.keys, told.config.preset)
    for problem in (*told.problems, *problems):
        warn(str(problem))
    bound = shown_keys(keymap)
    shown = {name: "  ".join(bound.get(name, ())) for name in ACTIONS}
    wide = max(map(len, shown.values()))
    own = ", with keys of your own" if told.config.keys else ""
    say(f"preset {told.config.preset}{own}", "")
    widest = max(map(len, ACTIONS))
    for group in GROUPS:
        members = [name for name, each in ACTIONS.items() if each.group == group]
        if members:
            say("", group) if group != GROUPS[0] else say(group)
        for name in members:
            say(f"  {shown[name]:<{wide}}  {name:<{widest}}  {ACTIONS[name].help}")
    return 0


def themes_arguments(parser: Parser) -> None:
    """What `themes` takes."""
    parser.add_argument("--new", metavar="NAME", help="print a theme's file to begin with")


def themes(options: Namespace) -> int:
    """Print the themes, or a file to make a new one of."""
    folder = context.find(options).config / "themes"
    if options.new is not None:
        return _print_new(options.new, str(folder))
    found, problems = load_themes(folder)
    widest = max(map(len, found))
    longest = max(len(theme.title) for theme in found.values())
    for name, theme in found.items():
        swatch = f"{_swatch(theme)}  " if _has_colours() else ""
        kind = "dark" if theme.dark else "light"
        say(f"{swatch}{name:<{widest}}  {theme.title:<{longest}}  {kind}")
    for problem in problems:
        warn(str(problem))
    return 0


def _print_new(name: str, folder: str) -> int:
    if not name.strip():
        raise Misused("a theme wants a name; write --new NAME")
    like, _ = load_theme(DEFAULT_DARK)
    assert like is not None, "the default theme is ours"
    sys.stdout.write(starting_point(printable(name), like))
    if sys.stdout.isatty():
        warn(f'save this as {folder}/NAME.toml, and write theme = "NAME" in config.toml')
    return 0


def _has_colours() -> bool:
    """Whether output goes to a terminal whose user wants colours (https://no-color.org)."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM", "") in ("", "dumb", "unknown")
    return sys.stdout.isatty() and not plain


def _swatch(theme: Theme) -> str:
    """The theme's main colours, two cells each."""
    return "".join(f"{_ground(theme.palette[name])}  " for name in _SWATCH) + _PLAIN


def _ground(color: str) -> str:
    """The control sequence (ECMA-48 SGR) that makes `color` the ground."""
    if color.startswith("#"):
        red, green, blue = bytes.fromhex(color[1:])
        return f"\x1b[48;2;{red};{green};{blue}m"
    # The terminal's own: its default, then eight colours, then the same eight bright.
    number = ANSI_NAMES.index(color) - 1
    return f"\x1b[{49 if number < 0 else 40 + number if number < 8 else 92 + number}m"


COMMANDS: Final = {
    "keys": Command(
        keys,
        "  daily-papers keys | grep star    keys, action, what it does\n",
    ),
    "themes": Command(
        themes,
        """\
  daily-papers themes                     every theme, with its colours on a terminal
  daily-papers themes --new ink > ~/.config/daily-papers/themes/ink.toml
""",
        themes_arguments,
    ),
}
