"""Citations of papers for TeX, reference managers and notes."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from pathlib import Path

import pytest
from daily_papers.export.bibtex import escape, join_names
from daily_papers.export.citation import Keys, cite, split_name
from daily_papers.export.formats import FORMATS, save
from daily_papers.papers.model import Paper
from daily_papers.papers.rows import Detail, Facts
from hypothesis import given
from hypothesis import strategies as st

MAMBA = Paper(
    "Mamba in Space:\n  A Survey of the State",
    abstract="We look at 50% of $all$ models.\n\n  They are fine.",
    authors=("Ana María Rosé", "Jan van der Berg", "李明"),
    arxiv_id="2503.02130",
    categories=("cs.LG", "cs.CL"),
    keywords=("state space", "survey"),
    published=date(2025, 3, 4),
)
OLD = Paper("Quantum Stuff", authors=("Feynman, Richard",), arxiv_id="quant-ph/9901001")
JOURNAL = Paper("On Trees", authors=("Ana Rosé",), doi="10.1000/x_y%z")
BARE = Paper("Nothing Is Known")


def written(name: str, *papers: Paper, note: str = "", tags: tuple[str, ...] = ()) -> str:
    """The papers as a format writes them."""
    out = io.StringIO()
    details = (Detail(1, each.id, each, Facts(tags=tags), (), note) for each in papers)
    FORMATS[name].write(details, out)
    return out.getvalue()


def test_bibtex_has_the_form_that_arxiv_gives() -> None:
    assert written("bibtex", MAMBA) == (
        "@misc{rose2025mambaspacesurveystate,\n"
        "      title={Mamba in Space: A Survey of the State},\n"
        "      author={Ana María Rosé and Jan van der Berg and 李明},\n"
        "      year={2025},\n"
        "      eprint={2503.02130},\n"
        "      archivePrefix={arXiv},\n"
        "      primaryClass={cs.LG},\n"
        "      url={https://arxiv.org/abs/2503.02130},\n"
        "}\n"
    )


def test_unknown_fields_are_left_out_and_never_guessed() -> None:
    assert "primaryClass" not in written("bibtex", OLD)
    assert "year={1999}" in written("bibtex", OLD)
    assert written("bibtex", BARE) == ("@misc{nothingknown,\n      title={Nothing Is Known},\n}\n")
    assert written("ris", BARE) == "TY  - GEN\nTI  - Nothing Is Known\nER  - \n\n"
    [item] = json.loads(written("csl-json", BARE))
    assert item == {"id": "nothingknown", "type": "article", "title": "Nothing Is Known"}


def test_biblatex_names_the_archive() -> None:
    text = written("biblatex", MAMBA)
    for line in (
        "@online{rose2025mambaspacesurveystate,",
        "date={2025-03-04}",
        "eprint={2503.02130}",
        "eprinttype={arxiv}",
        "eprintclass={cs.LG}",
        "doi={10.48550/arXiv.2503.02130}",
    ):
        assert line in text
    assert "doi={10.1000/x\\_y\\%z}" in written("biblatex", JOURNAL)


def test_ris_is_an_unpublished_work_with_family_names_first() -> None:
    assert written("ris", MAMBA).splitlines() == [
        "TY  - UNPB",
        "TI  - Mamba in Space: A Survey of the State",
        "AU  - Rosé, Ana María",
        "AU  - van der Berg, Jan",
        "AU  - 李明",
        "PY  - 2025",
        "DA  - 2025/03/04",
        "AB  - We look at 50% of all models. They are fine.",
        "KW  - state space",
        "KW  - survey",
        "DO  - 10.48550/arXiv.2503.02130",
        "AN  - arXiv:2503.02130",
        "PB  - arXiv",
        "UR  - https://arxiv.org/abs/2503.02130",
        "ER  - ",
        "",
    ]


def test_csl_json_is_one_array_of_articles() -> None:
    first, second = json.loads(written("csl-json", MAMBA, OLD))
    assert first["type"] == "article"
    assert first["author"][0] == {"family": "Rosé", "given": "Ana María"}
    assert first["author"][2] == {"literal": "李明"}
    assert first["issued"] == {"date-parts": [[2025, 3, 4]]}
    assert second["issued"] == {"date-parts": [[1999]]}
    assert second["author"] == [{"family": "Feynman", "given": "Richard"}]


def test_markdown_is_a_list_with_links_tags_and_the_note() -> None:
    text = written("markdown", MAMBA, note="Compare *table* 2.", tags=("state space",))
    assert text == (
        "- [Mamba in Space: A Survey of the State](<https://arxiv.org/abs/2503.02130>)"
        " — Ana María Rosé, Jan van der Berg, 李明, 2025\n"
        "  #state-space\n"
        "\n  Compare *table* 2.\n"
    )
    odd = Paper("A [link](javascript:x) <b> *star*", authors=("A", "B", "C", "D"))
    assert written("markdown", odd) == (
        "- A \\[link\\](javascript:x) \\<b\\> \\*star\\* — A et al.\n"
    )


def test_keys_that_clash_get_a_letter() -> None:
    keys = Keys()
    same = [keys.key(cite(Detail(1, "", MAMBA, Facts()))) for _ in range(29)]
    assert same[:3] == [
        "rose2025mambaspacesurveystate",
        "rose2025mambaspacesurveystatea",
        "rose2025mambaspacesurveystateb",
    ]
    assert same[27:] == ["rose2025mambaspacesurveystateaa", "rose2025mambaspacesurveystateab"]


def test_special_characters_of_tex_are_escaped() -> None:
    assert escape("R&D at 50% of $5 #1 a_b ~x^2") == (
        r"R\&D at 50\% of \$5 \#1 a\_b \textasciitilde{}x\textasciicircum{}2"
    )
    assert escape("\\{}") == r"\textbackslash{}\textbraceleft{}\textbraceright{}"


def test_an_author_whose_name_has_an_and_stays_one() -> None:
    assert join_names(["Weights and Biases", "Ana Rosé"]) == "{Weights and Biases} and Ana Rosé"


@pytest.mark.parametrize(
    ("name", "split"),
    [
        ("Ana María Rosé", ("Rosé", "Ana María")),
        ("Ludwig van Beethoven", ("van Beethoven", "Ludwig")),
        ("Van Beethoven", ("Beethoven", "Van")),
        ("Rosé, Ana", ("Rosé", "Ana")),
        ("DeepSeek-AI", ("DeepSeek-AI", "")),
        ("", ("", "")),
    ],
)
def test_names_are_split_at_the_family_name(name: str, split: tuple[str, str]) -> None:
    assert split_name(name) == split


papers = st.builds(
    Paper,
    title=st.text(max_size=60),
    abstract=st.text(max_size=60),
    authors=st.lists(st.text(max_size=20), max_size=3).map(tuple),
    arxiv_id=st.sampled_from([None, "2503.02130", "cs/0112017"]),
    doi=st.sampled_from([None, "10.1000/a{b"]),
    categories=st.lists(st.text(max_size=8), max_size=1).map(tuple),
    keywords=st.lists(st.text(max_size=12), max_size=2).map(tuple),
)


@given(st.lists(papers, max_size=4))
def test_braces_match_keys_are_ascii_and_each_paper_has_an_entry(
    several: list[Paper],
) -> None:
    for name, kind in (("bibtex", "@misc{"), ("biblatex", "@online{")):
        text = written(name, *several)
        assert text.count("{") == text.count("}")
        keys = re.findall(rf"(?m)^{kind}([a-z0-9]+),$", text)
        assert len(set(keys)) == len(several)
    assert written("ris", *several).count("\nER  - \n") == len(several)
    assert len(json.loads(written("csl-json", *several))) == len(several)


@given(st.lists(papers, max_size=3), st.sampled_from(sorted(FORMATS)))
def test_no_format_writes_control_characters_or_surrogates(several: list[Paper], name: str) -> None:
    text = written(name, *several)
    assert not [
        char for char in text if char not in "\n\t" and not char.isprintable() and ord(char) < 0xA0
    ]
    text.encode("utf-8")


def test_a_file_is_complete_or_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "papers.bib"
    path.write_text("before")

    def broken() -> object:
        yield Detail(1, MAMBA.id, MAMBA, Facts())
        raise RuntimeError("the index went away")

    with pytest.raises(RuntimeError):
        save(broken(), FORMATS["bibtex"], path)  # type: ignore[arg-type]
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]
    save([Detail(1, MAMBA.id, MAMBA, Facts())], FORMATS["bibtex"], path)
    assert path.read_text("utf-8").startswith("@misc{rose2025")
