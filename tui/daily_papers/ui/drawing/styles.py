"""How things are drawn now: the theme's styles and the glyphs that this terminal can show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rich.style import Style

from daily_papers.ui.drawing.glyphs import UNICODE, Glyphs

_PLAIN = Style()


@dataclass(frozen=True, eq=False)
class Appearance:
    """Styles by component name (`starred`, `hit`, `cursor` …), and the glyphs.

    Two looks are the same only if they are one object, so drawn lines can be kept by look.
    """

    styles: Mapping[str, Style] = field(default_factory=dict)
    glyphs: Glyphs = UNICODE

    def __getitem__(self, component: str) -> Style:
        """The style of a component; plain where the theme names none."""
        return self.styles.get(component, _PLAIN)
