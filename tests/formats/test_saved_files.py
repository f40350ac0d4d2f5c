"""What people save and export: a page's HTML, and reading lists in BibTeX and RIS."""

from __future__ import annotations

import html
import json
from datetime import date

import pytest
from daily_papers.formats import DiagnosticKind, FormatError
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.reading import read, words

PAPERS = [
    {"paper": {"id": f"2507.0000{n}", "title": f"Paper {n} \"&\" 'more'", "summary": f"We do {n}."}}
    for n in (1, 2, 3)
]


def page(*props: object, head: str = "") -> str:
    """A saved page whose components have these properties."""
    made = (
        f'<div class="HYDRATE" data-props="{html.escape(json.dumps(each))}"></div>'
        for each in props
    )
    return f"<!DOCTYPE html>\n<html><head>{head}</head><body>{''.join(made)}</body></html>"


def test_a_saved_page_is_read_from_its_properties() -> None:
    report, entries = read(page({"user": None}, {"dailyPapers": PAPERS}, {"items": ["x"]}))
    assert (report.format, report.source, report.extension) == ("html", "page", "html")
    assert [entry.paper.arxiv_id for entry in entries] == ["2507.00001", "2507.00002", "2507.00003"]
    assert entries[0].paper.title == "Paper 1 \"&\" 'more'"


def test_the_day_of_a_saved_page_is_in_its_address_its_records_or_its_name() -> None:
    canonical = '<link rel="canonical" href="https://huggingface.co/papers/date/2025-07-31">'
    assert read(page({"dailyPapers": PAPERS}, head=canonical))[1][0].digest.key == "2025-07-31"
    dated = [{"paper": {**each["paper"], "submittedOnDailyAt": "2025-07-30"}} for each in PAPERS]
    assert read(page({"dailyPapers": dated}))[1][0].digest.key == "2025-07-30"
    assert read(page({"dailyPapers": PAPERS}), "2025-07-29.html")[1][0].digest.key == "2025-07-29"


def test_a_page_that_a_browser_saved_begins_with_a_comment() -> None:
    saved = "<!-- saved from url=(0030)https://huggingface.co/papers -->\n"
    assert len(read(saved + page({"dailyPapers": PAPERS}))[1]) == 3


@pytest.mark.parametrize("text", [page(), page({"dailyPapers": []}), page({"papers": [1, 2]})])
def test_a_saved_page_without_papers_is_refused(text: str) -> None:
    with pytest.raises(FormatError, match="HTML without a list of papers"):
        read(text)


BIBTEX = r"""% exported by hand
@string{acl = "ACL"}
@comment{ nothing { here } }
@misc{key1,
  title = {{BERT}: Schr{\"o}dinger's {C}at in $x^{2}$ \& {\'E}tudes},
  author = {Rosé, Ana and Li, Jr., Ming and {A Group and Sons} and Bo Smith and others},
  abstract = "We read {lists}.",
  year = 2025, eprint = {2503.02130}, archivePrefix = {arXiv}, primaryClass = {cs.CL},
  keywords = {lists, cats},
  url = {https://arxiv.org/abs/2503.02130},
}
@article(key2, title = "Of " # {Journals} # " and " # acl, doi = {10.1000/XYZ}, date = {2025-03-04},
  journal = {Some Journal}, url = "https://doi.org/10.1000/xyz")
@book{key3, publisher = {No Title}}
@inproceedings{key4, title = {In arXiv's Journal}, journal = {arXiv preprint arXiv:2501.00005}}
"""


def test_a_bibtex_reading_list_is_a_collection() -> None:
    report, entries = read(BIBTEX, "My reading.bib")
    assert (report.format, report.source, report.extension) == ("bibtex", "list", "bib")
    first, second, third = entries
    assert {entry.digest.key for entry in entries} == {"collection:My reading"}
    assert first.paper.title == r"BERT: Schrödinger's Cat in $x^{2}$ & Études"
    assert first.paper.authors == ("Ana Rosé", "Ming Li Jr.", "A Group and Sons", "Bo Smith")
    assert first.paper.abstract == "We read lists."
    assert (first.paper.arxiv_id, first.paper.keywords) == ("2503.02130", ("lists", "cats"))
    assert second.paper.title == "Of Journals and ACL"
    assert (second.paper.doi, second.paper.published) == ("10.1000/xyz", date(2025, 3, 4))
    assert third.paper.arxiv_id == "2501.00005"
    (note,) = report.diagnostics
    assert (note.kind, note.line) == (DiagnosticKind.SKIPPED, 14)


def test_a_broken_bibtex_entry_does_not_hide_the_others() -> None:
    text = "@misc{a, title = {One}}\n@misc{b, title = {Two\n@misc{c, title = {Three}}\n"
    report, entries = read(text)
    assert [entry.paper.title for entry in entries] == ["One", "Three"]
    assert words(report, DiagnosticKind.SKIPPED) == ["@misc: a value does not end"]


def test_very_many_broken_entries_are_read_in_bounded_time() -> None:
    with pytest.raises(FormatError, match="no paper in this BibTeX file"):
        read("@misc{a, title = {" * 100_000)


RIS = """\
TY  - UNPB
TI  - A Preprint on Lists
AU  - Rosé, Ana
AU  - Li, Ming, Jr.
AB  - First paragraph.
Second paragraph.
DO  - 10.48550/arXiv.2503.02130
UR  - http://arxiv.org/abs/2503.02130
KW  - lists
DA  - 2025/03/04/
ER  - \r

TY  - JOUR
T1  - An Article
A1  - Smith, Bo
DO  - 10.1000/XYZ
PY  - 2024
UR  - https://journal.example/1
ER  -
TY  - BOOK
ER  -
"""


def test_a_ris_reading_list_is_a_collection() -> None:
    report, (first, second) = read(RIS, "Later.ris")
    assert (report.format, report.source, report.extension) == ("ris", "list", "ris")
    assert first.digest.key == second.digest.key == "collection:Later"
    assert first.paper.title == "A Preprint on Lists"
    assert first.paper.authors == ("Ana Rosé", "Ming Li Jr.")
    assert first.paper.abstract == "First paragraph.\nSecond paragraph."
    assert (first.paper.arxiv_id, first.paper.doi) == ("2503.02130", None)
    assert (first.paper.keywords, first.paper.published) == (("lists",), date(2025, 3, 4))
    assert (second.paper.doi, second.paper.published) == ("10.1000/xyz", None)
    assert second.paper.url == "https://journal.example/1"


def test_ris_without_a_title_is_refused() -> None:
    with pytest.raises(FormatError, match="no entry has a title"):
        read("TY  - BOOK\nAU  - Nobody\nER  - \n")


def test_reading_lists_without_a_name_are_a_collection_too() -> None:
    assert read(RIS)[1][0].digest.key == "collection:pasted"


@given(st.text(st.sampled_from('@misc{}(),="#\\$ \nab'), max_size=200))
def test_any_bibtex_is_read_or_refused(text: str) -> None:
    try:
        _, entries = read("@misc{k, title = {T}}\n" + text)
    except FormatError:
        return
    assert all(entry.paper.title for entry in entries)


@given(st.text(st.sampled_from("TYIERAU -\nab/"), max_size=200))
def test_any_ris_is_read_or_refused(text: str) -> None:
    _, entries = read("TY  - X\nTI  - T\n" + text)
    assert entries[0].paper.title.startswith("T")
