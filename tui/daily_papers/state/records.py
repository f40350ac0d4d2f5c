"""The lines of a journal: one JSON object an act.

`v`, `c` and `d` mean the same in every version: the version of the record, a Lamport counter, and
the device that wrote it. A line is identified by its *stamp*: the counter, the device and a hash of
the line, as a text that sorts in this order. Equal lines are one act, in whichever file they are;
of two acts that write the same register, the one with the greater stamp wins.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from daily_papers.papers.text import remove_unsafe
from daily_papers.papers.verdicts import BY_REGISTER, QUEUE

VERSION: Final = 1
MAX_COUNTER: Final = 2**53 - 1
"""The largest counter that is an exact number in every JSON reader."""
MAX_COUNTER_GAP: Final = 2**32
"""How far a counter may be beyond all others (see `Counters`)."""
MAX_LINE_BYTES: Final = 64 << 20
"""Longer lines are skipped when read, and refused when written."""

NEWER: Final = "newer version"
BAD_COUNTER: Final = "counter out of range"
NOT_JSON: Final = "not JSON"
NOT_UTF8: Final = "not UTF-8"
NUL_BYTES: Final = "NUL bytes"
TOO_LONG: Final = "too long"
MALFORMED: Final = "not a record"

Json = Any
"""Any JSON value."""
Registers = Mapping[str, Json]
"""Values by the names of the registers that an act writes.

`read` is true, false or `auto`; verdicts such as `starred` are true or false; the queue, `later`,
can also be a key of `fractional_index`; `tag:NAME` is true or false; `note` is an object with
`text` and `on`, the stamps of the versions that it replaces. The profile's own registers are
`view:NAME`, `mute:QUERY` and `highlight:QUERY`.
"""

_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
_DEVICE = re.compile(r"[!-~]{1,64}")
_QUEUE_KEY = re.compile(r"[0-9a-f]{1,4096}")
_PLAIN = re.compile(rb"[ -\[\]-~]*")
"""A line that needs no cleaning: printable ASCII without a backslash."""
_WHITE_SPACE = re.compile(r"[\r\n\t]")
_MULTILINE: Final = frozenset({"text", "copy"})
"""The keys below which texts keep their line ends: notes, and copies of papers."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something the user did, without the counter, device and time of its line.

    One act is one undo step.
    """

    name: str
    papers: tuple[str, ...] = ()
    """Ids; none where the act is about the profile (a view, a rule)."""
    sets: Registers = field(default_factory=dict)
    """Written to every paper of the act."""
    each: Mapping[str, Registers] = field(default_factory=dict)
    """Written to one paper only, by its id."""
    copies: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)
    """The state's own copies of papers, by id (see `paper_copies`)."""
    when: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Times of registers, by id, where they are not the line's: an import keeps old times."""
    void: str | None = None
    """The stamp of the act that this one undoes."""
    unvoid: str | None = None
    """The stamp of the act that this one redoes."""

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
        """The stamp of the act that it undoes or redoes; empty for all other acts."""
        return self.void or self.unvoid or ""

    @property
    def is_step(self) -> bool:
        """Whether it can be undone: not if it is an automatic read, an undo or a redo."""
        if self.target:
            return False
        return not (self.sets.get("read") == "auto" and len(self.sets) == 1 and not self.each)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a journal."""

    counter: int
    device: str
    session: str
    time: str
    """When it was written, ISO 8601 in UTC. For people only: the merge does not use it."""
    act: Act
    raw: bytes
    """The line, without its newline."""
    stamp: str
    """Identifies the line, and orders all lines."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A line that cannot be merged."""

    reason: str
    counter: int = 0
    """Its counter, which counts even where the rest cannot be read; 0 if that cannot be read."""


class Counters:
    """The counters of all records: the largest one in range, and those that are out of range.

    A counter more than `MAX_COUNTER_GAP` beyond all others comes from an error or an attack, and
    would leave no counters for later acts. It is in range once other counters fill the gap, so the
    order in which counters are added does not matter.
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
        """Whether the next counter (`largest` + 1) would bring a larger one into range."""
        return self.largest + 1 + MAX_COUNTER_GAP in self.beyond

    def add(self, counters: Iterable[int]) -> None:
        """Add the counters of some records."""
        self.beyond.update(counter for counter in counters if counter > self.largest)
        while reached := {each for each in self.beyond if each - self.largest <= MAX_COUNTER_GAP}:
            self.largest = max(reached)
            self.beyond -= reached

    def join(self, other: Counters) -> None:
        """Add all counters of `other`."""
        self.largest = max(self.largest, other.largest)
        self.beyond = {each for each in self.beyond if each > self.largest}
        self.add(other.beyond)


def stamp_of(counter: int, device: str, raw: bytes) -> str:
    """The stamp of a line; stamps sort by counter, then device, then the hash of the line."""
    return f"{counter:016d} {device} {hashlib.sha256(raw).hexdigest()[:16]}"


def write_line(act: Act, *, counter: int, device: str, session: str, time: str) -> Line:
    """The line for an act. Its texts are cleaned, and empty ids are left out.

    Raises:
        ValueError: The line could not be read again: it is longer than `MAX_LINE_BYTES`, its
            counter is too large, none of its papers has an id, or a part has the wrong type.
    """
    papers = [paper for paper in _clean([*act.papers]) if paper]
    if act.papers and not papers:  # without papers it would be an act on the profile
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
    if len(raw) > MAX_LINE_BYTES:
        raise ValueError(f"one act of {len(raw) >> 20} MB is too much; do it in parts")
    line = read_line(raw)
    if isinstance(line, Skipped):
        raise ValueError(f"the act could not be read again: {line.reason}")
    return line


def read_line(raw: bytes) -> Line | Skipped:
    """The record on one line (without its newline), or why it is skipped. Never raises.

    The texts of the record are cleaned; `Line.raw` is not.
    """
    if len(raw) > MAX_LINE_BYTES:
        return Skipped(TOO_LONG)
    if b"\0" in raw:
        return Skipped(NUL_BYTES)
    try:
        record = json.loads(raw.decode(), parse_constant=_refuse_constant)
        if isinstance(record, dict) and not _PLAIN.fullmatch(raw):
            record = {**_clean(record), "d": record.get("d")}
    except UnicodeDecodeError:
        return Skipped(NOT_UTF8)
    except (ValueError, RecursionError):
        return Skipped(NOT_JSON)
    return _read_record(record, raw)


def _read_record(record: Json, raw: bytes) -> Line | Skipped:
    if not isinstance(record, dict):
        return Skipped(MALFORMED)
    version, counter, device = record.get("v"), record.get("c"), record.get("d")
    if type(version) is not int or type(counter) is not int:
        return Skipped(MALFORMED)
    if not 0 < counter <= MAX_COUNTER:
        return Skipped(BAD_COUNTER)
    if version > VERSION:
        return Skipped(NEWER, counter)
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
        return Skipped(MALFORMED, counter)
    return Line(counter, device, session, time, act, raw, stamp_of(counter, device, raw))


def _read_act(record: dict[str, Json]) -> Act | None:
    """The act in a record; `None` where a part of it has the wrong type."""
    name, papers = record.get("act", ""), record.get("p", [])
    void, unvoid = record.get("void"), record.get("unvoid")
    sets, each = record.get("set", {}), record.get("each", {})
    when, copies = record.get("when", {}), record.get("copy", {})
    is_valid = (
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
    if not is_valid:
        return None
    return Act(name, tuple(dict.fromkeys(papers)), sets, each, copies, when, void, unvoid)


def _clean(value: Json, *, lines: bool = False) -> Json:
    """A part of a record with all its texts made safe to show, keys included.

    Journals come from other machines, so they are no safer than digests.

    Args:
        value: The part.
        lines: Whether line ends and tabs are kept; else they become spaces.
    """
    if isinstance(value, str):
        text = remove_unsafe(value)
        return text if lines else _WHITE_SPACE.sub(" ", text)
    if isinstance(value, list):
        return [_clean(each, lines=lines) for each in value]
    if isinstance(value, dict):
        return {
            _clean(key): _clean(each, lines=lines or key in _MULTILINE)
            for key, each in value.items()
        }
    return value


def _are_registers(value: Json) -> bool:
    return isinstance(value, dict) and all(map(_is_valid, value.keys(), value.values()))


def _are_times(value: Json) -> bool:
    return isinstance(value, dict) and all(isinstance(time, str) for time in value.values())


def _is_valid(register: str, value: Json) -> bool:
    """Whether a register can have a value. Unknown registers, of newer versions, can have any."""
    if register == "read":
        return isinstance(value, bool) or value == "auto"
    if register == QUEUE and isinstance(value, str):
        return _QUEUE_KEY.fullmatch(value) is not None
    if register in BY_REGISTER or register.startswith("tag:"):
        return isinstance(value, bool)
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
