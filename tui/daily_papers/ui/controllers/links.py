"""What leaves the reader: links to the browser, text to the clipboard."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from daily_papers import humanize
from daily_papers.papers.links import PaperLink, is_openable, unmasked
from daily_papers.papers.rows import Detail
from daily_papers.ui.strings import toasts
from daily_papers.ui.widgets.abstract_page import read

if TYPE_CHECKING:
    from subprocess import Popen

    from daily_papers.ui.controllers.export import ExportController
    from daily_papers.ui.messages import WorkFinished
    from daily_papers.ui.screens.reader import Reader


class LinkController:
    """Opens and copies links of the paper that is shown."""

    def __init__(self, reader: Reader, paper: Callable[[], Detail | None]) -> None:
        """Args:
        reader: Who says what was done.
        paper: Gives the paper that is shown.
        """
        self._reader = reader
        self._paper = paper
        self.browser: str | None = None
        """The command that opens links, where the user has chosen one."""
        self._called: list[Popen[bytes]] = []

    @cached_property
    def sharing(self) -> ExportController:
        """Citations, exports and pipes; imported when they are first wanted."""
        from daily_papers.ui.controllers.export import ExportController

        return ExportController(self._reader)

    def told(self, message: WorkFinished) -> None:
        """Say what was done, and copy what is to be copied."""
        if message.copied:
            self._reader.app.copy_to_clipboard(message.copied)
        self._reader.say(message.words)

    def link(self, number: int) -> PaperLink | None:
        """The paper's link by its number from 1; says so where there is none."""
        detail = self._paper()
        links = read(detail).links if detail else ()
        if 1 <= number <= len(links):
            return links[number - 1]
        self._reader.say(toasts.no_such_link(number) if links else toasts.NO_LINK)
        return None

    def pick(self) -> None:
        """Let the user choose one of the paper's links, and open it."""
        from daily_papers.ui.screens.links import Links

        detail = self._paper()
        if detail and (found := read(detail).links):
            Links(self._reader.appearance, found).ask(self._reader.app, self._picked)
        else:
            self._reader.say(toasts.NO_LINK)

    def _picked(self, link: PaperLink) -> None:
        self._reader.judge.open(self._paper())
        self.open(link.url)

    def open_number(self, number: int) -> None:
        """Open a link of the paper, which reads it."""
        if link := self.link(number):
            self._reader.judge.open(self._paper())
            self.open(link.url)

    def open(self, url: str) -> None:
        """Open an address in the browser; without a browser copy it, and say so."""
        if not is_openable(url):
            self._reader.say(toasts.ONLY_WEB)
        elif self.browser:
            self._tell_opened(url, self._call(self.browser, url))
        else:
            self._reader.run_worker(self._browse(url), group="browsing")

    async def _browse(self, url: str) -> None:
        """Open an address away from the screen: a browser may take seconds until it answers."""
        self._tell_opened(url, await asyncio.to_thread(open_in_browser, url))

    def _tell_opened(self, url: str, opened: bool) -> None:
        if opened:
            self._reader.say(toasts.opened(unmasked(url)))
        else:
            self._reader.app.copy_to_clipboard(url)
            self._reader.say(toasts.no_browser(unmasked(url)))

    def _call(self, command: str, url: str) -> bool:
        """Call a command with an address, away from this terminal; whether that could be done."""
        import shlex
        import subprocess

        self._called = [each for each in self._called if each.poll() is None]
        nowhere = subprocess.DEVNULL
        try:
            arguments = [*shlex.split(command), url]
            called = subprocess.Popen(
                arguments, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
            )
        except (OSError, ValueError):
            return False
        self._called.append(called)
        return True

    def copy_link(self, number: int) -> None:
        """Copy a link of the paper."""
        if link := self.link(number):
            self._reader.app.copy_to_clipboard(link.url)
            self._reader.say(toasts.copied(unmasked(link.url)))

    def copy_text(self, text: str) -> None:
        """Copy text that the mouse has selected, if there is any."""
        if text:
            self._reader.app.copy_to_clipboard(text)
            self._reader.say(toasts.copied(humanize.quantity(len(text), "character")))

    def copy_markdown(self) -> None:
        """Copy the paper's title and first link as Markdown."""
        detail = self._paper()
        if detail and self.link(1):
            self._reader.app.copy_to_clipboard(markdown_link(detail))
            self._reader.say(toasts.COPIED_TITLE)


def markdown_link(detail: Detail) -> str:
    """A paper's title as a Markdown link to its page; the bare title where it has no link."""
    reading = read(detail)
    title = reading.title.replace("[", r"\[").replace("]", r"\]")
    return f"[{title}]({reading.links[0].url})" if reading.links else title


def open_in_browser(url: str) -> bool:
    """Hand an address to the user's browser, never through a shell; whether there is one.

    A browser that would draw in this terminal is not used: it would fight with the reader.
    """
    import webbrowser

    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    if type(browser) is webbrowser.GenericBrowser:
        return False
    return browser.open(url)
