"""The user's views and rules in a list, to edit, order and remove."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from textual.message import Message

from daily_papers import humanize
from daily_papers.library import Rule, SavedView
from daily_papers.papers.scopes import SavedViewScope
from daily_papers.papers.text import clean_line
from daily_papers.ui.screens.ask import Ask
from daily_papers.ui.screens.overlay import Chooser
from daily_papers.ui.strings import labels
from daily_papers.ui.strings.status import key_hint
from daily_papers.ui.widgets.choice_list import Choice

if TYPE_CHECKING:
    from daily_papers.ui.controllers.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Line:
    """A view or a rule."""

    kind: str
    """`view`, or the kind of the rule."""
    text: str
    view: SavedView | None = None
    status: str = ""
    """What a rule is doing."""


_WITH_KEY: Final = 9
"""Views that have a key: `g1` to `g9`."""


class ViewsWritten(Message):
    """The changes so far were written."""


class ViewsSheet(Chooser[str]):
    """Views and rules. Every change is written at once, and undone by `u`."""

    HINT = labels.VIEW_KEYS

    def __init__(self, workspace: Workspace) -> None:
        """Args:
        workspace: The reader behind, with the views.
        """
        super().__init__(workspace.ctx.model.appearance, labels.VIEWS)
        self._workspace = workspace
        self._lines: list[_Line] = []
        self.field.visible = False  # letters are keys here
        self.list.column = 20
        self.list.empty = labels.NO_VIEWS + "".join(
            key_hint(workspace.ctx.keys, action, does)
            for action, does in (
                ("save_view", labels.SAVES_AS_VIEW),
                ("mute", labels.MUTES_MATCHES),
                ("highlight", labels.HIGHLIGHTS_MATCHES),
            )
        )

    def on_mount(self) -> None:
        """Show all of them, and again when the papers of each view were counted."""
        super().on_mount()
        self._refresh()
        self._workspace.ctx.model.watch("overview", call=self._counted)

    def on_unmount(self) -> None:
        """Follow the counts no longer."""
        self._workspace.ctx.model.unwatch(self._counted)

    def _counted(self) -> None:
        self._refresh()

    def take(self, token: str) -> None:
        """Handle one key."""
        keys: dict[str, Callable[[], object]] = {
            "d": self._remove,
            "delete": self._remove,
            "r": self._rename,
            "J": partial(self._move, 1),
            "K": partial(self._move, -1),
            "u": self._workspace.verdicts.undo,
            "q": self.leave,
        }
        if token in keys:
            keys[token]()
            self._refresh_when_written()
        elif token in ("j", "k"):
            super().take("down" if token == "j" else "up")
        elif len(token) > 1 and token != "space":
            super().take(token)

    def enter(self) -> None:
        """Edit the filter under the cursor."""
        line = self._line
        if line is None:
            return
        views, rules = self._workspace.views, self._workspace.rules

        def save(text: str) -> None:
            if line.view:
                views.save(line.view.name, text, place=line.view.place)
            elif text != line.text:
                rule = rules.mute if line.kind == "mute" else rules.highlight
                rule(text)
                rule(line.text, on=False)

        label = line.view.name if line.view else line.kind
        Ask(self.appearance, clean_line(label), line.text, save).ask(
            self.app, lambda _: self._refresh_when_written()
        )

    def _remove(self) -> None:
        if (line := self._line) is None:
            return
        if line.view:
            self._workspace.views.remove(line.view)
        elif line.kind == "mute":
            self._workspace.rules.mute(line.text, on=False)
        else:
            self._workspace.rules.highlight(line.text, on=False)

    def _rename(self) -> None:
        line = self._line
        if line and line.view:
            rename = partial(self._workspace.views.rename, line.view)
            Ask(self.appearance, labels.NAME, line.view.name, rename).ask(
                self.app, lambda _: self._refresh_when_written()
            )

    def _move(self, step: int) -> None:
        line = self._line
        if line and line.view and self._workspace.views.move(line.view, step):
            self.list.cursor += step

    def _refresh_when_written(self) -> None:
        self._workspace.ctx.session.writer.do(lambda: self.post_message(ViewsWritten()))

    def on_views_written(self, message: ViewsWritten) -> None:
        """Show the views and rules as they are now."""
        message.stop()
        self._refresh()

    def _refresh(self) -> None:
        library, at = self._workspace.ctx.session.library, self.list.cursor
        self._lines = [_Line("view", view.query, view) for view in library.views()]
        self._lines += [
            _Line(rule.kind, rule.query, status=_status(rule)) for rule in library.rules()
        ]
        self.list.choices = [self._choice(number, line) for number, line in enumerate(self._lines)]
        self.list.cursor = at

    def _choice(self, number: int, line: _Line) -> Choice:
        if line.view is None:
            return Choice(line.kind, clean_line(line.text), line.status)
        key = f"g{number + 1}" if number < _WITH_KEY else ""
        count = self._workspace.ctx.model.counts.get(SavedViewScope(line.view.name))
        papers = "" if count is None else f"{humanize.count(count)}  "
        return Choice(clean_line(line.view.name), clean_line(line.text), papers + key)

    @property
    def _line(self) -> _Line | None:
        return self._lines[self.list.cursor] if self._lines else None


def _status(rule: Rule) -> str:
    if rule.stopped:
        return labels.STOPPED
    return labels.MATCHING if rule.pending else ""
