"""What the screen is drawn with: the named styles of a theme, and how a style is written.

`COMPONENTS` is the one list of them. A theme's `[components]` says how each looks; where it says
nothing the default here serves, which speaks of the theme's palette only. A style is written as
words: a colour, `on` and a background colour, and `bold italic underline dim reverse`. A colour
is `#rrggbb`, one of the terminal's own (`ansi_red`), or `$name` for a name of the palette.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from daily_papers.toml_files import did_you_mean, excerpt

_ANSI_HUES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
ANSI_NAMES: Final = (
    "ansi_default",
    *(f"ansi_{hue}" for hue in _ANSI_HUES),
    *(f"ansi_bright_{hue}" for hue in _ANSI_HUES),
)
"""The terminal's own colours, by the names that Textual gives them."""

ATTRIBUTES: Final = ("bold", "italic", "underline", "dim", "reverse")
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")


class BadStyle(ValueError):
    """A style or colour that cannot be read; the message says which word, and guesses."""


@dataclass(frozen=True, slots=True)
class Style:
    """How something is drawn. Colours are `#rrggbb`, an `ansi_` name, or `None` for as it was."""

    color: str | None = None
    background: str | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    dim: bool = False
    reverse: bool = False


Role = Literal["text", "mark", "line", "background"]
"""What a component must be told from: text is read, a mark is seen, a line may be faint, a ground
lies under the others."""


class Component(NamedTuple):
    """One named style: what it is for, and how it looks where a theme does not say."""

    help: str
    default: str
    role: Role = "text"


PALETTE: Final[Mapping[str, tuple[str, str]]] = {
    "background": ("The ground of the list.", ""),
    "foreground": ("Text.", ""),
    "primary": ("The accent: focus, unread, keys.", ""),
    "surface": ("The ground of the abstract.", "background"),
    "panel": ("The ground of the days, the bars and the menus.", "surface"),
    "muted": ("Text that stands back: what was read, captions.", "foreground"),
    "secondary": ("The second accent: numbers.", "primary"),
    "accent": ("What is found.", "primary"),
    "warning": ("Stars, and warnings.", "primary"),
    "success": ("What is done, and what has code.", "secondary"),
    "error": ("What is wrong.", "warning"),
}
"""Each name of a palette: what it colours, and the name that serves where a theme leaves it out.
Those without one must be given."""

COMPONENTS: Final[Mapping[str, Component]] = {
    # A row of the list
    "title": Component("The title of a paper that was judged, and plain text.", "$foreground"),
    "unread": Component("The title of a paper neither opened nor judged.", "bold $foreground"),
    "unread_mark": Component("The dot before it.", "$primary"),
    "read": Component("The title of a paper that was read without a verdict.", "$muted"),
    "starred": Component("The star.", "$warning"),
    "later": Component("The mark of what is kept for later.", "$primary"),
    "dismissed": Component("The mark and the title of what was dismissed.", "$muted"),
    "pending": Component("A mark that has not reached the disk yet.", "$muted"),
    "mute": Component("A paper that a rule mutes.", "italic $muted"),
    "gist": Component("What the paper does, under its title.", "$muted"),
    "code": Component("The mark of a paper with code.", "$success"),
    "upvotes": Component("The column of votes.", "$muted"),
    "hit": Component("Letters that the filter found.", "bold $accent"),
    "hit_now": Component("The found word that one stands on.", "bold $background on $accent"),
    "highlight": Component("Words that a rule of the user's lights up.", "underline $secondary"),
    "cursor": Component("The row of the cursor.", "on $panel", "background"),
    "cursor_blurred": Component(
        "The same, in a pane without the focus.", "on $surface", "background"
    ),
    "selected": Component("Rows that are selected.", "on $panel", "background"),
    # The abstract
    "heading": Component("The paper's title above its abstract.", "bold $foreground"),
    "body": Component("The abstract.", "$foreground"),
    "meta": Component("Day, source, authors.", "$muted"),
    "keyword": Component("A keyword of the paper.", "$muted on $panel"),
    "quote": Component("The gist, lifted above the abstract.", "$foreground"),
    "quote_bar": Component("The bar at its left.", "$secondary", "mark"),
    "number": Component("Numbers worth seeing.", "$secondary"),
    "label": Component("LINKS, TAGS, NOTE.", "$muted"),
    "link": Component("An address that can be opened.", "underline $primary"),
    "tag": Component("The user's tags.", "$success"),
    "note": Component("The user's note.", "italic $foreground"),
    "math": Component("Formulas that stay as they were written.", "italic $foreground"),
    # The frame
    "rule": Component("The thin line between panes.", "$panel", "line"),
    "focus_bar": Component("The bar at the left of the pane with the focus.", "$primary", "mark"),
    "bar": Component("Text in the lines at the top and the bottom.", "$muted"),
    "chip": Component("What the filter looks in.", "bold $background on $primary"),
    "key": Component("A key in the footer and in help.", "bold $primary"),
    "count": Component("How many are unread.", "$foreground"),
    "progress": Component("What is done of a day.", "$success", "mark"),
    "progress_rest": Component("What is left of it.", "$muted", "line"),
    "cleared": Component("The mark of a day with nothing left.", "$success"),
    "quiet": Component("Hints, placeholders, rows that are still loading.", "$muted"),
    "toast": Component("What was just done.", "$foreground on $panel"),
    "failed": Component("What went wrong.", "bold $error"),
    # The filter bar
    "query_field": Component("A field in a filter: `author:`.", "$primary"),
    "query_value": Component("What it is to be.", "$secondary"),
    "query_operator": Component("OR, NOT, `-` and parentheses.", "$accent"),
    "query_error": Component("Where a filter cannot be read.", "underline $error"),
}
"""Every named style, by where it is drawn."""


def parse_color(words: str, palette: Mapping[str, str]) -> str:
    """The colour that `words` names: `#rrggbb` in lower case, or an `ansi_` name.

    Args:
        words: `#rgb`, `#rrggbb`, `ansi_red`, or `$name` for a name of `palette`.
        palette: Colours by name, as this function returns them.

    Raises:
        BadStyle: It is none of these.
    """
    color = words.strip().lower()
    if _HEX.fullmatch(color):
        return color if len(color) == 7 else "#" + "".join(digit * 2 for digit in color[1:])
    if color in ANSI_NAMES:
        return color
    if color.startswith("$"):
        if color[1:] in palette:
            return palette[color[1:]]
        guess = did_you_mean(color, [f"${name}" for name in palette])
        raise BadStyle(f'the palette has no "{excerpt(words)}"{guess}')
    if color.startswith("#"):
        raise BadStyle(f'"{excerpt(words)}" is no colour: write # and six hexadecimal digits')
    known = (*ANSI_NAMES, *(f"${name}" for name in palette))
    guess = did_you_mean(color, known) or did_you_mean(f"ansi_{color}", ANSI_NAMES)
    guess = guess or ": write #rrggbb, ansi_red or $primary"
    raise BadStyle(f'"{excerpt(words)}" is no colour{guess}')


def parse_style(words: str, palette: Mapping[str, str]) -> Style:
    """The style that `words` describe: `bold $warning on #101010`.

    Raises:
        BadStyle: A word is neither colour nor attribute, or a colour is given twice.
    """
    colors: dict[str, str] = {}
    attributes: set[str] = set()
    place = "color"
    for word in words.split():
        lowered = word.lower()
        if lowered == "on" and place == "color":
            place = "background"
        elif lowered in ATTRIBUTES and place == "color":
            attributes.add(lowered)
        elif lowered.isalpha() and (guess := did_you_mean(lowered, ATTRIBUTES)):
            raise BadStyle(f'"{excerpt(word)}" is no style{guess}')
        elif place in colors:
            raise BadStyle(f'"{excerpt(word)}" is a second colour: write "on" before a ground')
        else:
            colors[place] = parse_color(word, palette)
            place = "color"
    if place == "background":
        raise BadStyle('a colour is missing after "on"')
    return Style(
        color=colors.get("color"),
        background=colors.get("background"),
        **{name: name in attributes for name in ATTRIBUTES},
    )
