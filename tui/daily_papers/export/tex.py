"""Text and entries of bibliographies that TeX reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

_ESCAPES: Final = str.maketrans(
    {
        **{char: f"\\{char}" for char in "&%$#_"},
        # Braces are counted even behind a backslash, so one alone would swallow the rest.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "\\": r"\textbackslash{}",
    }
)


def escape(text: str) -> str:
    """`text` so that TeX prints it as it is."""
    return text.translate(_ESCAPES)


def join_names(names: Iterable[str]) -> str:
    """Authors as BibTeX takes them apart: at ` and `, so a name that holds one stands in braces."""
    return " and ".join(
        f"{{{escape(name)}}}" if " and " in f" {name.lower()} " else escape(name) for name in names
    )


def entry(kind: str, key: str, fields: Sequence[tuple[str, str | None]]) -> str:
    """One entry; fields without a value are left out.

    Args:
        kind: `misc`, `online`.
        key: Its key.
        fields: Their names with values that are escaped where they have to be.
    """
    lines = [f"      {name}={{{value}}}," for name, value in fields if value]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"]) + "\n"
