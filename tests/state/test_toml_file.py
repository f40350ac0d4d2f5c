"""Export and import: the state is written as TOML and comes back whole."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from daily_papers.papers.model import Paper
from daily_papers.state import views
from daily_papers.state.store import Store, Target
from daily_papers.state.toml_file import BadExport, ImportResult, export_toml, import_toml

from tests.state.profiles import Profile, paper

HAT = Paper(
    'HAT: "Hybrid" [Attention]',
    abstract="We do.\n\nWell.",
    authors=("A", "李"),
    arxiv_id="2309.05239",
)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Profile]:
    """A second, empty profile."""
    created = Profile(tmp_path / "elsewhere" / "profiles" / "main")
    yield created
    created.close()


def fill(window: Store) -> None:
    """Do one of everything."""
    window.act("star", [Target(HAT.id, paper=HAT, digest="2025-07-31")])
    window.act("later", [paper(2), paper(1)])
    window.move(paper(1), None, paper(2))
    window.act("dismiss", [paper(3)])
    window.act("open", [paper(4)])
    window.act("tag", [paper(1), paper(5)], tag="état d'art")
    window.note(paper(5), "Compare table 2.\n\n> \"quoted\" '''and''' \\tex\n")
    window.write("view", [], views.saved_view("Zoo", "upvotes:>50"))
    window.write("view", [], views.saved_view("Ant", "is:starred mamba"))
    window.write("mute", [], views.mute_rule("title:blockchain"))
    window.write("highlight", [], views.highlight_rule('"state space"'))


def test_a_profile_comes_back_whole(profile: Profile, other: Profile) -> None:
    window = profile.window()
    fill(window)
    text = export_toml(window.queries)
    there = other.window()
    assert import_toml(text, there).papers == 6
    assert export_toml(there.queries) == text
    assert [name for _, name in there.queries.queue()] == [paper(1).id, paper(2).id]
    assert [view.name for view in views.views(there.queries)] == ["Zoo", "Ant"]
    assert there.queries.detail([HAT.id]).copy == window.queries.detail([HAT.id]).copy


def test_importing_twice_changes_nothing(profile: Profile) -> None:
    window = profile.window()
    fill(window)
    text = export_toml(window.queries)
    before = profile.journal().read_bytes()
    assert import_toml(text, window) == ImportResult(0, 0, ())
    assert profile.journal().read_bytes() == before


def test_import_adds_and_clears_nothing(profile: Profile, other: Profile) -> None:
    window, there = profile.window(), other.window()
    window.note(paper(1), "Ours.")
    window.act("star", [paper(1)])
    window.write("view", [], views.saved_view("Mine", "mamba"))
    there.note(paper(1), "Theirs.")
    there.act("tag", [paper(1)], tag="x")
    there.write("view", [], views.saved_view("Mine", "jamba"))
    imported = import_toml(export_toml(there.queries), window)
    assert imported.kept == ("Mine",)
    held = window.queries.detail(paper(1).ids)
    assert held.facts.starred
    assert held.facts.tags == ("x",)
    assert held.note == "Ours.\n\n---\n\nTheirs."
    assert views.views(window.queries)[0].query == "mamba"


def test_an_import_is_undone_like_any_act(profile: Profile, other: Profile) -> None:
    window, there = profile.window(), other.window()
    fill(there)
    import_toml(export_toml(there.queries), window)
    assert window.undo().words == "Undone: 6 imported"
    assert not any(
        window.queries.facts([name]).starred or window.queries.facts([name]).tags
        for name in window.queries.all_ids()
    )


def test_notes_are_readable_in_the_file(profile: Profile) -> None:
    window = profile.window()
    window.note(paper(1), "# Idea\n\nTry it.\n")
    text = export_toml(window.queries)
    assert "\n# Idea\n\nTry it." in text
    window.note(paper(1), "with\rcarriage\r\nreturns")
    (table,) = tomllib.loads(export_toml(window.queries))["paper"]
    assert table["note"] == "with\rcarriage\r\nreturns"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "should begin with format"),
        ("= 1", "not TOML"),
        ("format = 'daily-papers state'\nversion = 99", "unknown version 99"),
        ("format = 'daily-papers state'\nversion = 1\npaper = 3", r"\[\[paper\]\]"),
        ("format = 'daily-papers state'\nversion = 1\n[[paper]]\nid = 3", "id is 3"),
        (
            "format = 'daily-papers state'\nversion = 1\n[[paper]]\nid = 'a'\nstarred = 'yes'",
            "a: starred is 'yes'",
        ),
        (
            "format = 'daily-papers state'\nversion = 1\n[[paper]]\nid = 'a'\ntags = ['']",
            "a: not a tag: ''",
        ),
        (
            "format = 'daily-papers state'\nversion = 1\n[[paper]]\nid = 'a'\nlater = 'soon'",
            "a: later is 'soon'",
        ),
    ],
)
def test_a_file_that_is_no_export_is_reported(profile: Profile, text: str, says: str) -> None:
    window = profile.window()
    with pytest.raises(BadExport, match=says):
        import_toml(text, window)
    assert not profile.folder.exists()
