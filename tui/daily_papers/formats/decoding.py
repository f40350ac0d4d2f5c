"""Bytes to text: byte order marks, UTF-8 and UTF-16, and what is neither."""

from __future__ import annotations

import codecs
from typing import BinaryIO, Final

from daily_papers.cache.files import WHOLE
from daily_papers.formats.report import Problem

UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MAGIC: Final = (
    (b"\x1f\x8b", "compressed (gzip): unpack it first"),
    (b"PK\x03\x04", "a ZIP archive: unpack it first"),
    (b"%PDF", "a PDF: only its list of papers can be read, not a paper"),
    (b"BZh", "compressed (bzip2): unpack it first"),
    (b"\xfd7zXZ", "compressed (xz): unpack it first"),
    (b"\x28\xb5\x2f\xfd", "compressed (zstd): unpack it first"),
    (b"SQLite format 3", "a SQLite database, which is no digest"),
)


def read_whole(stream: BinaryIO) -> bytes:
    """All bytes of `stream` from where it stands.

    Raises:
        Problem: They are more than a whole-file format may have.
    """
    data = stream.read(WHOLE + 1)
    if len(data) > WHOLE:
        raise Problem("above 64 MB: only JSON Lines may be larger; split it, or save it as those")
    return data


def refuse_binary(head: bytes) -> None:
    """Do nothing with text.

    Args:
        head: The first bytes of a file.

    Raises:
        Problem: It is nothing to be read as text.
    """
    for magic, words in _MAGIC:
        if head.startswith(magic):
            raise Problem(words)
    if not head.startswith(UTF16) and b"\0" in head:
        raise Problem("binary: a digest is text, JSON or XML")


def decode(data: bytes) -> str:
    """`data` as text, without its byte order mark.

    Raises:
        Problem: It is neither UTF-8 nor marked as UTF-16; says at which byte.
    """
    encoding = "utf-16" if data.startswith(UTF16) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.removesuffix("-sig").upper()
        raise Problem(
            f"not {name} (byte {error.start + 1}): save it as UTF-8, or get it again"
        ) from None


def decode_page(data: bytes) -> tuple[str, str | None]:
    """`data` as text, whatever it is, and the encoding that had to be guessed.

    Returns:
        The text, and `None` or `Windows-1252` or `Latin-1`.
    """
    try:
        return decode(data), None
    except Problem:
        pass
    try:
        return data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "Latin-1"
