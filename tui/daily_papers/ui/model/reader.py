"""All that the reader shows, as plain data: the screen mirrors it, controllers change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.model.days import DaysModel
from daily_papers.ui.model.filter import FilterModel
from daily_papers.ui.model.hints import ALL, Hints
from daily_papers.ui.model.layout import LayoutModel
from daily_papers.ui.model.observable import Observable, Observed
from daily_papers.ui.model.page import PageModel
from daily_papers.ui.model.paper_list import PaperListModel

if TYPE_CHECKING:
    from daily_papers.papers.rows import Detail, DigestCounts
    from daily_papers.papers.scopes import Scope
    from daily_papers.themes import Theme
    from daily_papers.ui.model.list_state import ListState
    from daily_papers.ui.model.triage import TriageModel


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
        """Whether a triage opens as soon as more of the list has been read: keys wait for it."""
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
