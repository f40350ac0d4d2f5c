"""The table of verdicts, and what derives from it."""

from __future__ import annotations

from daily_papers.papers.rows import Facts
from daily_papers.papers.verdicts import BY_REGISTER, EFFECTS, TOGGLES, VERDICTS


def test_no_two_verdicts_share_a_name_or_a_glyph() -> None:
    for attribute in ("register", "act", "undo_act", "letter", "glyph", "ascii_glyph"):
        assert len({getattr(verdict, attribute) for verdict in VERDICTS}) == len(VERDICTS)
    assert not {"e", "u", "a", "q"} & {verdict.letter for verdict in VERDICTS}, "taken in triage"


def test_a_verdict_sets_its_register_and_its_undo_clears_it() -> None:
    for verdict in VERDICTS:
        assert EFFECTS[verdict.act].sets[verdict.register] is True
        assert EFFECTS[verdict.undo_act].sets == {verdict.register: False}
        assert TOGGLES[verdict.toggle].on == verdict.act
        assert set(verdict.clears) <= set(BY_REGISTER)


def test_the_first_of_several_verdicts_shows() -> None:
    assert Facts(verdicts=frozenset(BY_REGISTER)).verdict == VERDICTS[0].register
    assert Facts(read=True).verdict == ""
