"""The signs that are drawn: a Unicode set, and an ASCII one for fonts and terminals that lack it.

Every verdict has a sign of its own, so that none depends on colour alone. Some of the signs are of
ambiguous width (Unicode Standard Annex #11): a terminal set up for East Asian text draws them two
cells wide and would push the columns apart. `choose` takes ASCII there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Final

from daily_papers.papers.verdicts import BY_REGISTER, VERDICTS


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One set of signs, each as many cells wide as in the other set: one, `code` two."""

    unread: str
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
        """The sign of a verdict by its register, as `Facts.verdict` gives it; a blank for none."""
        if not name:
            return " "
        return BY_REGISTER[name].ascii_glyph if self.ascii else BY_REGISTER[name].glyph


UNICODE: Final = Glyphs(
    unread="●",
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


_PAIRS: Final = (
    *((getattr(UNICODE, each.name), getattr(ASCII, each.name)) for each in fields(UNICODE)),
    *((verdict.glyph, verdict.ascii_glyph) for verdict in VERDICTS),
)
"""Every sign, and the one that stands in for it in ASCII."""

MEASURED: Final = tuple(dict.fromkeys(sign for sign, _ in _PAIRS if not sign.isascii()))
"""The signs whose width differs from terminal to terminal."""


def choose(width_of: Callable[[str], int]) -> Glyphs:
    """`UNICODE` where each of its signs takes the cells it is laid out for, else `ASCII`.

    Args:
        width_of: How many cells this terminal gives a text, as measured on it.
    """
    return UNICODE if all(width_of(sign) == len(plain) for sign, plain in _PAIRS) else ASCII
