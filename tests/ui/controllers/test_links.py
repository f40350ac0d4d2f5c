"""Links of the paper that is shown: opened in the browser, copied to the clipboard."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path
from types import SimpleNamespace

import pytest
from daily_papers.papers.scopes import STARRED
from daily_papers.ui.controllers import links
from daily_papers.ui.strings import toasts

from tests.ui.controllers.fakes import FakeReader

PAGE = "https://huggingface.co/papers/2406.09414"


@pytest.fixture
async def depth(day: FakeReader) -> FakeReader:
    """A reader with a paper under the cursor whose links are known."""
    day.go_to("Depth")
    await day.settle()
    return day


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that the browser opens."""
    found: list[str] = []

    def open_it(url: str) -> bool:
        found.append(url)
        return True

    monkeypatch.setattr(webbrowser, "get", lambda: SimpleNamespace(open=open_it))
    return found


async def test_a_link_is_opened_which_marks_the_paper_read(
    depth: FakeReader, opened: list[str]
) -> None:
    depth.ws.links.open_number(1)
    await depth.settle()
    assert opened == [depth.ws.links.found[0].url]
    assert depth.toast == f"Opened {opened[0]}"
    assert depth.acts == ["open"]


async def test_a_number_without_a_link_is_said(depth: FakeReader, opened: list[str]) -> None:
    number = len(depth.ws.links.found) + 1
    depth.ws.links.open_number(number)
    assert depth.toast == toasts.no_such_link(number)
    depth.ws.links.copy_link(0)
    assert depth.toast == toasts.no_such_link(0)
    await depth.settle()
    assert opened == []
    assert depth.journal == []
    assert depth.host.copied == []


async def test_without_a_paper_there_is_no_link(day: FakeReader, opened: list[str]) -> None:
    await day.show(STARRED)
    day.ws.links.open_number(1)
    day.ws.links.copy_markdown()
    assert day.toast == toasts.NO_LINK
    await day.settle()
    assert opened == []


async def test_only_web_addresses_are_opened(depth: FakeReader, opened: list[str]) -> None:
    depth.ws.links.open("file:///etc/passwd")
    await depth.settle()
    assert depth.toast == toasts.ONLY_WEB
    assert opened == []


@pytest.mark.parametrize("is_textual", [False, True])
async def test_without_a_browser_the_address_is_copied(
    depth: FakeReader, monkeypatch: pytest.MonkeyPatch, is_textual: bool
) -> None:
    def get() -> webbrowser.BaseBrowser:
        if is_textual:
            return webbrowser.GenericBrowser("w3m")
        raise webbrowser.Error

    monkeypatch.setattr(webbrowser, "get", get)
    depth.ws.links.open(PAGE)
    await depth.settle()
    assert depth.host.copied == [PAGE]
    assert depth.toast == f"No browser here · copied {PAGE}"


async def test_the_users_command_opens_links_without_a_shell(
    depth: FakeReader, tmp_path: Path
) -> None:
    out = tmp_path / "opened"
    program = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(sys.argv[2])"
    depth.ws.links.browser = f'{sys.executable} -c "{program}" "{out}"'
    depth.ws.links.open(f"{PAGE}?a=$(id)&b")
    [started] = depth.ws.links._started
    assert started.wait() == 0
    assert out.read_text() == f"{PAGE}?a=$(id)&b"
    assert depth.toast.startswith("Opened ")


@pytest.mark.parametrize("command", ["/nowhere/browser", "'unclosed"])
async def test_a_command_that_cannot_be_run_leaves_the_address_on_the_clipboard(
    depth: FakeReader, command: str
) -> None:
    depth.ws.links.browser = command
    depth.ws.links.open(PAGE)
    assert depth.host.copied == [PAGE]


async def test_a_host_that_looks_like_another_is_shown_in_ascii(
    depth: FakeReader, opened: list[str]
) -> None:
    depth.ws.links.open("https://аrxiv.org/")
    await depth.settle()
    assert "xn--" in depth.toast


# Copies


async def test_a_link_is_copied_and_marks_nothing_read(depth: FakeReader) -> None:
    depth.ws.links.copy_link(1)
    await depth.settle()
    assert depth.host.copied == [depth.ws.links.found[0].url]
    assert depth.toast == f"Copied {depth.host.copied[0]}"
    assert depth.journal == []


async def test_selected_text_is_copied(depth: FakeReader) -> None:
    depth.ws.links.copy_text("some words")
    depth.ws.links.copy_text("")
    assert depth.host.copied == ["some words"]
    assert depth.toast == "Copied 10 characters"


async def test_title_and_link_are_copied_as_markdown(depth: FakeReader) -> None:
    depth.ws.links.copy_markdown()
    url = depth.ws.links.found[0].url
    assert depth.host.copied == [f"[Depth Anything V2]({url})"]
    assert depth.toast == toasts.COPIED_TITLE


async def test_brackets_of_a_title_do_not_end_its_link(
    depth: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = SimpleNamespace(title="A [b] c", links=())
    monkeypatch.setattr(links, "readable", lambda _: reading)
    assert depth.model.abstract.detail
    assert links.markdown_link(depth.model.abstract.detail) == r"A \[b\] c"
