"""The order of Later: papers moved up and down in the queue."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from daily_papers.library import Listing
from daily_papers.papers.scopes import LATER
from daily_papers.query.parser import parse
from daily_papers.ui.strings import labels, toasts
from daily_papers.ui.strings.status import key_hint, undo_hint

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader


def move_paper(reader: Reader, steps: int) -> None:
    """Move the paper under the cursor down the queue by `steps`, or up where negative.

    The list shows it at once. Papers that have left the queue, but still stand in the list, are
    passed over.
    """
    rows, library, desk = reader.papers.rows, reader.library, reader.desk
    if library is None or desk is None or not isinstance(rows, Listing) or not len(rows):
        return
    if reader.finder.scope != LATER:
        reader.say(toasts.ONLY_LATER + key_hint(reader, "view_later", labels.SHOWS_IT))
        return
    if _is_sorted(reader):
        reader.say(toasts.FILTER_SORTS)
        return
    if not rows.complete:
        reader.say(toasts.LATER_READING)
        return
    order = rows.keys()
    facts = library.facts(order)
    queued = [key for key in order if facts[key].later]
    key = order[reader.papers.cursor]
    if key not in queued:
        reader.say(toasts.NOT_QUEUED)
        return
    at = queued.index(key)
    to = max(0, min(at + steps, len(queued) - 1))
    if to == at:
        reader.say(toasts.IS_LAST if steps > 0 else toasts.IS_FIRST)
        return
    del queued[at]
    queued.insert(to, key)
    above = queued[to - 1] if to else None
    below = queued[to + 1] if to + 1 < len(queued) else None
    _arrange(reader, rows, order, queued)
    desk.write(partial(library.move, key, above, below))
    reader.say(toasts.now_at(to + 1, len(queued)) + undo_hint(reader))


def follow(reader: Reader) -> None:
    """Put the list in the order of the queue, which an undo may have changed; its members stay."""
    rows, library = reader.papers.rows, reader.library
    if (
        reader.finder.scope != LATER
        or _is_sorted(reader)
        or library is None
        or not isinstance(rows, Listing)
        or not rows.complete
    ):
        return
    order = rows.keys()
    members = set(order)
    now = library.rows(LATER, aside=True)
    there = now.keys()
    queued = [key for key in there if key in members]
    if now.complete and queued != [key for key in order if key in {*queued}]:
        _arrange(reader, rows, order, queued)


def _is_sorted(reader: Reader) -> bool:
    """Whether the filter asks for an order of its own."""
    text = reader.finder.text
    return bool(text.strip() and parse(text, date.today(), unfinished=True).sort)


def _arrange(reader: Reader, rows: Listing, order: list[int], queued: list[int]) -> None:
    """Put the rows in the order of `queued`; those that are not in it keep their places."""
    at_cursor, there, rest = reader.papers.key, {*queued}, iter(queued)
    rows.arrange([next(rest) if key in there else key for key in order])
    index = rows.find(at_cursor) if at_cursor is not None else None
    if index is not None:
        reader.papers.cursor = index
    reader.papers.refresh()
