"""Fetching from the reader: its progress, and what it brought."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

import pytest
from daily_papers.ui.controllers import fetch
from daily_papers.ui.strings import toasts

from tests.ui.controllers.fakes import FakeReader

Says = Callable[..., list[Sequence[str]]]


@pytest.fixture
def says(reader: FakeReader, monkeypatch: pytest.MonkeyPatch) -> Says:
    """Lets the program that fetches write lines; gives what the model said before each."""

    def write(*lines: object) -> list[Sequence[str]]:
        seen: list[Sequence[str]] = []

        @asynccontextmanager
        async def output(
            command: Sequence[str], **options: object
        ) -> AsyncIterator[AsyncIterator[bytes]]:
            async def each() -> AsyncIterator[bytes]:
                for line in lines:
                    seen.append(reader.model.fetching)
                    yield line if isinstance(line, bytes) else json.dumps(line).encode()
                seen.append(reader.model.fetching)

            yield each()

        monkeypatch.setattr(fetch, "output_lines", output)
        reader.ws.fetch.allow(reader.paths, bell=True)
        return seen

    return write


async def test_the_demo_fetches_nothing(reader: FakeReader) -> None:
    reader.ws.fetch.start()
    assert reader.toast == toasts.DEMO_FETCHES_NOTHING
    assert reader.host.started == []


async def test_progress_is_shown_and_what_came_is_said_with_a_bell(
    reader: FakeReader, says: Says
) -> None:
    seen = says(
        {"event": "begin", "jobs": 2},
        {"event": "fetched", "papers": 30},
        {"event": "waiting", "seconds": 4},
        {"event": "fetched", "papers": 1},
        {"event": "end", "new": 31},
    )
    reader.ws.fetch.start()
    await reader.settle()
    assert seen == [
        "Fetching …",
        "Fetching 0 of 2 · 0 papers",
        "Fetching 1 of 2 · 30 papers",
        "Fetching · waiting 4 s",
        "Fetching 2 of 2 · 31 papers",
        "Fetching 2 of 2 · 31 papers",
    ]
    assert reader.model.fetching == ""
    assert reader.toast == "Fetched 31 new papers"
    assert reader.host.rings == 1


async def test_a_fetch_under_way_is_not_begun_again(reader: FakeReader, says: Says) -> None:
    says({"event": "end", "new": 0})
    reader.ws.fetch.start()
    reader.ws.fetch.start()
    assert reader.host.started == ["fetching"]
    await reader.settle()
    assert reader.toast == "Nothing new to fetch"
    assert reader.host.rings == 0
    reader.ws.fetch.start()
    assert reader.host.started == ["fetching", "fetching"]


async def test_what_failed_is_said_with_what_came(reader: FakeReader, says: Says) -> None:
    says(
        {"event": "begin", "jobs": 2},
        {"event": "failed", "words": "the server answers with 500"},
        {"event": "failed", "words": "another"},
        {"event": "fetched", "papers": 2},
        {"event": "end", "new": 2},
    )
    reader.ws.fetch.start()
    await reader.settle()
    assert reader.toast == "Fetched 2 new papers · the server answers with 500"


async def test_the_trouble_of_the_whole_counts_more(reader: FakeReader, says: Says) -> None:
    says(
        {"event": "failed", "words": "the server answers with 500"},
        {"event": "end", "new": 0, "trouble": "no network"},
    )
    reader.ws.fetch.start()
    await reader.settle()
    assert reader.toast == "no network"
    assert reader.host.rings == 0


async def test_what_the_program_says_when_it_fails_is_said(reader: FakeReader, says: Says) -> None:
    says(b"daily-papers: config.toml: line 3 cannot be read\n", b"and more\n")
    reader.ws.fetch.start()
    await reader.settle()
    assert reader.toast == "config.toml: line 3 cannot be read"
    assert reader.model.fetching == ""


async def test_no_bell_where_none_is_wanted(reader: FakeReader, says: Says) -> None:
    says({"event": "end", "new": 2})
    reader.ws.fetch.allow(reader.paths, bell=False)
    reader.ws.fetch.start()
    await reader.settle()
    assert reader.toast == "Fetched 2 new papers"
    assert reader.host.rings == 0


def test_the_program_fetches_into_the_cache_of_the_reader(reader: FakeReader) -> None:
    command = fetch.command(reader.paths)
    assert command[command.index("--cache") + 1] == str(reader.paths.cache)
    assert command[command.index("--config") + 1] == str(reader.paths.config)
    assert command[command.index("--profile") + 1] == "main"
    assert "--json" in command
