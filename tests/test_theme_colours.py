"""The built-in themes: text is readable, and different things look different."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from daily_papers.style_names import COMPONENTS, luminance
from daily_papers.themes import Theme, read_theme

from tests.test_themes import LIGHT, OURS, SHIPPED, SMALL, WRONG, written


def contrast(one: str, other: str) -> float | None:
    """The contrast of two colours, from 1 (the same) to 21 (black on white), in either order.

    `None` where one is the terminal's own. https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    first, second = luminance(one), luminance(other)
    if first is None or second is None:
        return None
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def faint_text(theme: Theme, least: float = 4.5) -> dict[tuple[str, str], float]:
    """Text that is hard to read: the contrast by component and background, if below `least`.

    Grounds are the palette's three and the rows' (`cursor`, `selected` …); a component with a
    ground of its own is looked at on that. Marks are to reach 3, or `least` where that is less.
    What only the terminal knows the colour of is passed over. WCAG 2.2 asks for 4.5 (AA) and
    7 (AAA), and 3 for marks: https://www.w3.org/TR/WCAG22/#contrast-minimum
    """
    grounds = {name: theme.palette[name] for name in ("background", "surface", "panel")}
    for name, component in COMPONENTS.items():
        if component.role == "background" and (ground := theme.components[name].background):
            grounds[name] = ground
    faint: dict[tuple[str, str], float] = {}
    for name, style in theme.components.items():
        role = COMPONENTS[name].role
        if role not in ("text", "mark"):
            continue
        needed = least if role == "text" else min(least, 3.0)
        for place, under in ({"itself": style.background} if style.background else grounds).items():
            ratio = contrast(style.color or theme.palette["foreground"], under)
            if ratio is not None and ratio < needed:
                faint[name, place] = ratio
    return faint


# The themes that come with the reader


def test_the_built_in_themes_are_complete_and_valid() -> None:
    assert list(OURS) == SHIPPED
    assert WRONG == []


@pytest.mark.parametrize("name", SHIPPED)
def test_all_text_is_readable_on_every_background(name: str) -> None:
    least = 7.0 if name == "high-contrast" else 4.5
    assert faint_text(OURS[name], least) == {}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_theme_is_as_dark_or_light_as_declared(name: str) -> None:
    theme = OURS[name]
    assert theme.dark == (name not in LIGHT)
    light = luminance(theme.palette["background"])
    assert light is None or (light < 0.18) == theme.dark


@pytest.mark.parametrize("name", [name for name in SHIPPED if name != "ansi"])
def test_no_text_is_dimmed_by_the_terminal_where_its_contrast_is_known(name: str) -> None:
    assert [part for part, style in OURS[name].components.items() if style.dim] == []


@pytest.mark.parametrize("name", [name for name in SHIPPED if name != "ansi"])
def test_the_rows_of_the_cursor_and_the_selection_are_distinct(name: str) -> None:
    theme = OURS[name]
    grounds = [theme.components[row].background for row in ("cursor", "cursor_blurred", "selected")]
    assert len({theme.palette["background"], *grounds}) == 4


def test_the_ansi_theme_uses_only_the_terminals_colours() -> None:
    theme = OURS["ansi"]
    used = set(theme.palette.values())
    for style in theme.components.values():
        used |= {color for color in (style.color, style.background) if color}
    assert all(color.startswith("ansi_") for color in used)
    assert theme.ansi
    assert not OURS["nord"].ansi


@pytest.mark.parametrize("name", SHIPPED)
def test_read_and_unread_starred_and_later_look_different(name: str) -> None:
    parts = OURS[name].components
    assert parts["unread"] != parts["read"]
    assert len({parts["starred"], parts["later"], parts["dismissed"]}) == 3


# Colour blindness

# G. M. Machado, M. M. Oliveira, L. A. F. Fernandes: A physiologically-based model for simulation of
# color vision deficiency (2009), the matrices of severity 1.0, for linear RGB.
PROTANOPIA = (
    (0.152286, 1.052583, -0.204868),
    (0.114503, 0.786281, 0.099216),
    (-0.003882, -0.048116, 1.051998),
)
DEUTERANOPIA = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)
Matrix = tuple[tuple[float, ...], ...]
Lab = tuple[float, float, float]


def seen(color: str, matrix: Matrix) -> Lab:
    """CIELAB (D65) of `color` as someone with that deficiency sees it."""
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    light = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    red, green, blue = (
        min(1.0, max(0.0, sum(part * value for part, value in zip(row, light, strict=True))))
        for row in matrix
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: str, other: str, matrix: Matrix) -> float:
    first, second = seen(one, matrix), seen(other, matrix)
    return math.dist(first, second)


@pytest.mark.parametrize("matrix", [PROTANOPIA, DEUTERANOPIA], ids=["protanopia", "deuteranopia"])
def test_the_colour_safe_theme_keeps_its_colours_apart_for_the_colour_blind(matrix: Matrix) -> None:
    parts = OURS["colour-safe"].components
    names = ("starred", "later", "dismissed", "hit", "number")
    colors = {name: parts[name].color or "" for name in names}
    close = {
        (one, other): round(distance(colors[one], colors[other], matrix))
        for one in names
        for other in names
        if one < other and distance(colors[one], colors[other], matrix) < 20
    }
    assert close == {}


def test_the_simulation_confuses_red_and_green() -> None:
    assert distance("#c4483a", "#6f7d2a", DEUTERANOPIA) < 20
    assert distance("#0072b2", "#e69f00", DEUTERANOPIA) > 60


# Contrast


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#767676", "#ffffff", 4.54), ("#123456", "#123456", 1.0)],
)
def test_contrast_is_computed_as_in_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_the_contrast_of_a_terminal_colour_is_unknown() -> None:
    assert contrast("ansi_red", "#000000") is None


def test_faint_text_is_found_with_its_background(tmp_path: Path) -> None:
    text = SMALL + '[components]\ngist = "#333333"\ntoast = "#777777 on #888888"\n'
    theme, _ = read_theme(written(tmp_path, text + 'rule = "#111111"\ncursor = "on #202020"\n'))
    faint = faint_text(theme)
    assert {place for part, place in faint if part == "gist"} == {
        "background",
        "surface",
        "panel",
        "cursor",
        "cursor_blurred",
        "selected",
    }
    assert ("toast", "itself") in faint
    assert {part for part, _ in faint} == {"gist", "toast"}
