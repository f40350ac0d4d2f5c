"""`triage`: the reader with unread papers one by one; with `--plain`, in lines.

Lines are for a screen reader or a dumb terminal. Nothing is ever drawn over, moved or coloured:
each act adds a line. An answer is a letter and enter, from a terminal or from a pipe.
"""

from __future__ import annotations

import io
import sys
import time
from argparse import Namespace
from typing import Final

from daily_papers import humanize
from daily_papers.commands import context
from daily_papers.commands.arguments import Parser
from daily_papers.commands.command import Command, Failed
from daily_papers.commands.open_library import find, opened, read_query
from daily_papers.commands.output import measure, say
from daily_papers.humanize import quantity
from daily_papers.library import ActResult, Library
from daily_papers.papers import gist, prose
from daily_papers.papers.cells import wrap
from daily_papers.papers.rows import Detail
from daily_papers.query.tree import Is, Query, conjunction
from daily_papers.query.vocabulary import IS_UNREAD
from daily_papers.state.acts import decide, describe
from daily_papers.triage import Session

_LETTERS: Final = {"s": "star", "b": "later", "d": "dismiss", "e": "done"}
_PROMPT: Final = "s b d e, space, u, a, q, ?"
_HELP: Final = """\
s star, b later, d dismiss, e done; space or nothing skips; u takes the last verdict back;
a reads the abstract; q quits. Enter after each letter."""


def arguments(parser: Parser) -> None:
    """What `triage` takes."""
    parser.add_argument("query", nargs="*", metavar="QUERY", help="which of the unread papers")
    parser.add_argument("--plain", action="store_true", help="in lines, not on a screen")


def triage(options: Namespace) -> int:
    """Go through the unread papers that a query asks for."""
    if not options.plain:
        from daily_papers.commands import open_reader

        return open_reader.triage(options, " ".join(options.query))
    asked = read_query(options.query)
    query = Query(conjunction([asked.tree, Is(IS_UNREAD)]), asked.sort)
    with opened(context.find(options)) as library:
        listing = find(library, query)
        session = Session([listing.key(at) for at in range(len(listing))], time.monotonic)
        if not session.total:
            say("Nothing unread" + (" answers the query." if options.query else "."))
            return 0
        say(quantity(session.total, "unread paper") + ".", _HELP)
        _Conversation(library, session).run()
    return 0


class _Conversation:
    """Tells a paper, takes an answer, and so on until the end or `q`."""

    def __init__(self, library: Library, session: Session) -> None:
        self._library = library
        self._session = session
        self._detail: Detail | None = None

    def run(self) -> None:
        """Talk until there is no paper left, `q` is answered or nobody answers any more."""
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")
        self._tell()
        while self._session.key is not None:
            print(f"{_PROMPT}: ", end="", flush=True)
            line = sys.stdin.readline()
            if not sys.stdin.isatty():
                print()  # the enter of a terminal's own echo
            answer = line.strip().lower()
            if not line or answer == "q":
                break
            self._take(answer)
        self._sum_up()

    def _take(self, answer: str) -> None:
        session = self._session
        if answer in _LETTERS:
            self._decide(_LETTERS[answer])
        elif not answer:
            session.move(1)
        elif answer == "u":
            self._undo()
        elif answer == "a":
            say(*self._abstract())
            return
        else:
            say(_HELP)
            return
        self._tell()

    def _decide(self, act: str) -> None:
        """Do a verdict, which sets and never toggles, and say so."""
        key, detail = self._session.key, self._detail
        assert key is not None
        changes = detail is not None and any(decide(act, [detail.facts]).changes)
        if changes:
            self._settle(self._library.act(act, [key]))
        self._session.decide(act, written=changes)
        say(f"{describe(act, 1)}.")

    def _undo(self) -> None:
        """Take the last verdict of this triage back, and go back to its paper."""
        last = self._session.last
        if last is None:
            say("Nothing to undo here.")
            return
        if last.written:
            outcome = self._library.undo(ask=False)
            self._settle(outcome)
            say(f"{outcome.words}.")
        self._session.take_back(last.key)

    def _settle(self, outcome: ActResult) -> None:
        """Raises `Failed` where the act is not on the disk: the next would be as well."""
        if not outcome.saved:
            raise Failed(f"{outcome.words}; see `daily-papers doctor`")
        self._library.settle(outcome)

    def _tell(self) -> None:
        """Say which paper it is, and what it does."""
        session = self._session
        if session.key is None:
            return
        detail = self._detail = self._library.detail(session.key)
        if detail is None:
            say("", f"{session.place} of {session.total}: this paper is gone from the cache.")
            return
        title = prose.read_title(detail.paper.title)
        body = "\n\n".join(prose.read_abstract(detail.paper.abstract))
        verdict = detail.facts.verdict
        place = f"{session.place} of {session.total}" + (f", {verdict}" if verdict else "")
        say("", f"{place}: {title}")
        if sentence := gist.find(body, title).sentence:
            say(" ".join(sentence.split()))

    def _abstract(self) -> list[str]:
        """The abstract in lines, and the user's tags."""
        if self._detail is None:
            return []
        paragraphs = prose.read_abstract(self._detail.paper.abstract)
        lines = [text[start:end] for text in paragraphs for start, end in wrap(text, measure())]
        tags = " ".join(f"#{tag}" for tag in self._detail.facts.tags)
        return [*(lines or ["No abstract in this digest."]), *([tags] if tags else [])]

    def _sum_up(self) -> None:
        session = self._session
        counts = [
            f"{len(session.with_verdict(act))} {word}"
            for act, word in (("star", "starred"), ("later", "later"), ("dismiss", "dismissed"))
        ]
        decided = f"{len(session.decided)} of {session.total} decided"
        say("", f"{decided}: {', '.join(counts)}; {humanize.duration(session.seconds)}.")


COMMANDS: Final = {
    "triage": Command(
        triage,
        """\
  daily-papers triage                               the reader, one paper at a time
  daily-papers triage --plain                       in lines, all unread papers, newest first
  daily-papers triage --plain date:today            those of today
  printf 's\\nd\\n' | daily-papers triage --plain     a verdict a line
""",
        arguments,
    ),
}
