"""Notices changes in the cache's folder, at next to no cost.

A check stats every file, at most once a second; in a very large cache less often, so that checking
takes at most a fiftieth of the time. In between, only the folders are checked, which change when
files are added or renamed, but not when they are written in place. While a file is so young that it
may still grow, each check stats every file.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from daily_papers.cache import scanner

INTERVAL: Final = 2.0
"""Seconds between two checks."""
_MAX_SHARE: Final = 50
"""Checking takes at most one part in so many of the time."""


class FolderWatcher:
    """A folder, as it was at the last check."""

    def __init__(
        self,
        folder: Path,
        *,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        """Watch `folder`, which need not exist yet.

        Args:
            folder: The cache.
            clock: Seconds, for measuring how long a check takes.
            now: Seconds since 1970, for the age of files.
        """
        self._folder = folder
        self._clock = clock
        self._now = now
        self._files_hash = 0
        self._folder_times: dict[Path, int] = {}
        self._next_scan = 0.0
        self._has_young_file = False
        self.count = 0
        """How many files there were at the last check."""

    def check(self) -> bool:
        """Whether the index is to be updated: something changed since the last check.

        So it is once more after a file was so young that it may have been half written, which the
        index ignores if it cannot be read.
        """
        again, start = self._has_young_file, self._clock()
        is_due = again or start >= self._next_scan
        if not is_due and _times(self._folder_times) == self._folder_times:
            return False
        before = self._files_hash
        self._scan()
        self._next_scan = start + max(INTERVAL / 2, (self._clock() - start) * _MAX_SHARE)
        return again or self._files_hash != before

    def _scan(self) -> None:
        files_hash, count, newest = 0, 0, 0
        parents = {""}
        try:
            for file in scanner.scan(self._folder, in_order=False):
                files_hash ^= hash(file)  # in whatever order they come
                count += 1
                newest = max(newest, file.mtime_ns)
                parents.add(file.name.rpartition("/")[0])
        except OSError:
            pass  # there is no cache yet, or it cannot be read, which the index reports
        self._files_hash, self.count = files_hash, count
        self._has_young_file = 0 <= self._now() - newest / 1e9 < scanner.GRACE_SECONDS
        self._folder_times = _times(self._folder / each for each in parents)


def _times(folders: Iterable[Path]) -> dict[Path, int]:
    """When each folder changed last; -1 for one that is gone."""
    times = {}
    for folder in folders:
        try:
            times[folder] = os.stat(folder).st_mtime_ns
        except OSError:
            times[folder] = -1
    return times
