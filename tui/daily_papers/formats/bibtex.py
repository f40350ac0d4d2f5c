"""BibTeX and BibLaTeX, as Zotero and others export a reading list: a collection.

Entries are `@type{key, field = value, …}`; a value is in braces or quotes, a number, or the name of
a `@string`, and may be several of these joined by `#`. Text between entries is a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from daily_papers.formats import fields
from daily_papers.formats.entries import EntryBuilder, FoundPaper, set_entries
from daily_papers.formats.input_file import InputFile
from daily_papers.formats.report import DiagnosticKind, FormatError, Hint, Report
from daily_papers.papers.latex.convert import to_unicode
from daily_papers.papers.model import Paper

_FIRST_ENTRY = re.compile(rb"^[ \t]*+@[A-Za-z]+\s*[{(]", re.MULTILINE)
_ENTRY = re.compile(r"@([A-Za-z]+)[ \t]*[{(]")
_FIELD = re.compile(r"[\s,]*+([^\s=,{}()\"]++)\s*+=\s*+")
_BARE = re.compile(r"[^\s,#{}()\"]+")
_BLANK = re.compile(r"[\s,]*")
_JOIN = re.compile(r"\s*+#\s*+")
_KEY = re.compile(r"\s*[^\s,={}]*\s*,?")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_QUOTE = re.compile(r"\\.|[{}\"]", re.DOTALL)
_MATH = re.compile(r"(\$[^$]*\$)")
_COMMAND_BEFORE = re.compile(r"\\(?:[A-Za-z]+\s*|[^A-Za-z\s])$")
_AND = re.compile(r" and ", re.IGNORECASE)
_NO_PAPERS: Final = frozenset(("comment", "preamble"))
_ARXIV_FIELDS: Final = (
    "url",
    "journal",
    "journaltitle",
    "note",
    "howpublished",
    "number",
    "pages",
)

_MAX_COMMAND: Final = 40
"""Characters of a command's name."""
_MAX_VALUE: Final = 200_000
"""Characters of a value: the end of one that never closes is not looked for any further."""
_MAX_REREAD: Final = 5_000_000
"""Characters, beyond twice those of the file, that may be read in vain in broken entries."""
_MAX_EXPANSION: Final = 1_000_000
"""Characters, beyond four times those of the file, that all names of `@string` may stand for. Ten
names in one another may stand for gigabytes."""

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry as it is in the file."""

    line: int
    values: Values
    """The fields by their names in lower case, with their braces."""


def matches(file: InputFile) -> bool:
    """Whether it begins with an entry, or with a comment and has an entry further on."""
    head = file.head.lstrip()
    if head.startswith(b"%"):
        return _FIRST_ENTRY.search(head) is not None
    return _FIRST_ENTRY.match(head) is not None


def read(file: InputFile, hint: Hint) -> Report:
    """The report of a reading list.

    Raises:
        FormatError: No entry in it has a title.
    """
    report = Report("bibtex", source="list", extension="bib")
    found = []
    for entry in _Parser(file.read_text(), report).entries():
        if paper := _paper(entry.values):
            found.append(FoundPaper(paper, line=entry.line))
        else:
            report.add(DiagnosticKind.SKIPPED, "an entry without a title", entry.line)
    if not found:
        raise FormatError("no paper in this BibTeX file: no entry has a title")
    set_entries(report, found, EntryBuilder(hint))
    return report


def _paper(at: Values) -> Paper | None:
    title = fields.short_text(" ".join(_plain(at.get("title", "")).split()))
    if not title:
        return None
    archive = (at.get("archiveprefix") or at.get("eprinttype") or "arxiv").lower()
    places = [at["eprint"]] if archive == "arxiv" and at.get("eprint") else []
    places += [at[name] for name in _ARXIV_FIELDS if "arxiv" in at.get(name, "").lower()]
    arxiv_id, doi = fields.ids(fields.first_arxiv_id(places), at.get("doi"))
    return Paper(
        title=title,
        abstract=fields.long_text(_plain(at.get("abstract", ""))) or "",
        authors=fields.author_names([*_names(at.get("author", ""))]) or (),
        arxiv_id=arxiv_id,
        doi=doi,
        url=None if arxiv_id else fields.url(at.get("url")),
        keywords=fields.keywords(_plain(at.get("keywords", ""))) or (),
        published=fields.day(at.get("date", "")),
    )


def _names(authors: str) -> Iterator[str]:
    """The names in `Last, First and {A Group} and others`, each as it is spoken."""
    parts: list[str] = []
    depth = 0
    for part in _AND.split(" ".join(authors.split())):
        parts.append(part)
        depth += part.count("{") - part.count("}")
        if depth > 0:
            continue  # the `and` was in braces, within a group's name
        name = " and ".join(parts)
        parts, depth = [], 0
        if name.startswith("{"):
            yield _plain(name)
        elif name.lower() != "others":
            yield _plain(_natural_order(name))


def _natural_order(name: str) -> str:
    """`Last, Jr., First` as `First Last Jr.`."""
    *last, first = name.split(",")
    return " ".join(part.strip() for part in (first, *last))


def _plain(text: str) -> str:
    """`text` without the braces that keep capitals, and with its accents as letters.

    Formulas stay TeX, as they do in other sources.
    """
    parts = _MATH.split(text)
    parts[::2] = [to_unicode(_without_braces(part)) for part in parts[::2]]
    return "".join(parts)


def _without_braces(text: str) -> str:
    """`text` without the braces that are no command's argument."""
    pieces: list[str] = []
    kept: list[bool] = []
    end = after_argument = 0
    for sign in _BRACE.finditer(text):
        at = sign.start()
        pieces.append(text[end:at])
        end = sign.end()
        keep = True
        if sign[0] == "{":
            command = _COMMAND_BEFORE.search(text[max(0, at - _MAX_COMMAND) : at])
            keep = bool(command) or at == after_argument > 0
            kept.append(keep)
        elif sign[0] == "}":
            keep = bool(kept) and kept.pop()
            after_argument = end if keep else after_argument
        pieces.append(sign[0] if keep else "")
    pieces.append(text[end:])
    return "".join(pieces)


class _Broken(ValueError):
    """An entry that does not go on as one should."""


class _Parser:
    """Parses the entries of one file."""

    def __init__(self, text: str, report: Report) -> None:
        self._text = text
        self._report = report
        self._at = 0
        self._strings: dict[str, str] = {}
        self._expandable = 4 * len(text) + _MAX_EXPANSION

    def entries(self) -> Iterator[_Entry]:
        """The entries; a broken one is reported, and the next one follows."""
        text = self._text
        line, counted, reread = 1, 0, 0
        while found := _ENTRY.search(text, self._at):
            line += text.count("\n", counted, found.start())
            counted = found.start()
            kind = found[1].lower()
            after = self._at = found.end()
            if kind in _NO_PAPERS:
                continue
            if kind != "string":
                self._skip(_KEY)
            try:
                values = self._fields()
            except _Broken as broken:
                self._report.add(DiagnosticKind.SKIPPED, f"@{kind}: {broken}", line)
                reread += self._at - after
                if reread > 2 * len(text) + _MAX_REREAD:
                    words = "too damaged: the entries from here on are not read"
                    self._report.add(DiagnosticKind.SKIPPED, words, line)
                    return
                self._at = after
                continue
            if kind == "string":
                self._strings.update(values)
            else:
                yield _Entry(line, values)

    def _fields(self) -> dict[str, str]:
        """The fields up to the entry's end; of two of one name, the first.

        Raises:
            _Broken: It never ends, or something else than a field is in it.
        """
        values: dict[str, str] = {}
        while found := _FIELD.match(self._text, self._at):
            self._at = found.end()
            pieces = [self._value()]
            while join := _JOIN.match(self._text, self._at):
                self._at = join.end()
                pieces.append(self._value())
            values.setdefault(found[1].lower(), "".join(pieces)[:_MAX_VALUE])
        self._skip(_BLANK)
        if self._text[self._at : self._at + 1] not in ("}", ")"):
            is_end = self._at >= len(self._text)
            raise _Broken("it does not end" if is_end else "no field follows")
        self._at += 1
        return values

    def _value(self) -> str:
        sign = self._text[self._at : self._at + 1]
        if sign in ("{", '"'):
            return self._delimited(sign)
        bare = _BARE.match(self._text, self._at)
        if not bare:
            raise _Broken("a field has no value")
        self._at = bare.end()
        return self._expanded(bare[0])

    def _expanded(self, name: str) -> str:
        """What the `@string` of that name stands for; the name where there is none."""
        value = self._strings.get(name.lower(), name)
        self._expandable -= len(value) if value is not name else 0
        if self._expandable < 0:
            raise FormatError(
                "its @string names stand for far more text than the file holds: not read"
            )
        return value

    def _delimited(self, opening: str) -> str:
        """What is between matching braces, or between quotes outside of braces."""
        depth = 0
        start = self._at + 1
        limit = start + _MAX_VALUE
        for sign in (_BRACE if opening == "{" else _QUOTE).finditer(self._text, start, limit):
            if sign[0] == "{":
                depth += 1
            elif sign[0] == "}" and depth:
                depth -= 1
            elif sign[0] in ("}", '"') and not depth:
                self._at = sign.end()
                return self._text[start : sign.start()]
        self._at = min(limit, len(self._text))
        raise _Broken("a value does not end")

    def _skip(self, pattern: re.Pattern[str]) -> None:
        if found := pattern.match(self._text, self._at):
            self._at = found.end()
