"""What an act does to a paper: one table, and the words for it.

Everything that writes asks here, so a key, a bulk act and the command line cannot differ. No I/O.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from daily_papers.papers.rows import Facts
from daily_papers.papers.verdicts import BY_REGISTER, EFFECTS, HIDING, TOGGLES
from daily_papers.state.records import Registers


class UnknownAct(ValueError):
    """A name that no act bears."""


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
    """What an act comes to for papers in a known state."""

    name: str
    """The act itself: `star` or `unstar` for `toggle_star`."""
    sets: Registers
    changes: tuple[bool, ...]
    """For each paper whether anything would change."""


def decide(name: str, papers: Sequence[Facts], *, tag: str | Sequence[str] = "") -> Decision:
    """What the act `name` sets for `papers`.

    A toggle over several papers switches on, unless all of them are on. Verdicts that must never
    toggle (in triage) are the plain acts: `star`, `later`, `dismiss`, `done`.

    Args:
        name: An act of the table, a toggle, `tag` or `untag`.
        papers: What was done with each paper so far.
        tag: The tag or tags, for `tag` and `untag`; they are cleaned as `clean_tag` says.

    Raises:
        UnknownAct: No act bears the name.
        BadTag: Nothing can be seen of the tag.
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
    """The facts once `sets` is written: what a list shows before the disk has answered."""
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
    """The participle of an act: `starred`. Acts of a newer reader are told by their name."""
    effect = EFFECTS.get(name)
    return effect.past if effect else _OTHER_PASTS.get(name, name)


def describe(name: str, count: int) -> str:
    """What a toast says of an act on `count` papers: `Starred`, `57 starred`."""
    return f"{count:,} {past(name)}" if count > 1 else past(name).capitalize()


def lost_stars(name: str, before: Sequence[Facts]) -> str:
    """What a toast adds where a dismissal takes stars away: `, its star is gone`; else nothing.

    Args:
        name: The act.
        before: What was done so far with the papers that it changes.
    """
    stars = sum(facts.starred for facts in before) if name == "dismiss" else 0
    if not stars:
        return ""
    if len(before) == 1:
        return ", its star is gone"
    return f", {stars:,} stars are gone" if stars > 1 else ", 1 star is gone"


class BadTag(ValueError):
    """A tag of which nothing can be seen."""


def clean_tag(text: str) -> str:
    """A tag as it is kept: composed (NFC), no control characters, single spaces, no leading `#`.

    Raises:
        BadTag: Nothing is left of it.
    """
    printable = "".join(
        " " if char.isspace() else char
        for char in unicodedata.normalize("NFC", text)
        if char.isspace() or unicodedata.category(char)[0] != "C"
    )
    tag = " ".join(printable.split()).lstrip("#").strip()
    if not tag:
        raise BadTag(f"{text!r} is no tag: nothing of it can be seen")
    return tag[:100].rstrip()


def _would_change(facts: Facts, sets: Registers) -> bool:
    """Whether writing `sets` shows. A read that came by itself is a read: no new one is needed."""
    return any(facts.holds(register) != bool(value) for register, value in sets.items())
