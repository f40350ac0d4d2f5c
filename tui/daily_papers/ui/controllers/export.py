"""Papers for others: citations to the clipboard, exports to files, text to commands."""

from __future__ import annotations

import asyncio
import io
import shlex
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from daily_papers.export.formats import FORMATS, save
from daily_papers.library import Library
from daily_papers.papers.rows import Detail
from daily_papers.papers.scopes import format_scope
from daily_papers.papers.text import clean_line
from daily_papers.paths import Paths
from daily_papers.ui.messages import WorkFinished
from daily_papers.ui.screens.export import Formats, Piped, PipeTo, SaveAs
from daily_papers.ui.services import subprocesses
from daily_papers.ui.strings import errors, toasts

if TYPE_CHECKING:
    from daily_papers.ui.screens.reader import Reader


class ExportController:
    """Writes the selected papers, the one under the cursor, or the list."""

    def __init__(self, reader: Reader) -> None:
        """Args:
        reader: Whose papers are shared.
        """
        self._reader = reader
        self._piped = Piped("", "text")

    def copy_citation(self) -> None:
        """Copy the BibTeX of the selected papers, or of the one under the cursor."""
        if keys := self._chosen():
            self._work(partial(_cited, keys))

    def export(self) -> None:
        """Write the selected papers, or all that are shown, to a file."""
        reader = self._reader
        rows = reader.papers.rows
        keys = reader.selected_keys() or rows.keys()
        if not keys:
            reader.say(toasts.NOTHING_TO_EXPORT)
        elif not (reader.selection or rows.complete):
            reader.say(toasts.STILL_READING)
        else:
            Formats(reader.appearance, len(keys)).ask(reader.app, partial(self._ask_name, keys))

    def pipe(self) -> None:
        """Give the selected papers, or the one under the cursor, to a command."""
        if keys := self._chosen():
            ask = PipeTo(self._reader.appearance, self._piped)
            ask.ask(self._reader.app, partial(self._pipe, keys))

    def _ask_name(self, keys: Sequence[int], format: str) -> None:
        reader = self._reader
        scope = format_scope(reader.finder.scope) if reader.finder.scope else ""
        stem = "".join(char if char.isalnum() or char in "-_" else "-" for char in scope.lower())
        ask = SaveAs(reader.appearance, f"papers-{stem}{FORMATS[format].suffix}")
        ask.ask(reader.app, lambda path: self._work(partial(_saved, keys, format, path)))

    def _pipe(self, keys: Sequence[int], piped: Piped) -> None:
        self._piped = piped
        try:
            arguments = shlex.split(piped.command)
        except ValueError as error:
            self._reader.say(errors.unreadable_command(error))
            return
        if arguments:
            self._reader.run_worker(self._run(keys, piped.format, arguments), group="sharing")

    async def _run(self, keys: Sequence[int], format: str, arguments: Sequence[str]) -> None:
        """Run a command, and tell what came of it."""
        self._reader.post_message(await _run(keys, format, arguments, self._paths))

    def _chosen(self) -> list[int]:
        """The selected papers, else the one under the cursor."""
        key = self._reader.papers.key
        return self._reader.selected_keys() or ([key] if key is not None else [])

    def _work(self, job: Callable[[Paths], WorkFinished]) -> None:
        """Do `job` in a thread, and tell what came of it."""
        reader, paths = self._reader, self._paths

        def work() -> None:
            reader.post_message(job(paths))

        reader.run_worker(work, thread=True, group="sharing")

    @property
    def _paths(self) -> Paths:
        return self._reader.open_library.paths


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


def _cited(keys: Sequence[int], paths: Paths) -> WorkFinished:
    text = _text(paths, keys, "bibtex")
    papers = text.count("@misc{") if len(keys) > 1 else 1
    return WorkFinished(toasts.copied_citations(papers), copied=text)


def _saved(keys: Sequence[int], format: str, path: Path, paths: Paths) -> WorkFinished:
    try:
        save(_details(paths, keys), FORMATS[format], path)
    except OSError as error:
        return WorkFinished(errors.not_written(clean_line(str(path)), error.strerror))
    return WorkFinished(toasts.wrote(len(keys), clean_line(str(path))))


async def _run(
    keys: Sequence[int], format: str, arguments: Sequence[str], paths: Paths
) -> WorkFinished:
    """Run a command, the papers as its input."""
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
        why = _first_line(ended.errors) or _first_line(ended.output)
        return WorkFinished(errors.ended_with(name, ended.code, why))
    return WorkFinished(_first_line(ended.output) or toasts.took(name, len(keys)))


def _first_line(output: bytes) -> str:
    """The first line of a command's output that says anything, cleaned."""
    lines = output.decode("utf-8", "replace").splitlines()
    return next(filter(None, map(clean_line, lines)), "")
