"""Regular expressions: how they are compiled, everywhere the same, and how costly they can be."""

from __future__ import annotations

import re
import warnings
from typing import Final

from tui.query.errors import QueryError

MAX_LENGTH: Final = 200
"""Characters of a regular expression at most."""

_PIECE = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?:|\(\?|\{[0-9]*(?:,[0-9]*)?\}|.", re.DOTALL
)
_REPEAT = re.compile(r"[*+?]|\{[0-9]*,?[0-9]*\}")
_EXACT = re.compile(r"\{[0-9]+\}")
_GROUPS = ("(", "(?:")
_MODIFIERS = ("?", "+")
_UNTOLD = re.compile(r"\(\?|\\[0-9]")
"""What is not weighed: flags, names, conditions, looking around, references to a group."""


def compiled(pattern: str) -> re.Pattern[str]:
    """The expression that finds `pattern`, whatever the case, in the cleaned text of a paper.

    Raises:
        re.error: It is no regular expression; `pos` says where.
    """
    with warnings.catch_warnings():
        # `[[a]` may mean something else in a later Python; that is no news for a reader.
        warnings.simplefilter("ignore")
        try:
            return re.compile(pattern, re.IGNORECASE)
        except RecursionError:
            raise re.error("too many groups in groups") from None
        except (OverflowError, ValueError) as error:
            raise re.error(str(error)) from None


def check(pattern: str, at: int) -> None:
    """See that `pattern` can be used.

    Args:
        pattern: The expression, as typed between the slashes.
        at: Where it stands in the query, for errors.

    Raises:
        QueryError: It is empty, too long or no regular expression.
    """
    if not pattern:
        raise QueryError("there is nothing between the slashes", at, 0, expected="a pattern")
    if len(pattern) > MAX_LENGTH:
        raise QueryError(
            "the regular expression is too long",
            at + MAX_LENGTH,
            len(pattern) - MAX_LENGTH,
            expected=f"at most {MAX_LENGTH} characters",
        )
    try:
        compiled(pattern)
    except re.error as error:
        place = min(error.pos or 0, len(pattern) - 1)
        raise QueryError(
            f"the regular expression does not work, {error.msg}",
            at + place,
            1,
            expected="a pattern of Python's re, with \\ before a sign that is meant as such",
        ) from None


def is_cheap(pattern: str) -> bool:
    """Whether `pattern` surely takes a moment only on a text of a few thousand characters.

    An expression that fails may first be tried in every way there is: twice as many for each
    optional part, as many as the text is long for each open repetition, and without bound where a
    group repeats. Those few that stay far below a second are cheap; to judge is a matter of
    counting, not of running.
    """
    options = repeats = depth = 0
    before = ""
    for piece in _PIECE.findall(pattern):
        if piece in _MODIFIERS and _REPEAT.fullmatch(before):
            before = ""  # `*?` and `*+` say how to repeat, not that
            continue
        if _REPEAT.fullmatch(piece):
            if before == ")" and piece != "?":
                return False
            options += piece == "?"
            repeats += piece != "?" and not _EXACT.fullmatch(piece)
        elif piece in _GROUPS:
            depth += 1
        elif piece == ")":
            depth -= 1
        elif piece == "|":
            options += depth > 0
        elif _UNTOLD.fullmatch(piece):
            return False
        before = piece
    return repeats <= 1 and options + 6 * repeats <= 9


def literal(pattern: str) -> str:
    """The longest row of small letters and digits that stands in all that `pattern` finds.

    Perhaps nothing: of alternatives, groups and escapes nothing is told.
    """
    if "|" in pattern:
        return ""
    best = row = ""
    depth = 0
    pieces = _PIECE.findall(pattern)
    for piece, following in zip(pieces, [*pieces[1:], ""], strict=True):
        if piece.startswith("(?") and piece != "(?:":
            return ""
        depth += (piece in _GROUPS) - (piece == ")")
        is_letter = not depth and len(piece) == 1 and piece.isascii() and piece.isalnum()
        repeats = _REPEAT.fullmatch(following) is not None
        row = row + piece.lower() if is_letter and not repeats else ""
        best = max(best, row, key=len)
    return best
