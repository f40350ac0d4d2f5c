"""A cache folder and a user in a temporary place, and all that the user can see of them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from daily_papers.formats import FormatError, Hint, Report
from daily_papers.index.records import decode, encode
from daily_papers.index.refresh import refresh
from daily_papers.library import Library, Listing
from daily_papers.papers.model import Digest, Entry, Paper
from daily_papers.papers.rows import Row
from daily_papers.papers.scopes import ALL, LATER, NOTES, STARRED, UNREAD, Scope
from daily_papers.paths import Paths

DAY = date(2025, 7, 31)


@dataclass
class World:
    """One user with one cache folder."""

    root: Path
    index: str = "index"
    paths: Paths = field(init=False)

    def __post_init__(self) -> None:
        self.paths = Paths(
            cache=self.root / "cache",
            index=self.root / self.index,
            data=self.root / "data",
            profile="main",
            config=self.root / "config",
        )
        self.paths.cache.mkdir(parents=True, exist_ok=True)

    def write(self, name: str, *entries: Entry) -> None:
        """Put a digest file there, in the format of `read_plain`."""
        self.put(name, "".join(encode(entry) + "\n" for entry in entries).encode())

    def put(self, name: str, data: bytes) -> None:
        """Put a file there, old enough not to be still being written."""
        path = self.paths.cache / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        long_ago = path.stat().st_mtime_ns - 10**10
        os.utime(path, ns=(long_ago, long_ago))

    def remove(self, name: str) -> None:
        """Take a file away."""
        (self.paths.cache / name).unlink()

    @contextmanager
    def library(self) -> Iterator[Library]:
        """The library, with everything read."""
        refresh(self.paths)
        with Library(self.paths) as library:
            yield library

    def rebuilt(self) -> World:
        """The same user and folder with an index that knows nothing."""
        shutil.rmtree(self.root / "rebuilt", ignore_errors=True)
        return World(self.root, "rebuilt")


def entry(
    title: str = "Mamba",
    *,
    arxiv: str | None = None,
    doi: str | None = None,
    digest: str = "2025-07-31",
    rank: int = 0,
    abstract: str = "",
    upvotes: int | None = None,
    **known: Any,
) -> Entry:
    """An entry; `digest` is a day or a collection's name."""
    try:
        where = Digest(date.fromisoformat(digest))
    except ValueError:
        where = Digest(name=digest)
    submitter = known.pop("submitter", None)
    paper = Paper(title, abstract, arxiv_id=arxiv, doi=doi, **known)
    return Entry(where, paper, rank, upvotes, submitter=submitter)


def read_plain(stream: BinaryIO, hint: Hint) -> Report:
    """A format that holds any entry; the file's name says how faithful it is."""
    lines = stream.read().decode().splitlines()
    if lines == ["broken"]:
        raise FormatError("broken, on purpose")
    name = "arxiv-atom" if "atom" in hint.name else "page"
    return Report(format=name, entries=map(decode, lines))


def whole(rows: Listing) -> Listing:
    """The list once it is complete."""
    while rows.fill():
        pass
    return rows


def drawn(rows: Listing) -> list[Row]:
    """Every row of a list, complete; each is taken at once, since only so many are kept."""
    whole(rows)
    found = []
    for index in range(len(rows)):
        row = rows.row(index)
        if row is None:  # too slow for a key: a worker loads it
            rows.load(index)
            row = rows.row(index)
        assert row
        found.append(row)
    return found


def titles(rows: Listing) -> list[str]:
    """The titles of a list, in order."""
    return [row.title for row in drawn(rows)]


def seen(library: Library, ids: Sequence[str] = ()) -> dict[str, Any]:
    """All that the user can see, without the keys, which differ from index to index."""
    digests = [each.digest for each in library.calendar()]
    scopes: list[Scope] = [*digests, ALL, UNREAD, STARRED, LATER, NOTES]
    lists = {scope: drawn(library.rows(scope)) for scope in scopes}
    details = {}
    for row in {row.key: row for rows in lists.values() for row in rows}.values():
        detail = library.detail(row.key)
        assert detail is not None
        details[row.id] = (detail.id, detail.paper, detail.facts, detail.entries, detail.note)
    led = {}
    for id in ids:
        key = library.key_of(id)
        found = library.detail(key) if key else None
        led[id] = found.id if found else None
    return {
        "calendar": library.calendar(),
        "counts": library.counts(),
        "lists": {
            scope: [(row.id, row.title, row.facts, row.upvotes, row.has_code) for row in rows]
            for scope, rows in lists.items()
        },
        "details": details,
        "ids": led,
        "names": library.values("submitter", ""),
        "problems": library.problems(),
    }
