"""The table of what an act does, as the user manual has it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from daily_papers.papers.rows import UNTOUCHED, Facts
from daily_papers.papers.verdicts import BY_REGISTER, EFFECTS, TOGGLES
from daily_papers.state.acts import (
    UnknownAct,
    apply,
    clean_tag,
    decide,
    describe,
    past,
)
from hypothesis import given
from hypothesis import strategies as st

READ = Facts(read=True)
all_facts = st.builds(
    Facts, read=st.booleans(), verdicts=st.frozensets(st.sampled_from([*BY_REGISTER]))
)


def judged(*verdicts: str, read: bool = True) -> Facts:
    """The facts of a paper with these verdicts."""
    return Facts(read=read, verdicts=frozenset(verdicts))


def after(name: str, facts: Facts) -> Facts:
    """The facts after an act."""
    return apply(facts, decide(name, [facts]).sets)


@pytest.mark.parametrize(
    ("act", "before", "then"),
    [
        ("open", UNTOUCHED, Facts(read=True, auto=True)),
        ("toggle_read", UNTOUCHED, READ),
        ("toggle_read", Facts(read=True, auto=True), UNTOUCHED),
        ("toggle_read", judged("dismissed", read=False), READ),
        ("toggle_read", judged("dismissed"), UNTOUCHED),
        ("toggle_star", UNTOUCHED, judged("starred")),
        ("toggle_star", judged("starred", read=False), UNTOUCHED),
        ("toggle_star", judged("starred"), READ),
        ("star", judged("starred"), judged("starred")),
        ("toggle_later", UNTOUCHED, judged("later")),
        ("toggle_later", judged("later", read=False), UNTOUCHED),
        ("toggle_dismiss", judged("starred", "later", read=False), judged("dismissed")),
        (
            "toggle_dismiss",
            judged("starred", "dismissed"),
            judged("starred"),
        ),
        ("done", judged("starred", "later", read=False), judged("starred")),
        ("read", judged("dismissed", read=False), judged("dismissed")),
    ],
)
def test_what_an_act_does(act: str, before: Facts, then: Facts) -> None:
    assert after(act, before) == then


@given(all_facts, st.sampled_from([*EFFECTS]))
def test_an_act_reports_which_papers_it_changes(facts: Facts, act: str) -> None:
    (changes,) = decide(act, [facts]).changes
    assert changes == (replace(after(act, facts), auto=False) != facts)


@given(all_facts, st.sampled_from([*TOGGLES]))
def test_a_toggle_always_switches_its_fact(facts: Facts, act: str) -> None:
    register = TOGGLES[act].register
    assert after(act, facts).holds(register) != facts.holds(register)


@given(st.lists(all_facts, min_size=1), st.sampled_from([*TOGGLES]))
def test_a_toggle_over_several_makes_them_alike(papers: list[Facts], act: str) -> None:
    register = TOGGLES[act].register
    sets = decide(act, papers).sets
    assert len({apply(facts, sets).holds(register) for facts in papers}) == 1


def test_opening_again_does_not_make_a_read_one_auto() -> None:
    assert decide("open", [READ]).changes == (False,)


def test_a_dismissed_paper_can_be_starred_and_stays_dismissed() -> None:
    assert after("star", judged("dismissed", read=False)).dismissed


def test_tags() -> None:
    tagged = apply(UNTOUCHED, decide("tag", [UNTOUCHED], tag=" #a  b\u202e ").sets)
    assert tagged.tags == ("a b",)
    assert decide("tag", [tagged, UNTOUCHED], tag="a b").changes == (False, True)
    assert apply(tagged, decide("untag", [tagged], tag="a b").sets) == UNTOUCHED


def test_several_tags_are_one_act() -> None:
    both = decide("tag", [UNTOUCHED], tag=["robots", "#vision"])
    assert both.sets == {"tag:robots": True, "tag:vision": True}
    half = Facts(tags=("robots",))
    assert decide("tag", [half, apply(UNTOUCHED, both.sets)], tag=["robots", "vision"]).changes == (
        True,
        False,
    )
    assert decide("untag", [half, UNTOUCHED], tag=["robots", "vision"]).changes == (True, False)


@given(st.text())
def test_a_cleaned_tag_is_one_line_and_stays_as_it_is(text: str) -> None:
    try:
        tag = clean_tag(text)
    except ValueError:
        return
    assert tag.isprintable()
    assert clean_tag(tag) == tag


def test_words() -> None:
    assert describe("star", 1) == "Starred"
    assert describe("read", 8204) == "8,204 read"
    assert past("cherish") == "cherish"
    with pytest.raises(UnknownAct):
        decide("cherish", [UNTOUCHED])
