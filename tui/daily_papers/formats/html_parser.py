"""HTML, tag by tag, in time linear in its size, however broken it is.

`html.parser` takes quadratic time where tags or comments are begun and never closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Final

_MARKUP = re.compile(r"<(?:(?P<comment>!--)|(?P<declaration>[!?]\[?[A-Za-z])|/?(?P<tag>[A-Za-z]))")
_NAME = re.compile(r"</?([A-Za-z][^\s/<>]*+)")
_ATTRIBUTE = re.compile(r"([^\s/<>=][^\s/<>=]*+)\s*+(?:=\s*+(?:([\"'])|([^\s<>]*+)))?+")
_BETWEEN = re.compile(r"[\s/]*+")
_RAW_TEXT_ENDS: Final = {
    name: re.compile(f"</{name}\\b", re.IGNORECASE) for name in ("script", "style")
}
_HUGE_REFERENCE = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9A-Fa-f]{8,});?")


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag or an end tag."""

    name: str
    """In lower case."""
    attributes: Mapping[str, str]
    """By their names in lower case; of two of one name, the first. An end tag has none."""
    is_end: bool = False


def parse_html(source: str) -> Iterator[Tag | str]:
    """The tags and the pieces of text in `source`, without comments, scripts and styles.

    A `<` that begins nothing that is closed is text.
    """
    return _Parser(source).parse()


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._missing: set[str] = set()
        """What is known not to come any more, so that it is not looked for again and again."""

    def parse(self) -> Iterator[Tag | str]:
        text_start = at = 0
        while found := _MARKUP.search(self._source, at):
            at = found.start()
            tag, end = self._markup(found)
            if end is None:
                at += 1
                continue
            if at > text_start:
                yield _unescaped(self._source[text_start:at])
            if tag:
                yield tag
                if (raw_text_end := _RAW_TEXT_ENDS.get(tag.name)) and not tag.is_end:
                    close = raw_text_end.search(self._source, end)
                    end = close.start() if close else len(self._source)
            text_start = at = end
        if text_start < len(self._source):
            yield _unescaped(self._source[text_start:])

    def _markup(self, found: re.Match[str]) -> tuple[Tag | None, int | None]:
        """The tag that begins at `found`, and where its markup ends; `None` if it is text."""
        if found["comment"]:
            return None, self._after("-->", found.end())
        if found["declaration"]:
            return None, self._after(">", found.end())
        return self._tag(found.start())

    def _tag(self, start: int) -> tuple[Tag | None, int | None]:
        source = self._source
        if "end of tag" in self._missing or not (name := _NAME.match(source, start)):
            return None, None
        attributes: dict[str, str] = {}
        at = name.end()
        while True:
            at = _BETWEEN.match(source, at).end()  # type: ignore[union-attr]  # never fails
            if not (found := _ATTRIBUTE.match(source, at)):
                break
            at = found.end()
            value: str = found[3] or ""
            if quote := found[2]:
                close = source.find(quote, at)
                if close < 0:
                    at = len(source)
                    break
                value, at = source[at:close], close + 1
            attributes.setdefault(found[1].lower(), _unescaped(value))
        if at >= len(source):
            # What follows would go on to the end, too.
            self._missing.add("end of tag")
        if source[at : at + 1] != ">":
            return None, None
        is_end = source.startswith("</", start)
        return Tag(name[1].lower(), {} if is_end else attributes, is_end), at + 1

    def _after(self, mark: str, at: int) -> int | None:
        """Where the next `mark` ends; `None` where there is none."""
        if mark in self._missing:
            return None
        place = self._source.find(mark, at)
        if place < 0:
            self._missing.add(mark)
            return None
        return place + len(mark)


def _unescaped(text: str) -> str:
    """`text` with its character references resolved."""
    # Python refuses to read numbers of thousands of digits.
    return unescape(_HUGE_REFERENCE.sub("\ufffd", text)) if "&" in text else text
