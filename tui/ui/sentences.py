"""What the reader says in toasts and banners, in one place.

One voice: sentence case, no full stop, facts parted by ` · `. A sentence without a number or a
name is a constant; the others are functions. Which key does what next is not said here: the
reader knows how keys are bound, and `telling.key_hint` puts that behind a sentence.
"""

from __future__ import annotations

from typing import Final

from tui.ui import words

# Above the list


def on_samples(*, fetches: bool) -> tuple[str, ...]:
    """That the papers are samples, and how others come."""
    wanted = ("R fetches today's",) if fetches else ()
    return ("Sample digests", *wanted, "daily-papers import takes a saved page")


def long_past(unread: int, key: str) -> tuple[str, ...]:
    """How many papers are unread at first, and which key clears those of long ago."""
    return (f"{words.count(unread)} unread", f"{key} marks what is older than a week as read")


OWN_DIGESTS: Final = "Your own digests are here"
STILL_READING: Final = "The list is still being read · again in a moment"

# Days

NONE_MISSED: Final = "No day was missed"
NOTHING_UNREAD: Final = "Nothing unread here"
NOTHING_OLD: Final = "Nothing unread is older than a week"

# Links, the browser and the clipboard

NO_LINK: Final = "This paper has no link"
ONLY_WEB: Final = "Only web addresses are opened"
COPIED_TITLE: Final = "Copied title and link"


def no_such_link(number: int) -> str:
    """A number that no link of the paper has."""
    return f"There is no link {number} here"


def opened(url: str) -> str:
    """An address went to the browser."""
    return f"Opened {url}"


def copied(what: str) -> str:
    """Something is in the clipboard."""
    return f"Copied {what}"


def no_browser(url: str) -> str:
    """An address is in the clipboard, since nothing can open it."""
    return f"No browser here · copied {url}"


# Exports and commands

NOTHING_TO_EXPORT: Final = "There is nothing to export"


def no_command(why: object) -> str:
    """A command that the shell's rules for quotes do not allow."""
    return f"That cannot be read as a command: {why}"


# Selections


def selected_so_far(number: int) -> str:
    """All rows that were read are selected; more may come."""
    return f"{words.count(number)} so far · the list is still being read"


def none_selected_before(*, elsewhere: bool) -> str:
    """There is no selection to bring back, or none of it stands in this list."""
    return "Nothing was selected before" + (" here" if elsewhere else "")


# The queue of Later

ONLY_LATER: Final = "Only Later has an order of its own"
FILTER_SORTS: Final = "The filter says how to sort"
LATER_READING: Final = "Later is still being read"
NOT_QUEUED: Final = "This paper is not in the queue any more"
IS_LAST: Final = "It is the last one"
IS_FIRST: Final = "It is the first one"


def now_at(place: int, queued: int) -> str:
    """Where in the queue a paper has come to stand, counted from 1."""
    return f"Now {words.count(place)} of {words.count(queued)}"


# Views and rules

NO_FILTER: Final = "Type a filter first"


def view_saved(name: str) -> str:
    """A filter is a view now."""
    return f"View {name} saved"


def view_removed(name: str) -> str:
    """A view is gone."""
    return f"View {name} removed"


def muted(text: str, *, on: bool) -> str:
    """A rule hides papers, or does no longer."""
    return f"{'Muted' if on else 'No longer muted'}: {text}"


def highlighted(text: str, *, on: bool) -> str:
    """A rule lights titles up, or does no longer."""
    return f"{'Highlighted' if on else 'No longer lit'}: {text}"


# Fetching

DEMO_FETCHES_NOTHING: Final = "The demo fetches nothing · open daily-papers without --demo"
FETCHING: Final = "Fetching …"


def fetching(done: int, jobs: int, papers: int) -> str:
    """How far a fetch is."""
    of = f"{words.count(done)} of {words.count(jobs)}"
    return f"Fetching {of} · {words.some(papers, 'paper')}"


def waiting(seconds: float) -> str:
    """A fetch waits before it asks again."""
    return f"Fetching · waiting {words.duration(seconds)}"


def fetched(new: int) -> str:
    """What a fetch brought."""
    return f"Fetched {words.some(new, 'new paper')}" if new else "Nothing new to fetch"
