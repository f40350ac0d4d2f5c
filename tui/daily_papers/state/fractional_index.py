"""Places in the Later queue: texts that sort, with room for another between any two.

A place is a row of hexadecimal digits, compared as text. A paper that is queued takes the place
that its act gives it, so the first queued is the first; moving a paper writes one new place, and
nothing else moves.
"""

from __future__ import annotations


def queued_place(stamp: str, position: int) -> str:
    """The place that an act gives to the paper at `position` (from 0) of its papers."""
    counter, _, digest = stamp.split(" ")
    return f"{int(counter):014x}{digest}{position:06x}"


def place_between(before: str, after: str) -> str:
    """A place between two neighbours; before all, where `before` is empty.

    Where both stand in the same place (two machines may have chosen it), the next one after. The
    end of the queue needs no place of its own: queueing a paper again puts it there.
    """
    digits = max(len(before), len(after)) + 1
    low, high = int(before.ljust(digits, "0"), 16), int(after.ljust(digits, "0"), 16)
    if low >= high:
        return before + "8"
    return f"{(low + high) // 2:0{digits}x}"
