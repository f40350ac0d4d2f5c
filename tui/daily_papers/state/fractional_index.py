"""Keys of the Later queue: texts that sort, with room for another key between any two.

A key is a row of hexadecimal digits. An act that queues a paper gives it a key after those of
earlier acts; moving a paper writes one new key and leaves all others as they are.
"""

from __future__ import annotations


def queue_key(stamp: str, position: int) -> str:
    """The key that an act gives to the paper at `position` (from 0) among its papers."""
    counter, _, digest = stamp.split(" ")
    return f"{int(counter):014x}{digest}{position:06x}"


def key_between(before: str, after: str) -> str:
    """A key between two neighbours; before `after` and all others if `before` is empty.

    If both neighbours have the same key, because two machines chose it, the result sorts after
    both. The end of the queue needs no key: queueing a paper again moves it there.
    """
    digits = max(len(before), len(after)) + 1
    low, high = int(before.ljust(digits, "0"), 16), int(after.ljust(digits, "0"), 16)
    if low >= high:
        return before + "8"
    return f"{(low + high) // 2:0{digits}x}"
