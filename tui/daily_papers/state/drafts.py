"""Drafts of notes: what was typed when the reader was killed.

Drafts belong to this device, so they are beside `profiles/` and are not synced. A draft is a small
JSON file, one a paper, written atomically at each pause in typing.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from daily_papers.atomic_write import atomic_write
from daily_papers.papers.text import remove_unsafe
from daily_papers.safe_open import open_file
from daily_papers.state.storage import Disk

_LARGEST: Final = 16 << 20
"""Bytes of a draft that are read; ours are smaller."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed, and when."""

    text: str
    """Markdown."""
    time: float
    """When it was written, in seconds since 1970."""


class Drafts:
    """The drafts of one profile."""

    def __init__(self, data: Path, profile: str, *, disk: Disk | None = None) -> None:
        """Reads and creates nothing yet.

        Args:
            data: The user's data folder (`Paths.data`).
            profile: The profile's name.
            disk: The system calls that write; tests let them fail.
        """
        self._disk = disk or Disk()
        self._folder = data / "drafts" / profile

    def read(self, paper: str) -> Draft | None:
        """The draft of a paper's note; `None` if there is none that can be read."""
        try:
            with open_file(self._path(paper)) as file:
                held = json.loads(file.read(_LARGEST))
                time = os.fstat(file.fileno()).st_mtime
        except (OSError, ValueError, RecursionError):
            return None
        text = held.get("text") if isinstance(held, dict) else None
        if not isinstance(text, str) or held.get("paper") != paper:
            return None
        return Draft(text, time)

    def write(self, paper: str, text: str) -> None:
        """Replace the draft of a paper's note.

        Raises:
            OSError: It cannot be written; the previous draft is unchanged.
        """
        held = json.dumps({"paper": paper, "text": remove_unsafe(text)}, ensure_ascii=False)
        self._disk.make_private_folder(self._folder.parent)
        self._disk.make_private_folder(self._folder)
        with atomic_write(self._path(paper), private=True, fsync=self._disk.fsync) as file:
            self._disk.write_all(file.fileno(), held.encode())

    def delete(self, paper: str) -> None:
        """Delete the draft of a paper's note, if there is one."""
        with suppress(OSError):
            os.unlink(self._path(paper))

    def _path(self, paper: str) -> Path:
        name = hashlib.sha256(paper.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return self._folder / f"{name}.json"
