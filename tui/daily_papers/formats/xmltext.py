"""XML, heard element by element; a document type is refused, so that no entity can be declared.

By entities a short file could swell to gigabytes, or read other files.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol
from xml.parsers import expat

from daily_papers.formats.report import Problem


class Listener(Protocol):
    """Hears what stands in a document; names are the namespace, a blank and the local name."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def text(self, text: str) -> None:
        """Text, or a part of it."""

    def end(self, tag: str) -> None:
        """The element ends that began last."""


def listen(data: bytes, listener: Listener) -> None:
    """Let `listener` hear the document in `data`.

    Raises:
        Problem: It is not XML, or has a document type.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = listener.start
    parser.EndElementHandler = listener.end
    parser.CharacterDataHandler = listener.text
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        words = expat.ErrorString(error.code)
        raise Problem(
            f"broken XML at line {error.lineno}, column {error.offset + 1}: {words}; get it again"
        ) from None


def _refuse(*_: object) -> None:
    raise Problem("XML with a document type, which could hide a bomb of entities: it is not read")
