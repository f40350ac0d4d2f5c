"""A theme as Textual and Rich want it: the one bridge from `daily_papers.themes` to the screen.

Style sheets use Textual's own variables (`$surface`, `$primary`) and one for each component:
`$dp-starred` is its colour and `$dp-cursor-ground` its ground. Widgets that draw their own lines
take the same components as Rich styles.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import textual.theme
from rich.color import Color
from rich.style import Style as RichStyle

from daily_papers.style_names import ATTRIBUTES, Style
from daily_papers.themes import Theme

_TERMINAL_WIDGETS: Mapping[str, str] = MappingProxyType(
    {
        # Textual leaves these two to its own themes, and its style sheets need them.
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "block-cursor-background": "ansi_blue",
        "block-cursor-foreground": "ansi_bright_white",
        "input-selection-background": "ansi_blue",
        "input-selection-foreground": "ansi_bright_white",
        "screen-selection-background": "ansi_blue",
        "screen-selection-foreground": "ansi_bright_white",
    }
)
"""What Textual's widgets look like on the terminal's own colours, where its choice is not ours."""
_ACCENTED = ("border", "footer-key-foreground", "link-color")


def to_textual(theme: Theme) -> textual.theme.Theme:
    """`theme` for `App.register_theme`, under its own name."""
    palette = theme.palette
    return textual.theme.Theme(
        name=theme.name,
        primary=palette["primary"],
        secondary=palette["secondary"],
        accent=palette["accent"],
        warning=palette["warning"],
        error=palette["error"],
        success=palette["success"],
        foreground=palette["foreground"],
        background=palette["background"],
        surface=palette["surface"],
        panel=palette["panel"],
        dark=theme.dark,
        ansi=theme.ansi,
        variables={**_widgets(theme), **_components(theme)},
    )


def component_styles(theme: Theme) -> Mapping[str, RichStyle]:
    """Every component of `theme` as a Rich style, by name."""
    return MappingProxyType({name: _rich(style) for name, style in theme.components.items()})


@lru_cache(4096)
def lay(row: RichStyle, style: RichStyle) -> RichStyle:
    """`style` as it looks in a row of the style `row`: a cursor's, a selection's.

    A row that only brings a ground keeps every colour in it. A reversed row takes its text whole:
    colours would become patches of ground, and a theme in the terminal's own colours cannot know
    which would still be read there. What is reversed itself then stands out by not being so.
    """
    if not row.reverse:
        return row + style
    plain = RichStyle(bold=style.bold, italic=style.italic, underline=style.underline)
    stands_out = style.reverse or style.bgcolor is not None
    return row + plain + RichStyle(reverse=not stands_out)


def _components(theme: Theme) -> dict[str, str]:
    variables: dict[str, str] = {"muted": theme.palette["muted"]}
    for name, style in theme.components.items():
        stem = "dp-" + name.replace("_", "-")
        # A ground that the theme leaves as it is must still be a value in the style sheet.
        variables[stem] = style.color or theme.palette["foreground"]
        variables[f"{stem}-ground"] = style.background or "transparent"
        words = [word for word in ATTRIBUTES if getattr(style, word)]
        variables[f"{stem}-style"] = " ".join(words) or "none"
    return variables


def _widgets(theme: Theme) -> dict[str, str]:
    """Textual's own widgets in our colours: cursors, bars, borders, links, selections."""
    palette = theme.palette
    if theme.ansi:
        return {**_TERMINAL_WIDGETS, **dict.fromkeys(_ACCENTED, palette["primary"])}
    cursor, toast = theme.components["cursor"], theme.components["toast"]
    rule = theme.components["rule"].color or palette["muted"]
    ground = cursor.background or palette["panel"]
    return {
        "block-cursor-background": ground,
        "block-cursor-foreground": palette["foreground"],
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": theme.components["cursor_blurred"].background or ground,
        "block-cursor-blurred-foreground": palette["foreground"],
        "block-hover-background": theme.components["cursor_blurred"].background or ground,
        "border": palette["primary"],
        "border-blurred": rule,
        "text-muted": palette["muted"],
        "text-disabled": palette["muted"],
        "scrollbar": rule,
        "scrollbar-hover": palette["muted"],
        "scrollbar-active": palette["primary"],
        "scrollbar-background": palette["background"],
        "scrollbar-background-hover": palette["background"],
        "scrollbar-background-active": palette["background"],
        "scrollbar-corner-color": palette["background"],
        "footer-key-foreground": palette["primary"],
        "footer-description-foreground": palette["muted"],
        "footer-background": palette["panel"],
        "input-cursor-background": palette["primary"],
        "input-cursor-foreground": palette["background"],
        "input-selection-background": theme.components["selected"].background or ground,
        "input-selection-foreground": palette["foreground"],
        "screen-selection-background": theme.components["selected"].background or ground,
        "screen-selection-foreground": palette["foreground"],
        "link-color": theme.components["link"].color or palette["primary"],
        "link-background-hover": toast.background or palette["panel"],
        "link-color-hover": toast.color or palette["foreground"],
    }


def _rich(style: Style) -> RichStyle:
    return RichStyle.from_color(
        _rich_color(style.color), _rich_color(style.background)
    ) + RichStyle(
        # `None` leaves an attribute as the row has it, `False` would take it away.
        bold=style.bold or None,
        italic=style.italic or None,
        underline=style.underline or None,
        dim=style.dim or None,
        reverse=style.reverse or None,
    )


def _rich_color(color: str | None) -> Color | None:
    if color is None:
        return None
    return Color.parse(color.removeprefix("ansi_"))
