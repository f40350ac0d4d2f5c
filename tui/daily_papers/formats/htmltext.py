"""HTML inside other formats to plain text: what is a block is a line, the rest is left out."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

_MARKUP = re.compile(r"<(?:p|br|div|b|i|em|strong|span|a|img|ul|li|h[1-6])\b[^>]{0,2000}>", re.I)
_BLOCKS: Final = frozenset(("p", "br", "div", "ul", "ol", "li", *(f"h{n}" for n in range(1, 7))))


def to_text(source: str) -> str:
    """`source` without its tags where it has any; text that merely holds `<` stays as it is."""
    if not _MARKUP.search(source):
        return source
    stripper = _Stripper()
    stripper.feed(source)
    stripper.close()
    lines = (line.strip() for line in "".join(stripper.parts).split("\n"))
    return "\n".join(line for line in lines if line)


class _Stripper(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)
