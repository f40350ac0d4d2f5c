"""Every name of the filter language, each with the line that completion shows beside it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class TextField(StrEnum):
    """A field that is searched by words, phrases, regular expressions and fuzzy words."""

    TITLE = "title"
    ABSTRACT = "abstract"
    AUTHOR = "author"
    ORG = "org"
    KEYWORD = "keyword"
    SUBMITTER = "submitter"
    ID = "id"
    TAG = "tag"
    NOTE = "note"
    URL = "url"


class NumberField(StrEnum):
    """A field that holds a number, or nothing where the source tells none."""

    UPVOTES = "upvotes"
    STARS = "stars"
    COMMENTS = "comments"


class State(StrEnum):
    """What `is:` asks: how the user, or a mute rule, judged a paper."""

    UNREAD = "unread"
    READ = "read"
    STARRED = "starred"
    LATER = "later"
    DISMISSED = "dismissed"
    MUTED = "muted"


class Part(StrEnum):
    """What `has:` asks: whether a paper has something that many lack."""

    CODE = "code"
    NOTE = "note"
    TAG = "tag"
    SUMMARY = "summary"


class SortName(StrEnum):
    """What `sort:` orders by."""

    UPVOTES = "upvotes"
    DATE = "date"
    TITLE = "title"
    MATCH = "match"
    RANK = "rank"


IS: Final = "is"
HAS: Final = "has"
DATE: Final = "date"
SORT: Final = "sort"

FIELDS: Final[dict[str, str]] = {
    TextField.TITLE: "words in the title",
    TextField.ABSTRACT: "words in the abstract",
    TextField.AUTHOR: "an author's name",
    TextField.ORG: "the organisation",
    TextField.KEYWORD: "a keyword of the source",
    TextField.TAG: "a tag of yours",
    TextField.NOTE: "words in your note",
    TextField.SUBMITTER: "who submitted it",
    TextField.ID: "an id: arxiv:2503.02130",
    TextField.URL: "a part of a link",
    IS: "unread, starred, later …",
    HAS: "code, note, tag, summary",
    NumberField.UPVOTES: ">50, 10..50",
    NumberField.STARS: "stars on GitHub: >=1k",
    NumberField.COMMENTS: ">5, 0",
    DATE: "2025-07, <2w, today",
    SORT: "upvotes, -date, title …",
}
"""Every name that may stand before a colon, in the order in which completion offers them."""

OPERATORS: Final[dict[str, str]] = {
    "OR": "either side",
    "NOT": "without what follows",
    "AND": "both sides, as a space does",
}

STATES: Final[dict[str, str]] = {
    State.UNREAD: "neither opened nor judged",
    State.READ: "opened or judged",
    State.STARRED: "with your star",
    State.LATER: "kept for later",
    State.DISMISSED: "what you dismissed",
    State.MUTED: "hidden by a mute rule",
}

PARTS: Final[dict[str, str]] = {
    Part.CODE: "a code repository is known",
    Part.NOTE: "you wrote a note",
    Part.TAG: "you tagged it",
    Part.SUMMARY: "the source sums it up",
}

SORTS: Final[dict[str, str]] = {
    SortName.UPVOTES: "most upvotes first",
    SortName.DATE: "newest first",
    SortName.TITLE: "from A to Z",
    SortName.MATCH: "best match first",
    SortName.RANK: "the digest's own order",
}

FOREIGN_NAMES: Final[dict[str, str]] = {"organization": "org", "organisation": "org"}
"""Names that people try, too far from ours for a guess by spelling."""

FOREIGN_VALUES: Final[dict[str, str]] = {
    **dict.fromkeys(("noted", "notes", "annotated"), f"{HAS}:{Part.NOTE}"),
    **dict.fromkeys(("tagged", "tags"), f"{HAS}:{Part.TAG}"),
    **dict.fromkeys(("github", "repo"), f"{HAS}:{Part.CODE}"),
    **dict.fromkeys(("star", "stars", "fav", "favorite", "favourite"), f"{IS}:{State.STARRED}"),
    **dict.fromkeys(("new", "unseen"), f"{IS}:{State.UNREAD}"),
    **dict.fromkeys(("seen", "done"), f"{IS}:{State.READ}"),
    **dict.fromkeys(("queued", "saved", "bookmarked"), f"{IS}:{State.LATER}"),
    **dict.fromkeys(("archived", "skipped"), f"{IS}:{State.DISMISSED}"),
    "hidden": f"{IS}:{State.MUTED}",
}
"""Values that people try after `is:` and `has:`, each with the condition that they mean."""
