"""XML, element by element. Document types are refused, so that no entity can be declared.

Entities could make a short file swell to gigabytes, or read other files.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from typing import Final, Protocol
from xml.parsers import expat

from daily_papers.formats.input_file import InputFile
from daily_papers.formats.report import FormatError

_XML = re.compile(rb"\s*<(?:\?xml|!DOCTYPE|!--|(?:\w+:)?(?:feed|rss|rdf)\b)", re.IGNORECASE)
_DECLARED_ENCODING = re.compile(
    rb"""\s*<\?xml[^>?]{0,200}?\sencoding\s*=\s*["']([A-Za-z][\w.:-]{0,39})["']""", re.ASCII
)
_PARSER_NAMES: Final = {"utf-8": "utf-8", "ascii": "utf-8", "iso8859-1": "iso-8859-1"}
"""Encodings that the parser reads by itself, by Python's names."""
_ENCODINGS: Final = frozenset(
    {
        *(f"iso8859-{number}" for number in (*range(2, 12), *range(13, 17))),
        *(f"cp{number}" for number in (437, 850, 852, 855, 866, 874, *range(1250, 1259))),
        "koi8-r", "koi8-u", "mac-cyrillic", "mac-roman", "ptcp154", "tis-620",
        "big5", "big5hkscs", "cp950", "gb2312", "gbk", "gb18030", "hz",
        "cp932", "euc_jp", "iso2022_jp", "shift_jis", "shift_jis_2004",
        "cp949", "euc_kr", "johab",
    }
)  # fmt: skip
"""Python's names of the others that are read; not all of its codecs are for text."""
_USED_INSTEAD: Final = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    # Without a byte order mark it cannot be UTF-16, whose zero bytes are no text here.
    **{f"utf-{bits}{order}": "utf-8" for bits in (16, 32) for order in ("", "-be", "-le")},
}
"""What browsers read, too, where a document declares these:
https://encoding.spec.whatwg.org/#names-and-labels"""
_BLOCK: Final = 1024 * 1024


class Listener(Protocol):
    """Is called with what is in a document; names are the namespace, a blank and the local name."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def text(self, text: str) -> None:
        """Text, or a part of it."""

    def end(self, tag: str) -> None:
        """The innermost open element ends."""


def is_xml(head: bytes) -> bool:
    """Whether a text that begins so is XML of any kind, HTML included."""
    return _XML.match(head) is not None


def parse_xml(file: InputFile, listener: Listener) -> None:
    """Call `listener` with what is in a document.

    Raises:
        FormatError: It is not XML, its encoding is unknown, or it has a document type.
    """
    data = file.read_bytes()
    encoding = "utf-8" if file.is_utf8 else _declared_encoding(file.head)
    if encoding not in _PARSER_NAMES:
        data, encoding = _as_utf8(data, encoding), "utf-8"
    # An encoding that is given overrides the declared one.
    parser = expat.ParserCreate(_PARSER_NAMES[encoding], namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = listener.start
    parser.EndElementHandler = listener.end
    parser.CharacterDataHandler = listener.text
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise FormatError(
            f"broken XML at line {error.lineno}, column {error.offset + 1}: {reason}; get it again"
        ) from None


def _declared_encoding(head: bytes) -> str:
    """Python's name of the encoding that a document declares; UTF-8 where it declares none.

    Raises:
        FormatError: It is not known.
    """
    if not (found := _DECLARED_ENCODING.match(head)):
        return "utf-8"
    label = found[1].decode()
    try:
        name = codecs.lookup(label).name
    except LookupError:
        name = ""
    name = _USED_INSTEAD.get(name, name)
    if name not in _ENCODINGS and name not in _PARSER_NAMES:
        raise FormatError(f'the XML declares an unknown encoding, "{label}": save it as UTF-8')
    return name


def _as_utf8(data: bytes, encoding: str) -> bytes:
    decoder = codecs.getincrementaldecoder(encoding)()
    result = bytearray()
    try:
        for start in range(0, len(data) + 1, _BLOCK):
            block = data[start : start + _BLOCK]
            result += decoder.decode(block, final=len(block) < _BLOCK).encode()
    except UnicodeError:
        raise FormatError(
            f"not in the encoding that its XML declares ({encoding}): get it again"
        ) from None
    return bytes(result)


def _refuse(*_: object) -> None:
    raise FormatError(
        "XML with a document type, which could hide a bomb of entities: it is not read"
    )
