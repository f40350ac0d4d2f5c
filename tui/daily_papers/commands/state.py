"""`state`: exports what the user did to a file, imports it, merges another machine's journals."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import BinaryIO, Final

from daily_papers.atomic_write import atomic_write_text
from daily_papers.commands.arguments import Parser
from daily_papers.commands.context import load_paths
from daily_papers.commands.errors import CommandError, UsageError
from daily_papers.commands.open_library import open_library
from daily_papers.commands.output import OUT, add_force, output_file, printable, say, warn
from daily_papers.commands.registry import Command
from daily_papers.humanize import quantity
from daily_papers.library import Library
from daily_papers.safe_open import open_file
from daily_papers.state.device import device_id
from daily_papers.state.import_journals import NoJournals, merge_folder
from daily_papers.state.store import NOTHING, Store, WriteResult
from daily_papers.state.toml_file import BadExport, ImportResult, export_toml, import_toml

_ACTS: Final = ("export", "import", "merge")
_PIPE: Final = "-"
_LARGEST: Final = 256 << 20
"""Bytes of the largest export that is read."""


def add_arguments(parser: Parser) -> None:
    """The arguments of `state`."""
    parser.add_argument("act", metavar="ACT", choices=_ACTS, help=", ".join(_ACTS))
    parser.add_argument(
        "path",
        nargs="?",
        metavar="PATH",
        help="the file to write or read (- for a pipe); merge: a folder",
    )
    add_force(parser)


def run(options: Namespace) -> int:
    """Export, import or merge."""
    if options.path is None and options.act != "export":
        what = "FILE.toml, or - for standard input" if options.act == "import" else "FOLDER"
        raise UsageError(f"state {options.act} needs {what}")
    if options.force and options.act != "export":
        raise UsageError("--force needs export")
    paths = load_paths(options)
    # Only journals are read: an unreadable cache must not prevent a backup.
    with open_library(paths, papers=False) as library:
        if options.act == "export":
            return _export(library, options.path or _PIPE, force=options.force)
        if options.act == "import":
            return _import(library, options.path)
        return _merge(library, Path(options.path))


def _export(library: Library, path: str, *, force: bool) -> int:
    texts: list[str] = []
    missing: list[str] = []

    def work(store_: Store) -> WriteResult:
        texts.append(export_toml(store_.queries))
        missing.extend(
            f"{name or 'the folder'}: {why}" for name, why in store_.journal.unreadable.items()
        )
        missing.extend([str(store_.merge_error)] if store_.merge_error else [])
        return NOTHING

    library.run(work)
    if path == _PIPE:
        OUT.write(texts[0])
    else:
        with output_file(path, force=force) as file, atomic_write_text(file, private=True) as out:
            out.write(texts[0])
        say(f"exported to {printable(path)}")
    for reason in missing:
        warn(f"the export is incomplete: {reason}; see `daily-papers doctor`")
    return 1 if missing else 0


def _import(library: Library, path: str) -> int:
    text = _read(path)
    done: list[ImportResult] = []

    def work(store_: Store) -> WriteResult:
        done.append(import_toml(text, store_))
        return NOTHING

    try:
        library.run(work)
    except BadExport as error:
        raise CommandError(f"{path}: {error}") from None
    except OSError as error:
        raise CommandError(
            f"{error}; what was saved is kept, importing again adds the rest"
        ) from None
    (imported,) = done
    views = quantity(imported.views, "view or rule", "views and rules")
    say(f"{quantity(imported.papers, 'paper')} changed, {views} added")
    for name in imported.kept:
        say(f"the view {printable(name)} differs here, and was not changed")
    return 0


def _merge(library: Library, folder: Path) -> int:
    paths = library.paths
    try:
        merged = merge_folder(folder, paths.state, device_id(paths.data))
    except NoJournals as error:
        raise CommandError(
            f"{error}; name the folder of a profile, usually `profiles/main`"
        ) from None
    except OSError as error:
        raise CommandError(f"{error.filename or folder}: {error.strerror or error}") from None
    library.catch_up()
    taken = len(merged.copied) + len(merged.kept_both)
    say(f"{quantity(taken, 'journal')} merged, {len(merged.known):,} already known")
    for name, why in sorted(merged.failed.items()):
        warn(f"{name}: {why}; nothing was merged from it")
    return 1 if merged.failed else 0


def _read(path: str) -> str:
    """The text of an export.

    Raises:
        Failed: It cannot be read.
    """
    try:
        if path == _PIPE:
            return _decoded(sys.stdin.buffer, path)
        with open_file(path, follow_links=True) as file:
            return _decoded(file, path)
    except OSError as error:
        raise CommandError(
            f"{path}: {error.strerror or error}; name a file written by `state export`"
        ) from None


def _decoded(file: BinaryIO, path: str) -> str:
    data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise CommandError(
            f"{path}: larger than {_LARGEST >> 20} MB; it was not written by `state export`"
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CommandError(f"{path}: not UTF-8; it was not written by `state export`") from None


COMMAND: Final = Command(
    run,
    """\
  daily-papers state export backup.toml        read marks, stars, tags, notes, views
  daily-papers state export | less             print the same
  daily-papers state import backup.toml        add what is missing here; remove nothing
  daily-papers state merge /media/stick/main   add another machine's journals
""",
    add_arguments,
)
