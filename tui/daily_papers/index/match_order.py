"""The order *match* in SQL: how well a title matches a query.

Best is a title that equals the query, then one with its words as a phrase, then one with all its
words, then any other match, such as in the abstract. Within each, more upvotes come first, then the
list's own order, newest first.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from typing import Final

from daily_papers.index.sql import Condition, joined
from daily_papers.papers.fields import TextField
from daily_papers.query.tree import And, Node, Or, Phrase, Word

RANKED: Final = 1_000
"""Hits up to which they are ranked by default: all have to be found before the first is shown. Of
more hits, those by title still come first, ranked up to this number; the others come newest
first, as they are found."""

TITLES: Final = "titles_content t"
"""The folded titles, to be joined by `JOINED`."""
JOINED: Final = "t.id = p.key"

_MOST_PHRASES: Final = 16
"""Ways through the ORs of a query that are looked for as phrases."""
_TITLE: Final = "(' ' || t.c0 || ' ')"


def match_order(tree: Node, *, reverse: bool = False) -> Condition:
    """What to order by, best first; the table `TITLES` must be joined.

    Args:
        tree: The query's tree.
        reverse: Whether the best come last.
    """
    if not (part := _title_part(tree)):
        return Condition("p.upvotes DESC")
    phrases = list(islice(_phrases(part), _MOST_PHRASES))
    tiers = [
        joined(" OR ", (_whole(*each) for each in phrases)),
        joined(" OR ", (_holds(*each) for each in phrases)),
        _all(part),
    ]
    sql = " ".join(f"WHEN {tier.sql} THEN {rank}" for rank, tier in enumerate(tiers))
    down = " DESC" if reverse else ""
    values = tuple(value for tier in tiers for value in tier.values)
    return Condition(f"CASE {sql} ELSE {len(tiers)} END{down}, p.upvotes DESC", values)


def in_titles(node: Node) -> Node | None:
    """The query for papers that match `node` by their title alone; `None` where none can."""
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


def _title_part(node: Node) -> Node | None:
    """The part of a tree that titles can match: words and phrases, but none below NOT."""
    match node:
        case Word(field=field) | Phrase(field=field):
            return node if field in (None, TextField.TITLE) else None
        case And(nodes) | Or(nodes):
            parts = [part for part in map(_title_part, nodes) if part]
            if len(parts) < 2:
                return parts[0] if parts else None
            return And(tuple(parts)) if isinstance(node, And) else Or(tuple(parts))
        case _:
            return None


def _phrases(node: Node) -> Iterator[tuple[str, bool]]:
    """The words of `node` as phrases, one for each way through its ORs, and whether the last word
    of the phrase is a prefix.
    """
    match node:
        case Word(text, prefix):
            yield text, prefix
        case Phrase(words, prefix):
            yield " ".join(words), prefix
        case Or(nodes):
            for part in nodes:
                yield from _phrases(part)
        case And(nodes):
            for parts in product(*(list(islice(_phrases(part), _MOST_PHRASES)) for part in nodes)):
                yield " ".join(words for words, _ in parts), parts[-1][1]


def _whole(words: str, prefix: bool) -> Condition:
    """That the title is `words`, the last of which may be a prefix."""
    if not prefix:
        return Condition("t.c0 = ?", (words,))
    return Condition(
        f"(substr(t.c0, 1, {len(words)}) = ? AND NOT instr(substr(t.c0, {len(words) + 1}), ' '))",
        (words,),
    )


def _all(node: Node) -> Condition:
    """That the title alone matches `node`."""
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
            raise AssertionError(f"{node} is not matched by titles")


def _holds(words: str, prefix: bool) -> Condition:
    return Condition(f"instr({_TITLE}, ?)", (f" {words}" if prefix else f" {words} ",))
