"""Feeds of papers: RSS 2.0, Atom, and arXiv's own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from daily_papers.formats import DiagnosticKind, FormatError

from tests.formats.reading import read, read_path, words

ARXIV_RSS = """<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/"
  version="2.0"><channel><title>cs.CL updates on arXiv.org</title>
<link>http://rss.arxiv.org/rss/cs.CL</link><pubDate>Fri, 20 Nov 2026 00:00:00 -0500</pubDate>
<item><title>A New One: $O(n)$ &lt;b&gt;bold&lt;/b&gt; claims</title>
  <link>https://arxiv.org/abs/2611.00010</link>
  <description>arXiv:2611.00010v1 Announce Type: new
Abstract: We make it new, where p &lt; 0.05.</description>
  <guid isPermaLink="false">oai:arXiv.org:2611.00010v1</guid>
  <category>cs.CL</category><category>cs.AI</category>
  <pubDate>Fri, 20 Nov 2026 00:00:00 -0500</pubDate>
  <arxiv:announce_type>new</arxiv:announce_type><dc:creator>Ana Rosé, 李明</dc:creator></item>
<item><title>Crossed</title><link>https://arxiv.org/abs/2611.00011</link>
  <description>arXiv:2611.00011v2 Announce Type: cross Abstract: It crosses.</description>
  <pubDate>Fri, 20 Nov 2026 00:00:00 -0500</pubDate></item>
<item><title>Replaced</title><link>https://arxiv.org/abs/2501.00012</link>
  <description>arXiv:2501.00012v3 Announce Type: replace-cross Abstract: Old.</description>
  <pubDate>Fri, 20 Nov 2026 00:00:00 -0500</pubDate></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>A Lab's Papers</title>
<id>urn:lab</id><updated>2026-11-20T08:00:00Z</updated>
<entry><title>One</title><id>urn:1</id><link rel="enclosure" href="https://lab.example/1.pdf"/>
  <link href="https://lab.example/1"/><published>2026-11-18T08:00:00Z</published>
  <author><name>Ana</name><email>ana@lab.example</email></author><author><name>Bo</name></author>
  <category term="robots"/>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>We do <i>one</i>.</p></div>
  </content></entry>
<entry><title>Two</title><link href="https://huggingface.co/papers/2611.00020"/>
  <published>2026-11-19T08:00:00Z</published><summary>We do two.</summary></entry></feed>"""


def test_an_announcement_of_arxiv_is_the_digest_of_a_day_without_replacements() -> None:
    report, (new, crossed) = read(ARXIV_RSS)
    assert (report.format, report.source, report.extension) == ("feed", "feed", "xml")
    assert new.digest.key == crossed.digest.key == "2026-11-20"
    assert new.paper.title == "A New One: $O(n)$ <b>bold</b> claims"
    assert new.paper.abstract == "We make it new, where p < 0.05."
    assert new.paper.authors == ("Ana Rosé", "李明")
    assert (new.paper.arxiv_id, new.paper.url) == ("2611.00010", None)
    assert new.paper.categories == ("cs.CL", "cs.AI")
    assert crossed.paper.abstract == "It crosses."
    assert words(report, DiagnosticKind.SKIPPED) == ["replacements of earlier papers: 1"]


def test_the_atom_feed_of_arxiv_is_read_as_its_rss_feed() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><id>http://rss.arxiv.org/atom/cs.CL</id>
        <title>cs.CL updates on arXiv.org</title><entry><id>oai:arXiv.org:2611.00010v1</id>
        <title>A New One</title><link href="https://arxiv.org/abs/2611.00010" rel="alternate"/>
        <published>2026-11-20T00:00:00-05:00</published>
        <summary>arXiv:2611.00010v1 Announce Type: new
        Abstract: We make it new.</summary></entry></feed>"""
    _, (entry,) = read(atom)
    assert (entry.digest.key, entry.paper.arxiv_id) == ("2026-11-20", "2611.00010")
    assert entry.paper.abstract == "We make it new."


def test_an_atom_feed_of_several_days_is_a_collection() -> None:
    _, (one, two) = read(ATOM)
    assert one.digest.key == two.digest.key == "collection:A Lab's Papers"
    assert one.paper.abstract == "We do one."
    assert one.paper.authors == ("Ana", "Bo")
    assert (one.paper.url, one.paper.categories) == ("https://lab.example/1", ("robots",))
    assert (one.paper.published, two.paper.arxiv_id) == (date(2026, 11, 18), "2611.00020")


def test_the_day_of_a_feed_by_its_name() -> None:
    assert read(ATOM, "2026-11-19.feed.xml")[1][0].digest.key == "2026-11-19"


def test_an_empty_feed_is_no_error() -> None:
    assert read("<rss version='2.0'><channel><title>x</title></channel></rss>")[1] == []


def test_a_feed_that_declares_entities_is_refused() -> None:
    with pytest.raises(FormatError, match="bomb of entities"):
        read('<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa">]><rss>&a;</rss>')


def test_a_real_feed_of_daily_papers(shared: Path) -> None:
    (path,) = (shared / "data" / "feeds").glob("*.xml")
    report, entries = read_path(path)
    assert report.diagnostics == []
    assert {entry.digest.key for entry in entries} == {"collection:huangboming_feed_weekly"}
    assert len(entries) > 5
    first = entries[0]
    assert first.paper.arxiv_id == "2607.23802"
    assert first.paper.authors[:2] == ("Qinsi Wang", "Jing Shi")
    assert first.paper.abstract.startswith("Reinforcement Learning with Verifiable Rewards")
    assert "<" not in first.paper.abstract
    assert (first.upvotes, first.paper.published) == (3, date(2026, 7, 26))
    assert all(entry.paper.abstract and entry.paper.arxiv_id for entry in entries)
