"""Start the program, its keys waiting for the index as long as it takes.

A key waits for some milliseconds only, within which a busy machine may not answer.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> int:
    """Run the command line; the exit code."""
    sys.path[0] = str(Path(__file__).resolve().parents[1])
    from daily_papers.__main__ import main
    from daily_papers.index import interrupts

    interrupts.DEADLINE = 60.0  # type: ignore[misc]  # final in the program itself
    return main()


if __name__ == "__main__":
    sys.exit(main())
