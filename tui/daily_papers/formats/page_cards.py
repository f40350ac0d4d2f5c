"""The papers of a pasted page: each text and mark is given to the card that it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from daily_papers.formats.page_blocks import Block, Reads
from daily_papers.formats.page_lines import Day, Sort
from daily_papers.formats.report import Kind, Problem, Report
from daily_papers.papers.model import find_arxiv_id

_SHOWN: Final = 80
_LONGEST_NAME: Final = 100


@dataclass(slots=True)
class Card:
    """One paper on the page, while its blocks come in."""

    title: str
    line: int
    vouched: bool = False
    """Whether the page's marks say that this is a paper, be there an abstract or not."""
    arxiv_id: str | None = None
    abstract: str = ""
    upvotes: int | None = None
    comments: int | None = None
    stars: int | None = None
    submitter: str | None = None
    organization: str | None = None
    published: Day | None = None


class Cards:
    """Reads the blocks below a page's header, one after the other."""

    def __init__(self, blocks: Sequence[Block], report: Report, day: Day | None) -> None:
        """Read `blocks`; notes go to `report`; `day` is the page's own."""
        self.cards: list[Card] = []
        self.submitters = 0
        """How many `Submitted by` lines there were."""
        self._blocks = [block for block in blocks if block.sort is not Sort.FRAME]
        self._report = report
        self._day = day
        self._at = 0
        self._votes: int | None = None
        self._submitter: str | None = None
        self._submitter_above = False
        self._votes_above_submitter = False
        self._upvote_above = False
        self._headings = any(block.heading for block in blocks)

    def read(self) -> list[Card]:
        """All cards, those without an abstract too.

        Raises:
            Problem: A second page begins below the first.
        """
        readers = {
            Sort.TEXT: self._text,
            Sort.NUMBER: self._number,
            Sort.DATE: self._date,
            Sort.AUTHORS: self._authors,
            Sort.SUBMITTED: self._submitted,
            Sort.UPVOTE: self._upvote,
            Sort.GITHUB: self._github,
            Sort.ADDRESS: self._address,
            Sort.BANNER: self._banner,
        }
        while self._at < len(self._blocks):
            block = self._blocks[self._at]
            self._at += 1
            if read := readers.get(block.sort):
                read(block)
        return self.cards

    @property
    def _card(self) -> Card | None:
        """The card that is open: none where marks above a title already wait for the next."""
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
                card.abstract = block.text
            else:
                self._report.note(
                    Kind.ORPHAN,
                    f"an abstract without a title, not shown: {block.title[:_SHOWN]}",
                    block.line,
                )
                self._votes = self._submitter = None
        else:
            self.cards.append(
                Card(
                    title=block.title,
                    line=block.line,
                    vouched=block.heading or bool(self._submitter) or self._votes is not None,
                    arxiv_id=block.arxiv_id,
                    upvotes=self._votes,
                    submitter=self._submitter,
                )
            )
            self._votes = self._submitter = None

    def _is_abstract(self, block: Block) -> bool:
        if block.heading:
            return False
        if block.reads is Reads.PROSE or self._headings:
            return True
        if block.reads is Reads.TITLE or not self._card or self._card.abstract:
            return False
        below = self._next()
        return not (below and below.sort is Sort.TEXT and below.reads is Reads.PROSE)

    def _is_organization(self, block: Block) -> bool:
        """Whether `block` stands where a card names its organisation: right above its date."""
        card, below = self._card, self._next()
        if below and below.sort is Sort.DOT:
            below = self._next(1)
        return bool(
            card
            and (card.abstract or card.vouched)
            and not (card.organization or card.published)
            and not block.heading
            and block.reads is not Reads.PROSE
            and len(block.title) <= _LONGEST_NAME
            and below
            and below.sort is Sort.DATE
        )

    def _number(self, block: Block) -> None:
        """Votes stand above a title, comments below a card; two in a row are one of each."""
        number, card, below = block.mark.number if block.mark else None, self._card, self._next()
        text_below = below if below and below.sort is Sort.TEXT else None
        if text_below and not (card and not card.abstract and text_below.reads is Reads.PROSE):
            self._votes = number
        elif text_below and card:
            card.upvotes = number
        elif (
            below
            and below.sort is Sort.SUBMITTED
            and (self._votes_above_submitter or not self.cards)
        ):
            self._votes_above_submitter = True
            self._votes = number
        elif card and card.comments is None:
            card.comments = number
            card.vouched = True

    def _date(self, block: Block) -> None:
        if (card := self._card) and block.mark and block.mark.day:
            card.published = block.mark.day
            card.vouched = True
            if block.mark.day.comments is not None:
                card.comments = block.mark.day.comments

    def _authors(self, _: Block) -> None:
        if self._card:
            self._card.vouched = True

    def _submitted(self, block: Block) -> None:
        self.submitters += 1
        name = block.mark.name if block.mark else ""
        below = self._next()
        if not name and below and below.sort is Sort.TEXT and not below.heading:
            name = below.title
            self._at += 1
        if not self.cards:
            self._submitter_above = True
        if self._submitter_above or not self.cards:
            self._submitter = name or None
        else:
            self.cards[-1].submitter = name or None
            self.cards[-1].vouched = True

    def _upvote(self, block: Block) -> None:
        number = self._labelled(block)
        if not self.cards:
            self._upvote_above = True
        if self._upvote_above:
            self._votes = number
        elif card := self._card:
            card.upvotes = number
            card.vouched = True

    def _github(self, block: Block) -> None:
        number = self._labelled(block)
        if card := self._card:
            card.stars = number
            card.vouched = True

    def _labelled(self, block: Block) -> int | None:
        """The number on the line of a label, or on the line below it."""
        if block.mark and block.mark.number is not None:
            return block.mark.number
        below = self._next()
        if below and below.mark and below.sort is Sort.NUMBER:
            self._at += 1
            return below.mark.number
        return None

    def _address(self, block: Block) -> None:
        if (card := self._card) and block.mark and (found := find_arxiv_id(block.mark.name)):
            card.arxiv_id = card.arxiv_id or found
            card.vouched = True

    def _banner(self, block: Block) -> None:
        """A heading of the page below papers: the same page goes on, or another one begins."""
        below = self._next()
        while below and below.sort is Sort.BANNER:
            self._at += 1
            below = self._next()
        if not (below and below.mark and below.mark.day):
            return
        if self.cards and below.mark.day != self._day:
            raise Problem(
                f"two pages in one file, the second from line {block.line} on: "
                "save each in a file of its own"
            )
        self._at += 1
