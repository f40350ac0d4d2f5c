"""The user's own editor on a text: a private file, no shell, and nothing lost if it fails."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from daily_papers.safe_open import open_file
from daily_papers.ui.strings import errors

_LARGEST: Final = 16 << 20
"""In bytes: more than a note can be."""


class NoEditor(Exception):
    """There is no editor to run; `str()` says what to do."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of it. The file stays until `forget`, so that what was written is safe first."""

    file: Path
    text: str | None
    """What the file holds now, without line ends at its end; `None` where it cannot be read."""
    trouble: str = ""
    """Why the user may not have meant it so, in words; empty where all went well."""

    def forget(self) -> None:
        """Remove the file and its folder."""
        shutil.rmtree(self.file.parent, ignore_errors=True)


def find_editor(configured: str | None, environ: Mapping[str, str] = os.environ) -> list[str]:
    """The command that edits a file, without the file.

    Args:
        configured: `editor` in `config.toml`, which counts first.
        environ: The environment, with `VISUAL` and `EDITOR`.

    Raises:
        NoEditor: None is named, or its name cannot be read.
    """
    named = configured or environ.get("VISUAL") or environ.get("EDITOR") or ""
    try:
        command = shlex.split(named)
    except ValueError as error:
        raise NoEditor(errors.unreadable_editor(error)) from error
    if not command:
        raise NoEditor(errors.NO_EDITOR)
    return command


def edit(text: str, command: Sequence[str]) -> Edited:
    """Run an editor on `text` and wait for it; the terminal must be free.

    Args:
        text: What the file holds at first.
        command: What runs, without the file.

    Raises:
        OSError: No file can be made for it.
    """
    # mkdtemp's folders have mode 0700.
    file = Path(tempfile.mkdtemp(prefix="daily-papers-note-")) / "note.md"
    before = text.encode("utf-8", "replace") + (b"\n" if text else b"")
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as made:
        made.write(before)
    name = Path(command[0]).name
    try:
        with _left_alone_by_keys():
            code = subprocess.run([*command, str(file)], check=False).returncode
    except (OSError, ValueError) as error:
        return Edited(file, text, errors.cannot_run(name, _words(error)))
    trouble = ""
    if code:
        trouble = errors.exited_with(name, code) if code > 0 else errors.was_killed(name)
    try:
        with open_file(file) as written:
            after = written.read(_LARGEST + 1)
    except OSError as error:
        return Edited(file, None, errors.editor_file_not_read(name, _words(error)))
    if len(after) > _LARGEST:
        return Edited(file, None, errors.note_too_long(file))
    try:
        read = after.decode()
    except UnicodeDecodeError:
        return Edited(file, None, errors.not_utf8(file))
    if after == before:
        return Edited(file, text, trouble)
    return Edited(file, read.replace("\r\n", "\n").rstrip("\n"), trouble)


@contextmanager
def _left_alone_by_keys() -> Iterator[None]:
    """Keys such as ctrl+c are meant for the editor now: they do not end the reader.

    Not ignored but handled: what is ignored would be so in the editor too.
    """
    numbers = (signal.SIGINT, signal.SIGQUIT)
    before = {number: signal.signal(number, lambda *_: None) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _words(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
