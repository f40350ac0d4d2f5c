"""Limits of memory and processor time for reading one file, whatever its format's reader does.

The readers take time and memory in proportion to a file's size; this is for what they overlook.
The limits hold on Linux, and that of time only in a process's main thread.
"""

from __future__ import annotations

import resource
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from daily_papers.formats.report import FormatError

MAX_MEMORY: Final = 200 * 1024 * 1024
"""Bytes of memory beyond the size of the file."""
MIN_SECONDS: Final = 10.0
"""Seconds of processor time for a small file."""
SECONDS_PER_MB: Final = 2.0
_MB: Final = 1024 * 1024
_DATA_FIELD: Final = 5
"""Where `/proc/self/statm` has the pages that `RLIMIT_DATA` limits:
https://man7.org/linux/man-pages/man5/proc_pid_statm.5.html"""


class _Expired(BaseException):
    """The time is up; no handler of a reader's own catches it."""


@contextmanager
def limited(size: int) -> Iterator[None]:
    """Limit the memory and time of the block, which reads `size` bytes of a file.

    Raises:
        FormatError: It went beyond.
    """
    seconds = MIN_SECONDS + SECONDS_PER_MB * size / _MB
    try:
        with _limited_memory(size + MAX_MEMORY), _limited_time(seconds):
            yield
    except MemoryError:
        raise FormatError(
            "takes far more memory than a digest of its size: it is damaged, or made to do harm"
        ) from None
    except _Expired:
        raise FormatError(
            "takes far longer to read than a digest of its size: it is damaged, or made to do harm"
        ) from None


@contextmanager
def _limited_memory(allowance: int) -> Iterator[None]:
    """Let an allocation that exceeds what is in use by `allowance` bytes fail (MemoryError)."""
    used = _memory_in_use()
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    lower = [limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY]
    if not used or any(limit <= used + allowance for limit in lower):
        yield
        return
    resource.setrlimit(resource.RLIMIT_DATA, (used + allowance, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _memory_in_use() -> int:
    """Bytes of memory that count against `RLIMIT_DATA`; 0 where that is not known."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[_DATA_FIELD]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return 0


@contextmanager
def _limited_time(seconds: float) -> Iterator[None]:
    """Raise `_Expired` in the block after some seconds of processor time."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    active = True

    def expire(number: int, frame: FrameType | None) -> None:
        if active:
            raise _Expired

    before = signal.signal(signal.SIGVTALRM, expire)
    # Once is not enough where the exception is lost, as in a destructor.
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 1.0)
    try:
        yield
    finally:
        active = False
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
