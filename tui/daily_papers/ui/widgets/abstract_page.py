"""One paper set as a page of lines. Pure: a paper, a width and styles in, lines out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len
from rich.style import Style

from daily_papers import humanize
from daily_papers.papers import gist, links, prose
from daily_papers.papers.cells import cut, wrap
from daily_papers.papers.links import PaperLink
from daily_papers.papers.rows import Detail
from daily_papers.papers.text import clean_line, clean_text, paragraphs
from daily_papers.ui.drawing.strips import Piece, Span, spread, width_of
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.model.page import DisplayOptions, Page
from daily_papers.ui.strings import labels, names

FEW_AUTHORS = 3
"""So many authors are named before they are folded into `+ N`."""
_SHORT_NOTE = 4
"""A note of so many lines stands whole above the abstract; a longer one below it."""


@dataclass(frozen=True, slots=True)
class ReadableText:
    """A paper's text made ready for reading: cleaned, its TeX turned into Unicode."""

    title: str
    paragraphs: tuple[str, ...]
    gist: str
    short: str
    """The gist in short, as a list shows it."""
    summary: str
    """The source's AI summary; empty where it has none."""
    links: tuple[PaperLink, ...]


@lru_cache(maxsize=64)
def readable(detail: Detail) -> ReadableText:
    """The text of a paper made ready for reading."""
    title = prose.read_title(detail.paper.title)
    body = prose.read_abstract(detail.paper.abstract)
    text = "\n\n".join(body)
    found = gist.find(text, title)
    return ReadableText(
        title=title,
        paragraphs=body,
        gist=found.sentence,
        short=found.short,
        summary=prose.read_title(detail.paper.ai_summary or ""),
        links=links.paper_links(detail.paper, text),
    )


def lay_out(detail: Detail, width: int, appearance: Appearance, options: DisplayOptions) -> Page:
    """Set a paper on lines of at most `width` cells."""
    builder = PageBuilder(width, appearance, options)
    builder.head(detail)
    builder.tags(detail)
    builder.note(detail)
    builder.abstract(detail)
    builder.links(readable(detail).links)
    builder.highlighted_by(detail)
    builder.whole_note(detail)
    return builder.page


def digest_facts(detail: Detail) -> list[str]:
    """Where the paper stands: its day, other days (`also on 28 Jul, not read`), its collections."""
    days = [entry.digest for entry in detail.entries if entry.digest.day]
    parts = [humanize.full_day(each.day, inferred=each.inferred) for each in days[:1] if each.day]
    years = {each.day.year for each in days[:4] if each.day}
    if earlier := ", ".join(names.digest(each, year=len(years) > 1) for each in days[1:4]):
        parts.append(labels.also_on(earlier, detail.facts.verdict, unread=detail.facts.unread))
    parts += [names.digest(entry.digest) for entry in detail.entries if entry.digest.name][:2]
    return [clean_line(part) for part in parts]


def id_facts(detail: Detail) -> list[str]:
    """The id that the paper goes by; nothing where it has none."""
    paper = detail.paper
    if paper.arxiv_id:
        return [clean_line(f"arXiv {paper.arxiv_id}")]
    return [clean_line(f"doi {paper.doi}")] if paper.doi else []


def number_facts(detail: Detail) -> list[str]:
    """What is known of the paper: votes, comments, GitHub's stars, organisation."""
    paper, parts = detail.paper, list[str]()
    votes = max(
        (entry.upvotes for entry in detail.entries if entry.upvotes is not None), default=None
    )
    if votes is not None:
        parts.append(humanize.quantity(votes, "upvote"))
    comments = max((entry.comments for entry in detail.entries if entry.comments), default=0)
    if comments:
        parts.append(humanize.quantity(comments, "comment"))
    if paper.stars:
        parts.append(labels.github_stars(paper.stars))
    if paper.organization:
        parts.append(paper.organization)
    return [clean_line(part) for part in parts]


class PageBuilder:
    """Sets one page, line by line from the top."""

    def __init__(self, width: int, appearance: Appearance, options: DisplayOptions) -> None:
        self.width = max(1, min(width, options.measure))
        self.appearance = appearance
        self.options = options
        self.page = Page()

    def add(self, *pieces: Piece) -> None:
        self.page.lines.append(list(pieces))

    def gap(self) -> None:
        """An empty line, but never two, nor one at the top."""
        if self.page.lines and self.page.lines[-1]:
            self.add()

    def text(
        self, text: str, style: Style, spans: Sequence[Span] = (), indent: Piece | None = None
    ) -> None:
        """Wrapped text; `indent` stands before every line."""
        room = max(1, self.width - (cell_len(indent[0]) if indent else 0))
        for number, (start, end) in enumerate(wrap(text, room, cell_len)):
            if number:
                self.page.continued.add(len(self.page.lines))
            line = spread(text, start, end, spans, style)
            self.page.lines.append([indent, *line] if indent else line)

    def head(self, detail: Detail) -> None:
        reading = readable(detail)
        title = clean_line(detail.paper.title) if self.options.source else reading.title
        self.text(title, self.appearance["heading"], self.hit_spans(title))
        self.gap()
        self.facts((*digest_facts(detail), *id_facts(detail), *number_facts(detail)))
        if names := self.authors(detail.paper.authors):
            self.text(names, self.appearance["meta"])
        self.keywords([clean_line(word) for word in detail.paper.keywords])
        self.gap()

    def facts(self, facts: Sequence[str]) -> None:
        """Short facts side by side; a line breaks between two of them rather than in one."""
        line = ""
        for fact in facts:
            longer = f"{line} · {fact}" if line else fact
            if line and cell_len(longer) > self.width:
                self.text(line, self.appearance["meta"])
                longer = fact
            line = longer
        if line:
            self.text(line, self.appearance["meta"])

    def authors(self, names: tuple[str, ...]) -> str:
        """The authors in one line: the first three and how many more, or all."""
        shown = names if self.options.all_authors else names[:FEW_AUTHORS]
        more = len(names) - len(shown)
        line = ", ".join(clean_line(name, 80) for name in shown)
        return f"{line} + {more}" if more else line

    def keywords(self, keywords: Sequence[str]) -> None:
        """Keywords as chips: a line of them and how many more, or all."""
        folded = not self.options.all_authors
        room = self.width - (len(f" + {len(keywords)}") if folded else 0)
        line: list[Piece] = []
        for number, keyword in enumerate(keywords):
            chip = f" {cut(keyword, room - 2, cell_len)} "
            if line and width_of(line) + 1 + cell_len(chip) > room:
                if folded:
                    line.append((f" + {len(keywords) - number}", self.appearance["meta"]))
                    break
                self.add(*line)
                line = []
            if line:
                line.append((" ", self.appearance["meta"]))
            line.append((chip, self.appearance["keyword"]))
        if line:
            self.add(*line)

    def abstract(self, detail: Detail) -> None:
        reading = readable(detail)
        if self.options.source:
            body = paragraphs(clean_text(detail.paper.abstract))
        else:
            body = reading.paragraphs
        if not body:
            self.text(labels.NO_ABSTRACT, self.appearance["quiet"])
        summary = labels.summary(reading.summary) if reading.summary else ""
        lifted = summary if summary and self.options.summary else reading.gist
        if lifted and self.options.gist and not self.options.source:
            bar = (f"{self.appearance.glyphs.quote_bar} ", self.appearance["quote_bar"])
            self.text(lifted, self.appearance["quote"], self.number_spans(lifted), bar)
            self.gap()
        for paragraph in body:
            spans = self.link_spans(paragraph) + self.number_spans(paragraph)
            hits = self.hit_spans(paragraph)
            first = len(self.page.lines)
            self.text(paragraph, self.appearance["body"], [*spans, *hits])
            self.note_hits(paragraph, hits, first)
            self.gap()
        if summary and lifted != summary:
            self.text(summary, self.appearance["meta"])
            self.gap()

    def note_hits(self, text: str, hits: Sequence[Span], first: int) -> None:
        """Remember where the hits of a paragraph stand, which was set from line `first` on."""
        for line, (start, end) in enumerate(wrap(text, self.width, cell_len), start=first):
            self.page.hits += [
                (line, begin - start, min(stop, end) - start)
                for begin, stop, _ in hits
                if start <= begin < end
            ]

    def hit_spans(self, text: str) -> list[Span]:
        hits = self.options.hits(text) if self.options.hits else ()
        return [(start, end, self.appearance["hit"]) for start, end in hits]

    def number_spans(self, text: str) -> list[Span]:
        return [(start, end, self.appearance["number"]) for start, end in gist.numbers(text)]

    def link_spans(self, text: str) -> list[Span]:
        return [
            (link.start, link.end, self.appearance["link"] + Style(link=link.url))
            for link in links.find(text)
        ]

    def links(self, found: Sequence[PaperLink]) -> None:
        """The numbered list of links."""
        if not found:
            return
        self.gap()
        for number, link in enumerate(found, start=1):
            label = (f"{labels.LINKS if number == 1 else '':<7}", self.appearance["label"])
            self.page.links[len(self.page.lines)] = link
            room = max(1, self.width - 12)
            self.add(
                label,
                (f"{number} ", self.appearance["number"]),
                (f"{self.appearance.glyphs.link} ", self.appearance["quiet"]),
                (cut(link.label, room, cell_len), self.appearance["link"] + Style(link=link.url)),
            )

    def highlighted_by(self, detail: Detail) -> None:
        """The highlight rules that match the paper."""
        indent = len(labels.HIGHLIGHTED_BY) + 1
        for number, rule in enumerate(detail.highlighted_by):
            if not number:
                self.gap()
            label = f"{'' if number else labels.HIGHLIGHTED_BY:<{indent}}"
            rule = cut(clean_line(rule), max(1, self.width - indent), cell_len)
            self.add((label, self.appearance["label"]), (rule, self.appearance["highlight"]))

    def tags(self, detail: Detail) -> None:
        """The user's tags."""
        if detail.facts.tags:
            self.gap()
            self.add(
                (f"{labels.TAGS:<7}", self.appearance["label"]),
                (" · ".join(detail.facts.tags), self.appearance["tag"]),
            )

    def note(self, detail: Detail) -> None:
        """The user's note, or its beginning: the rest of a long one stands below the abstract."""
        lines = self.note_lines(detail)
        if not lines:
            return
        self.gap()
        self.add((labels.NOTE, self.appearance["label"]))
        long = len(lines) > _SHORT_NOTE
        for line in lines[: _SHORT_NOTE - 1] if long else lines:
            self.add((line, self.appearance["note"]))
        if long:
            more = labels.more_below(len(lines) - _SHORT_NOTE + 1)
            self.add((f"{self.appearance.glyphs.more} {more}", self.appearance["quiet"]))
        self.gap()

    def whole_note(self, detail: Detail) -> None:
        """A note too long to stand above the abstract."""
        if len(self.note_lines(detail)) > _SHORT_NOTE:
            self.gap()
            self.add((labels.NOTE, self.appearance["label"]))
            for line in _lines(detail.note):
                self.text(line, self.appearance["note"])

    def note_lines(self, detail: Detail) -> list[str]:
        """The user's note on lines."""
        return [
            line[start:end]
            for line in _lines(detail.note)
            for start, end in wrap(line, self.width, cell_len)
        ]


def _lines(note: str) -> list[str]:
    """The lines of a note as they were typed; only empty ones are left out."""
    return [line for line in clean_text(note).split("\n") if line.strip()]
