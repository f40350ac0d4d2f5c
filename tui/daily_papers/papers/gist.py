"""The sentence of an abstract that says what the paper does, and the numbers that carry its claim.

The gist is found by rules: every sentence is given points for announcing something ("we present
X"), for naming what the title names and for standing where announcements stand, and loses some for
being background, a sequel, a result or a link to the code. The words are in `papers.gist_words`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from daily_papers.papers import gist_words as words
from daily_papers.papers.sentences import split

# No abstract has more; what is beyond is not looked at, so that no text can take long.
_SENTENCES = 60
_LENGTH = 600

# The points of a claim that no sentence without one can reach.
_SURE = 9.0

# From here on a verb is so plain an announcement that other words hardly count.
_PLAIN = 8.0

# The most that a verb is worth before "that".
_THAT = 5.0

# Announcements come early; a later one must be better to win.
_LATER = 0.2


@dataclass(frozen=True, slots=True)
class Gist:
    """The sentence that says what a paper does, and where it stands in the abstract."""

    sentence: str
    """`abstract[start:end]`, as it stands there; empty where the abstract is."""
    start: int
    """In characters from the beginning of the abstract."""
    end: int
    short: str
    """One line without the opening ("In this paper, we propose") and without the last stop; empty
    where it would only say the title again."""


class _Claim(NamedTuple):
    """What a sentence says that the paper or its authors do."""

    subject: int
    """Where the subject begins in the sentence."""
    at: int
    """Where the verb begins in the sentence."""
    verb: str
    weight: float
    manner: str
    """The words between subject and verb: "also", "first"."""

    @property
    def end(self) -> int:
        """Where the verb ends in the sentence."""
        return self.at + len(self.verb)


class _Title(NamedTuple):
    """What a title tells about the sentences to look for."""

    name: str
    """The thing's name in lower case: "monet" of "Monet: Mixture of …"; empty without one."""
    stems: tuple[str, ...]
    """The beginnings of the title's longer words, in lower case."""


def find(abstract: str, title: str = "") -> Gist:
    """Return the sentence of `abstract` that says what the paper does.

    `abstract` is plain prose, hard-wrapped or not. `title` helps to tell the paper's own thing
    from what it is compared to. An abstract without a sentence gives an empty gist. Takes linear
    time.
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
        short = ""  # the title has said it
    return Gist(sentences[best], start, end, short)


def _read_title(title: str) -> _Title:
    """Take a title apart."""
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
    """Return the weightiest thing that `line` says the paper or its authors do."""
    best: _Claim | None = None
    for found in words.CLAIM.finditer(line):
        weight = words.VERBS.get(found["verb"], words.ANY_VERB) - _doubt(line, found.start())
        if line.startswith(" that ", found.end()):
            weight = min(weight, _THAT)
        if weight > (best.weight if best else 0):
            best = _Claim(
                found.start(), found.start("verb"), found["verb"], weight, found["manner"]
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
    """Points off for a "we" or "this paper" at `at` that may not be its sentence's subject."""
    before = line[max(0, at - 16) : at]
    if not before or (not before[-2:-1].isalnum() and not before[-1].isalnum()):
        return 0
    if before[-1].isalnum() or before.endswith(words.NOT_SUBJECT):
        return 100
    return 0 if before.endswith(words.BEFORE_SUBJECT) else 2  # "the experiments we use"


def _tense(verb: str) -> str:
    """What verbs with one subject have in common: "introduces" and "shows" end alike."""
    return next((ending for ending in ("ing", "ed", "s") if verb.endswith(ending)), "")


def _score_claim(line: str, claim: _Claim, about: _Title) -> float:
    """Return the points of a sentence with a claim, its place in the abstract left aside."""
    lowered = line.lower()
    named = lowered.find(about.name) if about.name else -1
    score = claim.weight + _score_opening(line, claim) + _score_topic(lowered, about)
    if named >= 0:  # but "to test Monet, we introduce …" is about something else
        score += 2 if named > claim.subject or line.startswith("In ") else -2
    if line.endswith("?"):
        score -= 3
    if claim.weight < _PLAIN:
        if _holds(lowered, words.AVAILABLE):
            score -= 4
        elif _holds(lowered, words.AFTERWORD):
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
        and _holds(lowered, words.OUTDONE)
    ):
        score -= 2
    return score


def _score_opening(line: str, claim: _Claim) -> float:
    """Return the points for what leads up to a claim."""
    score = 0.0
    manner = claim.manner.split()
    if words.SEQUEL.match(line) or not words.SEQUEL_MANNER.isdisjoint(manner):
        score -= 4
    elif words.DETAIL.match(line) or not words.DETAIL_MANNER.isdisjoint(manner):
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
    """Return the points of a sentence in which neither the paper nor its authors act."""
    lowered = line.lower()
    score = _score_topic(lowered, about)
    if words.PASSIVE.search(line):
        return score + words.PASSIVE_WEIGHT
    if words.RESULT.match(line) or words.BACKGROUND.match(line) or _holds(lowered, words.PERFECT):
        return score - 2
    if about.name and lowered.startswith(about.name):
        return score + (6 if lowered.startswith((" is a", ", a"), len(about.name)) else 2)
    return score + 1.5 * lowered.startswith(("our ", "this paper", "this work"))


def _score_topic(lowered: str, about: _Title) -> float:
    """Return the points of a sentence, in lower case, for the title's words in it."""
    if not about.stems:
        return 0.0
    return 3 * sum([stem in lowered for stem in about.stems]) / len(about.stems)


def _holds(text: str, parts: tuple[str, ...]) -> bool:
    """Whether any of `parts` stands in `text`; much faster than a pattern."""
    return any(map(text.__contains__, parts))


def _is_hollow(line: str, claim: _Claim | None, title: str) -> bool:
    """Whether `line` announces something without a word about what it is."""
    if words.HOLLOW.search(line[-100:]):
        return True
    if claim is None or claim.verb not in words.MAKING or len(line) - claim.end > 120:
        return False
    said = _letters(words.BRACKETS.sub("", line[claim.end :])).removeprefix("the")
    return said in _letters(title)


def _explains(line: str, about: _Title) -> bool:
    """Whether `line` goes on about the thing that the sentence before has only named."""
    lowered = line.lower()
    return lowered.startswith(("it ", "our ")) or (
        about.name != "" and lowered.startswith(about.name)
    )


def _shorten(line: str, claim: _Claim | None, title: str) -> str:
    """Return `line` without its opening and its last stop, as far as it still makes sense."""
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
    """Whether what follows a verb of making says enough without it."""
    if not rest.strip() or rest.startswith(" and ") or words.NO_NOUN.match(rest):
        return False
    end = words.PHRASE_END.search(rest)
    later = words.LATER_VERB.findall(rest[: end.start()] if end else rest)
    return not any(word in words.VERBS and _tense(word) == _tense(verb) for word in later)


def _drop_name(phrase: str, title: str) -> str:
    """Return "Monet, a planner" as "a planner" where the title says "Monet" already."""
    apposed = words.APPOSED.match(phrase)
    if apposed is None or apposed["name"].startswith(words.NOT_A_NAME):
        return phrase
    name = _letters(apposed["name"])
    return phrase[apposed.end() :] if name and name in _letters(title) else phrase


def _letters(text: str) -> str:
    """The letters and digits of `text` in lower case."""
    return "".join(words.LETTERS.findall(text.lower()))


def numbers(text: str) -> list[tuple[int, int]]:
    """Return where the numbers that carry a claim stand in `text`, in order and without overlap.

    Such are factors, percentages, points, signed differences and the values of known metrics, each
    with its unit: `2.5×`, `10x faster`, `87 %`, `+3.2 points`, `FID < 1.5`. Years, names of models,
    references and sizes (`256 × 256`) are not. Takes linear time.
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
