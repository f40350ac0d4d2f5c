"""Finding short things by what is typed: actions, keys, themes. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from daily_papers.papers.model import fold

_WHOLE, _PREFIX, _WORD, _INSIDE, _SCATTERED = range(5)
_FIELD: Final = 5
"""What a later field costs against the first; more than any way to match in it."""


def rank(typed: str, items: Sequence[Sequence[str]]) -> list[int]:
    """The places of the items that match, best first; all in their order where nothing is typed.

    Every word has to stand in one of an item's fields: as a word, at its beginning, at a word's,
    inside, or, in the first field alone, as letters in their order. Case and accents make no
    difference.

    Args:
        typed: Words.
        items: Each with its fields, those that matter more first.
    """
    words = fold(typed).split()
    scored = []
    for place, fields in enumerate(items):
        scores = [_best(word, fields) for word in words]
        if None not in scores:
            scored.append((sum(score for score in scores if score is not None), place))
    return [place for _, place in sorted(scored)]


def hits(typed: str, text: str) -> list[tuple[int, int]]:
    """From and to where in `text` the typed words stand as they are."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter whose small form is two: places would be wrong
        return []
    found = []
    for word in typed.lower().split():
        start = lowered.find(word)
        if start >= 0:
            found.append((start, start + len(word)))
    return found


def _best(word: str, fields: Sequence[str]) -> int | None:
    """The least cost at which `word` stands in a field; `None` where it stands in none."""
    costs = []
    for number, field in enumerate(fields):
        cost = _cost(word, fold(field), scattered=number == 0)
        if cost is not None:
            costs.append(cost + number * _FIELD)
    return min(costs, default=None)


def _cost(word: str, text: str, *, scattered: bool) -> int | None:
    if word in text.split():
        return _WHOLE
    if text.startswith(word):
        return _PREFIX
    if f" {word}" in text:
        return _WORD
    if word in text:
        return _INSIDE
    letters = iter(text)
    if scattered and all(letter in letters for letter in word):
        return _SCATTERED
    return None
