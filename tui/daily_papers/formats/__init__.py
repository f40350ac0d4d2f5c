"""The formats that digests come in: one module each, all behind `read`."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import BinaryIO, Final

from daily_papers.cache.files import WHOLE
from daily_papers.formats.arxiv_atom import read_answer
from daily_papers.formats.bibtex import read_bibtex
from daily_papers.formats.decoding import (
    UTF16,
    decode,
    decode_page,
    read_whole,
    refuse_binary,
)
from daily_papers.formats.feed import read_feed
from daily_papers.formats.html import read_html
from daily_papers.formats.jsonl import read_lines
from daily_papers.formats.jsontext import parse
from daily_papers.formats.page import read_page
from daily_papers.formats.report import Hint, Kind, Note, Problem, Report
from daily_papers.formats.ris import read_ris
from daily_papers.formats.shapes import read_document

__all__ = ["Hint", "Kind", "Note", "Problem", "Report", "read"]

_HEAD: Final = 64 * 1024
_LOOK_AHEAD: Final = 3
_BOM: Final = b"\xef\xbb\xbf"
_JSON = re.compile(
    rb"\s*(?:\{\s*(?:[\"'}]|$)"
    # A page freed of HTML may begin with a lone bracket, or with one in a link.
    rb"|\[\s*(?:[{\"\]']|\[\s*[\[{\"\]]|(?:-?\d[\d.eE+-]*|true|false|null)\s*,|$))"
)
_HTML = re.compile(rb"\s*(?:<!--.{0,500}?-->\s*)?<(?:!DOCTYPE\s+html|html)\b", re.I | re.S)
_XML = re.compile(rb"\s*<(?:\?xml|!DOCTYPE|!--|(?:\w+:)?(?:feed|rss|rdf)\b)", re.IGNORECASE)
_ARXIV_API = re.compile(rb"<(?:\w+:)?id>\s*https?://(?:\w+\.)?arxiv\.org/(?!atom\b)", re.IGNORECASE)
_BIBTEX = re.compile(rb"\s*(?:%[^\n]*\s+)*@[A-Za-z]+\s*[{(]")
_RIS = re.compile(rb"\s*TY {1,2}- ")
_TEXTS: Final = ((_HTML, read_html), (_BIBTEX, read_bibtex), (_RIS, read_ris))
"""By what a text begins with that is no pasted page, and how it is read."""


def read(stream: BinaryIO, hint: Hint) -> Report:
    """The report of one file, whose format is recognised by its content.

    Args:
        stream: Can be sought; is read from its start, and must stay open until the report's
            entries have been read.
        hint: What the bytes do not say.

    Raises:
        Problem: It cannot be read as any format; says why. Streaming formats raise it later,
            out of the report's `entries`.
    """
    stream.seek(0)
    head = stream.read(_HEAD)
    stream.seek(0)
    if not head.strip(_BOM + b" \t\r\n"):
        raise Problem("the file is empty")
    refuse_binary(head)
    if head.startswith(UTF16):
        stream = BytesIO(decode(read_whole(stream)).encode("utf-8", "surrogatepass"))
        head = stream.read(_HEAD)
        stream.seek(0)
    if head.startswith(_BOM):
        stream.seek(len(_BOM))
        head = head.removeprefix(_BOM)
    if _JSON.match(head):
        return _read_json(stream, hint)
    if _XML.match(head) and not _HTML.match(head):
        reader = read_answer if _ARXIV_API.search(head) else read_feed
        return reader(read_whole(stream), hint)
    for pattern, read_text in _TEXTS:
        if pattern.match(head):
            return _read_text(stream, hint, read_text)
    return _read_text(stream, hint, read_page)


def _read_json(stream: BinaryIO, hint: Hint) -> Report:
    """JSON Lines where the first line is a value by itself and JSON follows; else one document.

    A damaged line or two may stand between.
    """
    start = stream.tell()
    first = _line(stream)
    if any(_JSON.match(_line(stream)) for _ in range(_LOOK_AHEAD)):
        try:
            value = parse(decode(first))
        except Problem:
            pass
        else:
            stream.seek(start)
            return read_lines(stream, hint, value)
    stream.seek(start)
    return read_document(parse(decode(read_whole(stream))), hint)


def _line(stream: BinaryIO) -> bytes:
    """The next line that is not blank, as much of it as a whole file may have; empty at the end."""
    while (line := stream.readline(WHOLE)) and not line.strip():
        pass
    return line


def _read_text(stream: BinaryIO, hint: Hint, read_text: Callable[[str, Hint], Report]) -> Report:
    text, guessed = decode_page(read_whole(stream))
    report = read_text(text, hint)
    if guessed:
        report.note(Kind.CHANGED, f"not UTF-8, read as {guessed}: accents may be wrong")
    return report
