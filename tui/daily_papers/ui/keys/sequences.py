"""Keys as people press them: counts, prefixes, sequences. Pure: tokens in, strokes out.

A *token* is one key as Textual names it, except that printable keys are their character (`[`, `G`,
`?`). A *sequence* is one or more tokens (`g g`). A count of digits may precede a sequence.
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


@dataclass(frozen=True, slots=True)
class Stroke:
    """A complete sequence: the action that it names and the count before it."""

    action: str
    count: int | None = None


def tokens(key: str, character: str | None) -> Iterator[str]:
    """The tokens of one key event; `alt+x` counts as escape and then `x`.

    Args:
        key: Textual's name of the key.
        character: The character it types, if any.
    """
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
    """Turns tokens into strokes. Holds the count and the prefix typed so far."""

    def __init__(self, bindings: Mapping[Sequence, str]) -> None:
        """Args:
        bindings: From each sequence to its action's name.
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
        """What may follow the prefix: from the rest of a sequence to its action's name."""
        size = len(self._typed)
        return {
            " ".join(sequence[size:]): action
            for sequence, action in self._bindings.items()
            if size and sequence[:size] == self._typed
        }

    def reset(self) -> None:
        """Forget the count and the prefix."""
        self._count, self._typed = "", ()

    def feed(self, token: str) -> Stroke | None:
        """Take one token.

        Returns:
            The stroke it completes; `None` while more is awaited, or where nothing is bound.
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
    """The character of a key that Textual names, as after alt it names no character itself."""
    from textual.keys import KEY_NAME_REPLACEMENTS

    if len(key) == 1:
        return key
    names = {short: long for long, short in KEY_NAME_REPLACEMENTS.items()}
    with suppress(KeyError):
        return unicodedata.lookup(names.get(key, key).replace("_", " ").upper())
    return None
