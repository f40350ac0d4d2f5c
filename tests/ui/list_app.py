"""The list of papers alone on a screen, driven by its model."""

from __future__ import annotations

from typing import Final

from daily_papers.ui.model.observable import mirror
from daily_papers.ui.model.paper_list import PaperListModel
from daily_papers.ui.model.selection import RowRange
from daily_papers.ui.widgets.paper_list import PaperList
from textual import on
from textual.app import App, ComposeResult


class ListApp(App[None]):
    """The list, as the reader's screen shows it."""

    def __init__(self) -> None:
        """An empty list."""
        super().__init__()
        self.model: Final = PaperListModel()

    def compose(self) -> ComposeResult:
        """The list."""
        yield PaperList(self.model.selection)

    def on_mount(self) -> None:
        """Have the widget follow the model."""
        papers = self.query_one(PaperList)
        mirror(self.model, papers, "awaited", "rows", "hits", "top", "cursor")
        self.model.shown.connect(lambda _: papers.show_now())
        self.model.redraw.connect(self._redraw)

    def _redraw(self, rows: RowRange | None) -> None:
        assert rows
        self.query_one(PaperList).refresh_rows(rows.first, rows.end)

    @on(PaperList.Resized)
    def _resize(self) -> None:
        self.model.resize(self.query_one(PaperList).size.height)
