"""Reports of errors that nobody foresaw: kept in a file, for the user to look at or to send."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_report(words: str) -> Path:
    """Keep the report of an error in a file that only the user can read."""
    descriptor, name = tempfile.mkstemp(prefix="daily-papers-error-", suffix=".txt")
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(words)
    return Path(name)
