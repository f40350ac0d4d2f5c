"""A reader without a terminal: the real controllers over a real library, and a host that records.

Work runs in the test's own loop, the index is asked and the journal written at once, and timers go
off when a test says so. What controllers post is handed back to them by `FakeReader.settle`, as the
reader's screen does.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable, Coroutine
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar, TypeVarTuple
from unittest.mock import patch

from daily_papers.config import Config
from daily_papers.index import interrupts
from daily_papers.library import Library
from daily_papers.papers.scopes import ALL
from daily_papers.paths import Paths
from daily_papers.settings import Settings
from daily_papers.ui import commands  # noqa: F401  registers every action
from daily_papers.ui.context import Context
from daily_papers.ui.controllers.workspace import Workspace
from daily_papers.ui.keys.actions import bindings
from daily_papers.ui.keys.dispatcher import KeysReady
from daily_papers.ui.messages import (
    ActFinished,
    CountsChanged,
    PaperChanged,
    RowsLoaded,
    WorkFinished,
)
from daily_papers.ui.model.layout import Focus
from daily_papers.ui.model.reader import ReaderModel
from daily_papers.ui.services.index_reader import IndexReader
from daily_papers.ui.services.journal_writer import Job, JournalWriter
from daily_papers.ui.session import Session

if TYPE_CHECKING:
    from textual.message import Message

Given = TypeVarTuple("Given")
Answer = TypeVar("Answer")

_ENDLESS: Final = frozenset({"indexing"})
"""Groups of work that never ends: it is recorded, and not run."""


@dataclass(eq=False)
class FakeTimer:
    """Something that happens when a test says so."""

    seconds: float
    work: Callable[[], object]
    is_active: bool = True

    def stop(self) -> None:
        """Do not let it happen."""
        self.is_active = False

    def reset(self) -> None:
        """Begin to wait again."""
        self.is_active = True


class FakeHost:
    """Records what controllers ask of the screen, and runs their work."""

    def __init__(self) -> None:
        """Nothing was asked yet."""
        self.said: list[str] = []
        """The toasts; an empty one removes what is shown."""
        self.copied: list[str] = []
        self.rings = 0
        self.timers: list[FakeTimer] = []
        self.posted: deque[Message] = deque()
        """The messages that nobody has handled yet."""
        self.started: list[str] = []
        """The groups of all work that was begun."""
        self.holds = False
        """Whether what is to follow the next frame waits for `draw`."""
        self._after_frame: list[Callable[[], object]] = []
        self._tasks: dict[asyncio.Task[object], str] = {}

    def say(self, text: str) -> None:
        """Show one line."""
        self.said.append(text)

    def run(
        self,
        work: Callable[[], Any],
        *,
        group: str,
        exclusive: bool = False,
        thread: bool = False,
    ) -> object:
        """Run blocking work at once, other work in the loop."""
        self.started.append(group)
        if thread:
            return work()
        if exclusive:
            for task in [task for task, other in self._tasks.items() if other == group]:
                task.cancel()
        if group not in _ENDLESS:
            coroutine: Coroutine[Any, Any, object] = work()
            self._tasks[asyncio.get_running_loop().create_task(coroutine)] = group
        return None

    def post(self, message: Message) -> object:
        """Keep a message until the reader settles."""
        self.posted.append(message)
        return True

    def call_in(self, seconds: float, work: Callable[[], object]) -> FakeTimer:
        """Keep a timer until a test lets it go off."""
        self.timers.append(FakeTimer(seconds, work))
        return self.timers[-1]

    def call_every(self, seconds: float, work: Callable[[], object]) -> object:
        """Nothing happens by itself."""
        return None

    def after_frame(self, work: Callable[[], object]) -> object:
        """Call `work` at once: each frame is drawn as soon as it is asked for."""
        if self.holds:
            self._after_frame.append(work)
        else:
            work()
        return True

    def draw(self) -> None:
        """Draw the frame that was held."""
        self.holds = False
        waiting, self._after_frame = self._after_frame, []
        for work in waiting:
            work()

    def copy(self, text: str) -> None:
        """Put text on the clipboard."""
        self.copied.append(text)

    def bell(self) -> None:
        """Ring."""
        self.rings += 1

    # For tests

    @property
    def toast(self) -> str:
        """The toast that is shown."""
        return self.said[-1] if self.said else ""

    def elapse(self) -> None:
        """Let so much time pass that every timer goes off."""
        timers, self.timers = self.timers, []
        for timer in timers:
            if timer.is_active:
                timer.work()

    async def wait(self) -> bool:
        """Wait until some work has ended; whether there was any."""
        if not self._tasks:
            return False
        ended, _ = await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in ended:
            del self._tasks[task]
            if not task.cancelled():
                task.result()
        return True

    async def close(self) -> None:
        """End all work."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


class FakeScreens:
    """Records which screens commands show."""

    is_busy = False

    def __init__(self) -> None:
        """Only the reader is shown."""
        self.pushed: list[Any] = []

    def push(self, screen: Any) -> None:
        """Show a screen over the others."""
        self.pushed.append(screen)

    def __getattr__(self, name: str) -> Any:
        """What else commands ask for does nothing."""
        return lambda *_: nullcontext()


class InlineReader(IndexReader):
    """Asks the index at once, in the test's own thread."""

    async def ask(self, question: Callable[[*Given], Answer], *given: *Given) -> Answer:
        """The answer."""
        return question(*given)


class InlineWriter(JournalWriter):
    """Writes at once, unless it is set to wait."""

    def __init__(self, library: Library, post: Callable[[Message], object]) -> None:
        """Nothing waits."""
        super().__init__(library, post)
        self.holds = False
        """Whether jobs wait for `release`."""
        self._held: list[Job] = []

    def do(self, job: Job) -> None:
        """Do a job."""
        if self.holds:
            self._held.append(job)
        else:
            job()

    def release(self) -> None:
        """Do the jobs that wait."""
        self.holds = False
        held, self._held = self._held, []
        for job in held:
            job()


class FakeReader:
    """A model, a library and all controllers, with a `FakeHost` in the place of the screen."""

    def __init__(self, paths: Paths, config: Config | None = None) -> None:
        """Args:
        paths: Where the digests are, and where is written.
        config: What the user configured.
        """
        self.paths = paths
        self.host = FakeHost()
        self.screens: Any = FakeScreens()
        self.model = ReaderModel()
        self.model.papers.resize(20)
        self.model.abstract.set_size(60, 20)
        self.ctx = Context(self.model, self.host, bindings()[0])
        self.ctx.paths, self.ctx.settings = paths, Settings()
        self.ctx.config = config or Config()
        self.library = Library(paths, recovers=True)
        self.writer = InlineWriter(self.library, self.host.post)
        self.ctx.session = Session(self.library, self.writer, InlineReader())
        self.ws = Workspace(self.ctx, self.screens)
        self.model.filter.typed_for.connect(lambda typed: self._type(*typed))
        self.key_releases = 0
        """How often keys that waited were let go on."""

    async def settle(self) -> None:
        """Wait until all work has ended, and hand all messages to the controllers."""
        while True:
            while self.host.posted:
                self._handle(self.host.posted.popleft())
            if not await self.host.wait() and not self.host.posted:
                return

    async def turn(self) -> None:
        """Let the work that is ready run, without waiting for any."""
        for _ in range(3):
            await asyncio.sleep(0)

    def _handle(self, message: Message) -> None:
        """Do what the reader's screen does with a message."""
        ws = self.ws
        match message:
            case PaperChanged():
                ws.papers.cursor_moved(self._show_abstract)
            case ActFinished():
                ws.verdicts.act_finished(message)
                if message.outcome.profile_changed:
                    ws.views.changed(message.outcome)
                    ws.rules.changed()
            case RowsLoaded():
                ws.papers.rows_loaded()
            case CountsChanged(views=True):
                ws.counts.refresh()
            case CountsChanged():
                ws.papers.hits_counted()
            case WorkFinished(words=words, copied=copied):
                if copied:
                    self.host.copy(copied)
                self.host.say(words)
            case KeysReady():
                self.key_releases += 1
            case _:
                raise AssertionError(f"nobody handles {message!r}")

    def _show_abstract(self) -> None:
        self.ws.abstract.show()
        self.ws.papers.mark_abstract()

    async def close(self) -> None:
        """End all work, and close the library."""
        await self.host.close()
        self.writer.release()
        self.ctx.session.close()

    # What a user sees

    @property
    def toast(self) -> str:
        """The toast that is shown."""
        return self.host.toast

    @property
    def titles(self) -> list[str]:
        """The first words of the papers in the list."""
        rows = self.model.papers.rows
        found = [rows.row(index) for index in range(len(rows))]
        return [row.title.split()[0] for row in found if row]

    @property
    def title(self) -> str:
        """The first word of the paper under the cursor; empty where there is none."""
        row = self.model.papers.row
        return row.title.split()[0] if row else ""

    @property
    def suggestions(self) -> list[str]:
        """The lines of the menu under the filter."""
        return [each.text for each in self.model.filter.suggestions]

    @property
    def journal(self) -> list[dict[str, Any]]:
        """The lines of the journals, each as read from its file."""
        files = sorted(self.paths.state.glob("*.jsonl"))
        return [json.loads(line) for file in files for line in file.read_text().splitlines()]

    @property
    def acts(self) -> list[str]:
        """The acts in the journals: `star`."""
        return [line["act"] for line in self.journal]

    # What a user does

    def show_late(self, scope: Any, text: str = "", *, key: int | None = None) -> None:
        """Show a list of which nothing is there at once: workers have to read it."""
        with patch.object(interrupts, "DEADLINE", -1.0):
            self.ws.papers.show(scope, text=text, key=key)

    async def show(self, scope: Any, text: str = "") -> None:
        """Show a list."""
        self.ws.papers.show(scope, text=text)
        await self.settle()

    async def type(self, text: str) -> None:
        """Open the filter's field, and type a text there."""
        if self.model.layout.focus is not Focus.FILTER:
            self.ws.filter.open()
        self._type(text, len(text))
        await self.settle()

    def _type(self, text: str, cursor: int) -> None:
        self.model.filter.cursor = cursor
        self.ws.filter.typed(text)

    def go_to(self, title: str) -> int:
        """Move the cursor to the paper that begins with a word; its key."""
        self.model.papers.move_to(self.titles.index(title))
        key = self.model.papers.key
        assert key is not None
        return key

    async def do(self, act: str, *titles: str) -> None:
        """Do an act to papers of the list, by the first words of their titles."""
        for title in titles:
            self.go_to(title)
            self.ws.verdicts.apply(act)
            await self.settle()

    async def do_elsewhere(self, act: str, *titles: str) -> None:
        """Do an act to papers, by the first words of their titles, in another window."""
        with Library(self.paths) as library:
            rows = library.rows(ALL)
            keys = [
                rows.key(index)
                for index in range(len(rows))
                if (row := rows.row(index)) and row.title.split()[0] in titles
            ]
            assert len(keys) == len(titles)
            library.act(act, keys)
