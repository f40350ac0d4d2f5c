"""Theme files: errors are reported and never stop anything."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import daily_papers.themes
import pytest
from daily_papers.style_names import COMPONENTS, PALETTE, BadStyle, Style, parse_style
from daily_papers.themes import (
    Theme,
    load_theme,
    load_themes,
    read_theme,
    template,
    theme_names,
    unknown_theme,
)
from daily_papers.toml_files import BadToml
from hypothesis import given
from hypothesis import strategies as st

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


# A user's own


def test_three_colours_are_a_complete_theme(tmp_path: Path) -> None:
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
        ("$glod", 'unknown palette name "$glod" · did you mean "$gold"?'),
        ("red", 'did you mean "ansi_red"?'),
        ("#12345", "six hexadecimal digits"),
        ("$gold #ffffff", 'write "on" before a background'),
        ("bold on", 'a colour is missing after "on"'),
    ],
)
def test_an_invalid_style_says_what_to_write(style: str, words: str) -> None:
    with pytest.raises(BadStyle) as wrong:
        parse_style(style, {"gold": "#ffcc00"})
    assert words in str(wrong.value)


def test_errors_name_file_line_and_key_and_suggest_another(tmp_path: Path) -> None:
    text = SMALL + 'primry = "#ffffff"\nwarning = "#zzz"\n[components]\nstared = "bold"\nhit = 3\n'
    assert problems_of(tmp_path, text) == [
        'mine.toml:6: unknown name "primry" in [palette] · did you mean "primary"?',
        'mine.toml:7: palette.warning: "#zzz" is not a colour: write # and six hexadecimal digits',
        'mine.toml:9: unknown name "stared" in [components] · did you mean "starred"?',
        "mine.toml:10: components.hit: must be text in quotes",
    ]


def test_invalid_values_are_replaced_and_the_rest_applies(tmp_path: Path) -> None:
    text = SMALL + 'warning = "gold"\n[components]\nhit = "blod"\ntag = "italic"\n'
    theme, problems = read_theme(written(tmp_path, text))
    assert len(problems) == 2
    assert theme.palette["warning"] == "#88aaff"
    assert theme.components["hit"] == Style("#88aaff", bold=True)
    assert theme.components["tag"] == Style(italic=True)


def test_an_invalid_colour_is_not_reported_as_missing_too(tmp_path: Path) -> None:
    _, problems = read_theme(written(tmp_path, SMALL.replace("#88aaff", "#88aaf")))
    [problem] = problems
    assert problem.message.startswith('palette.primary: "#88aaf" is not a colour')


def test_an_incomplete_palette_is_reported_and_still_visible(tmp_path: Path) -> None:
    theme, problems = read_theme(written(tmp_path, 'pallete = 1\n[palette]\nprimary = "#fff"\n'))
    assert [problem.message for problem in problems] == [
        'unknown name "pallete" in a theme · did you mean "palette"?',
        'palette needs "background"',
        'palette needs "foreground"',
    ]
    assert theme.palette["foreground"] == "ansi_default"


def test_a_file_that_is_not_toml_is_left_out(tmp_path: Path) -> None:
    written(tmp_path, "[palette\n", "broken")
    written(tmp_path, SMALL, "small")
    written(tmp_path, SMALL, "My Theme")
    themes, problems = load_themes(tmp_path)
    assert sorted({*SHIPPED, "small"}) == list(themes)
    assert [str(problem) for problem in problems] == [
        "broken.toml:1: is not TOML: expected ']' at the end of a table declaration",
        "My Theme.toml: name a theme's file with a-z, 0-9, - and _ (at most 40)",
    ]


def test_the_users_theme_takes_precedence_over_a_built_in_one(tmp_path: Path) -> None:
    written(tmp_path, SMALL, "nord")
    theme, problems = load_theme("nord", tmp_path)
    assert theme is not None
    assert (theme.title, problems) == ("Small", [])


def test_the_built_in_theme_is_used_if_the_users_is_broken(tmp_path: Path) -> None:
    written(tmp_path, "=", "nord")
    theme, problems = load_theme("nord", tmp_path)
    assert theme == OURS["nord"]
    assert len(problems) == 1


@pytest.mark.parametrize("name", ["", "../settings", "nord.toml", "a" * 60, "Nord", "\0"])
def test_an_invalid_name_is_not_a_theme(name: str) -> None:
    assert load_theme(name) == (None, [])


def test_an_unknown_theme_suggests_the_nearest(tmp_path: Path) -> None:
    assert unknown_theme("grovbox") == 'unknown theme "grovbox" · did you mean "gruvbox"?'
    assert theme_names(tmp_path / "missing") == SHIPPED


@pytest.mark.parametrize("like", ["paper-light", "ansi"])
def test_the_template_is_the_theme_it_is_based_on(tmp_path: Path, like: str) -> None:
    text = template('My "own"', OURS[like])
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
def test_no_file_crashes_and_every_theme_is_complete(
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
def test_any_text_is_a_theme_or_an_error(
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
    package = tmp_path / "daily_papers"
    source = Path(daily_papers.themes.__file__).parent
    shutil.copytree(source, package, ignore=shutil.ignore_patterns("__pycache__"))
    written(package / "themes", SMALL, "packed")
    code = "from daily_papers import themes; print(themes.__file__, themes.theme_names())"
    found = run(code, tmp_path)
    assert found == f"{package / 'themes.py'} ['packed']"


def test_listing_themes_imports_neither_textual_nor_rich(tmp_path: Path) -> None:
    code = (
        "import sys; from daily_papers import themes, config, settings; themes.load_themes();"
        "print(sorted({'textual', 'rich', 'tomli_w', 'httpx'} & set(sys.modules)))"
    )
    assert run(code, tmp_path) == "[]"
