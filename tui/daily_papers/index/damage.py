"""What counts as damage of an index, and how it is met: as one kind of error.

A damaged file gives not only errors of SQLite: text that is not UTF-8, a number where a text
belongs, JSON that cannot be read. `checked` turns what follows from such values into `Unreadable`,
so that whoever reads the index has one kind of error to handle, and rebuilds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

EXIT_CODE: Final = 3
"""The exit code of a process that met damage."""
_DAMAGE: Final = frozenset(
    {
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FORMAT,
        sqlite3.SQLITE_IOERR_CORRUPTFS,
        sqlite3.SQLITE_IOERR_READ,
        sqlite3.SQLITE_IOERR_SHORT_READ,
        sqlite3.SQLITE_MISMATCH,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_READONLY_DBMOVED,
        sqlite3.SQLITE_TOOBIG,
    }
)
_WRONG_CONTENTS: Final = (
    "no such table",
    "no such column",
    "no such index",
    "no such module",
    "no such tokenizer",
    "vtable constructor failed",
    "malformed JSON",
    "JSON cannot hold BLOB values",
    "database schema is locked",
    "error in ",
    "unsupported file format",
    "invalid fts5 file format",
    "table paper has ",
)
"""How SQLite's messages begin where tables or values are not those of the schema."""
_FROM_WRONG_VALUES: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)
_RAISED_BY_PYTHON: Final = frozenset({"builtins", "json.decoder"})
"""Modules whose errors nobody raises to say something to the user."""


class Unreadable(sqlite3.DatabaseError):
    """The index holds a value that its schema does not allow."""


@contextmanager
def checked() -> Iterator[None]:
    """Read the index in the block, and report values outside its schema as damage.

    Errors with a class of our own are answers, such as that a query is not valid, and pass.

    Raises:
        Unreadable: A value was not one that the schema allows.
    """
    try:
        yield
    except _FROM_WRONG_VALUES as error:
        if type(error).__module__ not in _RAISED_BY_PYTHON:
            raise
        raise Unreadable(f"{type(error).__name__}: {error}") from error


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error means that the index is damaged, not only that it cannot be written now.

    A violated constraint is damage too, since no writer violates one.
    """
    code = getattr(error, "sqlite_errorcode", None)  # None: raised by Python, for undecodable text
    if code is None or isinstance(error, sqlite3.IntegrityError):
        ours = isinstance(error, sqlite3.ProgrammingError | sqlite3.InterfaceError)
        return not ours
    return code in _DAMAGE or code & 0xFF in _DAMAGE or str(error).startswith(_WRONG_CONTENTS)
