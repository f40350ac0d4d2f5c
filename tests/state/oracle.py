"""The merge of journals written down as plainly as can be: slow, in memory, from the documents.

It shares no code with what it judges.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

Order = tuple[int, str, str]
"""Counter, device, hash of the line: what orders acts, and tells them apart."""


class Oracle:
    """What a person should find after the journals with these contents were merged."""

    def __init__(self, journals: Iterable[bytes]) -> None:
        """Merge whole files."""
        self.lines: dict[Order, dict[str, Any]] = {}
        for content in journals:
            for raw in content[: content.rfind(b"\n") + 1].splitlines():
                try:
                    record = json.loads(raw)
                except ValueError:
                    continue
                digest = hashlib.sha256(raw).hexdigest()[:16]
                self.lines[record["c"], record["d"], digest] = record
        taken_back: dict[str, bool] = {}
        for order in sorted(self.lines):
            record = self.lines[order]
            for word in ("void", "unvoid"):
                if word in record:
                    taken_back[record[word]] = word == "void"
        self.standing = [
            order for order in sorted(self.lines) if not taken_back.get(stamp(order), False)
        ]

    @property
    def stamps(self) -> set[str]:
        """The stamps of all lines."""
        return {stamp(order) for order in self.lines}

    def registers(self, *ids: str) -> dict[str, Any]:
        """The values of a paper's registers: those that are neither false nor a note."""
        found: dict[str, tuple[Order, str]] = {}
        for order in self.standing:
            record = self.lines[order]
            for position, paper in enumerate(record.get("p", [])):
                if paper in ids:
                    for name, value in self._written(record, paper).items():
                        if name == "later" and value is True:
                            value = f"{order[0]:014x}{order[2]}{position:06x}"
                        # One act on two ids of one paper: any rule will do that all share.
                        write = order, json.dumps(value)
                        found[name] = max(write, found.get(name, write))
        found.pop("note", None)
        values = {name: json.loads(text) for name, (_, text) in found.items()}
        return {name: value for name, value in values.items() if value is not False}

    def notes(self, *ids: str) -> set[str]:
        """The texts of a paper's note that no other version stands upon."""
        based_on: dict[str, set[str]] = {}
        texts: dict[str, str] = {}
        for order, record in self.lines.items():
            for paper in record.get("p", []):
                note = self._written(record, paper).get("note")
                if paper in ids and note is not None:
                    texts[stamp(order)] = note["text"]
                    based_on[stamp(order)] = set(note.get("on", []))
        standing = {stamp(order) for order in self.standing} & texts.keys()
        replaced = set().union(*(based_on[name] for name in standing))
        while more := set().union(*(based_on.get(name, set()) for name in replaced)) - replaced:
            replaced |= more
        return {texts[name] for name in standing - replaced} - {""}

    @staticmethod
    def _written(record: dict[str, Any], paper: str) -> dict[str, Any]:
        return {**record.get("set", {}), **record.get("each", {}).get(paper, {})}


def stamp(order: Order) -> str:
    """How a line is named in a journal."""
    counter, device, digest = order
    return f"{counter:016d} {device} {digest}"
