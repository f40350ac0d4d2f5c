"""`export`: papers in a format for other programs, to standard output or a file."""

from __future__ import annotations

import io
import sys
from argparse import Namespace
from collections.abc import Iterator
from typing import Final

from daily_papers.commands import context
from daily_papers.commands.arguments import Parser
from daily_papers.commands.command import Command
from daily_papers.commands.open_library import find, opened, read_query
from daily_papers.commands.output import is_utf8, warn
from daily_papers.commands.output_file import add_force, output_file
from daily_papers.export.formats import FORMATS, Format, save
from daily_papers.humanize import quantity
from daily_papers.library import Library, Listing
from daily_papers.papers.rows import Detail


def arguments(parser: Parser) -> None:
    """What `export` takes."""
    parser.add_argument("query", nargs="*", metavar="QUERY", help="which papers; all without one")
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        choices=tuple(FORMATS),
        required=True,
        help=", ".join(FORMATS),
    )
    parser.add_argument(
        "-o", dest="output", metavar="FILE", help="into a file that is not there yet"
    )
    add_force(parser)


def export(options: Namespace) -> int:
    """Write the papers that a query asks for."""
    query = read_query(options.query)
    chosen = FORMATS[options.format]
    with opened(context.find(options)) as library:
        listing = find(library, query)
        papers = _details(library, listing)
        if options.output is None:
            _print(chosen, papers)
        else:
            with output_file(options.output, force=options.force) as path:
                save(papers, chosen, path)
            warn(f"wrote {quantity(len(listing), 'paper')} to {path}")
    return 0


def _details(library: Library, listing: Listing) -> Iterator[Detail]:
    for index in range(len(listing)):
        detail = library.detail(listing.key(index))
        if detail is not None:
            yield detail


def _print(chosen: Format, papers: Iterator[Detail]) -> None:
    if not is_utf8() and isinstance(sys.stdout, io.TextIOWrapper):
        # These are files for other programs: they are UTF-8 whatever the terminal is.
        sys.stdout.reconfigure(encoding="utf-8")
    chosen.write(papers, sys.stdout)


COMMANDS: Final = {
    "export": Command(
        export,
        """\
  daily-papers export --format bibtex is:starred -o starred.bib
  daily-papers export --format csl-json tag:survey date:2025
  daily-papers export --format markdown is:later | pandoc -o later.html
""",
        arguments,
    ),
}
