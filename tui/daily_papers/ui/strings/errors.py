"""What the reader says of what went wrong or will not do, in one place.

The voice is that of `sentences`: sentence case, no full stop. What answers a question stands beside
what was typed, and begins small.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from daily_papers import humanize


def in_file(name: str, why: str) -> str:
    """A file of digests that could not be read."""
    return f"{name}: {why}"


def cache_not_read(folder: object, why: str) -> str:
    """What should be the folder of digests is none, or may not be read."""
    return f"No digests of yours: {folder}: {why}"


def and_more(others: int) -> str:
    """Behind the first of several troubles: how many others there are."""
    return f" (and {others} more)" if others else ""


# Saving


def not_saving(why: str) -> str:
    """The folder of the state cannot be written."""
    return f"Nothing will be saved: {why}"


def not_saved(why: object, report: object) -> str:
    """An act could not be saved, for a reason that nobody foresaw."""
    return f"Not saved: {why} · report in {report}"


# The index


def index_not_written(why: str) -> str:
    """The index does not hold the papers."""
    return f"The index cannot be written: {why}"


INDEXER_ENDED: Final = "the indexer ended before it was done"


def index_elsewhere(why: str) -> str:
    """The index lies in a temporary folder; nothing that the user made is in it."""
    told = f": {why}" if why else ""
    return f"The index cannot be kept, and is made anew each time{told}"


def index_not_read(why: str) -> str:
    """The index gives no papers."""
    return f"The index cannot be read: {why}"


def index_behind(why: str) -> str:
    """The index does not hold the acts, but the journal does."""
    return f"Saved, but the index cannot be written: {why}"


# Filters, views and rules

NO_FILTER: Final = "there is no filter: type one first, with /"
NO_SUCH_FILTER: Final = "No such filter in the history"
ONLY_AN_ORDER: Final = "a rule needs more than an order"
NO_NAME: Final = "a view needs a name"
NAME_TAKEN: Final = "a view needs a name of its own"


def filter_not_kept(why: str) -> str:
    """The filter cannot be read, so that enter leaves it to be mended."""
    return f"Not kept: {why}"


def filter_not_saved(why: object) -> str:
    """What stands in the filter's field is no filter that could be a view."""
    return f"Not saved: {why}"


EXPRESSION_STOPPED: Final = "The expression took too long and was stopped"


def looked_at(papers: int, total: int, since: date | None) -> str:
    """How far a regular expression was looked for that took too long, and back to which day."""
    back = f", back to {humanize.full_day(since)}" if since else ""
    far = f"{humanize.count(papers)} of {humanize.count(total)} papers"
    return f"Took too long: looked at {far}{back}"


def rule_stopped(rule: str) -> str:
    """A rule of which the regular expression was stopped."""
    return f"{rule} took too long: the rule is about no paper"


# Notes and the editor

NO_TERMINAL_TO_LEND: Final = "This terminal cannot be lent to an editor"
NO_EDITOR: Final = "No editor: set editor in config.toml, or VISUAL or EDITOR"


def no_editor_file(why: object) -> str:
    """No file could be made for an editor."""
    return f"No file for the editor: {why}"


def unreadable_editor(why: object) -> str:
    """An editor that the shell's rules for quotes do not allow."""
    return f"The editor's command cannot be read: {why}"


def editor_file_gone(name: str, why: str) -> str:
    """What an editor wrote cannot be read."""
    return f"The file that {name} wrote is gone: {why}"


def too_long_a_note(file: object) -> str:
    """What an editor wrote is no note."""
    return f"Too long for a note: it is kept in {file}"


def not_utf8(file: object) -> str:
    """What an editor wrote is no text."""
    return f"Not UTF-8: it is kept in {file}"


# Files and commands

NO_FILE_NAME: Final = "a name is missing"
IS_FOLDER: Final = "that is a folder"
IS_NO_FILE: Final = "that is no file"
IS_THERE: Final = "is there already · enter again writes over it"
NO_COMMAND: Final = "a command is missing"
NOTHING_FOUND: Final = "nothing by that name"


def no_link(number: str) -> str:
    """What was typed is the number of no link."""
    return f"there is no link {number}"


def not_written(path: str, why: str | None) -> str:
    """A file could not be written."""
    return f"Not written: {path}: {why}"


def unreadable_command(why: object) -> str:
    """A command that the shell's rules for quotes do not allow."""
    return f"That cannot be read as a command: {why}"


def cannot_run(name: str, why: object) -> str:
    """A command or an editor that cannot be run."""
    return f"{name} cannot be run: {why}"


def ended_with(name: str, code: int, why: str = "") -> str:
    """A command or an editor that failed, and what it said of it."""
    return f"{name} ended with {code}" + (f": {why}" if why else "")


def was_killed(name: str) -> str:
    """An editor that a signal ended."""
    return f"{name} was killed"


def ran_too_long(name: str, seconds: int) -> str:
    """A command that was ended for its time."""
    return f"{name} was ended: it took over {seconds} seconds"


def wrote_too_much(name: str, size: int) -> str:
    """A command that was ended for what it wrote; `size` in bytes."""
    return f"{name} was ended: it wrote over {size // 1_000_000} MB"
