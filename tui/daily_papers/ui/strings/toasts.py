"""What the reader says in toasts, banners and the lines at the top and the bottom, in one place.

One voice: sentence case, no full stop, facts parted by ` · `. A sentence without a number or a
name is a constant; the others are functions. Which key does what next is not said here: the
reader knows how keys are bound, and `telling.key_hint` puts that behind a sentence. What stands
fixed on sheets and pages is in `labels`, what went wrong in `troubles`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from daily_papers import humanize
from daily_papers.papers.scopes import ALL, MUTED, NOTES, UNREAD, Scope, ViewScope
from daily_papers.papers.verdicts import VERDICTS

# Above the list


def on_samples(fetch_key: str) -> tuple[str, ...]:
    """That the papers are samples, and how others come; no key where none fetches."""
    wanted = (f"{fetch_key} fetches today's",) if fetch_key else ()
    return ("Sample digests", *wanted, "daily-papers import takes a saved page")


def long_past(unread: int, key: str) -> tuple[str, ...]:
    """How many papers are unread at first, and which key clears those of long ago."""
    return (f"{humanize.count(unread)} unread", f"{key} marks what is older than a week as read")


def days_come(days: int, key: str) -> tuple[str, ...]:
    """How many days have come since the last visit, and which key goes through them."""
    return (f"{humanize.quantity(days, 'day')} since your last visit", f"{key} catches up")


OWN_DIGESTS: Final = "Your own digests are here"
STILL_READING: Final = "The list is still being read · again in a moment"


# What the list holds, and where one is in it

NOTHING_HERE: Final = "Nothing here"
LOOKING: Final = "Looking…"
NO_HITS: Final = "No hits"
NO_HITS_SO_FAR: Final = "No hits so far"
NOTHING_IN: Final[Mapping[Scope, str]] = {
    UNREAD: "Nothing unread",
    **{
        ViewScope(verdict.register): f"Nothing {verdict.past}"
        for verdict in VERDICTS
        if verdict.view
    },
    NOTES: "No notes yet",
    ALL: "No papers yet",
    MUTED: "Nothing muted",
}
"""What an empty view says, by its scope."""


def place(number: int, total: int) -> str:
    """A paper's number in the list."""
    return f"{humanize.count(number)} of {humanize.count(total)}"


def how_far(share: float) -> str:
    """How much of the abstract has been in sight."""
    return f"abstract {humanize.percent(share, 1)}"


def selected(papers: int) -> str:
    """How many papers are selected."""
    return f"{humanize.count(papers)} selected"


def so_many_muted(papers: int) -> str:
    """How many papers of a day are hidden."""
    return f"{humanize.count(papers)} muted"


def fresh(papers: int) -> str:
    """How many papers have come that the list does not show."""
    return f"{humanize.count(papers)} new"


def no_longer_match(papers: int) -> str:
    """How many papers of the list no longer belong to it."""
    return f"{humanize.count(papers)} no longer match"


def everywhere(papers: int) -> str:
    """How many papers a filter would leave of all."""
    return f"{humanize.count(papers)} everywhere"


def only_offered(of: str, papers: int) -> str:
    """A filter leaves nothing, but would of papers of a kind of `shown.Kind`."""
    if of == "named":
        return f"no hits · {humanize.quantity(papers, 'paper')} with that id"
    return f"no {'exact ' * (of == 'similar')}hits · {humanize.count(papers)} {of}"


def in_capitals(operator: str) -> str:
    """A filter leaves nothing, and an operator in it is taken for a word; empty where none is."""
    return f" · {operator} is written in capitals" if operator else ""


def hits_everywhere(papers: int) -> str:
    """A filter leaves nothing here, but would of all."""
    return f"No hits here · {everywhere(papers)}: enter"


def offered_hits(of: str, papers: int, *, here: bool) -> str:
    """A filter leaves nothing, but would of such papers, here or elsewhere: what enter does."""
    adds = f" adds is:{of}" if of in ("dismissed", "muted") else ""
    return f"{only_offered(of, papers).capitalize()}{'' if here else ' elsewhere'}: enter{adds}"


# Days and papers

NO_PAPER: Final = "No paper here"
NO_HIT: Final = "No hit of a filter in this abstract"
IS_OLDEST: Final = "That is the oldest day"
IS_NEWEST: Final = "That is the newest day"
NO_MORE_UNREAD: Final = "No more unread papers here"
CLEARED: Final = "Cleared"
NONE_MISSED: Final = "No day was missed"
NOTHING_UNREAD: Final = "Nothing unread here"
NOTHING_OLD: Final = "Nothing unread is older than a week"


def unread_on(name: str, unread: int) -> str:
    """How many papers of another digest are unread."""
    return f"{name}: {humanize.quantity(unread, 'unread paper')}"


def cleared(key: str, name: str, unread: int) -> str:
    """Nothing of a day is unread; which key goes to the next with unread papers."""
    return f"{CLEARED} · {key} {name} ({humanize.count(unread)})"


def catch_up(*days: str) -> str:
    """The days that were missed, as one queue: the first, and the last where there are more."""
    return f"Catch up {' – '.join(days)}"


# Acts

AGAIN_QUITS: Final = "ctrl+c again quits"
NOTHING_UNREAD_THERE: Final = "Nothing unread there"
CANCELLED: Final = "Cancelled: nothing was done"
SAVED_NOW: Final = "Saved now"
GONE: Final = "This paper is gone from the cache"
NO_OFFER: Final = "No keyword is offered to be muted just now"


def quits_unsaved(why: str) -> str:
    """The question before quitting while acts are not saved; `why` says it in a sentence."""
    return f"{why} · again quits"


def already(what: str) -> str:
    """An act that changes nothing on one paper."""
    return f"{what} already"


def all_already(what: str) -> str:
    """An act that changes nothing on many papers."""
    return f"All {what} already"


def press_again(papers: int) -> str:
    """The question before an act on many papers."""
    return f"{humanize.quantity(papers, 'paper')}? Again does it"


def confirm_tag(papers: int, *, add: bool) -> str:
    """The question before many papers are tagged, or untagged."""
    return f"enter again to {'tag' if add else 'untag'} {humanize.quantity(papers, 'paper')}"


def working_on(papers: int) -> str:
    """An act on very many papers is under way."""
    return f"Working on {humanize.quantity(papers, 'paper')} …"


def decide(keys: Sequence[str]) -> str:
    """Which keys decide on a paper."""
    return f"{' '.join(keys)} decide"


def dismissed(papers: int) -> str:
    """So many papers were dismissed."""
    return f"{humanize.count(papers)} dismissed"


def key_mutes(key: str, keyword: str) -> str:
    """The offer to mute a keyword."""
    return f"{key} mutes “{keyword}”"


# Notes

NOTED: Final = "Noted"
NOTE_REMOVED: Final = "Note removed"
NOTE_SAME: Final = "The note is as it was"
NOTHING_TO_DROP: Final = "Nothing to drop"
DROPPED: Final = "Dropped"
KEPT_AS_DRAFT: Final = "its text is kept as a draft"


def kept_in(file: object) -> str:
    """What an editor wrote is in a file."""
    return f"its text is kept in {file}"


# Tags

NO_TAG_YET: Final = "No tag was put yet"


def tagged(names: str, papers: int, *, on: bool) -> str:
    """Tags were put on papers, or taken off."""
    many = f" · {humanize.quantity(papers, 'paper')}" if papers > 1 else ""
    return f"{'Tagged' if on else 'Untagged'} {names}{many}"


# Themes


def theme_chosen(title: str, fixed: str, refused: str) -> str:
    """A theme was chosen: for good, unless `config.toml` has another or the disk refused it."""
    if fixed:
        return f'{title} until you quit · config.toml says theme = "{fixed}"'
    if refused:
        return f"{title} until you quit · the settings cannot be written: {refused}"
    return f"{title} · kept"


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
NOTHING_KEPT: Final = "Nothing was kept"


def copied_papers(papers: int) -> str:
    """Papers are in the clipboard."""
    return f"Copied {humanize.quantity(papers, 'paper')}"


def copied_citations(papers: int) -> str:
    """BibTeX is in the clipboard."""
    many = humanize.quantity(papers, "citation") if papers > 1 else "the citation"
    return f"Copied {many} as BibTeX"


def wrote(papers: int, path: str) -> str:
    """Papers are in a file."""
    return f"Wrote {humanize.quantity(papers, 'paper')} to {path}"


def took(name: str, papers: int) -> str:
    """A command was given papers, and said nothing."""
    return f"{name} took {humanize.quantity(papers, 'paper')}"


# Selections


def selected_so_far(number: int) -> str:
    """All rows that were read are selected; more may come."""
    return f"{humanize.count(number)} so far · the list is still being read"


def none_selected_before(*, elsewhere: bool) -> str:
    """There is no selection to bring back, or none of it stands in this list."""
    return "Nothing was selected before" + (" here" if elsewhere else "")


# The queue of Later

ONLY_LATER: Final = "Only Later has an order of its own"
FILTER_SORTS: Final = "The filter says how to sort"
LATER_READING: Final = "Later is still being read"
NOT_QUEUED: Final = "This paper is not for later any more"
IS_LAST: Final = "It is the last one"
IS_FIRST: Final = "It is the first one"


def now_at(place: int, queued: int) -> str:
    """Where in the queue a paper has come to stand, counted from 1."""
    return f"Now {humanize.count(place)} of {humanize.count(queued)}"


# Views and rules

NO_FILTER: Final = "Type a filter first"


def no_view(number: int) -> str:
    """A key of a view that is not there."""
    return f"No view {number} yet"


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
    """A rule highlights titles, or does no longer."""
    return f"{'Highlighted' if on else 'No longer highlighted'}: {text}"


# The index

REMAKING: Final = "Making the damaged index again"
READING: Final = "Reading digests"


def so_far(doing: str, done: int, total: int) -> str:
    """How far something is."""
    return f"{doing} {humanize.count(done)} of {humanize.count(total)}"


# Fetching

DEMO_FETCHES_NOTHING: Final = "The demo fetches nothing · open daily-papers without --demo"
FETCHING: Final = "Fetching …"


def fetching(done: int, jobs: int, papers: int) -> str:
    """How far a fetch is."""
    of = f"{humanize.count(done)} of {humanize.count(jobs)}"
    return f"Fetching {of} · {humanize.quantity(papers, 'paper')}"


def waiting(seconds: float) -> str:
    """A fetch waits before it asks again."""
    return f"Fetching · waiting {humanize.duration(seconds)}"


def fetched(new: int) -> str:
    """What a fetch brought."""
    return f"Fetched {humanize.quantity(new, 'new paper')}" if new else "Nothing new to fetch"
