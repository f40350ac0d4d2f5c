"""`daily-papers` and `python -m daily_papers`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line and return its exit code."""
    from daily_papers.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
