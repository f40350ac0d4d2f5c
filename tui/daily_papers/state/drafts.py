"""Drafts of notes: what was being typed when the reader came to a sudden end.

They are this device's, so they lie beside `profiles/` and are not synced. A draft is one small JSON
file a paper, replaced as a whole: it holds what was typed at the last pause, or at the one before.
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
"""In bytes: a larger file is not one of ours."""


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
        """Nothing is read or made yet.

        Args:
            data: The user's data folder (`Places.data`).
            profile: The profile's name.
            disk: The calls that write; for tests of a failing disk.
        """
        self._disk = disk or Disk()
        self._folder = data / "drafts" / profile

    def read(self, paper: str) -> Draft | None:
        """The draft of a paper's note; `None` where there is none that can be read."""
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
        """Keep a draft, in the place of the one before.

        Raises:
            OSError: It cannot be kept; the one before is as it was.
        """
        held = json.dumps({"paper": paper, "text": remove_unsafe(text)}, ensure_ascii=False)
        self._disk.make_private(self._folder.parent)
        self._disk.make_private(self._folder)
        with atomic_write(self._path(paper), private=True, fsync=self._disk.fsync) as file:
            self._disk.write_all(file.fileno(), held.encode())

    def drop(self, paper: str) -> None:
        """Forget the draft of a paper's note: it is saved, or not wanted."""
        with suppress(OSError):
            os.unlink(self._path(paper))

    def _path(self, paper: str) -> Path:
        name = hashlib.sha256(paper.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return self._folder / f"{name}.json"
