"""The pictures: size, theme, what is pressed, and words that must stand in each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from daily_papers.ui.commands.see import show_statistics
from daily_papers.ui.screens.reader import Reader

from tests.pictures.world import TODAY

Keys = tuple[str, ...]
"""What is pressed: names of keys, and text that is typed."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture of the reader."""

    name: str
    """Its file's name, without the end."""
    size: tuple[int, int]
    """Columns and lines."""
    words: tuple[str, ...]
    """What must stand on the screen."""
    keys: Keys = ()
    theme: str = "paper-dark"
    grid: tuple[str, ...] = ()
    """Themes in which the same is drawn, side by side in one picture."""
    then: Callable[[Reader], object] = lambda reader: None
    """What is done after the keys."""


def _show_statistics(reader: Reader) -> None:
    # The key would count up to the day on which the picture is drawn.
    show_statistics(reader.workspace, TODAY)


_GRID: Final = (
    "paper-dark", "paper-light", "nord", "gruvbox", "solarized-dark", "solarized-light",
    "catppuccin-mocha", "catppuccin-latte", "tokyo-night", "rose-pine", "dracula", "ansi",
    "high-contrast", "colour-safe",
)  # fmt: skip

SCENES: Final = (
    Scene(
        "reader",
        (200, 50),
        ("31 Jul", "Differential Transformer", "reading group", "More samples", "July 2025"),
        ("jj",),
    ),
    Scene("reader-light", (200, 50), ("More samples", "LINKS"), ("jj",), "paper-light"),
    Scene("medium", (120, 40), ("h days", "30 Jul", "Depth Anything V2"), ("4j",)),
    Scene("narrow", (80, 24), ("3 of 28", "▎ ", "? keys"), ("2j",)),
    Scene("triage", (80, 24), ("next: ", "2 ★"), ("T", "s", "b", "d", "s", "d")),
    Scene("filter", (120, 40), ("starred", "unread", "everywhere"), ("/", "model is:")),
    Scene("notes", (120, 40), ("NOTE", "More samples", "esc saves and closes"), ("jj", "a")),
    Scene(
        "figures",
        (120, 50),
        ("Kept, by organisation", "Mon", "the median of"),
        then=_show_statistics,
    ),
    Scene("palette", (120, 40), ("Rosé Pine", "Catppuccin"), (":", "theme ")),
    Scene(
        "themes",
        (76, 19),
        ("Differential Transformer", "★", "◷", "×"),
        ("7j", "kk"),
        grid=_GRID,
    ),
)
"""All pictures. The first is the README's."""
