"""`doctor`: looks whether everything is as it should be; changes nothing unless asked to."""

from __future__ import annotations

import os
from argparse import Namespace
from typing import Final

from daily_papers.commands import checks
from daily_papers.commands.arguments import Parser
from daily_papers.commands.checks import Finding, Grade
from daily_papers.commands.command import Command, Failed
from daily_papers.commands.context import find_setup
from daily_papers.commands.output import printable, say
from daily_papers.humanize import quantity
from daily_papers.library import discard_index
from daily_papers.paths import Paths


def arguments(parser: Parser) -> None:
    """What `doctor` takes."""
    parser.add_argument(
        "--fix",
        action="store_true",
        help="remove the index, which is then made anew, and close the state to others",
    )


def run(options: Namespace) -> int:
    """Report on everything; nothing is changed without `--fix`."""
    setup = find_setup(options)
    if options.fix:
        _fix(setup.paths)
    findings = [finding for check in checks.ALL for finding in check(setup)]
    say(*map(_line, findings))
    wrong = sum(finding.grade is Grade.WRONG for finding in findings)
    say("", f"{quantity(wrong, 'thing')} to put right" if wrong else "all is well")
    return 1 if wrong else 0


def _line(finding: Finding) -> str:
    return f"{finding.grade:<5}  {finding.place:<8}  {printable(finding.words)}"


def _fix(paths: Paths) -> None:
    """Begin the index anew, and take away what others may do with the state.

    Who has the old index open goes on with it until told; it is removed when nobody uses it.
    """
    try:
        discard_index(paths)
        for path in checks.open_to_others(paths.state):
            os.chmod(path, 0o700 if path.is_dir() else 0o600)
    except OSError as error:
        raise Failed(f"{error.filename}: {error.strerror}; change its permissions") from None


COMMANDS: Final = {
    "doctor": Command(
        run,
        """\
  daily-papers doctor            look; change nothing
  daily-papers doctor --fix      a new index, and nobody else may read your notes
""",
        arguments,
    )
}
