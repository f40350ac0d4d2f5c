"""The command line: finds the command, parses its arguments, runs it and reports errors.

Only what the command needs is imported: its module in `commands`, and whatever that imports.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from typing import Final

from daily_papers.commands import registry
from daily_papers.commands.arguments import GLOBAL, PROGRAM, Parser
from daily_papers.commands.errors import CommandError, UsageError
from daily_papers.commands.output import printable, warn

_INTERRUPTED: Final = 130
_LONGEST_ERROR: Final = 200
"""Characters of an unexpected error that are printed; its report has all of them."""
_NO_THREAD: Final = ("can't start new thread", "cannot join thread before it is started")
"""How Python puts that the system refuses a thread; the second comes from Textual's driver."""


def run(argv: Sequence[str]) -> int:
    """Run the command that `argv` names, or the reader.

    Args:
        argv: The arguments, without the program's name.

    Returns:
        The exit code: 0 done, 1 could not do it, 2 wrong usage, 130 after ctrl+c.
    """
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Characters that the encoding lacks are written as escapes, which JSON reads back.
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _dispatch(argv)
        sys.stdout.flush()
        return code
    except CommandError as error:
        warn(str(error), error.detail)
        return error.exit_code
    except BrokenPipeError:
        _discard_output()
        return 0
    except KeyboardInterrupt:
        return _INTERRUPTED
    except SystemExit as end:  # of argparse, after a help or the version
        return int(end.code or 0)
    except OSError as error:
        # Of the output, as on a full disk, or of a folder that no command checks.
        _discard_output()
        where = f"{error.filename}: " if error.filename else "cannot go on: "
        warn(f"{where}{error.strerror or error}; see `daily-papers doctor`")
        return 1
    except Exception as error:
        return _report_unexpected(error)


def _dispatch(argv: Sequence[str]) -> int:
    parser = registry.program_parser()
    options, rest = parser.split(argv, stop_at_positional=True)
    if not rest or not all(option.partition("=")[0] in GLOBAL for option in options):
        return _open_reader(parser, options, rest)
    name, *words = rest
    if name not in registry.COMMANDS:
        raise _unknown_command(name)
    command = registry.load(name)
    return command.run(registry.command_parser(name, command).parse([*options, *words]))


def _open_reader(parser: Parser, options: Sequence[str], rest: Sequence[str]) -> int:
    parsed = parser.parse_args(options)
    if rest:
        raise UsageError(f'"{rest[0]}" cannot be combined with -f or --demo')
    from daily_papers.commands import open_reader

    return open_reader.run(parsed)


def _unknown_command(name: str) -> UsageError:
    from daily_papers.toml_files import did_you_mean, excerpt

    guess = did_you_mean(name, registry.COMMANDS) or f"; see `{PROGRAM} -h`"
    return UsageError(f'unknown command "{excerpt(name)}"{guess}')


def _open_closed_streams() -> None:
    """Replace streams that the caller closed, as by `<&-`, with the null device."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115


def _discard_output() -> None:
    """Send what is still buffered to the null device: nobody reads it, as after `| head`."""
    try:
        descriptor = sys.stdout.fileno()
    except OSError:  # not one of the system's streams
        return
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, descriptor)
    os.close(null)


def _report_unexpected(error: Exception) -> int:
    """Write the traceback of an unexpected error to a file, and say where it is."""
    if isinstance(error, RuntimeError) and str(error) in _NO_THREAD:
        warn("the system allows no more threads; close some programs, or raise `ulimit -u`")
        return 1
    import traceback

    from daily_papers.crash_report import write_report

    message = printable(f"{type(error).__name__}: {error}")[:_LONGEST_ERROR]
    try:
        path = write_report("".join(traceback.format_exception(error)))
        report = f"the report is in {path}"
    except OSError as reason:
        report = f"the report could not be written: {reason.strerror}"
    warn(f"stopped on an unexpected error ({message}); {report}")
    return 1
