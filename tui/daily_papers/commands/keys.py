"""`keys`: prints the reader's keys."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from daily_papers.commands.context import load_context
from daily_papers.commands.output import say, warn
from daily_papers.commands.registry import Command


def run(options: Namespace) -> int:
    """Print every action with the keys bound to it, by group."""
    import daily_papers.ui.commands  # noqa: F401  registers every action
    from daily_papers.ui.keys.actions import ACTIONS, GROUPS, bindings, shown_keys

    context = load_context(options)
    keymap, problems = bindings(context.config.keys, context.config.preset)
    for problem in (*context.problems, *problems):
        warn(str(problem))
    bound = shown_keys(keymap)
    keys = {name: "  ".join(bound.get(name, ())) for name in ACTIONS}
    keys_width = max(map(len, keys.values()))
    name_width = max(map(len, ACTIONS))
    own = ", with your own keys" if context.config.keys else ""
    say(f"preset {context.config.preset}{own}", "")
    for group in GROUPS:
        members = [name for name, each in ACTIONS.items() if each.group == group]
        if members:
            say("", group) if group != GROUPS[0] else say(group)
        for name in members:
            say(f"  {keys[name]:<{keys_width}}  {name:<{name_width}}  {ACTIONS[name].help}")
    return 0


COMMAND: Final = Command(
    run,
    "  daily-papers keys | grep star    keys, action, what it does\n",
)
