"""A long list of keys in little memory: compressed differences between neighbours."""

from __future__ import annotations

import threading
import zlib
from array import array
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain, count
from operator import sub
from typing import Final

BLOCK: Final = 4096
"""Keys that are compressed together, and decompressed when one of them is read."""


class PackedKeys:
    """A list of 63-bit integers that grows at its end. Thread-safe."""

    def __init__(self, keys: Iterable[int] = ()) -> None:
        """`keys` are its first keys."""
        self._blocks: list[bytes] = []
        self._ranges: list[tuple[int, int]] = []
        """The least and the greatest key of each block."""
        self._tail = array("q")
        """The keys that do not fill a block yet."""
        self._unpacked: tuple[int, array[int]] = -1, self._tail
        """The number of the block that was decompressed last, and the block."""
        self._lock = threading.Lock()
        self.extend(keys)

    def __len__(self) -> int:
        """How many there are."""
        with self._lock:
            return len(self._blocks) * BLOCK + len(self._tail)

    def __getitem__(self, at: int) -> int:
        """The key at `at`, from 0.

        Raises:
            IndexError: There are not so many.
        """
        if at < 0:
            raise IndexError(at)
        number, place = divmod(at, BLOCK)
        with self._lock:
            return self._block(number)[place]

    def __iter__(self) -> Iterator[int]:
        """All keys, in order, and perhaps some that are added meanwhile."""
        for number in count():
            block = self._copy(number)
            yield from block
            if len(block) < BLOCK:
                return

    def extend(self, keys: Iterable[int]) -> None:
        """Add keys at the end."""
        with self._lock:
            self._tail.extend(keys)
            whole = len(self._tail) // BLOCK * BLOCK
            for start in range(0, whole, BLOCK):
                block = self._tail[start : start + BLOCK]
                self._ranges.append((min(block), max(block)))
                self._blocks.append(_pack(block))
            self._tail = self._tail[whole:]

    def part(self, first: int, end: int) -> list[int]:
        """The keys from `first` up to `end`, without it, as far as there are any."""
        keys: list[int] = []
        end = min(end, len(self))
        while first < end:
            number, place = divmod(first, BLOCK)
            keys += self._copy(number)[place : place + end - first]
            first = min(end, (number + 1) * BLOCK)
        return keys

    def find(self, key: int) -> int | None:
        """The first index of `key`; `None` if there is none."""
        with self._lock:
            for number, (least, greatest) in enumerate(self._ranges):
                if least <= key <= greatest and key in (block := self._block(number)):
                    return number * BLOCK + block.index(key)
            if key in self._tail:
                return len(self._blocks) * BLOCK + self._tail.index(key)
        return None

    def _copy(self, number: int) -> array[int]:
        with self._lock:
            return self._block(number)[:]

    def _block(self, number: int) -> array[int]:
        """The keys of a block; the lock is held."""
        if number == len(self._blocks):
            return self._tail
        if self._unpacked[0] != number:
            self._unpacked = number, _unpack(self._blocks[number])
        return self._unpacked[1]


def _pack(keys: array[int]) -> bytes:
    steps = array("q", map(sub, keys, chain((0,), keys)))
    return zlib.compress(steps.tobytes(), 1)


def _unpack(packed: bytes) -> array[int]:
    steps = array("q")
    steps.frombytes(zlib.decompress(packed))
    return array("q", accumulate(steps))
