"""Generates the README's tables from the program itself: `python -m tests.readme`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import daily_papers.ui.commands  # noqa: F401  registers every action
from daily_papers import config
from daily_papers.query import vocabulary
from daily_papers.themes import load_themes
from daily_papers.ui.keys.actions import ACTIONS, GROUPS, show_key

README: Final = Path(__file__).resolve().parents[1] / "README.md"
_BLOCK = re.compile(r"(<!-- (\w+): python -m tests\.readme -->\n)(.*?)(<!-- /\2 -->)", re.DOTALL)


def blocks() -> Mapping[str, str]:
    """The contents of the generated blocks, by name."""
    return {
        "keys": keys(),
        "filter": filter_language(),
        "config": config.markdown_table(),
        "themes": themes(),
    }


def current(text: str) -> str:
    """The README's text with every block up to date."""
    generated = blocks()
    return _BLOCK.sub(lambda block: f"{block[1]}{generated[block[2]]}{block[4]}", text)


def marked(text: str) -> set[str]:
    """The names of the blocks that `text` has markers for."""
    return {block[2] for block in _BLOCK.finditer(text)}


def keys() -> str:
    """Every action that has keys, by group; those that differ only by a number share a row."""
    rows = []
    for group in GROUPS:
        members = [each for each in ACTIONS.values() if each.group == group and each.keys]
        rows.append((f"**{'Reader' if group == 'app' else group.capitalize()}**", ""))
        for each in members:
            shown = " ".join(_code(show_key(key)) for key in each.keys)
            words, _, number = each.help.rpartition(" ")
            if number == "1":
                rows.append((f"{shown} … {shown.replace('1', '9')}", f"{words}s"))
            elif not number.isdigit():
                rows.append((shown, each.help))
    return _table(("key", "what it does"), rows)


def filter_language() -> str:
    """Every form of the filter language."""
    words = [
        (
            "diffusion",
            "words that start so, in title or abstract; ignores case and accents",
        ),
        ('"state space"', "these words in this order"),
        ("/mamba-?2/", "a regular expression"),
        ("~difusion", "words like this one: typing errors are tolerated"),
        ("a b", "both"),
        ("-survey", "without"),
        ("(a OR b) c", "parentheses"),
    ]
    rows = [(_code(form), about) for form, about in words]
    rows += [(_code(name), about) for name, about in vocabulary.OPERATORS.items()]
    named = {vocabulary.IS: vocabulary.STATES, vocabulary.HAS: vocabulary.PARTS}
    for name, about in vocabulary.FIELDS.items():
        if name in named:
            rows += [(_code(f"{name}:{value}"), words) for value, words in named[name].items()]
        elif name == vocabulary.SORT:
            rows += [(_code(f"sort:{value}"), words) for value, words in vocabulary.SORTS.items()]
        else:
            rows.append((_code(f"{name}:"), about))
    return _table(("form", "what it finds"), rows)


def themes() -> str:
    """The names of all themes."""
    found, _ = load_themes()
    return ", ".join(f"`{name}`" for name in found) + "\n"


def _code(text: str) -> str:
    return "`" + text.replace("|", "\\|") + "`"


def _table(head: tuple[str, str], rows: Iterable[tuple[str, str]]) -> str:
    lines = [f"| {left} | {right} |" for left, right in rows]
    return "\n".join([f"| {head[0]} | {head[1]} |", "|---|---|", *lines]) + "\n"


if __name__ == "__main__":
    README.write_text(current(README.read_text(encoding="utf-8")), encoding="utf-8")
