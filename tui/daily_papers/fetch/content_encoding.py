"""Decompresses answers piece by piece, so that no small answer fills the memory.

httpx decompresses each piece that arrives at once: compressed twice, 64 kB hold gigabytes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import Final

ACCEPTED: Final = "gzip, deflate"
"""The value of `Accept-Encoding`."""
_GZIP: Final = frozenset({"gzip", "x-gzip"})
_DEFLATE: Final = "deflate"
_MAX_ENCODINGS: Final = 3
"""Encodings of one answer; servers use one, and a proxy may add another."""
_PIECE: Final = 64 * 1024


class UnknownEncoding(ValueError):
    """An encoding that was not asked for, or too many; the message says which."""


class TooLarge(ValueError):
    """An answer that holds more than is accepted."""


class Damaged(ValueError):
    """An answer that cannot be decompressed."""


class Decoder:
    """Decompresses one answer. Memory and time are in proportion to `limit`."""

    def __init__(self, encodings: Sequence[str], limit: int) -> None:
        """Begin an answer.

        Args:
            encodings: Those of `Content-Encoding`, in the order in which they were applied.
            limit: Bytes that it may hold, also between two encodings.

        Raises:
            UnknownEncoding: One of them is not known, or there are too many.
        """
        names = [name for name in (each.strip().lower() for each in encodings) if name]
        names = [name for name in names if name != "identity"]
        if len(names) > _MAX_ENCODINGS:
            raise UnknownEncoding(f"compressed {len(names)} times over")
        for name in names:
            if name not in _GZIP and name != _DEFLATE:
                raise UnknownEncoding(f"compressed as {name}, which was not asked for")
        self._stages = [_Stage(limit, gzip=name in _GZIP) for name in reversed(names)]
        self._limit = limit
        self._size = 0

    def decode(self, data: bytes) -> Iterator[bytes]:
        """The pieces that are in `data`, the next bytes of the answer.

        Raises:
            TooLarge: It holds more than the limit.
            Damaged: It cannot be decompressed.
        """
        self._size += len(data)
        if self._size > self._limit:
            raise TooLarge
        pieces: Iterator[bytes] = iter((data,))
        for stage in self._stages:
            pieces = stage.decode(pieces)
        return pieces

    def finish(self) -> None:
        """The answer has ended.

        Raises:
            Damaged: It is not complete.
        """
        if not all(stage.is_complete for stage in self._stages):
            raise Damaged


class _Stage:
    """Removes one encoding."""

    def __init__(self, limit: int, *, gzip: bool) -> None:
        self._limit = limit
        self._size = 0
        self._started = False
        # 16 is for gzip: https://docs.python.org/3/library/zlib.html#zlib.decompressobj
        self._decompressor = zlib.decompressobj(zlib.MAX_WBITS | (16 if gzip else 0))
        self._is_raw = gzip
        """Whether another form of the encoding is out of the question."""

    @property
    def is_complete(self) -> bool:
        """Whether its end has been read, or nothing has."""
        return self._decompressor.eof or not self._started

    def decode(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for data in pieces:
            self._started = self._started or bool(data)
            while not self._decompressor.eof:
                piece = self._decompress(data)
                data = self._decompressor.unconsumed_tail
                self._size += len(piece)
                if self._size > self._limit:
                    raise TooLarge
                if piece:
                    yield piece
                if not data and len(piece) < _PIECE:
                    break

    def _decompress(self, data: bytes) -> bytes:
        try:
            return self._decompressor.decompress(data, _PIECE)
        except zlib.error as error:
            if self._size or self._is_raw:
                raise Damaged from error
        # Some servers send "deflate" without the header that the standard asks for:
        # https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1.2
        self._is_raw = True
        self._decompressor = zlib.decompressobj(-zlib.MAX_WBITS)
        return self._decompress(data)
