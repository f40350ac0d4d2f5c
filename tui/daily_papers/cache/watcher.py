"""Looks whether anything changed in the cache's folder, and takes next to nothing for it.

A look takes one stat a file, and comes no more often than every second; in a very large cache less
often, so that looking takes at most a fiftieth of the time. In between only the folders are looked
at, which tell of files that were added or renamed, but not of those written in place. While a file
is so young that it may still grow, each call looks at every file.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from daily_papers.cache import files

EVERY: Final = 2.0
"""Seconds between two looks."""
_SHARE: Final = 50
"""Looking takes at most one part in so many of the time."""


class Watch:
    """One cache, as it was at the last look."""

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
            clock: Seconds, for measuring how long a look takes.
            now: Seconds since 1970, for telling how old a file is.
        """
        self._folder = folder
        self._clock = clock
        self._now = now
        self._files = 0
        self._folders: dict[Path, int] = {}
        self._next = 0.0
        self._young = False
        self.count = 0
        """How many files there were at the last look."""

    def look(self) -> bool:
        """Whether the index is to be brought up to date: something changed since the last look.

        So it is too, once more, where a file was so young that it may have been half written:
        the index passes over such a one in silence if it cannot be read.
        """
        again, began = self._young, self._clock()
        if began < self._next and not again and self._folder_times() == self._folders:
            return False
        before = self._files
        self._scan()
        self._next = began + max(EVERY / 2, (self._clock() - began) * _SHARE)
        return again or self._files != before

    def _scan(self) -> None:
        """Look at every file."""
        found, count, newest = 0, 0, 0
        parents = {""}
        try:
            for seen in files.scan(self._folder, in_order=False):
                found ^= hash(seen)  # in whatever order they come
                count += 1
                newest = max(newest, seen.mtime_ns)
                parents.add(seen.name.rpartition("/")[0])
        except OSError:
            pass  # there is no cache yet, or it cannot be read: the index tells of that
        self._files, self.count = found, count
        self._young = 0 <= self._now() - newest / 1e9 < files.YOUNG
        self._folders = _times({self._folder / each for each in parents})

    def _folder_times(self) -> dict[Path, int]:
        return _times(self._folders)


def _times(folders: set[Path] | dict[Path, int]) -> dict[Path, int]:
    """When each folder changed last; -1 for one that is gone."""
    times = {}
    for folder in folders:
        try:
            times[folder] = os.stat(folder).st_mtime_ns
        except OSError:
            times[folder] = -1
    return times
