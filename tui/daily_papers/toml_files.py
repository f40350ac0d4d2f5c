"""TOML files written by people: read safely, with errors reported by line.

The standard parser takes quadratic time for a key of thousands of dotted parts and recurses with
every nested bracket, so size and depth are checked before it runs. A file is read as a whole or not
at all; the caller reports errors in single keys, with `TomlFile.problem` and `did_you_mean`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from daily_papers.safe_open import open_file

MAX_BYTES: Final = 1_000_000
MAX_PARTS: Final = 16
"""Parts of the longest dotted key that is read."""

_PART = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
# Not compiled here: the first frame needs none of them if there is no file.
_DOTTED = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})"
_TOO_DEEP = rf"(?<![A-Za-z0-9_-]){_DOTTED}{{{MAX_PARTS}}}"
_HEADER = rf"[ \t]*\[{{1,2}}[ \t]*({_DOTTED}*)[ \t]*\]"
_KEY = rf"[ \t]*({_DOTTED}*)[ \t]*="
_LINE_IN_MESSAGE = r" \(at line (\d+), column \d+\)$"
_MAX_GUESSED = 64


@dataclass(frozen=True, slots=True)
class Problem:
    """An error in a file that a person wrote, and where it is."""

    path: Path
    message: str
    """What is wrong and, where that helps, what to write instead."""
    line: int | None = None
    """Counted from 1; `None` for the whole file."""

    def __str__(self) -> str:
        """`config.toml:12: message`."""
        where = self.path.name if self.line is None else f"{self.path.name}:{self.line}"
        return f"{where}: {self.message}"


class BadToml(ValueError):
    """A file that cannot be read as TOML; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        """Carry `problem`."""
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class TomlFile:
    """The tables of a TOML file, and the lines of its keys."""

    path: Path
    tables: Mapping[str, Any]
    text: str = ""
    _lines: dict[tuple[str, ...], int] = field(default_factory=dict, repr=False, compare=False)

    def line(self, *keys: str) -> int | None:
        """The line of the key at this path, from 1, or that of its table."""
        if not self._lines:
            self._lines.update(_lines_of_keys(self.text))
        for end in range(len(keys), 0, -1):
            if (line := self._lines.get(keys[:end])) is not None:
                return line
        return None

    def problem(self, message: str, *keys: str) -> Problem:
        """An error in the key at this path."""
        return Problem(self.path, message, self.line(*keys))


def read_toml(path: Path) -> TomlFile:
    """The tables of the file at `path`.

    Raises:
        FileNotFoundError: It does not exist.
        BadToml: It is not a regular file, cannot be read, is larger than `MAX_BYTES`, has a key of
            more than `MAX_PARTS` parts, or is not TOML.
    """
    import tomllib

    text = _read_text(path)
    if deep := re.search(_TOO_DEEP, text):
        raise _bad(path, f"a key of more than {MAX_PARTS} parts", _line_at(text, deep.start()))
    try:
        return TomlFile(path, tomllib.loads(text), text)
    except RecursionError:
        raise _bad(path, "brackets are nested too deep") from None
    except tomllib.TOMLDecodeError as error:
        found = re.search(_LINE_IN_MESSAGE, str(error))
        message = "is not TOML: " + re.sub(_LINE_IN_MESSAGE, "", str(error)).lower()
        raise _bad(path, message, int(found.group(1)) if found else None) from None
    except ValueError:  # raised by int(), which the parser does not catch
        raise _bad(path, "a number has too many digits") from None


def excerpt(text: str, longest: int = 40) -> str:
    """Text to quote in a message: on one line, cut to `longest` characters."""
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return "".join(char if char.isprintable() else "?" for char in cut)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The word of `known` that `word` was probably meant to be; `None` if none is close."""
    from difflib import get_close_matches

    if len(word) > _MAX_GUESSED:
        return None
    return next(iter(get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)), None)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` · did you mean "theme"?` for the nearest word of `known`; empty if none is close."""
    near = nearest(word, known)
    return f' · did you mean "{near}"?' if near else ""


def _read_text(path: Path) -> str:
    try:
        with open_file(path, follow_links=True) as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise _bad(path, f"cannot be read: {error.strerror}") from None
    if len(data) > MAX_BYTES:
        raise _bad(path, f"is larger than {MAX_BYTES:,} bytes")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _bad(path, "is not UTF-8", line) from None


def _bad(path: Path, message: str, line: int | None = None) -> BadToml:
    return BadToml(Problem(path, message, line))


def _line_at(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _lines_of_keys(text: str) -> dict[tuple[str, ...], int]:
    """The line of each key and table; a key written twice keeps its first line."""
    lines: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(_HEADER, line):
            table = _parts(header.group(1))
            lines.setdefault(table, number)
        elif key := re.match(_KEY, line):
            lines.setdefault(table + _parts(key.group(1)), number)
    return lines


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted))
