"""The types of values in `config.toml`: how each is read and described.

They are named tuples and not dataclasses, because they are defined before the first frame: five
dataclasses cost 3 ms.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple, Protocol

from daily_papers.toml_files import did_you_mean, excerpt


class BadValue(ValueError):
    """A value of the wrong type or out of range; the message says what it must be."""


class ValueType(Protocol):
    """A type of values."""

    @property
    def description(self) -> str:
        """What a value must be: `true or false`."""

    def read(self, value: object) -> Any:
        """The value as it is used.

        Raises:
            BadValue: It is not of this type.
        """


class Flag:
    """True or false."""

    @property
    def description(self) -> str:
        """What a value must be."""
        return "true or false"

    def read(self, value: object) -> bool:
        """The value; the text "true" is an error."""
        if not isinstance(value, bool):
            raise _bad(self, value)
        return value


class Number(NamedTuple):
    """A number from `low` to `high`, both included."""

    low: int
    high: int
    whole: bool = True

    @property
    def description(self) -> str:
        """What a value must be."""
        return f"a {'whole ' if self.whole else ''}number from {self.low} to {self.high}"

    def read(self, value: object) -> int | float:
        """The value; TOML's `inf` and `nan` are in no range."""
        if isinstance(value, bool) or not isinstance(value, int if self.whole else (int, float)):
            raise _bad(self, value)
        if not self.low <= value <= self.high:
            raise _bad(self, value)
        return value


class Text(NamedTuple):
    """Text on one line that is not blank and matches `pattern`."""

    what: str
    pattern: str = r"[^\x00-\x1f\x7f]*"

    @property
    def description(self) -> str:
        """What a value must be."""
        return self.what

    def read(self, value: object) -> str:
        """The value, without white space around it."""
        if not isinstance(value, str) or not value.strip():
            raise _bad(self, value)
        if not re.fullmatch(self.pattern, value.strip()):
            raise _bad(self, value)
        return value.strip()


class Choice(NamedTuple):
    """One of a few values."""

    values: tuple[str | int | bool, ...]

    @property
    def description(self) -> str:
        """What a value must be."""
        named = [_toml(value) for value in self.values]
        return f"{', '.join(named[:-1])} or {named[-1]}"

    def read(self, value: object) -> str | int | bool:
        """The value; 1 and true are different."""
        for known in self.values:
            if type(known) is type(value) and known == value:
                return known
        texts = [known for known in self.values if isinstance(known, str)]
        near = did_you_mean(value, texts) if isinstance(value, str) else ""
        raise BadValue(f"{_bad(self, value)}{near}")


class Texts(NamedTuple):
    """A list of texts of one type; a single text counts as a list of one."""

    each: Text

    @property
    def description(self) -> str:
        """What a value must be."""
        return f"a list of {self.each.what}"

    def read(self, value: object) -> tuple[str, ...]:
        """The values in order, without duplicates."""
        values = value if isinstance(value, list) else [value]
        return tuple(dict.fromkeys(self.each.read(one) for one in values))


def _bad(type_: ValueType, value: object) -> BadValue:
    return BadValue(f"must be {type_.description}, not {excerpt(_toml(value))}")


def _toml(value: object) -> str:
    """A value roughly as in the file, on one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{excerpt(value, 36)}"'
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, int) and value.bit_length() > 128:
        return "so large a number"  # Python refuses to write out one of thousands of digits
    return str(value)
