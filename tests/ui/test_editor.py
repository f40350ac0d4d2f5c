"""The user's own editor on a text, with editors of every temper."""

from __future__ import annotations

import os
import shlex
import signal
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from daily_papers.ui.services.editor import NoEditor, edit, find_editor

Editor = Callable[[str], list[str]]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is made for editors is made here."""
    made = tmp_path / "made"
    made.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(made))


def editor(code: str) -> list[str]:
    """An editor that runs `code` with the file's path in `file`."""
    before = "import os, pathlib, signal, sys; file = pathlib.Path(sys.argv[1]); "
    return [sys.executable, "-c", before + code]


def test_what_the_editor_wrote_is_the_text(tmp_path: Path) -> None:
    edited = edit("Before", editor("file.write_text(file.read_text() + 'After\\n\\n')"))
    assert (edited.text, edited.trouble) == ("Before\nAfter", "")
    edited.forget()
    assert not any((tmp_path / "made").iterdir())


def test_the_file_is_private_markdown_and_stays_until_it_is_forgotten(tmp_path: Path) -> None:
    look = "import stat; (file.parent.parent / 'seen').write_text("
    look += "f'{oct(file.stat().st_mode)} {oct(file.parent.stat().st_mode)} {file.suffix}')"
    edited = edit("", editor(look))
    seen = (tmp_path / "made" / "seen").read_text()
    assert seen == f"{oct(stat.S_IFREG | 0o600)} {oct(stat.S_IFDIR | 0o700)} .md"
    assert edited.file.read_text() == ""
    assert edited.text == ""


@pytest.mark.parametrize(
    ("code", "text", "trouble"),
    [
        ("pass", "Before", ""),
        ("file.write_text('New'); sys.exit(3)", "New", "exited with 3"),
        ("sys.exit(1)", "Before", "exited with 1"),
        ("file.write_text('New'); os.kill(os.getpid(), signal.SIGKILL)", "New", "was killed"),
        ("file.unlink()", None, "cannot be read"),
        ("file.unlink(); os.mkfifo(file)", None, "cannot be read"),
        ("file.unlink(); file.symlink_to('/etc/hostname')", None, "cannot be read"),
        ("file.write_bytes(b'caf\\xe9')", None, "Not UTF-8: the text is in"),
        ("file.write_bytes(b'x' * (17 << 20))", None, "Too long for a note: the text is in"),
        ("file.write_bytes(b'a\\r\\nb\\r\\n')", "a\nb", ""),
        ("other = file.with_name('x'); other.write_text('New'); other.replace(file)", "New", ""),
    ],
)
def test_an_editor_that_fails_loses_nothing(code: str, text: str | None, trouble: str) -> None:
    edited = edit("Before", editor(code))
    assert edited.text == text
    assert trouble in edited.trouble
    assert bool(trouble) == bool(edited.trouble)


@pytest.mark.parametrize("command", [["/nowhere/vim", "-n"], ["/etc/hostname"], ["\0"]])
def test_an_editor_that_cannot_be_run_is_reported(command: list[str]) -> None:
    edited = edit("Before", command)
    assert edited.text == "Before"
    assert "cannot be run" in edited.trouble


def test_no_shell_sees_the_command(tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    command = find_editor(f"{shlex.quote(sys.executable)} -c pass ; touch {trap}", {})
    edit("$(touch trap)", command)
    assert not trap.exists()


def test_keys_meant_for_the_editor_do_not_end_the_reader() -> None:
    before = signal.getsignal(signal.SIGINT)
    edited = edit("", editor("os.kill(os.getppid(), signal.SIGINT); file.write_text('done')"))
    assert edited.text == "done"
    assert signal.getsignal(signal.SIGINT) is before


def test_ctrl_c_is_not_ignored_in_the_editor() -> None:
    code = "file.write_text(str(signal.getsignal(signal.SIGINT) is signal.default_int_handler))"
    assert edit("", editor(code)).text == "True"


def test_what_cannot_be_written_as_text_is_written_all_the_same() -> None:
    assert edit("a\ud800b", editor("pass")).text == "a\ud800b"


@pytest.mark.parametrize(
    ("configured", "environ", "command"),
    [
        ("nvim -n", {"VISUAL": "vi", "EDITOR": "ed"}, ["nvim", "-n"]),
        (None, {"VISUAL": "code --wait", "EDITOR": "ed"}, ["code", "--wait"]),
        (None, {"VISUAL": "", "EDITOR": "'/my editors/ed' -s"}, ["/my editors/ed", "-s"]),
    ],
)
def test_which_editor_it_is(
    configured: str | None, environ: dict[str, str], command: list[str]
) -> None:
    assert find_editor(configured, environ) == command


@pytest.mark.parametrize("named", [None, "", "  ", "vim 'unclosed"])
def test_no_editor_is_said_so(named: str | None) -> None:
    with pytest.raises(NoEditor, match="editor"):
        find_editor(named, {})


def test_a_folder_that_cannot_be_made_is_raised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    with pytest.raises(OSError):
        edit("Before", [os.devnull])
