"""`triage`: goes through unread papers one by one, in the reader or, with `--plain`, in lines.

Lines are for screen readers and dumb terminals: nothing is overwritten, moved or coloured. An
answer is a letter and enter, from a terminal or a pipe.
"""

from __future__ import annotations

import io
import sys
import time
from argparse import Namespace
from typing import Final

from daily_papers.commands.arguments import Parser
from daily_papers.commands.context import load_paths
from daily_papers.commands.open_library import (
    check_saved,
    find_papers,
    open_library,
    read_query,
    restartable,
)
from daily_papers.commands.output import OUT, prose_width, say
from daily_papers.commands.registry import Command
from daily_papers.humanize import duration, quantity
from daily_papers.library import ActResult, Library
from daily_papers.papers import gist, prose
from daily_papers.papers.cells import wrap
from daily_papers.papers.rows import Detail
from daily_papers.papers.verdicts import VERDICTS
from daily_papers.query.tree import Is, Query, conjunction
from daily_papers.query.vocabulary import IS_UNREAD
from daily_papers.state.acts import decide, describe
from daily_papers.triage_queue import TriageQueue

_ACTS: Final = {**{each.letter: each.act for each in VERDICTS}, "e": "done"}
"""The acts by their letter."""
_PROMPT: Final = f"{' '.join(_ACTS)}, space, u, a, q, ?"
_HELP: Final = f"""\
{", ".join(f"{letter} {act}" for letter, act in _ACTS.items())}; space or nothing skips; u undoes
the last verdict; a prints the abstract; q quits. Press enter after each letter."""


def add_arguments(parser: Parser) -> None:
    """The arguments of `triage`."""
    parser.add_argument("query", nargs="*", metavar="QUERY", help="which unread papers")
    parser.add_argument("--plain", action="store_true", help="plain lines instead of the reader")


@restartable
def run(options: Namespace) -> int:
    """Go through the unread papers that match a query."""
    if not options.plain:
        from daily_papers.commands import open_reader

        return open_reader.triage(options, " ".join(options.query))
    given = read_query(options.query)
    query = Query(conjunction([given.tree, Is(IS_UNREAD)]), given.sort)
    with open_library(load_paths(options), may_restart=True) as library:
        listing = find_papers(library, query)
        queue = TriageQueue([listing.key(at) for at in range(len(listing))], time.monotonic)
        if not queue.total:
            say("No unread papers match." if options.query else "Nothing unread.")
            return 0
        say(quantity(queue.total, "unread paper") + ".", _HELP)
        _Dialogue(library, queue).run()
    return 0


class _Dialogue:
    """Prints a paper, reads an answer, and so on until the end or `q`."""

    def __init__(self, library: Library, queue: TriageQueue) -> None:
        self._library = library
        self._queue = queue
        self._detail: Detail | None = None

    def run(self) -> None:
        """Go on until no paper is left, or the answer is `q` or the end of input."""
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")
        self._print_paper()
        while self._queue.current is not None:
            print(f"{_PROMPT}: ", end="", file=OUT, flush=True)
            line = sys.stdin.readline()
            if not sys.stdin.isatty():
                say("")  # a terminal echoes enter itself
            answer = line.strip().lower()
            if not line or answer == "q":
                break
            self._answer(answer)
        self._print_summary()

    def _answer(self, answer: str) -> None:
        queue = self._queue
        if answer in _ACTS:
            self._decide(_ACTS[answer])
        elif not answer:
            queue.move(1)
        elif answer == "u":
            self._undo()
        elif answer == "a":
            say(*self._abstract())
            return
        else:
            say(_HELP)
            return
        self._print_paper()

    def _decide(self, act: str) -> None:
        """Give a verdict, which sets and never toggles."""
        key, detail = self._queue.current, self._detail
        assert key is not None
        changes = detail is not None and any(decide(act, [detail.facts]).changes)
        if changes:
            self._settle(self._library.act(act, [key]))
        self._queue.decide(act, written=changes)
        say(f"{describe(act, 1)}.")

    def _undo(self) -> None:
        """Undo the last verdict of this triage, and go back to its paper."""
        last = self._queue.last
        if last is None:
            say("Nothing to undo here.")
            return
        if last.written:
            outcome = self._library.undo(ask=False)
            self._settle(outcome)
            say(f"{outcome.words}.")
        self._queue.undo(last.key)

    def _settle(self, outcome: ActResult) -> None:
        check_saved(outcome)  # where one act cannot be saved, the next cannot either
        self._library.show_result(outcome)

    def _print_paper(self) -> None:
        """Print which paper it is, and what it does."""
        queue = self._queue
        if queue.current is None:
            return
        detail = self._detail = self._library.detail(queue.current)
        if detail is None:
            say("", f"{queue.position} of {queue.total}: this paper is no longer in the cache.")
            return
        title = prose.read_title(detail.paper.title)
        body = "\n\n".join(prose.read_abstract(detail.paper.abstract))
        verdict = detail.facts.verdict
        position = f"{queue.position} of {queue.total}" + (f", {verdict}" if verdict else "")
        say("", f"{position}: {title}")
        if sentence := gist.find(body, title).sentence:
            say(" ".join(sentence.split()))

    def _abstract(self) -> list[str]:
        """The lines of the abstract, and the user's tags."""
        if self._detail is None:
            return []
        paragraphs = prose.read_abstract(self._detail.paper.abstract)
        lines = [text[start:end] for text in paragraphs for start, end in wrap(text, prose_width())]
        tags = " ".join(f"#{tag}" for tag in self._detail.facts.tags)
        return [*(lines or ["No abstract in this digest."]), *([tags] if tags else [])]

    def _print_summary(self) -> None:
        queue = self._queue
        counts = [f"{len(queue.with_verdict(each.act))} {each.register}" for each in VERDICTS]
        decided = f"{len(queue.verdicts)} of {queue.total} decided"
        say("", f"{decided}: {', '.join(counts)}; {duration(queue.seconds)}.")


COMMAND: Final = Command(
    run,
    """\
  daily-papers triage                               the reader, one paper at a time
  daily-papers triage --plain                       in lines: all unread papers, newest first
  daily-papers triage --plain date:today            only today's
  printf 's\\nd\\n' | daily-papers triage --plain     one verdict per line
""",
    add_arguments,
)
