"""Links of the paper that is shown: opened in the browser, copied to the clipboard."""

from __future__ import annotations

import asyncio
import shlex
import subprocess
from functools import partial
from typing import TYPE_CHECKING

from daily_papers import humanize
from daily_papers.papers.links import PaperLink, is_openable, with_ascii_host
from daily_papers.ui.context import Context
from daily_papers.ui.controllers.verdicts import VerdictController
from daily_papers.ui.strings import toasts
from daily_papers.ui.widgets.abstract_page import readable

if TYPE_CHECKING:
    from daily_papers.papers.rows import Detail


class LinkController:
    """Opens and copies links."""

    def __init__(self, ctx: Context, verdicts: VerdictController) -> None:
        """Args:
        ctx: The paper that is shown.
        verdicts: Marks a paper as read whose link is opened.
        """
        self._ctx = ctx
        self._verdicts = verdicts
        self.browser: str | None = None
        """The command that opens links, where the user has chosen one."""
        self._started: list[subprocess.Popen[bytes]] = []

    @property
    def found(self) -> tuple[PaperLink, ...]:
        """The links of the paper."""
        detail = self._ctx.model.shown_paper
        return readable(detail).links if detail else ()

    def link(self, number: int) -> PaperLink | None:
        """The paper's link by its number from 1; says so where there is none."""
        links = self.found
        if 1 <= number <= len(links):
            return links[number - 1]
        self._ctx.host.say(toasts.no_such_link(number) if links else toasts.NO_LINK)
        return None

    def open_number(self, number: int) -> None:
        """Open a link of the paper by its number from 1, which marks the paper read."""
        if link := self.link(number):
            self.open_link(link)

    def open_link(self, link: PaperLink) -> None:
        """Open a link of the paper, which marks the paper read."""
        if detail := self._ctx.model.shown_paper:
            self._verdicts.open(detail)
        self.open(link.url)

    def open(self, url: str) -> None:
        """Open an address in the browser; without a browser copy it, and say so."""
        if not is_openable(url):
            self._ctx.host.say(toasts.ONLY_WEB)
        elif self.browser:
            self._say_opened(url, self._start(self.browser, url))
        else:
            self._ctx.host.run(partial(self._browse, url), group="browsing")

    async def _browse(self, url: str) -> None:
        """Open an address beside the screen: a browser may take seconds until it answers."""
        self._say_opened(url, await asyncio.to_thread(open_in_browser, url))

    def _say_opened(self, url: str, opened: bool) -> None:
        if opened:
            self._ctx.host.say(toasts.opened(with_ascii_host(url)))
        else:
            self._ctx.host.copy(url)
            self._ctx.host.say(toasts.no_browser(with_ascii_host(url)))

    def _start(self, command: str, url: str) -> bool:
        """Run a command with an address, away from this terminal; whether that could be done."""
        self._started = [each for each in self._started if each.poll() is None]
        nowhere = subprocess.DEVNULL
        try:
            arguments = [*shlex.split(command), url]
            started = subprocess.Popen(
                arguments, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
            )
        except (OSError, ValueError):
            return False
        self._started.append(started)
        return True

    # Copies

    def copy_link(self, number: int) -> None:
        """Copy a link of the paper by its number from 1."""
        if link := self.link(number):
            self._ctx.host.copy(link.url)
            self._ctx.host.say(toasts.copied(with_ascii_host(link.url)))

    def copy_text(self, text: str) -> None:
        """Copy text that the mouse has selected, if there is any."""
        if text:
            self._ctx.host.copy(text)
            self._ctx.host.say(toasts.copied(humanize.quantity(len(text), "character")))

    def copy_markdown(self) -> None:
        """Copy the paper's title and first link as Markdown."""
        detail = self._ctx.model.shown_paper
        if detail and self.link(1):
            self._ctx.host.copy(markdown_link(detail))
            self._ctx.host.say(toasts.COPIED_TITLE)


def markdown_link(detail: Detail) -> str:
    """A paper's title as a Markdown link to its page; the bare title where it has no link."""
    reading = readable(detail)
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
