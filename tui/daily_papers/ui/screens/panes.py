"""The reader's panes put where `layout` has them stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daily_papers.ui.model.layout import DAYS, Mode

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader


def place(reader: Reader) -> None:
    """Show, hide and size the panes for the terminal's size and the focus."""
    found = reader.arrangement
    for mode in Mode:
        reader.set_class(mode is found.mode, f"-{mode}")
    narrow = found.mode is Mode.NARROW
    in_abstract = reader.focused is reader.abstract
    single = found.mode is Mode.SINGLE
    reader.papers.display = (
        found.list_height > 0 and found.list_width > 0 and not (single and in_abstract)
    )
    reader.abstract.display = found.abstract_height > 0 and (not single or in_abstract)
    reader.papers.styles.width = "100%" if narrow else found.list_width
    reader.papers.styles.height = found.list_height if narrow else "100%"
    reader.abstract.styles.width = found.abstract_width
    reader.rule.display = reader.papers.display and reader.abstract.display
    reader.rule.styles.width = "100%" if narrow else 1
    reader.rule.styles.height = 1 if narrow else "100%"
    reader.days.styles.width = DAYS
    reader.days.display = found.mode is Mode.WIDE or (
        reader.focused is reader.days and found.mode is not Mode.TITLE
    )
    reader.papers.lines_a_row = reader.lines or (2 if found.two_lines else 1)
    reader.bar.title = "daily-papers" if reader.size.width >= 100 else ""
