"""`import`: adds digest files to the cache and reports what is in them."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from typing import Any, Final

from daily_papers.commands.arguments import Parser, day
from daily_papers.commands.context import load_paths
from daily_papers.commands.errors import CommandError, UsageError
from daily_papers.commands.open_library import open_library
from daily_papers.commands.output import printable, say, warn
from daily_papers.commands.registry import Command
from daily_papers.formats import Diagnostic, DiagnosticKind
from daily_papers.humanize import quantity
from daily_papers.importer import STDIN, CacheNotWritable, Imported, Refused, Totals, import_paths

_SHOWN_NOTES: Final = 5
"""Notes printed per file; `--json` has them all."""
_PLURALS: Final = {
    DiagnosticKind.SKIPPED: "skipped",
    DiagnosticKind.ORPHAN: "orphans",
    DiagnosticKind.DOUBLE: "doubles",
    DiagnosticKind.CHANGED: "changed",
}


def add_arguments(parser: Parser) -> None:
    """The arguments of `import`."""
    parser.add_argument("path", nargs="*", metavar="PATH", help="a file, a folder, or - for stdin")
    parser.add_argument("--date", metavar="DAY", type=day, help="the day of the files: 2025-07-31")
    parser.add_argument("--collection", metavar="NAME", help="an undated collection for the files")
    parser.add_argument("--json", action="store_true", help="report as JSON, with all notes")


def run(options: Namespace) -> int:
    """Import files, report on each, and bring the index up to date."""
    if not options.path:
        raise UsageError("nothing to import; name a file, a folder, or - for standard input")
    if options.date and options.collection:
        raise UsageError("--date and --collection cannot be combined")
    paths = load_paths(options)
    totals = Totals()
    files: list[dict[str, Any]] = []
    failure = ""
    try:
        for result in import_paths(
            options.path,
            paths.cache,
            day=options.date,
            collection=options.collection,
            stdin=sys.stdin.buffer if STDIN in options.path else None,
            totals=totals,
        ):
            if isinstance(result, Refused):
                warn(str(result))
            if options.json:
                files.append(_as_json(result))
            elif isinstance(result, Imported):
                say(*_lines(result))
    except CacheNotWritable as stopped:
        failure = str(stopped)
    if options.json:
        report = {"files": files, "totals": _totals(totals)}
        say(json.dumps(report, ensure_ascii=True, indent=2))
    else:
        say(_summary(totals))
    if totals.new:
        with open_library(paths):
            pass  # opening it indexes the new files
    if failure:
        raise CommandError(failure)
    return 1 if totals.refused else 0


def _lines(imported: Imported) -> list[str]:
    """The report on one file: a line, then its notes."""
    digests = [
        f"{digest.key} ({count:,})" if len(imported.entries) > 1 else digest.key
        for digest, count in sorted(imported.entries.items(), key=lambda each: each[0].key)
    ]
    guessed = any(digest.inferred for digest in imported.entries)
    facts = [
        imported.format,
        quantity(sum(imported.entries.values()), "paper"),
        " ".join(map(printable, digests)) + (" (year guessed)" if guessed else ""),
        *_note_counts(imported.diagnostics),
        f"added as {printable(imported.name)}"
        if imported.is_new
        else f"already in the cache as {printable(imported.name)}",
    ]
    shown = [f"  {_note(note)}" for note in imported.diagnostics[:_SHOWN_NOTES]]
    if more := len(imported.diagnostics) - len(shown):
        shown.append(f"  and {quantity(more, 'more note')}; --json prints them all")
    return [f"{imported.origin}: {' · '.join(facts)}", *shown]


def _note_counts(notes: tuple[Diagnostic, ...]) -> list[str]:
    counts = {kind: sum(note.kind is kind for note in notes) for kind in DiagnosticKind}
    return [
        f"{count:,} {kind if count == 1 else _PLURALS[kind]}"
        for kind, count in counts.items()
        if count
    ]


def _note(note: Diagnostic) -> str:
    where = f"line {note.line:,}: " if note.line is not None else ""
    return f"{where}{note.kind}: {note.text}"


def _summary(totals: Totals) -> str:
    summary = ", ".join(
        (
            quantity(totals.files, "file"),
            quantity(totals.papers, "paper"),
            quantity(totals.entries, "entry", "entries"),
            quantity(len(totals.digests), "digest"),
        )
    )
    known = totals.files - totals.new
    if totals.files and known:
        summary += f"; {f'{known:,}' if totals.new else 'all'} already in the cache"
    return summary + (f"; {totals.refused:,} could not be read" if totals.refused else "")


def _as_json(result: Imported | Refused) -> dict[str, Any]:
    if isinstance(result, Refused):
        return {"origin": result.origin, "problem": result.reason}
    return {
        "origin": result.origin,
        "format": result.format,
        "name": result.name,
        "fresh": result.is_new,
        "digests": {digest.key: count for digest, count in result.entries.items()},
        "inferred": [digest.key for digest in result.entries if digest.inferred],
        "notes": [
            {"kind": note.kind, "line": note.line, "text": note.text} for note in result.diagnostics
        ],
    }


def _totals(totals: Totals) -> dict[str, int]:
    return {
        "files": totals.files,
        "fresh": totals.new,
        "refused": totals.refused,
        "papers": totals.papers,
        "entries": totals.entries,
        "digests": len(totals.digests),
    }


COMMAND: Final = Command(
    run,
    """\
  daily-papers import page.txt                        a page copied from the browser
  daily-papers import --date 2025-07-31 page.txt      the page does not name its day
  daily-papers import --collection mamba search.txt   an undated collection
  daily-papers import ~/digests more.json             a folder with its subfolders, and a file
  wl-paste | daily-papers import -                    the clipboard
""",
    add_arguments,
)
