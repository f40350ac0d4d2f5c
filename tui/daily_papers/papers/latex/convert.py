r"""Converts TeX in titles and abstracts to readable text.

Abstracts are prose with a little TeX, which is often damaged: sites drop dollar signs and
backslashes, `%` and `$` mostly mean percent and money, and authors use macros of their own. What is
certainly TeX becomes Unicode; everything else stays as it is, and addresses are never changed. Any
text is converted in one pass and without errors.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from daily_papers.papers.latex import tables
from daily_papers.papers.latex.commands import (
    Call,
    Read,
    Source,
    linked,
    read_command,
    scripted,
    unescaped,
)

_MARKS: Final = ("\\", "$", "^", "_", "~", "--", "`", "{")
_MAX_DEPTH: Final = 24
_MAX_FORMULA: Final = 1_000  # characters between two dollar signs

_ADDRESSES = (r"https?://", r"www\.", r"github\.com/", r"huggingface\.co/", r"hf\.co/")
_URL = "|".join(rf"{begin}(?:\\[_%#&~$]|[^\s\\{{}}<>\"$|`])+" for begin in _ADDRESSES)
# Each branch begins with a plain character, so that `re` can skip text quickly.
_TOKEN = re.compile(
    rf"\\(?:[A-Za-z]+|.)?|\$\$?|\{{|\^|_|~|--+|`(?:`{{1,2}})?|''|\"|{_URL}", re.DOTALL
)
# TeX that lost only its backslash and is still certain to be TeX.
_DAMAGED = re.compile(
    rf"""
      (?: {_URL} )
    | (?: (?<=\d) | (?<=\^circ) ) (?P<times> \{{times\}} | times (?![A-Za-z]) )
    | (?<=\^) (?P<open> \{{? ) circ (?= times | [^A-Za-z] | $ )
    | (?<![A-Za-z\\]) (?P<name> text(?:bf|it|tt|sc|rm|sf) | emph | underline | sqrt | frac
                              | math(?:bb|cal|bf|rm|sf|it) ) (?=\{{)
    """,
    re.VERBOSE,
)
_TIMES = re.compile(r"\dtimes")
_DOLLAR = re.compile(r"(?<!\\)\$")
_TEX = re.compile(r"\\[A-Za-z]|[\^_{}]")
_WORD = re.compile(r"[A-Za-z]{3,}")
_AMOUNT_IN_PROSE = re.compile(r"\s*[\d.,]+.*?(?:\s[A-Za-z]{2,}|[A-Za-z]{2,}\s)", re.DOTALL)
_GROUP = re.compile(
    r"\{(?:\\[A-Za-z'`\"^~=.]|[A-Za-z]{1,3}\}[a-z])"
)  # certainly TeX, as in `{A}gent`
_QUOTED = re.compile(r"`(?P<text>[^\s`'][^`']{0,80})'(?![A-Za-z])")
_RAISED = re.compile(r"[-+]?\d+|[*+]|[A-Za-z](?![A-Za-z0-9])")
_LOWERED = re.compile(r"\d+(?!\w|\.\d)|[a-z](?!\w)")
_LOWERED_BASE = re.compile(
    rf"(?:^|[^\w\\/.~-])(?:[A-Za-z]|log|{'|'.join(tables.GREEK)})$"
    rf"|[{''.join(tables.GREEK.values())}]$"
)
_MATH_TOKEN = re.compile(r"\d+|[^\s\\{}^_$]")


def to_unicode(text: str) -> str:
    r"""`text` with its TeX as Unicode: `$\alpha^2 \leq 5$` becomes `α² ≤ 5`.

    Unknown commands, money, addresses and a bare `%` stay as they are. The result may contain
    characters that are not safe to draw; `papers.text` removes them.
    """
    if "{" in text or "^circ" in text or ("times" in text and _TIMES.search(text)):
        text = _DAMAGED.sub(_repaired, text)
    if not any(mark in text for mark in _MARKS):
        return text
    return _Reader(text).read(0, len(text), math=False, depth=0)


def _repaired(match: re.Match[str]) -> str:
    if match["times"]:
        return "×"
    if match["open"] is not None:
        return match["open"] + r"\circ"
    return "\\" + match["name"] if match["name"] else match[0]


class _Reader(Source):
    """Converts one text from left to right."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._open_quotes = 0

    def read(self, start: int, end: int, *, math: bool, depth: int) -> str:
        text = self.text
        if depth > _MAX_DEPTH:
            return text[start:end]
        parts = []
        at = start
        while token := _TOKEN.search(text, at, end):
            parts.append(text[at : token.start()])
            call = Call(token[0][1:], token.start(), token.end(), end, math, depth)
            piece, at = _READERS.get(text[token.start()], _Reader.url)(self, call)
            parts.append(piece)
        parts.append(text[at:end])
        return "".join(parts)

    def url(self, call: Call) -> Read:
        """An address, unchanged; braces right after it hold the text of the link."""
        url = unescaped(self.text[call.start : call.after])
        at = call.after
        if self.text.startswith(" {http", at):
            at += 1
        close = self.closing.get(at, call.end)
        if close >= call.end:
            return url, call.after
        return linked(url, self.inner(call, (at + 1, close), math=False)), close + 1

    def dollar(self, call: Call) -> Read:
        """A formula between two dollar signs, or money."""
        mark = self.text[call.start : call.after]
        closing = _DOLLAR.search(self.text, call.after, min(call.end, call.after + _MAX_FORMULA))
        if closing is None:
            return mark, call.after
        formula = self.text[call.after : closing.start()]
        after = self.text[closing.end() : closing.end() + 1]
        if call.math or not _is_math(formula, after):
            return mark, call.after
        inner = self.inner(call, (call.after, closing.start()), math=True).strip()
        return inner, closing.end() + (mark == "$$" and after == "$")

    def group(self, call: Call) -> Read:
        """Braces: those of TeX are dropped, others are text."""
        close = self.closing.get(call.start, call.end)
        if close >= call.end:
            return "{", call.after
        inner = self.inner(call, (call.after, close))
        if call.math or _GROUP.match(self.text, call.start):
            return inner, close + 1
        return "{" + inner + "}", close + 1

    def script(self, call: Call) -> Read:
        """A super- or subscript; outside formulas only where it is certain to be one."""
        sign = self.text[call.start]
        table = tables.SUPERSCRIPTS if sign == "^" else tables.SUBSCRIPTS
        close = self.closing.get(call.after, call.end)
        before = self.before(call)
        if not call.math and not (before.isalnum() or before in {")", "]", "}", "|"}):
            return sign, call.after
        if close < call.end:
            inner = self.inner(call, (call.after + 1, close), math=True)
            return scripted(sign, inner, table), close + 1
        command = _TOKEN.match(self.text, call.after, call.end)
        if command and command[0][0] == "\\" and (call.math or sign == "^"):
            inner, at = read_command(
                self, call._replace(name=command[0][1:], start=command.start(), after=command.end())
            )
            return scripted(sign, inner, table), at
        if call.math:
            found = _MATH_TOKEN.match(self.text, call.after, call.end)
        elif sign == "^":
            found = _RAISED.match(self.text, call.after, call.end)
        elif _LOWERED_BASE.search(self.text, max(0, call.start - 12), call.start):
            found = _LOWERED.match(self.text, call.after, call.end)
        else:
            found = None
        if found is None:
            return sign, call.after
        return scripted(sign, found[0], table), found.end()

    def tilde(self, call: Call) -> Read:
        """A space where TeX would set one; `~` where it means about, a range, or a home folder."""
        if call.math:
            return " ", call.after
        after = self.next(call)
        pair = self.text[max(0, call.start - 2) : call.start]
        before = pair[-1:]
        ends_word = before.isalpha() and not pair[0].isspace()
        if after in {"(", "[", "\\", "$"}:
            tied = bool(before.strip())
        elif after.isalpha():
            tied = ends_word or before.isdigit() or before in {",", ".", ";", ":", "%", "}"}
        else:
            tied = after.isdigit() and (pair.isalpha() or before == ".")
        return " " if tied else "~", call.after

    def dashes(self, call: Call) -> Read:
        """A dash; an option, an arrow or a rule stays as it is."""
        run = self.text[call.start : call.after]
        before, after = self.before(call), self.next(call)
        is_option = not before.strip() and after.isalnum()
        if call.math or len(run) > 3 or is_option or before in {"!", "<", "`"} or after == ">":
            return run, call.after
        return "–" if len(run) == 2 else "—", call.after

    def quote(self, call: Call) -> Read:
        """A quotation mark; a straight one may close one that TeX's opened."""
        mark = self.text[call.start : call.after]
        before, after = self.before(call), self.next(call)
        closes = not (before.isspace() or after.isalnum()) and self._open_quotes > 0
        if mark == "``" and not closes:
            self._open_quotes += 1
            return "“", call.after
        if mark == "`":
            quoted = _QUOTED.match(self.text, call.start, call.end)
            if quoted and not before.isalnum():
                span = quoted.span("text")
                return "‘" + self.inner(call, span) + "’", quoted.end()
            return mark, call.after
        if not call.math and (closes or (mark == "''" and self._open_quotes)):
            self._open_quotes -= 1
            return "”", call.after
        return mark, call.after


_READERS: Final[dict[str, Callable[[_Reader, Call], Read]]] = {
    "\\": read_command,
    "$": _Reader.dollar,
    "{": _Reader.group,
    "^": _Reader.script,
    "_": _Reader.script,
    "~": _Reader.tilde,
    "-": _Reader.dashes,
    "`": _Reader.quote,
    "'": _Reader.quote,
    '"': _Reader.quote,
}
"""The reader of each token by its first character; all others are addresses."""


def _is_math(formula: str, after: str) -> bool:
    """Whether the text between two dollar signs is a formula and not prose between two prices.

    As in Pandoc (https://pandoc.org/MANUAL.html#math) there is no space inside the signs and no
    digit after them, except where TeX between them makes it certain.
    """
    if not formula.strip() or "\n\n" in formula:
        return False
    has_tex = _TEX.search(formula) is not None
    spaced = formula[0].isspace(), formula[-1].isspace()
    if any(spaced) and _AMOUNT_IN_PROSE.match(formula):
        return False
    if has_tex:
        return True
    if after.isdigit() or _AMOUNT_IN_PROSE.match(formula):
        return False
    words = len(_WORD.findall(formula))
    return words == 0 if all(spaced) else words <= 3 and not any(spaced)
