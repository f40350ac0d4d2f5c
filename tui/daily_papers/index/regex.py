"""Regular expressions, matched in a process of their own, which can be killed.

An expression may take for ever to fail, and nothing stops it within a process: in a thread of the
reader's it would stop the screen as well. The process (`regex_process`) reads the papers itself,
newest first, and tells which of them match, until it is done, is stopped by the next search, or its
time is up. What was stopped then may be gone on with: the papers below the last are looked at.
"""

from __future__ import annotations

import json
import selectors
import signal
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import IO, Final, TypeAlias

from daily_papers.index.interrupts import Cancelled
from daily_papers.index.schema import day_of
from daily_papers.index.sql import Condition, among, leaves
from daily_papers.papers.fields import SEARCHED_BY_DEFAULT, TextField
from daily_papers.papers.scopes import PlainScope
from daily_papers.query.patterns import literals
from daily_papers.query.tree import And, Node, Regex, conjunction
from daily_papers.subprocesses import module_command

LIMIT: Final = 2.0
"""Seconds after which an expression is stopped."""
PATIENCE: Final = 2.0
"""Seconds after which an expression is stopped that is still at the same paper."""
_COLUMNS: Final[Mapping[TextField | None, str]] = {
    None: f"{{{' '.join(SEARCHED_BY_DEFAULT)}}}",
    **{field: f"{{{field}}}" for field in SEARCHED_BY_DEFAULT},
}
"""Where the words of a field stand in the table `texts`."""
_TELLING: Final = 3
"""Letters of a row from which on few words hold it."""
_WORDS: Final = 500
"""Words that hold a row, up to which papers are looked up by them."""
_KEPT: Final = 8
"""Answers that are kept."""


@dataclass(slots=True)
class Matches:
    """Which papers match the expressions of a query, as far as they were looked at."""

    found: dict[Regex, list[int]] = field(default_factory=dict)
    looked_at: int = 0
    total: int = 0
    """How many papers there were to look at."""
    last: int = 1 << 62
    """The key of the last paper that was looked at; the newest come first."""
    stopped: bool = False
    """Whether the time was up before all were looked at."""

    @property
    def since(self) -> date | None:
        """The day of the last paper that was looked at; `None` where it has none."""
        return day_of(self.last)

    @property
    def conditions(self) -> dict[Regex, Condition]:
        """What papers are like that the expressions match."""
        return {leaf: among(keys) for leaf, keys in self.found.items()}

    @property
    def condition(self) -> Condition | None:
        """What a paper must be like to have been looked at; `None` where all were."""
        return Condition("p.key >= ?", (self.last,)) if self.stopped else None


_Question: TypeAlias = tuple[PlainScope | None, Node]
"""A scope, `None` for rules, and what is looked for in it."""


class Failed(sqlite3.OperationalError):
    """The process ended by itself before it was done: papers cannot be had from the index."""

    sqlite_errorcode = sqlite3.SQLITE_ERROR  # no damage, by which an index would be made again


class _Search:
    """One process, from the question that it is asked to its answer."""

    def __init__(self, scope: PlainScope | None, tree: Node) -> None:
        self.asked = scope, tree
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def stop(self) -> None:
        """Kill the process, or have it killed as soon as there is one. Any thread may."""
        self._stopped = True
        if process := self._process:
            process.kill()

    def run(self, index: Path, question: str, begun: Matches, limit: float) -> Matches:
        """What had been found, and what the process tells until it is done or the limit is reached.

        Raises:
            Cancelled: It was stopped.
            Failed: It ended by itself.
        """
        command = module_command("daily_papers.index.regex_worker", str(index))
        self._process = process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        if self._stopped:  # before there was a process to kill
            process.kill()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            with suppress(BrokenPipeError), process.stdin:  # it is killed: its code tells
                process.stdin.write(question.encode())
            answer = _listen(process.stdout, begun, limit)
            code = 0 if answer.stopped else process.wait()
            if code == -signal.SIGALRM:
                answer.stopped = True
            elif code and self._stopped:
                raise Cancelled
            elif code:
                raise Failed(f"matching regular expressions ended with {code}")
            return answer
        finally:
            process.kill()
            process.wait()
            process.stdout.close()


class Matcher:
    """Runs one process at a time, and keeps what the last ones found. Any thread may ask."""

    def __init__(self, index: Path, limit: float = LIMIT) -> None:
        """Args:
        index: The index that the process reads.
        limit: Seconds that it is given.
        """
        self._index = index
        self._limit = limit
        self._answers: dict[_Question, Matches] = {}
        self._begun: dict[_Question, Matches] = {}
        """What was stopped, and is to be gone on with."""
        self._search: _Search | None = None
        self._lock = threading.Lock()

    def known(self, scope: PlainScope | None, tree: Node) -> Matches | None:
        """The answer, where it is there already; an empty one for a tree without expressions."""
        if not expressions(tree):
            return Matches()
        return self._answers.get((scope, tree))

    def invalidate(self) -> None:
        """Forget all answers, and the search under way: the papers changed."""
        self._begun, self._answers = {}, {}

    def resume(self, scope: PlainScope | None, tree: Node) -> None:
        """Make the next `run` go on with what was stopped."""
        if (answer := self._answers.get((scope, tree))) and answer.stopped:
            self._begun = {(scope, tree): self._answers.pop((scope, tree))}

    def stop(self, unless: _Question | None = None) -> None:
        """Stop the search that is under way, unless it is just that."""
        if (search := self._search) and search.asked != unless:
            search.stop()

    def run(
        self, scope: PlainScope | None, tree: Node, candidates: Callable[[], Condition]
    ) -> Matches:
        """Find what matches; takes as long as that does, or as the limit. For workers.

        Args:
            scope: What is searched; `None` for the papers of a rule.
            tree: The query.
            candidates: Tells a statement that gives the keys of the papers to look at, newest
                first.

        Raises:
            Cancelled: Another search stopped it.
            Failed: The process could not go on.
        """
        with self._lock:
            if (known := self.known(scope, tree)) is not None:
                return known
            answers, asked = self._answers, expressions(tree)
            begun = self._begun.get((scope, tree)) or Matches({leaf: [] for leaf in asked})
            self._search = search = _Search(scope, tree)
            try:
                looked_at = candidates()
                question = {
                    "sql": looked_at.sql,
                    "values": looked_at.values,
                    "leaves": [[leaf.pattern, leaf.field] for leaf in asked],
                    "patience": PATIENCE,
                    "below": begun.last,
                }
                answer = search.run(self._index, json.dumps(question), begun, self._limit)
            finally:
                self._search = None
            while len(answers) >= _KEPT:
                del answers[next(iter(answers))]
            answers[scope, tree] = answer
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


def may_match(db: sqlite3.Connection, leaf: Regex) -> Condition | None:
    """What a paper must be like for `leaf` to match, where the words that it holds tell."""
    columns = _COLUMNS.get(leaf.field)
    rows = literals(leaf.pattern)
    if not columns or not rows or min(map(len, rows)) < _TELLING:
        return None
    words: list[str] = []
    for row in rows:
        select = "SELECT text FROM word WHERE place = 'texts' AND instr(text, ?) LIMIT ?"
        words += [word for (word,) in db.execute(select, (row, _WORDS + 1))]
        if len(words) > _WORDS:
            return None
    if not words:
        return Condition("0")
    match = f"{columns} : (" + " OR ".join(f'"{word}"' for word in words) + ")"
    return Condition("p.key IN (SELECT rowid FROM texts WHERE texts MATCH ?)", (match,))


def _listen(told: IO[bytes], begun: Matches, limit: float) -> Matches:
    """What had been found, and what a process tells until it ends or the limit is reached."""
    found = {leaf: list(keys) for leaf, keys in begun.found.items()}
    answer = replace(begun, found=found, stopped=False)
    end = time.monotonic() + limit
    pending = b""
    with selectors.DefaultSelector() as selector:
        selector.register(told, selectors.EVENT_READ)
        while True:
            if not selector.select(max(0.0, end - time.monotonic())):
                answer.stopped = True
                return answer
            data = told.read1(1 << 16)  # type: ignore[attr-defined]  # a BufferedReader
            if not data:
                return answer
            *lines, pending = (pending + data).split(b"\n")
            _note(answer, lines, begun.looked_at)


def _note(answer: Matches, lines: Iterable[bytes], before: int) -> None:
    for line in lines:
        kind, *numbers = line.split()
        match kind, list(map(int, numbers)):
            case b"of", [total]:
                answer.total = before + total
            case b"at", [last, looked_at]:
                answer.last, answer.looked_at = last, before + looked_at
            case b"in", [key, *matched]:
                for keys, found in zip(answer.found.values(), matched, strict=True):
                    if found:
                        keys.append(key)
