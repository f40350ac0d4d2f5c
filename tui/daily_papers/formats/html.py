"""The saved HTML of a Daily Papers page, whose papers stand as JSON in its `data-props`."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from daily_papers.formats.jsontext import parse
from daily_papers.formats.report import Hint, Problem, Report
from daily_papers.formats.shapes import Listed, read_document, unwrap

_DAY = re.compile(r"/papers(?:/date/|\?date=)(\d{4}-\d{2}-\d{2})")


class _Props(HTMLParser):
    """Gathers the JSON that components are given, and the page's own address."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.props: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if props := at.get("data-props"):
            self.props.append(props)
        if tag == "link" and at.get("rel") == "canonical":
            self.addresses.append(at.get("href", ""))
        elif tag == "meta" and at.get("property") == "og:url":
            self.addresses.append(at.get("content", ""))


def read_html(text: str, hint: Hint) -> Report:
    """The report of a saved page.

    Raises:
        Problem: There are no papers in its `data-props`.
    """
    page = _Props()
    page.feed(text)
    page.close()
    day = next((found[1] for each in page.addresses if (found := _DAY.search(each))), None)
    listed = filter(None, map(_listed, page.props))
    for each in sorted(listed, key=lambda listed: len(listed.records), reverse=True):
        named = each.day.isoformat() if each.day else day
        try:
            report = read_document({"papers": each.records, "date": named}, hint)
        except Problem:
            continue
        report.format, report.source, report.extension = "html", "page", "html"
        return report
    raise Problem(
        "HTML without a list of papers in it: copy the page's text instead, or use `fetch`"
    )


def _listed(props: str) -> Listed | None:
    """The list that may be one of papers in a component's properties."""
    try:
        listed = unwrap(parse(props))
    except Problem:
        return None
    return listed if listed.records else None
