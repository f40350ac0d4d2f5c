"""Writes answers into the cache: verbatim, atomically, and never over files of other programs.

An answer replaces an older one only if that was fetched, too, and has no paper that the new one
lacks; else it is written beside it, as the next copy of the same name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from daily_papers.atomic_write import atomic_write, remove_temporary_files
from daily_papers.cache import names
from daily_papers.fetch.history import History
from daily_papers.fetch.source import Source, Wanted, ids_of
from daily_papers.formats import FormatError
from daily_papers.safe_open import open_file


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer in the cache."""

    name: str
    """The file that holds it."""
    sha256: str
    papers: int
    new: int
    """Papers that no file of the same digest, source and page held before."""
    written: bool
    """Whether a file was written; else one held the same bytes."""


@dataclass(frozen=True, slots=True)
class _Copy:
    """A file with an earlier answer to the same request."""

    name: str
    sha256: str
    ids: frozenset[str]
    own: bool


class Store:
    """The files that are fetched into one cache."""

    def __init__(self, folder: Path, history: History) -> None:
        """Use `folder`, created if it is missing; what a killed fetch left in it is removed.

        Raises:
            OSError: It cannot be created or written to.
        """
        folder.mkdir(parents=True, exist_ok=True)
        remove_temporary_files(folder, history.mark)
        self._folder = folder
        self._history = history

    def holds(self, name: str, sha256: str = "") -> bool:
        """Whether the cache has the file `name`, with that hash where one is given."""
        if not sha256:
            return (self._folder / name).is_file()
        body = self._read(name)
        return body is not None and _sha256(body) == sha256

    def keep(
        self, source: Source, wanted: Wanted, page: int, body: bytes, ids: frozenset[str]
    ) -> Kept:
        """Write an answer, unless a file has the same bytes.

        Args:
            source: The source.
            wanted: The digest.
            page: The number of its page.
            body: The answer.
            ids: The ids of the papers in it.

        Raises:
            OSError: It cannot be written.
        """
        sha256 = _sha256(body)
        copies = list(self._copies(source, wanted, page))
        known = frozenset().union(*(each.ids for each in copies))
        new = len(ids - known)
        if same := next((each for each in copies if each.sha256 == sha256), None):
            return Kept(same.name, sha256, len(ids), new, written=False)
        replaced = next((each for each in copies if each.own and each.ids <= ids), None)
        name = replaced.name if replaced else _name(source, wanted, page, len(copies) + 1)
        self._history.will_write(name, sha256)
        path, prefix = self._folder / name, self._history.mark
        with atomic_write(path, overwrite=bool(replaced), prefix=prefix) as file:
            file.write(body)
        self._history.has_written(name, sha256)
        return Kept(name, sha256, len(ids), new, written=True)

    def _copies(self, source: Source, wanted: Wanted, page: int) -> Iterator[_Copy]:
        """The copies of one answer in the cache, in the order of their numbers."""
        for number in count(1):
            name = _name(source, wanted, page, number)
            if (body := self._read(name)) is None:
                return
            try:
                ids = ids_of(body, name)
            except FormatError:
                ids = frozenset()  # damaged: whatever comes is better
            sha256 = _sha256(body)
            yield _Copy(name, sha256, ids, self._history.is_own(name, sha256))

    def _read(self, name: str) -> bytes | None:
        """The bytes of a file; `None` where there is none."""
        try:
            with open_file(self._folder / name) as stream:
                return stream.read()
        except FileNotFoundError:
            return None


def _name(source: Source, wanted: Wanted, page: int, number: int) -> str:
    return names.build(
        extension=source.extension,
        source=source.name,
        day=wanted.day,
        collection=wanted.collection,
        page=page or None,
        copy=number if number > 1 else None,
    )


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
