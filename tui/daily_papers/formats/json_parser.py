"""JSON from anywhere: whatever is wrong with it is reported in words."""

from __future__ import annotations

import json
import re
from typing import Final

from daily_papers.formats.report import FormatError

_CONSTANTS: Final = {"True": "true", "False": "false", "None": "null"}
_REPR_TOKEN = re.compile(
    # A text that never closes goes on to the end: looking for its end at each quote would take
    # quadratic time.
    r"'[^'\\]*+(?:\\.?[^'\\]*+)*+(?:'|\Z)"
    r"|\"[^\"\\]*+(?:\\.?[^\"\\]*+)*+(?:\"|\Z)"
    r"|\b(?:True|False|None)\b",
    re.DOTALL,
)
_REPR_ESCAPE = re.compile(
    r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL
)
_ESCAPES: Final = {"n": "\n", "r": "\r", "t": "\t"}
_NOT_BLANK = re.compile(r"\S")
_FURTHER_JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*[\[{"\]])')


def parse(text: str, *, line: int = 1) -> object:
    """The value of a JSON document.

    Args:
        text: The document.
        line: The line of the file on which it begins, for the message.

    Raises:
        FormatError: It is not JSON, breaks off, is nested too deeply, or holds a number too large.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise FormatError(_message(error, line)) from None
    except RecursionError:
        raise FormatError("the JSON is nested too deeply to be a list of papers") from None
    except ValueError:
        raise FormatError("the JSON holds a number of thousands of digits") from None


def parse_repr(text: str) -> object:
    """The value of a Python `repr`, which some programs write into JSON's strings.

    It is translated into JSON and never evaluated.

    Raises:
        FormatError: It is no `repr` of what JSON can hold.
    """
    return parse(_REPR_TOKEN.sub(_as_json, text))


def _as_json(token: re.Match[str]) -> str:
    text = token[0]
    return _CONSTANTS.get(text) or json.dumps(_REPR_ESCAPE.sub(_unescape, text[1:-1]))


def _unescape(escape: re.Match[str]) -> str:
    if code := escape[1] or escape[2] or escape[3]:
        return chr(min(int(code, 16), 0x10FFFF))
    return _ESCAPES.get(escape[4], escape[4])


def _message(error: json.JSONDecodeError, line: int) -> str:
    where = f"line {error.lineno + line - 1}, column {error.colno}"
    if error.msg == "Extra data":
        if _FURTHER_JSON.match(error.doc, error.pos):
            return (
                f"a second JSON document begins at {where}: "
                "save each in a file of its own, or each on one line (JSON Lines)"
            )
        return (
            f"two formats in one file: JSON, and something else from {where} on: "
            "save each in a file of its own"
        )
    if (
        error.msg.startswith("Unterminated string")
        or _NOT_BLANK.search(error.doc, error.pos) is None
    ):
        return f"the JSON breaks off ({where}): get the file again, it is not whole"
    return f"not JSON at {where}: {error.msg[0].lower()}{error.msg[1:]}"
