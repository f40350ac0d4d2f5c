"""What the reader remembers on this device."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from daily_papers.papers.model import Digest
from daily_papers.papers.scopes import LATER, STARRED, UNREAD, VIEWS, SavedViewScope, Scope
from daily_papers.settings import ReadingPosition, Settings, load, save
from hypothesis import given
from hypothesis import strategies as st

LEFT = ReadingPosition(
    scope=Digest(date(2025, 7, 31)), paper="arxiv:2503.02130", filter='"state space"', scroll=12
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "settings.toml"


def test_settings_are_loaded_as_saved(path: Path) -> None:
    settings = Settings(theme="nord", lines=1, wide=True, hints=frozenset({"triage", "filter"}))
    settings = settings.with_position("main", LEFT).with_position(
        "lab", ReadingPosition(scope=STARRED)
    )
    assert not save(path, settings)
    assert load(path) == settings
    assert load(path).position("main") == LEFT
    assert load(path).position("never used") == ReadingPosition()


def test_without_a_file_nothing_is_remembered(path: Path) -> None:
    assert load(path) == Settings()


def test_the_file_is_private_and_names_the_program(path: Path) -> None:
    save(path, Settings(theme="nord"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.read_text().startswith("# Written by daily-papers.")


@pytest.mark.parametrize(
    "text",
    [
        'theme = 3\nlines = 9\nwide = "yes"\nhints = 1\nplaces = []\n',
        "places.main = 3\nlines = true\n",
        "[places\n",
        "\0",
    ],
)
def test_invalid_values_get_their_default(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text)
    assert load(path) == Settings()


def test_one_invalid_value_does_not_affect_the_others(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(
        'theme = "nord"\nwide = 1\nhints = ["a", 2]\nfuture = 1\n'
        '[places.main]\nscope = "later"\nscroll = -3\npaper = []\n'
    )
    position = ReadingPosition(scope=LATER)
    expected = Settings(theme="nord", hints=frozenset({"a"})).with_position("main", position)
    assert load(path) == expected


def test_an_unwritable_folder_is_no_crash(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert save(tmp_path / "file" / "settings.toml", Settings(theme="nord"))
    (tmp_path / "settings.toml").mkdir()
    assert save(tmp_path / "settings.toml", Settings(theme="nord"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "settings.toml"]


def test_a_full_disk_leaves_the_old_settings(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(path, Settings(theme="nord"))

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert save(path, Settings(theme="gruvbox")) == "no space left on device"
    assert load(path).theme == "nord"
    assert [each.name for each in path.parent.iterdir()] == ["settings.toml"]


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text("")
    link = tmp_path / "settings.toml"
    link.symlink_to(real)
    assert not save(link, Settings(theme="nord"))
    assert link.is_symlink()
    assert load(real).theme == "nord"


def test_a_number_too_large_to_write_again_does_not_stop_the_next_save(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("[places.main]\nscroll = 0x" + "f" * 9_000)
    assert not save(path, load(path).with_position("lab", LEFT))
    assert load(path).position("lab") == LEFT


TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
SCOPES = (
    st.sampled_from([*VIEWS, None])
    | st.builds(SavedViewScope, TEXTS)
    | st.builds(Digest, st.dates())
    | TEXTS.map(lambda name: Digest(name=name))
)
POSITIONS = st.builds(ReadingPosition, SCOPES, TEXTS, TEXTS, st.integers(0, 10**6))


@given(
    st.builds(
        Settings,
        theme=TEXTS,
        lines=st.sampled_from([0, 1, 2]),
        wide=st.booleans(),
        hints=st.frozensets(TEXTS, max_size=3),
        filters=st.lists(TEXTS, max_size=3).map(tuple),
        positions=st.dictionaries(TEXTS, POSITIONS, max_size=3),
    )
)
def test_any_settings_are_loaded_as_saved(
    tmp_path_factory: pytest.TempPathFactory, settings: Settings
) -> None:
    path = tmp_path_factory.getbasetemp() / "settings.toml"
    assert not save(path, settings)
    assert load(path) == settings


def test_a_lone_surrogate_in_a_filter_does_not_prevent_saving(path: Path) -> None:
    position = replace(LEFT, filter="\ud800")
    assert not save(path, Settings(theme="nord").with_position("main", position))
    assert load(path).theme == "nord"


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("unread", UNREAD),
        ("2025-07-31", Digest(date(2025, 7, 31))),
        ("collection:my list", Digest(name="my list")),
        ("view:view:All", SavedViewScope("view:All")),
        ("", None),
        ("no such view", None),
    ],
)
def test_a_scope_is_one_text_in_the_file(path: Path, text: str, scope: Scope | None) -> None:
    save(path, Settings().with_position("main", ReadingPosition(scope=scope)))
    if scope:
        assert f'scope = "{text}"\n' in path.read_text("utf-8")
    path.write_text(f'[places.main]\nscope = "{text}"\n', "utf-8")
    assert load(path).position("main").scope == scope
