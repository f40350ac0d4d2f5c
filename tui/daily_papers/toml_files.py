"""TOML written by people: read without hanging, and told about with its line when it is wrong.

The standard parser takes quadratic time over a key of thousands of dotted parts and recurses with
every nested bracket, so size and depth are looked at before it runs. A file is read as a whole or
not at all; what is wrong with single keys is for the caller to say, with `TomlFile.line` and
`did_you_mean`.
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
"""The longest dotted key that is read."""

_PART = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
# Compiled when first used: the first frame needs none of them where there is no file.
_DOTTED = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})"
_TOO_DEEP = rf"(?<![A-Za-z0-9_-]){_DOTTED}{{{MAX_PARTS}}}"
_HEADER = rf"[ \t]*\[{{1,2}}[ \t]*({_DOTTED}*)[ \t]*\]"
_KEY = rf"[ \t]*({_DOTTED}*)[ \t]*="
_LINE_IN_MESSAGE = r" \(at line (\d+), column \d+\)$"
_LONGEST_GUESSED = 64


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file that a person wrote, and where."""

    path: Path
    words: str
    """What is wrong, and where it helps what to write instead."""
    line: int | None = None
    """Counted from 1; `None` where it is the whole file."""

    def __str__(self) -> str:
        """`config.toml:12: words`."""
        place = self.path.name if self.line is None else f"{self.path.name}:{self.line}"
        return f"{place}: {self.words}"


class BadToml(ValueError):
    """A file that cannot be read as TOML; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        """Carry `problem`."""
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A TOML file's tables, and where in its text each key stands."""

    path: Path
    tables: Mapping[str, Any]
    text: str = ""
    _lines: dict[tuple[str, ...], int] = field(default_factory=dict, repr=False, compare=False)

    def line(self, *keys: str) -> int | None:
        """The line of the key at this path, from 1; that of its table where it has none itself."""
        if not self._lines:
            self._lines.update(_lines_of_keys(self.text))
        for end in range(len(keys), 0, -1):
            if (line := self._lines.get(keys[:end])) is not None:
                return line
        return None

    def problem(self, words: str, *keys: str) -> Problem:
        """`words` as a problem of the key at this path."""
        return Problem(self.path, words, self.line(*keys))


def read_toml(path: Path) -> TomlFile:
    """The tables of the file at `path`.

    Raises:
        FileNotFoundError: There is none.
        BadToml: It is no regular file, cannot be read, is larger than `MAX_BYTES`, nests deeper
            than `MAX_PARTS`, or is not TOML.
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
        words = "is not TOML: " + re.sub(_LINE_IN_MESSAGE, "", str(error)).lower()
        raise _bad(path, words, int(found.group(1)) if found else None) from None
    except ValueError:  # of int(), which the parser lets through
        raise _bad(path, "a number has too many digits") from None


def excerpt(text: str, longest: int = 40) -> str:
    """Text from a file as a message may hold it: of one line, and cut to `longest` characters."""
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return "".join(char if char.isprintable() else "?" for char in cut)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The one of `known` that `word` was probably meant to be; `None` where none is near."""
    from difflib import get_close_matches

    if len(word) > _LONGEST_GUESSED:
        return None
    return next(iter(get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)), None)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` · did you mean "theme"?` for the nearest of `known`, or nothing where none is near."""
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


def _bad(path: Path, words: str, line: int | None = None) -> BadToml:
    return BadToml(Problem(path, words, line))


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
