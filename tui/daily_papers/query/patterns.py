"""Regular expressions: how they are compiled, everywhere the same, how costly they can be, and what
makes them cheaper.
"""

from __future__ import annotations

import re
import warnings
from math import isqrt
from typing import Final

from daily_papers.query.errors import QueryError

MAX_LENGTH: Final = 200
"""Characters of a regular expression at most."""

_MOMENT: Final = 1 << 23
"""Steps of an expression that take a moment: a fifth of a second at most."""
_PIECE = re.compile(
    r"\\(?:[0-9]{1,3}|x..|u.{4}|U.{8}|N\{[^}]*\}|.)"
    r"|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?:|\(\?|\{[0-9]*(?:,[0-9]*)?\}|.",
    re.DOTALL,
)
_REPEAT = re.compile(r"[*+?]|\{[0-9]*,?[0-9]*\}")
_EXACT = re.compile(r"\{[0-9]+\}")
_GROUPS = ("(", "(?:")
_MODIFIERS = ("?", "+")
_TOLD_ESCAPE = re.compile(r"\\[dDwWsSbBAZ]|\\[^a-zA-Z0-9]")
_TOLD_SET = re.compile(
    r"\[\^?(?:[a-z]-[a-z]|[A-Z]-[A-Z]|[0-9]-[0-9]|\\[dDwWsS]|\\[^a-zA-Z0-9]|[^\\\]\[-])+-?\]"
)
"""Sets of signs that are the same for small letters when their letters are made small."""
_UNTOLD = re.compile(r"\(\?|\\[0-9]+")
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


def cheap_up_to(pattern: str) -> int:
    """The characters of a text up to which `pattern` surely takes a moment only; 0 for no text.

    An expression that fails may first be tried in every way there is: twice as many for each
    optional part, so many times as many for each repetition of a certain length, as many as the
    text is long for an open one, and without bound where a group repeats. To judge is a matter of
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
                return 0
            if piece == "?":
                options += 1
            elif _EXACT.fullmatch(piece):
                options += int(piece[1:-1]).bit_length()
            else:
                repeats += 1
        elif piece in _GROUPS:
            depth += 1
        elif piece == ")":
            depth -= 1
        elif piece == "|":
            options += depth > 0
        elif _UNTOLD.fullmatch(piece):
            return 0
        before = piece
    if repeats > 1:
        return 0
    # From each character on: once, or as often as there are characters behind it.
    steps = _MOMENT >> options
    return isqrt(2 * steps) if repeats else steps


def literals(pattern: str) -> tuple[str, ...]:
    """The longest row of small letters and digits that stands in all that `pattern` finds: one for
    each of its alternatives, of which one is found.

    Nothing where an alternative has none; of groups and escapes nothing is told.
    """
    rows = [""]
    row = ""
    depth = 0
    pieces = _PIECE.findall(pattern)
    for piece, following in zip(pieces, [*pieces[1:], ""], strict=True):
        if piece.startswith("(?") and piece != "(?:":
            return ()
        depth += (piece in _GROUPS) - (piece == ")")
        is_letter = not depth and len(piece) == 1 and piece.isascii() and piece.isalnum()
        repeats = _REPEAT.fullmatch(following) is not None
        row = row + piece.lower() if is_letter and not repeats else ""
        if piece == "|" and not depth:
            rows.append("")
        rows[-1] = max(rows[-1], row, key=len)
    return tuple(rows) if all(rows) else ()


def small(pattern: str) -> tuple[re.Pattern[str], ...]:
    """Expressions that all find something in small ASCII text just where `pattern` does.

    They are several times as fast as one that compares in any case. The first is the quickest: it
    need not stand at a word's edge, and what begins with a repetition begins with the last round of
    it, so that there are few places to begin at. Nothing where the expressions cannot be told.
    """
    made = []
    for piece in _PIECE.findall(pattern):
        if not piece.isascii() or (piece.startswith("(?") and piece != "(?:"):
            return ()
        if piece.startswith("[") and not _TOLD_SET.fullmatch(piece):
            return ()
        if piece.startswith("\\") and not _TOLD_ESCAPE.fullmatch(piece):
            return ()
        made.append(piece if piece.startswith("\\") else _small_letters(piece))
    begun = made[1:] if made[0] == r"\b" and not _REPEAT.fullmatch("".join(made[1:2])) else made
    # Behind `{`, what follows a dropped `+` could become a repetition.
    if begun[1:2] == ["+"] and begun[0] not in "()|^${" and begun[2:3] not in (["?"], ["+"]):
        begun = [begun[0], *begun[2:]]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return tuple(re.compile("".join(each)) for each in (begun, made))


def _small_letters(piece: str) -> str:
    """The letters of a piece small, those of its escapes as they are."""
    return re.sub(r"\\.|[A-Z]", lambda m: m[0].lower() if len(m[0]) == 1 else m[0], piece)
