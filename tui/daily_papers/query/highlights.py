"""Where a text shows what a query asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from daily_papers.papers.fields import SEARCHED_BY_DEFAULT, TextField
from daily_papers.query.fold import FoldedWord, form, words
from daily_papers.query.patterns import cheap_up_to, compiled
from daily_papers.query.tree import Fuzzy, Phrase, Query, Regex, Word, wanted

Span: TypeAlias = tuple[int, int]
Marker: TypeAlias = Callable[[str], list[Span]]


def marker(query: Query, field: TextField) -> Marker:
    """What finds the parts of a text that match the query's words, phrases and expressions.

    What stands below a NOT is not marked. Of a longer word only the beginning that was asked for
    is marked. Fuzzy words are marked where they stand as they were typed, and regular expressions
    not in a text that is so long that they might take long to fail.

    Args:
        query: What was asked.
        field: What the texts are; leaves for other fields mark nothing.

    Returns:
        From a clean text, as it is shown, to pairs of start and end in it: sorted, never empty,
        overlapping or touching.
    """
    phrases = _Phrases()
    patterns: dict[str, int] = {}
    for leaf in wanted(query.tree):
        match leaf:
            case Word() | Phrase() | Fuzzy() | Regex() if not _is_asked(leaf.field, field):
                continue
            case Word(word, prefix):
                phrases.add((word,), prefix)
            case Phrase(found, prefix):
                phrases.add(found, prefix)
            case Fuzzy(found):
                for word in found:
                    phrases.add((word,), prefix=True)
            case Regex(pattern):
                patterns[pattern] = cheap_up_to(pattern)
    return lambda text: _merged([*phrases.find(text), *_matches(patterns, text)])


def _is_asked(asked: TextField | None, shown: TextField) -> bool:
    return asked is shown if asked else shown in SEARCHED_BY_DEFAULT


class _Phrases:
    """Words and phrases to be found in one pass, however many they are."""

    def __init__(self) -> None:
        self._words: set[str] = set()
        self._beginnings: set[str] = set()
        self._phrases: dict[str, set[tuple[tuple[str, ...], bool]]] = {}  # by their first word

    def add(self, phrase: tuple[str, ...], prefix: bool) -> None:
        if len(phrase) > 1:
            self._phrases.setdefault(phrase[0], set()).add((phrase, prefix))
        elif prefix:
            self._beginnings.add(phrase[0])
        else:
            self._words.add(phrase[0])

    def find(self, text: str) -> Iterator[Span]:
        """Where they stand in `text`."""
        lengths = sorted(set(map(len, self._beginnings)), reverse=True)
        found = words(text)
        for at, word in enumerate(found):
            if word.folded in self._words:
                yield word.start, word.end
            for length in lengths:
                if word.folded[:length] in self._beginnings:
                    yield word.start, _end_of_beginning(text, word, length)
                    break
            for phrase, prefix in self._phrases.get(word.folded, ()):
                *_, last = there = found[at : at + len(phrase)]
                if _says(there, phrase, prefix):
                    end = _end_of_beginning(text, last, len(phrase[-1])) if prefix else last.end
                    yield word.start, end


def _says(there: list[FoldedWord], phrase: tuple[str, ...], prefix: bool) -> bool:
    """Whether the words that stand there are those of the phrase, the last one perhaps longer."""
    *body, last = phrase
    if len(there) < len(phrase) or any(a.folded != b for a, b in zip(there, body, strict=False)):
        return False
    return there[-1].folded.startswith(last) if prefix else there[-1].folded == last


def _matches(patterns: Mapping[str, int], text: str) -> Iterator[Span]:
    for pattern, longest in patterns.items():
        if len(text) <= longest:
            for found in compiled(pattern).finditer(text):
                if found.end() > found.start():
                    yield found.span()


def _end_of_beginning(text: str, word: FoldedWord, length: int) -> int:
    """Where the first `length` folded characters of `word` end in `text`, with their accents."""
    if text[word.start : word.end].isascii():
        return min(word.start + length, word.end)
    end = word.start
    while end < word.end and (length > 0 or not form(text[end])):
        length -= len(form(text[end]).strip().rpartition(" ")[2])  # `½` ends one word, begins one
        end += 1
    return end


def _merged(found: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
