"""Keeping the index up to date in a process of its own, so that keys never wait for it.

The cache's folder is watched as long as the reader runs: what another program puts there or
overwrites is read within some two seconds, and costs next to nothing while nothing happens.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from daily_papers.cache.watcher import INTERVAL, FolderWatcher
from daily_papers.library import refresh_command
from daily_papers.paths import Paths
from daily_papers.ui.messages import IndexProgress, IndexUpdated
from daily_papers.ui.services.subprocesses import output_lines
from daily_papers.ui.strings import errors

if TYPE_CHECKING:
    from daily_papers.ui.host import Host


_AGAIN: Final = 10.0
"""Seconds until an index that could not be written is tried again."""


def update_while_open(paths: Paths, host: Host) -> None:
    """Update the index now, and again whenever the cache changed; the host hears the progress."""
    host.run(partial(_keep, paths, host), group="indexing", exclusive=True)


def await_digests(paths: Paths, host: Host, arrived: Callable[[], bool]) -> None:
    """Call `arrived` once there are digests in a cache, and they are indexed.

    Args:
        paths: Where they are awaited; nothing of it need be there yet.
        host: Goes on meanwhile; it does not hear of the indexing.
        arrived: Shows them, or returns false where it is not a good moment, and is asked again.
    """
    host.run(partial(_await, paths, arrived), group="awaiting", exclusive=True)


async def _keep(paths: Paths, host: Host) -> None:
    watch = FolderWatcher(paths.cache)
    await asyncio.to_thread(watch.check)
    while True:
        while await _index(paths, host):
            await asyncio.sleep(_AGAIN)
        await asyncio.sleep(INTERVAL)
        while not await asyncio.to_thread(watch.check):
            await asyncio.sleep(INTERVAL)


async def _await(paths: Paths, arrived: Callable[[], bool]) -> None:
    watch = FolderWatcher(paths.cache)
    while True:
        changed = await asyncio.to_thread(watch.check)
        if changed and watch.count:
            await _index(paths)
        if watch.count and arrived():
            return
        await asyncio.sleep(INTERVAL)


async def _index(paths: Paths, host: Host | None = None) -> str:
    """Index once; why that could not be done, in words, or nothing."""
    error = errors.INDEXER_ENDED
    async with output_lines(refresh_command(paths)) as lines:
        async for line in lines:
            report = json.loads(line)
            if "total" in report and host:
                host.post(IndexProgress(report["done"], report["total"]))
            error = "" if "finished" in report else report.get("error", error)
    if host:
        host.post(IndexUpdated(error))
    return error
