"""Every name of the filter language, each with the words that completion shows beside it.

The fields are those of `papers.fields`, the states those of `papers.verdicts` and three more.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from daily_papers.papers.fields import DATE_FIELDS, NUMBER_FIELDS, TEXT_FIELDS
from daily_papers.papers.verdicts import VERDICTS


class Part(StrEnum):
    """What `has:` asks for: parts that many papers lack."""

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
SORT: Final = "sort"

FIELDS: Final[dict[str, str]] = {
    **{field.value: row.help for field, row in TEXT_FIELDS.items()},
    IS: "unread, starred, later …",
    HAS: ", ".join(Part),
    **{field.value: row.help for field, row in NUMBER_FIELDS.items()},
    **{field.value: row.help for field, row in DATE_FIELDS.items()},
    SORT: "upvotes, -date, title …",
}
"""Every name that is allowed before a colon, in the order of completion."""

OPERATORS: Final[dict[str, str]] = {
    "OR": "either side",
    "NOT": "without what follows",
    "AND": "both sides, as a space does",
}

IS_UNREAD: Final = "unread"
IS_READ: Final = "read"
IS_MUTED: Final = "muted"

STATES: Final[dict[str, str]] = {
    IS_UNREAD: "neither opened nor judged",
    IS_READ: "opened or judged",
    **{verdict.register: verdict.state_help for verdict in VERDICTS},
    IS_MUTED: "hidden by a mute rule",
}
"""What `is:` asks for: how the user, or a mute rule, judged a paper."""

PARTS: Final[dict[str, str]] = {
    Part.CODE: "a code repository is known",
    Part.NOTE: "you wrote a note",
    Part.TAG: "you tagged it",
    Part.SUMMARY: "the source has a summary",
}

SORTS: Final[dict[str, str]] = {
    SortName.UPVOTES: "most upvotes first",
    SortName.DATE: "newest first",
    SortName.TITLE: "from A to Z",
    SortName.MATCH: "best match first",
    SortName.RANK: "the digest's own order",
}

FOREIGN_NAMES: Final[dict[str, str]] = {"organization": "org", "organisation": "org"}
"""Other names of fields, spelt too differently for `errors.nearest`."""

FOREIGN_VALUES: Final[dict[str, str]] = {
    **dict.fromkeys(("noted", "notes", "annotated"), f"{HAS}:{Part.NOTE}"),
    **dict.fromkeys(("tagged", "tags"), f"{HAS}:{Part.TAG}"),
    **dict.fromkeys(("github", "repo"), f"{HAS}:{Part.CODE}"),
    **dict.fromkeys(("new", "unseen"), f"{IS}:{IS_UNREAD}"),
    **dict.fromkeys(("seen", "done"), f"{IS}:{IS_READ}"),
    **{synonym: f"{IS}:{verdict.register}" for verdict in VERDICTS for synonym in verdict.synonyms},
    "hidden": f"{IS}:{IS_MUTED}",
}
"""Other values that users try after `is:` and `has:`, and the condition each one means."""
