"""What the lines at the top and the bottom say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from tui.ui import words
from tui.ui.actions import ACTIONS
from tui.ui.days import find
from tui.ui.layout import Mode

if TYPE_CHECKING:
    from tui.cache.index.regex import Matches
    from tui.papers.rows import Tally
    from tui.ui.look import Look
    from tui.ui.screens.reader import Reader
    from tui.ui.shown import Shown

_FIELD_KEYS: Final = (("enter", "keep"), ("esc", "as before"), ("↑↓", "move"))
_ON_ALL: Final = ("star", "later", "dismiss", "done", "tags", "export", "back", "help_sheet")
"""What can be done to selected papers, in the order of the footer."""
_DAYS_KEYS: Final = (("enter", "show"), ("j k", "move"), ("esc", "back"))


def footer_keys(reader: Reader, mode: Mode) -> tuple[tuple[str, str], ...]:
    """The keys that matter where the focus is, with their words."""
    if mode is Mode.TITLE:
        return ()
    if reader.focused is reader.bar.field:
        return _FIELD_KEYS
    if reader.focused is reader.days:
        return _DAYS_KEYS
    if reader.selection:
        return tuple(
            (keys[0], f"{each.label} all" if each.group == "judge" else each.label)
            for each in map(ACTIONS.__getitem__, _ON_ALL)
            if (keys := reader.shown_keys.get(each.name))
        )
    listed = sorted(
        (each for each in ACTIONS.values() if each.footer), key=lambda each: each.footer
    )
    return tuple(
        (keys[0], each.label) for each in listed if (keys := reader.shown_keys.get(each.name))
    )


def place_words(reader: Reader, mode: Mode) -> str:
    """Where the user is: `10 of 57`, and in the abstract how far."""
    total, cursor = len(reader.papers.rows), reader.papers.cursor + 1
    if reader.selection and mode is not Mode.TITLE:
        return f"{words.count(len(reader.selection))} selected"
    if mode is Mode.TITLE or not total:
        return ""
    if mode is Mode.SINGLE:
        return f"{cursor}/{words.count(total)}"
    if mode is Mode.NARROW or reader.focused is reader.abstract:
        return f"abstract {words.percent(reader.abstract.progress, 1)}"
    return f"{words.count(cursor)} of {words.count(total)}"


def count_words(
    shown: Shown, tallies: Sequence[Tally], counts: Mapping[str, int], look: Look
) -> str:
    """`57 papers · 53 ● · 3 muted`, or with a filter how many hits there are everywhere."""
    is_final = shown.rows.complete or shown.counted is not None
    total = words.some(shown.total, "paper") + ("" if is_final else "+")
    if shown.query:
        if shown.similar:
            return f"no exact hits · {words.count(shown.similar)} similar"
        if shown.scope == "all" or shown.everywhere is None:
            return total
        return f"{total} · {words.count(shown.everywhere)} everywhere"
    if shown.scope in ("all", "unread"):
        unread, muted = counts.get("unread", 0), counts.get("muted", 0)
    else:
        at = find(tallies, shown.scope)
        here = tallies[at] if at is not None else None
        unread, muted = (here.unread, here.muted) if here else (0, 0)
    parts = [total]
    if unread:
        parts.append(f"{words.count(unread)} {look.glyphs.unread}")
    if muted:
        parts.append(f"{words.count(muted)} muted")
    return " · ".join(parts)


def key_hint(reader: Reader, action: str, does: str) -> str:
    """The key of an action and what it does next, for the end of a toast: ` · gl shows it`."""
    keys = reader.shown_keys.get(action)
    return f" · {keys[0]} {does}" if keys else ""


def undo_hint(reader: Reader) -> str:
    """How the last act is taken back, for the end of a toast: ` · u undoes`."""
    return key_hint(reader, "undo", "undoes")


def again_hint(reader: Reader) -> str:
    """That undo goes on after asking, for the end of its question: ` · u again`."""
    return key_hint(reader, "undo", "again")


def notice_words(shown: Shown) -> str:
    """What has changed under the list: `12 new · r`, `3 settled · r tidies`."""
    if shown.gaps:
        return gaps_words(shown.gaps)
    if shown.fresh:
        return f"{words.count(shown.fresh)} new · r"
    return f"{words.count(shown.settled)} settled · r tidies" if shown.settled else ""


def gaps_words(gaps: Matches) -> str:
    """How far a regular expression was looked for that took too long."""
    if not gaps.looked_at:
        return "The expression took too long and was stopped"
    far = f"looked at {words.count(gaps.looked_at)} of {words.count(gaps.total)} papers"
    back = f", back to {words.full_day(gaps.since)}" if gaps.since else ""
    return f"Took too long: {far}{back}"


def empty_words(shown: Shown) -> str:
    """What an empty list says."""
    if not shown.query:
        return _EMPTY.get(shown.scope, "Nothing here")
    if shown.scope != "all" and shown.everywhere:
        return f"No hits here · {words.count(shown.everywhere)} everywhere: enter"
    if shown.similar:
        where = "" if shown.similar_here else " elsewhere"
        return f"No exact hits · {words.count(shown.similar)} similar{where}: enter"
    return "No hits"


_EMPTY: Final = {
    "unread": "Nothing unread · gd newest day",
    "starred": "Nothing starred · s stars a paper · gd newest day",
    "later": "Nothing for later · b adds · gd newest day",
    "notes": "No notes yet · a writes one · gd newest day",
    "all": "No papers yet",
    "muted": "Nothing muted · gd newest day",
}
"""What an empty view says."""
