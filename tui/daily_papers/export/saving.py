"""Writing an export to a file, in one step."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from daily_papers.atomic_write import atomic_write_text
from daily_papers.export.formats import Format
from daily_papers.papers.rows import Detail


def save(papers: Iterable[Detail], chosen: Format, path: Path) -> None:
    """Write papers to `path`, in UTF-8: it holds all of them, or is as it was before.

    Raises:
        OSError: It cannot be written.
    """
    with atomic_write_text(path) as file:
        chosen.write(papers, file)
