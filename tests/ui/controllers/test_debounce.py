"""Work that may follow a key in the filter's field a little later."""

from __future__ import annotations

import pytest
from daily_papers.ui.controllers import debounce

from tests.ui.controllers.fakes import FakeReader


async def test_without_keys_work_is_done_at_once(reader: FakeReader) -> None:
    done: list[str] = []
    reader.ws.debounce.do(lambda: done.append("counted"))
    assert done == ["counted"]


async def test_after_a_key_work_waits_and_is_done_once_in_its_order(reader: FakeReader) -> None:
    done: list[str] = []

    def count() -> None:
        done.append("counted")

    reader.ws.debounce.begin()
    reader.ws.debounce.do(count)
    reader.ws.debounce.do(lambda: done.append("shown"))
    reader.ws.debounce.do(count)
    assert done == []
    await reader.settle()
    assert done == ["counted", "shown"]


async def test_another_key_extends_the_wait(
    reader: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    reader.ws.debounce.begin()
    reader.ws.debounce.do(lambda: done.append("counted"))
    monkeypatch.setattr(debounce, "_PAUSE", 60.0)
    reader.ws.debounce.begin()
    assert reader.host.started == ["debounce"], "one worker watches the clock"
    await reader.turn()
    assert done == []
    reader.ws.debounce.end()
    assert done == ["counted"]


async def test_once_the_wait_is_ended_nothing_waits_any_more(reader: FakeReader) -> None:
    done: list[str] = []
    reader.ws.debounce.begin()
    reader.ws.debounce.do(lambda: done.append("before"))
    reader.ws.debounce.end()
    reader.ws.debounce.do(lambda: done.append("after"))
    assert done == ["before", "after"]
    await reader.settle()
    assert done == ["before", "after"], "the worker finds nothing left to do"
