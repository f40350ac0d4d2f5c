"""Splits an abstract into sentences.

Abstracts are edited prose with few difficulties: abbreviations, initials, list markers, ellipses,
and stops without a space after them. A few rules about the words before and after a stop are
enough, and take linear time on any input.
"""

import re
from collections.abc import Iterator

_BLANK_LINE = re.compile(r"\n\s*\n")
_WIDE_STOPS = "。！？｡"
_STOP = re.compile(
    rf"[.!?…{_WIDE_STOPS}]"
    rf"[.!?…{_WIDE_STOPS}\"'”’»)\]}}」』）】》*$]*"  # closing punctuation after the stop
)
_OPENING = "\"'“‘«([{*$~"
_NEXT_WORD = re.compile(rf"\s+[{re.escape(_OPENING)}]*(\S{{0,40}})")
_GLUED_WORD = re.compile(r"([A-Z][a-z]{0,15})[\s,]")
_CODE_CHARACTERS = frozenset("/\\:@_={}<>#")

# The longest word before a stop that is looked at, so that a very long one takes no time.
_LOOK_BACK = 64

_NEVER_LAST = frozenset({"e.g", "eg", "i.e", "ie", "cf", "vs", "v.s", "viz", "w.r.t", "a.k.a"})
_FORMS_OF_ADDRESS = frozenset({"Dr", "Mr", "Mrs", "Ms", "Prof", "St"})
_SELDOM_LAST = frozenset({"al", "etal", "approx", "resp", "incl"})
_INITIALS = re.compile(r"(?:[A-Z]\.-?)*[A-Z]|(?:[a-z]\.)+[a-z]")
_BEFORE_NUMBERS = re.compile(r"(?:no|fig|eq|sec|tab|ref)s?|alg|app|ch|pp|thm|vol", re.IGNORECASE)
_NUMBER = re.compile(r"[A-Z]?\d|[IVX]+\b|[B-Z]\b")
_LIST_MARKER = re.compile(r"\d{1,2}|[a-z]|[ivx]+")
# Words that begin a sentence; a name after an abbreviation or in code does not.
_OPENER = re.compile(
    r"""
    A | Additionally | All | An | And | As | At | Based | But | By | Code | Despite | Each |
    Existing | Experimental | Experiments | Extensive | Finally | First | For | From |
    Furthermore | Given | Here | However | If | In | It | Its | Many | Moreover | Most | Next |
    Notably | On | Our | Recent | Results | Second | Since | Specifically | Such | That | The |
    Then | There | These | They | This | Those | Through | Thus | To | Unlike | Using | We |
    What | When | While | With | Yet
    """,
    re.VERBOSE,
)
# After a word of this length a stop ends the sentence even if the next word is in lower case.
_FULL_WORD_LENGTH = 5


def split(text: str) -> tuple[str, ...]:
    """The sentences of `text`, in order.

    `text` may be hard-wrapped: a single newline counts as a space, a blank line ends a sentence.
    Sentences are slices of `text` without the white space around them; no other character is lost.
    """
    slices = (piece.strip() for block in _BLANK_LINE.split(text) for piece in _pieces(block))
    return tuple(sentence for sentence in slices if sentence)


def _pieces(block: str) -> Iterator[str]:
    """Split a paragraph after each stop that ends a sentence."""
    start = 0
    for stop in _STOP.finditer(block):
        if _ends_sentence(block, start, stop):
            yield block[start : stop.end()]
            start = stop.end()
    yield block[start:]


def _ends_sentence(block: str, start: int, stop: re.Match[str]) -> bool:
    """Whether the sentence that began at `start` ends with `stop`."""
    mark = stop.group()
    if any(wide in mark for wide in _WIDE_STOPS):
        return True
    before = block[max(start, stop.start() - _LOOK_BACK) : stop.start()]
    word = "" if before[-1:].isspace() else (before.split() or [""])[-1]
    after = _NEXT_WORD.match(block, stop.end())
    if after is None:
        return mark == "." and _is_glued(word, block, stop.end())
    following = after.group(1)
    if mark == ".":
        return _full_stop_ends(before, word.lstrip(_OPENING), following)
    if mark[0] in ".…" and (not word or word[-1] in ",;"):
        return False  # "x, y, ... Z": an omission
    return not _is_lower(following)


def _is_glued(word: str, block: str, end: int) -> bool:
    """Whether a sentence begins at `end`, right after the stop that follows `word`."""
    first = _GLUED_WORD.match(block, end)
    return (
        first is not None
        and _OPENER.fullmatch(first.group(1)) is not None
        and (word[-1:].islower() or word[-1:] in {")", "]", "%"})
        and _CODE_CHARACTERS.isdisjoint(word)
    )


def _full_stop_ends(before: str, word: str, following: str) -> bool:
    """Whether a single full stop between `word` and `following` ends a sentence.

    `before` is the text before the stop, from the beginning of the sentence at most.
    """
    folded = word.lower()
    if folded in _NEVER_LAST or word in _FORMS_OF_ADDRESS:
        return False
    if folded in _SELDOM_LAST or _INITIALS.fullmatch(word):
        return _OPENER.fullmatch(following.rstrip(",")) is not None
    if _BEFORE_NUMBERS.fullmatch(word) and _NUMBER.match(following):
        return False
    if _LIST_MARKER.fullmatch(word) and _opens_item(before[: -len(word)].rstrip()):
        return False
    if _is_lower(following):
        return len(word) >= _FULL_WORD_LENGTH and word.isalpha()
    return True


def _opens_item(lead: str) -> bool:
    """Whether a number after `lead` numbers what follows: "two parts: 1. A net; 2. Data"."""
    return not lead or lead[-1] in ":;,"


def _is_lower(word: str) -> bool:
    """Whether `word` is in lower case, as `vLLM`, `o3` and addresses are not."""
    letters = word.rstrip(".,;:!?)\"'”’")
    return letters[:1].islower() and not (
        letters.startswith(("http://", "https://"))
        or any(letter.isupper() or letter.isdigit() for letter in letters)
    )
