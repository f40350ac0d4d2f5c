"""`dirs`, `config`, `keys` and `themes` as a user sees them."""

from __future__ import annotations

import sys
import tomllib

from daily_papers.ui.keys.actions import ACTIONS

from tests.home import Home
from tests.terminal import Pty

COMMAND = [sys.executable, "-m", "daily_papers"]


def test_dirs_prints_the_paths_and_creates_nothing(home: Home) -> None:
    ran = home.run("dirs")
    assert ran.lines[0] == f"cache     {home.cache}  (does not exist yet)"
    assert f"state     {home.journals}  (does not exist yet)" in ran.lines
    assert home.files() == {}
    assert not home.cache.exists()


def test_dirs_as_json(read_home: Home) -> None:
    table = read_home.run("dirs", "--json").json
    assert list(table) == ["profile", "cache", "index", "state", "config", "settings", "themes"]
    assert table["cache"] == str(read_home.cache)


def test_the_defaults_change_nothing_when_written_to_config(read_home: Home) -> None:
    defaults = read_home.run("config", "--defaults").out
    assert tomllib.loads(defaults) in ({}, {"keys": {}, "fetch": {}})
    folder = read_home.folder / "config"
    folder.mkdir()
    (folder / "config.toml").write_text(defaults)
    assert read_home.run("list").err == ""


def test_config_prints_what_the_file_changes(home: Home) -> None:
    file = home.folder / "config" / "config.toml"
    assert home.run("config").lines[0] == f"# {file}  (does not exist yet)"
    file.parent.mkdir()
    file.write_text('theme = "nord"\nlines = "auto"\n[fetch]\ndays = 14\n[keys]\nstar = "f5"\n')
    ran = home.run("config")
    assert ran.lines[0] == f"# {file}"
    assert tomllib.loads(ran.out) == {
        "theme": "nord",
        "keys": {"star": "f5"},
        "fetch": {"days": 14},
    }
    file.write_text("lines = 3\n")
    assert "config.toml:1: lines must be" in home.run("config").err


def test_keys_lists_every_action(home: Home) -> None:
    ran = home.run("keys")
    for name, action in ACTIONS.items():
        assert any(name in line.split() and line.endswith(action.help) for line in ran.lines), name


def test_keys_are_listed_as_bound_in_the_config(home: Home) -> None:
    file = home.folder / "config" / "config.toml"
    file.parent.mkdir()
    file.write_text('keys.preset = "newsboat"\nkeys.star = "f5"\nkeys.nonsense = "x"\n')
    ran = home.run("keys")
    assert ran.lines[0] == "preset newsboat, with your own keys"
    assert any(line.split()[:2] == ["f5", "star"] for line in ran.lines)
    assert any(line.split()[:3] == ["D", "d", "dismiss"] for line in ran.lines)
    assert '"nonsense"' in ran.err


def test_themes_are_listed_without_colours_in_a_pipe(home: Home) -> None:
    ran = home.run("themes")
    assert "paper-dark        Paper dark        dark" in ran.lines
    assert "\x1b" not in ran.out


def test_themes_show_their_colours_on_a_terminal(home: Home) -> None:
    with Pty([*COMMAND, "themes"], columns=120, environ=home.environ) as terminal:
        assert terminal.end() == 0
    assert b"\x1b[48;2;" in terminal.written
    assert b"Paper dark" in terminal.written
    with Pty([*COMMAND, "themes"], environ={**home.environ, "NO_COLOR": "1"}) as terminal:
        assert terminal.end() == 0
    assert b"\x1b[48;2;" not in terminal.written


def test_a_new_theme_can_be_used_as_it_is_printed(home: Home) -> None:
    folder = home.folder / "config" / "themes"
    folder.mkdir(parents=True)
    (folder / "ink.toml").write_text(home.run("themes", "--new", "Ink & Wash").out, "utf-8")
    ran = home.run("themes")
    assert ran.err == ""
    assert any(line.startswith("ink ") and "Ink & Wash" in line for line in ran.lines)


def test_an_invalid_theme_is_reported_and_the_others_are_listed(home: Home) -> None:
    folder = home.folder / "config" / "themes"
    folder.mkdir(parents=True)
    (folder / "ink.toml").write_text("[palette")
    ran = home.run("themes")
    assert ran.err.startswith("daily-papers: ink.toml: is not TOML")
    assert len(ran.lines) > 10
