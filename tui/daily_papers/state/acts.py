"""What acts do to papers, and the words for them. No I/O.

Keys, bulk acts and the command line all use this, on the table of `papers.verdicts`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from daily_papers.papers.rows import Facts
from daily_papers.papers.verdicts import BY_REGISTER, EFFECTS, HIDING, TOGGLES, VERDICTS
from daily_papers.state.records import Registers


class UnknownAct(ValueError):
    """There is no act with this name."""


COPYING: Final = frozenset(
    {"tag", "note"} | {act for each in VERDICTS if each.keeps for act in (each.act, each.toggle)}
)
"""Acts after which the state holds its own copy of the paper."""
_OTHER_PASTS: Final[Mapping[str, str]] = {
    "tag": "tagged",
    "untag": "untagged",
    "note": "noted",
    "move": "moved",
    "import": "imported",
    "view": "view saved",
    "unview": "view removed",
    "mute": "muted",
    "unmute": "unmuted",
    "highlight": "highlighted",
    "unhighlight": "no longer highlighted",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What an act does to papers in a known state."""

    name: str
    """The act: `star` or `unstar` for `toggle_star`."""
    sets: Registers
    changes: tuple[bool, ...]
    """Whether each paper would change."""


def decide(name: str, papers: Sequence[Facts], *, tag: str | Sequence[str] = "") -> Decision:
    """What an act does to papers.

    A toggle over several papers switches on, unless it is on for all of them.

    Args:
        name: An act of `EFFECTS` or `TOGGLES`, `tag` or `untag`.
        papers: The papers as they are.
        tag: The tag or tags, for `tag` and `untag`; see `clean_tag`.

    Raises:
        UnknownAct: There is no act with this name.
        BadTag: A tag has no visible characters.
    """
    if name in ("tag", "untag"):
        labels = {clean_tag(each) for each in ([tag] if isinstance(tag, str) else tag)}
        adds = name == "tag"
        tagged = {f"tag:{label}": adds for label in sorted(labels)}
        changes = (labels - {*facts.tags} if adds else labels & {*facts.tags} for facts in papers)
        return Decision(name, tagged, tuple(map(bool, changes)))
    sets: Registers
    if name in TOGGLES:
        toggle = TOGGLES[name]
        on = not all(facts.holds(toggle.register) for facts in papers)
        name = toggle.on if on else toggle.off
        sets = EFFECTS[name].sets
        if toggle.register == "read":
            sets = {**sets, **dict.fromkeys(HIDING, False)}
    elif name in EFFECTS:
        sets = EFFECTS[name].sets
    else:
        raise UnknownAct(f"no act is called {name!r}")
    return Decision(name, sets, tuple(_would_change(facts, sets) for facts in papers))


def apply(facts: Facts, sets: Registers) -> Facts:
    """The facts after registers are written; lists show them before the act is saved."""
    tags, verdicts = set(facts.tags), set(facts.verdicts)
    for register, value in sets.items():
        if register == "read":
            facts = replace(facts, read=bool(value), auto=value == "auto")
        elif register in BY_REGISTER:
            (verdicts.add if value else verdicts.discard)(register)
        elif register == "note":
            facts = replace(facts, noted=bool(value["text"].strip()))
        elif register.startswith("tag:"):
            (tags.add if value else tags.discard)(register.removeprefix("tag:"))
    return replace(facts, verdicts=frozenset(verdicts), tags=tuple(sorted(tags)))


def past(name: str) -> str:
    """What a paper is after an act: `starred`. For acts of a newer version, the act's name."""
    effect = EFFECTS.get(name)
    return effect.past if effect else _OTHER_PASTS.get(name, name)


def describe(name: str, count: int) -> str:
    """An act on some papers, for a toast: `Starred`, `57 starred`."""
    return f"{count:,} {past(name)}" if count > 1 else past(name).capitalize()


def lost_stars(name: str, before: Sequence[Facts]) -> str:
    """What a toast adds where an act removes stars: `, its star is gone`; else nothing.

    Args:
        name: The act.
        before: The papers that it changes, as they were.
    """
    clears = next((verdict.clears for verdict in VERDICTS if verdict.act == name), ())
    stars = sum(facts.starred for facts in before) if "starred" in clears else 0
    if not stars:
        return ""
    if len(before) == 1:
        return ", its star is gone"
    return f", {stars:,} stars are gone" if stars > 1 else ", 1 star is gone"


class BadTag(ValueError):
    """A tag without visible characters."""


def clean_tag(text: str) -> str:
    """A tag as it is stored: in NFC, without control characters and leading `#`, single spaces.

    Raises:
        BadTag: It has no visible characters.
    """
    printable = "".join(
        " " if char.isspace() else char
        for char in unicodedata.normalize("NFC", text)
        if char.isspace() or unicodedata.category(char)[0] != "C"
    )
    tag = " ".join(printable.split()).lstrip("#").strip()
    if not tag:
        raise BadTag(f"not a tag: {text!r} has no visible characters")
    return tag[:100].rstrip()


def _would_change(facts: Facts, sets: Registers) -> bool:
    """Whether writing registers changes a paper. An automatic read counts as a read."""
    return any(facts.holds(register) != bool(value) for register, value in sets.items())
