"""The table of verdicts: for each its act, its words and glyphs, its view and its query state.

The index's columns, the journal's registers, `is:` values, exports, styles, footer, help and toasts
derive from `VERDICTS`. A new verdict is a row here and a key in `ui/commands/verdicts.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Value = bool | Literal["auto"]
"""The value of a register; `auto` is for a read that the user did not ask for."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What an act writes to a paper, and the word for it."""

    past: str
    """What a paper is afterwards, for toasts: `starred`, `for later`."""
    sets: Mapping[str, Value]
    """Values by register."""


@dataclass(frozen=True, slots=True)
class Toggle:
    """An act that switches a register, and which act that amounts to."""

    register: str
    on: str
    """The act that switches it on: `star`."""
    off: str
    """The act that switches it off: `unstar`."""


@dataclass(frozen=True, slots=True)
class View:
    """The view that lists the papers with a verdict. Its scope is the verdict's register."""

    name: str
    invites: str
    """What the verdict's key does, where the view is empty: `s stars a paper`."""
    order: Literal["day", "queue"] = "day"
    """Newest day first, or in the user's own order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One row of the table."""

    register: str
    """What the journal and the index call it: `starred`. Also its key in JSON, its value of `is:`,
    its component in themes, the scope of its view and the word after a count."""
    act: str
    """The act that sets it: `star`. Also the word in the footer and for `daily-papers mark`."""
    past: str
    """What a paper is after `act`, for toasts."""
    undo_act: str
    """The act that clears it: `unstar`."""
    undo_past: str
    """What a paper is after `undo_act`."""
    clears: tuple[str, ...] = ()
    """The registers that `act` clears."""
    imperative: str
    """What its key does, for help: `Save for later`."""
    meaning: str
    """What its glyph means, for the help sheet: `Saved for later`."""
    letter: str
    """The letter that is typed for it in `triage --plain`."""
    glyph: str
    ascii_glyph: str
    style: str
    """The default style of its component, as `style_names` reads it."""
    style_help: str
    """What the component styles."""
    state_help: str
    """What `is:` with it finds, for completion."""
    synonyms: tuple[str, ...] = ()
    """Values that people try after `is:` in place of `register`."""
    view: View | None = None
    keeps: bool = False
    """Whether such papers stay, with a copy in the state, when they are in no digest any more."""
    hides: bool = False
    """Whether All, Unread and searches leave such papers out."""
    advances: bool = False
    """Whether the cursor goes on to the next unread paper."""

    @property
    def sets(self) -> Mapping[str, Value]:
        """What `act` writes: a verdict also reads the paper."""
        return {"read": True, **dict.fromkeys(self.clears, False), self.register: True}

    @property
    def toggle(self) -> str:
        """The act that sets it, or clears it where it is set: `toggle_star`."""
        return f"toggle_{self.act}"


VERDICTS: Final = (
    Verdict(
        register="starred",
        act="star",
        past="starred",
        undo_act="unstar",
        undo_past="unstarred",
        imperative="Star",
        meaning="Starred",
        letter="s",
        glyph="★",
        ascii_glyph="*",
        style="$warning",
        style_help="The star.",
        state_help="starred",
        synonyms=("star", "stars", "fav", "favorite", "favourite"),
        view=View("Starred", "stars a paper"),
        keeps=True,
    ),
    Verdict(
        register="later",
        act="later",
        past="for later",
        undo_act="unlater",
        undo_past="no longer for later",
        imperative="Save for later",
        meaning="Saved for later",
        letter="b",
        glyph="◷",
        ascii_glyph="b",
        style="$primary",
        style_help="The mark of papers saved for later.",
        state_help="saved for later",
        synonyms=("queued", "saved", "bookmarked"),
        view=View("Later", "adds", order="queue"),
        keeps=True,
    ),
    Verdict(
        register="dismissed",
        act="dismiss",
        past="dismissed",
        undo_act="restore",
        undo_past="restored",
        clears=("starred", "later"),
        imperative="Dismiss",
        meaning="Dismissed",
        letter="d",
        glyph="×",
        ascii_glyph="x",
        style="$muted",
        style_help="The mark and the title of dismissed papers.",
        state_help="dismissed",
        synonyms=("archived", "skipped"),
        hides=True,
        advances=True,
    ),
)
"""In the order of footers, help and completion; of several verdicts on a paper the first shows."""

BY_REGISTER: Final = {verdict.register: verdict for verdict in VERDICTS}
HIDING: Final = tuple(verdict.register for verdict in VERDICTS if verdict.hides)
"""The registers of papers that All, Unread and searches leave out."""
KEEPING: Final = tuple(verdict.register for verdict in VERDICTS if verdict.keeps)
"""The registers of papers that stay when they are in no digest any more."""
QUEUE: Final = next(
    verdict.register for verdict in VERDICTS if verdict.view and verdict.view.order == "queue"
)
"""The register that holds a place in the user's own order."""

BY_ACT: Final = {verdict.act: verdict for verdict in VERDICTS}
ADVANCING_ACTS: Final = ("done", *(verdict.act for verdict in VERDICTS if verdict.advances))
"""The acts after which the cursor goes on to the next unread paper."""

TRIAGE_ACTS: Final = (*(verdict.act for verdict in VERDICTS), "done")
"""The acts that decide on a paper. In triage they set and never toggle."""

EFFECTS: Final[Mapping[str, Effect]] = {
    "open": Effect("opened", {"read": "auto"}),
    "read": Effect("read", {"read": True}),
    "unread": Effect("unread", {"read": False, **dict.fromkeys(HIDING, False)}),
    **{verdict.act: Effect(verdict.past, verdict.sets) for verdict in VERDICTS},
    **{
        verdict.undo_act: Effect(verdict.undo_past, {verdict.register: False})
        for verdict in VERDICTS
    },
    "done": Effect("done", {"read": True, QUEUE: False}),
}
"""What each act does, by its name. A toggle (`TOGGLES`) chooses one of two of them."""

TOGGLES: Final[Mapping[str, Toggle]] = {
    "toggle_read": Toggle("read", "read", "unread"),
    **{
        verdict.toggle: Toggle(verdict.register, verdict.act, verdict.undo_act)
        for verdict in VERDICTS
    },
}
"""The acts that switch, by name."""
