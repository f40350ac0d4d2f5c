"""Folds text and splits it into words, the same way for the index, queries and highlights.

Text is compared without case and accents. A word is a run of letters and digits with their marks;
in scripts without spaces (Chinese, Japanese) each character is a word, and so is a pictograph.
Everything else separates words.

A folded word has ASCII letters and digits and characters beyond ASCII, never a space or ASCII
punctuation, and folding it again changes nothing. Words joined by spaces, as `spaced` gives them,
are therefore split in the same places by any tokeniser that keeps characters beyond ASCII (FTS5's
`ascii`).
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from daily_papers.papers import model

_ASCII_WORD = re.compile(r"[a-z0-9]+")
_UNSPACED = re.compile(
    "[\u3005\u3007\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_VARIATION_SELECTOR = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_FIRST_PICTOGRAPH = "\u2300"
_PLACEHOLDERS = "\ufffc\ufffd"  # symbols by category, but they stand for something missing
_ZERO_WIDTH_SPACE = "\u200b"
_PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i"}
    | {"æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that Unicode does not decompose, and what people type for them."""


class FoldedWord(NamedTuple):
    """A word of a text: `text[start:end]` as it is compared."""

    start: int
    end: int
    folded: str


def fold(text: str) -> str:
    """`text` without case and accents; folding is idempotent.

    `papers.model.fold` removes case before it decomposes forms such as `𝐀` and `™`, which gives
    capitals; the second pass folds those.
    """
    if text.isascii():
        return text.lower()
    return model.fold(model.fold(text)).translate(_PLAIN_LETTERS)


def is_solo(word: str) -> bool:
    """Whether a folded word is a character that is a word by itself, whatever is next to it."""
    if len(word) != 1 or word < _FIRST_PICTOGRAPH or word in _PLACEHOLDERS:
        return False
    return _UNSPACED.match(word) is not None or unicodedata.category(word) == "So"


def words(text: str) -> list[FoldedWord]:
    """The words of `text` in order. Two may share a span: `½` is the words 1 and 2."""
    if text.isascii():
        return [FoldedWord(*m.span(), m.group()) for m in _ASCII_WORD.finditer(text.lower())]
    found: list[FoldedWord] = []
    letters = ""
    start = end = 0
    for at, char in enumerate(text):
        form = _FORMS[ord(char)]
        if not form:  # an accent or a joiner belongs to the letter before it
            if letters and end == at:
                end = at + 1
            elif found and found[-1].end == at:
                found[-1] = found[-1]._replace(end=at + 1)
        for letter in form:
            if letter != " ":
                start = start if letters else at
                end = at + 1
                letters += letter
            elif letters:
                found.append(FoldedWord(start, end, letters))
                letters = ""
    if letters:
        found.append(FoldedWord(start, end, letters))
    return found


def spaced(text: str) -> str:
    """The folded words of `text` joined by single spaces, as the full-text index stores them."""
    if text.isascii():
        return " ".join(_ASCII_WORD.findall(text.lower()))
    return " ".join(text.translate(_FORMS).split())


def form(char: str) -> str:
    """What a character adds to words: letters, nothing, or a space where a word ends."""
    return _FORMS[ord(char)]


class _Forms(dict[int, str]):
    """The form of each code point, computed on first use; also a table for `str.translate`."""

    def __missing__(self, code: int) -> str:
        self[code] = found = "".join(map(_form, fold(chr(code))))
        return found


def _form(char: str) -> str:
    """The form of one folded character."""
    if is_solo(char):
        return f" {char} "
    category = unicodedata.category(char)
    if category in ("Cf", "Me") and char != _ZERO_WIDTH_SPACE:
        return ""
    if _VARIATION_SELECTOR.match(char):
        return ""
    return char if char.isalnum() or category in ("Mn", "Mc") else " "


_FORMS = _Forms()
