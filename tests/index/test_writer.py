"""The texts of papers, written at the end of a transaction."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from daily_papers.index.records import Work, prepare
from daily_papers.index.schema import connect
from daily_papers.index.writer import Texts
from daily_papers.papers.model import Paper


def test_a_paper_replaced_twice_in_a_transaction_counts_its_authors_once(tmp_path: Path) -> None:
    paper = Paper(title="Mamba", abstract="", authors=("Grace Hopper",))
    text = prepare(Work(paper, (), None))
    with closing(connect(tmp_path / "index.db")) as db:
        texts = Texts()
        texts.add(1, text, replace=False)
        texts.flush(db)
        texts.add(1, text, replace=True)
        texts.add(1, text, replace=True)
        texts.flush(db)
        counted = db.execute("SELECT folded, papers FROM name").fetchall()
    assert [papers for _, papers in counted] == [1]
