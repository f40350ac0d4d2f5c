"""Bringing the index up to date in a process of its own, so that keys never wait for it."""

from __future__ import annotations

import asyncio
import json
from asyncio.subprocess import DEVNULL, PIPE
from typing import TYPE_CHECKING

from tui.cache.index.refresh import command
from tui.paths import Places
from tui.ui.messages import Indexed, Indexing

if TYPE_CHECKING:
    from tui.ui.screens.reader import Reader


def index_in_background(places: Places, reader: Reader) -> None:
    """Start indexing; the reader is told how far it is, and when it is done."""
    reader.run_worker(_index(places, reader), group="indexing", exclusive=True)


async def _index(places: Places, reader: Reader) -> None:
    process = await asyncio.create_subprocess_exec(
        *command(places), stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL, start_new_session=True
    )
    try:
        assert process.stdout is not None
        trouble = ""
        async for line in process.stdout:
            told = json.loads(line)
            if "total" in told:
                reader.post_message(Indexing(told["done"], told["total"]))
            trouble = told.get("error", trouble)
        await process.wait()
        reader.post_message(Indexed(trouble))
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
