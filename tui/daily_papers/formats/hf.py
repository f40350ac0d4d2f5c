"""Hugging Face's Daily Papers as its API and its command line's tool give them, of every year.

An entry is an outer object around `paper`; where both hold a field the inner one counts. The outer
`publishedAt` (the tool's `submitted_at`) changed its meaning over the years and is
not read; the digest's day is `submittedOnDailyAt`.
"""

from __future__ import annotations

from collections.abc import Mapping

from daily_papers.formats import fields
from daily_papers.formats.placing import Found
from daily_papers.papers.model import Paper, identifiers

_PAGE = "https://huggingface.co/papers/"


def read_record(record: Mapping[object, object]) -> Found | None:
    """The paper in one entry of a digest, or in one flat paper; `None` where none is in it."""
    inner = fields.Fields(record.get("paper", record))
    at = fields.Fields(record.get("paper"), record)
    title = at.pick(fields.line, "title")
    if not title:
        return None
    arxiv_id, doi = identifiers(
        at.pick(fields.arxiv_id, "id", "arxiv_id", "arxivId", "paper_id"),
        at.pick(fields.line, "doi"),
    )
    paper = Paper(
        title=title,
        abstract=at.pick(fields.prose, "summary", "abstract") or "",
        authors=at.pick(fields.authors, "authors") or (),
        arxiv_id=arxiv_id,
        doi=doi,
        url=_PAGE + arxiv_id if arxiv_id else at.pick(fields.address, "url"),
        github=at.pick(fields.address, "githubRepo", "github_repo", "github"),
        stars=at.pick(fields.count, "githubStars", "github_stars", "stars"),
        project=at.pick(fields.address, "projectPage", "project_page"),
        organization=at.pick(fields.person, "organization"),
        keywords=at.pick(fields.words, "ai_keywords", "aiKeywords", "keywords") or (),
        ai_summary=at.pick(fields.prose, "ai_summary", "aiSummary"),
        published=inner.pick(fields.day, "publishedAt", "published_at"),
    )
    return Found(
        paper=paper,
        day=at.pick(fields.day, "submittedOnDailyAt", "submitted_on_daily_at"),
        upvotes=at.pick(fields.count, "upvotes"),
        comments=at.pick(fields.count, "numComments", "num_comments", "comments"),
        submitter=at.pick(
            fields.person,
            "submittedOnDailyBy",
            "submitted_on_daily_by",
            "submittedBy",
            "submitted_by",
            "submitted_by_name",
        ),
    )
