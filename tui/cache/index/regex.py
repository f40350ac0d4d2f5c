"""Regular expressions, matched in a process of their own, which can be killed.

An expression may take for ever to fail, and nothing stops it within a process: in a thread of the
reader's it would stop the screen as well. The process reads the papers itself, newest first, and
writes which of them match, until it is done, is stopped by the next search, or its time is up.

`python -m tui.cache.index.regex INDEX` reads one JSON object from standard input, `{"sql": …,
"values": […], "leaves": [[PATTERN, FIELD], …]}`, and writes a line for each paper that `sql` gives:
its key and, for each expression, 1 or 0.
"""

from __future__ import annotations

import json
import selectors
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from tui.cache.index.conditions import Condition, leaves
from tui.cache.index.listing import Cancelled
from tui.cache.index.merge import Work, merge
from tui.cache.index.schema import ORDER_BITS
from tui.cache.index.standing import ids_of
from tui.cache.index.write import load
from tui.papers import prose
from tui.papers.text import clean_line, clean_text
from tui.query.patterns import compiled, literal
from tui.query.tree import And, Node, Regex, conjunction
from tui.query.vocabulary import TextField
from tui.state.ledger import Ledger

LIMIT: Final = 2.0
"""Seconds after which an expression is stopped."""
_FOLDED: Final[Mapping[TextField | None, Sequence[str]]] = {
    None: ("c0", "c1"),
    TextField.TITLE: ("c0",),
    TextField.ABSTRACT: ("c1",),
}
"""Where the folded text of a field stands in the table `texts_content`."""
_KEPT: Final = 8
"""Answers that are kept."""


@dataclass(slots=True)
class Matches:
    """Which papers match the expressions of a query, as far as they were looked at."""

    found: dict[Regex, list[int]] = field(default_factory=dict)
    looked_at: int = 0
    last: int = 1 << 62
    """The key of the last paper that was looked at; the newest come first."""
    stopped: bool = False
    """Whether the time was up before all were looked at."""

    @property
    def since(self) -> date | None:
        """The day from which on all were looked at: the last there is, where not even one was;
        `None` where nothing was left out.
        """
        if not self.stopped:
            return None
        ordinal = self.last >> ORDER_BITS
        return date.fromordinal(max(1, ordinal)) if ordinal < date.max.toordinal() else date.max

    @property
    def condition(self) -> Condition | None:
        """What a paper must be like to have been looked at; `None` where all were."""
        return Condition("p.key >= ?", (self.last,)) if self.stopped else None


class Matcher:
    """Runs one process at a time, and keeps what the last ones found. Any thread may ask."""

    def __init__(self, index: Path, limit: float = LIMIT) -> None:
        """Args:
        index: The index that the process reads.
        limit: Seconds that it is given.
        """
        self._index = index
        self._limit = limit
        self._answers: dict[tuple[str, Node], Matches] = {}
        self._process: subprocess.Popen[bytes] | None = None
        self._asked: tuple[str, Node] | None = None
        self._lock = threading.Lock()

    def known(self, scope: str, tree: Node) -> Matches | None:
        """The answer, where it is there already; an empty one for a tree without expressions."""
        if not expressions(tree):
            return Matches()
        return self._answers.get((scope, tree))

    def forget(self) -> None:
        """The papers changed."""
        self._answers.clear()

    def stop(self, unless: tuple[str, Node] | None = None) -> None:
        """Kill the process, unless it answers just that."""
        if self._process and self._asked != unless:
            self._process.kill()

    def run(self, scope: str, tree: Node, candidates: Condition) -> Matches:
        """Find what matches; takes as long as that does, or as the limit. For workers.

        Args:
            scope: What is searched.
            tree: The query.
            candidates: A statement that gives the keys of the papers to look at, newest first.

        Raises:
            Cancelled: Another search stopped it.
        """
        with self._lock:
            if (known := self.known(scope, tree)) is not None:
                return known
            asked = expressions(tree)
            question = {
                "sql": candidates.sql,
                "values": candidates.values,
                "leaves": [[leaf.pattern, leaf.field] for leaf in asked],
            }
            command = [sys.executable, "-m", "tui.cache.index.regex", str(self._index)]
            self._asked = scope, tree
            self._process = process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            try:
                answer = _listen(process, json.dumps(question).encode(), asked, self._limit)
            finally:
                process.kill()
                process.wait()
                for pipe in (process.stdin, process.stdout):
                    if pipe:
                        pipe.close()
                self._process = None
            while len(self._answers) >= _KEPT:
                del self._answers[next(iter(self._answers))]
            self._answers[scope, tree] = answer
            return answer


def expressions(tree: Node) -> list[Regex]:
    """The regular expressions of a tree, each once."""
    return list(dict.fromkeys(leaf for leaf in leaves(tree) if isinstance(leaf, Regex)))


def without_expressions(tree: Node) -> Node:
    """What a paper must be like for the expressions to matter: all else that is asked of it."""
    nodes = tree.nodes if isinstance(tree, And) else (tree,)
    return conjunction(node for node in nodes if not expressions(node))


def required(tree: Node) -> list[Regex]:
    """The expressions that every hit matches."""
    nodes = tree.nodes if isinstance(tree, And) else (tree,)
    return [node for node in nodes if isinstance(node, Regex)]


def may_match(leaf: Regex) -> Condition | None:
    """What the folded text of a paper must be like for `leaf` to match, where that is known."""
    row = literal(leaf.pattern)
    columns = _FOLDED.get(leaf.field)
    if not row or not columns:
        return None
    held = " OR ".join(f"instr(c.{column}, ?)" for column in columns)
    sql = f"EXISTS (SELECT 1 FROM texts_content c WHERE c.id = p.key AND ({held}))"
    return Condition(sql, (row,) * len(columns))


def _listen(
    process: subprocess.Popen[bytes], question: bytes, asked: Sequence[Regex], limit: float
) -> Matches:
    """What the process tells until it is done or the limit is reached."""
    assert process.stdin is not None
    assert process.stdout is not None
    answer = Matches({leaf: [] for leaf in asked})
    process.stdin.write(question)
    process.stdin.close()
    end = time.monotonic() + limit
    pending = b""
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            if not selector.select(max(0.0, end - time.monotonic())):
                answer.stopped = True
                return answer
            data = process.stdout.read1(1 << 16)  # type: ignore[attr-defined]  # a BufferedReader
            if not data:
                break
            *lines, pending = (pending + data).split(b"\n")
            _note(answer, asked, lines)
    if process.wait() != 0:
        raise Cancelled
    return answer


def _note(answer: Matches, asked: Sequence[Regex], lines: Iterable[bytes]) -> None:
    for line in lines:
        key, *matched = map(int, line.split())
        answer.looked_at += 1
        answer.last = key
        for leaf, match in zip(asked, matched, strict=True):
            if match:
                answer.found[leaf].append(key)


# In the process


def main(index: str) -> None:
    """Answer the question on standard input."""
    question = json.load(sys.stdin)
    asked = [
        (compiled(pattern).search, TextField(name) if name else None)
        for pattern, name in question["leaves"]
    ]
    with closing(sqlite3.connect(f"{Path(index).as_uri()}?mode=ro", uri=True)) as db:
        keys = db.execute(question["sql"], question["values"]).fetchall()
        for number, (key,) in enumerate(keys):
            texts = _Texts(db, key)
            matched = (any(map(search, texts.of(name))) for search, name in asked)
            # The first are told at once, so that one that never ends is known to have begun.
            print(key, *map(int, matched), flush=number < 64 or number % 64 == 0)


class _Texts:
    """The text of one paper, as it is shown."""

    def __init__(self, db: sqlite3.Connection, key: int) -> None:
        self._db = db
        self._key = key
        self._read: Work | None = None

    def of(self, name: TextField | None) -> Sequence[str]:
        """The texts of a field, or title and abstract."""
        return _FIELDS[name](self)

    @property
    def _work(self) -> Work:
        if self._read is None:
            select = "SELECT id FROM paper WHERE key = ?"
            self._read = merge(load(self._db, *self._db.execute(select, (self._key,)).fetchone()))
        return self._read

    def title(self) -> Sequence[str]:
        select = "SELECT title FROM paper WHERE key = ?"
        return [title for (title,) in self._db.execute(select, (self._key,))]

    def abstract(self) -> Sequence[str]:
        return ["\n\n".join(prose.read_abstract(self._work.paper.abstract))]

    def both(self) -> Sequence[str]:
        return [*self.title(), *self.abstract()]

    def authors(self) -> Sequence[str]:
        return [clean_line(name) for name in self._work.paper.authors]

    def org(self) -> Sequence[str]:
        return [clean_line(self._work.paper.organization or "")]

    def keywords(self) -> Sequence[str]:
        return [clean_line(name) for name in self._work.paper.keywords]

    def submitters(self) -> Sequence[str]:
        return [clean_line(each.submitter) for each in self._work.entries if each.submitter]

    def ids(self) -> Sequence[str]:
        return list(filter(None, (self._work.paper.arxiv_id, self._work.paper.doi)))

    def urls(self) -> Sequence[str]:
        paper = self._work.paper
        return list(filter(None, (paper.url, paper.github, paper.project)))

    def tags(self) -> Sequence[str]:
        rows = self._db.execute("SELECT tags FROM paper WHERE key = ?", (self._key,))
        return [tag for (tags,) in rows if tags for tag in json.loads(tags)]

    def note(self) -> Sequence[str]:
        ids = ids_of(self._db, [self._key])[self._key]
        return [clean_text(Ledger(self._db).detail(ids).note)]


_FIELDS: Final[Mapping[TextField | None, Callable[[_Texts], Sequence[str]]]] = {
    None: _Texts.both,
    TextField.TITLE: _Texts.title,
    TextField.ABSTRACT: _Texts.abstract,
    TextField.AUTHOR: _Texts.authors,
    TextField.ORG: _Texts.org,
    TextField.KEYWORD: _Texts.keywords,
    TextField.SUBMITTER: _Texts.submitters,
    TextField.ID: _Texts.ids,
    TextField.TAG: _Texts.tags,
    TextField.NOTE: _Texts.note,
    TextField.URL: _Texts.urls,
}


if __name__ == "__main__":
    main(sys.argv[1])
