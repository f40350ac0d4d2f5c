"""The user's own views, mute rules and highlight rules: made, changed and removed, all undoable."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from daily_papers.library import ActResult, Rule, View
from daily_papers.papers.scopes import (
    ALL,
    LATER,
    MUTED,
    NOTES,
    STARRED,
    UNREAD,
    SavedViewScope,
    Scope,
    ViewScope,
)
from daily_papers.query.errors import QueryError
from daily_papers.query.parser import parse
from daily_papers.query.tree import Or, Query
from daily_papers.state.fractional_index import place_between
from daily_papers.state.records import Registers
from daily_papers.state.views import highlight_rule, mute_rule, removed_view, saved_view
from daily_papers.ui.services.index_updates import keep_indexed
from daily_papers.ui.strings import errors, labels, toasts
from daily_papers.ui.strings.status import key_hint, undo_hint

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader

REACHED: Final = 9
"""Views that have a key: `g1` to `g9`."""
_OF_VIEW: Final = {
    UNREAD: "is:unread",
    STARRED: "is:starred",
    LATER: "is:later",
    NOTES: "has:note",
    MUTED: "is:muted",
}
"""What a view that is always there asks, as a filter."""


class Unfit(ValueError):
    """A filter or a name that cannot be saved so; says why in words."""


class SavedViewsController:
    """Writes views and rules, and shows what comes of them."""

    def __init__(self, reader: Reader) -> None:
        """Args:
        reader: Who shows them.
        """
        self._reader = reader
        self._views = self._reader.open_library.views()
        """The views as they were told last."""
        self._waiting: frozenset[Rule] = frozenset()
        """The rules of which regular expressions are being matched."""

    @property
    def filter(self) -> str:
        """What the list shows, as one filter; of a day only what was typed."""
        finder = self._reader.finder
        outer, scope = "", finder.scope
        if isinstance(scope, ViewScope):
            outer = _OF_VIEW.get(scope, "")
        elif isinstance(scope, SavedViewScope):
            views = self._reader.open_library.views()
            outer = next((each.query for each in views if each.name == scope.name), "")
        return joined(outer, finder.text.strip())

    def checked(self) -> str:
        """`filter`, which may be empty, once it is sure that it is what stands in the field.

        Raises:
            Unfit: It is not, or is not finished.
        """
        if wrong := self._reader.filtering.wrong:
            raise Unfit(wrong)
        if text := self.filter:
            check(text)
        return text

    # Views

    def save_view(self, name: str, text: str, *, place: str = "") -> None:
        """Save a filter under a name, in the place of a view that bears it.

        Raises:
            Unfit: The name is empty, or the filter cannot be read.
        """
        name = " ".join(name.split())
        if not name:
            raise Unfit(errors.NO_NAME)
        check(text)
        known = self._reader.open_library.views()
        same = next((each for each in known if each.name == name), None)
        number = known.index(same) if same else len(known)
        shown = self._reader.shown_keys.get(f"own_view_{number + 1}")
        key = f" · {shown[0]}" if shown else ""
        self._write("view", saved_view(name, text, place or (same.place if same else "")))
        self._reader.say(toasts.view_saved(name) + key + undo_hint(self._reader))

    def rename_view(self, view: View, name: str) -> None:
        """Give a view another name.

        Raises:
            Unfit: The name is empty, or another view bears it.
        """
        name = " ".join(name.split())
        if not name or any(each.name == name for each in self._reader.open_library.views()):
            raise Unfit(errors.NAME_TAKEN)
        self._write("view", {**removed_view(view.name), **saved_view(name, view.query, view.place)})

    def remove_view(self, view: View) -> None:
        """Remove a view."""
        self._write("unview", removed_view(view.name))
        self._reader.say(toasts.view_removed(view.name) + undo_hint(self._reader))

    def move_view(self, view: View, step: int) -> bool:
        """Move a view up (-1) or down (1) among the others; whether there was room."""
        others = self._reader.open_library.views()
        at = others.index(view)
        if not 0 <= at + step < len(others):
            return False
        del others[at]
        others.insert(at + step, view)
        before = others[at + step - 1].place if at + step else ""
        after = others[at + step + 1].place if at + step + 1 < len(others) else ""
        place = place_between(before, after) if after else ""
        self._write("view", saved_view(view.name, view.query, place))
        return True

    # Rules

    def mute(self, text: str, on: bool = True) -> None:
        """Hide papers by a rule, or show them again.

        Raises:
            Unfit: The filter is empty or cannot be read.
        """
        if on:
            _check_rule(text)
        self._write("mute" if on else "unmute", mute_rule(text, on))
        shows = key_hint(self._reader, "view_muted", labels.SHOWS_THEM) if on else ""
        self._reader.say(toasts.muted(text, on=on) + undo_hint(self._reader) + shows)

    def highlight(self, text: str, on: bool = True) -> None:
        """Light the titles of papers up by a rule, or no more.

        Raises:
            Unfit: The filter is empty or cannot be read.
        """
        if on:
            _check_rule(text)
        self._write("highlight" if on else "unhighlight", highlight_rule(text, on))
        self._reader.say(toasts.highlighted(text, on=on) + undo_hint(self._reader))

    # What comes of it

    def changed(self, outcome: ActResult) -> None:
        """Views or rules changed, here or elsewhere: show it."""
        finder = self._reader.finder
        finder.refresh_counts()
        before, self._views = self._views, self._reader.open_library.views()
        scope = finder.scope
        now = _followed(scope, before, self._views) if scope else None
        if now and now != scope:
            place = finder.place()
            finder.show(now, text=place.text, key=place.key, top=place.top)
        elif outcome.keys:
            finder.tidy()
        self._waiting = self._now_waiting()
        if self._waiting:
            keep_indexed(self._reader.open_library.paths, self._reader)

    def matched(self) -> None:
        """The index is up to date: show what rules with regular expressions came to."""
        before, self._waiting = self._waiting, self._now_waiting()
        if done := {rule.query for rule in before - self._waiting}:
            self._reader.finder.tidy()
            for rule in self._reader.open_library.rules():
                if rule.stopped and rule.query in done:
                    self._reader.say(errors.rule_stopped(rule.query))

    def _now_waiting(self) -> frozenset[Rule]:
        return frozenset(rule for rule in self._reader.open_library.rules() if rule.waits)

    def _write(self, name: str, sets: Registers) -> None:
        library, desk = self._reader.open_library, self._reader.desk
        if desk:
            desk.write(lambda: library.run(lambda store: store.write(name, [], sets)), ())


def _followed(scope: Scope, before: Sequence[View], now: Sequence[View]) -> Scope:
    """What to show in the place of `scope`: a view that got another name under that one, and all
    papers where it is gone.
    """
    if not isinstance(scope, SavedViewScope) or any(view.name == scope.name for view in now):
        return scope
    asked = next(((view.query, view.place) for view in before if view.name == scope.name), None)
    heirs = (view.name for view in now if (view.query, view.place) == asked and view not in before)
    heir = next(heirs, None)
    return ALL if heir is None else SavedViewScope(heir)


def joined(outer: str, inner: str) -> str:
    """Two filters as one that asks for both; an empty one asks for nothing."""
    parts = [part for part in (outer, inner) if part]
    if len(parts) < 2:
        return "".join(parts)
    try:
        queries = [parse(part, date.today(), unfinished=True) for part in parts]
    except QueryError:
        return inner
    if any(isinstance(query.tree, Or) for query in queries):
        sides = [
            f"({Query(query.tree)})" if isinstance(query.tree, Or) else str(Query(query.tree))
            for query in queries
        ]
        sort = next((query.sort for query in reversed(queries) if query.sort), ())
        parts = [*sides, str(Query(sort=sort))]
    return " ".join(filter(None, parts))


def check(text: str) -> Query:
    """The query of a filter that is to be saved.

    Raises:
        Unfit: It is empty, or cannot be read.
    """
    if not text.strip():
        raise Unfit(errors.NO_FILTER)
    try:
        return parse(text, date.today())
    except QueryError as error:
        raise Unfit(str(error)) from None


def _check_rule(text: str) -> None:
    query = check(text)
    if query.tree == Query().tree:
        raise Unfit(errors.ONLY_AN_ORDER)
