"""Files to be imported, and importing them, for tests."""

from __future__ import annotations

import json
import os
import time
from datetime import date
from io import BytesIO
from pathlib import Path

from daily_papers.importer import Imported, Refused, Totals, import_paths

TODAY = date(2026, 11, 22)
ABSTRACT = (
    "We study pruning when the data are scarce and the labels are noisy. Earlier work looked at "
    "one setting only, and left this aside. We measure it on four public sets, and find that a "
    "simple rule, tuned on nothing, is as good as the best known model. Our code is public."
)
PAGE = f"Daily Papers\n\nbyAK and the research community\n\nJul 31\n\nPruning\n\n{ABSTRACT}\n"


def answer(*numbers: int, **more: object) -> str:
    """An answer of the API with the papers of these numbers."""
    return json.dumps(
        [
            {"id": f"2503.{n:05}", "title": f"Paper {n}", "summary": "S", "upvotes": n} | more
            for n in numbers
        ]
    )


def put(path: Path, text: str) -> Path:
    """Write a file as if on 22 November 2026 at noon."""
    path.write_text(text)
    noon = time.mktime((2026, 11, 22, 12, 0, 0, 0, 0, -1))
    os.utime(path, (noon, noon))
    return path


def run(
    cache: Path,
    *paths: str | Path,
    day: date | None = None,
    collection: str | None = None,
    stdin: bytes | None = None,
    totals: Totals | None = None,
) -> list[Imported | Refused]:
    """Import paths into a cache on 22 November 2026."""
    return list(
        import_paths(
            paths,
            cache,
            day=day,
            collection=collection,
            stdin=None if stdin is None else BytesIO(stdin),
            today=TODAY,
            totals=totals,
        )
    )


def imported(result: Imported | Refused) -> Imported:
    """What was imported, of what must have been."""
    assert isinstance(result, Imported), result
    return result


def problem_with(cache: Path, path: Path) -> str:
    """The one line about a file that cannot be read; the cache stays empty."""
    (result,) = run(cache, path)
    assert isinstance(result, Refused)
    assert not cache.exists() or os.listdir(cache) == []
    assert result.origin == str(path)
    assert str(result).isprintable()
    return result.reason
