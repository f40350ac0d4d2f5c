"""A "Daily Papers" page pasted as text: titles, each with its abstract, and what is around them.

A block is a title or an abstract by what it looks like and by what is around it. Whatever cannot be
paired is reported as an orphan, what is not understood as skipped. A title alone is a paper only
where the page's marks (votes, authors, a date, a heading) say that it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from daily_papers.formats.entries import DigestInfo, EntryBuilder, FoundPaper, set_entries
from daily_papers.formats.fields import MAX_LINE, MAX_TEXT
from daily_papers.formats.input_file import InputFile
from daily_papers.formats.page_blocks import Block, BlockKind, PageDate, TextShape, read_blocks
from daily_papers.formats.report import DiagnosticKind, FormatError, Hint, Report
from daily_papers.papers.model import Paper, find_arxiv_id, fold_title

_FOREIGN = re.compile(
    r'^[ \t]*(?:[\[{][ \t]*)*"(?:paper|title|id|abstract|summary|authors)"[ \t]*:'
    r"|^[ \t]*<(?:\?xml|feed|rss)\b",
    re.MULTILINE,
)
_MAX_LINES: Final = 500_000
_SHOWN: Final = 80
"""Characters of a title in a diagnostic."""
_MIN_ABSTRACT: Final = 100
"""Characters of an abstract, where nothing else says that it is one."""
_QUERY_ADDRESS = re.compile(
    r"papers/?(?:\?|%3F)(?:\S{0,200}?(?:&|%26))?q(?:=|%3D)([^&\s)\]>\"'#]{1,300})", re.IGNORECASE
)
_ECHO = re.compile(
    r"(?:(?:search )?results? for:? ?|search(?: for)?: ?|query: ?)(.+)", re.IGNORECASE
)
_QUOTES: Final = "\"'“”‘’«» "
_MAX_QUERY: Final = 120
_MAX_NAME: Final = 100


def matches(file: InputFile) -> bool:
    """Any text may be a page."""
    return True


def read(file: InputFile, hint: Hint) -> Report:
    """The report of a pasted page.

    Raises:
        FormatError: There is no paper in it, or a second page or format.
    """
    text = file.read_text()
    if text.count("\n") + text.count("\r") > _MAX_LINES:
        raise FormatError("no digest in this text: it has more lines than any page")
    if foreign := _FOREIGN.search(text):
        line = text.count("\n", 0, foreign.end()) + 1
        raise FormatError(
            f"two formats in one file: a page, and JSON or XML from line {line} on: "
            "save each in a file of its own"
        )
    report = Report("page", source="page", extension="txt")
    blocks = read_blocks(text)
    header = _read_header(blocks, text, report)
    cards = _CardReader(blocks[header.end :], report, header.day)
    papers = _papers(cards.read(), report)
    if not papers or not (header.named or header.day or _looks_like_papers(papers, report)):
        raise FormatError(_no_paper_message(cards.submitters))
    today = hint.modified or date.today()
    day = _date(header.day, today)
    inferred = bool(header.day and header.day.year is None)
    builder = EntryBuilder(hint, DigestInfo(search=header.search, day=day, inferred=inferred))
    bound = builder.day or day or today
    set_entries(report, [_found(card, bound) for card in papers], builder)
    return report


def _looks_like_papers(papers: list[_Card], report: Report) -> bool:
    """Whether a text that does not call itself Daily Papers is such a page, not a letter."""
    orphans = sum(each.kind is DiagnosticKind.ORPHAN for each in report.diagnostics)
    real = sum(len(card.abstract) >= _MIN_ABSTRACT or bool(card.arxiv_id) for card in papers)
    return real > orphans


def _papers(cards: list[_Card], report: Report) -> list[_Card]:
    """The cards that are papers; the others are reported."""
    known = {fold_title(card.title) for card in cards if card.abstract or card.is_paper}
    papers = []
    for card in cards:
        title = card.title[:_SHOWN]
        if card.abstract or card.is_paper:
            papers.append(card)
            if not card.abstract:
                report.add(
                    DiagnosticKind.ORPHAN, f"a title without an abstract: {title}", card.line
                )
        elif fold_title(card.title) in known:
            report.add(DiagnosticKind.DOUBLE, title, card.line)
        else:
            words = f"a title without an abstract, not shown: {title}"
            report.add(DiagnosticKind.ORPHAN, words, card.line)
    return papers


def _found(card: _Card, bound: date) -> FoundPaper:
    """The paper of `card`; a date without a year is the latest that is not after `bound`."""
    return FoundPaper(
        Paper(
            title=card.title,
            abstract=card.abstract,
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


def _date(day: PageDate | None, bound: date) -> date | None:
    if not day:
        return None
    if day.year is None:
        return _latest_day(day.month, day.day, bound)
    try:
        return date(day.year, day.month, day.day)
    except ValueError:
        return None


def _latest_day(month: int, day: int, not_after: date) -> date | None:
    """The latest such day that is not after `not_after`; `None` for the 31st of April."""
    for year in range(not_after.year, max(not_after.year - 9, 0), -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= not_after:
            return found
    return None


def _no_paper_message(submitters: int) -> str:
    if submitters:
        return (
            f"no paper in this page: it kept {submitters} 'Submitted by' lines and no title; "
            "copy the page's whole text, or use the API's answer"
        )
    return "no digest in this text: expected titles, each followed by its abstract"


@dataclass(frozen=True, slots=True)
class _Header:
    """What a page says of itself."""

    end: int
    """The index of the first block below the header."""
    day: PageDate | None = None
    search: str | None = None
    named: bool = False
    """Whether the page calls itself Daily Papers."""


def _read_header(blocks: Sequence[Block], text: str, report: Report) -> _Header:
    """The header of the page of `blocks`, whose source is `text`; unknown lines are reported."""
    banner = _last_banner(blocks)
    for block in blocks[: banner + 1]:
        if block.kind is BlockKind.TEXT and not _echoed_query(block):
            report.add(DiagnosticKind.SKIPPED, f"above the page: {block.title[:80]}", block.line)
    search = next((found for block in blocks[:banner] if (found := _echoed_query(block))), None)
    day, at = None, banner + 1
    while at < len(blocks):
        block = blocks[at]
        if block.kind is BlockKind.DATE and not day:
            # `October 2025` reads as the 20th with 25 comments: the page of a month has no day.
            day = block.mark.day if block.mark else None
            day = None if day and day.comments is not None else day
        elif block.kind is BlockKind.TEXT and (echo := _echoed_query(block)):
            search = search or echo
        elif block.kind is BlockKind.TEXT and banner >= 0 and not day and _is_query(blocks, at):
            search = search or _unquoted(block.title)
        elif block.kind not in {BlockKind.FRAME, BlockKind.ADDRESS, BlockKind.DOT}:
            break
        at += 1
    return _Header(at, day, _query_in_address(blocks, text, at) or search, banner >= 0)


def _last_banner(blocks: Sequence[Block]) -> int:
    """The index of the last banner above the first abstract, or -1."""
    last = -1
    for at, block in enumerate(blocks):
        if block.shape is TextShape.PROSE and block.kind is BlockKind.TEXT:
            break
        if block.kind is BlockKind.BANNER:
            last = at
    return last


def _is_query(blocks: Sequence[Block], at: int) -> bool:
    """Whether the text at `at`, below the banner, is the query echoed rather than a title.

    It is right above the day; where there is no day, right above a vote or a title.
    """
    block = blocks[at]
    if block.heading or block.shape is TextShape.PROSE or len(block.title) > _MAX_QUERY:
        return False
    below = [each for each in blocks[at + 1 : at + 8] if each.kind is not BlockKind.FRAME]
    if not below:
        return False
    if below[0].kind is BlockKind.DATE:
        return True
    title = below[1] if below[0].kind is BlockKind.NUMBER and len(below) > 1 else below[0]
    if title.kind is not BlockKind.TEXT or title.shape is TextShape.PROSE:
        return False
    after = below[below.index(title) + 1 :]
    return title is not below[0] or bool(after and after[0].shape is TextShape.PROSE)


def _query_in_address(blocks: Sequence[Block], text: str, end: int) -> str | None:
    """The query in an address in or above the header, or alone on a line."""
    first_card = blocks[end].line if end < len(blocks) else None
    above = "\n".join(re.split(r"\r\n|\r|\n", text)[: first_card and first_card - 1])
    alone = (block.mark.name for block in blocks if block.mark and block.kind is BlockKind.ADDRESS)
    for place in (above, *alone):
        if found := _QUERY_ADDRESS.search(place):
            # Late: only few pages need it, and its import takes longer than reading one.
            from urllib.parse import unquote_plus

            # Twice: an address within an address is quoted twice.
            return unquote_plus(unquote_plus(found[1])).partition("&")[0].strip() or None
    return None


def _echoed_query(block: Block) -> str | None:
    """The query in words such as `Results for "…"`."""
    found = _ECHO.fullmatch(block.title) if len(block.title) <= _MAX_QUERY else None
    return _unquoted(found[1]) if found and block.kind is BlockKind.TEXT else None


def _unquoted(text: str) -> str | None:
    return text.strip(_QUOTES) or None


@dataclass(slots=True)
class _Card:
    """One paper on the page, while its blocks are read."""

    title: str
    line: int
    is_paper: bool = False
    """Whether the page's marks say that this is a paper, with or without an abstract."""
    arxiv_id: str | None = None
    abstract: str = ""
    upvotes: int | None = None
    comments: int | None = None
    stars: int | None = None
    submitter: str | None = None
    organization: str | None = None
    published: PageDate | None = None


class _CardReader:
    """Reads the blocks below a page's header, one after the other."""

    def __init__(self, blocks: Sequence[Block], report: Report, day: PageDate | None) -> None:
        """Read `blocks` of a page of `day`; diagnostics go to `report`."""
        self.cards: list[_Card] = []
        self.submitters = 0
        """How many `Submitted by` lines there were."""
        self._blocks = [block for block in blocks if block.kind is not BlockKind.FRAME]
        self._report = report
        self._day = day
        self._at = 0
        self._votes: int | None = None
        self._submitter: str | None = None
        self._submitter_above = False
        self._votes_above_submitter = False
        self._upvote_above = False
        self._headings = any(block.heading for block in blocks)

    def read(self) -> list[_Card]:
        """All cards, those without an abstract too.

        Raises:
            FormatError: A second page begins below the first.
        """
        readers = {
            BlockKind.TEXT: self._text,
            BlockKind.NUMBER: self._number,
            BlockKind.DATE: self._date,
            BlockKind.AUTHORS: self._authors,
            BlockKind.SUBMITTED: self._submitted,
            BlockKind.UPVOTE: self._upvote,
            BlockKind.GITHUB: self._github,
            BlockKind.ADDRESS: self._address,
            BlockKind.BANNER: self._banner,
        }
        while self._at < len(self._blocks):
            block = self._blocks[self._at]
            self._at += 1
            if read := readers.get(block.kind):
                read(block)
        return self.cards

    @property
    def _card(self) -> _Card | None:
        """The card that is being read; none where marks above a title belong to the next one."""
        waiting = self._votes is not None or self._submitter is not None
        return self.cards[-1] if self.cards and not waiting else None

    def _next(self, ahead: int = 0) -> Block | None:
        at = self._at + ahead
        return self._blocks[at] if at < len(self._blocks) else None

    def _text(self, block: Block) -> None:
        card = self._card
        if self._is_organization(block):
            if card:
                card.organization = block.title
        elif self._is_abstract(block):
            if card and not card.abstract:
                card.abstract = block.text[:MAX_TEXT]
            else:
                self._report.add(
                    DiagnosticKind.ORPHAN,
                    f"an abstract without a title, not shown: {block.title[:_SHOWN]}",
                    block.line,
                )
                self._votes = self._submitter = None
        else:
            self.cards.append(
                _Card(
                    title=block.title[:MAX_LINE],
                    line=block.line,
                    is_paper=block.heading or bool(self._submitter) or self._votes is not None,
                    arxiv_id=block.arxiv_id,
                    upvotes=self._votes,
                    submitter=self._submitter,
                )
            )
            self._votes = self._submitter = None

    def _is_abstract(self, block: Block) -> bool:
        if block.heading:
            return False
        if block.shape is TextShape.PROSE or self._headings:
            return True
        if block.shape is TextShape.TITLE or not self._card or self._card.abstract:
            return False
        below = self._next()
        return not (below and below.kind is BlockKind.TEXT and below.shape is TextShape.PROSE)

    def _is_organization(self, block: Block) -> bool:
        """Whether `block` is where a card names its organisation: right above its date."""
        card, below = self._card, self._next()
        if below and below.kind is BlockKind.DOT:
            below = self._next(1)
        return bool(
            card
            and (card.abstract or card.is_paper)
            and not (card.organization or card.published)
            and not block.heading
            and block.shape is not TextShape.PROSE
            and len(block.title) <= _MAX_NAME
            and below
            and below.kind is BlockKind.DATE
        )

    def _number(self, block: Block) -> None:
        """Votes are above a title, comments below a card; two numbers in a row are one of each."""
        number, card, below = block.mark.number if block.mark else None, self._card, self._next()
        text_below = below if below and below.kind is BlockKind.TEXT else None
        if text_below and not (card and not card.abstract and text_below.shape is TextShape.PROSE):
            self._votes = number
        elif text_below and card:
            card.upvotes = number
        elif (
            below
            and below.kind is BlockKind.SUBMITTED
            and (self._votes_above_submitter or not self.cards)
        ):
            self._votes_above_submitter = True
            self._votes = number
        elif card and card.comments is None:
            card.comments = number
            card.is_paper = True

    def _date(self, block: Block) -> None:
        if (card := self._card) and block.mark and block.mark.day:
            card.published = block.mark.day
            card.is_paper = True
            if block.mark.day.comments is not None:
                card.comments = block.mark.day.comments

    def _authors(self, _: Block) -> None:
        if self._card:
            self._card.is_paper = True

    def _submitted(self, block: Block) -> None:
        self.submitters += 1
        name = block.mark.name if block.mark else ""
        below = self._next()
        if not name and below and below.kind is BlockKind.TEXT and not below.heading:
            name = below.title[:MAX_LINE]
            self._at += 1
        if not self.cards:
            self._submitter_above = True
        if self._submitter_above or not self.cards:
            self._submitter = name or None
        else:
            self.cards[-1].submitter = name or None
            self.cards[-1].is_paper = True

    def _upvote(self, block: Block) -> None:
        number = self._number_of_label(block)
        if not self.cards:
            self._upvote_above = True
        if self._upvote_above:
            self._votes = number
        elif card := self._card:
            card.upvotes = number
            card.is_paper = True

    def _github(self, block: Block) -> None:
        number = self._number_of_label(block)
        if card := self._card:
            card.stars = number
            card.is_paper = True

    def _number_of_label(self, block: Block) -> int | None:
        """The number on the line of a label, or on the line below it."""
        if block.mark and block.mark.number is not None:
            return block.mark.number
        below = self._next()
        if below and below.mark and below.kind is BlockKind.NUMBER:
            self._at += 1
            return below.mark.number
        return None

    def _address(self, block: Block) -> None:
        if (card := self._card) and block.mark and (found := find_arxiv_id(block.mark.name)):
            card.arxiv_id = card.arxiv_id or found
            card.is_paper = True

    def _banner(self, block: Block) -> None:
        """A heading of the page below papers: the same page goes on, or another one begins."""
        below = self._next()
        while below and below.kind is BlockKind.BANNER:
            self._at += 1
            below = self._next()
        if not (below and below.mark and below.mark.day):
            return
        if self.cards and below.mark.day != self._day:
            raise FormatError(
                f"two pages in one file, the second from line {block.line} on: "
                "save each in a file of its own"
            )
        self._at += 1
