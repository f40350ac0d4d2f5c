"""The signs that are drawn: a Unicode set, and an ASCII one for fonts and terminals that lack it.

Every verdict has a sign of its own, so that none is told by colour alone. Some of the signs are of
ambiguous width (Unicode Standard Annex #11): a terminal set up for East Asian text draws them two
cells wide and would push the columns apart. `choose` takes ASCII there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Final


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One set of signs, each as many cells wide as in the other set: one, `code` two."""

    unread: str
    starred: str
    later: str
    dismissed: str
    selected: str
    code: str
    """A paper with code."""
    upvote: str
    focus_bar: str
    """The bar at the left of the pane with the focus."""
    quote_bar: str
    """The bar at the left of the gist above an abstract."""
    rule: str
    """The thin line between panes that stand one above the other."""
    rule_upright: str
    """The same between panes that stand side by side."""
    edge_left: str
    """Before the day that is shown, in a line of days."""
    edge_right: str
    """After it."""
    progress_full: str
    progress_empty: str
    cleared: str
    """A day with nothing left."""
    more: str
    """There is more below."""
    filter: str
    """The filter, in the chip that names what it looks in."""
    link: str
    """An address that opens outside."""
    separator: str
    """Between facts on one line."""

    @property
    def ascii(self) -> bool:
        """Whether the signs are plain ASCII."""
        return self.unread.isascii()

    def verdict(self, name: str) -> str:
        """The sign of `Facts.verdict`: `starred`, `later`, `dismissed`; a blank for none."""
        return {"starred": self.starred, "later": self.later, "dismissed": self.dismissed}.get(
            name, " "
        )


UNICODE: Final = Glyphs(
    unread="●",
    starred="★",
    later="◷",
    dismissed="×",
    selected="┃",
    code="{}",
    upvote="▲",
    focus_bar="▎",
    quote_bar="▎",
    rule="─",
    rule_upright="│",
    edge_left="▕",
    edge_right="▏",
    progress_full="▆",
    progress_empty="▁",
    cleared="✓",
    more="▾",
    filter="⌕",
    link="↗",
    separator="·",
)
"""The signs that are drawn wherever the terminal draws them one cell wide."""

ASCII: Final = Glyphs(
    unread="o",
    starred="*",
    later="b",
    dismissed="x",
    selected="+",
    code="{}",
    upvote="^",
    focus_bar=">",
    quote_bar="|",
    rule="-",
    rule_upright="|",
    edge_left="[",
    edge_right="]",
    progress_full="#",
    progress_empty=".",
    cleared="v",
    more="v",
    filter="/",
    link=">",
    separator="-",
)
"""The signs that every font has. Verdicts are the letters of their keys, where no sign is usual."""


MEASURED: Final = tuple(
    dict.fromkeys(
        sign for each in fields(UNICODE) if not (sign := getattr(UNICODE, each.name)).isascii()
    )
)
"""The signs whose width differs from terminal to terminal."""


def choose(width_of: Callable[[str], int]) -> Glyphs:
    """`UNICODE` where each of its signs takes the cells it is laid out for, else `ASCII`.

    Args:
        width_of: How many cells this terminal gives a text, as measured on it.
    """
    for field in fields(UNICODE):
        if width_of(getattr(UNICODE, field.name)) != len(getattr(ASCII, field.name)):
            return ASCII
    return UNICODE
