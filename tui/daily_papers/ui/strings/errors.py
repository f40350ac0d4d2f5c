"""Texts of errors.

Sentence case, no full stop. An error shown beside what was typed begins with a small letter.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from daily_papers import humanize


def in_file(name: str, why: str) -> str:
    """A digest file could not be read."""
    return f"{name}: {why}"


def cache_not_read(folder: object, why: str) -> str:
    """The folder of digests is no folder, or cannot be read."""
    return f"Your digests cannot be read: {folder}: {why}"


def and_more(others: int) -> str:
    """How many more errors there are, appended to the first."""
    return f" (and {others} more)" if others else ""


# Saving


def not_saving(why: str) -> str:
    """The folder of the state cannot be written."""
    return f"Nothing will be saved: {why}"


def not_saved(why: object, report: object) -> str:
    """An act could not be saved, because of an unexpected error."""
    return f"Not saved: {why} · report in {report}"


# The index


def index_not_written(why: str) -> str:
    """The index cannot be written."""
    return f"The index cannot be written: {why}"


INDEXER_ENDED: Final = "the indexer stopped early"


def index_elsewhere(why: str) -> str:
    """The index is in a temporary folder."""
    reason = f": {why}" if why else ""
    return f"The index cannot be saved, so each start rebuilds it{reason}"


def index_not_read(why: str) -> str:
    """The index cannot be read."""
    return f"The index cannot be read: {why}"


def index_behind(why: str) -> str:
    """Acts are in the journal, but not in the index."""
    return f"Saved, but the index cannot be written: {why}"


# Filters, views and rules

NO_FILTER: Final = "there is no filter: type one first, with /"
NO_SUCH_FILTER: Final = "No such filter in the history"
ONLY_AN_ORDER: Final = "a rule needs more than a sort order"
NO_NAME: Final = "a view needs a name"
NAME_TAKEN: Final = "a view needs a name that no other has"


def filter_not_applied(why: str) -> str:
    """The filter is invalid, so enter leaves it to be corrected."""
    return f"Not applied: {why}"


def filter_not_saved(why: object) -> str:
    """The filter is invalid, so it cannot be saved as a view."""
    return f"Not saved: {why}"


EXPRESSION_STOPPED: Final = "The expression took too long and was stopped"


def searched(papers: int, total: int, since: date | None) -> str:
    """How far a regular expression that took too long was searched for, back to which day."""
    back = f", back to {humanize.full_day(since)}" if since else ""
    far = f"{humanize.count(papers)} of {humanize.count(total)} papers"
    return f"Took too long: searched {far}{back}"


def rule_stopped(rule: str) -> str:
    """The regular expression of a rule was stopped."""
    return f"{rule} took too long: the rule matches nothing"


# Notes and the editor

NO_TERMINAL_FOR_EDITOR: Final = "No editor can run in this terminal"
NO_EDITOR: Final = "No editor: set editor in config.toml, or VISUAL or EDITOR"


def no_editor_file(why: object) -> str:
    """No file could be created for an editor."""
    return f"Cannot create a file for the editor: {why}"


def unreadable_editor(why: object) -> str:
    """The quotes in the editor's command are wrong."""
    return f"The editor's command cannot be read: {why}"


def editor_file_not_read(name: str, why: str) -> str:
    """What an editor wrote cannot be read."""
    return f"The file that {name} wrote cannot be read: {why}"


def note_too_long(file: object) -> str:
    """What an editor wrote is too long for a note."""
    return f"Too long for a note: the text is in {file}"


def not_utf8(file: object) -> str:
    """What an editor wrote is not text."""
    return f"Not UTF-8: the text is in {file}"


# Files and commands

NO_FILE_NAME: Final = "type a file name"
IS_FOLDER: Final = "that is a folder"
IS_NO_FILE: Final = "that is not a file"
FILE_EXISTS: Final = "already exists · enter again overwrites it"
NO_COMMAND: Final = "type a command"
NO_MATCHES: Final = "no matches"


def no_link(number: str) -> str:
    """What was typed is the number of no link."""
    return f"there is no link {number}"


def not_written(path: str, why: str | None) -> str:
    """A file could not be written."""
    return f"Not written: {path}: {why}"


def unreadable_command(why: object) -> str:
    """The quotes in a command are wrong."""
    return f"The command cannot be read: {why}"


def cannot_run(name: str, why: object) -> str:
    """A command or an editor cannot be run."""
    return f"{name} cannot be run: {why}"


def exited_with(name: str, code: int, why: str = "") -> str:
    """A command or an editor failed, and the reason that it gave."""
    return f"{name} exited with {code}" + (f": {why}" if why else "")


def was_killed(name: str) -> str:
    """An editor was ended by a signal."""
    return f"{name} was killed"


def ran_too_long(name: str, seconds: int) -> str:
    """A command took too long."""
    return f"{name} was stopped: it took over {seconds} seconds"


def wrote_too_much(name: str, size: int) -> str:
    """A command wrote more than `size` bytes."""
    return f"{name} was stopped: it wrote over {size // 1_000_000} MB"
