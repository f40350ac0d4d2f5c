"""`settings.toml`: what the reader remembers on this device. To lose it is no harm.

It is read leniently: what is missing or of another kind is at its default, without a word. What
the user wrote in `config.toml` counts before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final, TypeVar

from daily_papers.atomic_write import atomic_write_text
from daily_papers.papers.scopes import Scope, format_scope, parse_scope
from daily_papers.toml_files import BadToml, read_toml

NAME: Final = "settings.toml"
_HEAD = "# Written by daily-papers. What you set in config.toml counts before it.\n\n"

_FARTHEST = 1_000_000
"""More lines than any abstract has: a larger number in the file is somebody's mistake."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """Where one left off."""

    scope: Scope | None = None
    """What the list showed; `None` for the newest day."""
    paper: str = ""
    """The id of the paper under the cursor."""
    filter: str = ""
    scroll: int = 0
    """Lines of the abstract above the first one in sight."""
    since: str = ""
    """The day up to which all days were visited, as an ISO date; nothing before the first visit."""
    newest: str = ""
    """The newest day that was there, as an ISO date."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All that is remembered. Empty text and 0 stand for what was never chosen."""

    theme: str = ""
    lines: int = 0
    """Lines a row of the list, 1 or 2."""
    wide: bool = False
    """Whether the abstract alone takes the screen's width."""
    hints: frozenset[str] = frozenset()
    """The hints that were seen, by name."""
    filters: tuple[str, ...] = ()
    """The filters that were kept, the last one first."""
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where one left off, by the name of the index, which is of one cache and one profile."""

    def place(self, index: str) -> Place:
        """Where one left off in what `index` holds."""
        return self.places.get(index, Place())

    def at(self, index: str, place: Place) -> Settings:
        """These settings with another place for what `index` holds."""
        return replace(self, places={**self.places, index: place})


def load(path: Path) -> Settings:
    """What is remembered in the file; the defaults where there is none or it cannot be read."""
    try:
        tables = read_toml(path).tables
    except (FileNotFoundError, BadToml):
        return Settings()
    lines = _take(tables, "lines", 0)
    hints: list[Any] = _take(tables, "hints", [])
    filters: list[Any] = _take(tables, "filters", [])
    places: dict[str, Any] = _take(tables, "places", {})
    return Settings(
        theme=_take(tables, "theme", ""),
        lines=lines if lines in (1, 2) else 0,
        wide=_take(tables, "wide", False),
        hints=frozenset(hint for hint in hints if isinstance(hint, str)),
        filters=tuple(text for text in filters if isinstance(text, str)),
        places={name: _place(table) for name, table in places.items() if isinstance(table, dict)},
    )


def save(path: Path, settings: Settings) -> str:
    """Write the file in one step: it holds the old settings or the new ones, never half.

    Returns:
        Why that could not be done, in words, as on a full disk; empty where it was.
    """
    import tomli_w

    text = _HEAD + tomli_w.dumps(_tables(settings))
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with atomic_write_text(path, private=True) as file:
            file.write(text)
    except OSError as error:
        return (error.strerror or str(error)).lower()
    return ""


def _place(table: Mapping[str, Any]) -> Place:
    plain = Place()
    taken = {
        each.name: _take(table, each.name, getattr(plain, each.name))
        for each in fields(Place)
        if each.name != "scope"
    }
    scope, scroll = parse_scope(_take(table, "scope", "")), min(max(0, taken["scroll"]), _FARTHEST)
    return Place(**{**taken, "scope": scope, "scroll": scroll})


def _tables(settings: Settings) -> dict[str, Any]:
    """What differs from the defaults, as TOML holds it."""
    plain = Settings()
    tables: dict[str, Any] = {
        name: getattr(settings, name)
        for name in ("theme", "lines", "wide")
        if getattr(settings, name) != getattr(plain, name)
    }
    if settings.hints:
        tables["hints"] = sorted(settings.hints)
    if settings.filters:
        tables["filters"] = list(settings.filters)
    if settings.places:
        tables["places"] = {name: _place_table(place) for name, place in settings.places.items()}
    return tables


def _place_table(place: Place) -> dict[str, Any]:
    return {**asdict(place), "scope": format_scope(place.scope) if place.scope else ""}


def _take(table: Mapping[str, Any], key: str, default: T) -> T:
    """The value at `key` where it is of the default's own type."""
    value = table.get(key, default)
    return value if type(value) is type(default) else default
