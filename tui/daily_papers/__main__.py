"""`daily-papers` and `python -m daily_papers`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line and return its exit code."""
    try:
        from daily_papers.cli import run
    except KeyboardInterrupt:  # `run` handles it from here on
        return 130
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
