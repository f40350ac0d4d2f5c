"""`show`: prints papers by id, as text or as data."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Final

from daily_papers.commands.arguments import Parser
from daily_papers.commands.context import load_paths
from daily_papers.commands.errors import CommandError
from daily_papers.commands.open_library import open_library, restartable
from daily_papers.commands.output import is_utf8, prose_width, say
from daily_papers.commands.registry import Command
from daily_papers.export import json_records
from daily_papers.export.record import digest_name, record
from daily_papers.humanize import quantity
from daily_papers.papers import links, prose
from daily_papers.papers.cells import wrap
from daily_papers.papers.model import Entry, parse_id
from daily_papers.papers.rows import Detail
from daily_papers.papers.text import clean_line, clean_text, remove_controls
from daily_papers.papers.verdicts import BY_REGISTER
from daily_papers.toml_files import excerpt

_TO_DO: Final = "`daily-papers list --format json WORDS` prints ids, and `fetch` adds more papers"


def add_arguments(parser: Parser) -> None:
    """The arguments of `show`."""
    parser.add_argument(
        "id", nargs="+", metavar="ID", help="arxiv:2503.02130, the number alone, or the address"
    )
    parser.add_argument(
        "--format",
        metavar="FORMAT",
        choices=("text", "json"),
        default="text",
        help="text, json (text)",
    )
    parser.add_argument("--raw", action="store_true", help="title and abstract as in the source")


@restartable
def run(options: Namespace) -> int:
    """Print the papers."""
    ids = [(typed, parse_id(typed)) for typed in options.id]
    with open_library(load_paths(options), may_restart=True) as library:
        details = []
        for typed, id in ids:
            key = library.key_of(id) if id else None
            detail = library.detail(key) if key is not None else None
            if detail is None:
                raise CommandError(f'there is no paper "{excerpt(typed)}" in the cache; {_TO_DO}')
            details.append(detail)
        for number, detail in enumerate(details):
            if options.format == "json":
                shown = record(detail, raw=options.raw)
                say(json_records.dumps(shown, indent=2, ascii_only=not is_utf8()))
            else:
                say(*([""] if number else []), *_lines(detail, prose_width(), raw=options.raw))
    return 0


def _lines(detail: Detail, width: int, *, raw: bool = False) -> list[str]:
    """A paper as lines of text: title, facts, abstract, links, note.

    Args:
        detail: The paper.
        width: Cells of a line of prose.
        raw: Whether title and abstract are the source's own, without control characters.
    """
    paper = detail.paper
    paragraphs = prose.read_abstract(paper.abstract)
    if raw:
        lines = [*_source(paper.title), "", *_facts(detail), "", *_source(paper.abstract)]
    else:
        lines = [*_wrapped(prose.read_title(paper.title), width), "", *_facts(detail)]
        for paragraph in paragraphs:
            lines += ["", *_wrapped(paragraph, width)]
    found = links.paper_links(paper, "\n\n".join(paragraphs))
    if found:
        lines += ["", *(link.url for link in found)]
    if detail.note:
        lines += ["", "Note:", *clean_text(detail.note, limit=len(detail.note) + 1).split("\n")]
    return lines


def _facts(detail: Detail) -> Iterator[str]:
    paper, entries = detail.paper, detail.entries
    yield detail.id
    if paper.authors:
        yield ", ".join(map(clean_line, paper.authors))
    if paper.organization:
        yield clean_line(paper.organization)
    if entries:
        yield " · ".join(map(_entry, entries))
    if paper.stars is not None:
        yield f"{paper.stars:,} stars on GitHub"
    if marks := _marks(detail):
        yield marks


def _entry(entry: Entry) -> str:
    """A digest and the paper's numbers there: `2025-07-31 (101 upvotes, 4 comments)`."""
    name = digest_name(entry.digest)
    counts = [
        quantity(count, word)
        for word, count in (("upvote", entry.upvotes), ("comment", entry.comments))
        if count is not None
    ]
    return f"{name} ({', '.join(counts)})" if counts else name


def _marks(detail: Detail) -> str:
    """What the user did with the paper: `read · starred · #survey`."""
    facts = detail.facts
    marks = [name for name in ("read", *BY_REGISTER) if facts.holds(name)]
    return " · ".join([*marks, *(f"#{tag}" for tag in facts.tags)])


def _wrapped(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


def _source(text: str) -> list[str]:
    return remove_controls(text.replace("\r\n", "\n")).split("\n")


COMMAND: Final = Command(
    run,
    """\
  daily-papers show arxiv:2503.02130               an id, as `list --format json` prints it
  daily-papers show https://arxiv.org/abs/2503.02130v2
  daily-papers show --raw --format json 2503.02130
""",
    add_arguments,
)
