"""Reading goes on where the index turns out to be damaged: a new one is begun and asked again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from daily_papers.index.storage import is_damage

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Mendable(Protocol):
    """What reads an index in the thread that draws."""

    @property
    def mends(self) -> bool:
        """Whether it starts over by itself; else damage is raised."""

    def start_over(self) -> None:
        """Begin a new index, and read that from now on."""


_Self = TypeVar("_Self", bound=Mendable)


def mended(
    read: Callable[Concatenate[_Self, _P], _T],
) -> Callable[Concatenate[_Self, _P], _T]:
    """Have a method of a `Mendable` start over and try again, once, where it meets damage."""

    @wraps(read)
    def reading(self: _Self, /, *args: _P.args, **named: _P.kwargs) -> _T:
        try:
            return read(self, *args, **named)
        except sqlite3.DatabaseError as error:
            if not self.mends or not is_damage(error):
                raise
        self.start_over()
        return read(self, *args, **named)

    return reading
