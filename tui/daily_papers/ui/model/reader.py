"""All that the reader shows, as plain data: the screen mirrors it, controllers change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.model.days import DaysModel
from daily_papers.ui.model.hints import ALL, Hints
from daily_papers.ui.model.layout import Arrangement, Focus, arrange
from daily_papers.ui.model.observable import Observable, Observed, Signal
from daily_papers.ui.model.page import PageModel
from daily_papers.ui.model.paper_list import PaperListModel

if TYPE_CHECKING:
    from daily_papers.papers.rows import Detail, DigestCounts
    from daily_papers.papers.scopes import Scope
    from daily_papers.themes import Theme
    from daily_papers.ui.model.list_state import ListState
    from daily_papers.ui.model.triage import TriageModel


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of the menu under the filter."""

    text: str
    hint: str = ""
    """What it means."""
    count: int | None = None
    """How many papers it would give, where that is known."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The digests and views, with how far the user has come in each."""

    calendar: Sequence[DigestCounts] = ()
    """All digests with papers: days from the newest on, then collections."""
    counts: Mapping[Scope, int] = field(default_factory=dict)
    """How many papers the views hold."""
    view_names: Sequence[str] = ()
    """The names of the user's own views, in their order."""
    today: date | None = None
    """The day on which they were counted: days are named by it."""
    papers: int = 0
    """Entries in all digests."""


class LayoutModel(Observable):
    """The size of the terminal, and what the user made of it."""

    size: Observed[tuple[int, int]] = Observed((80, 24))
    """Columns and lines of the terminal."""
    wide: Observed[bool] = Observed(False)
    """Whether the abstract is shown alone."""
    lines: Observed[int | None] = Observed(None)
    """One or two lines a row where the user chose, else `None`."""
    focus: Observed[Focus] = Observed(Focus.PAPERS)
    """What takes the keys. Assigning it moves the focus."""

    @property
    def arrangement(self) -> Arrangement:
        """Where the panes are."""
        width, height = self.size
        return arrange(max(1, width), max(1, height), wide=self.wide)

    @property
    def lines_per_row(self) -> int:
        """One or two lines for each paper of the list."""
        return self.lines or (2 if self.arrangement.two_lines else 1)


class FilterModel(Observable):
    """The filter's text field, what is wrong with it, and the menu under it."""

    text: Observed[str] = Observed("")
    """The text in the field. The field reports what is typed; `put` replaces it."""
    cursor: Observed[int] = Observed(0)
    """The cursor's place in the text."""
    error: Observed[str] = Observed("")
    """What is wrong with the text, with its column; empty where the list follows it."""
    error_span: Observed[tuple[int, int] | None] = Observed(None)
    """From and to which character it cannot be read."""
    suggestions: Observed[Sequence[Suggestion]] = Observed(())
    """The lines of the menu; it is open while there are any."""
    chosen: Observed[int] = Observed(-1)
    """The line of the menu under its cursor; -1 before one was chosen."""

    def __init__(self) -> None:
        """An empty field."""
        super().__init__()
        self.history: Sequence[str] = ()
        """The filters that were kept, the last one first."""
        self.typed_for: Signal[tuple[str, int]] = Signal()
        """The menu types another text, with the cursor there."""
        self.replaced: Signal[tuple[str, int | None]] = Signal()
        """The field's text was replaced, with the cursor there; `None` is its end."""

    def type_text(self, text: str, cursor: int) -> None:
        """Replace the text as if it was typed."""
        self.typed_for.emit((text, cursor))

    def show_error(self, error: str, span: tuple[int, int] | None = None) -> None:
        """Show what is wrong with the text, and where; empty where nothing is."""
        self.error_span = span
        self.error = error

    def put(self, text: str, cursor: int | None = None) -> None:
        """Replace the text, which reports nothing as typed."""
        self.text = text
        self.replaced.emit((text, cursor))


class ReaderModel(Observable):
    """What the reader shows."""

    listing: Observed[ListState | None] = Observed(None)
    """The list that is shown: its scope, its filter, its rows."""
    overview: Observed[Overview] = Observed(Overview())
    """The digests and views, with how far the user has come in each."""
    activity: Observed[str] = Observed("")
    """What the index is doing, in words."""
    fetching: Observed[str] = Observed("")
    """How far a fetch is; empty where none is under way."""
    index_behind: Observed[str] = Observed("")
    """Why views and counts do not follow acts, though these are saved."""
    trouble: Observed[str] = Observed("")
    """Why acts cannot be saved."""
    announcement: Observed[Sequence[str]] = Observed(())
    """The line above the list, in parts."""
    count_text: Observed[str] = Observed("")
    """`57 papers · 53 ●`."""
    theme: Observed[Theme | None] = Observed(None)
    """The theme in which everything is drawn."""
    triage: Observed[TriageModel | None] = Observed(None)
    """The triage that is open over the list."""
    appearance: Observed[Appearance] = Observed(Appearance())
    """Styles and glyphs."""

    def __init__(self) -> None:
        """Nothing is shown yet."""
        super().__init__()
        self.papers = PaperListModel()
        self.abstract = PageModel(margin=1)
        self.days = DaysModel()
        self.layout = LayoutModel()
        self.filter = FilterModel()
        self.hints = Hints(ALL)
        self.awaits_papers = True
        """Whether no paper was shown yet: keys wait for the first."""
        self.late = False
        """Whether the list did not come in time: for a moment keys wait for it."""
        self.opens_triage = False
        """Whether a triage opens once more of the list was read: keys wait for it."""
        self.untouched = False
        """Whether nobody has pressed a key: a newer day than what is shown at first may come."""
        self.rebuilds_index = False
        """Whether the list that is shown is one of an index that is being rebuilt."""
        self.newest_visited = ""
        """The newest day that was there at the visit before; empty at the first."""
        self.restored = False
        """Whether what is shown at first is what was left the last time."""

    @property
    def calendar(self) -> Sequence[DigestCounts]:
        """All digests with papers: days from the newest on, then collections."""
        return self.overview.calendar

    @property
    def counts(self) -> Mapping[Scope, int]:
        """How many papers the views hold."""
        return self.overview.counts

    @property
    def view_names(self) -> Sequence[str]:
        """The names of the user's own views, in their order."""
        return self.overview.view_names

    @property
    def scope(self) -> Scope | None:
        """What the list shows."""
        return self.listing.scope if self.listing else None

    @property
    def shown_paper(self) -> Detail | None:
        """The paper that the user has in front of them: in the triage, else in the abstract."""
        return self.triage.page.detail if self.triage else self.abstract.detail

    @property
    def filter_text(self) -> str:
        """The filter of the list, as typed."""
        return self.listing.text if self.listing else ""
