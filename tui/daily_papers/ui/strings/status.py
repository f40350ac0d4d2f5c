"""What the lines at the top and the bottom say, with keys as they are bound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from daily_papers import humanize
from daily_papers.papers.cells import ELLIPSIS
from daily_papers.papers.scopes import ALL, MUTED, NOTES, UNREAD, Scope, ViewScope
from daily_papers.papers.verdicts import TRIAGE_ACTS, VERDICTS
from daily_papers.ui.keys.actions import ACTIONS, by_use, show_key
from daily_papers.ui.model.calendar import find
from daily_papers.ui.model.layout import Focus, Mode
from daily_papers.ui.strings import errors, labels, toasts

if TYPE_CHECKING:
    from daily_papers.library import Matches
    from daily_papers.ui.model.list_state import ListState
    from daily_papers.ui.model.reader import ReaderModel

Keys = Mapping[str, Sequence[str]]
"""The keys of each action, as people read them, by the action's name."""
_ON_SELECTION: Final = (*TRIAGE_ACTS, "tags", "export", "back", "help_sheet")
"""What can be done to selected papers, in the order of the footer."""


def footer_keys(model: ReaderModel, keys: Keys) -> tuple[tuple[str, str], ...]:
    """The keys that matter where the focus is, with their labels."""
    if model.layout.arrangement.mode is Mode.TITLE:
        return ()
    if model.layout.focus is Focus.FILTER:
        return labels.FIELD_KEYS
    if model.layout.focus is Focus.DAYS:
        return labels.DAYS_KEYS
    if model.papers.selection:
        return tuple(
            (bound[0], labels.on_all(each.label) if each.group == "judge" else each.label)
            for each in map(ACTIONS.__getitem__, _ON_SELECTION)
            if (bound := keys.get(each.name))
        )
    listed = sorted(
        (each for each in ACTIONS.values() if each.footer), key=lambda each: each.footer
    )
    return tuple((bound[0], each.label) for each in listed if (bound := keys.get(each.name)))


def keys_after_prefix(
    model: ReaderModel, choices: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """The keys that may follow a prefix, with their labels, those that are used most first.

    Args:
        model: Says on how many papers a key acts, and which views there are.
        choices: The action's name by key.
    """
    own = {f"own_view_{number}": number - 1 for number in range(1, 10)}
    label_of = {each.name: each.label for each in by_use() if each.name not in own}
    label_of |= {
        name: model.view_names[at] for name, at in own.items() if at < len(model.view_names)
    }
    shown, cursor = len(model.papers.rows), model.papers.cursor
    acts_on = {"all_read": shown, "below_read": shown - cursor, "above_read": cursor + 1}
    for name, papers in acts_on.items():
        label_of[name] += f" · {humanize.quantity(papers if shown else 0, 'paper')}"
    keys_of: dict[str, list[str]] = {}
    for keys, name in choices.items():
        keys_of.setdefault(name, []).append(show_key(keys))
    return tuple((key, label) for name, label in label_of.items() for key in keys_of.get(name, ()))


def position_text(model: ReaderModel) -> str:
    """Where the user is: `10 of 57`, and in the abstract how far."""
    mode, papers = model.layout.arrangement.mode, model.papers
    total, cursor = len(papers.rows), papers.cursor + 1
    if papers.selection and mode is not Mode.TITLE:
        return toasts.selected(len(papers.selection))
    if mode is Mode.TITLE or not total:
        return ""
    if mode is Mode.SINGLE:
        return f"{cursor}/{humanize.count(total)}"
    if mode is Mode.NARROW or model.layout.focus is Focus.ABSTRACT:
        return toasts.abstract_progress(model.abstract.progress)
    return toasts.position(cursor, total)


def count_text(model: ReaderModel) -> str:
    """`57 papers · 53 ● · 3 muted`, or with a filter how many hits there are everywhere."""
    listing = model.listing
    if listing is None:
        return ""
    is_final = listing.rows.complete or listing.counted is not None
    if not (listing.total or is_final):
        return ELLIPSIS
    total = humanize.quantity(listing.total, "paper") + ("" if is_final else "+")
    if listing.query:
        if listing.offer:
            return toasts.only_offered(listing.offer.of, listing.offer.papers)
        elsewhere = None if listing.scope == ALL else listing.everywhere
        parts = [total]
        if elsewhere is not None:
            parts.append(toasts.everywhere(elsewhere))
        if listing.muted:
            parts.append(toasts.muted_papers(listing.muted))
        return " · ".join(parts)
    if listing.scope in (ALL, UNREAD):
        unread, muted = model.counts.get(UNREAD, 0), model.counts.get(MUTED, 0)
    else:
        at = find(model.calendar, listing.scope)
        here = model.calendar[at] if at is not None else None
        unread, muted = (here.unread, here.muted) if here else (0, 0)
    parts = [total]
    if unread:
        parts.append(f"{humanize.count(unread)} {model.appearance.glyphs.unread}")
    if muted:
        parts.append(toasts.muted_papers(muted))
    return " · ".join(parts)


def key_hint(keys: Keys, action: str, effect: str) -> str:
    """The key of an action and what it does next, for the end of a toast: ` · gl shows it`."""
    bound = keys.get(action)
    return f" · {bound[0]} {effect}" if bound else ""


def day_key(keys: Keys, steps: int) -> str:
    """The key that goes so many days back, or forward where negative: `[`, `3]`; or nothing."""
    bound = keys.get("older_day" if steps > 0 else "newer_day")
    return f"{abs(steps) if abs(steps) > 1 else ''}{bound[0]}" if bound else ""


def undo_hint(keys: Keys) -> str:
    """How to undo the last act, for the end of a toast: ` · u undoes`."""
    return key_hint(keys, "undo", labels.UNDOES)


def again_hint(keys: Keys) -> str:
    """That undo continues after asking, for the end of its question: ` · u again`."""
    return key_hint(keys, "undo", labels.AGAIN)


def notice_text(model: ReaderModel, keys: Keys) -> str:
    """What is wrong, what is going on, or what has changed under the list."""
    going_on = model.index_behind or model.fetching or model.activity
    return model.trouble or going_on or (_changes(model.listing, keys) if model.listing else "")


def _changes(listing: ListState, keys: Keys) -> str:
    """What has changed under a list: `12 new · r shows them`, `3 no longer match · r refreshes`."""
    if listing.unfinished:
        return _unfinished_text(listing.unfinished) + key_hint(keys, "refresh", labels.CONTINUES)
    if listing.fresh:
        return toasts.new_papers(listing.fresh) + key_hint(keys, "refresh", labels.SHOWS_THEM)
    if listing.stale:
        return toasts.no_longer_match(listing.stale) + key_hint(keys, "refresh", labels.REFRESHES)
    return ""


def _unfinished_text(unfinished: Matches) -> str:
    """How far a regular expression that took too long was matched."""
    if not unfinished.looked_at:
        return errors.EXPRESSION_STOPPED
    return errors.searched(unfinished.looked_at, unfinished.total, unfinished.since)


def empty_text(listing: ListState, keys: Keys) -> str:
    """What an empty list says, and which keys lead on."""
    if not listing.query:
        nothing = toasts.NOTHING_IN.get(listing.scope, toasts.NOTHING_HERE)
        return nothing + "".join(key_hint(keys, *each) for each in _NEXT.get(listing.scope, ()))
    from daily_papers.query.tokens import lowercase_operator  # a first frame has no filter

    return _no_hits_text(listing) + toasts.capitals_hint(lowercase_operator(listing.text))


def _no_hits_text(listing: ListState) -> str:
    """That a filter leaves nothing, and what enter would list."""
    if listing.unfinished:
        return toasts.NO_MATCHES_YET
    if listing.scope != ALL and listing.everywhere:
        return toasts.matches_everywhere(listing.everywhere)
    if offer := listing.offer:
        return toasts.offered_matches(offer.of, offer.papers, here=offer.here)
    return toasts.NO_MATCHES


_NEWEST: Final = ("newest_day", labels.NEWEST_DAY)
_NEXT: Final[Mapping[Scope, Sequence[tuple[str, str]]]] = {
    UNREAD: (_NEWEST,),
    **{
        ViewScope(verdict.register): ((verdict.act, verdict.view.invites), _NEWEST)
        for verdict in VERDICTS
        if verdict.view
    },
    NOTES: (("note", labels.WRITES_ONE), _NEWEST),
    MUTED: (_NEWEST,),
}
"""Actions that lead on from an empty view, with what they do."""
