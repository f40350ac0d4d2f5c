"""`doctor`: checks the installation; changes nothing unless asked to."""

from __future__ import annotations

import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from daily_papers import themes
from daily_papers.cache.scanner import scan
from daily_papers.commands.arguments import Parser
from daily_papers.commands.context import Context, load_context
from daily_papers.commands.errors import CommandError
from daily_papers.commands.output import is_utf8, printable, say
from daily_papers.commands.registry import Command
from daily_papers.fetch.history import last_fetched
from daily_papers.humanize import ago, quantity
from daily_papers.library import discard_index, inspect_index
from daily_papers.paths import Paths
from daily_papers.state.journal_reader import examine_journals, list_journals
from daily_papers.state.records import NEWER
from daily_papers.toml_files import Problem

if TYPE_CHECKING:
    from daily_papers.library import Inspection

_SHOWN: Final = 10
"""Findings of one kind that are printed; the rest is counted."""


class Grade(StrEnum):
    """How serious a finding is."""

    OK = "ok"
    NOTE = "note"
    """Worth knowing; nothing to do."""
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check."""

    grade: Grade
    topic: str
    """What was checked: `cache`, `index` …"""
    message: str
    """The state of it and, if it is wrong, what to do after `;`."""


def add_arguments(parser: Parser) -> None:
    """The arguments of `doctor`."""
    parser.add_argument(
        "--fix",
        action="store_true",
        help="rebuild the index, and make your data private",
    )


def run(options: Namespace) -> int:
    """Print the results of all checks; without `--fix` nothing is changed."""
    context = load_context(options)
    if options.fix:
        _fix(context.paths)
    findings = [finding for check in CHECKS for finding in check(context)]
    say(*(f"{each.grade:<5}  {each.topic:<8}  {printable(each.message)}" for each in findings))
    wrong = sum(finding.grade is Grade.WRONG for finding in findings)
    say("", f"{quantity(wrong, 'problem')} found" if wrong else "no problems found")
    return 1 if wrong else 0


def configuration(context: Context) -> Iterator[Finding]:
    """`config.toml` and the themes."""
    from daily_papers.config import NAME

    path = context.paths.config / NAME
    missing = "" if path.exists() else " does not exist; every key has its default"
    yield from _report("config", context.problems, f"{path}{missing}")
    folder = context.paths.config / "themes"
    found, problems = themes.load_themes(folder)
    name = context.config.theme
    if name != "auto" and name not in found:
        message = themes.unknown_theme(name, folder)
        yield Finding(Grade.WRONG, "themes", f"{message}; `daily-papers themes` lists them")
    yield from _report("themes", problems, quantity(len(found), "theme"))


def cache(context: Context) -> Iterator[Finding]:
    """The folder of digest files."""
    folder = context.paths.cache
    errors: list[OSError] = []
    try:
        count = sum(1 for _ in scan(folder, errors.append))
    except FileNotFoundError:
        message = f"{folder} does not exist yet; `daily-papers import PATH` creates it"
        yield Finding(Grade.NOTE, "cache", message)
        return
    except OSError as error:
        message = f"{folder}: {error.strerror}; change its permissions, or use another --cache"
        yield Finding(Grade.WRONG, "cache", message)
        return
    for each in errors[:_SHOWN]:
        message = f"{each.filename}: {each.strerror}; move it, or make it readable"
        yield Finding(Grade.WRONG, "cache", message)
    yield Finding(Grade.OK, "cache", f"{quantity(count, 'file')} in {folder}{_fetched(context)}")


def _fetched(context: Context) -> str:
    """`, fetched 3 days ago`; empty if nothing was ever fetched into this cache."""
    then = last_fetched(context.paths.data, context.paths.cache)
    if then is None:
        return ""
    now = datetime.now().astimezone()
    return f", fetched {ago(datetime.fromtimestamp(then, now.tzinfo), now)}"


def index(context: Context) -> Iterator[Finding]:
    """The index, and the files and acts that it could not use."""
    folder = context.paths.index
    if not _may_be_written(folder):
        message = f"{folder} cannot be written; until it can, every start reads all files again"
        yield Finding(Grade.WRONG, "index", message)
    yield from _readable_by_others("index", _public_index(folder))
    found = inspect_index(context.paths)
    if found is None:
        yield Finding(Grade.OK, "index", "none yet; it is built when it is needed")
    elif found.damage:
        message = f"damaged ({found.damage}); `daily-papers doctor --fix` rebuilds it"
        yield Finding(Grade.WRONG, "index", message)
    else:
        yield from _index_contents(found)


def journals(context: Context) -> Iterator[Finding]:
    """The profile's folder and the journals in it."""
    folder = context.paths.state
    if not folder.exists():
        if not _may_be_written(folder):
            message = f"{folder} cannot be created; nothing will be saved until it can"
            yield Finding(Grade.WRONG, "state", message)
        else:
            yield Finding(Grade.OK, "state", "nothing is marked yet")
        return
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        message = f"{folder} cannot be written and nothing will be saved; change its permissions"
        yield Finding(Grade.WRONG, "state", message)
    yield from _readable_by_others("state", _public_state(folder))
    acts, readable = 0, 0
    for journal in examine_journals(folder):
        if journal.unreadable:
            message = f"{folder / journal.name}: {journal.unreadable}"
            yield Finding(Grade.WRONG, "state", f"{message}; move it, or make it readable")
            continue
        acts += journal.lines
        readable += 1
        for reason, number in sorted(journal.skipped.items()):
            action = "update daily-papers to use them" if reason == NEWER else "the rest is used"
            message = f"{journal.name}: {quantity(number, 'line')} ignored ({reason}); {action}"
            yield Finding(Grade.NOTE, "state", message)
    message = f"{quantity(acts, 'act')} in {quantity(readable, 'journal')} in {folder}"
    yield Finding(Grade.OK, "state", message)


def terminal(context: Context) -> Iterator[Finding]:
    """The terminal, if output goes to one."""
    from daily_papers.ui.terminal.run import terminal_fits

    if not sys.stdout.isatty():
        yield Finding(Grade.NOTE, "terminal", "not checked: output goes to a pipe")
        return
    if message := terminal_fits():
        yield Finding(Grade.WRONG, "terminal", message)
    if not is_utf8():
        message = f"the encoding is {sys.stdout.encoding}; set a UTF-8 locale to see all characters"
        yield Finding(Grade.WRONG, "terminal", message)
    if os.environ.get("COLORTERM", "") not in ("truecolor", "24bit"):
        message = "COLORTERM does not announce true colour; colours are rounded to 256"
        yield Finding(Grade.NOTE, "terminal", message)
    size = shutil.get_terminal_size()
    kind = os.environ.get("TERM", "")
    yield Finding(Grade.OK, "terminal", f"{kind}, {size.columns} × {size.lines}")


CHECKS: Final = (configuration, cache, index, journals, terminal)
"""All checks, in the order of the output."""


def _readable_by_others(topic: str, paths: list[Path]) -> Iterator[Finding]:
    for path in paths:
        message = f"{path} can be read by other users; `daily-papers doctor --fix` makes it private"
        yield Finding(Grade.WRONG, topic, message)


def _public_state(folder: Path) -> list[Path]:
    """The profile's folder and those of its journals that other users can read or enter."""
    names = list_journals(folder) if os.access(folder, os.R_OK | os.X_OK) else []
    return [path for path in (folder, *(folder / name for name in names)) if _is_public(path)]


def _public_index(folder: Path) -> list[Path]:
    """The index's folder and those of its files that other users can read or enter."""
    return [path for path in (folder, *sorted(folder.glob("*.db*"))) if _is_public(path)]


def _index_contents(found: Inspection) -> Iterator[Finding]:
    for name, reason in found.problems[:_SHOWN]:
        yield Finding(Grade.WRONG, "cache", f"{name}: {reason}")
    if more := len(found.problems[_SHOWN:]):
        yield Finding(Grade.WRONG, "cache", f"and {quantity(more, 'more file')} like these")
    for paper, title in found.unmatched[:_SHOWN]:
        message = f"{paper} {title}: what you did with it matches no paper, or several"
        yield Finding(Grade.NOTE, "state", message)
    if more := len(found.unmatched[_SHOWN:]):
        yield Finding(Grade.NOTE, "state", f"and {quantity(more, 'more title')} like these")
    yield Finding(Grade.OK, "index", quantity(found.papers, "paper"))


def _report(topic: str, problems: list[Problem], ok: str) -> Iterator[Finding]:
    for problem in problems:
        yield Finding(Grade.WRONG, topic, str(problem))
    if not problems:
        yield Finding(Grade.OK, topic, ok)


def _may_be_written(folder: Path) -> bool:
    """Whether `folder` can be written to, or created."""
    there = next((path for path in (folder, *folder.parents) if path.exists()), folder)
    return os.access(there, os.W_OK | os.X_OK)


def _is_public(path: Path) -> bool:
    """Whether other users may read, write or enter it."""
    try:
        return bool(path.stat(follow_symlinks=False).st_mode & 0o077)
    except OSError:
        return False


def _fix(paths: Paths) -> None:
    """Start a new index, and make index and state private.

    A reader that has the old index open continues with it until it is notified; the file is
    removed when nobody uses it.
    """
    try:
        discard_index(paths)
        for path in (*_public_state(paths.state), *_public_index(paths.index)):
            os.chmod(path, 0o700 if path.is_dir() else 0o600)
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}; change its permissions") from None


COMMAND: Final = Command(
    run,
    """\
  daily-papers doctor            check; change nothing
  daily-papers doctor --fix      rebuild the index; make your data private
""",
    add_arguments,
)
