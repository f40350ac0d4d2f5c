"""Finds the sentence of an abstract that says what the paper does, and numbers that carry claims.

Sentences are scored by rules: they gain points for an announcement ("we present X"), for words of
the title and for being early, and lose points for background, additions, results and links to code.
The words are in `papers.gist_words`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from daily_papers.papers import gist_words as words
from daily_papers.papers.sentences import split

# Limits beyond those of any abstract, so that no text takes long.
_SENTENCES = 60
_LENGTH = 600

# Points that no sentence without a claim can reach.
_SURE = 9.0

# A verb of at least this weight is an announcement whatever other words there are.
_PLAIN = 8.0

# The highest weight of a verb before "that".
_THAT = 5.0

# Points off for each sentence before: announcements come early.
_LATER = 0.2


@dataclass(frozen=True, slots=True)
class Gist:
    """The sentence that says what a paper does, and its position in the abstract."""

    sentence: str
    """`abstract[start:end]`; empty if the abstract is."""
    start: int
    """Its start, in characters."""
    end: int
    short: str
    """The sentence on one line without its opening ("In this paper, we propose") and full stop;
    empty if it only repeats the title."""


class _Claim(NamedTuple):
    """A statement that the paper or its authors do something."""

    subject: int
    """The start of the subject in the sentence."""
    at: int
    """The start of the verb in the sentence."""
    verb: str
    weight: float
    adverbs: str
    """The words between subject and verb: "also", "first"."""

    @property
    def end(self) -> int:
        """The end of the verb in the sentence."""
        return self.at + len(self.verb)


class _Title(NamedTuple):
    """What a title says about the sentence to find."""

    name: str
    """The name of the method in lower case: "monet" of "Monet: Mixture of …"; may be empty."""
    stems: tuple[str, ...]
    """The beginnings of the title's longer words, in lower case."""


def find(abstract: str, title: str = "") -> Gist:
    """The gist of an abstract, in linear time; an empty one if there are no sentences.

    Args:
        abstract: Plain prose, hard-wrapped or not.
        title: Helps to tell the paper's own method from those it is compared to.
    """
    sentences = split(abstract)
    if not sentences:
        return Gist("", 0, 0, "")
    about = _read_title(title)
    lines = [" ".join(sentence.split()) for sentence in sentences[:_SENTENCES]]
    heads = [line[:_LENGTH] for line in lines]
    claims = [_claim(head) for head in heads]
    best, points = 0, -_SURE
    for number, (head, claim) in enumerate(zip(heads, claims, strict=True)):
        if claim and (score := _score_claim(head, claim, about) - _LATER * number) > points:
            best, points = number, score
    if points < _SURE:
        for number, (head, claim) in enumerate(zip(heads, claims, strict=True)):
            if not claim and (score := _score_unclaimed(head, about) - _LATER * number) > points:
                best, points = number, score
    if best + 1 < len(lines) and _is_hollow(lines[best], claims[best], title):
        best += _explains(lines[best + 1], about)
    start = end = 0
    for sentence in sentences[: best + 1]:
        start = abstract.index(sentence, end)
        end = start + len(sentence)
    short = _shorten(lines[best], claims[best], title)
    said = _letters(short).removeprefix("the")
    if said and said in _letters(title):
        short = ""  # the title says it
    return Gist(sentences[best], start, end, short)


def _read_title(title: str) -> _Title:
    """The name and the word stems in a title."""
    title = title[:_LENGTH]
    head, colon, _ = title.partition(":")
    if colon and len(head.split()) <= 3:
        name = head.strip()
    else:
        named = words.NAME_IN_TITLE.match(title)
        name = named.group() if named else ""
    stems = {word[:6] for word in re.findall(r"[^\W_]{5,}", title.lower())}
    return _Title(name.lower(), tuple(stems))


def _claim(line: str) -> _Claim | None:
    """The claim in `line` with the highest weight."""
    best: _Claim | None = None
    for found in words.CLAIM.finditer(line):
        weight = words.VERBS.get(found["verb"], words.ANY_VERB) - _doubt(line, found.start())
        if line.startswith(" that ", found.end()):
            weight = min(weight, _THAT)
        if weight > (best.weight if best else 0):
            best = _Claim(
                found.start(), found.start("verb"), found["verb"], weight, found["adverbs"]
            )
    if best is None or (best.weight > _THAT and best.verb in words.MAKING):
        return best
    for found in words.COORDINATED.finditer(line, best.end):
        verb = found[1] or found[2]
        weight = words.VERBS.get(verb, 0.0) - 1
        if weight > best.weight and (found[2] or _tense(verb) == _tense(best.verb)):
            return best._replace(at=found.end() - len(verb) - 1, verb=verb, weight=weight)
    return best


def _doubt(line: str, at: int) -> float:
    """Points off for a "we" or "this paper" at `at` that may not be the subject of its sentence."""
    before = line[max(0, at - 16) : at]
    if not before or (not before[-2:-1].isalnum() and not before[-1].isalnum()):
        return 0
    if before[-1].isalnum() or before.endswith(words.NOT_SUBJECT):
        return 100
    return 0 if before.endswith(words.BEFORE_SUBJECT) else 2  # "the experiments we use"


def _tense(verb: str) -> str:
    """The ending that verbs with the same subject share: "s" of "introduces" and "shows"."""
    return next((ending for ending in ("ing", "ed", "s") if verb.endswith(ending)), "")


def _score_claim(line: str, claim: _Claim, about: _Title) -> float:
    """The points of a sentence with a claim, without those for its position."""
    lowered = line.lower()
    named = lowered.find(about.name) if about.name else -1
    score = claim.weight + _score_opening(line, claim) + _score_topic(lowered, about)
    if named >= 0:  # but "to test Monet, we introduce …" is about something else
        score += 2 if named > claim.subject or line.startswith("In ") else -2
    if line.endswith("?"):
        score -= 3
    if claim.weight < _PLAIN:
        if _has_any(lowered, words.AVAILABLE):
            score -= 4
        elif _has_any(lowered, words.AFTERWORD):
            score -= 2
    if words.TRIALS.match(line, claim.end):
        score -= 2
    elif claim.verb in words.MAKING:
        score += bool(words.NAME.match(line, claim.end)) + bool(words.KIND.match(line, claim.end))
    elif words.BACKWARD.match(line, claim.end):
        score -= 1
    elif words.OTHERS.match(line, claim.end) or (
        claim.verb in words.REPORTING
        and (named >= 0 or " our " in line)
        and _has_any(lowered, words.OUTDONE)
    ):
        score -= 2
    return score


def _score_opening(line: str, claim: _Claim) -> float:
    """The points for what comes before a claim."""
    score = 0.0
    adverbs = claim.adverbs.split()
    if words.SEQUEL.match(line) or not words.SEQUEL_ADVERBS.isdisjoint(adverbs):
        score -= 4
    elif words.DETAIL.match(line) or not words.DETAIL_ADVERBS.isdisjoint(adverbs):
        score -= 1.5
    if words.RESULT.match(line):
        score -= 3
    if words.THIS_PAPER.match(line) or words.IN_THIS_PAPER.search(
        line, max(0, claim.subject - 40), claim.subject
    ):
        score += 2
    elif words.PURPOSE.match(line):
        score += 1
    elif line.startswith(("Our", "our"), claim.subject):
        score -= 2
    return score


def _score_unclaimed(line: str, about: _Title) -> float:
    """The points of a sentence without a claim."""
    lowered = line.lower()
    score = _score_topic(lowered, about)
    if words.PASSIVE.search(line):
        return score + words.PASSIVE_WEIGHT
    if words.RESULT.match(line) or words.BACKGROUND.match(line) or _has_any(lowered, words.PERFECT):
        return score - 2
    if about.name and lowered.startswith(about.name):
        return score + (6 if lowered.startswith((" is a", ", a"), len(about.name)) else 2)
    return score + 1.5 * lowered.startswith(("our ", "this paper", "this work"))


def _score_topic(lowered: str, about: _Title) -> float:
    """The points of a sentence, in lower case, for the words of the title in it."""
    if not about.stems:
        return 0.0
    return 3 * sum([stem in lowered for stem in about.stems]) / len(about.stems)


def _has_any(text: str, parts: tuple[str, ...]) -> bool:
    """Whether any of `parts` is in `text`; much faster than a pattern."""
    return any(map(text.__contains__, parts))


def _is_hollow(line: str, claim: _Claim | None, title: str) -> bool:
    """Whether `line` announces something without saying what it is."""
    if words.HOLLOW.search(line[-100:]):
        return True
    if claim is None or claim.verb not in words.MAKING or len(line) - claim.end > 120:
        return False
    said = _letters(words.BRACKETS.sub("", line[claim.end :])).removeprefix("the")
    return said in _letters(title)


def _explains(line: str, about: _Title) -> bool:
    """Whether `line` explains what the sentence before only names."""
    lowered = line.lower()
    return lowered.startswith(("it ", "our ")) or (
        about.name != "" and lowered.startswith(about.name)
    )


def _shorten(line: str, claim: _Claim | None, title: str) -> str:
    """`line` without its full stop, and without its opening if the rest makes sense alone."""
    line = line.rstrip(" .。") or line
    if claim is None:
        lead = words.LEAD.match(line)
        return line[lead.end() :] if lead else line
    if claim.verb in words.ASKING:
        return line
    rest = line[claim.end :]
    if claim.verb in words.REPORTING and rest.startswith(" that "):
        return rest.removeprefix(" that ").lstrip() or line
    if claim.verb in words.MAKING:
        second = words.SECOND_VERB.match(rest)
        if second and second[1] in words.MAKING:
            rest = rest[second.end(1) :]
        rest = rest.lstrip(" ,:")
        lead = words.LEAD.match(rest)
        rest = " " + (rest[lead.end() :] if lead else rest)
        if _stands_alone(rest, claim.verb):
            return _drop_name(rest.removeprefix(" to ").strip(), title)
    return line[claim.at :]


def _stands_alone(rest: str, verb: str) -> bool:
    """Whether the rest of a sentence makes sense without its verb."""
    if not rest.strip() or rest.startswith(" and ") or words.NO_NOUN.match(rest):
        return False
    end = words.PHRASE_END.search(rest)
    later = words.LATER_VERB.findall(rest[: end.start()] if end else rest)
    return not any(word in words.VERBS and _tense(word) == _tense(verb) for word in later)


def _drop_name(phrase: str, title: str) -> str:
    """`a planner` for `Monet, a planner` if the title has `Monet` already."""
    apposed = words.APPOSED.match(phrase)
    if apposed is None or apposed["name"].startswith(words.NOT_A_NAME):
        return phrase
    name = _letters(apposed["name"])
    return phrase[apposed.end() :] if name and name in _letters(title) else phrase


def _letters(text: str) -> str:
    """The letters and digits of `text` in lower case."""
    return "".join(words.LETTERS.findall(text.lower()))


def numbers(text: str) -> list[tuple[int, int]]:
    """The spans of the numbers in `text` that carry claims, in order, in linear time.

    They are factors, percentages, points, signed differences and values of known metrics, each with
    its unit: `2.5×`, `10x faster`, `87 %`, `+3.2 points`, `FID < 1.5`; not years, names of models,
    references and sizes (`256 × 256`).
    """
    spans: list[tuple[int, int]] = []
    patterns = (words.MEASURED, words.SIGNED, words.VALUED)
    found = (match.span() for pattern in patterns for match in pattern.finditer(text))
    for start, end in sorted(found):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans
