"""One paper as lines of text, for `show`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from daily_papers.export.record import digest_name
from daily_papers.papers import links, prose
from daily_papers.papers.cells import wrap
from daily_papers.papers.model import Entry
from daily_papers.papers.rows import Detail
from daily_papers.papers.text import clean_line, clean_text

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def page(detail: Detail, width: int, *, raw: bool = False) -> list[str]:
    """The lines that tell of a paper: title, facts, links, abstract, note.

    Args:
        detail: The paper.
        width: Cells of a line of prose.
        raw: Whether title and abstract stand as the source has them, control characters excepted.
    """
    paper = detail.paper
    paragraphs = prose.read_abstract(paper.abstract)
    if raw:
        lines = [*_source(paper.title), "", *_facts(detail), "", *_source(paper.abstract)]
    else:
        lines = [*_wrapped(prose.read_title(paper.title), width), "", *_facts(detail)]
        for paragraph in paragraphs:
            lines += ["", *_wrapped(paragraph, width)]
    shown = links.paper_links(paper, "\n\n".join(paragraphs))
    if shown:
        lines += ["", *(link.url for link in shown)]
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
    if done := _done(detail):
        yield done


def _entry(entry: Entry) -> str:
    """Where it stands, and what it got there: `2025-07-31 (101 upvotes, 4 comments)`."""
    name = digest_name(entry.digest)
    counts = [
        f"{count:,} {word if count == 1 else word + 's'}"
        for word, count in (("upvote", entry.upvotes), ("comment", entry.comments))
        if count is not None
    ]
    return f"{name} ({', '.join(counts)})" if counts else name


def _done(detail: Detail) -> str:
    """What the user did with it."""
    facts = detail.facts
    done = [name for name in ("read", "starred", "later", "dismissed") if getattr(facts, name)]
    return " · ".join([*done, *(f"#{tag}" for tag in facts.tags)])


def _wrapped(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


def _source(text: str) -> list[str]:
    return _CONTROLS.sub("", text.replace("\r\n", "\n")).split("\n")
