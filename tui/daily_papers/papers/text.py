"""Cleans untrusted text, so that it is safe to draw, search and copy.

Titles, abstracts and names may come from anyone. Cleaning removes what controls a terminal (control
characters and escape sequences), what hides or reorders text (bidirectional controls, invisible
characters) and what makes drawing slow (very long fields, many accents on a letter). All readable
text stays, including brackets that look like markup. Cleaning is idempotent.

Unicode's advice on what to remove is in UTS #39 (https://www.unicode.org/reports/tr39/) and UTR
#36; control sequences are defined by ECMA-48.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from daily_papers.papers.cells import ELLIPSIS, PICTOGRAPHS, graphemes

TITLE_LIMIT: Final = 1_000
"""The most characters in a cleaned title or name, including its `…`."""
ABSTRACT_LIMIT: Final = 20_000
"""The most characters in a cleaned abstract, including its `…`."""

CONTROLS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb"
    "\ud800-\udfff]"
)
"""What no output may hold: control characters other than line ends and tabs, bidirectional
controls, line separators, lone surrogates."""

_READ_AHEAD: Final = 8  # characters read for each one that may stay; the rest is ignored
_MARKS_A_LETTER: Final = 4
_MAX_INDENT: Final = 8

_SPACES: Final = dict.fromkeys(map(ord, "\n\r\t"), " ")
# Text that is safe as it is: no marks, no joiners, nothing invisible. Most text is.
_ORDINARY = re.compile(
    "[\n -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2010-\u2027"
    "\u2030-\u205e\u2070-\u20bf\u2100-\u2bff\u3001-\u3029\u3030-\u3096\u30a0-\u30ff"
    "\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff9d]*"
)
# Whole control sequences, since their payload is not prose. One without an end nearby loses only
# its introducer, so that the text after it is kept.
_SEQUENCE = re.compile(
    r"""
      (?: \x1b\[ | \x9b ) [0-?]{0,64} [ -/]{0,8} [@-~]                      # CSI
    | (?: \x1b[]PX^_] | [\x90\x98\x9d-\x9f] ) [^\x00-\x1f\x7f-\x9f]{0,512}  # OSC, DCS, SOS, PM, APC
      (?: \x07 | \x1b\\ | \x9c )
    | \x1b [ -/]{0,4} [0-~]
    """,
    re.VERBOSE,
)
_SEPARATORS: Final = "\x85\u2028\u2029"
_UNUSUAL_LINE_END = re.compile("[\v\f\x85\u2028\u2029]")
_LINE_END = re.compile("\r\n?")
_SURROGATES = re.compile("([\ud800-\udbff])([\udc00-\udfff])|[\ud800-\udfff]")
_DROPPED = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0, DEL, C1; line ends and tabs are handled before
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional marks, overrides, isolates
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f"
    "\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e001f\U000e0080-\U000e0fff"  # invisible characters
    "\ufdd0-\ufdef"  # noncharacters: these, and the last two of each plane
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]+"
)

# Invisible characters that have a function in their place: joiners in emoji and in Arabic and
# Indic words, the emoji style after a symbol, the tags of a flag.
_JOINED_SCRIPTS = re.compile("[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\u1800-\u18af]")
_FUNCTIONAL = re.compile(
    rf"""
    ( \U0001f3f4 [\U000e0030-\U000e0039\U000e0061-\U000e007a]{{3,6}} \U000e007f
    | (?<= [{PICTOGRAPHS}] ) \ufe0f
    | (?<= [0-9\#*] ) \ufe0f (?= \u20e3 )
    | (?: (?<= [{PICTOGRAPHS}\U0001f3fb-\U0001f3ff] ) | (?<= [{PICTOGRAPHS}]\ufe0f ) )
      \u200d (?= [{PICTOGRAPHS}] )
    )
    | [\u200c\u200d\ufe0f\U000e0020-\U000e007f]
    """,
    re.VERBOSE,
)
_JOINERS: Final = "\u200c\u200d"
_TOWER = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u1dff\u200c\u200d\u20d0-\u20f0\u2cef-\u2cf1\u2de0-\u2dff"
    "\u302a-\u302f\u3099\u309a\ua66f-\uabff\ufb1e\ufe00-\ufe2f\U00010000-\U000e01ef]"
    f"{{{_MARKS_A_LETTER + 1}}}"
)


def clean_line(raw: str, limit: int = TITLE_LIMIT) -> str:
    """`raw` as one safe line of at most `limit` characters, with single spaces."""
    text, more = _safe(raw, limit)
    return _limited(" ".join(text.split()), limit, more)


def clean_text(raw: str, limit: int = ABSTRACT_LIMIT) -> str:
    r"""`raw` as safe lines with at most `limit` characters.

    Lines end in `\n`, there is at most one blank line between two others, and white space inside a
    line becomes a single space; an indent of up to 8 spaces stays.
    """
    text, more = _safe(raw, limit)
    lines: list[str] = []
    for line in text.split("\n"):
        body = " ".join(line.split())
        indent = min(len(line) - len(line.lstrip()), _MAX_INDENT)
        if body:
            lines.append(" " * indent + body)
        elif lines and lines[-1]:
            lines.append("")
    return _limited("\n".join(lines).rstrip("\n"), limit, more)


def remove_unsafe(raw: str) -> str:
    """`raw` without anything unsafe, at any length; line ends, tabs and spaces stay."""
    if raw.isascii() and raw.translate(_SPACES).isprintable():
        return raw
    if _ORDINARY.fullmatch(raw):
        return raw
    text = _SURROGATES.sub(_paired, raw)
    text = _SEQUENCE.sub("", text)
    text = _UNUSUAL_LINE_END.sub("\n", text)
    return _remove_misplaced(_cap_marks(_DROPPED.sub("", text)))


def remove_controls(text: str) -> str:
    """`text` without `CONTROLS`, at any length; all else stays. Line separators become spaces."""
    return CONTROLS.sub(lambda found: " " if found[0] in _SEPARATORS else "", text)


def _safe(raw: str, limit: int) -> tuple[str, bool]:
    """The beginning of `raw` without anything unsafe, and whether `raw` goes on after it."""
    text = raw[: limit * _READ_AHEAD]
    more = len(text) < len(raw)
    if text.isascii() and text.replace("\n", "").isprintable():
        return text, more
    if _ORDINARY.fullmatch(text):
        return unicodedata.normalize("NFC", text), more
    text = _LINE_END.sub("\n", remove_unsafe(text)).replace("\t", " ")
    # Composing may decompose a character, and make another one that needs no joiner.
    return _remove_misplaced(_cap_marks(unicodedata.normalize("NFC", text))), more


def _paired(match: re.Match[str]) -> str:
    """The character for two surrogates; U+FFFD for a lone one."""
    high, low = match.groups()
    if high is None:
        return "\ufffd"
    return chr(0x10000 + ((ord(high) - 0xD800) << 10) + ord(low) - 0xDC00)


def _cap_marks(text: str) -> str:
    """Drop marks beyond the fourth on one letter, counted across joiners."""
    if not _TOWER.search(text):
        return text
    kept = []
    marks = 0
    for char in text:
        if unicodedata.category(char).startswith("M"):
            marks += 1
            if marks > _MARKS_A_LETTER:
                continue
        elif char not in _JOINERS:
            marks = 0
        kept.append(char)
    return "".join(kept)


def _remove_misplaced(text: str) -> str:
    """Drop invisible characters that have no function where they are."""
    return text if text.isascii() else _FUNCTIONAL.sub(_functional, text)


def _functional(match: re.Match[str]) -> str:
    if match[1]:
        return match[1]
    text, at = match.string, match.start()
    if match[0] not in _JOINERS or not 0 < at < len(text) - 1:
        return ""
    before, after = text[at - 1], text[at + 1]
    joins = (
        _JOINED_SCRIPTS.match(after)
        and unicodedata.category(after).startswith("L")
        and (_JOINED_SCRIPTS.match(before) or unicodedata.category(before).startswith("M"))
    )
    return match[0] if joins else ""


def _limited(text: str, limit: int, more: bool) -> str:
    """`text` in at most `limit` characters, ending in `…` if something was left out."""
    if len(text) <= limit and not more:
        return text
    end = 0
    for _, stop, _ in graphemes(text[: limit + _MARKS_A_LETTER]):
        if stop >= limit:
            break
        end = stop
    return text[:end].rstrip(" \n" + _JOINERS) + ELLIPSIS


_MARKER = re.compile(r" *(?:([-*•‣▪◦])|\(?(\d{1,2})[.)]) +\S")
_SENTENCE_ENDS = tuple('.!?:;。！？：；)"”’')
_SUSPENDED = re.compile(r"(?:and|or|to|und|oder|et|ou)\b")


def paragraphs(raw: str, limit: int = ABSTRACT_LIMIT) -> tuple[str, ...]:
    """The cleaned paragraphs of `raw`, each on one line.

    A paragraph begins after a blank line or with an indented line, as on arXiv; hard-wrapped lines
    are joined. An indent that all lines share is ignored. Each item of a Markdown-like list is a
    paragraph.
    """
    lines = clean_text(raw, limit).split("\n")
    base = _common_indent(lines)
    items = _list_items(lines)
    found: list[list[str]] = []
    apart, in_item = True, False
    for number, line in enumerate(lines):
        body = line.lstrip(" ")
        if not body:
            apart = True
            continue
        if apart or number in items or (len(line) - len(body) > base and not in_item):
            found.append([body])
            in_item = number in items
        else:
            found[-1].append(_glue(found[-1][-1], body) + body)
        apart = False
    return tuple("".join(parts) for parts in found)


def _common_indent(lines: list[str]) -> int:
    """The indent of lines that do not begin a paragraph."""
    indents = [len(line) - len(line.lstrip(" ")) for line in lines if line]
    if not indents:
        return 0
    hanging = indents[1:]
    if len(hanging) > 1 and min(hanging) == max(hanging) > indents[0]:
        runs_on = any(not line.endswith(_SENTENCE_ENDS) for line in lines[:-1] if line)
        if runs_on:
            return hanging[0]
    return min(indents)


def _list_items(lines: list[str]) -> frozenset[int]:
    """The numbers of the lines that begin an item of a list.

    Lines of wrapped prose may begin with a dash or `2)` too. A list has at least two items, the
    first of them after a blank line or the end of a sentence, and numbers that count from 1.
    """
    bullets: list[int] = []
    numbered: list[int] = []
    for at, line in enumerate(lines):
        marker = _MARKER.match(line)
        if marker is None:
            continue
        group = bullets if marker[1] else numbered
        may_begin = not at or not lines[at - 1] or lines[at - 1].endswith(_SENTENCE_ENDS)
        if (group or may_begin) and (marker[1] or int(marker[2]) == len(numbered) + 1):
            group.append(at)
    return frozenset(at for group in (bullets, numbered) if len(group) > 1 for at in group)


def _glue(before: str, after: str) -> str:
    """What joins two lines: a space, but nothing inside a compound or in Chinese text."""
    compound = before[-2:-1].isalnum() and before.endswith("-") and after[0].isalnum()
    if compound and not _SUSPENDED.match(after):
        return ""
    return "" if _is_unspaced(before[-1]) and _is_unspaced(after[0]) else " "


def _is_unspaced(char: str) -> bool:
    """Whether `char` is Han, kana or their punctuation; marks that follow kana are not."""
    return (
        "\u3400" <= char <= "\u9fff"
        or char in "，、。"
        or ("ぁ" <= char <= "ヺ" and char.isalpha())
    )
