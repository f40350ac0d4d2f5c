"""A "Daily Papers" page pasted as text: titles, each with its abstract, and what stands around.

A block is a title or an abstract by how it reads and by what stands around it. None is dropped in
silence: what cannot be paired is noted as an orphan, what is not understood as skipped. A title
alone is a paper only where the page's marks (votes, authors, a date, a heading) vouch for it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from daily_papers.formats.fields import LONGEST_LINE, LONGEST_TEXT
from daily_papers.formats.page_blocks import read_blocks
from daily_papers.formats.page_cards import Card, Cards
from daily_papers.formats.page_header import read_header
from daily_papers.formats.page_lines import Day
from daily_papers.formats.placing import Content, Found, Placing, gather, latest
from daily_papers.formats.report import Hint, Kind, Problem, Report
from daily_papers.papers.model import Paper, fold_title

_FOREIGN = re.compile(
    r'^[ \t]*(?:[\[{][ \t]*)*"(?:paper|title|id|abstract|summary|authors)"[ \t]*:'
    r"|^[ \t]*<(?:\?xml|feed|rss)\b",
    re.MULTILINE,
)
_MOST_LINES: Final = 500_000
_SHOWN: Final = 80
_ABSTRACT: Final = 100
"""Characters that an abstract has at least, where nothing else tells that it is one."""


def read_page(text: str, hint: Hint) -> Report:
    """The report of a pasted page.

    Raises:
        Problem: There is no paper in it, or a second page or format.
    """
    if text.count("\n") + text.count("\r") > _MOST_LINES:
        raise Problem("no digest in this text: it has more lines than any page")
    if foreign := _FOREIGN.search(text):
        line = text.count("\n", 0, foreign.end()) + 1
        raise Problem(
            f"two formats in one file: a page, and JSON or XML from line {line} on: "
            "save each in a file of its own"
        )
    report = Report("page", iter(()), source="page", extension="txt")
    blocks = read_blocks(text)
    header = read_header(blocks, text, report)
    cards = Cards(blocks[header.end :], report, header.day)
    papers = _papers(cards.read(), report)
    if not papers or not (header.named or header.day or _looks_like_papers(papers, report)):
        raise Problem(_no_paper(cards.submitters))
    today = hint.modified or date.today()
    day = _date(header.day, today)
    inferred = bool(header.day and header.day.year is None)
    placing = Placing(hint, Content(search=header.search, day=day, inferred=inferred))
    bound = placing.day or day or today
    gather(report, [_found(card, bound) for card in papers], placing)
    return report


def _looks_like_papers(papers: list[Card], report: Report) -> bool:
    """Whether a text that does not call itself Daily Papers is such a page, not a letter."""
    orphans = sum(note.kind is Kind.ORPHAN for note in report.notes)
    real = sum(len(card.abstract) >= _ABSTRACT or bool(card.arxiv_id) for card in papers)
    return real > orphans


def _papers(cards: list[Card], report: Report) -> list[Card]:
    """The cards that are papers; the others are noted."""
    known = {fold_title(card.title) for card in cards if card.abstract or card.vouched}
    papers = []
    for card in cards:
        title = card.title[:_SHOWN]
        if card.abstract or card.vouched:
            papers.append(card)
            if not card.abstract:
                report.note(Kind.ORPHAN, f"a title without an abstract: {title}", card.line)
        elif fold_title(card.title) in known:
            report.note(Kind.DOUBLE, title, card.line)
        else:
            words = f"a title without an abstract, not shown: {title}"
            report.note(Kind.ORPHAN, words, card.line)
    return papers


def _found(card: Card, bound: date) -> Found:
    """The paper of `card`; a date without a year is the latest that is not after `bound`."""
    return Found(
        Paper(
            title=card.title[:LONGEST_LINE],
            abstract=card.abstract[:LONGEST_TEXT],
            arxiv_id=card.arxiv_id,
            stars=card.stars,
            organization=card.organization,
            published=_date(card.published, bound),
        ),
        upvotes=card.upvotes,
        comments=card.comments,
        submitter=card.submitter,
        line=card.line,
    )


def _date(day: Day | None, bound: date) -> date | None:
    if not day:
        return None
    if day.year is None:
        return latest(day.month, day.day, bound)
    try:
        return date(day.year, day.month, day.day)
    except ValueError:
        return None


def _no_paper(submitters: int) -> str:
    if submitters:
        return (
            f"no paper in this page: it kept {submitters} 'Submitted by' lines and no title; "
            "copy the page's whole text, or use the API's answer"
        )
    return "no digest in this text: expected titles, each followed by its abstract"
