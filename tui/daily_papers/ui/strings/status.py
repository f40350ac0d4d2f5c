"""Which of the sentences the lines at the top and the bottom say, with keys as they are bound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from daily_papers import humanize
from daily_papers.papers.cells import ELLIPSIS
from daily_papers.papers.scopes import ALL, LATER, MUTED, NOTES, STARRED, UNREAD, Scope
from daily_papers.ui.keys.actions import ACTIONS, by_use, show_key
from daily_papers.ui.model.calendar import find
from daily_papers.ui.model.layout import Mode
from daily_papers.ui.strings import errors, labels, toasts

if TYPE_CHECKING:
    from daily_papers.library import Matches
    from daily_papers.papers.rows import DigestCounts
    from daily_papers.ui.drawing.styles import Appearance
    from daily_papers.ui.model.list_state import ListState
    from daily_papers.ui.screens.reader import Reader

_ON_ALL: Final = ("star", "later", "dismiss", "done", "tags", "export", "back", "help_sheet")
"""What can be done to selected papers, in the order of the footer."""


def footer_keys(reader: Reader, mode: Mode) -> tuple[tuple[str, str], ...]:
    """The keys that matter where the focus is, with their words."""
    if mode is Mode.TITLE:
        return ()
    if reader.focused is reader.bar.field:
        return labels.FIELD_KEYS
    if reader.focused is reader.days:
        return labels.DAYS_KEYS
    if reader.selection:
        return tuple(
            (keys[0], labels.on_all(each.label) if each.group == "judge" else each.label)
            for each in map(ACTIONS.__getitem__, _ON_ALL)
            if (keys := reader.shown_keys.get(each.name))
        )
    listed = sorted(
        (each for each in ACTIONS.values() if each.footer), key=lambda each: each.footer
    )
    return tuple(
        (keys[0], each.label) for each in listed if (keys := reader.shown_keys.get(each.name))
    )


def keys_behind(
    reader: Reader, choices: Mapping[str, str], views: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """The keys that may follow a prefix, with their words, those that are used most first.

    Args:
        reader: Whose list says on how many papers a key acts.
        choices: From each key to its action's name.
        views: The names of the user's own views, cleaned; keys of others lead nowhere.
    """
    own = {f"own_view_{number}": number - 1 for number in range(1, 10)}
    words_of = {each.name: each.label for each in by_use() if each.name not in own}
    words_of |= {name: views[at] for name, at in own.items() if at < len(views)}
    shown, cursor = len(reader.papers.rows), reader.papers.cursor
    acts_on = {"all_read": shown, "below_read": shown - cursor, "above_read": cursor + 1}
    for name, papers in acts_on.items():
        words_of[name] += f" · {humanize.quantity(papers if shown else 0, 'paper')}"
    keys_of: dict[str, list[str]] = {}
    for keys, name in choices.items():
        keys_of.setdefault(name, []).append(show_key(keys))
    return tuple((key, word) for name, word in words_of.items() for key in keys_of.get(name, ()))


def place_words(reader: Reader, mode: Mode) -> str:
    """Where the user is: `10 of 57`, and in the abstract how far."""
    total, cursor = len(reader.papers.rows), reader.papers.cursor + 1
    if reader.selection and mode is not Mode.TITLE:
        return toasts.selected(len(reader.selection))
    if mode is Mode.TITLE or not total:
        return ""
    if mode is Mode.SINGLE:
        return f"{cursor}/{humanize.count(total)}"
    if mode is Mode.NARROW or reader.focused is reader.abstract:
        return toasts.how_far(reader.abstract.progress)
    return toasts.place(cursor, total)


def count_words(
    shown: ListState,
    tallies: Sequence[DigestCounts],
    counts: Mapping[Scope, int],
    appearance: Appearance,
) -> str:
    """`57 papers · 53 ● · 3 muted`, or with a filter how many hits there are everywhere."""
    is_final = shown.rows.complete or shown.counted is not None
    if not (shown.total or is_final):
        return ELLIPSIS
    total = humanize.quantity(shown.total, "paper") + ("" if is_final else "+")
    if shown.query:
        if shown.offer:
            return toasts.only_offered(shown.offer.of, shown.offer.papers)
        elsewhere = None if shown.scope == ALL else shown.everywhere
        parts = [total]
        if elsewhere is not None:
            parts.append(toasts.everywhere(elsewhere))
        if shown.muted:
            parts.append(toasts.so_many_muted(shown.muted))
        return " · ".join(parts)
    if shown.scope in (ALL, UNREAD):
        unread, muted = counts.get(UNREAD, 0), counts.get(MUTED, 0)
    else:
        at = find(tallies, shown.scope)
        here = tallies[at] if at is not None else None
        unread, muted = (here.unread, here.muted) if here else (0, 0)
    parts = [total]
    if unread:
        parts.append(f"{humanize.count(unread)} {appearance.glyphs.unread}")
    if muted:
        parts.append(toasts.so_many_muted(muted))
    return " · ".join(parts)


def key_hint(reader: Reader, action: str, does: str) -> str:
    """The key of an action and what it does next, for the end of a toast: ` · gl shows it`."""
    keys = reader.shown_keys.get(action)
    return f" · {keys[0]} {does}" if keys else ""


def day_key(reader: Reader, steps: int) -> str:
    """The key that goes so many days back, or forward where negative: `[`, `3]`; or nothing."""
    keys = reader.shown_keys.get("older_day" if steps > 0 else "newer_day")
    return f"{abs(steps) if abs(steps) > 1 else ''}{keys[0]}" if keys else ""


def undo_hint(reader: Reader) -> str:
    """How the last act is taken back, for the end of a toast: ` · u undoes`."""
    return key_hint(reader, "undo", labels.UNDOES)


def again_hint(reader: Reader) -> str:
    """That undo goes on after asking, for the end of its question: ` · u again`."""
    return key_hint(reader, "undo", labels.AGAIN)


def notice_words(reader: Reader, shown: ListState) -> str:
    """What has changed under the list: `12 new · r shows them`, `3 settled · r tidies`."""
    if shown.gaps:
        return _gaps_words(shown.gaps) + key_hint(reader, "tidy", labels.GOES_ON)
    if shown.fresh:
        return toasts.fresh(shown.fresh) + key_hint(reader, "tidy", labels.SHOWS_THEM)
    if shown.settled:
        return toasts.settled(shown.settled) + key_hint(reader, "tidy", labels.TIDIES)
    return ""


def _gaps_words(gaps: Matches) -> str:
    """How far a regular expression was looked for that took too long."""
    if not gaps.looked_at:
        return errors.EXPRESSION_STOPPED
    return errors.looked_at(gaps.looked_at, gaps.total, gaps.since)


def empty_words(reader: Reader, shown: ListState) -> str:
    """What an empty list says, and which keys lead on."""
    if not shown.query:
        nothing = toasts.NOTHING_IN.get(shown.scope, toasts.NOTHING_HERE)
        return nothing + "".join(key_hint(reader, *each) for each in _LEADS_ON.get(shown.scope, ()))
    from daily_papers.query.tokens import lowercase_operator  # a first frame has no filter

    return _no_hits_words(shown) + toasts.in_capitals(lowercase_operator(shown.text))


def _no_hits_words(shown: ListState) -> str:
    """That a filter leaves nothing, and what enter would list."""
    if shown.gaps:
        return toasts.NO_HITS_SO_FAR
    if shown.scope != ALL and shown.everywhere:
        return toasts.hits_everywhere(shown.everywhere)
    if offer := shown.offer:
        return toasts.offered_hits(offer.of, offer.papers, here=offer.here)
    return toasts.NO_HITS


_NEWEST: Final = ("newest_day", labels.NEWEST_DAY)
_LEADS_ON: Final[Mapping[Scope, Sequence[tuple[str, str]]]] = {
    UNREAD: (_NEWEST,),
    STARRED: (("star", labels.STARS_ONE), _NEWEST),
    LATER: (("later", labels.ADDS), _NEWEST),
    NOTES: (("note", labels.WRITES_ONE), _NEWEST),
    MUTED: (_NEWEST,),
}
"""Actions that lead on from an empty view, by its scope, with their words."""
