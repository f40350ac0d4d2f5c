"""Reads digests in whatever format they come: one module a format, all behind `read`.

A format's module has two functions: `matches(file)`, which recognises a file by its content, and
`read(file, hint)`, which returns its report. Its row in `FORMATS` is all that it needs besides.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final, Protocol

from daily_papers.formats import (
    arxiv_atom,
    bibtex,
    feed,
    html_page,
    json_document,
    json_lines,
    page,
    ris,
)
from daily_papers.formats.input_file import MAX_WHOLE_FILE, InputFile
from daily_papers.formats.limits import limited
from daily_papers.formats.report import Diagnostic, DiagnosticKind, FormatError, Hint, Report
from daily_papers.papers.model import Entry

__all__ = ["Diagnostic", "DiagnosticKind", "FormatError", "Hint", "Report", "read"]


class Format(Protocol):
    """A module that reads one format."""

    def matches(self, file: InputFile) -> bool:
        """Whether a file is in this format, by its first bytes."""

    def read(self, file: InputFile, hint: Hint) -> Report:
        """The report of a file.

        Raises:
            FormatError: It cannot be read.
        """


FORMATS: Final[Sequence[Format]] = (
    json_lines,
    json_document,
    html_page,
    arxiv_atom,
    feed,
    bibtex,
    ris,
    page,
)
"""The formats in the order in which they are tried; the last one takes any text."""


def read(stream: BinaryIO, hint: Hint) -> Report:
    """The report of one file, whose format is recognised by its content.

    Args:
        stream: Is seekable and read from its beginning; it must stay open until the report's
            entries have been read.
        hint: What the bytes do not say.

    Raises:
        FormatError: It cannot be read as any format, whatever the reason; also while `entries`
            of the report are read.
        OSError: The stream cannot be read.
    """
    size = min(stream.seek(0, os.SEEK_END), MAX_WHOLE_FILE)
    try:
        with limited(size):
            file = InputFile(stream)
            format = next(each for each in FORMATS if each.matches(file))
            report = format.read(file, hint)
    except (FormatError, OSError):
        raise
    except Exception as error:
        raise _unexpected(error) from error
    if file.guessed_encoding:
        report.add(
            DiagnosticKind.CHANGED,
            f"not UTF-8, read as {file.guessed_encoding}: accents may be wrong",
        )
    report.entries = _entries(report.entries)
    return report


def _entries(entries: Iterator[Entry]) -> Iterator[Entry]:
    """`entries`, where an unexpected error becomes a `FormatError`."""
    try:
        yield from entries
    except (FormatError, OSError):
        raise
    except Exception as error:
        raise _unexpected(error) from error


def _unexpected(error: Exception) -> FormatError:
    return FormatError(
        f"cannot be read: {type(error).__name__}: {error} (an error in daily-papers: please "
        "report it, with the file)"
    )
