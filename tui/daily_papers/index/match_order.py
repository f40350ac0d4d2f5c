"""How well a title answers a query, in SQL: the order *match*.

Best is a title that is what was asked and nothing more, then one that holds the words one right
after the other in this order, then one that holds them at all, then whatever else matched, in the
abstract above all. Within each: more upvotes, then what the list's own order says, newest first.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from typing import Final

from daily_papers.index.sql import Condition, joined
from daily_papers.papers.fields import TextField
from daily_papers.query.tree import And, Node, Or, Phrase, Word

RANKED: Final = 1_000
"""Papers up to which hits are ranked where no order is asked for: before the first can be shown,
all have to be found. Where more match, those that match by their title still come first, ranked if
they are no more than this; all others come newest first, as they are found."""

TITLES: Final = "titles_content t"
"""The folded titles, to be joined by `JOINED`."""
JOINED: Final = "t.id = p.key"

_MOST_ROWS: Final = 16
"""Ways through the ORs of a query that are looked for as words in a row."""
_TITLE: Final = "(' ' || t.c0 || ' ')"


def match_order(tree: Node, *, reverse: bool = False) -> Condition:
    """What to order by, best first; the table `TITLES` must be joined.

    Args:
        tree: What was asked.
        reverse: Whether the best come last.
    """
    if not (sought := _sought(tree)):
        return Condition("p.upvotes DESC")
    rows = list(islice(_rows(sought), _MOST_ROWS))
    tiers = [
        joined(" OR ", (_whole(*row) for row in rows)),
        joined(" OR ", (_holds(*row) for row in rows)),
        _all(sought),
    ]
    sql = " ".join(f"WHEN {tier.sql} THEN {rank}" for rank, tier in enumerate(tiers))
    down = " DESC" if reverse else ""
    values = tuple(value for tier in tiers for value in tier.values)
    return Condition(f"CASE {sql} ELSE {len(tiers)} END{down}, p.upvotes DESC", values)


def in_titles(node: Node) -> Node | None:
    """What a paper must be like to match `node` by its title alone; `None` where none can."""
    match node:
        case Word(text, prefix, None):
            return Word(text, prefix, TextField.TITLE)
        case Phrase(words, prefix, None):
            return Phrase(words, prefix, TextField.TITLE)
        case Word(field=TextField.TITLE) | Phrase(field=TextField.TITLE):
            return node
        case And(nodes):
            found = [in_titles(part) for part in nodes]
            if not any(found):
                return None
            return And(tuple(new or old for new, old in zip(found, nodes, strict=True)))
        case Or(nodes):
            sides = tuple(side for side in map(in_titles, nodes) if side)
            return Or(sides) if len(sides) == len(nodes) else None
        case _:
            return None


def _sought(node: Node) -> Node | None:
    """What of the tree a title can answer: its words and phrases, without what stands below NOT."""
    match node:
        case Word(field=field) | Phrase(field=field):
            return node if field in (None, TextField.TITLE) else None
        case And(nodes) | Or(nodes):
            parts = [part for part in map(_sought, nodes) if part]
            if len(parts) < 2:
                return parts[0] if parts else None
            return And(tuple(parts)) if isinstance(node, And) else Or(tuple(parts))
        case _:
            return None


def _rows(node: Node) -> Iterator[tuple[str, bool]]:
    """The words of `node` in a row, one row for each way through its ORs, and whether the last
    word of the row may be longer.
    """
    match node:
        case Word(text, prefix):
            yield text, prefix
        case Phrase(words, prefix):
            yield " ".join(words), prefix
        case Or(nodes):
            for part in nodes:
                yield from _rows(part)
        case And(nodes):
            for parts in product(*(list(islice(_rows(part), _MOST_ROWS)) for part in nodes)):
                yield " ".join(words for words, _ in parts), parts[-1][1]


def _whole(words: str, prefix: bool) -> Condition:
    """That the title is `words`, the last of them perhaps longer."""
    if not prefix:
        return Condition("t.c0 = ?", (words,))
    return Condition(
        f"(substr(t.c0, 1, {len(words)}) = ? AND NOT instr(substr(t.c0, {len(words) + 1}), ' '))",
        (words,),
    )


def _all(node: Node) -> Condition:
    """That the title alone answers `node`."""
    match node:
        case Word(text, prefix):
            return _holds(text, prefix)
        case Phrase(words, prefix):
            return _holds(" ".join(words), prefix)
        case And(nodes):
            return joined(" AND ", map(_all, nodes))
        case Or(nodes):
            return joined(" OR ", map(_all, nodes))
        case _:
            raise AssertionError(f"{node} is not sought in titles")


def _holds(words: str, prefix: bool) -> Condition:
    return Condition(f"instr({_TITLE}, ?)", (f" {words}" if prefix else f" {words} ",))
