"""Themes: everyone's text can be read, and a wrong file is told and never stops anything."""

from __future__ import annotations

import math
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tui.themes
from tui.components import COMPONENTS, PALETTE, BadStyle, Style, parse_style
from tui.luminance import luminance
from tui.themes import (
    Theme,
    load_theme,
    load_themes,
    read_theme,
    starting_point,
    theme_names,
    unknown_theme,
)
from tui.toml import BadToml

OURS, WRONG = load_themes()
SHIPPED = [
    "ansi",
    "catppuccin-latte",
    "catppuccin-mocha",
    "colour-safe",
    "dracula",
    "gruvbox",
    "high-contrast",
    "nord",
    "paper-dark",
    "paper-light",
    "rose-pine",
    "solarized-dark",
    "solarized-light",
    "tokyo-night",
]
LIGHT = {"catppuccin-latte", "paper-light", "solarized-light"}
SMALL = """\
[palette]
title = "Small"
background = "#101010"
foreground = "#eeeeee"
primary = "#88aaff"
"""


def written(folder: Path, text: str, name: str = "mine") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problems_of(folder: Path, text: str) -> list[str]:
    return [str(problem) for problem in read_theme(written(folder, text))[1]]


def contrast(one: str, other: str) -> float | None:
    """The contrast of two colours, from 1 (the same) to 21 (black on white), in either order.

    `None` where one is the terminal's own. https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    first, second = luminance(one), luminance(other)
    if first is None or second is None:
        return None
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def faint_text(theme: Theme, least: float = 4.5) -> dict[tuple[str, str], float]:
    """Where text is hard to read: the contrast by component and ground, where below `least`.

    Grounds are the palette's three and the rows' (`cursor`, `selected` …); a component with a
    ground of its own is looked at on that. Marks are to reach 3, or `least` where that is less.
    What only the terminal knows the colour of is passed over. WCAG 2.2 asks for 4.5 (AA) and
    7 (AAA), and 3 for marks: https://www.w3.org/TR/WCAG22/#contrast-minimum
    """
    grounds = {name: theme.palette[name] for name in ("background", "surface", "panel")}
    for name, component in COMPONENTS.items():
        if component.role == "ground" and (ground := theme.components[name].ground):
            grounds[name] = ground
    faint: dict[tuple[str, str], float] = {}
    for name, style in theme.components.items():
        role = COMPONENTS[name].role
        if role not in ("text", "mark"):
            continue
        needed = least if role == "text" else min(least, 3.0)
        for place, under in ({"itself": style.ground} if style.ground else grounds).items():
            ratio = contrast(style.color or theme.palette["foreground"], under)
            if ratio is not None and ratio < needed:
                faint[name, place] = ratio
    return faint


# The themes that come with the reader


def test_the_themes_that_we_ship_are_all_there_and_nothing_is_wrong_with_them() -> None:
    assert list(OURS) == SHIPPED
    assert WRONG == []


@pytest.mark.parametrize("name", SHIPPED)
def test_all_text_can_be_read_on_every_ground(name: str) -> None:
    least = 7.0 if name == "high-contrast" else 4.5
    assert faint_text(OURS[name], least) == {}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_theme_is_dark_or_light_as_it_says(name: str) -> None:
    theme = OURS[name]
    assert theme.dark == (name not in LIGHT)
    light = luminance(theme.palette["background"])
    assert light is None or (light < 0.18) == theme.dark


@pytest.mark.parametrize("name", [name for name in SHIPPED if name != "ansi"])
def test_no_text_is_dimmed_by_the_terminal_where_its_contrast_is_known(name: str) -> None:
    assert [part for part, style in OURS[name].components.items() if style.dim] == []


@pytest.mark.parametrize("name", [name for name in SHIPPED if name != "ansi"])
def test_the_rows_of_the_cursor_and_the_selection_differ_from_the_others(name: str) -> None:
    theme = OURS[name]
    grounds = [theme.components[row].ground for row in ("cursor", "cursor_blurred", "selected")]
    assert len({theme.palette["background"], *grounds}) == 4


def test_the_terminals_theme_names_no_colour_but_the_terminals() -> None:
    theme = OURS["ansi"]
    used = set(theme.palette.values())
    for style in theme.components.values():
        used |= {color for color in (style.color, style.ground) if color}
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


def test_the_simulation_sees_red_and_green_as_alike() -> None:
    assert distance("#c4483a", "#6f7d2a", DEUTERANOPIA) < 20
    assert distance("#0072b2", "#e69f00", DEUTERANOPIA) > 60


# Contrast


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#767676", "#ffffff", 4.54), ("#123456", "#123456", 1.0)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_the_contrast_of_a_terminals_colour_is_not_known() -> None:
    assert contrast("ansi_red", "#000000") is None


def test_faint_text_names_what_is_hard_to_read_and_where(tmp_path: Path) -> None:
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


# A user's own


def test_a_theme_of_three_colours_is_whole(tmp_path: Path) -> None:
    theme, problems = read_theme(written(tmp_path, SMALL))
    assert problems == []
    assert (theme.name, theme.title, theme.dark) == ("mine", "Small", True)
    assert list(theme.palette) == list(PALETTE)
    assert list(theme.components) == list(COMPONENTS)
    assert theme.palette["surface"] == "#101010"
    assert theme.components["unread"] == Style(color="#eeeeee", bold=True)


def test_a_style_is_written_in_words() -> None:
    palette = {"gold": "#ffcc00"}
    assert parse_style("bold $gold on #123", palette) == Style("#ffcc00", "#112233", bold=True)
    assert parse_style("on ansi_red underline $GOLD", palette) == Style(
        "#ffcc00", "ansi_red", underline=True
    )
    assert parse_style("", palette) == Style()


@pytest.mark.parametrize(
    ("style", "words"),
    [
        ("blod $gold", 'did you mean "bold"?'),
        ("$glod", 'the palette has no "$glod" · did you mean "$gold"?'),
        ("red", 'did you mean "ansi_red"?'),
        ("#12345", "six hexadecimal digits"),
        ("$gold #ffffff", 'write "on" before a ground'),
        ("bold on", 'a colour is missing after "on"'),
    ],
)
def test_a_style_that_cannot_be_read_says_what_to_write(style: str, words: str) -> None:
    with pytest.raises(BadStyle) as wrong:
        parse_style(style, {"gold": "#ffcc00"})
    assert words in str(wrong.value)


def test_what_is_wrong_is_told_with_file_line_key_and_a_guess(tmp_path: Path) -> None:
    text = SMALL + 'primry = "#ffffff"\nwarning = "#zzz"\n[components]\nstared = "bold"\nhit = 3\n'
    assert problems_of(tmp_path, text) == [
        'mine.toml:6: palette has no "primry" · did you mean "primary"?',
        'mine.toml:7: palette.warning: "#zzz" is no colour: write # and six hexadecimal digits',
        'mine.toml:9: components has no "stared" · did you mean "starred"?',
        "mine.toml:10: components.hit: is to be text in quotes",
    ]


def test_what_is_wrong_is_replaced_and_the_rest_holds(tmp_path: Path) -> None:
    text = SMALL + 'warning = "gold"\n[components]\nhit = "blod"\ntag = "italic"\n'
    theme, problems = read_theme(written(tmp_path, text))
    assert len(problems) == 2
    assert theme.palette["warning"] == "#88aaff"
    assert theme.components["hit"] == Style("#88aaff", bold=True)
    assert theme.components["tag"] == Style(italic=True)


def test_a_colour_that_is_wrong_is_not_told_to_be_missing_too(tmp_path: Path) -> None:
    _, problems = read_theme(written(tmp_path, SMALL.replace("#88aaff", "#88aaf")))
    [problem] = problems
    assert problem.words.startswith('palette.primary: "#88aaf" is no colour')


def test_a_palette_without_a_ground_is_told_and_can_still_be_seen(tmp_path: Path) -> None:
    theme, problems = read_theme(written(tmp_path, 'pallete = 1\n[palette]\nprimary = "#fff"\n'))
    assert [problem.words for problem in problems] == [
        'a theme has no "pallete" · did you mean "palette"?',
        'palette lacks "background"',
        'palette lacks "foreground"',
    ]
    assert theme.palette["foreground"] == "ansi_default"


def test_a_file_that_is_no_toml_is_left_out_and_the_others_are_there(tmp_path: Path) -> None:
    written(tmp_path, "[palette\n", "broken")
    written(tmp_path, SMALL, "small")
    written(tmp_path, SMALL, "My Theme")
    themes, problems = load_themes(tmp_path)
    assert sorted({*SHIPPED, "small"}) == list(themes)
    assert [str(problem) for problem in problems] == [
        "broken.toml:1: is not TOML: expected ']' at the end of a table declaration",
        "My Theme.toml: a theme's file is named with a-z, 0-9, - and _ (at most 40)",
    ]


def test_a_users_theme_counts_before_ours_of_the_same_name(tmp_path: Path) -> None:
    written(tmp_path, SMALL, "nord")
    theme, problems = load_theme("nord", tmp_path)
    assert theme is not None
    assert (theme.title, problems) == ("Small", [])


def test_ours_serves_where_the_users_of_that_name_is_broken(tmp_path: Path) -> None:
    written(tmp_path, "=", "nord")
    theme, problems = load_theme("nord", tmp_path)
    assert theme == OURS["nord"]
    assert len(problems) == 1


@pytest.mark.parametrize("name", ["", "../settings", "nord.toml", "a" * 60, "Nord", "\0"])
def test_a_name_that_cannot_be_a_themes_is_no_theme(name: str) -> None:
    assert load_theme(name) == (None, [])


def test_an_unknown_theme_is_told_with_the_nearest(tmp_path: Path) -> None:
    assert unknown_theme("grovbox") == 'there is no theme "grovbox" · did you mean "gruvbox"?'
    assert theme_names(tmp_path / "missing") == SHIPPED


@pytest.mark.parametrize("like", ["paper-light", "ansi"])
def test_the_starting_point_is_the_theme_that_it_began_from(tmp_path: Path, like: str) -> None:
    text = starting_point('My "own"', OURS[like])
    theme, problems = read_theme(written(tmp_path, text))
    assert problems == []
    assert theme.title == 'My "own"'
    assert (theme.palette, theme.dark) == (OURS[like].palette, OURS[like].dark)
    shown = "\n".join(
        line.removeprefix("# ") if " = " in line else line for line in text.splitlines()
    )
    again, problems = read_theme(written(tmp_path, shown, "shown"))
    assert problems == []
    assert again.components == theme.components
    assert all(f"# {part} = " in text for part in COMPONENTS)


WORDS = st.sampled_from(["bold", "on", "$primary", "#fff", "#abcdef", "ansi_red", "$", "#", "no"])
VALUES = st.one_of(
    st.lists(WORDS, max_size=5).map(lambda words: '"' + " ".join(words) + '"'),
    st.sampled_from(
        ["1", "true", "[]", "{}", '""', "1979-05-27", '"\\u001b[31m"', "0x" + "f" * 99]
    ),
)
KEYS = st.sampled_from([*COMPONENTS, *PALETTE, "title", "dark", "other"])
TABLES = st.dictionaries(KEYS, VALUES, max_size=6)


@given(palette=TABLES, components=TABLES)
def test_no_file_crashes_and_every_theme_is_whole(
    tmp_path_factory: pytest.TempPathFactory, palette: dict[str, str], components: dict[str, str]
) -> None:
    lines = ["[palette]", *(f"{key} = {value}" for key, value in palette.items())]
    lines += ["[components]", *(f"{key} = {value}" for key, value in components.items())]
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    theme, problems = read_theme(path)
    assert list(theme.components) == list(COMPONENTS)
    assert all(str(problem).isprintable() for problem in problems)
    assert theme.title.isprintable()


@given(text=st.text(max_size=200))
def test_any_text_is_a_theme_or_is_told(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "text.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        theme, problems = read_theme(path)
    except BadToml as wrong:
        theme, problems = None, [wrong.problem]
    assert isinstance(theme, Theme) or len(problems) == 1
    assert all(str(problem).startswith("text.toml") for problem in problems)
    assert all(str(problem).isprintable() for problem in problems)


# Where the files are


def run(code: str, folder: Path) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True
    ).stdout.strip()


def test_the_themes_inside_an_installed_package_are_found(tmp_path: Path) -> None:
    package = tmp_path / "tui"
    source = Path(tui.themes.__file__).parent
    shutil.copytree(source, package, ignore=shutil.ignore_patterns("__pycache__"))
    written(package / "themes", SMALL, "packed")
    found = run("import tui.themes; print(tui.themes.__file__, tui.themes.theme_names())", tmp_path)
    assert found == f"{package / 'themes.py'} ['packed']"


def test_listing_themes_imports_neither_textual_nor_rich(tmp_path: Path) -> None:
    code = (
        "import sys, tui.themes, tui.config, tui.settings; tui.themes.load_themes();"
        "print(sorted({'textual', 'rich', 'tomli_w', 'httpx'} & set(sys.modules)))"
    )
    assert run(code, tmp_path) == "[]"
