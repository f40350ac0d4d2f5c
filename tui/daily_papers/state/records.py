"""The lines of a journal: what one act writes, and how a line is read again.

A line is one JSON object. `v`, `c` and `d` mean the same in every version: the version of the
record, a Lamport counter, the device that wrote it. A line's identity, its *stamp*, is made of the
counter, the device and a hash of the line, written so that stamps sort as they should: equal lines
are one act wherever they stand, and of two acts on one register the greater stamp wins.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from daily_papers.papers.text import remove_unsafe

VERSION: Final = 1
MAX_COUNTER: Final = 2**53 - 1
"""Larger counters are not exact numbers in every JSON reader; such a line is set aside."""
MAX_COUNTER_GAP: Final = 2**32
"""A counter that is further than this beyond all others is out of range too (`Counters`)."""
LONGEST_LINE: Final = 64 << 20
"""In bytes. Longer lines are set aside when read, and refused when written."""

NEWER: Final = "newer version"
BAD_COUNTER: Final = "counter out of range"
NOT_JSON: Final = "not JSON"
NOT_UTF8: Final = "not UTF-8"
NUL_BYTES: Final = "NUL bytes"
TOO_LONG: Final = "too long"
MALFORMED: Final = "not a record"

Json = Any
"""A value of JSON: the registers of views and rules hold any."""
Registers = Mapping[str, Json]
"""Names of registers and the values that an act writes.

`read` is true, false or `auto`; `starred` and `dismissed` are true or false; `later` is true, false
or a place in the queue (see `order`); `tag:NAME` is true or false; `note` is an object with `text`
and `on`, the stamps of the versions it was based on. The profile's own registers are `view:NAME`,
`mute:QUERY` and `highlight:QUERY`.
"""

_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
_DEVICE = re.compile(r"[!-~]{1,64}")
_PLACE = re.compile(r"[0-9a-f]{1,4096}")
_PLAIN = re.compile(rb"[ -\[\]-~]*")  # nothing in it can be unsafe: no escape, nothing invisible
_WHITE_SPACE = re.compile(r"[\r\n\t]")
_WITH_LINES: Final = frozenset({"text", "copy"})
"""Keys of texts whose line ends stay: notes, and copies of papers."""


@dataclass(frozen=True, slots=True)
class Act:
    """What was done, before it has a counter, a device and a time. One act is one undo step."""

    name: str
    papers: tuple[str, ...] = ()
    """Ids; none where the act is about the profile (a view, a rule)."""
    sets: Registers = field(default_factory=dict)
    """Written to every paper of the act."""
    each: Mapping[str, Registers] = field(default_factory=dict)
    """Written to one paper only, by its id."""
    copies: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    """The state's own copies of papers, by id (see `copies`)."""
    when: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Times of registers, by id, where they are not the act's own: an import tells old times."""
    void: str | None = None
    """The stamp of the act that this record takes back."""
    unvoid: str | None = None
    """The stamp of the act that this record brings back."""

    def registers(self, paper: str) -> Registers:
        """What the act writes to one of its papers (`""` for the profile)."""
        own = self.each.get(paper)
        return {**self.sets, **own} if own else self.sets

    @property
    def subjects(self) -> tuple[str, ...]:
        """The papers, or `("",)` where the act is about the profile; none for undo and redo."""
        if self.target:
            return ()
        return self.papers or ("",)

    @property
    def target(self) -> str:
        """The stamp of the act that it takes back or brings back; empty for all other acts."""
        return self.void or self.unvoid or ""

    @property
    def is_step(self) -> bool:
        """Whether undo stops at it: not a read by itself, not an undo or a redo."""
        if self.target:
            return False
        return not (self.sets.get("read") == "auto" and len(self.sets) == 1 and not self.each)


@dataclass(frozen=True, slots=True)
class Line:
    """A record as it stands in a journal."""

    counter: int
    device: str
    session: str
    time: str
    """When it was written, ISO 8601 in UTC. For people: nothing is decided by it."""
    act: Act
    raw: bytes
    """The line, without its newline."""
    stamp: str
    """Its identity and its place in the order of all lines."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A line that was passed over."""

    reason: str
    counter: int = 0
    """Its counter where that could be read, which counts even where the rest is not understood."""


class Counters:
    """The counters of all records: the largest one in range, and those that are out of range.

    A counter more than `MAX_COUNTER_GAP` beyond all others comes from a fault or an attack: if it
    counted, it would leave too little room for the counters of later acts. It is in range once
    other counters fill the gap, so which ones are in range does not depend on the order in which
    they are added.
    """

    def __init__(self, largest: int = 0, beyond: Iterable[int] = ()) -> None:
        """Args:
        largest: The largest counter in range.
        beyond: Counters that were found to be out of range.
        """
        self.largest = largest
        self.beyond = set(beyond)

    @property
    def is_next_outdone(self) -> bool:
        """Whether the next counter, one more than the largest, brings a larger one into range."""
        return self.largest + 1 + MAX_COUNTER_GAP in self.beyond

    def add(self, counters: Iterable[int]) -> None:
        """Add the counters of some records."""
        self.beyond.update(counter for counter in counters if counter > self.largest)
        if not self.beyond:
            return
        for counter in sorted(self.beyond):
            if counter - self.largest > MAX_COUNTER_GAP:
                break
            self.largest = counter
            self.beyond.remove(counter)

    def join(self, other: Counters) -> None:
        """Add all counters that `other` was given."""
        self.largest = max(self.largest, other.largest)
        self.beyond = {each for each in self.beyond if each > self.largest}
        self.add(other.beyond)


def stamp_of(counter: int, device: str, raw: bytes) -> str:
    """The stamp of a line: it sorts by counter, then device, then the hash of the line."""
    return f"{counter:016d} {device} {hashlib.sha256(raw).hexdigest()[:16]}"


def write_line(act: Act, *, counter: int, device: str, session: str, time: str) -> Line:
    """The line for `act`, which holds the act as it will be read, its texts cleaned.

    Empty ids are left out.

    Raises:
        ValueError: The line would never be read again: it would be longer than `LONGEST_LINE`, none
            of its papers has an id, or a part of it has not the shape it must have.
    """
    papers = [paper for paper in _clean([*act.papers]) if paper]
    if act.papers and not papers:  # it would be read as an act on the profile
        raise ValueError("nothing is known of the paper")
    record: dict[str, Json] = {
        "v": VERSION,
        "c": counter,
        "d": device,
        "s": session,
        "t": time,
        "act": act.name,
    }
    parts: tuple[tuple[str, Json], ...] = (
        ("p", papers),
        ("set", act.sets),
        ("each", act.each),
        ("when", act.when),
        ("void", act.void),
        ("unvoid", act.unvoid),
        ("copy", act.copies),
    )
    record.update((key, value) for key, value in parts if value)
    raw = _COMPACT(_clean(record)).encode()
    if len(raw) > LONGEST_LINE:
        raise ValueError(f"one act of {len(raw) >> 20} MB is too much; do it in parts")
    line = read_line(raw)
    if isinstance(line, Aside):
        raise ValueError(f"the act could not be read again: {line.reason}")
    return line


def read_line(raw: bytes) -> Line | Aside:
    """The record on one line (without its newline), or why it is passed over. Never raises.

    Its texts are cleaned; `Line.raw` is the line as it stands.
    """
    if len(raw) > LONGEST_LINE:
        return Aside(TOO_LONG)
    if b"\0" in raw:
        return Aside(NUL_BYTES)
    try:
        record = json.loads(raw.decode(), parse_constant=_refuse_constant)
        if isinstance(record, dict) and not _PLAIN.fullmatch(raw):
            record = {**_clean(record), "d": record.get("d")}
    except UnicodeDecodeError:
        return Aside(NOT_UTF8)
    except (ValueError, RecursionError):
        return Aside(NOT_JSON)
    return _read_record(record, raw)


def _read_record(record: Json, raw: bytes) -> Line | Aside:
    if not isinstance(record, dict):
        return Aside(MALFORMED)
    version, counter, device = record.get("v"), record.get("c"), record.get("d")
    if type(version) is not int or type(counter) is not int:
        return Aside(MALFORMED)
    if not 0 < counter <= MAX_COUNTER:
        return Aside(BAD_COUNTER)
    if version > VERSION:
        return Aside(NEWER, counter)
    act = _read_act(record)
    session, time = record.get("s", ""), record.get("t", "")
    if (
        version < 1
        or not isinstance(device, str)
        or not _DEVICE.fullmatch(device)
        or not isinstance(session, str)
        or not isinstance(time, str)
        or act is None
    ):
        return Aside(MALFORMED, counter)
    return Line(counter, device, session, time, act, raw, stamp_of(counter, device, raw))


def _read_act(record: dict[str, Json]) -> Act | None:
    """The act in a record; `None` where a part of it has not the shape it must have."""
    name, papers = record.get("act", ""), record.get("p", [])
    void, unvoid = record.get("void"), record.get("unvoid")
    sets, each = record.get("set", {}), record.get("each", {})
    when, copies = record.get("when", {}), record.get("copy", {})
    shaped = (
        isinstance(name, str)
        and isinstance(papers, list)
        and all(isinstance(paper, str) and paper for paper in papers)
        and (void is None or isinstance(void, str))
        and (unvoid is None or isinstance(unvoid, str))
        and not (void and unvoid)
        and _are_registers(sets)
        and all(isinstance(by_paper, dict) for by_paper in (each, when, copies))
        and all(map(_are_registers, each.values()))
        and all(isinstance(copy, dict) for copy in copies.values())
        and all(_are_times(times) for times in when.values())
    )
    if not shaped:
        return None
    return Act(name, tuple(dict.fromkeys(papers)), sets, each, copies, when, void, unvoid)


def _clean(value: Json, *, lines: bool = False) -> Json:
    """A part of a record without anything that a terminal would obey, names of registers too.

    Journals come from other machines, so what they hold is no safer than what a digest holds.

    Args:
        value: The part.
        lines: Whether line ends and tabs stay; else they become spaces.
    """
    if isinstance(value, str):
        text = remove_unsafe(value)
        return text if lines else _WHITE_SPACE.sub(" ", text)
    if isinstance(value, list):
        return [_clean(each, lines=lines) for each in value]
    if isinstance(value, dict):
        return {
            _clean(key): _clean(each, lines=lines or key in _WITH_LINES)
            for key, each in value.items()
        }
    return value


def _are_registers(value: Json) -> bool:
    return isinstance(value, dict) and all(_fits(name, held) for name, held in value.items())


def _are_times(value: Json) -> bool:
    return isinstance(value, dict) and all(isinstance(time, str) for time in value.values())


def _fits(register: str, value: Json) -> bool:
    """Whether `value` is one that `register` can hold. Registers that are not known hold any."""
    if register in ("starred", "dismissed") or register.startswith("tag:"):
        return isinstance(value, bool)
    if register == "read":
        return isinstance(value, bool) or value == "auto"
    if register == "later":
        place = isinstance(value, str) and _PLACE.fullmatch(value) is not None
        return isinstance(value, bool) or place
    if register == "note":
        return (
            isinstance(value, dict)
            and isinstance(value.get("text"), str)
            and isinstance(value.get("on", []), list)
            and all(isinstance(stamp, str) for stamp in value.get("on", []))
        )
    return True


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
