"""What stands fixed on sheets, pages and behind keys, in one place.

Sentence case, no full stop. What the reader says when something was done is in `sentences`, what
went wrong in `troubles`; the names and the help of actions are with the commands themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from daily_papers import humanize
from daily_papers.papers.verdicts import BY_REGISTER, VERDICTS

# What a key does next, behind the key

AGAIN: Final = "again"
BRINGS_BACK: Final = "brings it back"
FILTERS: Final = "filters"
GOES_ON: Final = "goes on"
GOES_THERE: Final = "goes there"
PUTS_ONE: Final = "puts one"
SAVES_AS_VIEW: Final = "saves a filter as one"
SAVES_IT: Final = "saves it"
SHOWS_IT: Final = "shows it"
SHOWS_THEM: Final = "shows them"
SHOWS_UNREAD: Final = "shows all that is unread"
SKIPS: Final = "skips"
UNDOES: Final = "undoes"

REFRESHES: Final = "refreshes"
NEWEST_DAY: Final = "newest day"
WRITES_ONE: Final = "writes one"

# The keys of a sheet, at its top

ASK_KEYS: Final = "enter · esc"
CHOOSE_KEYS: Final = "↑↓ enter · esc"
HELP_KEYS: Final = "type to search · ↑↓ · esc"
LINK_KEYS: Final = "number · ↑↓ enter · esc"
PALETTE_KEYS: Final = "enter does it · esc"
TAG_KEYS: Final = "enter puts or takes off · once more: done"
VIEW_KEYS: Final = "enter edit · r rename · J K move · d drop · u undo · esc"


def pipe_keys(*, as_json: bool) -> str:
    """What a command will be given, and how that is changed."""
    return f"gives {'JSON lines' if as_json else 'text'} · tab changes · enter"


# The keys of a screen, at its bottom

FIELD_KEYS: Final = (("enter", "keep"), ("esc", "as before"), ("↑↓", "move"))
DAYS_KEYS: Final = (("enter", "show"), ("j k", "move"), ("esc", "back"))
NOTE_KEYS: Final = (("esc", "saves and leaves"), ("esc esc", "drops"))
DRAFT_KEYS: Final = (("enter", "takes the draft"), ("d", "drops it"), ("esc", "leaves it"))
STATISTICS_KEYS: Final = (
    ("tab", "read, starred, papers"),
    ("[ ]", "year"),
    ("j k", "scroll"),
    ("q", "back"),
)
COPY_LIST: Final = "copy as list"
BACK_TO_LAST: Final = "back to the last"
CLOSE: Final = "close"


def on_all(verdict: str) -> str:
    """What a key does to all papers that are selected."""
    return f"{verdict} all"


def those_left(papers: int) -> str:
    """Papers of a triage without a verdict."""
    return "the one left" if papers == 1 else f"the {humanize.count(papers)} left"


def day_with_unread(name: str, unread: int) -> str:
    """A day that a triage can go on with."""
    return f"{name} ({humanize.count(unread)} unread)"


# What is asked

NAME: Final = "Name"
OPEN_LINK: Final = "Open link"
SAVE_AS: Final = "Save as"
VIEWS: Final = "Views and rules"


def tags_of(papers: int) -> str:
    """Whose tags are chosen."""
    return "Tags" if papers == 1 else f"Tags of {humanize.quantity(papers, 'paper')}"


def export_as(papers: int) -> str:
    """What is exported."""
    return f"Export {humanize.quantity(papers, 'paper')} as"


def go_to_row(row: int) -> str:
    """A number in the palette."""
    return f"Go to row {humanize.count(row)}"


def theme(title: str, *, dark: bool) -> str:
    """A theme in the palette, and whether it is dark where its title does not tell."""
    ground = "dark" if dark else "light"
    return title if title.lower().endswith(ground) else f"{title}, {ground}"


# Lists without anything in them

NOTHING_FOUND: Final = "Nothing by that name"
NO_TAGS: Final = "No tags yet: type one"
NO_KEY: Final = "No key does that"
NO_VIEWS: Final = "No views yet"
NEW: Final = "new"
MUTES_BY_IT: Final = "mutes by it"
HIGHLIGHTS: Final = "highlights"

# Rules in the sheet of views

STOPPED: Final = "took too long: about no paper"
BEING_MATCHED: Final = "being matched"

# The sheet of keys

ESSENTIAL: Final = "The six keys you need"
GROUPS: Final = {
    "move": "Move",
    "judge": "Judge",
    "write": "Write",
    "select": "Select",
    "undo": "Undo",
    "find": "Find",
    "out": "Out",
    "see": "See",
    "app": "Reader",
}
"""The headings, by the groups of the actions."""
OWN_VIEWS: Final = "Your views"
SIGNS: Final = "Signs"
SIGN_MEANINGS: Final = (
    "Unread",
    *(verdict.meaning for verdict in VERDICTS),
    "Has code",
    "Upvotes",
    "How much of a day is decided; the number beside it is still unread",
    "Cleared: nothing of the day is unread; in the triage, done with",
)
"""What each of the sheet's signs means, in its order."""


def own_views(names: Iterable[str]) -> str:
    """The user's views by name, in the order of their keys."""
    return ": ".join(filter(None, (OWN_VIEWS, " · ".join(names))))


# A paper's page

LINKS: Final = "LINKS"
HIGHLIGHTED_BY: Final = "HIGHLIGHTED BY"
TAGS: Final = "TAGS"
NO_ABSTRACT: Final = "No abstract in this digest"


def also_on(days: str, verdict: str, *, unread: bool) -> str:
    """Other days with the paper, and what came of it; `verdict` as `Facts` names it."""
    done = BY_REGISTER[verdict].past if verdict else "not read" if unread else "read"
    return f"also on {days}, {done}"


def github_stars(number: int) -> str:
    """How much a paper's code is liked."""
    return f"{humanize.short_count(number)} stars on GitHub"


def summary(text: str) -> str:
    """A summary that the source's AI wrote."""
    return f"AI summary: {text}"


def more_lines(number: int) -> str:
    """Text that is out of sight."""
    return humanize.quantity(number, "more line")


def more_below(number: int) -> str:
    """Text that stands below something else."""
    return f"{more_lines(number)} below"


# A triage


def following(title: str) -> str:
    """The paper that comes next, if any does."""
    return f"next: {title}" if title else "the last one"


def decided(papers: int, total: int) -> str:
    """How many papers got a verdict."""
    return f"{humanize.count(papers)} of {humanize.count(total)} decided"


def more(papers: int) -> str:
    """Papers for which there was no room."""
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
    return f"from {when}, never saved"


# Statistics

STATISTICS: Final = {"papers": "papers", "read": "read", "starred": "starred"}
"""What is counted by day."""
COUNTING: Final = "Counting…"
TIME_PER_PAPER: Final = "Time per paper"
PACE_UNKNOWN: Final = "Not known before a few verdicts in a row"
KEPT_BY_ORGANIZATION: Final = "Kept, by organisation"
KEPT_BY_KEYWORD: Final = "Kept, by keyword"
DECIDED_ON: Final = "of the papers you decided on"
KEPT_UNKNOWN: Final = "Not known before three papers of one were read or dismissed"


def days(since: str, until: str) -> str:
    """What figures are about."""
    return f"{since} to {until}"


def pace(each: str, verdicts: int) -> str:
    """How long a paper takes."""
    return f"{each}, the median of {humanize.quantity(verdicts, 'verdict')}"
