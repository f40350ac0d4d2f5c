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

GROUPS: Final = ("move", "judge", "select", "undo", "find", "out", "see", "app")
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


Keymap = dict[tuple[str, ...], str]
"""From each key sequence to its action's name."""


def bindings(own: Mapping[str, str] | None = None) -> tuple[Keymap, list[str]]:
    """The keys in force, and what is wrong with them, in words.

    Args:
        own: The user's keys for some actions, by the action's name; several are separated by
            spaces, and the keys of a sequence stand together: `s f5`, `gs`. They take the place
            of the action's own keys, and take keys from other actions.
    """
    found: Keymap = {}
    problems: list[str] = []
    chosen = {name: [spell(each) for each in keys.split()] for name, keys in (own or {}).items()}
    taken = {keys: name for name, several in chosen.items() for keys in several}
    for each in ACTIONS.values():
        for keys in chosen.get(each.name, each.keys):
            holder = taken.get(keys, each.name)
            if holder == each.name:
                found[tuple(keys.split(" "))] = each.name
            elif each.name in chosen:
                problems.append(f"[keys] gives {show_key(keys)} to {holder} and to {each.name}")
    for sequence, name in found.items():
        for length in range(1, len(sequence)):
            if hidden := found.get(sequence[:length]):
                keys, prefix = (show_key(" ".join(each)) for each in (sequence, sequence[:length]))
                problems.append(f"{keys} ({name}) cannot be typed: {prefix} is {hidden}")
    return found, problems


def spell(keys: str) -> str:
    """A key sequence as the registry has it, from how people write it: `gs` is `g s`."""
    named = {**{shown: name for name, shown in _NAMES.items()}, "esc": "escape"}
    if keys in named or "+" in keys[1:] or len(keys) == 1 or keys in _LONG:
        return named.get(keys, keys)
    return " ".join(keys)


def show_key(keys: str) -> str:
    """A key sequence as people read it: `g g` is `gg`, `question_mark` is `?`."""
    parts = keys.split(" ")
    if all(len(part) == 1 for part in parts):
        return "".join(parts)
    return " ".join(_NAMES.get(part, part) for part in parts)


_LONG: Final = frozenset(
    ("enter", "escape", "space", "tab", "backspace", "delete", "insert", "home", "end")
) | {"pageup", "pagedown", "up", "down", "left", "right", *(f"f{n}" for n in range(1, 13))}
"""Keys whose names are longer than a letter."""
_NAMES: Final = {
    "escape": "esc",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
}
