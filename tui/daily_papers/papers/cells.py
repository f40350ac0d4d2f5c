"""Measures text in terminal cells, cuts it and breaks it into lines.

Widths follow Unicode's East Asian Width (UAX #11) as terminals apply it: wide and full-width
characters take two cells, marks and format characters none, and an emoji sequence takes two. The
unit that is never split is the *grapheme*: a character with its marks, a flag, an emoji sequence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

ELLIPSIS: Final = "…"

# Unicode's Extended_Pictographic, slightly simplified: the standard library has no table of it.
PICTOGRAPHS: Final = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u25fe"
    "\u2600-\u27bf\u2934\u2935\u2b05-\u2b55\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001f1e5\U0001f1ff-\U0001f3fa\U0001f400-\U0001faff"
)
"""The inside of a character class of characters that begin an emoji or a symbol."""

_ZWJ: Final = "\u200d"
_VS16: Final = "\ufe0f"
_PICTOGRAPH = re.compile(f"[{PICTOGRAPHS}]")
_MODIFIER = re.compile("[\U0001f3fb-\U0001f3ff]")
_REGIONAL = re.compile("[\U0001f1e6-\U0001f1ff]")
_SEQUENCE = re.compile("[\u200d\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]")
_NO_WIDTH_CATEGORIES = frozenset({"Mn", "Me", "Mc", "Cc", "Cf", "Zl", "Zp"})
_JAMO_TAILS = re.compile("[\u1160-\u11ff\ud7b0-\ud7ff]")  # drawn inside the syllable before


class _Widths(dict[str, int]):
    """The cells of single characters, computed on first use."""

    def __missing__(self, char: str) -> int:
        if unicodedata.category(char) in _NO_WIDTH_CATEGORIES or _JAMO_TAILS.match(char):
            width = 0
        else:
            width = 2 if unicodedata.east_asian_width(char) in "WF" else 1
        self[char] = width
        return width


_widths = _Widths()


def graphemes(text: str) -> Iterator[tuple[int, int, int]]:
    """The graphemes of `text`, in order: (start, end, cells)."""
    start = width = 0
    previous = ""
    for at, char in enumerate(text):
        own = _widths[char]
        if at == 0:
            joins = False
        elif _REGIONAL.match(char):
            joins = at - start == 1 and _REGIONAL.match(previous) is not None
        else:
            joins = (
                own == 0
                or (previous == _ZWJ and _PICTOGRAPH.match(char) is not None)
                or (_MODIFIER.match(char) is not None and _PICTOGRAPH.match(previous) is not None)
            )
        if not joins:
            if at:
                yield start, at, width
            start, width = at, own
        elif own or (char == _VS16 and _emoji_base(previous)):
            width = 2
        previous = char
    if text:
        yield start, len(text), width


def _emoji_base(char: str) -> bool:
    return _PICTOGRAPH.match(char) is not None or char in "0123456789#*"


def cell_width(text: str) -> int:
    """The width of `text`, one line without control characters, in terminal cells."""
    if text.isascii():
        return len(text)
    if _SEQUENCE.search(text):
        return sum(width for _, _, width in graphemes(text))
    return sum(map(_widths.__getitem__, text))


def cut(text: str, width: int, cells: Callable[[str], int] = cell_width) -> str:
    """`text` in at most `width` cells: whole, or cut between graphemes and ending in `…`.

    Args:
        text: One line.
        width: The width in cells; if it is 0 or less the result is empty.
        cells: Measures text; ASCII must take one cell for each character.
    """
    if width <= 0:
        return ""
    if text.isascii():
        return text if len(text) <= width else text[: width - 1].rstrip() + ELLIPSIS
    if len(text) <= 4 * width and cells(text) <= width:
        return text
    used = end = 0
    for start, stop, _ in graphemes(text):
        used += cells(text[start:stop])
        if used > width:
            return text[:end].rstrip() + ELLIPSIS
        if used < width:
            end = stop
    return text


# A line may break between these without a space: Han, kana, and their punctuation.
_UNSPACED = (
    "\u2e80-\u2fff\u3001-\u303f\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff01-\uff65\U00020000-\U0003ffff"
)
_OPENING = "(\\[{“‘«〈《「『【〔〖（［｛"
_CLOSING = (
    ")\\]}”’»〉》」』】〕〗）］｝、。，．：；？！…‥・％,.:;?!%"
    "ーゝゞ々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ\u302a-\u302f\u3099\u309a\ufe0f"
)
_WORD = re.compile(r"\S+")
_COMPOUND_BREAK = re.compile(r"(?<=[^\W\d_]{2}-)(?=[^\W\d_]{2})")


@cache
def _break() -> re.Pattern[str]:
    """Where a word of any script may break; compiled on first use, which most text never needs."""
    between = rf"(?<![{_OPENING}])(?![{_CLOSING}])(?:(?<=[{_UNSPACED}])|(?=[{_UNSPACED}]))"
    return re.compile(rf"{_COMPOUND_BREAK.pattern}|{between}")


_LONG_BREAK = re.compile(r"(?<=[/?&=._-])(?![/?&=._-])")  # in an address longer than a line

_Span = tuple[int, int]


def wrap(text: str, width: int, cells: Callable[[str], int] = cell_width) -> list[_Span]:
    """The lines of one paragraph, as (start, end) offsets into `text`.

    Lines break at white space, which is left out, after the hyphen of a compound, and between
    Han or kana but not before closing punctuation. A word breaks elsewhere only if it is longer
    than a line, an address then after its punctuation. No line is wider than `width` unless it is
    a single grapheme, and each character that is not white space is in exactly one line.

    Args:
        text: A paragraph.
        width: The width in cells; less than 1 counts as 1.
        cells: Measures text; ASCII must take one cell for each character.
    """
    width = max(width, 1)
    if text.isascii():
        cells = len
    lines: list[_Span] = []
    start, end, used = -1, 0, 0
    for word in _WORD.finditer(text):
        first, last = word.span()
        whole = cells(word[0])
        gap = cells(text[end:first])
        if start >= 0 and used + gap + whole <= width:
            end = last
            used += gap + whole
            continue
        for piece_start, piece_end, size in _pieces(word[0], whole, width, cells):
            if start >= 0 and used + gap + size <= width:
                used += gap + size
            else:
                if start >= 0:
                    lines.append((start, end))
                start, used = first + piece_start, size
            end = first + piece_end
            gap = 0
    if start >= 0:
        lines.append((start, end))
    return lines


def _pieces(
    word: str, size: int, width: int, cells: Callable[[str], int]
) -> Iterator[tuple[int, int, int]]:
    """Split a word where a line may end, only as far as needed, into (start, end, cells)."""
    is_address = "://" in word
    if is_address and size <= width:
        yield 0, len(word), size
        return
    short_break = _COMPOUND_BREAK if word.isascii() else _break()
    for start, end in _split(word, 0, len(word), _LONG_BREAK if is_address else short_break):
        size = cells(word[start:end])
        if size <= width:
            yield start, end, size
            continue
        for inner, stop in _split(word, start, end, _LONG_BREAK):
            size = cells(word[inner:stop])
            if size <= width:
                yield inner, stop, size
            else:
                for left, right, _ in graphemes(word[inner:stop]):
                    yield inner + left, inner + right, cells(word[inner + left : inner + right])


def _split(text: str, start: int, end: int, pattern: re.Pattern[str]) -> Iterator[_Span]:
    """The pieces of `text[start:end]` between the matches of `pattern`."""
    for match in pattern.finditer(text, start + 1, end):
        if match.start() < end:
            yield start, match.start()
            start = match.start()
    yield start, end
