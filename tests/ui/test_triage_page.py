"""One paper's page in a triage, as its lines are set."""

from __future__ import annotations

from datetime import date

from daily_papers.papers.model import Digest, Entry, Paper
from daily_papers.papers.rows import Detail, Facts
from daily_papers.ui.drawing.styles import Appearance
from daily_papers.ui.model.page import DisplayOptions
from daily_papers.ui.widgets.triage_page import clipped, frame, lay_out_head


def test_a_gist_is_cut_at_a_word() -> None:
    assert clipped("one two three fourteen", 14, 1) == ["one two three…"]
    assert clipped("one two three", 10, 1) == ["one two…"]
    assert clipped("one two three four", 9, 2) == ["one two", "three…"]
    assert clipped("incomprehensibilities", 10, 1) == ["incompreh…"]


def test_the_quiet_line_shows_votes_beside_a_long_link_to_code() -> None:
    code = "https://github.com/" + "an-organisation-of-many/a-repository-with-a-long-name"
    paper = Paper("T", "", arxiv_id="2507.00001", github=code, stars=120)
    digest = Digest(date(2025, 7, 31))
    detail = Detail(1, "arxiv:1", paper, Facts(), (Entry(digest, paper, 0, upvotes=42),))
    place = frame(80, 24, DisplayOptions())
    line = "".join(
        text
        for text, _ in lay_out_head(detail, place, Appearance({}), DisplayOptions())[place.meta]
    )
    assert line.startswith("31 Jul 2025 · {} github.com/an-org")
    assert line.endswith("… · 42 upvotes")
