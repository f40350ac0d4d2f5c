"""What `doctor` looks at. A check only reads, and gives findings in words."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from daily_papers import themes
from daily_papers.cache import files
from daily_papers.commands.context import Setup
from daily_papers.commands.output import is_utf8
from daily_papers.fetch.history import last_fetched
from daily_papers.humanize import ago, quantity
from daily_papers.library import Inspection, inspect_index
from daily_papers.state.journal_reader import examine_journals, list_journals
from daily_papers.state.records import NEWER
from daily_papers.toml_files import Problem

_MOST: Final = 10
"""Of more findings of one kind than these the rest is counted."""


class Grade(StrEnum):
    """How bad something is."""

    OK = "ok"
    NOTE = "note"
    """Worth knowing; nothing needs to be done."""
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    grade: Grade
    place: str
    """What was looked at: `cache`, `index` …"""
    words: str
    """How it is, and where it is wrong, after `;` what to do."""


def configuration(setup: Setup) -> Iterator[Finding]:
    """`config.toml` and the themes."""
    from daily_papers.config import NAME

    path = setup.paths.config / NAME
    missing = "" if path.exists() else " is not there; every key is at its default"
    yield from _told("config", setup.problems, f"{path}{missing}")
    folder = setup.paths.config / "themes"
    found, problems = themes.load_themes(folder)
    name = setup.config.theme
    if name != "auto" and name not in found:
        words = themes.unknown_theme(name, folder)
        yield Finding(Grade.WRONG, "themes", f"{words}; `daily-papers themes` lists them")
    yield from _told("themes", problems, quantity(len(found), "theme"))


def cache(setup: Setup) -> Iterator[Finding]:
    """The folder of digest files, as a walk through it finds it."""
    folder = setup.paths.cache
    errors: list[OSError] = []
    try:
        count = sum(1 for _ in files.scan(folder, errors.append))
    except FileNotFoundError:
        words = f"{folder} is not there yet; `daily-papers import PATH` makes it"
        yield Finding(Grade.NOTE, "cache", words)
        return
    except OSError as error:
        words = f"{folder}: {error.strerror}; change its permissions, or choose another --cache"
        yield Finding(Grade.WRONG, "cache", words)
        return
    for each in errors[:_MOST]:
        words = f"{each.filename}: {each.strerror}; move it away, or make it readable"
        yield Finding(Grade.WRONG, "cache", words)
    yield Finding(Grade.OK, "cache", f"{quantity(count, 'file')} in {folder}{_fetched(setup)}")


def _fetched(setup: Setup) -> str:
    """`, fetched 3 days ago`; nothing where fetch never filled this cache."""
    then = last_fetched(setup.paths.data, setup.paths.cache)
    if then is None:
        return ""
    now = datetime.now().astimezone()
    return f", fetched {ago(datetime.fromtimestamp(then, now.tzinfo), now)}"


def index(setup: Setup) -> Iterator[Finding]:
    """The index, if there is one, and what it knows of files and acts."""
    folder = setup.paths.index
    if not _may_be_written(folder):
        words = f"{folder} cannot be written; until it can, every start reads all files anew"
        yield Finding(Grade.WRONG, "index", words)
    found = inspect_index(setup.paths)
    if found is None:
        yield Finding(Grade.OK, "index", "none yet; it is made when it is needed")
    elif found.damage:
        words = f"damaged ({found.damage}); `daily-papers doctor --fix` has it made anew"
        yield Finding(Grade.WRONG, "index", words)
    else:
        yield from _in_index(found)


def journals(setup: Setup) -> Iterator[Finding]:
    """The profile's folder and every journal in it."""
    folder = setup.paths.state
    if not folder.exists():
        if not _may_be_written(folder):
            words = f"{folder} cannot be made; nothing will be saved until it can"
            yield Finding(Grade.WRONG, "state", words)
        else:
            yield Finding(Grade.OK, "state", "nothing is marked yet")
        return
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        words = f"{folder} cannot be written; change its permissions, or nothing will be saved"
        yield Finding(Grade.WRONG, "state", words)
    for path in open_to_others(folder):
        words = f"{path} can be read by others; `daily-papers doctor --fix` closes it"
        yield Finding(Grade.WRONG, "state", words)
    acts, readable = 0, 0
    for journal in examine_journals(folder):
        if journal.unreadable:
            words = f"{folder / journal.name}: {journal.unreadable}"
            yield Finding(Grade.WRONG, "state", f"{words}; move it away, or make it readable")
            continue
        acts += journal.lines
        readable += 1
        for why, number in sorted(journal.passed_over.items()):
            todo = "update daily-papers to see them" if why == NEWER else "the rest counts"
            words = f"{journal.name}: {quantity(number, 'line')} passed over ({why}); {todo}"
            yield Finding(Grade.NOTE, "state", words)
    words = f"{quantity(acts, 'act')} in {quantity(readable, 'journal')} in {folder}"
    yield Finding(Grade.OK, "state", words)


def terminal(setup: Setup) -> Iterator[Finding]:
    """The terminal, where output goes to one."""
    from daily_papers.ui.terminal.run import terminal_fits

    if not sys.stdout.isatty():
        yield Finding(Grade.NOTE, "terminal", "output goes into a pipe; nothing to look at")
        return
    if words := terminal_fits():
        yield Finding(Grade.WRONG, "terminal", words)
    if not is_utf8():
        words = f"the encoding is {sys.stdout.encoding}; set a UTF-8 locale to see every sign"
        yield Finding(Grade.WRONG, "terminal", words)
    if os.environ.get("COLORTERM", "") not in ("truecolor", "24bit"):
        words = "true colour is not announced (COLORTERM); colours are rounded to 256"
        yield Finding(Grade.NOTE, "terminal", words)
    size = shutil.get_terminal_size()
    kind = os.environ.get("TERM", "")
    yield Finding(Grade.OK, "terminal", f"{kind}, {size.columns} × {size.lines}")


ALL: Final = (configuration, cache, index, journals, terminal)
"""Every check, in the order of the report."""


def open_to_others(folder: Path) -> list[Path]:
    """The profile's folder, where others may enter it, and the files that they may read."""
    found = [folder] if _mode(folder) & 0o077 else []
    names = list_journals(folder) if os.access(folder, os.R_OK | os.X_OK) else []
    return found + [folder / name for name in names if _mode(folder / name) & 0o077]


def _in_index(found: Inspection) -> Iterator[Finding]:
    for name, why in found.problems[:_MOST]:
        yield Finding(Grade.WRONG, "cache", f"{name}: {why}")
    if more := len(found.problems[_MOST:]):
        yield Finding(Grade.WRONG, "cache", f"and {quantity(more, 'more file')} like these")
    for paper, title in found.unmatched[:_MOST]:
        words = f"{paper} {title}: what you did with it joins no paper here, or several could be it"
        yield Finding(Grade.NOTE, "state", words)
    if more := len(found.unmatched[_MOST:]):
        yield Finding(Grade.NOTE, "state", f"and {quantity(more, 'more title')} like these")
    yield Finding(Grade.OK, "index", quantity(found.papers, "paper"))


def _told(place: str, problems: list[Problem], well: str) -> Iterator[Finding]:
    for problem in problems:
        yield Finding(Grade.WRONG, place, str(problem))
    if not problems:
        yield Finding(Grade.OK, place, well)


def _may_be_written(folder: Path) -> bool:
    """Whether `folder` can be written to, or made."""
    there = next((path for path in (folder, *folder.parents) if path.exists()), folder)
    return os.access(there, os.W_OK | os.X_OK)


def _mode(path: Path) -> int:
    try:
        return path.stat(follow_symlinks=False).st_mode
    except OSError:
        return 0
