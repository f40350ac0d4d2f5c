"""Versions of notes, and which of them are current.

Each version names the ones that it replaces. Where two machines write without knowing of each
other, both versions are current, and no text is lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_SEPARATOR: Final = "\n\n---\n\n"


@dataclass(frozen=True, slots=True)
class Note:
    """One version of a note."""

    stamp: str
    text: str
    """Markdown. An empty text means that the note was removed."""
    time: str
    """When it was written, ISO 8601 in UTC."""
    on: tuple[str, ...] = ()
    """The stamps of the versions that it replaces."""
    void: bool = False
    """Whether it was undone."""


def heads(versions: Iterable[Note]) -> tuple[Note, ...]:
    """The current versions, oldest first: neither undone nor replaced by one that is not undone.

    What an undone version replaced counts as replaced by those that replaced it.
    """
    # One act may write different texts to two ids that turn out to be one paper's.
    known = {(version.stamp, version.text): version for version in versions}
    bases: dict[str, set[str]] = {}
    for version in known.values():
        bases.setdefault(version.stamp, set()).update(version.on)
    replaced: set[str] = set()
    waiting = [base for version in known.values() if not version.void for base in version.on]
    while waiting:
        stamp = waiting.pop()
        if stamp not in replaced:
            replaced.add(stamp)
            waiting.extend(bases.get(stamp, ()))
    return tuple(
        version
        for _, version in sorted(known.items())
        if not version.void and version.stamp not in replaced
    )


def combined_text(current: Iterable[Note]) -> str:
    """The text of a note; the texts of several current versions are separated by a rule."""
    texts = dict.fromkeys(note.text.strip("\n") for note in current if note.text.strip())
    return _SEPARATOR.join(texts)
