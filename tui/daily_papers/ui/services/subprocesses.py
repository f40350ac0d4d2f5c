"""Programs that run beside the reader, in sessions of their own: no key typed here reaches them."""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
from asyncio import StreamReader, StreamReaderProtocol, create_subprocess_exec
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import IO, Final, NamedTuple

TIMEOUT: Final = 60
"""Seconds after which `run_with_input` kills a command."""
MAX_OUTPUT: Final = 10_000_000
"""Bytes of output after which `run_with_input` kills a command."""
_KEPT: Final = 10_000
"""Bytes of output that are kept: more than one line needs."""
_DRAIN_TIMEOUT: Final = 0.3
"""Seconds for the last of the output, where background processes of a command hold its pipe."""


class Completed(NamedTuple):
    """How a command ended."""

    code: int
    output: bytes
    """The beginning of what it wrote."""
    errors: bytes
    """The beginning of what it wrote to standard error."""
    exceeded_output: bool
    """Whether it was killed after `MAX_OUTPUT`."""


@asynccontextmanager
async def output_lines(
    command: Sequence[str], *, errors: bool = False, environ: Mapping[str, str] | None = None
) -> AsyncIterator[AsyncIterator[bytes]]:
    """The lines that a command writes; it is terminated if the block is left before it ends.

    Its standard input is a pipe that closes when this process dies.

    Args:
        command: The program and its arguments.
        errors: Whether to include the lines of its standard error.
        environ: Its environment; this process's by default.

    Raises:
        OSError: It cannot be run.
    """
    stderr = STDOUT if errors else DEVNULL
    async with _started(command, signal.SIGTERM, PIPE, PIPE, stderr, environ) as process:
        assert process.stdout is not None
        yield process.stdout
        await process.wait()


async def run_with_input(command: Sequence[str], text: str) -> Completed:
    """Run a command, without a shell, with `text` on its standard input.

    Processes that it leaves in the background go on. If this is cancelled, its whole group is
    killed.

    Args:
        command: The program and its arguments.
        text: Its standard input; a lone surrogate becomes `?`.

    Raises:
        TimeoutError: It took more than `TIMEOUT` seconds, and was killed.
        OSError: It cannot be run.
        ValueError: It cannot be run.
    """
    with tempfile.TemporaryFile() as file:
        file.write(text.encode("utf-8", "replace"))
        file.seek(0)
        async with (
            _pipe() as (output, to_output),
            _pipe() as (errors, to_errors),
            _started(command, signal.SIGKILL, file, to_output, to_errors) as process,
        ):
            to_output.close()
            to_errors.close()
            heads = [
                _Head(each, lambda: _signal(process, signal.SIGKILL)) for each in (output, errors)
            ]
            reading = asyncio.gather(*(head.read() for head in heads))
            try:
                async with asyncio.timeout(TIMEOUT):
                    code = await process.wait()
                with suppress(TimeoutError):
                    await asyncio.wait_for(reading, _DRAIN_TIMEOUT)
            finally:
                reading.cancel()
    exceeded = any(head.exceeded for head in heads)
    return Completed(code, bytes(heads[0].kept), bytes(heads[1].kept), exceeded)


@asynccontextmanager
async def _started(
    command: Sequence[str],
    end: signal.Signals,
    stdin: IO[bytes] | int,
    stdout: IO[bytes] | int,
    stderr: IO[bytes] | int,
    environ: Mapping[str, str] | None = None,
) -> AsyncIterator[Process]:
    """A process in a session of its own, whose group is sent `end` if it outlasts the block."""
    process = await create_subprocess_exec(
        *command, stdin=stdin, stdout=stdout, stderr=stderr, start_new_session=True, env=environ
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            _signal(process, end)
        # Shielded, so that a second cancellation does not leave it as a zombie.
        await asyncio.shield(process.communicate())


class _Head:
    """Keeps the beginning of a stream, and discards the rest."""

    def __init__(self, stream: StreamReader, kill: Callable[[], object]) -> None:
        """Args:
        stream: What is read.
        kill: Called after `MAX_OUTPUT` bytes.
        """
        self._stream = stream
        self._kill = kill
        self.kept = bytearray()
        self.exceeded = False

    async def read(self) -> None:
        """Read to the end, or up to `MAX_OUTPUT` bytes."""
        size = 0
        while size < MAX_OUTPUT and (piece := await self._stream.read(65_536)):
            size += len(piece)
            self.kept += piece[: _KEPT - len(self.kept)]
        if size >= MAX_OUTPUT:
            self.exceeded = True
            self._kill()


@asynccontextmanager
async def _pipe() -> AsyncIterator[tuple[StreamReader, IO[bytes]]]:
    """The two ends of a pipe.

    Unlike with asyncio's own pipes, a process is not waited for until all who hold them have ended.
    """
    reading, writing = os.pipe()
    stream = StreamReader()
    transport, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: StreamReaderProtocol(stream), os.fdopen(reading, "rb", 0)
    )
    try:
        with os.fdopen(writing, "wb", 0) as to_write:
            yield stream, to_write
    finally:
        transport.close()


def _signal(process: Process, number: signal.Signals) -> None:
    """Send a signal to all processes of the group."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
