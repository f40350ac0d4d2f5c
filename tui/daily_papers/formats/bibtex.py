"""BibTeX and BibLaTeX, as Zotero and others export a reading list: a collection.

Entries are `@type{key, field = value, …}`; a value stands in braces or quotes, is a number or the
name of a `@string`, and may be joined of several by `#`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from daily_papers.formats import fields
from daily_papers.formats.placing import Found, Placing, gather
from daily_papers.formats.report import Hint, Kind, Problem, Report
from daily_papers.papers.latex.convert import to_unicode
from daily_papers.papers.model import Paper, identifiers

_ENTRY = re.compile(r"@([A-Za-z]+)[ \t]*[{(]")
_FIELD = re.compile(r"[\s,]*([^\s=,{}()\"]+)\s*=\s*")
_BARE = re.compile(r"[^\s,#{}()\"]+")
_BLANK = re.compile(r"[\s,]*")
_JOIN = re.compile(r"\s*#\s*")
_KEY = re.compile(r"\s*[^\s,={}]*\s*,?")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_QUOTE = re.compile(r"\\.|[{}\"]", re.DOTALL)
_MATH = re.compile(r"(\$[^$]*\$)")
_COMMAND_BEFORE = re.compile(r"\\(?:[A-Za-z]+\s*|[^A-Za-z\s])$")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_NO_PAPERS: Final = frozenset(("comment", "preamble", "string"))
_ARXIV_IN: Final = ("url", "journal", "journaltitle", "note", "howpublished", "number", "pages")

_COMMAND: Final = 40
"""Characters that a command's name may have."""
_LONGEST: Final = 200_000
"""Characters of a value; one that does not end is not looked for in all that follows."""
_MOST_BROKEN: Final = 100
"""Entries that cannot be read, after which no more are tried."""

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry as it stands in the file."""

    line: int
    values: Values
    """The fields by their names in lower case, braces and all."""


def read_bibtex(text: str, hint: Hint) -> Report:
    """The report of a reading list.

    Raises:
        Problem: No entry in it has a title.
    """
    report = Report("bibtex", iter(()), source="list", extension="bib")
    found = []
    for entry in _entries(text, report):
        if paper := _paper(entry.values):
            found.append(Found(paper, line=entry.line))
        else:
            report.note(Kind.SKIPPED, "an entry without a title", entry.line)
    if not found:
        raise Problem("no paper in this BibTeX file: no entry has a title")
    gather(report, found, Placing(hint))
    return report


def _paper(at: Values) -> Paper | None:
    title = fields.line(" ".join(_plain(at.get("title", "")).split()))
    if not title:
        return None
    archive = (at.get("archiveprefix") or at.get("eprinttype") or "arxiv").lower()
    places = [at["eprint"]] if archive == "arxiv" and at.get("eprint") else []
    places += [at[name] for name in _ARXIV_IN if "arxiv" in at.get(name, "").lower()]
    known = next(filter(None, map(fields.arxiv_id, places)), None)
    arxiv_id, doi = identifiers(known, at.get("doi"))
    return Paper(
        title=title,
        abstract=fields.prose(_plain(at.get("abstract", ""))) or "",
        authors=fields.authors([*_names(at.get("author", ""))]) or (),
        arxiv_id=arxiv_id,
        doi=doi,
        url=None if arxiv_id else fields.address(at.get("url")),
        keywords=fields.words(_plain(at.get("keywords", ""))) or (),
        published=fields.day(at.get("date", "")),
    )


def _names(authors: str) -> Iterator[str]:
    """The names in `Last, First and {A Group} and others`, as they are read aloud."""
    held: list[str] = []
    for part in _AND.split(authors.strip()):
        held.append(part)
        whole = " and ".join(held)
        if whole.count("{") > whole.count("}"):
            continue  # the `and` stood in braces, within a group's name
        held.clear()
        if whole.startswith("{"):
            yield _plain(whole)
        elif whole.lower() != "others":
            yield _plain(_turned(whole))


def _turned(name: str) -> str:
    """`Last, Jr., First` as it is read aloud."""
    *last, first = name.split(",")
    return " ".join(part.strip() for part in (first, *last))


def _plain(text: str) -> str:
    """`text` without the braces that keep capitals, and with its accents as letters.

    Formulas stay TeX, as they do in other sources.
    """
    parts = _MATH.split(text)
    parts[::2] = [to_unicode(_unbraced(part)) for part in parts[::2]]
    return "".join(parts)


def _unbraced(text: str) -> str:
    """`text` without the braces that are no command's argument."""
    made: list[str] = []
    kept: list[bool] = []
    end = after_argument = 0
    for sign in _BRACE.finditer(text):
        at = sign.start()
        made.append(text[end:at])
        end = sign.end()
        keep = True
        if sign[0] == "{":
            command = _COMMAND_BEFORE.search(text[max(0, at - _COMMAND) : at])
            keep = bool(command) or at == after_argument > 0
            kept.append(keep)
        elif sign[0] == "}":
            keep = bool(kept) and kept.pop()
            after_argument = end if keep else after_argument
        made.append(sign[0] if keep else "")
    made.append(text[end:])
    return "".join(made)


def _entries(text: str, report: Report) -> Iterator[_Entry]:
    """The entries of a file; one that cannot be read is noted, and the next one goes on."""
    strings: dict[str, str] = {}
    at, line, broken_ones = 0, 1, 0
    while broken_ones < _MOST_BROKEN and (found := _ENTRY.search(text, at)):
        line += text.count("\n", at, found.start())
        kind = found[1].lower()
        at = found.end()
        if kind in _NO_PAPERS - {"string"}:
            continue
        start = at if kind == "string" else _end_of(_KEY, text, at)
        reader = _Values(text, start, strings)
        try:
            values = reader.read()
        except _Broken as broken:
            report.note(Kind.SKIPPED, f"@{kind}: {broken}", line)
            broken_ones += 1
            continue
        if kind == "string":
            strings.update(values)
        else:
            yield _Entry(line, values)
        line += text.count("\n", found.start(), reader.at)
        at = reader.at


class _Broken(ValueError):
    """An entry that does not go on as one should."""


class _Values:
    """Reads the fields of one entry."""

    def __init__(self, text: str, at: int, strings: Values) -> None:
        self._text = text
        self._strings = strings
        self.at = at
        """How far it has read."""

    def read(self) -> dict[str, str]:
        """The fields up to the entry's end; of two of one name the first counts.

        Raises:
            _Broken: It never ends, or something else than a field stands in it.
        """
        values: dict[str, str] = {}
        while found := _FIELD.match(self._text, self.at):
            self.at = found.end()
            value = self._value()
            while join := _JOIN.match(self._text, self.at):
                self.at = join.end()
                value += self._value()
            values.setdefault(found[1].lower(), value)
        self.at = _end_of(_BLANK, self._text, self.at)
        if self._text[self.at : self.at + 1] not in ("}", ")"):
            raise _Broken("it does not end" if self.at >= len(self._text) else "no field follows")
        self.at += 1
        return values

    def _value(self) -> str:
        sign = self._text[self.at : self.at + 1]
        if sign in ("{", '"'):
            return self._delimited(sign)
        bare = _BARE.match(self._text, self.at)
        if not bare:
            raise _Broken("a field has no value")
        self.at = bare.end()
        return self._strings.get(bare[0].lower(), bare[0])

    def _delimited(self, opening: str) -> str:
        """What stands between braces that match, or between quotes outside of braces."""
        depth = 0
        start = self.at + 1
        for sign in (_BRACE if opening == "{" else _QUOTE).finditer(
            self._text, start, start + _LONGEST
        ):
            if sign[0] == "{":
                depth += 1
            elif sign[0] == "}" and depth:
                depth -= 1
            elif sign[0] in ("}", '"') and not depth:
                self.at = sign.end()
                return self._text[start : sign.start()]
        raise _Broken("a value does not end")


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at
