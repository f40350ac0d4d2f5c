"""A long list of keys is the same packed, and small."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.cache.index.packed import BLOCK, PackedKeys

KEYS = st.lists(st.integers(-(2**62), 2**62), max_size=20)


@given(KEYS, st.integers(0, 2 * BLOCK), KEYS)
def test_keys_come_out_as_they_went_in(first: list[int], row: int, last: list[int]) -> None:
    keys = [*first, *range(row), *last]
    packed = PackedKeys(first)
    packed.extend(range(row))
    packed.extend(last)
    assert list(packed) == keys
    assert len(packed) == len(keys)
    assert packed.part(3, 3 * BLOCK) == keys[3:]
    assert [packed[at] for at in range(0, len(keys), 97)] == keys[::97]


@given(st.lists(st.integers(0, 400), max_size=30), st.integers(0, 400), st.integers(0, 2 * BLOCK))
def test_what_is_in_order_is_found_where_it_begins(keys: list[int], sought: int, more: int) -> None:
    ordered = sorted([*keys, *(each % 401 for each in range(more))])
    assert PackedKeys(ordered).bisect(sought, abs) == sum(each < sought for each in ordered)


def test_a_key_is_found_wherever_it_stands() -> None:
    packed = PackedKeys([*range(BLOCK), 7, -1])
    assert packed.index(7) == 7
    assert packed.index(-1) == BLOCK + 1
    with pytest.raises(ValueError, match="9999"):
        packed.index(9999)
    with pytest.raises(IndexError):
        packed[BLOCK + 2]
