"""`settings.toml`: what the reader remembers on this machine. Losing it does no harm.

It is read leniently: missing values and values of a wrong type get their default silently.
`config.toml` takes precedence.
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
_HEAD = "# Written by daily-papers. Your config.toml takes precedence.\n\n"

_MAX_SCROLL = 1_000_000
"""More lines than any abstract has; larger numbers in the file are mistakes."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ReadingPosition:
    """Where the user left off."""

    scope: Scope | None = None
    """What the list showed; `None` for the newest day."""
    paper: str = ""
    """The id of the paper under the cursor."""
    filter: str = ""
    scroll: int = 0
    """Lines of the abstract above the first visible one."""
    since: str = ""
    """All days up to this one were visited: an ISO date, empty before the first visit."""
    newest: str = ""
    """The newest day at that time, as an ISO date."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is remembered. Empty text and 0 mean: never chosen."""

    theme: str = ""
    lines: int = 0
    """Lines per row of the list, 1 or 2."""
    wide: bool = False
    """Whether the abstract takes the whole width of the screen."""
    hints: frozenset[str] = frozenset()
    """The names of hints that were shown."""
    filters: tuple[str, ...] = ()
    """The history of filters, newest first."""
    positions: Mapping[str, ReadingPosition] = field(default_factory=dict)
    """By the name of the index, one for each cache and profile. In the file: `places`."""

    def position(self, index: str) -> ReadingPosition:
        """Where the user left off in `index`."""
        return self.positions.get(index, ReadingPosition())

    def with_position(self, index: str, position: ReadingPosition) -> Settings:
        """These settings with another position for `index`."""
        return replace(self, positions={**self.positions, index: position})


def load(path: Path) -> Settings:
    """The settings in the file; the defaults if it does not exist or cannot be read."""
    try:
        tables = read_toml(path).tables
    except (FileNotFoundError, BadToml):
        return Settings()
    lines = _take(tables, "lines", 0)
    hints: list[Any] = _take(tables, "hints", [])
    filters: list[Any] = _take(tables, "filters", [])
    positions: dict[str, Any] = _take(tables, "places", {})
    return Settings(
        theme=_take(tables, "theme", ""),
        lines=lines if lines in (1, 2) else 0,
        wide=_take(tables, "wide", False),
        hints=frozenset(hint for hint in hints if isinstance(hint, str)),
        filters=tuple(text for text in filters if isinstance(text, str)),
        positions={
            name: _read_position(table)
            for name, table in positions.items()
            if isinstance(table, dict)
        },
    )


def save(path: Path, settings: Settings) -> str:
    """Write the file atomically.

    Returns:
        Why it could not be written, as on a full disk; empty if it was.
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


def _read_position(table: Mapping[str, Any]) -> ReadingPosition:
    default = ReadingPosition()
    taken = {
        each.name: _take(table, each.name, getattr(default, each.name))
        for each in fields(ReadingPosition)
        if each.name != "scope"
    }
    scope = parse_scope(_take(table, "scope", ""))
    scroll = min(max(0, taken["scroll"]), _MAX_SCROLL)
    return ReadingPosition(**{**taken, "scope": scope, "scroll": scroll})


def _tables(settings: Settings) -> dict[str, Any]:
    """What differs from the defaults, as TOML."""
    default = Settings()
    tables: dict[str, Any] = {
        name: getattr(settings, name)
        for name in ("theme", "lines", "wide")
        if getattr(settings, name) != getattr(default, name)
    }
    if settings.hints:
        tables["hints"] = sorted(settings.hints)
    if settings.filters:
        tables["filters"] = list(settings.filters)
    if settings.positions:
        tables["places"] = {
            name: _position_table(position) for name, position in settings.positions.items()
        }
    return tables


def _position_table(position: ReadingPosition) -> dict[str, Any]:
    scope = format_scope(position.scope) if position.scope else ""
    return {**asdict(position), "scope": scope}


def _take(table: Mapping[str, Any], key: str, default: T) -> T:
    """The value at `key` if it has the type of the default, else the default."""
    value = table.get(key, default)
    return value if type(value) is type(default) else default
