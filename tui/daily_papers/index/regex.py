"""Matches regular expressions in a process of their own, which can be killed.

An expression may take for ever to fail, and nothing stops it within a process: in a thread of the
reader it would stop the screen as well. The process (`regex_worker`) reads the papers itself,
newest first, and reports which of them match, until it is done, is stopped by the next search, or
reaches its time limit. Such a search can be resumed below the last paper.
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

from daily_papers.index.damage import EXIT_CODE, Unreadable
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
"""Seconds after which an expression is stopped that is still matched against one paper."""
_COLUMNS: Final[Mapping[TextField | None, str]] = {
    None: f"{{{' '.join(SEARCHED_BY_DEFAULT)}}}",
    **{field: f"{{{field}}}" for field in SEARCHED_BY_DEFAULT},
}
"""The columns of the table `texts` for each field."""
_RARE: Final = 3
"""Letters of a literal from which on few words contain it."""
_WORDS: Final = 500
"""Words that contain a literal, up to which papers are looked up by them."""
_KEPT: Final = 8
"""Answers that are remembered."""


@dataclass(slots=True)
class Matches:
    """Which papers match the expressions of a query, of those that were looked at."""

    found: dict[Regex, list[int]] = field(default_factory=dict)
    looked_at: int = 0
    total: int = 0
    """How many papers there were to look at."""
    last: int = 1 << 62
    """The key of the last paper that was looked at; the newest come first."""
    stopped: bool = False
    """Whether the time limit was reached before all were looked at."""

    @property
    def since(self) -> date | None:
        """The day of the last paper that was looked at; `None` where it has none."""
        return day_of(self.last)

    @property
    def conditions(self) -> dict[Regex, Condition]:
        """The condition of the papers that each expression matches."""
        return {leaf: among(keys) for leaf, keys in self.found.items()}

    @property
    def condition(self) -> Condition | None:
        """The condition of the papers that were looked at; `None` where all were."""
        return Condition("p.key >= ?", (self.last,)) if self.stopped else None


_Question: TypeAlias = tuple[PlainScope | None, Node]
"""A scope, `None` for rules, and what is looked for in it."""


_DAMAGED: Final = (EXIT_CODE, -signal.SIGBUS)
"""How the process ends on a damaged index, and on one that is shorter than it was."""


class Failed(sqlite3.OperationalError):
    """The process failed: papers cannot be read from the index."""

    sqlite_errorcode = sqlite3.SQLITE_ERROR  # not damage, after which a new index would be started


class _Search:
    """One process, from its question to its answer."""

    def __init__(self, scope: PlainScope | None, tree: Node) -> None:
        self.question = scope, tree
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def stop(self) -> None:
        """Kill the process, or have it killed as soon as it starts. Thread-safe."""
        self._stopped = True
        if process := self._process:
            process.kill()

    def run(self, index: Path, question: str, former: Matches, limit: float) -> Matches:
        """What had been found, and what the process reports until it ends or the limit is reached.

        Raises:
            Cancelled: It was stopped.
            Unreadable: The index is damaged.
            Failed: It failed.
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
            with suppress(BrokenPipeError), process.stdin:  # it was killed: see its exit code
                process.stdin.write(question.encode())
            answer = _listen(process.stdout, former, limit)
            code = 0 if answer.stopped else process.wait()
            if code == -signal.SIGALRM:
                answer.stopped = True
            elif code and self._stopped:
                raise Cancelled
            elif code in _DAMAGED:
                raise Unreadable("matching regular expressions met damage")
            elif code:
                raise Failed(f"matching regular expressions ended with {code}")
            return answer
        finally:
            process.kill()
            process.wait()
            process.stdout.close()


class Matcher:
    """Runs one process at a time, and remembers the last answers. Thread-safe."""

    def __init__(self, index: Path, limit: float = LIMIT) -> None:
        """Args:
        index: The index that the process reads.
        limit: Seconds that it is given.
        """
        self._index = index
        self._limit = limit
        self._answers: dict[_Question, Matches] = {}
        self._partial: dict[_Question, Matches] = {}
        """What was stopped, and is to be resumed."""
        self._search: _Search | None = None
        self._lock = threading.Lock()

    def known(self, scope: PlainScope | None, tree: Node) -> Matches | None:
        """The answer, if it is known; an empty one for a tree without expressions."""
        if not expressions(tree):
            return Matches()
        return self._answers.get((scope, tree))

    def invalidate(self) -> None:
        """Forget all answers, and the search under way: the papers changed."""
        self._partial, self._answers = {}, {}

    def resume(self, scope: PlainScope | None, tree: Node) -> None:
        """Make the next `run` go on with what was stopped."""
        if (answer := self._answers.get((scope, tree))) and answer.stopped:
            self._partial = {(scope, tree): self._answers.pop((scope, tree))}

    def stop(self, unless: _Question | None = None) -> None:
        """Stop the search under way, unless it has this question."""
        if (search := self._search) and search.question != unless:
            search.stop()

    def run(
        self, scope: PlainScope | None, tree: Node, candidates: Callable[[], Condition]
    ) -> Matches:
        """Find what matches, however long it takes, up to the limit. For workers.

        Args:
            scope: What is searched; `None` for the papers of a rule.
            tree: The query.
            candidates: Gives a statement for the keys of the papers to look at, newest first.

        Raises:
            Cancelled: Another search stopped it.
            Failed: The process failed.
        """
        with self._lock:
            if (known := self.known(scope, tree)) is not None:
                return known
            answers, asked = self._answers, expressions(tree)
            former = self._partial.get((scope, tree)) or Matches({leaf: [] for leaf in asked})
            self._search = search = _Search(scope, tree)
            try:
                statement = candidates()
                question = {
                    "sql": statement.sql,
                    "values": statement.values,
                    "leaves": [[leaf.pattern, leaf.field] for leaf in asked],
                    "patience": PATIENCE,
                    "below": former.last,
                }
                answer = search.run(self._index, json.dumps(question), former, self._limit)
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
    """The rest of a tree that every hit must match, without its expressions."""
    nodes = tree.nodes if isinstance(tree, And) else (tree,)
    return conjunction(node for node in nodes if not expressions(node))


def required(tree: Node) -> list[Regex]:
    """The expressions that every hit matches."""
    nodes = tree.nodes if isinstance(tree, And) else (tree,)
    return [node for node in nodes if isinstance(node, Regex)]


def may_match(db: sqlite3.Connection, leaf: Regex) -> Condition | None:
    """A condition that every paper meets that `leaf` matches, from the words in it; else `None`."""
    columns = _COLUMNS.get(leaf.field)
    parts = literals(leaf.pattern)
    if not columns or not parts or min(map(len, parts)) < _RARE:
        return None
    words: list[str] = []
    for part in parts:
        select = "SELECT text FROM word WHERE place = 'texts' AND instr(text, ?) LIMIT ?"
        words += [word for (word,) in db.execute(select, (part, _WORDS + 1))]
        if len(words) > _WORDS:
            return None
    if not words:
        return Condition("0")
    match = f"{columns} : (" + " OR ".join(f'"{word}"' for word in words) + ")"
    return Condition("p.key IN (SELECT rowid FROM texts WHERE texts MATCH ?)", (match,))


def _listen(output: IO[bytes], former: Matches, limit: float) -> Matches:
    """What had been found, and what a process reports until it ends or the limit is reached."""
    found = {leaf: list(keys) for leaf, keys in former.found.items()}
    answer = replace(former, found=found, stopped=False)
    end = time.monotonic() + limit
    pending = b""
    with selectors.DefaultSelector() as selector:
        selector.register(output, selectors.EVENT_READ)
        while True:
            if not selector.select(max(0.0, end - time.monotonic())):
                answer.stopped = True
                return answer
            data = output.read1(1 << 16)  # type: ignore[attr-defined]  # a BufferedReader
            if not data:
                return answer
            *lines, pending = (pending + data).split(b"\n")
            _read(answer, lines, former.looked_at)


def _read(answer: Matches, lines: Iterable[bytes], before: int) -> None:
    """Add the output lines of a process to an answer."""
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
