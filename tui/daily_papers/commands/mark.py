"""`mark`, `undo`, `redo`: acts on papers outside the reader, each one undo step."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from daily_papers.commands import context
from daily_papers.commands.arguments import Parser
from daily_papers.commands.command import Command, Failed, Misused
from daily_papers.commands.open_library import find, opened, read_query, rows_of
from daily_papers.commands.output import say
from daily_papers.humanize import quantity
from daily_papers.library import ActResult, Library
from daily_papers.papers.prose import read_title
from daily_papers.state.acts import BadTag, clean_tag, decide, past
from daily_papers.toml_files import did_you_mean, excerpt

ACTS: Final = (
    "read", "unread", "star", "unstar", "later", "unlater", "dismiss", "restore",
)  # fmt: skip
"""The acts that need no more words."""
TAGGING: Final = ("tag", "untag")
"""The acts that want a tag behind a colon."""


def mark_arguments(parser: Parser) -> None:
    """What `mark` takes."""
    acts = " ".join((*ACTS, *(f"{name}:NAME" for name in TAGGING)))
    parser.add_argument("act", metavar="ACT", help=acts)
    parser.add_argument("query", nargs="+", metavar="QUERY", help="the papers")
    parser.add_argument("--dry-run", action="store_true", help="only say how many would change")


def mark(options: Namespace) -> int:
    """Do an act on the papers that a query asks for; those it would not change are left out."""
    name, tag = _read_act(options.act)
    if not " ".join(options.query).strip():
        raise Misused("an empty query means every paper; name some, such as is:unread")
    query = read_query(options.query)
    with opened(context.find(options)) as library:
        rows = list(rows_of(find(library, query)))
        changes = decide(name, [row.facts for row in rows], tag=tag).changes
        keys = [row.key for row, changed in zip(rows, changes, strict=True) if changed]
        if keys and not options.dry_run:
            _check(library.act(name, keys, tag=tag))
        verb = "would mark" if options.dry_run else "marked"
        done = f"{past(name)} {tag}".rstrip()
        say(f"{verb} {len(keys):,} {done}{_rest(len(rows), len(keys))}")
    return 0


def undo(options: Namespace) -> int:
    """Take back the last act of this machine that still stands."""
    with opened(context.find(options), papers=False) as library:
        _tell_step(library, library.undo(ask=False))
    return 0


def redo(options: Namespace) -> int:
    """Bring back what was undone last."""
    with opened(context.find(options), papers=False) as library:
        _tell_step(library, library.redo())
    return 0


def _read_act(typed: str) -> tuple[str, str]:
    """The act, and its tag where it has one."""
    name, _, tag = typed.partition(":")
    if name in TAGGING:
        try:
            return name, clean_tag(tag)
        except BadTag:
            raise Misused(f"{name}: wants a tag; write {name}:NAME") from None
    if typed in ACTS:
        return typed, ""
    guess = did_you_mean(name, (*ACTS, *TAGGING)) or "; see `daily-papers mark -h`"
    raise Misused(f'there is no act "{excerpt(typed)}"{guess}')


def _rest(found: int, changed: int) -> str:
    """What is to be said of papers that stay as they are."""
    if not found:
        return "; no paper answers the query"
    same = found - changed
    return f"; {quantity(same, 'paper')} stayed the same" if same else ""


def _tell_step(library: Library, outcome: ActResult) -> None:
    """Say what was undone or redone, with the title where it is one paper."""
    _check(outcome)
    if not outcome.count:
        raise Failed(_uncapitalised(outcome.words))
    words = outcome.words
    if len(outcome.keys) == 1:
        (key,) = outcome.keys
        detail = library.detail(key)
        words += f" · {read_title(detail.paper.title)}" if detail else ""
    say(words)


def _check(outcome: ActResult) -> None:
    if not outcome.saved:
        raise Failed(f"{_uncapitalised(outcome.words)}; see `daily-papers doctor`")


def _uncapitalised(words: str) -> str:
    return words[:1].lower() + words[1:]


COMMANDS: Final = {
    "mark": Command(
        mark,
        """\
  daily-papers mark read date:..2025-06 is:unread      what is old and unread
  daily-papers mark --dry-run dismiss title:survey     only how many it would be
  daily-papers mark tag:ssm mamba OR '"state space"'   a tag
""",
        mark_arguments,
    ),
    "undo": Command(undo, "  daily-papers undo        the last act; again for the one before\n"),
    "redo": Command(redo, "  daily-papers redo        what was undone last\n"),
}
