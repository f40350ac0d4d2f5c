"""The one registry of actions: footer, help sheet, palette and keymap all come from it.

A command is a function of `ui/commands/`, decorated with `action`; its name is the action's name
and its docstring the help that people read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from daily_papers.toml_files import did_you_mean, excerpt
from daily_papers.ui.keys.presets import PRESETS

Command = Callable[[Any, "int | None"], None]
"""What an action does, given the workspace and the count typed before the key."""
_RENAMED: Final = {"tidy": "refresh", "figures": "statistics"}
"""Actions by the names that they had in earlier versions: users' keys go on working."""

GROUPS: Final = ("move", "judge", "write", "select", "undo", "find", "out", "see", "app")
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


ACTIONS: Final[dict[str, Action]] = {}
"""Every action by name, in the order of the help sheet."""


def action(
    *keys: str,
    group: str,
    label: str = "",
    footer: int = 0,
    table: dict[str, Action] = ACTIONS,
) -> Callable[[Command], Command]:
    """Register the decorated function as an action.

    Args:
        keys: Its key sequences in the default preset.
        group: One of `GROUPS`.
        label: A word for the footer; the function's name where left out.
        footer: Its place in the footer, from 1.
        table: Where it is registered; a screen with keys of its own has its own table.
    """

    def register(function: Command) -> Command:
        name = function.__name__
        words = (function.__doc__ or "").strip().split("\n\n")[0]
        table[name] = Action(
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


def by_use() -> list[Action]:
    """Every action: those of the footer in its order, then the others group by group."""
    behind = 1 + max(each.footer for each in ACTIONS.values())
    return sorted(
        ACTIONS.values(), key=lambda each: (each.footer or behind, GROUPS.index(each.group))
    )


Keymap = dict[tuple[str, ...], str]
"""From each key sequence to its action's name."""


def bindings(own: Mapping[str, str] | None = None, preset: str = "vim") -> tuple[Keymap, list[str]]:
    """The keys in force, and what is wrong with them, in words.

    Args:
        own: The user's keys for some actions, by the action's name; several are separated by
            spaces, and the keys of a sequence stand together: `s f5`, `gs`. They take the place
            of the action's own keys, and take keys from other actions.
        preset: One of `PRESETS`, whose keys take those of other actions in the same way.
    """
    found: Keymap = {}
    own = {_RENAMED.get(name, name): keys for name, keys in (own or {}).items()}
    problems = [
        f'[keys] names no action "{excerpt(name)}"{did_you_mean(name, ACTIONS)}'
        for name in own
        if name not in ACTIONS
    ]
    chosen = {
        name: [spell(each) for each in keys.split()]
        for name, keys in {**PRESETS[preset], **own}.items()
        if name in ACTIONS
    }
    # What the user chose comes last, so that it takes keys from the preset.
    by_user = sorted(chosen, key=lambda name: name in own)
    taken = {keys: name for name in by_user for keys in chosen[name]}
    for each in ACTIONS.values():
        for keys in chosen.get(each.name, each.keys):
            holder = taken.get(keys, each.name)
            if holder == each.name:
                found[tuple(keys.split(" "))] = each.name
            elif each.name in own:
                problems.append(f"[keys] gives {show_key(keys)} to {holder} and to {each.name}")
    for sequence, name in found.items():
        for length in range(1, len(sequence)):
            if hidden := found.get(sequence[:length]):
                keys, prefix = (show_key(" ".join(each)) for each in (sequence, sequence[:length]))
                problems.append(f"{keys} ({name}) cannot be typed: {prefix} is {hidden}")
    return found, problems


def shown_keys(keymap: Keymap) -> dict[str, tuple[str, ...]]:
    """The keys of each action as people read them, by its name; those without keys are not there.

    Args:
        keymap: The keys in force.
    """
    shown: dict[str, tuple[str, ...]] = {}
    for sequence, name in keymap.items():
        shown[name] = (*shown.get(name, ()), show_key(" ".join(sequence)))
    return shown


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
