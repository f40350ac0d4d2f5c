"""Opening the reader. The one command that imports textual, once it is sure to be needed."""

from __future__ import annotations

import gc
import os
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from daily_papers.commands.command import Failed, Misused
from daily_papers.commands.context import Setup, find_setup
from daily_papers.config import Config
from daily_papers.paths import Paths
from daily_papers.themes import (
    DEFAULT_DARK,
    DEFAULT_LIGHT,
    TERMINALS_OWN,
    Theme,
    load_theme,
    unknown_theme,
)
from daily_papers.ui.terminal.run import run as run_app
from daily_papers.ui.terminal.run import terminal_fits


def run(options: Namespace) -> int:
    """Open the reader; the exit code is that of `daily_papers.ui.terminal.run`.

    Raises:
        Misused: The terminal cannot show it, or the filter cannot be read.
    """
    query = options.query or ""
    _check(query)
    if options.demo:
        with _demo() as setup:
            return _open(setup, query, on_samples=True)
    return _open(find_setup(options), query)


def triage(options: Namespace, query: str) -> int:
    """Open the reader on the triage of what `query` finds, or of the newest day.

    Raises:
        Misused: As `run`.
    """
    _check(query)
    setup = find_setup(options)
    return _open(setup, query, keys=_keys_of("triage", setup.config))


def _check(query: str) -> None:
    if query.strip():
        from daily_papers.commands.open_library import read_query

        read_query([query])
    if words := terminal_fits():
        raise Misused(words)


def _keys_of(action: str, config: Config) -> str:
    """What the user would type for an action.

    Raises:
        Misused: It has no keys, or none that are letters.
    """
    from daily_papers.ui import commands  # noqa: F401  registers every action
    from daily_papers.ui.keys.actions import bindings

    keymap, _ = bindings(config.keys, config.preset)
    for keys, name in keymap.items():
        if name == action and all(len(key) == 1 for key in keys):
            return "".join(keys)
    raise Misused(f"{action} has no letter for a key in config.toml; open the reader for it")


def _open(setup: Setup, query: str, *, keys: str = "", on_samples: bool = False) -> int:
    """Open the reader.

    Args:
        setup: Where and how.
        query: A filter to begin with.
        keys: What is as good as typed already.
        on_samples: Whether it opens on the sample digests.
    """
    # Nothing that is imported now is ever freed: looking for garbage among it only costs time.
    # The reader switches it on again once its first frame is on the screen.
    gc.disable()
    try:
        from daily_papers import settings
        from daily_papers.ui.app import DailyPapers
        from daily_papers.ui.drawing.glyphs import ASCII, MEASURED, UNICODE, choose
        from daily_papers.ui.startup import Startup
        from daily_papers.ui.terminal.probe import ask

        remembered = settings.load(setup.paths.config / settings.NAME)
        chosen = _chosen(setup.config.theme, remembered.theme)
        measured = MEASURED if setup.config.ascii == "auto" else ()
        terminal = ask(measured, ground=not chosen)
        theme, problems = _theme(setup, chosen, dark=terminal.dark is not False)
        opening = Startup(
            setup.paths,
            query=query,
            config=setup.config,
            settings=remembered,
            on_samples=on_samples,
            hints=True,
            problems=problems,
        )
        glyphs = ASCII if setup.config.ascii is True else UNICODE
        if terminal.widths:
            glyphs = choose(lambda sign: terminal.widths.get(sign, len(sign)))
        return run_app(DailyPapers(opening, theme, glyphs, typed=keys + terminal.typed))
    finally:
        gc.enable()


def _chosen(configured: str, remembered: str) -> str:
    """The name of the theme to open with; empty for the one that goes with the terminal's ground.

    What the user wrote into `config.toml` counts before what was chosen in the reader. Where there
    are no colours, only attributes tell rows apart, and where there are few, ours would fall
    together: there the terminal's own serve.
    """
    from daily_papers.ui.terminal.probe import colours_in

    colours = colours_in(os.environ)
    chosen = configured if configured != "auto" else remembered
    return TERMINALS_OWN if not colours or (colours == 16 and not chosen) else chosen


def _theme(setup: Setup, chosen: str, *, dark: bool) -> tuple[Theme, list[str]]:
    """The theme to open with, and what is wrong with it and with `config.toml`, in words.

    Args:
        setup: Where the user's themes are.
        chosen: The theme's name; empty for the one that goes with the terminal's ground.
        dark: Whether that is dark.
    """
    folder = setup.paths.config / "themes"
    problems = [str(problem) for problem in setup.problems]
    for name in filter(None, (chosen, DEFAULT_DARK if dark else DEFAULT_LIGHT)):
        theme, found = load_theme(name, folder)
        problems += map(str, found)
        if theme is not None:
            return theme, problems
        unknown = unknown_theme(name, folder)
        problems.append(unknown[0].upper() + unknown[1:])
    raise Failed("the themes that belong to the program are missing; install it again")


@contextmanager
def _demo() -> Iterator[Setup]:
    """The samples in a profile that is thrown away, whatever the user's own is like."""
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
        yield Setup(paths, Config(), [])
