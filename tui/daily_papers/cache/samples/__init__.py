"""Two sample digests, for an empty cache and for `--demo`.

The files have the shape of the answer of Hugging Face's `GET /api/daily_papers`, cut down to the
fields that are read. Papers, authors, links and submitters are real, and so are the counts, but the
days are not: well-known papers of 2024 and 2025 were gathered into two, and those that are in
both have more upvotes on the second. The abstracts, summaries and keywords were written for this
project; they are not the papers' own.

Between them the papers show what a reader has to cope with: long lists of authors, very long
titles, TeX, brackets and tags that look like markup, hard-wrapped text, doubled addresses.
"""

from __future__ import annotations

from pathlib import Path


def folder() -> Path:
    """The folder that holds the samples, named as in a cache: `2025-07-31.hf.json`.

    It belongs to the installed package and is read only.
    """
    return Path(__file__).parent / "digests"
