"""Adding digest files to the cache: recognised by content, read once, copied verbatim.

What a file is called in the cache says which digest is in it (`names`), so that it reads there just
as it did here; only where it holds several digests is that left to its content. Nothing in the
cache is written over.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import BinaryIO, Final

from daily_papers import formats
from daily_papers.atomic_write import atomic_write
from daily_papers.cache import files, names
from daily_papers.formats.report import Hint, Note, Problem, Report, one_line
from daily_papers.papers.model import Digest, Entry
from daily_papers.safe_open import open_file

STDIN: Final = "-"
_BLOCK: Final = 1024 * 1024
_WORDS: Final = {
    errno.ENOENT: "no such file or folder",
    errno.EACCES: "may not be read: change its permissions, or ask its owner",
    errno.EPERM: "may not be read: change its permissions, or ask its owner",
    errno.ENAMETOOLONG: "no such file: the name is too long",
    errno.ENOTDIR: "no such file or folder",
    errno.ELOOP: "its links form a loop",
}
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Stopped(Exception):
    """The cache cannot take files; its words say why and what to do. Nothing half-written stays."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A file that was read."""

    origin: str
    """Its path as it was named, safe to print; `-` for standard input."""
    format: str
    name: str
    """What it is called in the cache."""
    fresh: bool
    """Whether it was added; else the same bytes were there already."""
    entries: Mapping[Digest, int]
    """How many papers stand in each digest."""
    notes: tuple[Note, ...]
    """Pairs that could not be made, doubles, what was skipped."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that could not be read."""

    origin: str
    """Its path as it was named, safe to print."""
    words: str
    """What is wrong, and what to do."""

    def __str__(self) -> str:
        """One line that names the file."""
        return f"{self.origin}: {self.words}"


@dataclass(slots=True)
class Totals:
    """What all files of one import hold together."""

    files: int = 0
    """Read, whether fresh or not."""
    fresh: int = 0
    refused: int = 0
    entries: int = 0
    digests: set[str] = field(default_factory=set)
    """The digests' keys."""
    _seen: set[tuple[int, int]] = field(default_factory=set)
    """Hashes of a paper's id (0 where its title is its id) and of its title's."""

    @property
    def papers(self) -> int:
        """Distinct papers; one known by title alone is the one identified paper of that title."""
        identified = {paper for paper, _ in self._seen if paper}
        bearers = Counter(title for paper, title in self._seen if paper)
        alone = sum(bearers[title] != 1 for paper, title in self._seen if not paper)
        return len(identified) + alone

    def count(self, entry: Entry) -> None:
        """Count one paper in one digest."""
        self.entries += 1
        self.digests.add(entry.digest.key)
        paper, title = entry.paper.id, entry.paper.ids[-1]
        self._seen.add((0 if paper == title else hash(paper), hash(title)))

    def add(self, other: Totals) -> None:
        """Count what `other` counted."""
        self.files += other.files
        self.fresh += other.fresh
        self.refused += other.refused
        self.entries += other.entries
        self.digests |= other.digests
        self._seen |= other._seen


def import_paths(
    paths: Iterable[str | Path],
    cache: Path,
    *,
    day: date | None = None,
    collection: str | None = None,
    stdin: BinaryIO | None = None,
    today: date | None = None,
    totals: Totals | None = None,
) -> Iterator[Imported | Refused]:
    """Import files, folders with all below them, and `-`, standard input; one result a file.

    Args:
        paths: What to import.
        cache: The cache's folder; made where it is missing.
        day: The day of all the files, whatever they say.
        collection: The collection of all the files, whatever they say; wins over `day`.
        stdin: Standard input, where `-` is among the paths.
        today: Bounds the year of a day without one in what comes through standard input.
        totals: Counts what is imported.

    Raises:
        Stopped: The disk is full, or the cache cannot be written.
    """
    run = _Run(cache, day, collection, today or date.today(), totals or Totals())
    for path in map(str, paths):
        if path == STDIN:
            yield run.stdin(stdin)
        else:
            yield from run.path(Path(path))


class _Run:
    """One import: what it was told, and what stands in the cache."""

    def __init__(
        self, cache: Path, day: date | None, collection: str | None, today: date, totals: Totals
    ) -> None:
        self._cache = cache
        self._day = day
        self._collection = collection
        self._today = today
        self._totals = totals
        try:
            cache.mkdir(parents=True, exist_ok=True)
            self._by_size: dict[int, list[str]] = {}
            for seen in files.scan(cache):
                self._by_size.setdefault(seen.size, []).append(seen.name)
        except OSError as error:
            raise Stopped(_unwritable(cache, error)) from error

    def path(self, path: Path) -> Iterator[Imported | Refused]:
        """Import a file, or all files in a folder."""
        try:
            is_folder = stat.S_ISDIR(path.stat().st_mode)
        except (OSError, ValueError) as error:
            yield self._refused(path, error)
            return
        if not is_folder:
            yield self._file(path, follow=True)
            return
        errors: list[OSError] = []
        found = 0
        try:
            for seen in files.scan(path, errors.append):
                found += 1
                yield self._file(path / seen.name, follow=False)
        except OSError as error:
            errors.append(error)
        for each in errors:
            yield self._refused(Path(each.filename or path), each)
        if not (found or errors):
            yield self._refused(path, Problem("no digest file in this folder"))

    def stdin(self, stream: BinaryIO | None) -> Imported | Refused:
        """Import what comes through standard input."""
        if stream is None:
            return self._refused(Path(STDIN), Problem("no standard input"))
        try:
            with tempfile.TemporaryFile() as spool:
                shutil.copyfileobj(stream, spool, _BLOCK)
                return self._take(spool, STDIN, Hint("", self._today, self._day, self._collection))
        except Problem as problem:
            return self._refused(Path(STDIN), problem)
        except OSError as error:
            raise Stopped(_unwritable(Path(tempfile.gettempdir()), error)) from error

    def _file(self, path: Path, *, follow: bool) -> Imported | Refused:
        try:
            with open_file(path, follow_links=follow) as stream:
                modified = _modified(stream) or self._today
                hint = Hint(path.name, modified, self._day, self._collection)
                return self._take(stream, _shown(path), hint)
        except (OSError, Problem) as error:
            return self._refused(path, error)

    def _take(self, stream: BinaryIO, origin: str, hint: Hint) -> Imported:
        """Read `stream` to its end, so that what is said of it is true, and put it in the cache."""
        report = formats.read(stream, hint)
        totals = Totals()
        entries: Counter[Digest] = Counter()
        for entry in report.entries:
            entries[entry.digest] += 1
            totals.count(entry)
        if not entries:
            raise Problem("an empty list: there is no paper in it")
        wanted = _Name(list(entries), report, hint, stream)
        if len(entries) > 1 and any(digest.name for digest in entries) and not wanted.kept:
            # What tells no day is a collection named after the file, whose name is about to change.
            return self._take(stream, origin, replace(hint, name=wanted.numbered(1)))
        name, fresh = self._keep(stream, wanted)
        totals.files, totals.fresh = 1, int(fresh)
        self._totals.add(totals)
        return Imported(origin, report.format, name, fresh, entries, tuple(report.notes))

    def _keep(self, stream: BinaryIO, wanted: _Name) -> tuple[str, bool]:
        """Copy `stream` into the cache, unless it is there: its name, and whether it is new."""
        size = stream.seek(0, os.SEEK_END)
        for name in self._by_size.get(size, []):
            if wanted.is_said_by(name) and self._holds(name, stream):
                return name, False
        for number in count(1):
            name = wanted.numbered(number)
            stream.seek(0)
            try:
                with atomic_write(self._cache / name, overwrite=False) as file:
                    shutil.copyfileobj(stream, file, _BLOCK)
            except FileExistsError:
                continue
            except OSError as error:
                raise Stopped(_unwritable(self._cache, error)) from error
            self._by_size.setdefault(size, []).append(name)
            return name, True
        raise AssertionError("counting ended")

    def _holds(self, name: str, stream: BinaryIO) -> bool:
        """Whether the cached file `name` has the bytes of `stream`."""
        try:
            with open_file(self._cache / name) as cached:
                return _sha(cached) == _sha(stream)
        except OSError:
            return False

    def _refused(self, path: Path, error: Exception) -> Refused:
        self._totals.refused += 1
        return Refused(_shown(path), one_line(_words(error)))


class _Name:
    """What a file is to be called that holds `digests`."""

    def __init__(self, digests: list[Digest], report: Report, hint: Hint, stream: BinaryIO) -> None:
        named = names.parse(hint.name)
        known = named.source.startswith(f"{report.source}-") and digests[0].day
        self._digest = digests[0] if len(digests) == 1 else None
        self._source = named.source if known else report.source
        self._page = named.page
        self._extension = report.extension
        self._own = "" if hint.day or hint.collection else hint.name
        self._sha = "" if self._digest else _sha(stream)[:12]

    @property
    def kept(self) -> bool:
        """Whether the file has that name already."""
        return self._own == self.numbered(1)

    def numbered(self, number: int) -> str:
        """The name, or the one of the second, third … file of other content that would bear it."""
        if not self._digest:
            return f"several-{self._sha}{f'.{number}' * (number > 1)}.{self._extension}"
        return names.make(
            extension=self._extension,
            source=self._source,
            day=self._digest.day,
            inferred=self._digest.inferred,
            collection=self._digest.name,
            page=self._page,
            copy=number if number > 1 else None,
        )

    def is_said_by(self, name: str) -> bool:
        """Whether the same bytes, called `name`, read as the same digests."""
        base = name.rpartition("/")[2]
        named = names.parse(base)
        same = self._digest and (named.day, named.collection) == (
            self._digest.day,
            self._digest.name,
        )
        return bool(same and not named.loose) or base in {self._own, self.numbered(1)}


def _sha(stream: BinaryIO) -> str:
    stream.seek(0)
    digest = hashlib.sha256()
    while block := stream.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _modified(stream: BinaryIO) -> date | None:
    """The day on which the open file was last written, by this machine's clock."""
    try:
        return date.fromtimestamp(os.fstat(stream.fileno()).st_mtime)
    except (OverflowError, ValueError):
        return None


def _shown(path: Path) -> str:
    """`path` as it may be printed: a name may hold control characters."""
    return one_line(os.fsencode(path).decode(errors="replace"))


def _words(error: Exception) -> str:
    """What is wrong with a file that could not be opened or read."""
    if not isinstance(error, OSError):
        return str(error)
    known = _WORDS.get(error.errno or 0)
    return known or error.strerror or str(error)


def _unwritable(folder: Path, error: OSError) -> str:
    """Why nothing more can be written to `folder`, and what to do."""
    where = _shown(folder)
    if error.errno in _NO_ROOM:
        return f"{where}: the disk is full, or a quota reached: make room and import again"
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"{where}: may not be written: change its permissions, or choose another --cache"
    return f"{where}: cannot be written: {error.strerror or error}"
