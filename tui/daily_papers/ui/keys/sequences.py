"""Keys as people press them: counts, prefixes, sequences.

A *token* is one key as Textual names it, except that a printable key is its character (`[`, `G`,
`?`). A *sequence* is one or more tokens (`g g`). A count of digits may precede it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

Sequence = tuple[str, ...]

_FULL_WIDTH: Final = {"：": ":", "？": "?", "／": "/"}
_MAX_COUNT: Final = 9  # digits
ALIASES: Final = {" ": "space", "ctrl+h": "backspace", "ctrl+i": "tab", "ctrl+m": "enter"}


_WORD_KEYS: Final = {
    "alt+b": "ctrl+left",
    "alt+left": "ctrl+left",
    "alt+f": "ctrl+right",
    "alt+right": "ctrl+right",
    "alt+backspace": "ctrl+w",
}
"""Keys that move and delete by words. Of a terminal that sends them as escape and a letter, Textual
reports the keys at the right; this does the same for one that reports alt.
"""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A complete sequence: the action that it is bound to, and the count before it."""

    action: str
    count: int | None = None


def tokens(key: str, character: str | None) -> Iterator[str]:
    """The tokens of one key event; `alt+x` is escape and then `x`, unless it edits words.

    Args:
        key: Textual's name of the key.
        character: The character it types, if any.
    """
    key = _WORD_KEYS.get(key, key)
    if key.startswith("alt+"):
        yield "escape"
        key = key.removeprefix("alt+")
        character = _character(key)
    if character and character.isprintable() and len(character) == 1:
        character = _FULL_WIDTH.get(character, character)
        yield ALIASES.get(character, character)
    else:
        yield ALIASES.get(key, key)


class KeySequences:
    """Turns tokens into strokes, and holds the count and the prefix typed so far."""

    def __init__(self, bindings: Mapping[Sequence, str]) -> None:
        """Args:
        bindings: The name of the action of each sequence.
        """
        self._bindings = dict(bindings)
        self._prefixes = {
            sequence[:length] for sequence in bindings for length in range(1, len(sequence))
        }
        self._count = ""
        self._typed: Sequence = ()

    @property
    def pending(self) -> str:
        """The count and the prefix typed so far, as shown: `5`, `g`; empty when there is none."""
        return self._count + "".join(self._typed)

    @property
    def choices(self) -> dict[str, str]:
        """The name of the action of each sequence that may follow the prefix."""
        size = len(self._typed)
        return {
            " ".join(sequence[size:]): action
            for sequence, action in self._bindings.items()
            if size and sequence[:size] == self._typed
        }

    def reset(self) -> None:
        """Drop the count and the prefix."""
        self._count, self._typed = "", ()

    def feed(self, token: str) -> Stroke | None:
        """Handle one token.

        Returns:
            The stroke that it completes; `None` while more is expected, or where nothing is bound.
        """
        if token == "escape" and self.pending:
            self.reset()
            return None
        if (
            not self._typed
            and token.isascii()
            and token.isdigit()
            and (self._count or token != "0")
        ):
            self._count = (self._count + token)[:_MAX_COUNT]
            return None
        typed = (*self._typed, token)
        if action := self._bindings.get(typed):
            stroke = Stroke(action, int(self._count) if self._count else None)
            self.reset()
            return stroke
        if typed in self._prefixes:
            self._typed = typed
            return None
        self.reset()
        return None


def _character(key: str) -> str | None:
    """The character of a key by its name in Textual, which gives no character with alt."""
    from textual.keys import KEY_NAME_REPLACEMENTS

    if len(key) == 1:
        return key
    names = {short: long for long, short in KEY_NAME_REPLACEMENTS.items()}
    with suppress(KeyError):
        return unicodedata.lookup(names.get(key, key).replace("_", " ").upper())
    return None
