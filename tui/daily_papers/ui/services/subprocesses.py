"""Processes of the reader's own, in which what takes long is done while keys go on."""

from __future__ import annotations

import asyncio
import contextlib
from asyncio import create_subprocess_exec
from asyncio.subprocess import DEVNULL, PIPE, STDOUT
from collections.abc import AsyncIterator, Mapping, Sequence


@contextlib.asynccontextmanager
async def child(
    command: Sequence[str], *, errors: bool = False, environ: Mapping[str, str] | None = None
) -> AsyncIterator[AsyncIterator[bytes]]:
    """Run a command for as long as the block does, and give its lines.

    It is ended where the block is left before it, and has a session of its own, so that what is
    typed in the terminal does not reach it.

    Args:
        command: The program and its arguments.
        errors: Whether the lines of its standard error come too.
        environ: Its environment; this process's by default.
    """
    process = await create_subprocess_exec(
        *command,
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=STDOUT if errors else DEVNULL,
        start_new_session=True,
        env=environ,
    )
    try:
        assert process.stdout is not None
        yield process.stdout
        await process.wait()
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        # Whoever is impatient and cancels once more does not keep it from being cleared away.
        await asyncio.shield(process.communicate())
