"""Runs `COMMAND --demo` in a terminal as a newcomer would, and quits: the end of `.ci/run`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.terminal import Pty


def main(command: str) -> int:
    """Open the samples, star one, quit; the exit code."""
    with Pty([command, "--demo"], columns=120, lines=40) as terminal:
        terminal.until("Sample digests")
        terminal.send("s")
        terminal.until("★ Starred")
        terminal.send("q")
        code = terminal.end()
    print(f"the demo opened, starred a paper and ended with {code}")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
