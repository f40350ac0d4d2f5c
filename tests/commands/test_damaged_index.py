"""Commands on an index that holds what its schema does not allow: it is rebuilt unnoticed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.home import Home

DAMAGES = {
    "text that is not UTF-8": "UPDATE paper SET title = CAST(x'ff41' AS TEXT)",
    "a number where JSON belongs": "UPDATE paper SET tags = '5'",
    "JSON cut short": "UPDATE record SET body = substr(body, 1, 40)",
    "JSON of another shape": "UPDATE record SET body = '[]'",
    "no title": "UPDATE record SET body = replace(body, 'title', 'tItle')",
    "a day that is no day": "UPDATE record SET body = replace(body, '2025-', '2025+')",
    "text where a count belongs": "UPDATE digest SET unread = 'x', day = 'x'",
    "counts of another type": "UPDATE state_counter SET largest = 'x'",
    "a position of another type": "UPDATE state_file SET position = 'x'",
    "a line of another shape": "UPDATE state_line SET line = x'ff'",
    "registers that are not JSON": "UPDATE state_register SET value = '{'",
    "copies that are not JSON": "UPDATE state_copy SET copy = '{'",
    "a table that is gone": "DROP TABLE alias",
    "no counts": "DELETE FROM counts",
    "words that are gone": "DROP TABLE word",
}
COMMANDS = (
    ("list", "--format", "csv"),
    ("list", "mamba", "is:starred"),
    ("list", "~manba"),
    ("show", "2501.00001"),
    ("export", "--format", "bibtex"),
    ("state", "export"),
    ("cache",),
    ("mark", "star", "title:mamba"),
    ("mark", "tag:new", "video"),
    ("undo",),
)


@pytest.fixture
def home(read_home: Home) -> Home:
    """A home with papers, of which some are starred and tagged."""
    for act, query in (("star", "mamba"), ("tag:old", "video"), ("later", "video")):
        assert read_home.run("mark", act, query).code == 0
    return read_home


def index(home: Home) -> Path:
    """The file of the index."""
    [path] = home.folder.rglob("*.db")
    return path


def damage(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            db.execute(f"DROP TRIGGER {trigger}")
        db.execute(sql)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_command_notices_values_outside_the_schema(home: Home, words: tuple[str, ...]) -> None:
    path = index(home)
    intact = path.read_bytes()
    journals = {path: path.read_bytes() for path in home.journals.iterdir()}
    expected = home.run(*words)
    assert (expected.code, expected.err) == (0, "")
    for name, sql in DAMAGES.items():
        for each in path.parent.glob("*.db*"):
            each.unlink()
        path.write_bytes(intact)
        for journal, data in journals.items():
            journal.write_bytes(data)
        damage(path, sql)
        assert home.run(*words) == expected, name
