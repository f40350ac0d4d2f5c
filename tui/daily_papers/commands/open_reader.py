"""Opens the reader: the only command that imports textual, and not before it is needed."""

from __future__ import annotations

import gc
import os
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from daily_papers.commands.arguments import PROGRAM
from daily_papers.commands.context import Context, load_context
from daily_papers.commands.errors import CommandError, UsageError
from daily_papers.commands.output import warn
from daily_papers.config import Config
from daily_papers.paths import Paths
from daily_papers.themes import (
    ANSI,
    DEFAULT_DARK,
    DEFAULT_LIGHT,
    Theme,
    load_theme,
    unknown_theme,
)
from daily_papers.ui.terminal.guard import TerminalGuard
from daily_papers.ui.terminal.run import run as run_app
from daily_papers.ui.terminal.run import terminal_fits

_COLOURS: Final = "TEXTUAL_COLOR_SYSTEM"
_COLOUR_SYSTEMS: Final = ("auto", "standard", "256", "truecolor")


def run(options: Namespace) -> int:
    """Open the reader and return its exit code.

    Raises:
        UsageError: The terminal cannot show it, or the filter is not valid.
    """
    query = options.query or ""
    _check(query)
    if options.demo:
        with _demo() as context:
            return _open(context, query, on_samples=True)
    return _open(load_context(options), query)


def triage(options: Namespace, query: str) -> int:
    """Open the reader in triage, on the papers that match `query` or on the newest day.

    Raises:
        UsageError: As `run`.
    """
    _check(query)
    context = load_context(options)
    return _open(context, query, keys=_keys_of("triage", context.config))


def _check(query: str) -> None:
    if query.strip():
        from daily_papers.commands.open_library import read_query

        read_query([query])
    if message := terminal_fits():
        raise UsageError(message)


def _keys_of(action: str, config: Config) -> str:
    """The letters that the user types for an action.

    Raises:
        UsageError: No letters are bound to it.
    """
    from daily_papers.ui import commands  # noqa: F401  registers every action
    from daily_papers.ui.keys.actions import bindings

    keymap, _ = bindings(config.keys, config.preset)
    for keys, name in keymap.items():
        if name == action and all(len(key) == 1 for key in keys):
            return "".join(keys)
    raise UsageError(f"no letter is bound to {action} in config.toml; open the reader to use it")


def _open(context: Context, query: str, *, keys: str = "", on_samples: bool = False) -> int:
    """Open the reader.

    Args:
        context: The paths and the configuration.
        query: The filter to open with.
        keys: Keys to handle as if they were typed first.
        on_samples: Whether it opens on the sample digests.
    """
    _ignore_environment()
    # Nothing imported now is ever freed, so collecting garbage only costs time here. The reader
    # enables it again once its first frame is drawn.
    gc.disable()
    try:
        with TerminalGuard() as guard:
            from daily_papers import settings
            from daily_papers.ui.app import DailyPapers
            from daily_papers.ui.drawing.glyphs import ASCII, MEASURED, UNICODE, choose
            from daily_papers.ui.startup import Startup
            from daily_papers.ui.terminal.probe import ask

            remembered = settings.load(context.paths.config / settings.NAME)
            theme_name = _theme_name(context.config.theme, remembered.theme)
            measured = MEASURED if context.config.ascii == "auto" else ()
            terminal = ask(measured, ground=not theme_name)
            theme, problems = _theme(context, theme_name, dark=terminal.dark is not False)
            startup = Startup(
                context.paths,
                query=query,
                config=context.config,
                settings=remembered,
                on_samples=on_samples,
                hints=True,
                problems=problems,
            )
            glyphs = ASCII if context.config.ascii is True else UNICODE
            if terminal.widths:
                glyphs = choose(lambda glyph: terminal.widths.get(glyph, len(glyph)))
            app = DailyPapers(startup, theme, glyphs, typed=keys + terminal.typed)
            title = PROGRAM if context.config.title else ""
            guard.wait_ready()
            code = run_app(app, title=title, mouse=context.config.mouse)
            if startup.unsaved:
                warn(f"the last acts are lost. {startup.unsaved}")
                return code or 1
            return code
    finally:
        gc.enable()


def _ignore_environment() -> None:
    """Remove variables that Textual would follow against the terminal, or stop at."""
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)
    if os.environ.get(_COLOURS, "auto") not in _COLOUR_SYSTEMS:
        del os.environ[_COLOURS]


def _theme_name(configured: str, remembered: str) -> str:
    """The name of the theme to open with; empty to follow the terminal's background.

    `config.toml` takes precedence over the choice made in the reader. Without colours only
    attributes tell rows apart, and with 16 colours those of our themes would become the same: the
    terminal's own are used then.
    """
    from daily_papers.ui.terminal.probe import colours_in

    colours = colours_in(os.environ)
    chosen = configured if configured != "auto" else remembered
    return ANSI if not colours or (colours == 16 and not chosen) else chosen


def _theme(context: Context, name: str, *, dark: bool) -> tuple[Theme, list[str]]:
    """The theme to open with, and the problems in its file and in `config.toml`.

    Args:
        context: The paths and the configuration.
        name: The theme's name; empty to follow the terminal's background.
        dark: Whether that is dark.
    """
    folder = context.paths.config / "themes"
    problems = [str(problem) for problem in context.problems]
    for candidate in filter(None, (name, DEFAULT_DARK if dark else DEFAULT_LIGHT)):
        theme, found = load_theme(candidate, folder)
        problems += map(str, found)
        if theme is not None:
            return theme, problems
        unknown = unknown_theme(candidate, folder)
        problems.append(unknown[0].upper() + unknown[1:])
    raise CommandError("the built-in themes are missing; install the program again")


@contextmanager
def _demo() -> Iterator[Context]:
    """The samples in a temporary profile, independent of the user's own."""
    from daily_papers.cache import samples

    with tempfile.TemporaryDirectory(prefix="daily-papers-demo-") as folder:
        home = Path(folder)
        paths = Paths(
            cache=samples.folder(),
            index=home / "index",
            data=home / "data",
            profile="main",
            config=home / "config",
        )
        yield Context(paths, Config(), [])
