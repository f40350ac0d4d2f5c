"""The fields of a paper that queries name: how each is read, matched, completed and exported.

Each kind of field has an enum of names, as typed before the colon in a query, and a table with a
row for each name. The index's columns, the query language, completion and exported records derive
from the tables. A new field takes an attribute of `Paper`, a name and a row here, and the input
format that fills it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum, auto
from typing import Final

from daily_papers.papers.model import Entry, Paper, largest


class TextField(StrEnum):
    """A field that is searched by words, phrases, regular expressions and fuzzy words."""

    TITLE = "title"
    ABSTRACT = "abstract"
    AUTHOR = "author"
    ORG = "org"
    KEYWORD = "keyword"
    TAG = "tag"
    NOTE = "note"
    SUBMITTER = "submitter"
    ID = "id"
    URL = "url"


class NumberField(StrEnum):
    """A field that holds a number, which may be unknown."""

    UPVOTES = "upvotes"
    STARS = "stars"
    COMMENTS = "comments"


class DateField(StrEnum):
    """A field that holds a day, which may be unknown."""

    DATE = "date"


class Match(Enum):
    """How the texts of a field are searched."""

    PROSE = auto()
    """As running text, which the index keeps cleaned for reading; bare words look here."""
    NAMES = auto()
    """Each text by itself: no phrase spans two of them."""
    EXACT = auto()
    """As names, but identifiers and addresses, which are not cleaned."""
    OWN = auto()
    """As names, but the user's own, which change without the paper; nothing to read from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    """How a text field is read and searched."""

    help: str
    """What completion and the README say of it."""
    match: Match
    read: Callable[[Paper, Sequence[Entry]], Iterable[str]] = lambda paper, entries: ()
    """Its texts, as the source has them."""
    key: str = ""
    """Its key in exported records; empty where `export.record` gives it a form of its own."""
    many: bool = False
    """Whether the exported value is a list; else it is the first text, or `None`."""
    listed: bool = False
    """Whether completion offers the values that papers have."""
    forgiving: bool = False
    """Whether a search without hits is tried again with typing errors in it forgiven."""


@dataclass(frozen=True, slots=True)
class NumberRow:
    """How a number field is read. Its name is its key in exported records."""

    help: str
    read: Callable[[Paper, Sequence[Entry]], int | None]
    """Its value; `None` where it is unknown."""


@dataclass(frozen=True, slots=True)
class DateRow:
    """How a date field is read."""

    help: str
    read: Callable[[Paper, Sequence[Entry]], date | None]
    """Its day; `None` where it is unknown."""


def _one(text: str | None) -> Iterable[str]:
    return (text,) if text else ()


def submitters(paper: Paper, entries: Sequence[Entry]) -> Iterable[str]:
    """Who submitted the paper to a digest, each once, the newest digest's first."""
    return dict.fromkeys(entry.submitter for entry in entries if entry.submitter)


def addresses(paper: Paper, entries: Sequence[Entry]) -> Iterable[str]:
    """All addresses that lead to the paper, its code and its project."""
    if paper.arxiv_id:
        yield f"https://arxiv.org/abs/{paper.arxiv_id}"
    if paper.doi:
        yield f"https://doi.org/{paper.doi}"
    yield from filter(None, (paper.url, paper.github, paper.project))


TEXT_FIELDS: Final[Mapping[TextField, TextRow]] = {
    TextField.TITLE: TextRow(
        help="words in the title",
        match=Match.PROSE,
        read=lambda paper, entries: (paper.title,),
        forgiving=True,
    ),
    TextField.ABSTRACT: TextRow(
        help="words in the abstract",
        match=Match.PROSE,
        read=lambda paper, entries: _one(paper.abstract),
        forgiving=True,
    ),
    TextField.AUTHOR: TextRow(
        help="an author's name",
        match=Match.NAMES,
        read=lambda paper, entries: paper.authors,
        key="authors",
        many=True,
        listed=True,
        forgiving=True,
    ),
    TextField.ORG: TextRow(
        help="the organisation",
        match=Match.NAMES,
        read=lambda paper, entries: _one(paper.organization),
        key="organization",
        listed=True,
        forgiving=True,
    ),
    TextField.KEYWORD: TextRow(
        help="a keyword of the source",
        match=Match.NAMES,
        read=lambda paper, entries: paper.keywords,
        key="keywords",
        many=True,
        listed=True,
    ),
    TextField.TAG: TextRow(help="a tag of yours", match=Match.OWN, listed=True),
    TextField.NOTE: TextRow(help="words in your note", match=Match.OWN),
    TextField.SUBMITTER: TextRow(
        help="who submitted it",
        match=Match.NAMES,
        read=submitters,
        key="submitter",
        listed=True,
    ),
    TextField.ID: TextRow(
        help="an id: arxiv:2503.02130",
        match=Match.EXACT,
        read=lambda paper, entries: filter(None, (paper.arxiv_id, paper.doi)),
    ),
    TextField.URL: TextRow(help="a part of a link", match=Match.EXACT, read=addresses),
}
"""In the order of completion."""

NUMBER_FIELDS: Final[Mapping[NumberField, NumberRow]] = {
    NumberField.UPVOTES: NumberRow(
        ">50, 10..50", lambda paper, entries: largest(entry.upvotes for entry in entries)
    ),
    NumberField.STARS: NumberRow("stars on GitHub: >=1k", lambda paper, entries: paper.stars),
    NumberField.COMMENTS: NumberRow(
        ">5, 0", lambda paper, entries: largest(entry.comments for entry in entries)
    ),
}
"""In the order of completion."""

DATE_FIELDS: Final[Mapping[DateField, DateRow]] = {
    DateField.DATE: DateRow(
        "2025-07, <2w, today",
        lambda paper, entries: max(
            filter(None, (each.digest.day for each in entries)), default=None
        ),
    ),
}
"""In the order of completion. A paper also matches `DATE` by an older digest that it is in."""

SEARCHED_BY_DEFAULT: Final = tuple(
    field for field, row in TEXT_FIELDS.items() if row.match is Match.PROSE
)
"""Where bare words look."""
