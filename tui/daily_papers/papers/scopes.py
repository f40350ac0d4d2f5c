"""What a list of papers shows: a built-in view, a view that the user saved, or a digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from daily_papers.papers.model import Digest
from daily_papers.papers.verdicts import VERDICTS

_SAVED: Final = "view:"
_COLLECTION: Final = "collection:"


@dataclass(frozen=True, slots=True)
class ViewScope:
    """A view that is always there."""

    name: str


@dataclass(frozen=True, slots=True)
class SavedViewScope:
    """A view that the user saved."""

    name: str


PlainScope: TypeAlias = ViewScope | Digest
"""A scope that needs no query."""

Scope: TypeAlias = PlainScope | SavedViewScope

UNREAD: Final = ViewScope("unread")
STARRED: Final = ViewScope("starred")
LATER: Final = ViewScope("later")
NOTES: Final = ViewScope("notes")
ALL: Final = ViewScope("all")
MUTED: Final = ViewScope("muted")

VIEWS: Final = (
    UNREAD,
    *(ViewScope(verdict.register) for verdict in VERDICTS if verdict.view),
    NOTES,
    ALL,
    MUTED,
)
"""All built-in views, in the order in which they are shown."""


def format_scope(scope: Scope) -> str:
    """A scope as text: `unread`, `view:NAME`, `2025-07-31`, `collection:NAME`."""
    if isinstance(scope, Digest):
        return scope.key
    return scope.name if isinstance(scope, ViewScope) else _SAVED + scope.name


def parse_scope(text: str) -> Scope | None:
    """The scope that `format_scope` wrote as `text`; `None` where it is none."""
    if (view := ViewScope(text)) in VIEWS:
        return view
    if text.startswith(_SAVED):
        return SavedViewScope(text.removeprefix(_SAVED))
    if text.startswith(_COLLECTION):
        return Digest(name=text.removeprefix(_COLLECTION))
    try:
        return Digest(date.fromisoformat(text))
    except ValueError:
        return None
