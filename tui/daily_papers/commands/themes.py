"""`themes`: prints the themes, or the file of a new one."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from typing import Final

from daily_papers.commands.arguments import Parser
from daily_papers.commands.context import load_paths
from daily_papers.commands.errors import UsageError
from daily_papers.commands.output import (
    OUT,
    printable,
    say,
    send_to_terminal,
    understands_sequences,
    warn,
)
from daily_papers.commands.registry import Command
from daily_papers.style_names import ANSI_NAMES
from daily_papers.themes import DEFAULT_DARK, Theme, load_theme, load_themes, template

_SWATCH: Final = (
    "background", "foreground", "primary", "secondary", "accent", "success", "warning", "error",
)  # fmt: skip
_RESET: Final = "\x1b[0m"


def add_arguments(parser: Parser) -> None:
    """The arguments of `themes`."""
    parser.add_argument("--new", metavar="NAME", help="print a template for a new theme")


def run(options: Namespace) -> int:
    """Print the themes, or the file of a new one."""
    folder = load_paths(options).config / "themes"
    if options.new is not None:
        return _print_new(options.new, str(folder))
    themes, problems = load_themes(folder)
    name_width = max(map(len, themes))
    title_width = max(len(theme.title) for theme in themes.values())
    for name, theme in themes.items():
        if _has_colours():
            send_to_terminal(f"{_swatch(theme)}  ")
        kind = "dark" if theme.dark else "light"
        say(f"{name:<{name_width}}  {theme.title:<{title_width}}  {kind}")
    for problem in problems:
        warn(str(problem))
    return 0


def _print_new(name: str, folder: str) -> int:
    if not name.strip():
        raise UsageError("a theme needs a name; write --new NAME")
    base, _ = load_theme(DEFAULT_DARK)
    assert base is not None, "the default theme is part of the package"
    OUT.write(template(printable(name), base))
    if sys.stdout.isatty():
        warn(f'save this as {folder}/NAME.toml, and write theme = "NAME" in config.toml')
    return 0


def _has_colours() -> bool:
    """Whether output goes to a terminal whose user wants colours (https://no-color.org)."""
    return sys.stdout.isatty() and understands_sequences() and not os.environ.get("NO_COLOR")


def _swatch(theme: Theme) -> str:
    """The theme's main colours, two cells each."""
    return "".join(f"{_background(theme.palette[name])}  " for name in _SWATCH) + _RESET


def _background(color: str) -> str:
    """The control sequence (ECMA-48 SGR) that sets the background to `color`."""
    if color.startswith("#"):
        red, green, blue = bytes.fromhex(color[1:])
        return f"\x1b[48;2;{red};{green};{blue}m"
    # The terminal's own: its default, then eight colours, then the same eight bright.
    number = ANSI_NAMES.index(color) - 1
    return f"\x1b[{49 if number < 0 else 40 + number if number < 8 else 92 + number}m"


COMMAND: Final = Command(
    run,
    """\
  daily-papers themes                     every theme, with its colours on a terminal
  daily-papers themes --new ink > ~/.config/daily-papers/themes/ink.toml
""",
    add_arguments,
)
