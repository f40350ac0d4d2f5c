"""Real abstracts for tests and benchmarks."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path


def daily(data: Path) -> Iterator[str]:
    """The abstracts of all day files, each once."""
    seen = set()
    for file in sorted((data / "hf-api").glob("*.json")):
        day = json.loads(file.read_text("utf-8"))
        for entry in day["data"] if isinstance(day, dict) else day:
            outer = ast.literal_eval(entry) if isinstance(entry, str) else entry
            abstract = outer["paper"].get("summary") or outer.get("summary") or ""
            if abstract not in seen:
                seen.add(abstract)
                yield abstract


def arxiv(data: Path) -> Iterator[str]:
    """The abstracts of arXiv's metadata, with their TeX."""
    with (data / "arxiv-jsonl" / "arxiv-6000.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["summary"]
