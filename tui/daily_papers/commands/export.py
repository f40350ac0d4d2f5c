"""`export`: writes papers in a format for other programs."""

from __future__ import annotations

import io
import sys
from argparse import Namespace
from collections.abc import Iterator
from typing import Final

from daily_papers.commands.arguments import Parser
from daily_papers.commands.context import load_paths
from daily_papers.commands.open_library import (
    details_of,
    find_papers,
    open_library,
    read_query,
    restartable,
)
from daily_papers.commands.output import OUT, add_force, is_utf8, output_file, warn
from daily_papers.commands.registry import Command
from daily_papers.export.formats import FORMATS, Format, save
from daily_papers.humanize import quantity
from daily_papers.papers.rows import Detail


def add_arguments(parser: Parser) -> None:
    """The arguments of `export`."""
    parser.add_argument("query", nargs="*", metavar="QUERY", help="which papers; all by default")
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        choices=tuple(FORMATS),
        required=True,
        help=", ".join(FORMATS),
    )
    parser.add_argument("-o", dest="output", metavar="FILE", help="write to a new file")
    add_force(parser)


@restartable
def run(options: Namespace) -> int:
    """Write the papers that match a query."""
    query = read_query(options.query)
    format = FORMATS[options.format]
    with open_library(load_paths(options), may_restart=True) as library:
        listing = find_papers(library, query)
        papers = details_of(library, listing)
        if options.output is None:
            _print(format, papers)
        else:
            with output_file(options.output, force=options.force) as path:
                save(papers, format, path)
            warn(f"wrote {quantity(len(listing), 'paper')} to {path}")
    return 0


def _print(format: Format, papers: Iterator[Detail]) -> None:
    if not is_utf8() and isinstance(sys.stdout, io.TextIOWrapper):
        # The output is a file for another program: UTF-8 whatever the terminal's encoding.
        sys.stdout.reconfigure(encoding="utf-8")
    format.write(papers, OUT)


COMMAND: Final = Command(
    run,
    """\
  daily-papers export --format bibtex is:starred -o starred.bib
  daily-papers export --format csl-json tag:survey date:2025
  daily-papers export --format markdown is:later | pandoc -o later.html
""",
    add_arguments,
)
