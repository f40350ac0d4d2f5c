"""A text with TeX in it while it is read: where its arguments are, and what stands around them."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import NamedTuple

_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_OPTION = re.compile(r"\s*\[[^\[\]{}]{0,200}\](?=\s*\{)|\*(?=\{)")


class Call(NamedTuple):
    """A token of TeX where it stands in the text."""

    name: str
    """A command's name, or what follows the token's first character."""
    start: int
    after: int
    """Where the token ends."""
    end: int
    """Where the part of the text that is being read ends."""
    math: bool
    """Whether that part is a formula."""
    depth: int


Read = tuple[str, int]
"""What was read, and where to go on."""


class Span(NamedTuple):
    """An argument: where it starts and ends, and where its braces end."""

    start: int
    end: int
    after: int


class Source(ABC):
    """A text that is being read, and what readers of commands ask of it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.closing = _matching_braces(text)
        """From each opening brace to the one that closes it."""

    @abstractmethod
    def read(self, start: int, end: int, *, math: bool, depth: int) -> str:
        """`text[start:end]` converted."""

    def before(self, call: Call) -> str:
        """The character before the token, or nothing."""
        return self.text[call.start - 1] if call.start else ""

    def next(self, call: Call) -> str:
        """The character behind the token, or nothing."""
        return self.text[call.after : min(call.after + 1, call.end)]

    def inner(self, call: Call, span: tuple[int, int], *, math: bool | None = None) -> str:
        """A part of what is being read, converted; in its mode unless another is given."""
        mode = call.math if math is None else math
        return self.read(span[0], span[1], math=mode, depth=call.depth + 1)

    def argument(self, call: Call, at: int) -> Span | None:
        """The argument that begins at `at`: in braces, or in a formula a single character."""
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
