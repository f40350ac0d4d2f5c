"""The one registry of actions: footer, help sheet, palette and keymap all come from it.

A command is a function of `ui/commands/`, decorated with `action`; its name is the action's name
and its docstring the help that people read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tui.ui.screens.reader import Reader

Command = Callable[["Reader", "int | None"], None]
"""What an action does, given the reader and the count typed before the key."""

GROUPS: Final = ("move", "judge", "undo", "find", "out", "see", "app")
"""The groups of the help sheet, in its order."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing the user can do by a key."""

    name: str
    keys: tuple[str, ...]
    """Sequences, their tokens separated by spaces: `("g g",)`."""
    group: str
    label: str
    """One word for the footer."""
    help: str
    """One sentence, without a full stop."""
    run: Command
    footer: int = 0
    """Place in the footer, from 1; 0 for not there."""

    @property
    def shown_key(self) -> str:
        """The first key as people read it: `gg`, `PgDn`, `space`."""
        return show_key(self.keys[0]) if self.keys else ""


ACTIONS: Final[dict[str, Action]] = {}
"""Every action by name, in the order of the help sheet."""


def action(
    *keys: str, group: str, label: str = "", footer: int = 0
) -> Callable[[Command], Command]:
    """Register the decorated function as an action.

    Args:
        keys: Its key sequences in the default preset.
        group: One of `GROUPS`.
        label: A word for the footer; the function's name where left out.
        footer: Its place in the footer, from 1.
    """

    def register(function: Command) -> Command:
        name = function.__name__
        words = (function.__doc__ or "").strip().split("\n\n")[0]
        ACTIONS[name] = Action(
            name=name,
            keys=keys,
            group=group,
            label=label or name.replace("_", " "),
            help=" ".join(words.split()).rstrip("."),
            run=function,
            footer=footer,
        )
        return function

    return register


def bindings(
    actions: Mapping[str, Action] = ACTIONS,
) -> dict[tuple[str, ...], str]:
    """From each key sequence to its action's name.

    Raises:
        ValueError: Two actions share a sequence, or one hides behind another's prefix.
    """
    found: dict[tuple[str, ...], str] = {}
    for each in actions.values():
        for keys in each.keys:
            sequence = tuple(keys.split(" "))
            if sequence in found:
                raise ValueError(f"{keys!r} is bound to {found[sequence]} and to {each.name}")
            found[sequence] = each.name
    for sequence, name in found.items():
        for length in range(1, len(sequence)):
            if hidden := found.get(sequence[:length]):
                raise ValueError(f"{' '.join(sequence)!r} of {name} hides behind {hidden}")
    return found


def show_key(keys: str) -> str:
    """A key sequence as people read it: `g g` is `gg`, `question_mark` is `?`."""
    parts = keys.split(" ")
    if all(len(part) == 1 for part in parts):
        return "".join(parts)
    return " ".join(_NAMES.get(part, part) for part in parts)


_NAMES: Final = {
    "escape": "esc",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
}
