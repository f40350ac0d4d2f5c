"""Regular expressions: compiles and checks them, bounds their cost, and gives cheaper tests."""

from __future__ import annotations

import re
import warnings
from math import isqrt
from typing import Final

from daily_papers.query.errors import QueryError

MAX_LENGTH: Final = 200
"""The most characters in a regular expression."""

_MAX_STEPS: Final = 1 << 23
"""Steps of an expression that take a fifth of a second at most."""
_PIECE = re.compile(
    r"\\(?:[0-9]{1,3}|x..|u.{4}|U.{8}|N\{[^}]*\}|.)"
    r"|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?:|\(\?|\{[0-9]*(?:,[0-9]*)?\}|.",
    re.DOTALL,
)
_REPEAT = re.compile(r"[*+?]|\{[0-9]*,?[0-9]*\}")
_EXACT = re.compile(r"\{[0-9]+\}")
_GROUPS = ("(", "(?:")
_MODIFIERS = ("?", "+")
_CASELESS_ESCAPE = re.compile(r"\\[dDwWsSbBAZ]|\\[^a-zA-Z0-9]")
_CASELESS_SET = re.compile(
    r"\[\^?(?:[a-z]-[a-z]|[A-Z]-[A-Z]|[0-9]-[0-9]|\\[dDwWsS]|\\[^a-zA-Z0-9]|[^\\\]\[-])+-?\]"
)
"""Sets that match the same lower-case letters once they are in lower case themselves."""
_UNBOUNDED = re.compile(r"\(\?|\\[0-9]+")
"""Constructs whose cost is not bounded here: flags, names, conditions, lookaround, references."""


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """`pattern` compiled to match in any case.

    Raises:
        re.error: It is not a regular expression; `pos` is the position of the error.
    """
    with warnings.catch_warnings():
        # `[[a]` may change its meaning in a later Python, which does not concern the user.
        warnings.simplefilter("ignore")
        try:
            return re.compile(pattern, re.IGNORECASE)
        except RecursionError:
            raise re.error("too many groups in groups") from None
        except (OverflowError, ValueError) as error:
            raise re.error(str(error)) from None


def check(pattern: str, at: int) -> None:
    """Raise an error for an expression that cannot be used.

    Args:
        pattern: The expression, as typed between the slashes.
        at: Its position in the query.

    Raises:
        QueryError: It is empty, too long or not a regular expression.
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
        compile_pattern(pattern)
    except re.error as error:
        place = min(error.pos or 0, len(pattern) - 1)
        raise QueryError(
            f"the regular expression is not valid, {error.msg}",
            at + place,
            1,
            expected="a pattern of Python's re, with \\ before special characters",
        ) from None


def max_cheap_length(pattern: str) -> int:
    """The length of text up to which `pattern` surely takes at most `_MAX_STEPS`; 0 for none.

    An expression that fails may first be tried in every possible way: each optional part doubles
    the number of ways, a repetition of fixed length multiplies it by that length, an open one by
    the length of the text, and a repeated group is not bounded. The ways are counted, not run.
    """
    options = repeats = depth = 0
    before = ""
    for piece in _PIECE.findall(pattern):
        if piece in _MODIFIERS and _REPEAT.fullmatch(before):
            before = ""  # `*?` and `*+` only change how the repetition matches
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
        elif _UNBOUNDED.fullmatch(piece):
            return 0
        before = piece
    if repeats > 1:
        return 0
    # Matching starts at each character: one step, or one for each character after it.
    steps = _MAX_STEPS >> options
    return isqrt(2 * steps) if repeats else steps


def literals(pattern: str) -> tuple[str, ...]:
    """For each alternative of `pattern` the longest lower-case run of letters and digits that all
    of its matches contain.

    Empty if an alternative has none. Groups and escapes are not looked into.
    """
    runs = [""]
    run = ""
    depth = 0
    pieces = _PIECE.findall(pattern)
    for piece, following in zip(pieces, [*pieces[1:], ""], strict=True):
        if piece.startswith("(?") and piece != "(?:":
            return ()
        depth += (piece in _GROUPS) - (piece == ")")
        is_letter = not depth and len(piece) == 1 and piece.isascii() and piece.isalnum()
        repeats = _REPEAT.fullmatch(following) is not None
        run = run + piece.lower() if is_letter and not repeats else ""
        if piece == "|" and not depth:
            runs.append("")
        runs[-1] = max(runs[-1], run, key=len)
    return tuple(runs) if all(runs) else ()


def lowercase_tests(pattern: str) -> tuple[re.Pattern[str], ...]:
    """Expressions that all match in a lower-case ASCII text exactly if `pattern` does.

    They are several times as fast as one that ignores case. The first is a quick test: a word
    boundary at the beginning is dropped, and so is a leading repetition but for its last round, so
    that fewer positions can begin a match. Empty if there are no such expressions.
    """
    pieces = []
    for piece in _PIECE.findall(pattern):
        if not piece.isascii() or (piece.startswith("(?") and piece != "(?:"):
            return ()
        if piece.startswith("[") and not _CASELESS_SET.fullmatch(piece):
            return ()
        if piece.startswith("\\") and not _CASELESS_ESCAPE.fullmatch(piece):
            return ()
        pieces.append(piece if piece.startswith("\\") else _lower(piece))
    quick = pieces
    if pieces[0] == r"" and not _REPEAT.fullmatch("".join(pieces[1:2])):
        quick = pieces[1:]
    # After `{`, what follows a dropped `+` could become a repetition.
    if quick[1:2] == ["+"] and quick[0] not in "()|^${" and quick[2:3] not in (["?"], ["+"]):
        quick = [quick[0], *quick[2:]]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return tuple(re.compile("".join(each)) for each in (quick, pieces))


def _lower(piece: str) -> str:
    """A piece in lower case, but for its escapes."""
    return re.sub(r"\\.|[A-Z]", lambda m: m[0].lower() if len(m[0]) == 1 else m[0], piece)
