"""The merge of journals written down as plainly as can be: slow, in memory, from the documents.

It shares no code with what it judges.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

Order = tuple[int, str, str]
"""Counter, device, hash of the line: what orders acts, and tells them apart."""
PROFILE = ""
"""Whose registers views and rules are."""


class Oracle:
    """What a person should find after the journals with these contents were merged."""

    def __init__(self, journals: Iterable[bytes]) -> None:
        """Merge whole files."""
        every: dict[Order, dict[str, Any]] = {}
        for content in journals:
            for raw in content[: content.rfind(b"\n") + 1].splitlines():
                try:
                    record = json.loads(raw)
                except ValueError:
                    continue
                digest = hashlib.sha256(raw).hexdigest()[:16]
                every[record["c"], record["d"], digest] = record
        self.lines: dict[Order, dict[str, Any]] = {}
        self.largest = 0
        """The largest counter in range."""
        for order in sorted(every):
            if order[0] >= 2**53 or order[0] - self.largest > 2**32:
                break
            self.largest = order[0]
            self.lines[order] = every[order]
        self.last_words: dict[str, Order] = {}
        """The newest undo or redo of an act, by the act's stamp."""
        for order in sorted(self.lines):
            record = self.lines[order]
            for word in ("void", "unvoid"):
                if word in record:
                    self.last_words[record[word]] = order
        self.effective = [order for order in sorted(self.lines) if not self.is_void(stamp(order))]

    @property
    def stamps(self) -> set[str]:
        """The stamps of all lines."""
        return {stamp(order) for order in self.lines}

    def is_void(self, name: str) -> bool:
        """Whether the act with a stamp is undone."""
        return name in self.last_words and "void" in self.lines[self.last_words[name]]

    def registers(self, *ids: str) -> dict[str, Any]:
        """The values of a paper's registers: those that are neither false nor a note."""
        values = {name: json.loads(text) for name, (_, text, _) in self._newest(ids).items()}
        return {
            name: value for name, value in values.items() if value is not False and name != "note"
        }

    def when(self, *ids: str) -> dict[str, str]:
        """When each register of a paper was written; for notes, that of the newest current one."""
        times = {name: time for name, (_, _, time) in self._newest(ids).items()}
        times.pop("note", None)
        if notes := self._notes(ids):
            times["note"] = max(time for _, time in notes)
        return times

    def notes(self, *ids: str) -> set[str]:
        """The texts of a paper's note that no other version replaces."""
        return {text for text, _ in self._notes(ids)} - {""}

    def copy(self, *ids: str) -> dict[str, Any]:
        """The state's own copy of a paper."""
        found: dict[str, Any] = {}
        for record in self.lines.values():
            for paper, copy in record.get("copy", {}).items():
                for name, value in copy.items() if paper in ids else ():
                    if name == "digests" and isinstance(value, list):
                        found[name] = sorted({*value, *found.get(name, [])})
                    elif value and all(isinstance(each, str) for each in value):
                        rivals = [value, found.get(name, type(value)())]
                        found[name] = max(rivals, key=lambda rival: (len(rival), rival))
        return found

    def next_undo(self, device: str, session: str) -> str | None:
        """The stamp of the act that undo takes back next."""
        own = [order for order in self.effective if order[1] == device and self._is_step(order)]
        first = [order for order in own if self.lines[order]["s"] == session]
        return stamp(max(first or own)) if own else None

    def next_redo(self, device: str, session: str) -> str | None:
        """The stamp of the act that redo brings back next."""
        for sessions in ({session}, {record["s"] for record in self.lines.values()}):
            mine = {
                order: record
                for order, record in self.lines.items()
                if order[1] == device and record["s"] in sessions
            }
            last = max((stamp(order) for order in mine if self._is_step(order)), default="")
            undone = {
                stamp(word): name
                for name, word in self.last_words.items()
                if word in mine
                and name in self.stamps
                and self.is_void(name)
                and stamp(word) > last
            }
            if undone:
                return undone[max(undone)]
        return None

    def _is_step(self, order: Order) -> bool:
        record = self.lines[order]
        if "void" in record or "unvoid" in record:
            return False
        return record.get("set") != {"read": "auto"} or bool(record.get("each"))

    def _newest(self, ids: Iterable[str]) -> dict[str, tuple[Order, str, str]]:
        """The newest write of each register: its place in the order, its value and its time."""
        found: dict[str, tuple[Order, str, str]] = {}
        for order in self.effective:
            for position, paper in enumerate(self._about(order)):
                for number, (name, value) in enumerate(self._written(order, paper).items()):
                    if paper not in ids:
                        continue
                    if name == "later" and value is True:
                        value = f"{order[0]:014x}{order[2]}{position:06x}"
                    if name.startswith("view:") and value and "place" not in value:
                        value = {**value, "place": f"{order[0]:014x}{order[2]}{number:06x}"}
                    # One act on two ids of one paper: any rule will do that all share.
                    write = order, json.dumps(value), self._time(order, paper, name)
                    found[name] = max(write, found.get(name, write))
        return found

    def _notes(self, ids: Iterable[str]) -> set[tuple[str, str]]:
        """Text and time of every version of a note that no other version replaces."""
        based_on: dict[str, set[str]] = {}
        texts: dict[str, set[tuple[str, str]]] = {}
        for order in self.lines:
            for paper in self._about(order):
                note = self._written(order, paper).get("note")
                if paper in ids and note is not None:
                    version = note["text"], self._time(order, paper, "note")
                    texts.setdefault(stamp(order), set()).add(version)
                    based_on.setdefault(stamp(order), set()).update(note.get("on", []))
        current = {stamp(order) for order in self.effective} & texts.keys()
        replaced = set().union(*(based_on[name] for name in current))
        while more := set().union(*(based_on.get(name, set()) for name in replaced)) - replaced:
            replaced |= more
        return set().union(*(texts[name] for name in current - replaced))

    def _about(self, order: Order) -> Iterator[str]:
        """The papers that a line writes to, or the profile."""
        record = self.lines[order]
        if "void" not in record and "unvoid" not in record:
            yield from record.get("p", [PROFILE])

    def _written(self, order: Order, paper: str) -> dict[str, Any]:
        record = self.lines[order]
        return {**record.get("set", {}), **record.get("each", {}).get(paper, {})}

    def _time(self, order: Order, paper: str, register: str) -> str:
        record = self.lines[order]
        time: str = record.get("when", {}).get(paper, {}).get(register, record["t"])
        return time


def stamp(order: Order) -> str:
    """How a line is named in a journal."""
    counter, device, digest = order
    return f"{counter:016d} {device} {digest}"
