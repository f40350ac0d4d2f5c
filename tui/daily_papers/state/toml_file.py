"""Everything that the user made as one TOML file, for people and for backups, and back again.

The file names the format and its version, then the views and rules, then one table a paper. A note
stands as the user sees it, the Later queue as numbers from 1, and the state's own copy of a paper
goes with it. Importing adds: it clears nothing, and where both sides hold a note both texts stay.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import tomli_w

from daily_papers.papers.rows import UNTOUCHED, Facts
from daily_papers.state import views
from daily_papers.state.acts import BadTag, clean_tag
from daily_papers.state.paper_copies import Copy, adds_to, merge_copies
from daily_papers.state.queries import StateDetail, StateQueries
from daily_papers.state.records import Act, Json, Registers
from daily_papers.state.store import Store

FORMAT: Final = "daily-papers state"
FORMAT_VERSION: Final = 1
_PAPERS_A_LINE: Final = 100
"""An import is written in lines of so many papers; each is one undo step."""

_NOTHING_HELD: Final = StateDetail(UNTOUCHED, "", {}, (), {})

_Table = Mapping[str, Any]


class BadExport(ValueError):
    """A file that is no export of the state; the message says where and what was expected."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import came to."""

    papers: int
    """How many papers changed."""
    views: int
    """How many views and rules were added."""
    kept: tuple[str, ...]
    """Views whose names were taken by others of ours, which stay."""


def export_toml(queries: StateQueries) -> str:
    """All that the user made, as TOML."""
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
    # A multi-line string is easier to read, but TOML's would change carriage returns.
    return text if r"\r" in text else tomli_w.dumps(document, multiline_strings=True)


def import_toml(text: str, store: Store) -> ImportResult:
    """Add what an export holds to the state, by acts that can be undone.

    Raises:
        BadExport: The text is not an export.
        OSError: It could not be saved. What was saved stays; importing again adds the rest.
    """
    document = _read(text)
    tables = _tables(document, "paper")
    tables = [table for table in tables if "later" not in table] + sorted(
        (table for table in tables if "later" in table), key=lambda table: table["later"]
    )
    wanted = [(_text(table, "id", "a paper"), table) for table in tables]
    for paper, table in wanted:  # all is looked at before anything is written
        dict(_missing(paper, table, _NOTHING_HELD))
    added, kept = _add_views(document, store)
    changed = 0
    for start in range(0, len(wanted), _PAPERS_A_LINE):
        changed += _add_papers(wanted[start : start + _PAPERS_A_LINE], store)
    return ImportResult(changed, added, kept)


def _paper_table(paper: str, held: StateDetail, rank: int | None) -> dict[str, Json]:
    facts = held.facts
    table: dict[str, Json] = {"id": paper, **held.copy}
    told: dict[str, Json] = {
        "read": "auto" if facts.auto else facts.read,
        "starred": facts.starred,
        "later": rank,
        "dismissed": facts.dismissed,
        "tags": list(facts.tags),
        "note": held.note,
    }
    table.update((name, value) for name, value in told.items() if value)
    made = {name for name in told if name in table} | {f"tag:{tag}" for tag in facts.tags}
    table["when"] = {name: time for name, time in sorted(held.when.items()) if name in made}
    return table


def _read(text: str) -> _Table:
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise BadExport(f"not TOML: {error}") from error
    if document.get("format") != FORMAT:
        raise BadExport(f"no export of the state: it should begin with format = {FORMAT!r}")
    version = document.get("version")
    if not isinstance(version, int) or not 1 <= version <= FORMAT_VERSION:
        raise BadExport(f"version {version!r} is not known; this reader knows {FORMAT_VERSION}")
    return document


def _add_views(document: _Table, store: Store) -> tuple[int, tuple[str, ...]]:
    """Add views and rules in one act; how many, and the names that were taken."""
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
    """Add what some papers lack, in one act; how many changed."""
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
    """The registers that a paper's table sets and the state does not hold."""
    facts: Facts = held.facts
    for name in ("read", "starred", "dismissed"):
        value = table.get(name, False)
        if not isinstance(value, bool) and (name, value) != ("read", "auto"):
            raise BadExport(f"{paper}: {name} is {value!r}; true or false was expected")
        if value and not facts.holds(name):
            yield name, value
    if "later" in table and not facts.later:
        yield "later", True
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
            # Based on nothing where there is a note already: both texts then stand.
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
        later = table.get("later", 1)
        if type(later) is not int:
            raise BadExport(f"{table.get('id')}: later is {later!r}; a number was expected")
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
