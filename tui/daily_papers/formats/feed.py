"""RSS 2.0, RSS 1.0 and Atom feeds whose items are papers, arXiv's own feeds among them.

https://www.rssboard.org/rss-specification, https://www.rfc-editor.org/rfc/rfc4287; arXiv's:
https://info.arxiv.org/help/rss.html. A feed all of whose items bear one day is that day's digest,
as arXiv's daily announcement is; any other is a collection under the feed's title. arXiv's
replacements of earlier papers are no news, and are counted in a note.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from daily_papers.formats import fields
from daily_papers.formats.htmltext import to_text
from daily_papers.formats.placing import Content, Found, Placing, gather
from daily_papers.formats.report import Hint, Kind, Problem, Report
from daily_papers.formats.xmltext import listen
from daily_papers.papers.model import Paper, identifiers

_ROOTS: Final = ("rss", "RDF", "feed")
_ITEMS: Final = ("item", "entry")
_DEEPEST_ITEM: Final = 3
"""As deep as an item stands: `rss/channel/item`."""
_ANNOUNCED = re.compile(
    r"\s*arXiv:(?P<id>\S+)\s+Announce Type:\s*(?P<type>[\w-]+)\s*(?:Abstract:\s*)?", re.IGNORECASE
)
_ABSTRACT = re.compile(
    r"^(?:summary|abstract)\s*:\s*(.*)\Z", re.IGNORECASE | re.MULTILINE | re.DOTALL
)
_LABELLED = re.compile(r"^(authors?|upvotes)\s*:[ \t]*(.*)\n?", re.IGNORECASE | re.MULTILINE)
_OF_PAPERS = re.compile(r"arxiv|/papers/", re.IGNORECASE)
_REPLACED: Final = "replace"

Item = dict[str, list[str]]


class _Feed:
    """What the parser hears: the feed's own fields, and one mapping an item."""

    def __init__(self) -> None:
        self.root = ""
        self.about: Item = {}
        self.items: list[Item] = []
        self._path: list[str] = []
        self._item_at = 0
        """The depth of the item that is open; 0 for none."""
        self._text: list[str] = []
        self._name_at = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        self._path.append(name)
        depth = len(self._path)
        if depth == 1:
            self.root = name
        elif name in _ITEMS and not self._item_at and depth <= _DEEPEST_ITEM:
            self._item_at = depth
            self.items.append({})
        elif not self._item_at or depth == self._item_at + 1:
            self._text.clear()
            if self._item_at and attributes.get("rel", "alternate") == "alternate":
                self._keep(name, attributes.get("href") or attributes.get("term") or "")
        elif name == "name":
            self._name_at = len(self._text)

    def text(self, text: str) -> None:
        self._text.append(text)

    def end(self, tag: str) -> None:
        name = self._path.pop()
        depth = len(self._path) + 1
        if depth == self._item_at:
            self._item_at = 0
        elif self._item_at and depth == self._item_at + 1:
            if name != "author" or not self.items[-1].get("name"):
                self._keep(name, "".join(self._text))
        elif self._item_at and name == "name" and self._path[-1] == "author":
            self._keep("name", "".join(self._text[self._name_at :]))
        elif not self._item_at:
            self.about.setdefault(name, []).append("".join(self._text).strip())
            self._text.clear()

    def _keep(self, name: str, value: str) -> None:
        if value := value.strip():
            self.items[-1].setdefault(name, []).append(value)


@dataclass(frozen=True, slots=True)
class _Described:
    """What stands in an item's description."""

    abstract: str
    labels: Mapping[str, str]
    """What stands behind `Authors:` and `Upvotes:`, by `author` and `upvote`."""
    announced: str = ""
    """How arXiv announces it: `new`, `cross`, `replace`, `replace-cross`."""
    id: str = ""


def read_feed(data: bytes, hint: Hint) -> Report:
    """The report of a feed.

    Raises:
        Problem: It is not XML, no feed, declares entities, or holds no paper.
    """
    feed = _Feed()
    listen(data, feed)
    if feed.root not in _ROOTS:
        raise Problem(
            "XML that is no feed: give an RSS or Atom feed, an answer of arXiv's API, or JSON"
        )
    report = Report("feed", iter(()), source="feed", extension="xml")
    found: list[Found] = []
    replaced = 0
    for number, item in enumerate(feed.items, 1):
        described = _read_description(item)
        if described.announced.startswith(_REPLACED):
            replaced += 1
        elif paper := _paper(item, described):
            upvotes = fields.count(described.labels.get("upvote"))
            found.append(Found(paper, upvotes=upvotes))
        else:
            report.note(Kind.SKIPPED, f"item {number} has no title")
    if replaced:
        report.note(Kind.SKIPPED, f"replacements of earlier papers: {replaced:,}")
    title = next(iter(feed.about.get("title", [])), "")
    gather(report, found, Placing(hint, Content(day=_one_day(found), title=title)))
    return report


def _one_day(found: list[Found]) -> date | None:
    """The day that all papers bear, if there is one."""
    days = {each.paper.published for each in found}
    return days.pop() if len(days) == 1 else None


def _paper(item: Item, described: _Described) -> Paper | None:
    """The paper of one item; `None` where it has no title."""
    at = {name: values[0] for name, values in item.items()}
    title = fields.line(at.get("title"))
    if not title:
        return None
    links = [*item.get("link", []), *item.get("guid", []), *item.get("id", []), described.id]
    known = (fields.arxiv_id(link) for link in links if _OF_PAPERS.search(link))
    arxiv_id, doi = identifiers(next(filter(None, known), None), at.get("doi") or at.get("DOI"))
    addresses = filter(None, map(fields.address, links))
    return Paper(
        title=title,
        abstract=fields.prose(described.abstract) or "",
        authors=_authors(item, described),
        arxiv_id=arxiv_id,
        doi=doi,
        url=None if arxiv_id else next(addresses, None),
        categories=tuple(dict.fromkeys(item.get("category", []))),
        published=_day(at.get("pubDate") or at.get("published") or at.get("date") or ""),
    )


def _authors(item: Item, described: _Described) -> tuple[str, ...]:
    if names := item.get("name"):
        return fields.authors([*names]) or ()
    # RSS has an e-mail address as an item's author, which is nobody of the paper's.
    creators = item.get("creator") or [name for name in item.get("author", []) if "@" not in name]
    text = ", ".join(creators) or described.labels.get("author", "")
    return fields.authors(text) or ()


def _read_description(item: Item) -> _Described:
    """The abstract, and what stands around it under its labels."""
    at = {name: values[0] for name, values in item.items()}
    texts = (at.get(name, "") for name in ("encoded", "content", "description", "summary"))
    text = to_text(max(texts, key=len))
    announced = _ANNOUNCED.match(text)
    kind = at.get("announce_type") or (announced["type"] if announced else "")
    if announced:
        return _Described(text[announced.end() :], {}, kind.lower(), f"arXiv:{announced['id']}")
    labels = {found[1].lower().rstrip("s"): found[2] for found in _LABELLED.finditer(text)}
    labelled = _ABSTRACT.search(text)
    abstract = _LABELLED.sub("", labelled[1] if labelled else text)
    return _Described(abstract, labels, kind.lower())


def _day(text: str) -> date | None:
    """The day in a feed's time, as written there: ISO, or `Sun, 26 Jul 2026 00:00:00 +0000`."""
    if day := fields.day(text):
        return day
    # Late: few files are feeds, and its import takes longer than reading one.
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError):
        return None
