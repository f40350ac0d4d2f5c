"""`cache`: shows what the cache holds; removes old fetched files; checks every file."""

from __future__ import annotations

import hashlib
from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from daily_papers import formats
from daily_papers.cache.scanner import FileStatus, scan
from daily_papers.commands.arguments import Parser, day
from daily_papers.commands.context import load_paths
from daily_papers.commands.errors import CommandError, UsageError
from daily_papers.commands.open_history import open_history
from daily_papers.commands.open_library import open_library
from daily_papers.commands.output import printable, say, warn
from daily_papers.commands.registry import Command
from daily_papers.fetch.history import History
from daily_papers.fetch.pruning import Old, find_old, remove
from daily_papers.formats import FormatError
from daily_papers.humanize import quantity
from daily_papers.paths import Paths
from daily_papers.safe_open import open_file

_ACTS: Final = ("prune", "verify")
_SHOWN: Final = 10
"""Titles printed; the rest is counted."""
_KILO: Final = 1000


def add_arguments(parser: Parser) -> None:
    """The arguments of `cache`."""
    parser.add_argument(
        "act",
        nargs="?",
        metavar="ACT",
        choices=_ACTS,
        help="prune, verify; by default show what there is",
    )
    parser.add_argument("--before", metavar="DAY", type=day, help="prune: the first day to keep")
    parser.add_argument("--dry-run", action="store_true", help="prune: remove nothing")


def run(options: Namespace) -> int:
    """Show, prune or verify."""
    prunes = options.act == "prune"
    if prunes and not options.before:
        raise UsageError("prune needs --before DAY: the first day to keep")
    if not prunes and (options.before or options.dry_run):
        raise UsageError("--before and --dry-run need prune")
    paths = load_paths(options)
    with open_history(paths, busy="a fetch is filling this cache; wait for it") as history:
        if prunes:
            return _prune(paths, history, options.before, dry_run=options.dry_run)
        return (_verify if options.act == "verify" else _show)(paths, history)


def _show(paths: Paths, history: History) -> int:
    with open_library(paths) as library:
        totals = library.cache_totals()
    found = list(_scan(paths.cache))
    own = {name for name in history.own_names() if (paths.cache / name).is_file()}
    size = sum(each.size for each in found)
    fetched = sum(each.size for each in found if each.name in own)
    collections = f", {quantity(totals.collections, 'collection')}" if totals.collections else ""
    say(
        f"{quantity(totals.days, 'day')}{collections}, {quantity(totals.papers, 'paper')}",
        f"{quantity(len(found), 'file')}, {_bytes(size)}, in {printable(str(paths.cache))}",
        f"{len(own):,} of them fetched, {_bytes(fetched)}; only these can be pruned",
    )
    return 0


def _prune(paths: Paths, history: History, first_day: date, *, dry_run: bool) -> int:
    old = find_old(paths.cache, history, first_day)
    total = (
        f"{quantity(len(old), 'file')} that fetch wrote, {_bytes(sum(each.size for each in old))}"
    )
    if dry_run:
        say(*(printable(each.name) for each in old), f"would remove {total}; nothing was removed")
        return 0
    with open_library(paths) as library:
        before = library.papers_without_files()
    _remove(paths, history, old)
    with open_library(paths) as library:
        after = library.papers_without_files()
    kept = {id: title for id, title in after.items() if id not in before}
    say(f"removed {total}")
    if kept:
        say(f"kept your own copies of {quantity(len(kept), 'paper')}:")
        say(*(f"  {id}  {printable(title)}" for id, title in list(kept.items())[:_SHOWN]))
        if len(kept) > _SHOWN:
            say(f"  and {len(kept) - _SHOWN:,} more")
    return 0


def _remove(paths: Paths, history: History, old: list[Old]) -> None:
    try:
        remove(paths.cache, history, old)
    except PermissionError as error:
        raise CommandError(f"{paths.cache} cannot be written; change its permissions") from error


def _verify(paths: Paths, history: History) -> int:
    """Read every file completely, as the index does."""
    own = set(history.own_names())
    number = damaged = changed = 0
    for seen in _scan(paths.cache):
        number += 1
        if damage := _damage(paths.cache, seen.name):
            damaged += 1
            warn(f"{seen.name}: {damage}")
        elif seen.name in own and not history.is_own(seen.name, _sha256(paths.cache / seen.name)):
            changed += 1
            say(f"{printable(seen.name)}: changed since fetch wrote it")
    found = f"{damaged:,} damaged" if damaged else "none damaged"
    say(f"{quantity(number, 'file')} read; {found}" + (f"; {changed:,} changed" if changed else ""))
    return 1 if damaged else 0


def _damage(folder: Path, name: str) -> str:
    """Why a file cannot be read; empty if it can."""
    try:
        with open_file(folder / name) as stream:
            report = formats.read(stream, formats.Hint(name.rpartition("/")[2]))
            for _ in report.entries:
                pass
    except FormatError as problem:
        return str(problem)
    except OSError as error:
        return error.strerror or str(error)
    return ""


def _scan(folder: Path) -> Iterator[FileStatus]:
    """The files of the cache, if there is one; what cannot be read is reported."""
    if folder.exists():
        yield from scan(folder, lambda error: warn(f"{error.filename}: {error.strerror}"))


def _sha256(path: Path) -> str:
    with open_file(path) as stream:
        return hashlib.sha256(stream.read()).hexdigest()


def _bytes(number: float) -> str:
    """A size: `37.4 MB`."""
    for unit in ("bytes", "kB", "MB"):
        if number < _KILO:
            return f"{number:,.0f} {unit}" if unit == "bytes" else f"{number:.1f} {unit}"
        number /= _KILO
    return f"{number:,.1f} GB"


COMMAND: Final = Command(
    run,
    """\
  daily-papers cache                            days, papers and bytes
  daily-papers cache prune --before 2025-01-01  remove fetched files of earlier days
  daily-papers cache verify                     read every file; report damaged ones
""",
    add_arguments,
)
