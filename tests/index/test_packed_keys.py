"""A long list of keys reads the same compressed, and is small."""

from __future__ import annotations

import pytest
from daily_papers.index.packed_keys import BLOCK, PackedKeys
from hypothesis import given
from hypothesis import strategies as st

KEYS = st.lists(st.integers(-(2**62), 2**62), max_size=20)


@given(KEYS, st.integers(0, 2 * BLOCK), KEYS)
def test_keys_are_read_as_they_were_added(first: list[int], row: int, last: list[int]) -> None:
    keys = [*first, *range(row), *last]
    packed = PackedKeys(first)
    packed.extend(range(row))
    packed.extend(last)
    assert list(packed) == keys
    assert len(packed) == len(keys)
    assert packed.part(3, 3 * BLOCK) == keys[3:]
    assert [packed[at] for at in range(0, len(keys), 97)] == keys[::97]


def test_the_first_index_of_a_key_is_found() -> None:
    packed = PackedKeys([*range(BLOCK), 7, -1, 9000])
    assert [packed.find(key) for key in (7, -1, 9000, 5000)] == [7, BLOCK + 1, BLOCK + 2, None]
    for at in (-1, BLOCK + 3):
        with pytest.raises(IndexError):
            packed[at]


def test_iterating_while_keys_are_added_skips_none() -> None:
    packed = PackedKeys(range(100))
    seen = []
    for key in packed:
        seen.append(key)
        if key == 50:
            packed.extend(range(100, 3 * BLOCK))
    assert seen == list(range(len(seen)))
    assert len(seen) >= 100
