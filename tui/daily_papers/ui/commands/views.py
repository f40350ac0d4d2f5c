"""Actions on the user's saved views and rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from daily_papers.papers.scopes import MUTED, NOTES, SavedViewScope
from daily_papers.ui.keys.actions import action
from daily_papers.ui.strings import errors, labels, toasts
from daily_papers.ui.strings.status import key_hint

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader


@action("F", group="find")
def save_view(reader: Reader, count: int | None) -> None:
    """Save the filter as a view."""
    from daily_papers.ui.controllers.saved_views import Unfit
    from daily_papers.ui.screens.ask import Ask

    try:
        text = reader.saving.checked()
    except Unfit as why:
        reader.say(errors.filter_not_saved(why))
        return
    if not text:
        filters = key_hint(reader, "filter_papers", labels.FILTERS)
        reader.say(toasts.NO_FILTER + filters + key_hint(reader, "save_view", labels.SAVES_IT))
        return
    save = Ask(
        reader.appearance, labels.SAVE_AS, "", lambda name: reader.saving.save_view(name, text)
    )
    save.ask(reader.app)


@action("g f", group="find")
def views_and_rules(reader: Reader, count: int | None) -> None:
    """Edit, reorder and remove your views, mute rules and highlight rules."""
    from daily_papers.ui.screens.saved_views import ViewsSheet

    ViewsSheet(reader).ask(reader.app)


@action("g m", group="find")
def view_muted(reader: Reader, count: int | None) -> None:
    """Show muted papers."""
    reader.finder.show(MUTED)


@action("g -", group="find")
def mute(reader: Reader, count: int | None) -> None:
    """Mute: hide all papers that match the filter, now and in future."""
    _make_rule(reader, reader.saving.mute)


@action("!", group="find")
def mute_keyword(reader: Reader, count: int | None) -> None:
    """Mute the keyword suggested after you dismissed several papers with it."""
    reader.judge.offering.accept()


@action("g +", group="find")
def highlight(reader: Reader, count: int | None) -> None:
    """Highlight the titles of all papers that match the filter, now and in future."""
    _make_rule(reader, reader.saving.highlight)


@action("g n", group="find")
def view_notes(reader: Reader, count: int | None) -> None:
    """Show papers with a note."""
    reader.finder.show(NOTES)


def _make_rule(reader: Reader, make: Callable[[str], None]) -> None:
    from daily_papers.ui.controllers.saved_views import Unfit

    try:
        make(reader.saving.checked())
    except Unfit as why:
        reader.say(str(why).capitalize())


def _own_view(number: int) -> None:
    def show(reader: Reader, count: int | None) -> None:
        views = reader.open_library.views()
        if number <= len(views):
            reader.finder.show(SavedViewScope(views[number - 1].name))
        else:
            saves = key_hint(reader, "save_view", labels.SAVES_AS_VIEW)
            reader.say(toasts.no_view(number) + saves)

    show.__name__ = f"own_view_{number}"
    show.__doc__ = f"Show your view {number}."
    action(f"g {number}", group="find", label=f"view {number}")(show)


for _number in range(1, 10):
    _own_view(_number)
