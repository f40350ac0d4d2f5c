"""Texts of toasts, of the banner, and of the lines at the top and the bottom.

Sentence case, no full stop, facts separated by ` · `. A text without a number or a name is a
constant; the others are functions. `status.key_hint` appends keys, as they are bound. Fixed texts
of sheets and pages are in `labels`, what went wrong is in `errors`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from daily_papers import humanize
from daily_papers.papers.scopes import ALL, MUTED, NOTES, UNREAD, Scope, ViewScope
from daily_papers.papers.verdicts import VERDICTS

# Above the list


def on_samples(fetch_key: str) -> tuple[str, ...]:
    """That the papers are samples, and how to get others; no key where none fetches."""
    wanted = (f"{fetch_key} fetches today's",) if fetch_key else ()
    return ("Sample digests", *wanted, "daily-papers import takes a saved page")


def long_past(unread: int, key: str) -> tuple[str, ...]:
    """How many papers are unread at first, and the key that marks old ones as read."""
    return (f"{humanize.count(unread)} unread", f"{key} marks everything older than a week as read")


def new_days(days: int, key: str) -> tuple[str, ...]:
    """How many days were added since the last visit, and the key that goes through them."""
    return (f"{humanize.quantity(days, 'day')} since your last visit", f"{key} catches up")


OWN_DIGESTS: Final = "Now showing your own digests"
STILL_LOADING: Final = "The list is still loading · try again in a moment"


# The list

NOTHING_HERE: Final = "Nothing here"
SEARCHING: Final = "Searching …"
NO_MATCHES: Final = "No matches"
NO_MATCHES_YET: Final = "No matches so far"
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


def position(number: int, total: int) -> str:
    """The position of a paper in the list."""
    return f"{humanize.count(number)} of {humanize.count(total)}"


def abstract_progress(share: float) -> str:
    """How much of the abstract was in sight."""
    return f"abstract {humanize.percent(share, 1)}"


def selected(papers: int) -> str:
    """How many papers are selected."""
    return f"{humanize.count(papers)} selected"


def muted_papers(papers: int) -> str:
    """How many papers of a day are hidden."""
    return f"{humanize.count(papers)} muted"


def new_papers(papers: int) -> str:
    """How many new papers the list does not show yet."""
    return f"{humanize.count(papers)} new"


def no_longer_match(papers: int) -> str:
    """How many papers of the list no longer belong to it."""
    return f"{humanize.count(papers)} no longer match"


def everywhere(papers: int) -> str:
    """How many of all papers match a filter."""
    return f"{humanize.count(papers)} everywhere"


def only_offered(of: str, papers: int) -> str:
    """Nothing matches a filter, except among papers of another kind, as in `Offer.of`."""
    if of == "named":
        return f"no matches · {humanize.quantity(papers, 'paper')} with that id"
    return f"no {'exact ' * (of == 'similar')}matches · {humanize.count(papers)} {of}"


def capitals_hint(operator: str) -> str:
    """A hint that an operator in lower case is read as a word; empty without such an operator."""
    return f" · write {operator} in capitals" if operator else ""


def matches_everywhere(papers: int) -> str:
    """Nothing here matches a filter, but other papers do."""
    return f"No matches here · {everywhere(papers)}: enter"


def offered_matches(of: str, papers: int, *, here: bool) -> str:
    """Nothing matches a filter, except among other papers: what enter does."""
    adds = f" adds is:{of}" if of in ("dismissed", "muted") else ""
    return f"{only_offered(of, papers).capitalize()}{'' if here else ' elsewhere'}: enter{adds}"


# Days and papers

NO_PAPER: Final = "No paper here"
NO_MATCH_IN_ABSTRACT: Final = "No match of a filter in this abstract"
IS_OLDEST: Final = "This is the oldest day"
IS_NEWEST: Final = "This is the newest day"
NO_MORE_UNREAD: Final = "No more unread papers here"
CLEARED: Final = "Cleared"
NONE_MISSED: Final = "No missed days"
NOTHING_UNREAD: Final = "Nothing unread here"
NOTHING_OLD: Final = "Nothing unread is older than a week"


def unread_on(name: str, unread: int) -> str:
    """How many papers of another digest are unread."""
    return f"{name}: {humanize.quantity(unread, 'unread paper')}"


def cleared(key: str, name: str, unread: int) -> str:
    """Nothing of a day is unread; the key that goes to the next day with unread papers."""
    return f"{CLEARED} · {key} {name} ({humanize.count(unread)})"


def catch_up(*days: str) -> str:
    """The title of a triage of missed days: the first, and the last where there are more."""
    return f"Catch up {' – '.join(days)}"


# Acts

AGAIN_QUITS: Final = "Press ctrl+c again to quit"
NOTHING_UNREAD_THERE: Final = "Nothing unread there"
CANCELLED: Final = "Cancelled: nothing was changed"
SAVED_NOW: Final = "Saved now"
GONE: Final = "This paper is no longer in the cache"
NO_SUGGESTION: Final = "No keyword to mute is suggested now"


def quits_unsaved(why: str) -> str:
    """The question before quitting while acts are not saved; `why` is a sentence."""
    return f"{why} · press again to quit"


def already(what: str) -> str:
    """An act that changes nothing on one paper."""
    return f"{what} already"


def all_already(what: str) -> str:
    """An act that changes nothing on many papers."""
    return f"All {what} already"


def press_again(papers: int) -> str:
    """The question before an act on many papers."""
    return f"Press again to mark {humanize.quantity(papers, 'paper')}"


def confirm_tag(papers: int, *, add: bool) -> str:
    """The question before many papers are tagged, or untagged."""
    return f"enter again to {'tag' if add else 'untag'} {humanize.quantity(papers, 'paper')}"


def working_on(papers: int) -> str:
    """An act on very many papers is running."""
    return f"Working on {humanize.quantity(papers, 'paper')} …"


def decide(keys: Sequence[str]) -> str:
    """Which keys decide on a paper."""
    return f"{' '.join(keys)} decide"


def dismissed(papers: int) -> str:
    """How many papers were dismissed."""
    return f"{humanize.count(papers)} dismissed"


def key_mutes(key: str, keyword: str) -> str:
    """The suggestion to mute a keyword."""
    return f"{key} mutes “{keyword}”"


# Notes

NOTE_SAVED: Final = "Note saved"
NOTE_REMOVED: Final = "Note removed"
NOTE_SAME: Final = "Note unchanged"
NOTHING_TO_DISCARD: Final = "Nothing to discard"
DISCARDED: Final = "Discarded"
SAVED_AS_DRAFT: Final = "the text is saved as a draft"


def text_is_in(file: object) -> str:
    """What an editor wrote is in a file."""
    return f"the text is in {file}"


# Tags

NO_TAG_YET: Final = "No tags added yet"


def tagged(names: str, papers: int, *, on: bool) -> str:
    """Tags were added to papers, or removed."""
    many = f" · {humanize.quantity(papers, 'paper')}" if papers > 1 else ""
    return f"{'Tagged' if on else 'Untagged'} {names}{many}"


# Themes


def theme_chosen(title: str, fixed: str, refused: str) -> str:
    """A theme was chosen: permanently, unless `config.toml` has another or it was not saved."""
    if fixed:
        return f'{title} until you quit · config.toml says theme = "{fixed}"'
    if refused:
        return f"{title} until you quit · the settings cannot be saved: {refused}"
    return f"{title} · saved"


# Links, the browser and the clipboard

NO_LINK: Final = "This paper has no link"
ONLY_WEB: Final = "Only web addresses can be opened"
COPIED_TITLE: Final = "Copied title and link"


def no_such_link(number: int) -> str:
    """The paper has fewer links."""
    return f"This paper has no link {number}"


def opened(url: str) -> str:
    """An address was given to the browser."""
    return f"Opened {url}"


def copied(what: str) -> str:
    """Something was copied."""
    return f"Copied {what}"


def no_browser(url: str) -> str:
    """An address was copied, since nothing can open it."""
    return f"No browser here · copied {url}"


# Exports and commands

NOTHING_TO_EXPORT: Final = "Nothing to export"
NOTHING_KEPT: Final = "No papers were kept"


def copied_papers(papers: int) -> str:
    """Papers were copied."""
    return f"Copied {humanize.quantity(papers, 'paper')}"


def copied_citations(papers: int) -> str:
    """BibTeX was copied."""
    many = humanize.quantity(papers, "citation") if papers > 1 else "the citation"
    return f"Copied {many} as BibTeX"


def wrote(papers: int, path: str) -> str:
    """Papers were written to a file."""
    return f"Wrote {humanize.quantity(papers, 'paper')} to {path}"


def piped(name: str, papers: int) -> str:
    """A command was given papers, and printed nothing."""
    return f"Piped {humanize.quantity(papers, 'paper')} to {name}"


# Selections


def selected_so_far(number: int) -> str:
    """All rows that are loaded are selected; there may be more."""
    return f"{humanize.count(number)} so far · the list is still loading"


def no_earlier_selection(*, elsewhere: bool) -> str:
    """There is no selection to restore, or none of it is in this list."""
    return "No earlier selection" + (" here" if elsewhere else "")


# The queue of Later

ONLY_LATER: Final = "Only Later can be reordered"
FILTER_SORTS: Final = "The filter sets the order"
LATER_LOADING: Final = "Later is still loading"
NOT_QUEUED: Final = "This paper is no longer in Later"
IS_LAST: Final = "Already last"
IS_FIRST: Final = "Already first"


def now_at(place: int, queued: int) -> str:
    """The new position of a paper in the queue, counted from 1."""
    return f"Now {humanize.count(place)} of {humanize.count(queued)}"


# Views and rules

NO_FILTER: Final = "Type a filter first"


def no_view(number: int) -> str:
    """There are fewer views."""
    return f"No view {number} yet"


def view_saved(name: str) -> str:
    """A filter was saved as a view."""
    return f"View {name} saved"


def view_removed(name: str) -> str:
    """A view was removed."""
    return f"View {name} removed"


def muted(text: str, *, on: bool) -> str:
    """A mute rule was added or removed."""
    return f"{'Muted' if on else 'No longer muted'}: {text}"


def highlighted(text: str, *, on: bool) -> str:
    """A rule highlights titles, or does no longer."""
    return f"{'Highlighted' if on else 'No longer highlighted'}: {text}"


# The index

REBUILDING: Final = "Rebuilding the damaged index"
READING: Final = "Reading digests"


def progress(doing: str, done: int, total: int) -> str:
    """How far some work is."""
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
    """The result of a fetch."""
    return f"Fetched {humanize.quantity(new, 'new paper')}" if new else "Nothing new to fetch"
