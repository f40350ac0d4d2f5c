"""The names of palettes and styles in a theme, and how colours and styles are written.

`COMPONENTS` is the table of styles. A theme's `[components]` may override their defaults, which
use only names of the palette. A style is written as a colour, `on` and a background colour, and
any of `bold italic underline dim reverse`. A colour is `#rrggbb`, one of the terminal's own
(`ansi_red`), or `$name` for a name of the palette.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from daily_papers.papers.verdicts import VERDICTS
from daily_papers.toml_files import did_you_mean, excerpt

_ANSI_HUES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
ANSI_NAMES: Final = (
    "ansi_default",
    *(f"ansi_{hue}" for hue in _ANSI_HUES),
    *(f"ansi_bright_{hue}" for hue in _ANSI_HUES),
)
"""The terminal's own colours, by their names in Textual."""

ATTRIBUTES: Final = ("bold", "italic", "underline", "dim", "reverse")
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")


class BadStyle(ValueError):
    """A style or colour that is not valid; the message names the word and suggests another."""


@dataclass(frozen=True, slots=True)
class Style:
    """How something is drawn. A colour is `#rrggbb`, an `ansi_` name, or `None` for unchanged."""

    color: str | None = None
    background: str | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    dim: bool = False
    reverse: bool = False


Role = Literal["text", "mark", "line", "background"]
"""The contrast that a component needs: text is read, a mark is seen, a line may be faint, and a
background lies under all of them."""


class Component(NamedTuple):
    """One named style."""

    help: str
    """What it styles."""
    default: str
    role: Role = "text"


PALETTE: Final[Mapping[str, tuple[str, str]]] = {
    "background": ("The background of the list.", ""),
    "foreground": ("Text.", ""),
    "primary": ("The accent: focus, unread, keys.", ""),
    "surface": ("The background of the abstract.", "background"),
    "panel": ("The background of days, bars and menus.", "surface"),
    "muted": ("Less important text: read papers, captions.", "foreground"),
    "secondary": ("The second accent: numbers.", "primary"),
    "accent": ("Search hits.", "primary"),
    "warning": ("Stars, and warnings.", "primary"),
    "success": ("Completed days, and papers with code.", "secondary"),
    "error": ("Errors.", "warning"),
}
"""Each name of a palette: what it colours, and the name used if a theme leaves it out. Names
without such a fallback are required."""

COMPONENTS: Final[Mapping[str, Component]] = {
    # A row of the list
    "title": Component("The title of a paper with a verdict, and plain text.", "$foreground"),
    "unread": Component("The title of an unread paper.", "bold $foreground"),
    "unread_mark": Component("The dot before it.", "$primary"),
    "read": Component("The title of a read paper without a verdict.", "$muted"),
    **{verdict.register: Component(verdict.style_help, verdict.style) for verdict in VERDICTS},
    "pending": Component("A mark that is not saved yet.", "$muted"),
    "mute": Component("A paper hidden by a mute rule.", "italic $muted"),
    "gist": Component("What the paper does, under its title.", "$muted"),
    "code": Component("The mark of a paper with code.", "$success"),
    "upvotes": Component("The column of upvotes.", "$muted"),
    "hit": Component("Letters that match the filter.", "bold $accent"),
    "hit_now": Component("The current hit.", "bold $background on $accent"),
    "highlight": Component("Words highlighted by a rule.", "underline $secondary"),
    "cursor": Component("The row under the cursor.", "on $panel", "background"),
    "cursor_blurred": Component("The same without the focus.", "on $surface", "background"),
    "selected": Component("Selected rows.", "on $panel", "background"),
    # The abstract
    "heading": Component("The paper's title above its abstract.", "bold $foreground"),
    "body": Component("The abstract.", "$foreground"),
    "meta": Component("Day, source, authors.", "$muted"),
    "keyword": Component("A keyword of the paper.", "$muted on $panel"),
    "quote": Component("The gist above the abstract.", "$foreground"),
    "quote_bar": Component("The bar to its left.", "$secondary", "mark"),
    "number": Component("Important numbers.", "$secondary"),
    "label": Component("LINKS, TAGS, NOTE.", "$muted"),
    "link": Component("An address that can be opened.", "underline $primary"),
    "tag": Component("Your tags.", "$success"),
    "note": Component("Your note.", "italic $foreground"),
    "math": Component("Formulas shown as in the source.", "italic $foreground"),
    # The frame
    "rule": Component("The thin line between panes.", "$panel", "line"),
    "focus_bar": Component("The bar to the left of the focused pane.", "$primary", "mark"),
    "bar": Component("Text in the top and bottom lines.", "$muted"),
    "chip": Component("What the filter searches.", "bold $background on $primary"),
    "key": Component("A key in the footer and in help.", "bold $primary"),
    "count": Component("The number of unread papers.", "$foreground"),
    "progress": Component("The part of a day that is done.", "$success", "mark"),
    "progress_rest": Component("The part that is left.", "$muted", "line"),
    "cleared": Component("The mark of a completed day.", "$success"),
    "quiet": Component("Hints, placeholders, rows that are still loading.", "$muted"),
    "toast": Component("What was just done.", "$foreground on $panel"),
    "failed": Component("Errors.", "bold $error"),
    # The filter bar
    "query_field": Component("A field in a filter: `author:`.", "$primary"),
    "query_value": Component("The value of a field.", "$secondary"),
    "query_operator": Component("OR, NOT, `-` and parentheses.", "$accent"),
    "query_error": Component("The error in a filter.", "underline $error"),
}
"""Every named style, grouped by where it is drawn."""


def parse_color(text: str, palette: Mapping[str, str]) -> str:
    """The colour written as `text`: `#rrggbb` in lower case, or an `ansi_` name.

    Args:
        text: `#rgb`, `#rrggbb`, `ansi_red`, or `$name` for a name of `palette`.
        palette: Colours by name, as this function returns them.

    Raises:
        BadStyle: It is none of these.
    """
    color = text.strip().lower()
    if _HEX.fullmatch(color):
        return color if len(color) == 7 else "#" + "".join(digit * 2 for digit in color[1:])
    if color in ANSI_NAMES:
        return color
    if color.startswith("$"):
        if color[1:] in palette:
            return palette[color[1:]]
        guess = did_you_mean(color, [f"${name}" for name in palette])
        raise BadStyle(f'unknown palette name "{excerpt(text)}"{guess}')
    if color.startswith("#"):
        raise BadStyle(f'"{excerpt(text)}" is not a colour: write # and six hexadecimal digits')
    known = (*ANSI_NAMES, *(f"${name}" for name in palette))
    guess = did_you_mean(color, known) or did_you_mean(f"ansi_{color}", ANSI_NAMES)
    guess = guess or ": write #rrggbb, ansi_red or $primary"
    raise BadStyle(f'"{excerpt(text)}" is not a colour{guess}')


def parse_style(text: str, palette: Mapping[str, str]) -> Style:
    """The style written as `text`: `bold $warning on #101010`.

    Raises:
        BadStyle: A word is neither a colour nor an attribute, or there are too many colours.
    """
    colors: dict[str, str] = {}
    attributes: set[str] = set()
    target = "color"
    for word in text.split():
        lowered = word.lower()
        if lowered == "on" and target == "color":
            target = "background"
        elif lowered in ATTRIBUTES and target == "color":
            attributes.add(lowered)
        elif lowered.isalpha() and (guess := did_you_mean(lowered, ATTRIBUTES)):
            raise BadStyle(f'"{excerpt(word)}" is not an attribute{guess}')
        elif target in colors:
            raise BadStyle(f'"{excerpt(word)}" is a second colour: write "on" before a background')
        else:
            colors[target] = parse_color(word, palette)
            target = "color"
    if target == "background":
        raise BadStyle('a colour is missing after "on"')
    return Style(
        color=colors.get("color"),
        background=colors.get("background"),
        **{name: name in attributes for name in ATTRIBUTES},
    )


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
