"""`list`: prints the papers that match a query, for people or as data."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable
from typing import Final

from daily_papers.commands.arguments import Parser
from daily_papers.commands.context import load_paths
from daily_papers.commands.errors import UsageError
from daily_papers.commands.open_library import (
    details_of,
    find_papers,
    open_library,
    read_query,
    restartable,
    rows_of,
)
from daily_papers.commands.output import OUT, is_utf8, warn, width
from daily_papers.commands.registry import Command
from daily_papers.export import csv_records, json_records, text_table
from daily_papers.export.record import record
from daily_papers.humanize import quantity
from daily_papers.library import Library, NotYet
from daily_papers.papers.rows import Facts
from daily_papers.papers.scopes import ALL
from daily_papers.query.parser import parse_id_query
from daily_papers.query.tree import Is, Query, wanted
from daily_papers.toml_files import excerpt
from daily_papers.ui.drawing.glyphs import ASCII, UNICODE

_FORMATS: Final = ("table", "json", "jsonl", "csv")
_RAW_FORMATS: Final = ("json", "jsonl")

_QUERY_HELP: Final = (
    "which papers (default: all), newest day first, or best match first if it has words; dismissed"
    " and muted papers are left out unless the query has is:dismissed or is:muted"
)


def add_arguments(parser: Parser) -> None:
    """The arguments of `list`."""
    parser.add_argument("query", nargs="*", metavar="QUERY", help=_QUERY_HELP)
    parser.add_argument("--limit", metavar="N", type=_count, help="at most this many papers")
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        choices=_FORMATS,
        default="table",
        help=f"{', '.join(_FORMATS)} (table)",
    )
    parser.add_argument(
        "--raw", action="store_true", help="json: titles and abstracts as in the source"
    )


@restartable
def run(options: Namespace) -> int:
    """Print the papers that match a query."""
    if options.raw and options.format not in _RAW_FORMATS:
        raise UsageError("--raw needs --format json or jsonl")
    query = read_query(options.query)
    with open_library(load_paths(options), may_restart=True) as library:
        listing = find_papers(library, query)
        if sys.stdout.isatty() and (dismissed := _dismissed(library, query)):
            left_out = quantity(dismissed, "dismissed paper")
            warn(f"{left_out} left out · add is:dismissed to see them")
        elif not len(listing):
            warn(_no_results(library, query, " ".join(options.query)))
        if options.format == "table":
            rows = rows_of(listing, options.limit)
            text_table.write(rows, OUT, marks=_marks(), width=width())
            return 0
        papers = details_of(library, listing, options.limit)
        records = (record(paper, raw=options.raw) for paper in papers)
        if options.format == "csv":
            csv_records.write(records, OUT)
        else:
            write = (
                json_records.write_array if options.format == "json" else json_records.write_lines
            )
            write(records, OUT, ascii_only=not is_utf8())
    return 0


def _dismissed(library: Library, query: Query) -> int:
    """How many matching papers are left out because they are dismissed."""
    if Is("dismissed") in wanted(query.tree):
        return 0
    try:
        return library.count(ALL, query.of_hidden("dismissed"))
    except NotYet:
        return 0


def _no_results(library: Library, query: Query, typed: str) -> str:
    """Why nothing is printed, and what to do about it."""
    if library.calendar():
        named, loosened = parse_id_query(typed), query.loosened
        if named and library.count(ALL, named):
            return f"no papers match; {named} is in the cache"
        similar = library.count(ALL, loosened) if loosened else 0
        return "no papers match" + (
            f"; {quantity(similar, 'similar paper')} with {loosened}" if similar else ""
        )
    return (
        f"there are no papers in {library.paths.cache} yet; "
        "add some with `daily-papers fetch` or `daily-papers import PATH`"
    )


def _marks() -> Callable[[Facts], str]:
    """Two characters for what was done with a paper, in ASCII if the output needs it."""
    glyphs = UNICODE if is_utf8() else ASCII
    return lambda facts: (glyphs.unread if facts.unread else " ") + glyphs.verdict(facts.verdict)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise ArgumentTypeError(f'"{excerpt(text)}" is not a number of papers')
    return int(text)


COMMAND: Final = Command(
    run,
    """\
  daily-papers list mamba                          papers with a word starting with mamba
  daily-papers list -video 'title:"state space"'   without a word; a phrase in the title
  daily-papers list is:unread sort:upvotes --limit 10
  daily-papers list date:2025-07 --format json     everything known about them
""",
    add_arguments,
)
