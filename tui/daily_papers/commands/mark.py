"""`mark`: does an act on all papers that match a query, as one undo step."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from daily_papers.commands.arguments import Parser
from daily_papers.commands.context import load_paths
from daily_papers.commands.errors import UsageError
from daily_papers.commands.open_library import (
    check_saved,
    find_papers,
    open_library,
    read_query,
    restartable,
    rows_of,
)
from daily_papers.commands.output import say
from daily_papers.commands.registry import Command
from daily_papers.humanize import quantity
from daily_papers.papers.verdicts import VERDICTS
from daily_papers.state.acts import BadTag, clean_tag, decide, past
from daily_papers.toml_files import did_you_mean, excerpt

ACTS: Final = (
    "read", "unread", *(act for each in VERDICTS for act in (each.act, each.undo_act)),
)  # fmt: skip
"""The acts that are one word."""
TAG_ACTS: Final = ("tag", "untag")
"""The acts that take a tag after a colon."""


def add_arguments(parser: Parser) -> None:
    """The arguments of `mark`."""
    acts = " ".join((*ACTS, *(f"{name}:NAME" for name in TAG_ACTS)))
    parser.add_argument("act", metavar="ACT", help=acts)
    parser.add_argument("query", nargs="+", metavar="QUERY", help="which papers")
    parser.add_argument(
        "--dry-run", action="store_true", help="only print how many papers would change"
    )


@restartable
def run(options: Namespace) -> int:
    """Do an act on the matching papers; those that it would not change are left out."""
    name, tag = _read_act(options.act)
    if not " ".join(options.query).strip():
        raise UsageError("an empty query means every paper; write one, such as is:unread")
    query = read_query(options.query)
    with open_library(load_paths(options), may_restart=True) as library:
        rows = list(rows_of(find_papers(library, query)))
        changes = decide(name, [row.facts for row in rows], tag=tag).changes
        keys = [row.key for row, changed in zip(rows, changes, strict=True) if changed]
        if keys and not options.dry_run:
            check_saved(library.act(name, keys, tag=tag))
        verb = "would mark" if options.dry_run else "marked"
        done = f"{past(name)} {tag}".rstrip()
        say(f"{verb} {len(keys):,} {done}{_unchanged(len(rows), len(keys))}")
    return 0


def _read_act(typed: str) -> tuple[str, str]:
    """The act, and its tag where it takes one."""
    name, _, tag = typed.partition(":")
    if name in TAG_ACTS:
        try:
            return name, clean_tag(tag)
        except BadTag:
            raise UsageError(f"{name}: needs a tag; write {name}:NAME") from None
    if typed in ACTS:
        return typed, ""
    guess = did_you_mean(name, (*ACTS, *TAG_ACTS)) or "; see `daily-papers mark -h`"
    raise UsageError(f'unknown act "{excerpt(typed)}"{guess}')


def _unchanged(found: int, changed: int) -> str:
    """What to say of papers that stay as they are."""
    if not found:
        return "; no papers match"
    same = found - changed
    return f"; {quantity(same, 'paper')} unchanged" if same else ""


COMMAND: Final = Command(
    run,
    """\
  daily-papers mark read date:..2025-06 is:unread      old unread papers
  daily-papers mark --dry-run dismiss title:survey     only print how many
  daily-papers mark tag:ssm mamba OR '"state space"'   add a tag
""",
    add_arguments,
)
