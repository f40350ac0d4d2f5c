"""The names of cached files, which say what digest is in each.

A day's file is `DAY[~][.SOURCE][.pPAGE][.COPY].EXT`, a collection's
`collection-NAME[.SOURCE][.pPAGE][.COPY].EXT`. `~` marks a day whose year was guessed, `pPAGE` the
page of a paged answer (from 0), and COPY, from 2, distinguishes files of different content that
would get the same name: nothing in the cache is overwritten. In NAME a slash, a backslash and a
percent sign are `%2F`, `%5C` and `%25`.

Files that people name themselves are understood too, if there is one ISO day in their name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

SOURCES: Final = ("arxiv", "feed", "hf", "list", "page")
"""The sources that a collection's file may name; a day's file may name any."""

_MAX_NAME: Final = 80
_MAX_BYTES: Final = 160
_DAY: Final = r"\d{4}-\d{2}-\d{2}"
_TAIL: Final = r"(?:\.p(?P<page>\d{1,9}))?(?:\.(?P<copy>\d{1,9}))?\.(?P<ext>[A-Za-z]\w*)"
_DAY_FILE = re.compile(
    rf"(?P<day>{_DAY})(?P<inferred>~)?(?:\.(?P<source>[A-Za-z][\w.-]*?))??{_TAIL}"
)
_COLLECTION_FILE = re.compile(
    rf"collection-(?P<name>.+?)(?:\.(?P<source>{'|'.join(SOURCES)})(?:{_TAIL})|\.[A-Za-z]\w*)"
)
_LOOSE_DAY = re.compile(rf"(?<!\d){_DAY}(?!\d)")
_SOURCE = re.compile(r"[A-Za-z](?:[A-Za-z.-]*[A-Za-z])?")


@dataclass(frozen=True, slots=True)
class NameParts:
    """What a file's name says; everything may be unknown."""

    day: date | None = None
    inferred: bool = False
    """Whether the day's year was guessed."""
    source: str = ""
    page: int | None = None
    collection: str | None = None
    copy: int | None = None
    loose: bool = False
    """Whether the name is not ours, with a day in it."""


def parse(name: str) -> NameParts:
    """What the file name `name` (without folders) says of the digest in it."""
    if found := _COLLECTION_FILE.fullmatch(name):
        return NameParts(
            source=found["source"] or "",
            page=_number(found["page"]),
            copy=_number(found["copy"]),
            collection=collection_name(_decode(found["name"])) or None,
        )
    if (found := _DAY_FILE.fullmatch(name)) and (day := _day(found["day"])):
        return NameParts(
            day=day,
            inferred=bool(found["inferred"]),
            source=found["source"] or "",
            page=_number(found["page"]),
            copy=_number(found["copy"]),
        )
    days = set(_LOOSE_DAY.findall(name))
    if len(days) == 1 and (day := _day(days.pop())):
        return NameParts(day=day, loose=True)
    return NameParts()


def build(
    *,
    extension: str,
    source: str,
    day: date | None = None,
    inferred: bool = False,
    collection: str | None = None,
    page: int | None = None,
    copy: int | None = None,
) -> str:
    """The name of a file that holds one digest.

    Args:
        extension: Without its dot.
        source: Letters, with dots and dashes between them: `hf`, `arxiv-cs.CL`. A collection's
            must be one of `SOURCES`.
        day: The digest's day; overrides `collection`.
        inferred: Whether the day's year was guessed.
        collection: The collection's name, any text, as `collection_name` keeps it.
        page: The page of a paged answer, from 0.
        copy: From 2: another file of the same digest, source and page.

    Raises:
        ValueError: Neither day nor collection, or a source that `parse` would not return.
    """
    name = collection_name(collection or "")
    if not (_SOURCE.fullmatch(source) if day else name and source in SOURCES):
        raise ValueError(f"no file name for source {source!r}, day {day}, name {collection!r}")
    parts = [f"{day}{'~' if inferred else ''}" if day else f"collection-{_encode(name)}", source]
    if page is not None:
        parts.append(f"p{page}")
    if copy is not None:
        parts.append(str(copy))
    return ".".join([*parts, extension])


def collection_name(text: str) -> str:
    """`text` as a collection's name: one line of at most 80 characters, none of them invisible.

    Of a collection's name it is the same name. Empty if nothing is left.
    """
    seen = "".join(
        " " if char.isspace() else char
        for char in text
        if char.isspace() or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Cn", "Co"}
    )
    name = " ".join(seen.split())[:_MAX_NAME]
    while len(_encode(name).encode()) > _MAX_BYTES:
        name = name[:-1]
    return name.strip()


def stem(name: str) -> str:
    """A file's name without its extension, as a collection's name; may be empty."""
    return collection_name(name.rpartition(".")[0] or name)


def _encode(name: str) -> str:
    return re.sub(r"[/\\%]", lambda found: f"%{ord(found[0]):02X}", name)


def _decode(name: str) -> str:
    return re.sub(r"%(2F|5C|25)", lambda found: chr(int(found[1], 16)), name)


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
