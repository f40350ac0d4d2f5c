"""`list` and `show`: papers as text, and for other programs."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Callable, Iterator
from typing import Final

from daily_papers.commands import context
from daily_papers.commands.arguments import Parser
from daily_papers.commands.command import Command, Failed, Misused
from daily_papers.commands.open_library import find, opened, read_query, rows_of
from daily_papers.commands.output import is_utf8, measure, say, warn, width
from daily_papers.export import csv_records, json_records, text_table
from daily_papers.export.record import Record, record
from daily_papers.humanize import quantity
from daily_papers.library import Library, Listing, NotYet, day_of
from daily_papers.papers.rows import Facts
from daily_papers.papers.scopes import ALL
from daily_papers.query.ids import query_by_id, read_id
from daily_papers.query.tree import Is, Query, wanted
from daily_papers.toml_files import excerpt
from daily_papers.ui.drawing.glyphs import ASCII, UNICODE

_FORMATS: Final = ("table", "json", "jsonl", "csv")
_WITH_RAW: Final = ("json", "jsonl")
_FIND: Final = "`daily-papers list --format json WORDS` prints ids, and `fetch` brings more papers"

_WHICH: Final = (
    "which papers, all by default: newest day first, or best match first where words are given;"
    " dismissed and muted ones only where is:dismissed or is:muted asks for them"
)


def list_arguments(parser: Parser) -> None:
    """What `list` takes."""
    parser.add_argument("query", nargs="*", metavar="QUERY", help=_WHICH)
    parser.add_argument("--limit", metavar="N", type=_count, help="at most so many papers")
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        choices=_FORMATS,
        default="table",
        help=f"{', '.join(_FORMATS)} (table)",
    )
    parser.add_argument(
        "--raw", action="store_true", help="json: titles and abstracts as the source has them"
    )


def show_arguments(parser: Parser) -> None:
    """What `show` takes."""
    parser.add_argument(
        "id", nargs="+", metavar="ID", help="arxiv:2503.02130, its number, or its address"
    )
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        choices=("text", "json"),
        default="text",
        help="text, json (text)",
    )
    parser.add_argument("--raw", action="store_true", help="the text as the source has it")


def list_papers(options: Namespace) -> int:
    """Print the papers that a query asks for."""
    if options.raw and options.format not in _WITH_RAW:
        raise Misused("--raw goes with --format json and jsonl; add one of them")
    query = read_query(options.query)
    with opened(context.find(options)) as library:
        listing = find(library, query)
        if sys.stdout.isatty() and (dismissed := _dismissed(library, query)):
            warn(
                f"{quantity(dismissed, 'dismissed paper')} left out · add is:dismissed to see them"
            )
        elif not len(listing):
            warn(_nothing(library, query, " ".join(options.query)))
        if options.format == "table":
            dated = ((day_of(row.key), row) for row in rows_of(listing, options.limit))
            text_table.write(dated, sys.stdout, marks=_marks(), width=width())
            return 0
        records = _records(library, listing, options.limit, raw=options.raw)
        if options.format == "csv":
            csv_records.write(records, sys.stdout)
        else:
            write = (
                json_records.write_array if options.format == "json" else json_records.write_lines
            )
            write(records, sys.stdout, ascii_only=not is_utf8())
    return 0


def show(options: Namespace) -> int:
    """Print one paper, or a few."""
    from daily_papers.commands.paper_text import page

    ids = [(typed, read_id(typed)) for typed in options.id]
    with opened(context.find(options)) as library:
        details = []
        for typed, id in ids:
            key = library.key_of(id) if id else None
            detail = library.detail(key) if key is not None else None
            if detail is None:
                raise Failed(f'there is no paper "{excerpt(typed)}" here; {_FIND}')
            details.append(detail)
        if options.format == "json":
            for detail in details:
                shown = record(detail, raw=options.raw)
                say(json_records.dumps(shown, indent=2, ascii_only=not is_utf8()))
        else:
            for number, detail in enumerate(details):
                say(*([""] if number else []), *page(detail, measure(), raw=options.raw))
    return 0


def _records(
    library: Library, listing: Listing, limit: int | None, *, raw: bool
) -> Iterator[Record]:
    count = len(listing) if limit is None else min(limit, len(listing))
    for index in range(count):
        detail = library.detail(listing.key(index))
        if detail is not None:
            yield record(detail, raw=raw)


def _dismissed(library: Library, query: Query) -> int:
    """How many papers are left out because they are dismissed."""
    if Is("dismissed") in wanted(query.tree):
        return 0
    try:
        return library.count(ALL, query.of_hidden("dismissed"))
    except NotYet:
        return 0


def _nothing(library: Library, query: Query, typed: str) -> str:
    """Why there is nothing to print, and what to do."""
    if library.tallies():
        named, loosened = query_by_id(typed), query.loosened
        if named and library.count(ALL, named):
            return f"no paper answers the query; {named} is here"
        similar = library.count(ALL, loosened) if loosened else 0
        hint = f"; {quantity(similar, 'similar paper')} with {loosened}" if similar else ""
        return f"no paper answers the query{hint}"
    folder = library.paths.cache
    words = f"there are no papers in {folder} yet"
    return f"{words}; `daily-papers fetch` or `daily-papers import PATH` brings some"


def _marks() -> Callable[[Facts], str]:
    """Two signs for what was done with a paper, such as this output can say."""
    glyphs = UNICODE if is_utf8() else ASCII
    return lambda facts: (glyphs.unread if facts.unread else " ") + glyphs.verdict(facts.verdict)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise ArgumentTypeError(f'"{excerpt(text)}" is no number of papers')
    return int(text)


COMMANDS: Final = {
    "list": Command(
        list_papers,
        """\
  daily-papers list mamba                          papers with a word that begins so
  daily-papers list -video 'title:"state space"'   without one word, with two in the title
  daily-papers list is:unread sort:upvotes --limit 10
  daily-papers list date:2025-07 --format json     all that is known of them
""",
        list_arguments,
    ),
    "show": Command(
        show,
        """\
  daily-papers show arxiv:2503.02130               as `list --format json` prints ids
  daily-papers show https://arxiv.org/abs/2503.02130v2
  daily-papers show --raw --format json 2503.02130
""",
        show_arguments,
    ),
}
