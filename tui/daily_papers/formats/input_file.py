"""The bytes of a file: byte order marks, encodings, and what is no text at all."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO, Final

from daily_papers.formats.report import FormatError

MAX_WHOLE_FILE: Final = 64 * 1024 * 1024
"""Bytes of a file in a format that is read as a whole; JSON Lines have no limit."""
_HEAD: Final = 64 * 1024
_UTF8_BOM: Final = codecs.BOM_UTF8
_UTF16_BOMS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LINE: Final = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_NOT_TEXT: Final = (
    (b"\x1f\x8b", "compressed (gzip): unpack it first"),
    (b"PK\x03\x04", "a ZIP archive: unpack it first"),
    (b"%PDF", "a PDF: only its list of papers can be read, not a paper"),
    (b"BZh", "compressed (bzip2): unpack it first"),
    (b"\xfd7zXZ", "compressed (xz): unpack it first"),
    (b"\x28\xb5\x2f\xfd", "compressed (zstd): unpack it first"),
    (b"SQLite format 3", "a SQLite database, not a digest"),
)
"""What files begin with that are no text, and what to say of them."""


class InputFile:
    """A file that holds text. It may be read several times, each time from its beginning."""

    def __init__(self, stream: BinaryIO) -> None:
        """Read the beginning of `stream`, which must be seekable.

        Raises:
            FormatError: It is empty, or no text.
        """
        stream.seek(0)
        head = stream.read(_HEAD)
        if not head.strip(_UTF8_BOM + b" \t\r\n"):
            raise FormatError("the file is empty")
        _refuse_binary(head)
        self._start = len(_UTF8_BOM) if head.startswith(_UTF8_BOM) else 0
        self.is_utf8 = bool(self._start)
        """Whether it is surely UTF-8, whatever it declares itself."""
        if head.startswith(_UTF16_BOMS):
            stream.seek(0)
            text = decode(_read_whole(stream))
            stream = BytesIO(text.encode("utf-8", "surrogatepass"))
            head = stream.read(_HEAD)
            self.is_utf8 = True
        self.head = head[self._start :]
        """Its first bytes, without a byte order mark."""
        self.guessed_encoding = ""
        """The encoding that `read_text` had to guess, in words; empty if it had not to."""
        self._stream = stream

    def open(self) -> BinaryIO:
        """The stream at its beginning, after a byte order mark."""
        self._stream.seek(self._start)
        return self._stream

    def read_bytes(self) -> bytes:
        """All bytes, without a byte order mark.

        Raises:
            FormatError: There are more than `MAX_WHOLE_FILE`.
        """
        return _read_whole(self.open())

    def read_text(self) -> str:
        """The text; what is not UTF-8 is read as Windows-1252, else as Latin-1.

        Raises:
            FormatError: It has more than `MAX_WHOLE_FILE` bytes.
        """
        data = self.read_bytes()
        try:
            return decode(data)
        except FormatError:
            pass
        try:
            text, self.guessed_encoding = data.decode("cp1252"), "Windows-1252"
        except UnicodeDecodeError:
            text, self.guessed_encoding = data.decode("latin-1"), "Latin-1"
        return text


def decode(data: bytes) -> str:
    """`data` as text, without its byte order mark.

    Raises:
        FormatError: It is neither UTF-8 nor marked as UTF-16; says at which byte.
    """
    encoding = "utf-16" if data.startswith(_UTF16_BOMS) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.removesuffix("-sig").upper()
        raise FormatError(
            f"not {name} (byte {error.start + 1}): save it as UTF-8, or get it again"
        ) from None


def lines(text: str) -> Iterator[str]:
    """The lines of `text`, without their ends; an empty one may follow the last.

    One by one, since a list of millions of short lines fills the memory.
    """
    return (found[1] for found in _LINE.finditer(text))


def _read_whole(stream: BinaryIO) -> bytes:
    """The rest of `stream`, whose size is measured first: `read` allocates all that it is given."""
    start = stream.tell()
    size = stream.seek(0, os.SEEK_END) - start
    if size > MAX_WHOLE_FILE:
        raise FormatError(
            "above 64 MB: only JSON Lines may be larger; split it, or save it as those"
        )
    stream.seek(start)
    return stream.read(size)


def _refuse_binary(head: bytes) -> None:
    """Raise `FormatError` if a file that begins with `head` is no text."""
    for magic, message in _NOT_TEXT:
        if head.startswith(magic):
            raise FormatError(message)
    if not head.startswith(_UTF16_BOMS) and b"\0" in head:
        raise FormatError("binary: a digest is text, JSON or XML")
