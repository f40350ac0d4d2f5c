"""What a word is, once for the index, the query and the marks on the screen.

Text is compared without case and accents. A word is a run of letters and digits with its marks;
where a script writes no spaces (Chinese, Japanese) each character is a word of its own, and so is
a pictograph. Everything else separates.

A folded word holds ASCII letters and digits and characters beyond ASCII, never a space or ASCII
punctuation, and folding it again changes nothing. Words joined by spaces, as `spaced` gives them,
are therefore cut again in the same places by any tokeniser that keeps what lies beyond ASCII
(FTS5's `ascii`).
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
_STAND_INS = "\ufffc\ufffd"  # symbols by category, but they show that something is missing
_ZERO_WIDTH_SPACE = "\u200b"
_PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i"}
    | {"æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that Unicode takes apart no further, and what people type for them."""


class FoldedWord(NamedTuple):
    """A word of a text: `text[start:end]` as it is compared."""

    start: int
    end: int
    folded: str


def fold(text: str) -> str:
    """`text` without case and accents; folding twice is folding once.

    `papers.model.fold` takes case away before it resolves forms such as `𝐀` and `™`, which then
    come out as capitals; a second pass makes them small.
    """
    if text.isascii():
        return text.lower()
    return model.fold(model.fold(text)).translate(_PLAIN_LETTERS)


def is_solo(word: str) -> bool:
    """Whether a folded word is one character that is a word whatever stands beside it."""
    if len(word) != 1 or word < _FIRST_PICTOGRAPH or word in _STAND_INS:
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
        if not form:  # an accent or a joiner: it belongs to the letter before it
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
    """The words of `text` with single spaces between them: what an index of words takes in."""
    if text.isascii():
        return " ".join(_ASCII_WORD.findall(text.lower()))
    return " ".join(text.translate(_FORMS).split())


def form(char: str) -> str:
    """What one character adds to the words: letters, nothing, or spaces where words are cut."""
    return _FORMS[ord(char)]


class _Forms(dict[int, str]):
    """The form of each code point, found when it is first met; `str.translate` reads it too."""

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
