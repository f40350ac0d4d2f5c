"""Themes: files of colours, read into plain data that the command line can list.

A theme is `NAME.toml` with a `[palette]` and, where its defaults do not serve, `[components]`
(`style_names` lists both). Ours stand in `themes/`; the user's folder of the same name in the
configuration comes first. Nothing here stops the reader: what cannot be read is told as a problem
and the rest serves.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from daily_papers.luminance import luminance
from daily_papers.style_names import (
    COMPONENTS,
    PALETTE,
    BadStyle,
    Style,
    parse_color,
    parse_style,
)
from daily_papers.toml_files import (
    BadToml,
    Problem,
    TomlFile,
    did_you_mean,
    excerpt,
    read_toml,
)

DEFAULT_DARK: Final = "paper-dark"
DEFAULT_LIGHT: Final = "paper-light"
ANSI: Final = "ansi"
"""The theme that needs no colours."""

_NAME = r"[a-z0-9][a-z0-9_-]{0,39}"
_LOOKS = ("title", "dark")
"""The keys of `[palette]` that are no colours."""
_MOST_UNKNOWN: Final = 20
"""Of more unknown names than these in one table the rest is not told."""
_SPARE: Final = {"background": "ansi_default", "foreground": "ansi_default", "primary": "ansi_blue"}
"""Colours that can be seen in any terminal, for a palette that lacks what it must have."""


@dataclass(frozen=True, slots=True)
class Theme:
    """How everything looks. Every name of `PALETTE` and of `COMPONENTS` is there."""

    name: str
    """Its file's name, without the end: what the user types."""
    title: str
    """What is shown: `Rosé Pine`."""
    dark: bool
    palette: Mapping[str, str]
    """`#rrggbb` or an `ansi_` name by name."""
    components: Mapping[str, Style]

    @property
    def ansi(self) -> bool:
        """Whether it leaves its ground to the terminal."""
        return self.palette["background"].startswith("ansi_")


def theme_names(user: Path | None = None) -> list[str]:
    """The names of all themes that there are files of, sorted.

    Args:
        user: The user's folder of themes, where there is one.
    """
    stems = {path.stem for folder in _folders(user) for path in _files(folder)}
    return sorted(stem for stem in stems if re.fullmatch(_NAME, stem))


def load_theme(name: str, user: Path | None = None) -> tuple[Theme | None, list[Problem]]:
    """The theme `name`, and what is wrong with its files.

    The user's file comes before ours; where it cannot be read at all, ours serves.
    """
    problems: list[Problem] = []
    if not re.fullmatch(_NAME, name):
        return None, problems
    for folder in _folders(user):
        try:
            theme, found = read_theme(folder / f"{name}.toml")
        except FileNotFoundError:
            continue
        except BadToml as error:
            problems.append(error.problem)
            continue
        return theme, problems + found
    return None, problems


def load_themes(user: Path | None = None) -> tuple[dict[str, Theme], list[Problem]]:
    """Every theme by name, in the order of `theme_names`, and what is wrong with their files."""
    themes: dict[str, Theme] = {}
    problems: list[Problem] = []
    for name in theme_names(user):
        theme, found = load_theme(name, user)
        problems += found
        if theme is not None:
            themes[name] = theme
    for path in _files(user) if user else ():
        if not re.fullmatch(_NAME, path.stem):
            words = "a theme's file is named with a-z, 0-9, - and _ (at most 40)"
            problems.append(Problem(path, words))
    return themes, problems


def unknown_theme(name: str, user: Path | None = None) -> str:
    """The words for a theme that is not there, with the nearest that is."""
    return f'there is no theme "{excerpt(name)}"{did_you_mean(name, theme_names(user))}'


def read_theme(path: Path) -> tuple[Theme, list[Problem]]:
    """The theme in one file, and what is wrong in it.

    A colour that cannot be read is replaced: one of the palette by the name that serves where it
    is left out, a component by its default.

    Raises:
        FileNotFoundError: There is no such file.
        BadToml: It is no TOML.
    """
    file = read_toml(path)
    problems = list(_unknown(file, (), ("palette", "components"), file.tables))
    palette = _read_palette(file, problems)
    components = _read_components(file, palette, problems)
    looks = _table(file, "palette", [])
    title = looks.get("title", path.stem)
    if not isinstance(title, str) or not title.isprintable():
        problems.append(file.problem("palette.title is to be text of one line", "palette", "title"))
        title = path.stem
    dark = looks.get("dark", _is_dark(palette["background"]))
    if not isinstance(dark, bool):
        problems.append(file.problem("palette.dark is to be true or false", "palette", "dark"))
        dark = _is_dark(palette["background"])
    return Theme(path.stem, title, dark, palette, components), problems


def template(title: str, like: Theme) -> str:
    """The text of a theme's file for the user to change: `like`'s palette, each key explained."""
    import tomli_w

    lines = [
        "# A colour is #rrggbb, one of the terminal's own (ansi_red, ansi_default),",
        "# or $name for a name of the palette.",
        "",
        "[palette]",
        tomli_w.dumps({"title": title, "dark": like.dark}).rstrip(),
        "",
    ]
    for name, (words, _) in PALETTE.items():
        lines.append(f'{name} = "{like.palette[name]}"  # {words}')
    lines += [
        "",
        "# Each of these may stay out; shown is what serves then. A style is a colour, `on` and",
        "# a colour for the ground, and words: bold italic underline dim reverse.",
        "[components]",
    ]
    for name, component in COMPONENTS.items():
        lines.append(f'# {name} = "{component.default}"  # {component.help}')
    return "\n".join(lines) + "\n"


def _folders(user: Path | None) -> Iterator[Path]:
    """The folders of themes, the one that counts most first."""
    if user is not None:
        yield user
    package = Path(__file__).parent
    packed = package / "themes"
    # A wheel carries the folder inside the package; in a checkout it stands at the top level.
    yield packed if packed.is_dir() else package.parents[1] / "themes"


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except OSError:
        return []


def _table(file: TomlFile, name: str, problems: list[Problem]) -> Mapping[str, Any]:
    table = file.tables.get(name, {})
    if isinstance(table, dict):
        return table
    problems.append(file.problem(f"{name} is to be a table: [{name}]", name))
    return {}


def _unknown(
    file: TomlFile, table: tuple[str, ...], known: Collection[str], given: Iterable[str]
) -> Iterator[Problem]:
    """The names in a table that mean nothing; of very many only the first."""
    strange = (name for name in given if name not in known)
    for name in islice(strange, _MOST_UNKNOWN):
        where = table[0] if table else "a theme"
        guess = did_you_mean(name, known)
        yield file.problem(f'{where} has no "{excerpt(name)}"{guess}', *table, name)


def _read_palette(file: TomlFile, problems: list[Problem]) -> dict[str, str]:
    given: dict[str, str] = {}
    table = _table(file, "palette", problems)
    problems += _unknown(file, ("palette",), (*PALETTE, *_LOOKS), table)
    for name in (name for name in PALETTE if name in table):
        try:
            given[name] = parse_color(_text(table[name]), {})
        except BadStyle as error:
            problems.append(file.problem(f"palette.{name}: {error}", "palette", name))
    palette: dict[str, str] = {}
    for name, (_, stand_in) in PALETTE.items():
        if name in given:
            palette[name] = given[name]
        elif stand_in:
            palette[name] = palette[stand_in]
        else:
            if name not in table:  # else it was told already what is wrong with it
                problems.append(file.problem(f'palette lacks "{name}"', "palette"))
            palette[name] = _SPARE[name]
    return palette


def _read_components(
    file: TomlFile, palette: Mapping[str, str], problems: list[Problem]
) -> dict[str, Style]:
    given = _table(file, "components", problems)
    problems += _unknown(file, ("components",), COMPONENTS, given)
    styles: dict[str, Style] = {}
    for name, component in COMPONENTS.items():
        styles[name] = parse_style(component.default, palette)
        if name in given:
            try:
                styles[name] = parse_style(_text(given[name]), palette)
            except BadStyle as error:
                problems.append(file.problem(f"components.{name}: {error}", "components", name))
    return styles


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise BadStyle("is to be text in quotes")
    return value


def _is_dark(background: str) -> bool:
    light = luminance(background)
    return light is None or light < 0.18
