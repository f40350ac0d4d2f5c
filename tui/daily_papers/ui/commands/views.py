"""Actions on the user's saved views and rules."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from daily_papers.papers.scopes import MUTED, NOTES, SavedViewScope
from daily_papers.ui.keys.actions import action
from daily_papers.ui.strings import errors, labels, toasts
from daily_papers.ui.strings.status import key_hint

if TYPE_CHECKING:
    from daily_papers.ui.controllers.workspace import Workspace


@action("F", group="find")
def save_view(ws: Workspace, count: int | None) -> None:
    """Save the filter as a view."""
    from daily_papers.ui.controllers.filter_text import InvalidInput
    from daily_papers.ui.screens.ask import Ask

    say, keys = ws.ctx.host.say, ws.ctx.keys
    try:
        text = _current_filter(ws)
    except InvalidInput as reason:
        say(errors.filter_not_saved(reason))
        return
    if not text:
        filters = key_hint(keys, "filter_papers", labels.FILTERS)
        say(toasts.NO_FILTER + filters + key_hint(keys, "save_view", labels.SAVES_IT))
        return
    save = partial(ws.views.save, text=text)
    ws.screens.push(Ask(ws.ctx.model.appearance, labels.SAVE_VIEW_AS, "", save))


@action("g f", group="find")
def views_and_rules(ws: Workspace, count: int | None) -> None:
    """Edit, reorder and remove your views, mute rules and highlight rules."""
    from daily_papers.ui.screens.saved_views import ViewsSheet

    ws.screens.push(ViewsSheet(ws))


@action("g m", group="find")
def view_muted(ws: Workspace, count: int | None) -> None:
    """Show muted papers."""
    ws.papers.show(MUTED)


@action("g -", group="find")
def mute(ws: Workspace, count: int | None) -> None:
    """Mute: hide all papers that match the filter, now and in future."""
    _make_rule(ws, ws.rules.mute)


@action("!", group="find")
def mute_keyword(ws: Workspace, count: int | None) -> None:
    """Mute the keyword suggested after you dismissed several papers with it."""
    ws.suggestions.accept()


@action("g +", group="find")
def highlight(ws: Workspace, count: int | None) -> None:
    """Highlight the titles of all papers that match the filter, now and in future."""
    _make_rule(ws, ws.rules.highlight)


@action("g n", group="find")
def view_notes(ws: Workspace, count: int | None) -> None:
    """Show papers with a note."""
    ws.papers.show(NOTES)


def _current_filter(ws: Workspace) -> str:
    """What the list shows, as one filter; of a day only what was typed. It may be empty.

    Raises:
        InvalidInput: What is in the field cannot be read, or is not finished.
    """
    from daily_papers.ui.controllers.filter_text import InvalidInput, check_filter

    if ws.filter.error:
        raise InvalidInput(ws.filter.error)
    if text := ws.views.with_scope(ws.ctx.model.filter_text.strip()):
        check_filter(text)
    return text


def _make_rule(ws: Workspace, make: Callable[[str], None]) -> None:
    from daily_papers.ui.controllers.filter_text import InvalidInput

    try:
        make(_current_filter(ws))
    except InvalidInput as reason:
        ws.ctx.host.say(str(reason).capitalize())


def _own_view(number: int) -> None:
    def show(ws: Workspace, count: int | None) -> None:
        views = ws.ctx.session.library.views()
        if number <= len(views):
            ws.papers.show(SavedViewScope(views[number - 1].name))
        else:
            saves = key_hint(ws.ctx.keys, "save_view", labels.SAVES_AS_VIEW)
            ws.ctx.host.say(toasts.no_view(number) + saves)

    show.__name__ = f"own_view_{number}"
    show.__doc__ = f"Show your view {number}."
    action(f"g {number}", group="find", label=f"view {number}")(show)


for _number in range(1, 10):
    _own_view(_number)
