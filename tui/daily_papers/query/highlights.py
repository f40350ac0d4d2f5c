"""Finds the parts of a text that match a query, to highlight them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from daily_papers.papers.fields import SEARCHED_BY_DEFAULT, TextField
from daily_papers.query.fold import FoldedWord, form, words
from daily_papers.query.patterns import compile_pattern, max_cheap_length
from daily_papers.query.tree import Fuzzy, Phrase, Query, Regex, Word, wanted

Span: TypeAlias = tuple[int, int]
Highlighter: TypeAlias = Callable[[str], list[Span]]


def highlighter(query: Query, field: TextField) -> Highlighter:
    """A function that finds the matches of a query's words, phrases and expressions in a text.

    Terms below a NOT are not highlighted. Of a longer word only the beginning that was searched is
    highlighted. Fuzzy words are highlighted where they occur as typed, and regular expressions not
    in texts that are so long that they might take long to fail.

    Args:
        query: The query.
        field: The field of the texts; terms for other fields are ignored.

    Returns:
        A function from a clean text, as it is shown, to spans in it as (start, end): sorted, never
        empty, and neither overlapping nor adjacent.
    """
    phrases = _Phrases()
    patterns: dict[str, int] = {}
    for leaf in wanted(query.tree):
        match leaf:
            case Word() | Phrase() | Fuzzy() | Regex() if not _searches(leaf.field, field):
                continue
            case Word(word, prefix):
                phrases.add((word,), prefix)
            case Phrase(found, prefix):
                phrases.add(found, prefix)
            case Fuzzy(found):
                for word in found:
                    phrases.add((word,), prefix=True)
            case Regex(pattern):
                patterns[pattern] = max_cheap_length(pattern)
    return lambda text: _merged([*phrases.find(text), *_matches(patterns, text)])


def _searches(searched: TextField | None, shown: TextField) -> bool:
    return searched is shown if searched else shown in SEARCHED_BY_DEFAULT


class _Phrases:
    """Words and phrases, all found in one pass over a text."""

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
        """Where they occur in `text`, in no certain order."""
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
                if _is_phrase(there, phrase, prefix):
                    end = _end_of_beginning(text, last, len(phrase[-1])) if prefix else last.end
                    yield word.start, end


def _is_phrase(found: list[FoldedWord], phrase: tuple[str, ...], prefix: bool) -> bool:
    """Whether these words are the phrase; with `prefix` the last one may be longer."""
    *body, last = phrase
    if len(found) < len(phrase) or any(a.folded != b for a, b in zip(found, body, strict=False)):
        return False
    return found[-1].folded.startswith(last) if prefix else found[-1].folded == last


def _matches(patterns: Mapping[str, int], text: str) -> Iterator[Span]:
    for pattern, longest in patterns.items():
        if len(text) <= longest:
            for found in compile_pattern(pattern).finditer(text):
                if found.end() > found.start():
                    yield found.span()


def _end_of_beginning(text: str, word: FoldedWord, length: int) -> int:
    """Where the first `length` folded characters of `word`, with their accents, end in `text`."""
    if text[word.start : word.end].isascii():
        return min(word.start + length, word.end)
    end = word.start
    while end < word.end and (length > 0 or not form(text[end])):
        length -= len(form(text[end]).strip().rpartition(" ")[2])  # `½` ends a word and begins one
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
