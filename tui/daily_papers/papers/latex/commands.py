"""Converts single commands of TeX, and finds their arguments in the text."""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Final, NamedTuple

from daily_papers.papers.latex import tables

_MAX_FORMULA: Final = 2_000  # characters between `\(` and `\)`
_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?")
_SPACED_SIGN = re.compile(r"\s*([-+=()])\s*")
_APOSTROPHE = re.compile(r"(?:s|t|d|m|re|ll|ve)(?![A-Za-z])")
_LETTER_SOURCE: Final = 4  # characters that name a letter, as in `{\\i}`
_ESCAPED_IN_URL = re.compile(r"\\([_%#&~$])")
_NEEDS_NO_PARENTHESES = re.compile(r"√?[\w.∞°′]*(?:\([^()]*\))?")
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_OPTION = re.compile(r"\s*\[[^\[\]{}]{0,200}\](?=\s*\{)|\*(?=\{)")


class Call(NamedTuple):
    """A token of TeX and its position in the text."""

    name: str
    """A command's name, or what follows the token's first character."""
    start: int
    after: int
    """The end of the token."""
    end: int
    """The end of the part of the text that is being read."""
    math: bool
    """Whether that part is a formula."""
    depth: int


Read = tuple[str, int]
"""Converted text, and the position to continue at."""


class Span(NamedTuple):
    """An argument: its start and end, and the end of its braces."""

    start: int
    end: int
    after: int


class Source(ABC):
    """A text that is being converted, as the handlers of commands use it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.closing = _matching_braces(text)
        """The position of the closing brace for that of each opening one."""

    @abstractmethod
    def read(self, start: int, end: int, *, math: bool, depth: int) -> str:
        """`text[start:end]` converted."""

    def before(self, call: Call) -> str:
        """The character before the token, or an empty text."""
        return self.text[call.start - 1] if call.start else ""

    def next(self, call: Call) -> str:
        """The character after the token, or an empty text."""
        return self.text[call.after : min(call.after + 1, call.end)]

    def inner(self, call: Call, span: tuple[int, int], *, math: bool | None = None) -> str:
        """A part of the text, converted; by default in the mode of `call`."""
        mode = call.math if math is None else math
        return self.read(span[0], span[1], math=mode, depth=call.depth + 1)

    def argument(self, call: Call, at: int) -> Span | None:
        """The argument at `at`: in braces, or in a formula a single character."""
        if option := _OPTION.match(self.text, at, call.end):
            at = option.end()
        while at < call.end and self.text[at].isspace():
            at += 1
        close = self.closing.get(at, call.end)
        if close < call.end:
            return Span(at + 1, close, close + 1)
        if call.math and at < call.end and self.text[at].isalnum():
            return Span(at, at + 1, at + 1)
        return None


def _matching_braces(text: str) -> dict[int, int]:
    closing = {}
    opened = []
    for brace in _BRACES.finditer(text) if "{" in text else ():
        if brace[0] == "{":
            opened.append(brace.start())
        elif brace[0] == "}" and opened:
            closing[opened.pop()] = brace.start()
    return closing


def read_command(source: Source, call: Call) -> Read:
    """The text that a command stands for; the command itself where that is not certain."""
    name = call.name
    if handler := _HANDLERS.get(name):
        return handler(source, call)
    is_word = source.text.startswith("{}", call.after) or tables.STAND_INS.fullmatch(name)
    if name.isalpha() and name.isascii() and is_word:
        return name, _end(source, call)
    return _unchanged(source, call)


def linked(url: str, shown: str) -> str:
    """A link in prose: its text and address, or the address alone where the text repeats it."""
    shown = " ".join(shown.split())
    bare_url, bare = (_SCHEME.sub("", text).rstrip("/. ").lower() for text in (url, shown))
    is_address = "." in bare and " " not in bare and (bare in bare_url or bare_url in bare)
    return url if is_address or not bare else f"{shown} ({url})"


def unescaped(url: str) -> str:
    r"""An address without TeX's escapes: `a\_b` becomes `a_b`."""
    return _ESCAPED_IN_URL.sub(r"\1", url)


def scripted(sign: str, text: str, table: dict[str, str]) -> str:
    """A super- or subscript, in Unicode if all of its characters have such a form."""
    letters = _SPACED_SIGN.sub(r"\1", text.strip())
    if all(letter in table for letter in letters):
        return "".join(table[letter] for letter in letters)
    return f"{sign}{{{text}}}" if len(text) > 1 else sign + text


def _unchanged(source: Source, call: Call) -> Read:
    return source.text[call.start : call.after], call.after


def _end(source: Source, call: Call) -> int:
    """The end of a command without an argument, including empty braces that end its name."""
    return call.after + 2 if source.text.startswith("{}", call.after) else call.after


def _symbol(source: Source, call: Call) -> Read:
    at = _end(source, call)
    if call.math and call.name in tables.GREEK and source.text[at : at + 1] == " ":
        at += source.text[at + 1 : at + 2].isalpha()  # as in `\\mu m`
    return tables.SYMBOLS[call.name], at


def _relation(source: Source, call: Call) -> Read:
    at = _end(source, call)
    if call.math and not source.before(call).isspace():
        while at < call.end and source.text[at].isspace():
            at += 1
    return tables.RELATIONS[call.name], at


def _letter(source: Source, call: Call) -> Read:
    at = _end(source, call)
    if at == call.after and source.next(call) == " ":
        at += 1
    return tables.LETTERS[call.name], at


def _operator(source: Source, call: Call) -> Read:
    before, at = source.before(call), _end(source, call)
    after = source.text[at : min(at + 1, call.end)]
    apart = after.isalnum() or (after == "\\" and not source.text.startswith("\\left", at))
    return (" " if before.isalnum() else "") + call.name + (" " if apart else ""), at


def _word(source: Source, call: Call) -> Read:
    at = _end(source, call)
    return tables.WORDS[call.name], at + 1 if source.text.startswith(".", at) else at


def _space(source: Source, call: Call) -> Read:
    return tables.SPACES[call.name], call.after


def _escaped(source: Source, call: Call) -> Read:
    return call.name, call.after


def _double_bar(source: Source, call: Call) -> Read:
    return "‖" if call.math else "|", call.after


def _dropped(source: Source, call: Call) -> Read:
    at = _end(source, call)
    no_bracket = call.name in {"left", "right"} and source.text.startswith(".", at)
    return "", at + (no_bracket or source.next(call).isspace())


def _dropped_with_argument(source: Source, call: Call) -> Read:
    span = source.argument(call._replace(math=False), call.after)
    after = source.text[span.after : span.after + 1] if span else ""
    # `\color{redW}ord`: a site has lost the brace between the colour and the word.
    if span is None or (call.name == "color" and not call.depth and after.isalpha()):
        return _unchanged(source, call)
    return "", span.after + (call.name == "color" and after == " ")


def _transparent(source: Source, call: Call, span: Span) -> str:
    is_text = call.name.startswith(("text", "emph", "mbox"))
    return source.inner(call, span[:2], math=False if is_text else None)


def _second(source: Source, call: Call) -> Read:
    first = source.argument(call, call.after)
    second = source.argument(call, first.after) if first else None
    if first is None:
        return _unchanged(source, call)
    if second and source.text.startswith("http", first.start):
        return _href(source, call)
    return source.inner(call, (second or first)[:2]), (second or first).after


def _citation(source: Source, call: Call, span: Span) -> str:
    keys = source.text[span.start : span.end].strip()
    space = " " if source.before(call).isalnum() else ""
    return f"{space}[{keys}]" if keys else ""


def _footnote(source: Source, call: Call, span: Span) -> str:
    note = source.inner(call, span[:2]).strip()
    space = "" if source.before(call).isspace() else " "
    return f"{space}({note})" if note else ""


def _address(source: Source, span: Span) -> str:
    return unescaped(source.text[span.start : span.end]).strip()


def _url(source: Source, call: Call, span: Span) -> str:
    return _address(source, span)


def _href(source: Source, call: Call) -> Read:
    target = source.argument(call, call.after)
    if target is None:
        return _unchanged(source, call)
    shown = source.argument(call, target.after)
    if shown is None:
        return _address(source, target), target.after
    return linked(_address(source, target), source.inner(call, shown[:2], math=False)), shown.after


def _two_arguments(source: Source, call: Call) -> tuple[str, str, int] | None:
    first = source.argument(call, call.after)
    second = source.argument(call, first.after) if first else None
    if first is None or second is None:
        return None
    above, below = (
        source.inner(call, first[:2], math=True),
        source.inner(call, second[:2], math=True),
    )
    return above.strip(), below.strip(), second.after


def _fraction(source: Source, call: Call) -> Read:
    found = _two_arguments(source, call)
    if found is None:
        return _unchanged(source, call)
    above, below, at = found
    fraction = _in_parentheses(above) + "/" + _in_parentheses(below)
    glued = source.before(call).isalnum() or source.text[at : at + 1].isalnum()
    return f"({fraction})" if glued else fraction, at


def _in_parentheses(text: str) -> str:
    return text if _NEEDS_NO_PARENTHESES.fullmatch(text) else f"({text})"


def _binomial(source: Source, call: Call) -> Read:
    found = _two_arguments(source, call)
    if found is None:
        return _unchanged(source, call)
    return f"({found[0]} choose {found[1]})", found[2]


def _root(source: Source, call: Call) -> Read:
    span = source.argument(call, call.after)
    if span is None:
        return ("√", call.after) if call.math else _unchanged(source, call)
    degree = source.text[call.after : span.start].strip("{[] ")
    inner = _in_parentheses(source.inner(call, span[:2], math=True).strip())
    return scripted("", degree, tables.SUPERSCRIPTS) + "√" + inner, span.after


def _modulo(source: Source, call: Call, span: Span) -> str:
    space = "" if source.before(call).isspace() else " "
    return f"{space}(mod {source.inner(call, span[:2])})"


def _raised(source: Source, call: Call, span: Span) -> str:
    return scripted("^", source.inner(call, span[:2]), tables.SUPERSCRIPTS)


def _lowered(source: Source, call: Call, span: Span) -> str:
    return scripted("_", source.inner(call, span[:2]), tables.SUBSCRIPTS)


def _alphabet(source: Source, call: Call, span: Span) -> str:
    inner = source.inner(call, span[:2], math=True)
    return tables.ALPHABETS[call.name].get(inner, inner)


def _math_accent(source: Source, call: Call, span: Span) -> str:
    inner = source.inner(call, span[:2], math=True)
    accented = inner + tables.MATH_ACCENTS[call.name] if len(inner) == 1 else inner
    return unicodedata.normalize("NFC", accented)


def _accent(source: Source, call: Call) -> Read:
    r"""An accent on a letter, such as `\'e`; an escaped quotation mark becomes the plain mark."""
    is_sign = not call.name.isalpha()
    in_word = source.before(call).isalpha()
    if call.name == "'" and in_word and _APOSTROPHE.match(source.text, call.after, call.end):
        return "'", call.after
    span = source.argument(call._replace(math=is_sign), call.after)
    if span and span.end - span.start <= _LETTER_SOURCE and not source.next(call).isspace():
        inner = source.inner(call, span[:2], math=False)
        base = {"ı": "i", "ȷ": "j"}.get(inner, inner)
        accented = unicodedata.normalize("NFC", base + tables.ACCENTS[call.name])
        if len(accented) == 1:
            return accented, span.after
    if is_sign and source.text.startswith(("\\i", "\\j"), call.after):
        letter = source.text[call.after + 1]
        return unicodedata.normalize("NFC", letter + tables.ACCENTS[call.name]), call.after + 2
    return (call.name, call.after) if is_sign else _unchanged(source, call)


def _character(source: Source, call: Call) -> Read:
    span = source.argument(call, call.after)
    code = source.text[span.start : span.end].strip().lower() if span else ""
    if span and re.fullmatch(r"x[0-9a-f]{1,6}|[0-9]{1,7}", code):
        number = int("0" + code, 16) if code.startswith("x") else int(code)
        if number <= 0x10FFFF:
            return chr(number), span.after
    return _unchanged(source, call)


def _formula(source: Source, call: Call) -> Read:
    closing = "\\)" if call.name == "(" else "\\]"
    close = source.text.find(closing, call.after, min(call.end, call.after + _MAX_FORMULA))
    if close < 0:
        return _unchanged(source, call)
    return source.inner(call, (call.after, close), math=True).strip(), close + len(closing)


_Handler = Callable[[Source, Call], Read]


def _with_argument(handler: Callable[[Source, Call, Span], str]) -> _Handler:
    """A handler of a command that stays as it is where its argument is missing."""

    def handle(source: Source, call: Call) -> Read:
        span = source.argument(call, call.after)
        return (handler(source, call, span), span.after) if span else _unchanged(source, call)

    return handle


_HANDLERS: Final[dict[str, _Handler]] = {
    **dict.fromkeys(tables.SYMBOLS, _symbol),
    **dict.fromkeys(tables.RELATIONS, _relation),
    **dict.fromkeys(tables.LETTERS, _letter),
    **dict.fromkeys(tables.OPERATORS, _operator),
    **dict.fromkeys(tables.WORDS, _word),
    **dict.fromkeys(tables.SPACES, _space),
    **dict.fromkeys("%&_$#{}", _escaped),
    **dict.fromkeys(tables.DROPPED, _dropped),
    **dict.fromkeys(tables.DROPPED_WITH_ARGUMENT, _dropped_with_argument),
    **dict.fromkeys(tables.TRANSPARENT, _with_argument(_transparent)),
    **dict.fromkeys(tables.SECOND, _second),
    **dict.fromkeys(tables.CITATIONS, _with_argument(_citation)),
    **dict.fromkeys(tables.ALPHABETS, _with_argument(_alphabet)),
    **dict.fromkeys(tables.MATH_ACCENTS, _with_argument(_math_accent)),
    **dict.fromkeys(tables.ACCENTS, _accent),
    **dict.fromkeys(["frac", "tfrac", "dfrac", "cfrac", "nicefrac", "sfrac"], _fraction),
    **dict.fromkeys(["binom", "tbinom", "dbinom"], _binomial),
    **dict.fromkeys(["url", "path", "nolinkurl"], _with_argument(_url)),
    **dict.fromkeys(["footnote", "footnotetext"], _with_argument(_footnote)),
    **dict.fromkeys("([", _formula),
    "|": _double_bar,
    "href": _href,
    "sqrt": _root,
    "pmod": _with_argument(_modulo),
    "textsuperscript": _with_argument(_raised),
    "textsubscript": _with_argument(_lowered),
    "unicode": _character,
}
