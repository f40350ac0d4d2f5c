"""Readers without a terminal, over the sample digests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date

import pytest
from daily_papers.papers.model import Digest
from daily_papers.paths import Paths

from tests.ui.controllers.fakes import FakeReader

NEWEST = Digest(date(2025, 7, 31))
OLDER = Digest(date(2025, 7, 30))


@pytest.fixture
async def reader(paths: Paths) -> AsyncIterator[FakeReader]:
    """A reader in which nothing is shown yet."""
    reader = FakeReader(paths)
    yield reader
    await reader.close()


@pytest.fixture
async def day(reader: FakeReader) -> FakeReader:
    """A reader that shows the newest day, of 28 papers."""
    await reader.show(NEWEST)
    return reader
