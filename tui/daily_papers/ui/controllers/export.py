"""Papers for others: citations to the clipboard, exports to files, text to commands."""

from __future__ import annotations

import asyncio
import io
import shlex
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from daily_papers.export.formats import FORMATS, save
from daily_papers.library import Library
from daily_papers.papers.scopes import ViewScope, format_scope
from daily_papers.papers.text import clean_line
from daily_papers.ui.context import Context
from daily_papers.ui.messages import WorkFinished
from daily_papers.ui.services import subprocesses
from daily_papers.ui.strings import errors, names, toasts

if TYPE_CHECKING:
    from daily_papers.papers.rows import Detail
    from daily_papers.paths import Paths


@dataclass(frozen=True, slots=True)
class PipeRequest:
    """A command, and the format of its input."""

    command: str
    format: str
    """A name of `FORMATS`."""


class ExportController:
    """Writes the selected papers, the one under the cursor, or the list."""

    def __init__(self, ctx: Context) -> None:
        """Args:
        ctx: The papers.
        """
        self._ctx = ctx
        self.last_pipe = PipeRequest("", "text")
        """The command that papers were given to last."""

    def copy_citations(self) -> None:
        """Copy the BibTeX of the selected papers, or of the one under the cursor."""
        if keys := self._ctx.model.papers.chosen_keys:
            self._run(partial(_cite, keys))

    def exported_keys(self) -> list[int]:
        """The selected papers, or all that are shown; says so where there are none yet."""
        papers = self._ctx.model.papers
        keys = papers.selection.keys() or papers.rows.keys()
        if not keys:
            self._ctx.host.say(toasts.NOTHING_TO_EXPORT)
        elif not (papers.selection or papers.rows.complete):
            self._ctx.host.say(toasts.STILL_LOADING)
            return []
        return keys

    def file_name(self, format: str) -> str:
        """The name that is proposed for an export of the list."""
        scope = self._ctx.model.scope
        named = names.VIEWS.get(scope, "") if isinstance(scope, ViewScope) else ""
        text = (named or format_scope(scope)).lower() if scope else ""
        stem = "".join(char if char.isalnum() or char in "-_" else "-" for char in text)
        return f"papers-{stem}{FORMATS[format].suffix}"

    def save(self, keys: Sequence[int], format: str, path: Path) -> None:
        """Write papers to a file."""
        self._run(partial(_save, keys, format, path))

    def pipe(self, keys: Sequence[int], request: PipeRequest) -> None:
        """Give papers to a command."""
        self.last_pipe = request
        try:
            arguments = shlex.split(request.command)
        except ValueError as error:
            self._ctx.host.say(errors.unreadable_command(error))
            return
        if arguments:
            self._ctx.host.run(partial(self._pipe, keys, request.format, arguments), group="export")

    async def _pipe(self, keys: Sequence[int], format: str, arguments: Sequence[str]) -> None:
        paths = self._ctx.session.library.paths
        self._ctx.host.post(await _run_command(keys, format, arguments, paths))

    def _run(self, job: Callable[[Paths], WorkFinished]) -> None:
        """Run `job` in a thread, and say what it did."""
        host, paths = self._ctx.host, self._ctx.session.library.paths
        host.run(lambda: host.post(job(paths)), thread=True, group="export")


def _details(paths: Paths, keys: Sequence[int]) -> Iterator[Detail]:
    """The papers, read through a library of this thread's own."""
    with Library(paths) as library:
        for key in keys:
            if detail := library.detail(key):
                yield detail


def _text(paths: Paths, keys: Sequence[int], format: str) -> str:
    out = io.StringIO()
    FORMATS[format].write(_details(paths, keys), out)
    return out.getvalue()


def _cite(keys: Sequence[int], paths: Paths) -> WorkFinished:
    text = _text(paths, keys, "bibtex")
    papers = text.count("@misc{") if len(keys) > 1 else 1
    return WorkFinished(toasts.copied_citations(papers), copied=text)


def _save(keys: Sequence[int], format: str, path: Path, paths: Paths) -> WorkFinished:
    try:
        save(_details(paths, keys), FORMATS[format], path)
    except OSError as error:
        return WorkFinished(errors.not_written(clean_line(str(path)), error.strerror))
    return WorkFinished(toasts.wrote(len(keys), clean_line(str(path))))


async def _run_command(
    keys: Sequence[int], format: str, arguments: Sequence[str], paths: Paths
) -> WorkFinished:
    """Run a command with the papers as its input."""
    name = clean_line(arguments[0])
    try:
        text = await asyncio.to_thread(_text, paths, keys, format)
        ended = await subprocesses.run_with_input(arguments, text)
    except TimeoutError:
        return WorkFinished(errors.ran_too_long(name, subprocesses.TIMEOUT))
    except (OSError, ValueError) as error:
        return WorkFinished(errors.cannot_run(name, getattr(error, "strerror", None) or error))
    if ended.exceeded_output:
        return WorkFinished(errors.wrote_too_much(name, subprocesses.MAX_OUTPUT))
    if ended.code:
        reason = _first_line(ended.errors) or _first_line(ended.output)
        return WorkFinished(errors.exited_with(name, ended.code, reason))
    return WorkFinished(_first_line(ended.output) or toasts.piped(name, len(keys)))


def _first_line(output: bytes) -> str:
    """The first line of a command's output that says anything, cleaned."""
    lines = output.decode("utf-8", "replace").splitlines()
    return next(filter(None, map(clean_line, lines)), "")
