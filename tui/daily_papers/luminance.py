"""How light a colour is, after WCAG 2.2."""

from __future__ import annotations


def luminance(color: str) -> float | None:
    """The relative luminance of `#rrggbb`, from 0 (black) to 1 (white).

    `None` for the terminal's own colours, which only the terminal knows. The formula:
    https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
    """
    if not color.startswith("#"):
        return None
    red, green, blue = (_linear(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    """An sRGB channel, 0 to 1, as light."""
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
