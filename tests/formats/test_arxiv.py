"""arXiv: the answers of its Atom API, and its metadata as JSON Lines."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from daily_papers.formats import DiagnosticKind, FormatError

from tests.formats.reading import read, read_json, read_path, words


def feed(*entries: str, title: str = "arXiv Query: search_query=cat:cs.CL&amp;id_list=") -> str:
    return (
        "<?xml version='1.0' encoding='UTF-8'?>"
        '<feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">'
        f"<id>https://arxiv.org/api/x</id><title>{title}</title>{''.join(entries)}</feed>"
    )


ENTRY = """<entry>
  <id>http://arxiv.org/abs/cs/0112017v2</id>
  <title>On a
  Title &amp; its Line</title>
  <summary>  We study.
  And find.  </summary>
  <category term="cs.DL"/><category term="cs.CL"/>
  <published>2001-12-10T17:59:46Z</published>
  <arxiv:primary_category term="cs.CL"/>
  <arxiv:doi>10.1000/ABC</arxiv:doi>
  <author><name>Ann A.</name><arxiv:affiliation>Somewhere</arxiv:affiliation></author>
  <author><name>Bo B.</name></author>
</entry>"""


def test_all_fields_of_an_answer() -> None:
    report, (entry,) = read(feed(ENTRY))
    assert (report.format, report.extension) == ("arxiv-atom", "xml")
    paper = entry.paper
    assert paper.title == "On a\n  Title & its Line"
    assert paper.abstract == "We study.\n  And find."
    assert paper.authors == ("Ann A.", "Bo B.")
    assert (paper.arxiv_id, paper.doi) == ("cs/0112017", "10.1000/abc")
    assert paper.categories == ("cs.CL", "cs.DL")
    assert paper.published == date(2001, 12, 10)
    assert (entry.upvotes, entry.comments) == (None, None)


def test_an_answer_is_a_collection_unless_a_day_is_named() -> None:
    assert read(feed(ENTRY))[1][0].digest.key == "collection:cat:cs.CL"
    assert read(feed(ENTRY), "reading.xml")[1][0].digest.key == "collection:reading"
    assert read(feed(ENTRY), "2025-07-31.arxiv-cs.CL.xml")[1][0].digest.key == "2025-07-31"
    by_id = feed(ENTRY, title="arXiv Query: search_query=&amp;id_list=1605.08386")
    assert read(by_id)[1][0].digest.key == "collection:1605.08386"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<?xml version='1.0'?><feed>", "broken XML at line 1, column 28"),
        ("<?xml version='1.0'?><opml version='2.0'/>", "XML that is no feed"),
        ("<!DOCTYPE html><html><body>Daily Papers</body></html>", "copy the page's text"),
        (
            '<!DOCTYPE feed [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><feed>&b;</feed>',
            "bomb of entities",
        ),
        (
            '<?xml version="1.0"?><!DOCTYPE feed SYSTEM "http://127.0.0.1/x.dtd"><feed/>',
            "bomb of entities",
        ),
    ],
)
def test_other_xml_is_refused(text: str, why: str) -> None:
    with pytest.raises(FormatError, match=why):
        read(text)


def test_deeply_nested_xml_is_read() -> None:
    with pytest.raises(FormatError, match="XML that is no feed"):
        read("<?xml version='1.0'?>" + "<a>" * 50_000 + "</a>" * 50_000)


def test_an_entry_without_a_title_is_reported() -> None:
    report, entries = read(feed("<entry><summary>x</summary></entry>", ENTRY))
    assert len(entries) == 1
    assert words(report, DiagnosticKind.SKIPPED) == ["entry 1 has no title"]


def test_the_real_answers(shared: Path) -> None:
    folder = shared / "data" / "arxiv-atom"
    _, entries = read_path(folder / "ten-entries.xml")
    assert len(entries) == (folder / "ten-entries.xml").read_text().count("<entry>") == 10
    assert entries[0].paper.authors == ("Ankit Pensia", "Varun Jog", "Po-Ling Loh")
    assert entries[0].paper.categories == ("math.ST", "cs.IT", "stat.ML")
    assert [entry.paper.arxiv_id for entry in read_path(folder / "one-entry.xml")[1]] == [
        "1605.08386"
    ]
    with pytest.raises(FormatError, match="answered with an error: incorrect id format for abc"):
        read_path(folder / "error.xml")


# Metadata.

KAGGLE = {
    "id": "0704.0001",
    "submitter": "Pavel N.",
    "authors": "C. Bal\\'azs, E. L. Berger",
    "title": "Calculation of prompt\n  diphotons",
    "comments": "37 pages, 15 figures; published version",
    "journal-ref": "Phys.Rev.D76:013009,2007",
    "doi": "10.1103/PhysRevD.76.013009",
    "abstract": "  A fully differential\ncalculation.\n",
    "categories": "hep-ph cs.CL",
    "versions": [{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}],
    "update_date": "2008-11-26",
    "authors_parsed": [["Balázs", "C.", ""], ["Berger", "E. L.", "Jr."]],
}


def test_the_keys_of_the_snapshot_on_kaggle() -> None:
    report, (entry,) = read(json.dumps(KAGGLE) + "\n", "snapshot.json")
    assert (report.format, report.source) == ("arxiv-json", "arxiv")
    paper = entry.paper
    assert paper.ids[:2] == ("arxiv:0704.0001", "doi:10.1103/physrevd.76.013009")
    assert paper.abstract == "A fully differential\ncalculation."
    assert paper.authors == ("C. Balázs", "E. L. Berger Jr.")
    assert paper.categories == ("hep-ph", "cs.CL")
    assert paper.published == date(2007, 4, 2)
    assert entry.digest.key == "collection:snapshot"
    assert entry.comments is None


def test_authors_as_one_text_where_they_are_not_parsed() -> None:
    _, (entry,) = read_json([{**KAGGLE, "authors_parsed": None}])
    assert entry.paper.authors == ("C. Bal\\'azs", "E. L. Berger")


def test_metadata_of_any_type() -> None:
    odd = {"title": "T", "categories": 7, "versions": [7], "authors_parsed": [["A", 1, None], "B"]}
    _, entries = read_json([odd, {**odd, "title": "U", "versions": [{"created": "31 Feb 2007"}]}])
    assert [entry.paper.authors for entry in entries] == [("1 A", "B"), ("1 A", "B")]
    assert [entry.paper.categories for entry in entries] == [(), ()]
    assert [entry.paper.published for entry in entries] == [None, None]


def test_the_real_metadata(shared: Path) -> None:
    path = shared / "data" / "arxiv-jsonl" / "arxiv-6000.jsonl"
    report, entries = read_path(path)
    assert (report.format, report.extension, report.diagnostics) == ("arxiv-jsonl", "jsonl", [])
    with path.open() as lines:
        for line, entry in zip(lines, entries, strict=True):
            source = json.loads(line)
            assert entry.paper.arxiv_id == source["id"]
            assert entry.paper.title == source["title"].strip()
            assert entry.paper.abstract == source["summary"].strip()
            assert entry.paper.authors == tuple(source["authors"])
            assert entry.paper.categories == tuple(source["categories"])
