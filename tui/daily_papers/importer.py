"""Adds digest files to the cache: recognised by content, read once, copied verbatim.

A file's name in the cache says which digest is in it (`names`), so that it reads there as it does
here; only if it holds several digests does its content say so. Nothing in the cache is overwritten.
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
from daily_papers.atomic_write import atomic_write, remove_temporary_files
from daily_papers.cache import names
from daily_papers.cache.scanner import scan
from daily_papers.formats import Diagnostic, FormatError, Hint, Report
from daily_papers.formats.report import one_line
from daily_papers.papers.model import Digest, Entry
from daily_papers.safe_open import open_file

STDIN: Final = "-"
_BLOCK: Final = 1024 * 1024
_PREFIX: Final = "import-"
"""Begins the names of temporary files in the cache."""
_REASONS: Final = {
    errno.ENOENT: "no such file or folder",
    errno.EACCES: "may not be read: change its permissions, or ask its owner",
    errno.EPERM: "may not be read: change its permissions, or ask its owner",
    errno.ENAMETOOLONG: "no such file: the name is too long",
    errno.ENOTDIR: "no such file or folder",
    errno.ELOOP: "its links form a loop",
}
_DISK_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class CacheNotWritable(Exception):
    """The cache cannot be written to; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A file that was read."""

    origin: str
    """Its path as the user gave it, safe to print; `-` for standard input."""
    format: str
    name: str
    """Its name in the cache."""
    is_new: bool
    """Whether it was added; else the cache had the same bytes already."""
    entries: Mapping[Digest, int]
    """How many papers are in each digest."""
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that could not be read."""

    origin: str
    """Its path as the user gave it, safe to print."""
    reason: str
    """What is wrong, and what to do."""

    def __str__(self) -> str:
        """One line that names the file."""
        return f"{self.origin}: {self.reason}"


@dataclass(slots=True)
class Totals:
    """Counts over all files of one import."""

    files: int = 0
    """Files that were read, new or not."""
    new: int = 0
    refused: int = 0
    entries: int = 0
    digests: set[str] = field(default_factory=set)
    """The digests' keys."""
    _seen: set[tuple[int, int]] = field(default_factory=set)
    """Hashes of a paper's id (0 if that is made from its title) and of its title's id."""

    @property
    def papers(self) -> int:
        """Distinct papers; one known by title alone is the one identified paper of that title."""
        identified = {paper for paper, _ in self._seen if paper}
        namesakes = Counter(title for paper, title in self._seen if paper)
        alone = sum(namesakes[title] != 1 for paper, title in self._seen if not paper)
        return len(identified) + alone

    def count(self, entry: Entry) -> None:
        """Count one paper in one digest."""
        self.entries += 1
        self.digests.add(entry.digest.key)
        paper, title = entry.paper.id, entry.paper.ids[-1]
        self._seen.add((0 if paper == title else hash(paper), hash(title)))

    def add(self, other: Totals) -> None:
        """Add the counts of `other`."""
        self.files += other.files
        self.new += other.new
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
    """Import files, folders with all below them, and standard input; one result for each file.

    Args:
        paths: What to import; `-` is standard input.
        cache: The cache's folder; created if it is missing.
        day: The day of all the files, whatever they say.
        collection: The collection of all the files, whatever they say; overrides `day`.
        stdin: Standard input, if `-` is among the paths.
        today: Limits the year of a day without one in standard input.
        totals: Counts what is imported.

    Raises:
        CacheNotWritable: The disk is full, or the cache cannot be written to.
    """
    importer = _Importer(cache, day, collection, today or date.today(), totals or Totals())
    for path in map(str, paths):
        if path == STDIN:
            yield importer.stdin(stdin)
        else:
            yield from importer.path(Path(path))


class _Importer:
    """One import: its options, and what is in the cache."""

    def __init__(
        self, cache: Path, day: date | None, collection: str | None, today: date, totals: Totals
    ) -> None:
        self._cache = cache
        self._day = day
        self._collection = collection
        self._today = today
        self._totals = totals
        self._by_size: dict[int, list[str]] = {}
        self._hashes: dict[str, str] = {}
        """The SHA-256 of cached files, as far as they were needed."""
        try:
            cache.mkdir(parents=True, exist_ok=True)
            remove_temporary_files(cache, _PREFIX)
            for file in scan(cache):
                self._by_size.setdefault(file.size, []).append(file.name)
        except OSError as error:
            raise CacheNotWritable(_unwritable(cache, error)) from error

    def path(self, path: Path) -> Iterator[Imported | Refused]:
        """Import a file, or all files in a folder."""
        try:
            is_folder = stat.S_ISDIR(path.stat().st_mode)
        except (OSError, ValueError) as error:
            yield self._refused(path, error)
            return
        if not is_folder:
            yield self._file(path, follow_links=True)
            return
        errors: list[OSError] = []
        found = 0
        try:
            for file in scan(path, errors.append):
                found += 1
                yield self._file(path / file.name, follow_links=False)
        except OSError as error:
            errors.append(error)
        for each in errors:
            yield self._refused(Path(each.filename or path), each)
        if not (found or errors):
            yield self._refused(path, FormatError("no digest file in this folder"))

    def stdin(self, stream: BinaryIO | None) -> Imported | Refused:
        """Import standard input."""
        if stream is None:
            return self._refused(Path(STDIN), FormatError("no standard input"))
        try:
            with tempfile.TemporaryFile() as spool:
                shutil.copyfileobj(stream, spool, _BLOCK)
                return self._add(spool, STDIN, Hint("", self._today, self._day, self._collection))
        except FormatError as error:
            return self._refused(Path(STDIN), error)
        except OSError as error:
            raise CacheNotWritable(_unwritable(Path(tempfile.gettempdir()), error)) from error

    def _file(self, path: Path, *, follow_links: bool) -> Imported | Refused:
        try:
            with open_file(path, follow_links=follow_links) as stream:
                modified = _modified(stream) or self._today
                hint = Hint(path.name, modified, self._day, self._collection)
                return self._add(stream, _printable(path), hint)
        except (OSError, FormatError) as error:
            return self._refused(path, error)

    def _add(self, stream: BinaryIO, origin: str, hint: Hint) -> Imported:
        """Read `stream` to its end, to know all that is in it, and copy it into the cache."""
        report = formats.read(stream, hint)
        totals = Totals()
        entries: Counter[Digest] = Counter()
        for entry in report.entries:
            entries[entry.digest] += 1
            totals.count(entry)
        if not entries:
            raise FormatError("an empty list: there is no paper in it")
        wanted = _CacheName(list(entries), report, hint, stream)
        if len(entries) > 1 and any(digest.name for digest in entries) and not wanted.is_kept:
            # Papers without a day are in a collection named after the file, which is renamed.
            return self._add(stream, origin, replace(hint, name=wanted.numbered(1)))
        name, is_new = self._copy(stream, wanted)
        totals.files, totals.new = 1, int(is_new)
        self._totals.add(totals)
        return Imported(origin, report.format, name, is_new, entries, tuple(report.diagnostics))

    def _copy(self, stream: BinaryIO, wanted: _CacheName) -> tuple[str, bool]:
        """Copy `stream` into the cache, unless it is there: its name, and whether it is new."""
        same_size = self._by_size.setdefault(stream.seek(0, os.SEEK_END), [])
        sha256 = _sha256(stream) if same_size else ""
        for name in same_size:
            if wanted.is_implied_by(name) and self._hash(name) == sha256:
                return name, False
        for number in count(1):
            name = wanted.numbered(number)
            if os.path.lexists(self._cache / name):
                continue
            stream.seek(0)
            try:
                with atomic_write(self._cache / name, overwrite=False, prefix=_PREFIX) as file:
                    shutil.copyfileobj(stream, file, _BLOCK)
            except FileExistsError:
                continue
            except OSError as error:
                raise CacheNotWritable(_unwritable(self._cache, error)) from error
            same_size.append(name)
            return name, True
        raise AssertionError("counting ended")

    def _hash(self, name: str) -> str:
        """The SHA-256 of the cached file `name`; empty if it cannot be read."""
        if name not in self._hashes:
            try:
                with open_file(self._cache / name) as cached:
                    self._hashes[name] = _sha256(cached)
            except OSError:
                self._hashes[name] = ""
        return self._hashes[name]

    def _refused(self, path: Path, error: Exception) -> Refused:
        self._totals.refused += 1
        return Refused(_printable(path), one_line(_reason(error)))


class _CacheName:
    """The name in the cache of a file that holds `digests`."""

    def __init__(self, digests: list[Digest], report: Report, hint: Hint, stream: BinaryIO) -> None:
        named = names.parse(hint.name)
        is_known = named.source.startswith(f"{report.source}-") and digests[0].day
        self._digest = digests[0] if len(digests) == 1 else None
        self._source = named.source if is_known else report.source
        self._page = named.page
        self._extension = report.extension
        self._own = "" if hint.day or hint.collection else hint.name
        self._sha256 = "" if self._digest else _sha256(stream)[:12]

    @property
    def is_kept(self) -> bool:
        """Whether the file has that name already."""
        return self._own == self.numbered(1)

    def numbered(self, number: int) -> str:
        """The name, or that of the second, third … file of other content that would get it."""
        if not self._digest:
            return f"several-{self._sha256}{f'.{number}' * (number > 1)}.{self._extension}"
        return names.build(
            extension=self._extension,
            source=self._source,
            day=self._digest.day,
            inferred=self._digest.inferred,
            collection=self._digest.name,
            page=self._page,
            copy=number if number > 1 else None,
        )

    def is_implied_by(self, name: str) -> bool:
        """Whether the same bytes, in a file of that name, read as the same digests."""
        base = name.rpartition("/")[2]
        named = names.parse(base)
        same = self._digest and (named.day, named.collection) == (
            self._digest.day,
            self._digest.name,
        )
        return bool(same and not named.loose) or base in {self._own, self.numbered(1)}


def _sha256(stream: BinaryIO) -> str:
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


def _printable(path: Path) -> str:
    """`path` without control characters."""
    return one_line(os.fsencode(path).decode(errors="replace"))


def _reason(error: Exception) -> str:
    """What is wrong with a file that cannot be opened or read."""
    if not isinstance(error, OSError):
        return str(error)
    known = _REASONS.get(error.errno or 0)
    return known or error.strerror or str(error)


def _unwritable(folder: Path, error: OSError) -> str:
    """Why `folder` cannot be written to, and what to do."""
    where = _printable(folder)
    if error.errno in _DISK_FULL:
        return f"{where}: the disk or a quota is full: free some space and import again"
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"{where}: may not be written: change its permissions, or choose another --cache"
    return f"{where}: cannot be written: {error.strerror or error}"
