"""The saved HTML of a Daily Papers page, whose papers are JSON in `data-props` attributes."""

from __future__ import annotations

import re
from datetime import date

from daily_papers.formats import fields
from daily_papers.formats.html_parser import Tag, parse_html
from daily_papers.formats.input_file import InputFile
from daily_papers.formats.json_document import read_records
from daily_papers.formats.json_parser import parse
from daily_papers.formats.json_records import RecordList, unwrap
from daily_papers.formats.report import FormatError, Hint, Report

_HTML = re.compile(rb"\s*(?:<!--.{0,500}?-->\s*)?<(?:!DOCTYPE\s+html|html)\b", re.I | re.S)
_DAY = re.compile(r"/papers(?:/date/|\?date=)(\d{4}-\d{2}-\d{2})")


def matches(file: InputFile) -> bool:
    """Whether it begins as HTML, perhaps after a browser's comment."""
    return _HTML.match(file.head) is not None


def read(file: InputFile, hint: Hint) -> Report:
    """The report of a saved page.

    Raises:
        FormatError: There are no papers in its `data-props`.
    """
    day, lists = None, list[RecordList]()
    for tag in parse_html(file.read_text()):
        if isinstance(tag, Tag):
            day = day or _day(tag)
            if listed := _record_list(tag.attributes.get("data-props", "")):
                lists.append(listed)
    for listed in sorted(lists, key=lambda each: len(each.records), reverse=True):
        try:
            report = read_records(listed.records, listed.day or day, hint)
        except FormatError:
            continue
        report.format, report.source, report.extension = "html", "page", "html"
        return report
    raise FormatError(
        "HTML without a list of papers in it: copy the page's text instead, or use `fetch`"
    )


def _day(tag: Tag) -> date | None:
    """The day in the page's own address, where `tag` has that."""
    at = tag.attributes
    url = ""
    if tag.name == "link" and at.get("rel") == "canonical":
        url = at.get("href", "")
    elif tag.name == "meta" and at.get("property") == "og:url":
        url = at.get("content", "")
    found = _DAY.search(url)
    return fields.day(found[1]) if found else None


def _record_list(props: str) -> RecordList | None:
    """The list, perhaps of papers, in a component's properties."""
    if not props:
        return None
    try:
        listed = unwrap(parse(props))
    except FormatError:
        return None
    return listed if listed.records else None
