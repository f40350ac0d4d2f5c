"""Reports of unexpected errors, for the user to read or to send."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_report(text: str) -> Path:
    """Write a report to a temporary file that only the user can read."""
    descriptor, name = tempfile.mkstemp(prefix="daily-papers-error-", suffix=".txt")
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text)
    return Path(name)
