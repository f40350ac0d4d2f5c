"""The PNG of a picture, which says of which SVG it was drawn."""

from __future__ import annotations

import hashlib
import struct
import zlib
from typing import Final

_BEGINNING: Final = b"\x89PNG\r\n\x1a\n"
_KEY: Final = b"drawn-of\0"
_END_LENGTH: Final = 12
"""Bytes of the chunk that ends a PNG (https://www.w3.org/TR/png-3/#11IEND)."""


def render(svg: str, zoom: float) -> bytes | None:
    """A PNG of `svg`, `zoom` times as large; `None` where `resvg-py` is not installed."""
    try:
        import resvg_py
    except ImportError:
        return None
    font = "DejaVu Sans Mono"
    drawn = resvg_py.svg_to_bytes(
        svg_string=svg, zoom=zoom, font_family=font, monospace_family=font
    )
    body = bytes(drawn)
    chunk = _chunk(b"tEXt", _KEY + _hash(svg))
    return body[:-_END_LENGTH] + chunk + body[-_END_LENGTH:]


def is_drawn_of(png: bytes, svg: str) -> bool:
    """Whether `render` made `png` of `svg`. The bytes of a PNG depend on the machine's fonts."""
    return png.startswith(_BEGINNING) and _KEY + _hash(svg) in png


def _hash(svg: str) -> bytes:
    return hashlib.sha256(svg.encode()).hexdigest().encode()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
