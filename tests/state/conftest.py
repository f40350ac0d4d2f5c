"""Fixtures of the state's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.state.profiles import Profile


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[Profile]:
    """An empty profile."""
    created = Profile(tmp_path / "profiles" / "main")
    yield created
    created.close()
