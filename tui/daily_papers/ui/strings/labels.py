"""Fixed texts of sheets, pages and keys.

Sentence case, no full stop. What was done is in `toasts`, what went wrong in `errors`; names and
help of actions are in `commands`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from daily_papers import humanize
from daily_papers.papers.verdicts import BY_REGISTER, VERDICTS

# What a key does, shown behind it

AGAIN: Final = "again"
RESTORES_IT: Final = "restores it"
FILTERS: Final = "filters"
CONTINUES: Final = "continues"
GOES_THERE: Final = "goes there"
ADDS_ONE: Final = "adds one"
SAVES_AS_VIEW: Final = "saves a filter"
SAVES_IT: Final = "saves it"
SHOWS_IT: Final = "shows it"
SHOWS_THEM: Final = "shows them"
SHOWS_UNREAD: Final = "shows all unread papers"
SKIPS: Final = "skips"
UNDOES: Final = "undoes"

REFRESHES: Final = "refreshes"
NEWEST_DAY: Final = "newest day"
WRITES_ONE: Final = "writes one"

# The keys of an overlay, at its top

ASK_KEYS: Final = "enter · esc"
CHOOSE_KEYS: Final = "↑↓ enter · esc"
HELP_KEYS: Final = "type to search · ↑↓ · esc"
LINK_KEYS: Final = "number · ↑↓ enter · esc"
PALETTE_KEYS: Final = "enter runs it · esc"
TAG_KEYS: Final = "enter adds or removes · enter again closes"
VIEW_KEYS: Final = "enter edit · r rename · J K move · d remove · u undo · esc"


def pipe_keys(*, as_json: bool) -> str:
    """The input of a command, and the keys that switch it and run the command."""
    return f"input: {'JSON lines' if as_json else 'text'} · tab switches · enter"


# The keys of a screen, at its bottom

FIELD_KEYS: Final = (("enter", "keeps"), ("esc", "cancels"), ("↑↓", "moves"))
DAYS_KEYS: Final = (("enter", "show"), ("j k", "move"), ("esc", "back"))
NOTE_KEYS: Final = (("esc", "saves and closes"), ("esc esc", "discards"))
DRAFT_KEYS: Final = (("enter", "uses the draft"), ("d", "discards it"), ("esc", "leaves it"))
STATISTICS_KEYS: Final = (
    ("tab", "read, starred, papers"),
    ("[ ]", "year"),
    ("j k", "scroll"),
    ("q", "back"),
)
COPY_LIST: Final = "copy as list"
BACK_TO_LAST: Final = "back to the last paper"
CLOSE: Final = "close"


def on_all(verdict: str) -> str:
    """What a key does to all papers that are selected."""
    return f"{verdict} all"


def those_left(papers: int) -> str:
    """The papers of a triage without a verdict."""
    return "the one left" if papers == 1 else f"the {humanize.count(papers)} left"


def day_with_unread(name: str, unread: int) -> str:
    """A day with which a triage can continue."""
    return f"{name} ({humanize.count(unread)} unread)"


# What is asked

NAME: Final = "Name"
OPEN_LINK: Final = "Open link"
SAVE_AS: Final = "Save as"
SAVE_VIEW_AS: Final = "Save view as"
VIEWS: Final = "Views and rules"


def tags_of(papers: int) -> str:
    """What the tag picker is for."""
    return "Tags" if papers == 1 else f"Tags of {humanize.quantity(papers, 'paper')}"


def export_as(papers: int) -> str:
    """The question for a format."""
    return f"Export {humanize.quantity(papers, 'paper')} as"


def go_to_row(row: int) -> str:
    """What a number in the palette does."""
    return f"Go to row {humanize.count(row)}"


def theme(title: str, *, dark: bool) -> str:
    """A theme in the palette, with whether it is dark where its title does not say."""
    kind = "dark" if dark else "light"
    return title if title.lower().endswith(kind) else f"{title}, {kind}"


# Empty lists

NOTHING_FOUND: Final = "No matches"
NO_TAGS: Final = "No tags yet: type one"
NO_KEY: Final = "No matching keys"
NO_VIEWS: Final = "No views yet"
NEW: Final = "new"
MUTES_MATCHES: Final = "mutes matches"
HIGHLIGHTS_MATCHES: Final = "highlights matches"

# Rules

STOPPED: Final = "took too long: matches nothing"
MATCHING: Final = "matching …"

# The help sheet

ESSENTIAL: Final = "The six keys you need"
GROUPS: Final = {
    "move": "Move",
    "judge": "Decide",
    "write": "Notes and tags",
    "select": "Select",
    "undo": "Undo",
    "find": "Find",
    "out": "Open and export",
    "see": "Triage and display",
    "app": "General",
}
"""The headings, by the groups of the actions."""
OWN_VIEWS: Final = "Your views"
SIGNS: Final = "Signs"
SIGN_MEANINGS: Final = (
    "Unread",
    *(verdict.meaning for verdict in VERDICTS),
    "Has code",
    "Upvotes",
    "How much of a day is decided; the number beside it counts unread papers",
    "No unread papers on this day; in triage: done",
)
"""What each sign means, in the order of the sheet."""


def own_views(names: Iterable[str]) -> str:
    """The names of the user's views, in the order of their keys."""
    return ": ".join(filter(None, (OWN_VIEWS, " · ".join(names))))


# The page of a paper

LINKS: Final = "LINKS"
HIGHLIGHTED_BY: Final = "HIGHLIGHTED BY"
TAGS: Final = "TAGS"
NO_ABSTRACT: Final = "No abstract in this digest"


def also_on(days: str, verdict: str, *, unread: bool) -> str:
    """Other days with the paper, and what was done to it; `verdict` as in `Facts`."""
    done = BY_REGISTER[verdict].past if verdict else "not read" if unread else "read"
    return f"also on {days}, {done}"


def github_stars(number: int) -> str:
    """The stars of a paper's code."""
    return f"{humanize.short_count(number)} stars on GitHub"


def summary(text: str) -> str:
    """A summary that the source's AI wrote."""
    return f"AI summary: {text}"


def more_lines(number: int) -> str:
    """Lines that are out of sight."""
    return humanize.quantity(number, "more line")


def more_below(number: int) -> str:
    """Lines that are out of sight below."""
    return f"{more_lines(number)} below"


# Triage


def following(title: str) -> str:
    """The next paper of a triage, if there is one."""
    return f"next: {title}" if title else "last paper"


def decided(papers: int, total: int) -> str:
    """How many papers have a verdict."""
    return f"{humanize.count(papers)} of {humanize.count(total)} decided"


def more(papers: int) -> str:
    """Papers that did not fit."""
    return f"{humanize.count(papers)} more"


# Beside the list

COLLECTIONS: Final = "Collections"
TRY: Final = "Try"
HIDES_THIS: Final = "hides this"

# Notes

NOTE: Final = "NOTE"
DRAFT: Final = "DRAFT"


def draft_age(when: str) -> str:
    """How old a draft is."""
    return f"written {when}, never saved"


# Statistics

STATISTICS: Final = {"papers": "papers", "read": "read", "starred": "starred"}
"""What is counted by day."""
COUNTING: Final = "Counting…"
TIME_PER_PAPER: Final = "Time per paper"
PACE_UNKNOWN: Final = "Known after a few verdicts in a row"
KEPT_BY_ORGANIZATION: Final = "Kept, by organisation"
KEPT_BY_KEYWORD: Final = "Kept, by keyword"
DECIDED_ON: Final = "of the papers you decided on"
KEPT_UNKNOWN: Final = "Known after three papers of one were read or dismissed"


def days(since: str, until: str) -> str:
    """The days that statistics are about."""
    return f"{since} to {until}"


def pace(each: str, verdicts: int) -> str:
    """The time per paper."""
    return f"{each}, the median of {humanize.quantity(verdicts, 'verdict')}"
