"""Themes: files of colours, read into plain data.

A theme is `NAME.toml` with a `[palette]` and, to override defaults, `[components]` (`style_names`
lists both). The built-in themes are in `themes/`; the user's folder of that name in the
configuration takes precedence. Errors are reported, and the rest of the theme still applies.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from daily_papers.style_names import (
    COMPONENTS,
    PALETTE,
    BadStyle,
    Style,
    luminance,
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
"""The theme with the terminal's own colours."""

_NAME = r"[a-z0-9][a-z0-9_-]{0,39}"
_PROPERTIES = ("title", "dark")
"""The keys of `[palette]` that are not colours."""
_MAX_UNKNOWN: Final = 20
"""Unknown names of one table that are reported."""
_FALLBACKS: Final = {
    "background": "ansi_default",
    "foreground": "ansi_default",
    "primary": "ansi_blue",
}
"""Colours visible in any terminal, for the required names that a palette lacks."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A complete theme: it has every name of `PALETTE` and `COMPONENTS`."""

    name: str
    """Its file name without the extension: what the user types."""
    title: str
    """The name to show: `Rosé Pine`."""
    dark: bool
    palette: Mapping[str, str]
    """Colours by name: `#rrggbb` or an `ansi_` name."""
    components: Mapping[str, Style]

    @property
    def ansi(self) -> bool:
        """Whether its background is the terminal's own."""
        return self.palette["background"].startswith("ansi_")


def theme_names(user: Path | None = None) -> list[str]:
    """The names of all themes, sorted.

    Args:
        user: The user's folder of themes, if there is one.
    """
    stems = {path.stem for folder in _folders(user) for path in _files(folder)}
    return sorted(stem for stem in stems if re.fullmatch(_NAME, stem))


def load_theme(name: str, user: Path | None = None) -> tuple[Theme | None, list[Problem]]:
    """The theme `name`, and the errors in its files.

    The user's file takes precedence; the built-in one is used if that cannot be read.
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
    """Every theme by name, in the order of `theme_names`, and the errors in their files."""
    themes: dict[str, Theme] = {}
    problems: list[Problem] = []
    for name in theme_names(user):
        theme, found = load_theme(name, user)
        problems += found
        if theme is not None:
            themes[name] = theme
    for path in _files(user) if user else ():
        if not re.fullmatch(_NAME, path.stem):
            message = "name a theme's file with a-z, 0-9, - and _ (at most 40)"
            problems.append(Problem(path, message))
    return themes, problems


def unknown_theme(name: str, user: Path | None = None) -> str:
    """The message for a theme that does not exist, with the nearest that does."""
    return f'unknown theme "{excerpt(name)}"{did_you_mean(name, theme_names(user))}'


def read_theme(path: Path) -> tuple[Theme, list[Problem]]:
    """The theme in one file, and the errors in it.

    A wrong colour is replaced, as if it were left out: in the palette by its fallback name, in a
    component by its default.

    Raises:
        FileNotFoundError: There is no such file.
        BadToml: It is not TOML.
    """
    file = read_toml(path)
    problems = list(_unknown(file, (), ("palette", "components"), file.tables))
    palette = _read_palette(file, problems)
    components = _read_components(file, palette, problems)
    table = _table(file, "palette", [])
    title = table.get("title", path.stem)
    if not isinstance(title, str) or not title.isprintable():
        message = "palette.title must be text on one line"
        problems.append(file.problem(message, "palette", "title"))
        title = path.stem
    dark = table.get("dark", _is_dark(palette["background"]))
    if not isinstance(dark, bool):
        message = "palette.dark must be true or false"
        problems.append(file.problem(message, "palette", "dark"))
        dark = _is_dark(palette["background"])
    return Theme(path.stem, title, dark, palette, components), problems


def template(title: str, base: Theme) -> str:
    """The file of a new theme to be edited: the palette of `base`, with every key explained."""
    import tomli_w

    lines = [
        "# A colour is #rrggbb, one of the terminal's own (ansi_red, ansi_default),",
        "# or $name for a name of the palette.",
        "",
        "[palette]",
        tomli_w.dumps({"title": title, "dark": base.dark}).rstrip(),
        "",
    ]
    for name, (help, _) in PALETTE.items():
        lines.append(f'{name} = "{base.palette[name]}"  # {help}')
    lines += [
        "",
        "# Each of these may be left out; the default is shown. A style is a colour, `on` and a",
        "# background colour, and any of: bold italic underline dim reverse.",
        "[components]",
    ]
    for name, component in COMPONENTS.items():
        lines.append(f'# {name} = "{component.default}"  # {component.help}')
    return "\n".join(lines) + "\n"


def _folders(user: Path | None) -> Iterator[Path]:
    """The folders of themes, the one that takes precedence first."""
    if user is not None:
        yield user
    package = Path(__file__).parent
    installed = package / "themes"
    # A wheel has the folder inside the package; a checkout has it at the top level.
    yield installed if installed.is_dir() else package.parents[1] / "themes"


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except OSError:
        return []


def _table(file: TomlFile, name: str, problems: list[Problem]) -> Mapping[str, Any]:
    table = file.tables.get(name, {})
    if isinstance(table, dict):
        return table
    problems.append(file.problem(f"{name} must be a table: [{name}]", name))
    return {}


def _unknown(
    file: TomlFile, table: tuple[str, ...], known: Collection[str], given: Iterable[str]
) -> Iterator[Problem]:
    """Errors for the unknown names in a table, at most `_MAX_UNKNOWN`."""
    unknown = (name for name in given if name not in known)
    for name in islice(unknown, _MAX_UNKNOWN):
        where = f"[{table[0]}]" if table else "a theme"
        guess = did_you_mean(name, known)
        yield file.problem(f'unknown name "{excerpt(name)}" in {where}{guess}', *table, name)


def _read_palette(file: TomlFile, problems: list[Problem]) -> dict[str, str]:
    given: dict[str, str] = {}
    table = _table(file, "palette", problems)
    problems += _unknown(file, ("palette",), (*PALETTE, *_PROPERTIES), table)
    for name in (name for name in PALETTE if name in table):
        try:
            given[name] = parse_color(_text(table[name]), {})
        except BadStyle as error:
            problems.append(file.problem(f"palette.{name}: {error}", "palette", name))
    palette: dict[str, str] = {}
    for name, (_, fallback) in PALETTE.items():
        if name in given:
            palette[name] = given[name]
        elif fallback:
            palette[name] = palette[fallback]
        else:
            if name not in table:  # otherwise its error is reported already
                problems.append(file.problem(f'palette needs "{name}"', "palette"))
            palette[name] = _FALLBACKS[name]
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
                message = f"components.{name}: {error}"
                problems.append(file.problem(message, "components", name))
    return styles


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise BadStyle("must be text in quotes")
    return value


def _is_dark(background: str) -> bool:
    light = luminance(background)
    return light is None or light < 0.18
