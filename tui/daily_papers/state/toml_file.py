"""Exports the whole state as one TOML file, for people and for backups, and imports it.

The file has the format's name and version, the views and rules, and one table a paper: its state,
its note as the user sees it, its number in the Later queue, and the state's own copy of it. An
import only adds: it clears nothing, and where both sides have a note it keeps both texts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import tomli_w

from daily_papers.papers.rows import UNTOUCHED
from daily_papers.papers.verdicts import BY_REGISTER, QUEUE
from daily_papers.state import views
from daily_papers.state.acts import BadTag, clean_tag
from daily_papers.state.paper_copies import Copy, adds_to, merge_copies
from daily_papers.state.queries import StateDetail, StateQueries
from daily_papers.state.records import Act, Json, Registers
from daily_papers.state.store import Store

FORMAT: Final = "daily-papers state"
FORMAT_VERSION: Final = 1
_BATCH: Final = 100
"""Papers that are imported by one act, which is one undo step."""

_EMPTY: Final = StateDetail(UNTOUCHED, "", {}, (), {})

_Table = Mapping[str, Any]


class BadExport(ValueError):
    """A file is not an export of the state; the message says where, and what was expected."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import changed."""

    papers: int
    """How many papers changed."""
    views: int
    """How many views and rules were added."""
    kept: tuple[str, ...]
    """Names of views that exist here with another query, which was kept."""


def export_toml(queries: StateQueries) -> str:
    """The whole state, as TOML."""
    ranks = {paper: rank for rank, (_, paper) in enumerate(queries.queue(), start=1)}
    papers = []
    for paper in sorted(queries.all_ids()):
        held = queries.detail([paper])
        if held.facts != UNTOUCHED:
            papers.append(_paper_table(paper, held, ranks.get(paper)))
    document = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "mute": views.mutes(queries),
        "highlight": views.highlights(queries),
        "view": [{"name": view.name, "query": view.query} for view in views.views(queries)],
        "paper": papers,
    }
    text = tomli_w.dumps(document)
    # Multi-line strings are easier to read, but TOML normalises their line ends.
    return text if r"\r" in text else tomli_w.dumps(document, multiline_strings=True)


def import_toml(text: str, store: Store) -> ImportResult:
    """Add what is in an export to the state, by acts that can be undone.

    Raises:
        BadExport: The text is not an export; nothing was imported.
        OSError: Not all of it could be saved; another import adds the rest.
    """
    document = _read(text)
    tables = _tables(document, "paper")
    tables.sort(key=lambda table: table.get(QUEUE, 0))
    wanted = [(_text(table, "id", "a paper"), table) for table in tables]
    for paper, table in wanted:  # check everything before anything is written
        dict(_missing(paper, table, _EMPTY))
    added, kept = _add_views(document, store)
    changed = 0
    for start in range(0, len(wanted), _BATCH):
        changed += _add_papers(wanted[start : start + _BATCH], store)
    return ImportResult(changed, added, kept)


def _paper_table(paper: str, held: StateDetail, rank: int | None) -> dict[str, Json]:
    facts = held.facts
    table: dict[str, Json] = {"id": paper, **held.copy}
    values: dict[str, Json] = {
        "read": "auto" if facts.auto else facts.read,
        **{verdict: facts.holds(verdict) for verdict in BY_REGISTER},
        QUEUE: rank,
        "tags": list(facts.tags),
        "note": held.note,
    }
    values = {name: value for name, value in values.items() if value}
    table.update(values)
    timed = values.keys() | {f"tag:{tag}" for tag in facts.tags}
    table["when"] = {name: time for name, time in sorted(held.when.items()) if name in timed}
    return table


def _read(text: str) -> _Table:
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadExport(f"not TOML: {error}") from error
    if document.get("format") != FORMAT:
        raise BadExport(f"not an export of the state: it should begin with format = {FORMAT!r}")
    version = document.get("version")
    if not isinstance(version, int) or not 1 <= version <= FORMAT_VERSION:
        raise BadExport(f"unknown version {version!r}; this reader knows {FORMAT_VERSION}")
    return document


def _add_views(document: _Table, store: Store) -> tuple[int, tuple[str, ...]]:
    """Add views and rules in one act; how many, and the names of `ImportResult.kept`."""
    queries = store.queries
    ours = {view.name: view.query for view in views.views(queries)}
    registers: dict[str, Json] = {}
    kept = []
    for table in _tables(document, "view"):
        name, query = _text(table, "name", "a view"), _text(table, "query", "a view")
        if name not in ours:
            registers.update(views.saved_view(name, query))
        elif ours[name] != query:
            kept.append(name)
    for query in set(_texts(document, "mute", "the file")) - set(views.mutes(queries)):
        registers.update(views.mute_rule(query))
    for query in set(_texts(document, "highlight", "the file")) - set(views.highlights(queries)):
        registers.update(views.highlight_rule(query))
    if registers:
        _record(Act("import", (), registers), store)
    return len(registers), tuple(kept)


def _add_papers(wanted: Sequence[tuple[str, _Table]], store: Store) -> int:
    """Add what is missing of some papers, in one act; how many changed."""
    each: dict[str, Registers] = {}
    copies: dict[str, Copy] = {}
    when: dict[str, Mapping[str, str]] = {}
    for paper, table in wanted:
        held = store.queries.detail([paper])
        registers = dict(_missing(paper, table, held))
        copy = merge_copies([table])
        if registers:
            each[paper] = registers
            times = table.get("when", {})
            when[paper] = {
                name: time
                for name, time in (times.items() if isinstance(times, dict) else ())
                if name in registers and isinstance(time, str)
            }
            if copy and adds_to(copy, held.copy):
                copies[paper] = copy
    if each:
        _record(Act("import", tuple(each), each=each, copies=copies, when=when), store)
    return len(each)


def _missing(paper: str, table: _Table, held: StateDetail) -> Iterator[tuple[str, Json]]:
    """The registers that are set in a paper's table and not in the state."""
    facts = held.facts
    for name in ("read", *(verdict for verdict in BY_REGISTER if verdict != QUEUE)):
        value = table.get(name, False)
        if not isinstance(value, bool) and (name, value) != ("read", "auto"):
            raise BadExport(f"{paper}: {name} is {value!r}; true or false was expected")
        if value and not facts.holds(name):
            yield name, value
    if QUEUE in table and not facts.holds(QUEUE):
        yield QUEUE, True
    for tag in _texts(table, "tags", paper):
        try:
            label = clean_tag(tag)
        except BadTag as error:
            raise BadExport(f"{paper}: {error}") from error
        if label not in facts.tags:
            yield f"tag:{label}", True
    if "note" in table:
        text = _text(table, "note", paper)
        known = {note.text.strip("\n") for note in held.notes} | {held.note, ""}
        if text.strip("\n") not in known:
            # A note that replaces nothing is added to the one there is.
            bases = [] if held.note else [note.stamp for note in held.notes]
            yield "note", {"text": text, "on": bases}


def _record(act: Act, store: Store) -> None:
    outcome = store.record(act)
    if not outcome.saved:
        raise OSError(outcome.words)


def _tables(document: _Table, name: str) -> list[_Table]:
    found = document.get(name, [])
    if not isinstance(found, list) or not all(isinstance(table, dict) for table in found):
        raise BadExport(f"{name}: an array of tables was expected ([[{name}]])")
    for table in found:
        rank = table.get(QUEUE, 1)
        if type(rank) is not int:
            raise BadExport(f"{table.get('id')}: {QUEUE} is {rank!r}; a number was expected")
    return found


def _text(table: _Table, name: str, where: str) -> str:
    value = table.get(name)
    if not isinstance(value, str) or not (value or name == "note"):
        raise BadExport(f"{where}: {name} is {value!r}; a text was expected")
    return value


def _texts(table: _Table, name: str, where: str) -> list[str]:
    value = table.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise BadExport(f"{where}: {name} is {value!r}; a list of texts was expected")
    return value
