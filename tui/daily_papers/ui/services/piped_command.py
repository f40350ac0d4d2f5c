"""A command that is given text, run beside the reader: bounded in time and in what it says."""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
from asyncio import StreamReader, StreamReaderProtocol, create_subprocess_exec
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Final, NamedTuple

PATIENCE: Final = 60
"""Seconds after which a command is ended."""
MOST: Final = 10_000_000
"""Bytes of output after which a command is ended."""
_KEPT: Final = 10_000
"""Bytes of output that are kept: more than one line needs."""
_REST: Final = 0.3
"""Seconds that the last of the output has, where a command leaves others behind that hold it."""


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    output: bytes
    """The beginning of what it wrote."""
    errors: bytes
    """The beginning of what it wrote to standard error."""
    wrote_too_much: bool


async def run(command: Sequence[str], given: str) -> Ended:
    """Run a command without a shell and without this terminal, in a session of its own.

    What it leaves behind in the background goes on. It is ended, with all of its group, where
    this is cancelled, so that it does not hold up the reader's end.

    Args:
        command: The program and its arguments.
        given: Its standard input; a lone surrogate becomes `?`.

    Raises:
        TimeoutError: It took more than `PATIENCE` seconds, and was ended.
        OSError: It cannot be run.
        ValueError: It cannot be run.
    """
    with tempfile.TemporaryFile() as file:
        file.write(given.encode("utf-8", "replace"))
        file.seek(0)
        async with _pipe() as (output, to_output), _pipe() as (errors, to_errors):
            try:
                process = await create_subprocess_exec(
                    *command, stdin=file, stdout=to_output, stderr=to_errors, start_new_session=True
                )
            finally:
                os.close(to_output)
                os.close(to_errors)
            heard = _Beginning(output, lambda: _end(process.pid))
            complaint = _Beginning(errors, lambda: _end(process.pid))
            reading = asyncio.gather(heard.read(), complaint.read())
            try:
                async with asyncio.timeout(PATIENCE):
                    code = await process.wait()
                with suppress(TimeoutError):
                    await asyncio.wait_for(reading, _REST)
            finally:
                reading.cancel()
                if process.returncode is None:
                    _end(process.pid)
                    await asyncio.shield(process.wait())
    too_much = heard.ended_it or complaint.ended_it
    return Ended(code, bytes(heard.kept), bytes(complaint.kept), too_much)


class _Beginning:
    """Keeps the beginning of a stream, and drops the rest."""

    def __init__(self, stream: StreamReader, end: Callable[[], object]) -> None:
        """Args:
        stream: What is read.
        end: Ends who writes it, called where it is too much.
        """
        self._stream = stream
        self._end = end
        self.kept = bytearray()
        self.ended_it = False
        """Whether it was too much."""

    async def read(self) -> None:
        """Read to the end, or to what is too much."""
        size = 0
        while size < MOST and (piece := await self._stream.read(65_536)):
            size += len(piece)
            self.kept += piece[: _KEPT - len(self.kept)]
        if size >= MOST:
            self.ended_it = True
            self._end()


@asynccontextmanager
async def _pipe() -> AsyncIterator[tuple[StreamReader, int]]:
    """What comes out of a pipe, and the descriptor to write to, which is the caller's to close."""
    reading, writing = os.pipe()
    stream = StreamReader()
    transport, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: StreamReaderProtocol(stream), os.fdopen(reading, "rb", 0)
    )
    try:
        yield stream, writing
    finally:
        transport.close()


def _end(group: int) -> None:
    """End all processes of a group."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)
