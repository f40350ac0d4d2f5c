"""What the reader says: the sentences of its toasts, banners and questions, in one place.

One voice: sentence case, no full stop, facts parted by ` · `. A sentence without a number or a
name is a constant; the others are functions that give it.
"""

from __future__ import annotations

from tui.ui import words

# Above the list


def on_samples(*, fetches: bool) -> tuple[str, ...]:
    """That the papers are samples, and how others come."""
    wanted = ("R fetches today's",) if fetches else ()
    return ("Sample digests", *wanted, "daily-papers import takes a saved page")


def long_past(unread: int, key: str) -> tuple[str, ...]:
    """How many papers are unread at first, and which key clears those of long ago."""
    return (f"{words.count(unread)} unread", f"{key} marks what is older than a week as read")
