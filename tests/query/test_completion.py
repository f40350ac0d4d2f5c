"""Completions at the cursor, and the number of papers that they match."""

from collections.abc import Iterable
from datetime import date

import pytest
from daily_papers.query.completion import complete
from daily_papers.query.fold import fold, words
from daily_papers.query.parser import parse
from daily_papers.query.vocabulary import STATES
from hypothesis import given
from hypothesis import strategies as st

from tests.query.expressions import queries, texts

VALUES = {
    "author": {"Yann LeCun": 7, "Yann Dubois": 2, "Rosé Ngo": 1},
    "org": {"Google": 30, 'A "quoted" lab': 1},
    "keyword": {"state space models": 12, "stereo": 3},
    "submitter": {"akhaliq": 99},
    "tag": {"to-read": 4, "thesis": 2, "~odd": 1},
    "date": {"2025-07-31": 57, "2025-07": 812},
    "is": {"unread": 53, "read": 4},
    "has": {"code": 20},
}


class Papers:
    """A source that has `VALUES`."""

    def values(self, field: str, beginning: str) -> Iterable[tuple[str, int]]:
        """The values with a word that begins with `beginning`, or that begin with it."""
        for value, count in VALUES[field].items():
            starts = [value, *(word.folded for word in words(value))]
            if any(fold(start).startswith(fold(beginning)) for start in starts):
                yield value, count


def offered(typed: str) -> list[str]:
    """The text after accepting each of the completions; `|` is the cursor."""
    cursor = typed.index("|")
    query = typed.replace("|", "")
    return [
        f"{query[: one.start]}{one.text}|{query[one.end :]}"
        for one in complete(query, cursor, Papers())
    ]


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("ti|", ["title:|"]),
        ("a -auth|", ["a -author:|"]),
        ("Up|", ["upvotes:|"]),
        ("ti|tl", ["title:|"]),
        ("O|", ["OR |", "org:|"]),
        ("a NO|", ["a NOT |", "a note:|", "a has:note |"]),
        ("a NOT| b", ["a NOT| b", "a note:| b", "a has:note| b"]),
        ("unr|", ["is:unread |"]),
        ("(sta|)", ["(stars:|)", "(is:starred|)"]),
        ("is:|", [f"is:{state} |" for state in STATES]),
        ("is:un|", ["is:unread |"]),
        ("is:u|n a", ["is:unread| a"]),
        ("is:stared|", ["is:starred |"]),
        ("has:CO|", ["has:code |"]),
        ("sort:up|", ["sort:upvotes |"]),
        ("sort:-da|", ["sort:-date |"]),
        ("so|", ["sort:|"]),
        ("-so|", []),
        ("(so|", []),
        ("tag:t|", ["tag:to-read |", "tag:thesis |"]),
        ("tag:odd|", ['tag:"~odd" |']),
        ("author:yann|", ['author:"Yann LeCun" |', 'author:"Yann Dubois" |']),
        ("author:ros|", ['author:"Rosé Ngo" |']),
        ('author:"du|', ['author:"Yann Dubois" |']),
        ('author:"du|"', ['author:"Yann Dubois" |']),
        ("author:(rosé OR lec|", ['author:(rosé OR "Yann LeCun" |']),
        ("org:lab|", ['org:"A quoted lab" |']),
        ("submitter:|", ["submitter:akhaliq |"]),
        ("date:t|", ["date:today |"]),
        ("date:<|", ["date:<1w |", "date:<1m |", "date:<1y |"]),
        ("date:2025-07|", ["date:2025-07-31 |", "date:2025-07 |"]),
        ("date:2025-07..t|", ["date:2025-07..today |"]),
        ("title:ma|", []),
        ("upvotes:|", []),
        ('"state sp|', []),
        ("/state sp|", []),
        ("~un|", []),
        ("(a)|", []),
        ("titel:x ti|", []),
        ("zz|", []),
    ],
)
def test_completions(typed: str, accepted: list[str]) -> None:
    assert offered(typed) == accepted


def test_completions_have_counts_and_hints() -> None:
    assert [(one.label, one.count) for one in complete("tag:t", 5, Papers())] == [
        ("to-read", 4),
        ("thesis", 2),
    ]
    assert [(one.label, one.count) for one in complete("is:", 3, Papers())][:3] == [
        ("unread", 53),
        ("read", 4),
        ("starred", None),
    ]
    (field,) = complete("key", 3, Papers())
    assert (field.label, field.hint) == ("keyword:", "a keyword of the source")


def test_an_empty_query_completes_to_every_field() -> None:
    assert [text for text in offered("|") if not text.endswith(":|")] == []
    assert len(offered("|")) == len(offered("a |")) == 17


@given(queries, st.data())
def test_an_accepted_completion_parses(text: str, data: st.DataObject) -> None:
    cursor = data.draw(st.integers(0, len(text)))
    for one in complete(text, cursor, Papers()):
        assert 0 <= one.start <= cursor <= one.end <= len(text)
        parse(text[: one.start] + one.text, date(2025, 7, 31), unfinished=True)


@given(texts, st.data())
def test_any_text_can_be_completed(text: str, data: st.DataObject) -> None:
    cursor = data.draw(st.integers(0, len(text)))
    assert all(one.label for one in complete(text, cursor, Papers()))
