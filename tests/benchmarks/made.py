"""Makes libraries of any size out of a few thousand real texts, for the other benchmarks.

    python -m tests.benchmarks.made FOLDER PAPERS …

`fill` writes digest files, to be read in as any others. For a million papers that takes long, and
little of it is of interest to a search; so `make` has the real texts read in, and then writes their
copies straight into the index: each under an id and a day of its own, its abstract cut in three
pieces that change places, so that phrases stay, and now and then with a word that nobody has used
before, since the number of words grows with the papers. A day has fifty papers.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any

from daily_papers.index.records import PLACE_BITS
from daily_papers.index.refresh import refresh
from daily_papers.index.schema import ORDER_BITS
from daily_papers.paths import Paths

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "arxiv-jsonl" / "arxiv-6000.jsonl"
"""Real papers beside the checkout, one JSON object a line."""
TODAY = date(2026, 1, 1)
A_DAY = 50
"""Papers in each digest."""
NEW_WORDS = 0.4
"""New words that a copy brings, on average: some 400,000 stand in a million papers."""

Row = tuple[Any, ...]


def main(folder: Path, sizes: Sequence[int]) -> None:
    for size in sizes:
        library(folder, size)


def library(folder: Path, size: int, texts: Path = REAL) -> Paths:
    """A library of `size` papers, a multiple of `A_DAY`, in `folder`; made if it is not there.

    What it holds belongs to where it lies: its files are empty, and a copy of it would be read in
    again.
    """
    root = folder.resolve() / str(size)
    if not root.is_dir():
        begin = time.perf_counter()
        part = root.with_name(f"{size}.part")
        _make(_paths(part), size, texts)
        part.rename(root)
        took, disk = time.perf_counter() - begin, index_of(_paths(root)).stat().st_size / 1e6
        print(f"made {size:,} papers: {took:,.0f} s, index {disk:,.0f} MB", file=sys.stderr)
    return _paths(root)


def index_of(paths: Paths) -> Path:
    """The file of the index."""
    return max(paths.index.glob("*.db"))


def write_lines(paths: Paths) -> Path:
    """A file of all papers, one a line with its title and abstract; made if it is not there."""
    path = paths.index.with_name("rows.txt")
    if not path.is_file():
        part = path.with_suffix(".part")
        db = sqlite3.connect(index_of(paths))
        with part.open("w", encoding="utf-8") as stream:
            for title, abstract in db.execute("SELECT c0, c1 FROM texts_content"):
                stream.write(f"{title} {abstract}\n")
        db.close()
        part.rename(path)
    return path


def warm(paths: Paths) -> None:
    """Have the index in the system's cache, as it is after the first query."""
    with index_of(paths).open("rb") as stream:
        while stream.read(1 << 24):
            pass


def percentile(values: Iterable[float], number: int) -> float:
    """A percentile; of few values, the nearest."""
    return quantiles(values, n=100, method="inclusive")[number - 1]


def fill(folder: Path, size: int, texts: Path = REAL) -> None:
    """Write digest files as the API gives them; past the last text they come again, shuffled."""
    chance = random.Random(1)
    papers = [json.loads(line) for line in texts.open(encoding="utf-8")]
    day = TODAY
    for start in range(0, size, A_DAY):
        day -= timedelta(days=1)
        digest = []
        for number in range(start, min(start + A_DAY, size)):
            paper = papers[number % len(papers)]
            words, title = paper["summary"].split(), paper["title"]
            month, place = divmod(number, 10_000)
            if number >= len(papers):
                chance.shuffle(words)
                title = f"{title} {number}"
            digest.append({"paper": {
                "id": f"{15 + month // 12}{month % 12 + 1:02}.{place:05}",
                "title": title,
                "summary": " ".join(words),
                "authors": [{"name": name} for name in paper["authors"]],
                "upvotes": chance.randrange(60),
            }})  # fmt: skip
        (folder / f"{day}.hf.json").write_text(json.dumps(digest), encoding="utf-8")


def _paths(root: Path) -> Paths:
    return Paths(root / "cache", root / "index", root / "data", "main", root / "config")


def _make(paths: Paths, size: int, texts: Path) -> None:
    paths.cache.mkdir(parents=True)
    real = min(size, sum(1 for _ in texts.open("rb")) // A_DAY * A_DAY)
    fill(paths.cache, real, texts)
    refresh(paths)
    db = sqlite3.connect(index_of(paths))
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    copies = _Copies(db, paths.cache, real)
    for number in reversed(range(1, -(-size // real))):
        copies.write(number, min(real, size - number * real))
        db.commit()
    db.execute("UPDATE name SET papers = papers * ? / ?", (size, real))
    db.commit()
    db.execute("PRAGMA journal_mode = WAL")
    db.close()


class _Copies:
    """Writes the papers of an index once more, as older ones."""

    def __init__(self, db: sqlite3.Connection, cache: Path, papers: int) -> None:
        self._db = db
        self._cache = cache
        self._days = papers // A_DAY
        self._tables = {
            table: db.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
            for table in ("file", "record", "digest", "entry", "alias")
        }
        self._texts = {
            table: db.execute(f"SELECT * FROM {source} ORDER BY 1").fetchall()
            for table, source in (
                ("prose", "prose"), ("titles", "titles_content"), ("texts", "texts_content"),
                ("names", "names_content"),
            )
        }  # fmt: skip
        # `listed` is worked out by the table itself.
        columns = [name for _, name, *_ in db.execute("PRAGMA table_info(paper)")]
        self._paper = ", ".join(columns)
        self._papers = db.execute(f"SELECT {self._paper} FROM paper ORDER BY key").fetchall()
        self._newest = max(key for key, *_ in self._papers)

    def write(self, number: int, papers: int) -> None:
        """Write the `number`th copy of the newest `papers` of them."""
        chance = random.Random(number)
        days = number * self._days
        keys = -(days << ORDER_BITS)
        first = (self._newest >> ORDER_BITS) - papers // A_DAY + 1 << ORDER_BITS
        kept = {key for key, *_ in self._papers if key >= first}
        # The real papers' ids are all of one month, the first of 2015.
        month = f"{15 + number // 12}{number % 12 + 1:02}"

        def renamed(text: str) -> str:
            return text.replace("1501.", f"{month}.").replace("1501 ", f"{month} ")

        def id_of(text: str) -> str:
            return renamed(text) if text.startswith("arxiv:") else f"{text}-{number}"

        self._insert(f"paper({self._paper})", (
            (key + keys, id_of(id), day - days, *rest)
            for key, id, day, *rest in self._papers if key in kept
        ))  # fmt: skip
        moved = {}
        for file, name, *rest in self._tables["file"]:
            day = date.fromisoformat(os.fsdecode(name)[:10]) - timedelta(days)
            if file <= papers // A_DAY:
                path = self._cache / f"{day}.hf.json"
                path.write_text("[]", encoding="ascii")
                found = path.stat()
                status = found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
                row = file + days, os.fsencode(path.name), *status, *rest[4:]
                self._insert("file", [row])
                moved[file] = day
        self._insert("digest", (
            (id + days, str(moved[id]), day - days, None, 0, 0, 0, 0)
            for id, _, day, *_ in self._tables["digest"] if id in moved
        ))  # fmt: skip
        self._insert("entry", (
            (digest + days, rank, id_of(id), paper + keys, sure)
            for digest, rank, id, paper, sure in self._tables["entry"] if paper in kept
        ))  # fmt: skip
        self._insert("alias", (
            (id_of(id), paper + keys) for id, paper in self._tables["alias"] if paper in kept
        ))  # fmt: skip
        self._insert("record", (
            (id + (days << PLACE_BITS), id_of(work), renamed(arxiv), doi, id_of(title),
             str(moved[id >> PLACE_BITS]), state, renamed(body))
            for id, work, arxiv, doi, title, _, state, body in self._tables["record"]
            if id >> PLACE_BITS in moved
        ))  # fmt: skip
        self._insert("prose", (
            (key + keys, abstract) for key, abstract in self._texts["prose"] if key in kept
        ))  # fmt: skip
        self._insert("titles(rowid, title)", (
            (key + keys, title) for key, title in self._texts["titles"] if key in kept
        ))  # fmt: skip
        self._insert("names(rowid, author, org, keyword, submitter, id, url)", (
            (key + keys, *names, renamed(id), renamed(url))
            for key, *names, id, url in self._texts["names"] if key in kept
        ))  # fmt: skip
        fresh: set[str] = set()
        self._insert("texts(rowid, title, abstract)", (
            (key + keys, title, _stirred(abstract, chance, fresh))
            for key, title, abstract in self._texts["texts"] if key in kept
        ))  # fmt: skip
        words = (("texts", len(word), word) for word in sorted(fresh))
        self._db.executemany("INSERT OR IGNORE INTO word VALUES (?, ?, ?)", words)

    def _insert(self, table: str, rows: Iterable[Row]) -> None:
        written: Iterator[Row] = iter(rows)
        first = next(written)
        sql = f"INSERT INTO {table} VALUES ({', '.join('?' * len(first))})"
        self._db.execute(sql, first)
        self._db.executemany(sql, written)


def _stirred(abstract: str, chance: random.Random, fresh: set[str]) -> str:
    """The words of an abstract in another order, perhaps with one that is `fresh`."""
    words = abstract.split()
    here, there = sorted((chance.randrange(len(words) + 1), chance.randrange(len(words) + 1)))
    words = [*words[there:], *words[here:there], *words[:here]]
    if words and chance.random() < NEW_WORDS:
        one, other = chance.choice(words), chance.choice(words)
        new = one[: len(one) // 2 + 1] + other[len(other) // 2 :]
        fresh.add(new)
        words.append(new)
    return " ".join(words)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(size) for size in sys.argv[2:]])
