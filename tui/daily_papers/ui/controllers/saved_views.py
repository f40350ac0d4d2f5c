"""The user's own views: saved, renamed, ordered and removed, all undoable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from daily_papers.papers.scopes import (
    ALL,
    MUTED,
    NOTES,
    UNREAD,
    SavedViewScope,
    Scope,
    ViewScope,
)
from daily_papers.papers.verdicts import VERDICTS
from daily_papers.state.fractional_index import key_between
from daily_papers.state.views import removed_view, saved_view
from daily_papers.ui.context import Context
from daily_papers.ui.controllers.filter_text import InvalidInput, check_filter, combine
from daily_papers.ui.controllers.paper_list import PaperListController
from daily_papers.ui.strings import errors, toasts
from daily_papers.ui.strings.status import undo_hint

if TYPE_CHECKING:
    from daily_papers.library import ActResult, SavedView
    from daily_papers.state.records import Registers

_FILTER_OF: Final = {
    UNREAD: "is:unread",
    **{ViewScope(each.register): f"is:{each.register}" for each in VERDICTS if each.view},
    NOTES: "has:note",
    MUTED: "is:muted",
}
"""What a built-in view asks for, as a filter."""


class SavedViewsController:
    """Writes views, and shows what changes."""

    def __init__(self, ctx: Context, papers: PaperListController) -> None:
        """Args:
        ctx: Who writes.
        papers: Follows a view that is renamed.
        """
        self._ctx = ctx
        self._list = papers
        self._views: Sequence[SavedView] = ()
        """The views as they were before a change."""

    def begin(self) -> None:
        """From now on follow what happens to the views of the library, here or elsewhere."""
        self._views = self._ctx.session.library.views()

    def with_scope(self, text: str) -> str:
        """A filter together with what the scope of the list asks for."""
        scope = self._ctx.model.scope
        if isinstance(scope, SavedViewScope):
            views = self._ctx.session.library.views()
            outer = next((view.query for view in views if view.name == scope.name), "")
        else:
            outer = _FILTER_OF.get(scope, "") if isinstance(scope, ViewScope) else ""
        return combine(outer, text)

    def save(self, name: str, text: str, *, place: str = "") -> None:
        """Save a filter under a name, in the place of a view that bears it.

        Raises:
            InvalidInput: The name is empty, or the filter cannot be read.
        """
        name = " ".join(name.split())
        if not name:
            raise InvalidInput(errors.NO_NAME)
        check_filter(text)
        known = self._ctx.session.library.views()
        same = next((each for each in known if each.name == name), None)
        number = known.index(same) if same else len(known)
        bound = self._ctx.keys.get(f"own_view_{number + 1}")
        key = f" · {bound[0]}" if bound else ""
        self._write("view", saved_view(name, text, place or (same.place if same else "")))
        self._ctx.host.say(toasts.view_saved(name) + key + undo_hint(self._ctx.keys))

    def rename(self, view: SavedView, name: str) -> None:
        """Give a view another name.

        Raises:
            InvalidInput: The name is empty, or another view bears it.
        """
        name = " ".join(name.split())
        if not name or any(each.name == name for each in self._ctx.session.library.views()):
            raise InvalidInput(errors.NAME_TAKEN)
        self._write("view", {**removed_view(view.name), **saved_view(name, view.query, view.place)})

    def remove(self, view: SavedView) -> None:
        """Remove a view."""
        self._write("unview", removed_view(view.name))
        self._ctx.host.say(toasts.view_removed(view.name) + undo_hint(self._ctx.keys))

    def move(self, view: SavedView, step: int) -> bool:
        """Move a view up (-1) or down (1) among the others; whether there was room."""
        others = self._ctx.session.library.views()
        at = others.index(view)
        if not 0 <= at + step < len(others):
            return False
        del others[at]
        others.insert(at + step, view)
        before = others[at + step - 1].place if at + step else ""
        after = others[at + step + 1].place if at + step + 1 < len(others) else ""
        place = key_between(before, after) if after else ""
        self._write("view", saved_view(view.name, view.query, place))
        return True

    def changed(self, outcome: ActResult) -> None:
        """Views or rules changed, here or elsewhere: show it."""
        if not self.follow() and outcome.keys:
            self._list.refresh()

    def follow(self) -> bool:
        """Views may have changed: where the one that is shown is gone, show what takes its place.

        Returns:
            Whether another list is shown.
        """
        before, self._views = self._views, self._ctx.session.library.views()
        scope = self._ctx.model.scope
        now = _follow(scope, before, self._views)
        if now is None or now == scope:
            return False
        self._list.show_position(self._list.position()._replace(scope=now))
        return True

    def _write(self, act: str, sets: Registers) -> None:
        self._ctx.session.writer.write_profile(act, sets)


def _follow(
    scope: Scope | None, before: Sequence[SavedView], now: Sequence[SavedView]
) -> Scope | None:
    """What to show in the place of `scope`: a view that was renamed under its new name, and all
    papers where it was removed.
    """
    if not isinstance(scope, SavedViewScope) or any(view.name == scope.name for view in now):
        return scope
    asked = next(((view.query, view.place) for view in before if view.name == scope.name), None)
    heirs = (view.name for view in now if (view.query, view.place) == asked and view not in before)
    heir = next(heirs, None)
    return ALL if heir is None else SavedViewScope(heir)
