"""Saved views, mute rules and highlight rules: the registers of the profile itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from daily_papers.state.queries import StateQueries
from daily_papers.state.records import Json, Registers


@dataclass(frozen=True, slots=True)
class SavedView:
    """A filter expression with a name."""

    name: str
    query: str
    place: str
    """Sorts the views (see `fractional_index`)."""


def views(queries: StateQueries) -> list[SavedView]:
    """The user's own views, in their order."""
    found = []
    for name, value in _registers(queries, "view:").items():
        if isinstance(value, dict) and isinstance(value.get("query"), str):
            found.append(SavedView(name, value["query"], str(value.get("place", ""))))
    return sorted(found, key=lambda view: (view.place, view.name))


def mutes(queries: StateQueries) -> list[str]:
    """The queries of the mute rules, sorted."""
    return sorted(query for query, value in _registers(queries, "mute:").items() if value)


def highlights(queries: StateQueries) -> list[str]:
    """The queries of the highlight rules, sorted."""
    rules = _registers(queries, "highlight:")
    return sorted(query for query, value in rules.items() if value)


def saved_view(name: str, query: str, place: str = "") -> Registers:
    """The register of a view. Without a place the view comes last."""
    return {f"view:{name}": {"query": query, "place": place} if place else {"query": query}}


def removed_view(name: str) -> Registers:
    """The register of a view, removed."""
    return {f"view:{name}": None}


def mute_rule(query: str, on: bool = True) -> Registers:
    """The register of a mute rule."""
    return {f"mute:{query}": on}


def highlight_rule(query: str, on: bool = True) -> Registers:
    """The register of a highlight rule."""
    return {f"highlight:{query}": on}


def _registers(queries: StateQueries, prefix: str) -> Mapping[str, Json]:
    """The values of the profile's registers with a prefix, by the rest of their names."""
    rows = queries.db.execute("SELECT name, value FROM state_register WHERE paper = ''")
    return {
        name.removeprefix(prefix): json.loads(value)
        for name, value in rows
        if name.startswith(prefix)
    }
