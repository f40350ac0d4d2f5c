"""Hugging Face's Daily Papers, as its API and its command line tool have given them over the years.

An entry is an outer object around `paper`; where both have a field, the inner one counts. The outer
`publishedAt` (the tool's `submitted_at`) changed its meaning over the years and is not read; the
digest's day is `submittedOnDailyAt`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from daily_papers.formats import fields
from daily_papers.formats.entries import FoundPaper
from daily_papers.papers.model import Paper

NAME: Final = "hf"
SOURCE: Final = "hf"
_PAGE: Final = "https://huggingface.co/papers/"


def is_record(record: Mapping[object, object]) -> bool:
    """Any object: their keys differ from year to year."""
    return True


def read_record(record: Mapping[object, object]) -> FoundPaper | None:
    """The paper in one entry of a digest, or in one flat paper; `None` where it has no title."""
    inner = fields.Fields(record.get("paper", record))
    at = fields.Fields(record.get("paper"), record)
    title = at.pick(fields.short_text, "title")
    if not title:
        return None
    known = at.pick(fields.arxiv_id, "id", "arxiv_id", "arxivId", "paper_id")
    arxiv_id, doi = fields.ids(known, at.pick(fields.short_text, "doi"))
    paper = Paper(
        title=title,
        abstract=at.pick(fields.long_text, "summary", "abstract") or "",
        authors=at.pick(fields.author_names, "authors") or (),
        arxiv_id=arxiv_id,
        doi=doi,
        url=_PAGE + arxiv_id if arxiv_id else at.pick(fields.url, "url"),
        github=at.pick(fields.url, "githubRepo", "github_repo", "github"),
        stars=at.pick(fields.count, "githubStars", "github_stars", "stars"),
        project=at.pick(fields.url, "projectPage", "project_page"),
        organization=at.pick(fields.person_name, "organization"),
        keywords=at.pick(fields.keywords, "ai_keywords", "aiKeywords", "keywords") or (),
        ai_summary=at.pick(fields.long_text, "ai_summary", "aiSummary"),
        published=inner.pick(fields.day, "publishedAt", "published_at"),
    )
    return FoundPaper(
        paper=paper,
        day=at.pick(fields.day, "submittedOnDailyAt", "submitted_on_daily_at"),
        upvotes=at.pick(fields.count, "upvotes"),
        comments=at.pick(fields.count, "numComments", "num_comments", "comments"),
        submitter=at.pick(
            fields.person_name,
            "submittedOnDailyBy",
            "submitted_on_daily_by",
            "submittedBy",
            "submitted_by",
            "submitted_by_name",
        ),
    )
