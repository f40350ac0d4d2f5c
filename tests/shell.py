"""Generates shell completion and the manual page: `python -m tests.shell`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import daily_papers
from daily_papers.commands.completion import SHELLS
from daily_papers.commands.man_page import man_page

FOLDER: Final = Path(daily_papers.__file__).parent / "shell"


def files() -> Mapping[str, str]:
    """The contents of each file, by name."""
    scripts = {f"daily-papers.{shell}": script() for shell, script in SHELLS.items()}
    return {**scripts, "daily-papers.1": man_page()}


if __name__ == "__main__":
    for name, text in files().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(name)
