"""CSL-JSON, which Pandoc and Zotero read: https://docs.citationstyles.org/en/stable/specification"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TextIO

from daily_papers.export.citation import Citation, Keys, cite, split_name
from daily_papers.export.json_records import write_array
from daily_papers.papers.rows import Detail


def write(papers: Iterable[Detail], out: TextIO) -> None:
    """Write one array with an item for each paper."""
    keys = Keys()
    cited = map(cite, papers)
    write_array((_item(each, keys.key(each)) for each in cited), out)


def _item(cited: Citation, key: str) -> dict[str, Any]:
    arxiv = cited.arxiv_id
    item = {
        "id": key,
        "type": "article",
        "title": cited.title,
        "author": [_name(name) for name in cited.authors],
        "issued": _issued(cited),
        "publisher": "arXiv" if arxiv else None,
        "number": f"arXiv:{arxiv}" if arxiv else None,
        "DOI": cited.doi,
        "URL": cited.url,
        "keyword": ", ".join(cited.keywords),
        "abstract": cited.abstract,
    }
    return {name: value for name, value in item.items() if value}


def _name(name: str) -> dict[str, str]:
    family, given = split_name(name)
    return {"family": family, "given": given} if given else {"literal": family}


def _issued(cited: Citation) -> dict[str, list[list[int]]] | None:
    if cited.published:
        day = cited.published
        return {"date-parts": [[day.year, day.month, day.day]]}
    return {"date-parts": [[cited.year]]} if cited.year else None
