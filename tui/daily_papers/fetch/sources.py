"""The sources by their names on the command line: `hf`, `arxiv:cs.CL`."""

from __future__ import annotations

import os
from collections.abc import Mapping

from daily_papers.fetch import arxiv, hf
from daily_papers.fetch.source import BadSource, Source
from daily_papers.toml_files import excerpt


def find_source(name: str, environ: Mapping[str, str] = os.environ) -> Source:
    """The source called `name`: `hf`, or `arxiv:` or `arxiv-` and a category.

    Raises:
        BadSource: There is none, or the environment's endpoint for it cannot be used.
    """
    if name == "hf":
        return hf.from_environment(environ)
    if name.startswith(("arxiv:", "arxiv-")):
        return arxiv.from_name(name[len("arxiv:") :], environ)
    raise BadSource(
        f'there is no source "{excerpt(name)}"; there are hf and arxiv:CATEGORY (arxiv:cs.CL)'
    )
