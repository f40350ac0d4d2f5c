"""Versions of notes, and which of them stand.

Each version names the ones it was based on. A version stands unless a later one was based on it;
where two machines wrote without knowing of each other both stand, and no text is lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_BETWEEN: Final = "\n\n---\n\n"


@dataclass(frozen=True, slots=True)
class Note:
    """One version of a note."""

    stamp: str
    text: str
    """Markdown. An empty one means that the note was removed."""
    time: str
    """When it was written, ISO 8601 in UTC."""
    on: tuple[str, ...] = ()
    """The stamps of the versions that it replaces."""
    void: bool = False
    """Whether it was taken back."""


def heads(versions: Iterable[Note]) -> tuple[Note, ...]:
    """The versions that stand, oldest first: not taken back, and replaced by none that stands.

    A version that was taken back still tells what it had replaced to those that replaced it.
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


def joined(standing: Iterable[Note]) -> str:
    """The text of a note: where several versions stand, all of them, a rule between them."""
    texts = dict.fromkeys(note.text.strip("\n") for note in standing if note.text.strip())
    return _BETWEEN.join(texts)
