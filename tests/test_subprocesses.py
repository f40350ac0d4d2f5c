"""Modules of the package in processes of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CHILD = """
import re, sys, threading
sys.stdout.write("started\\n")
sys.stdout.flush()
"""
WAITING = "threading.Event().wait()"
BUSY = "re.fullmatch('(?:a|a)*b', 'a' * 100)"
"""Takes centuries, and lets no other thread run."""
PARENT = """
import subprocess, sys
from daily_papers.subprocesses import module_command
child = subprocess.Popen(
    module_command("endless", end_with_stdin=True), stdin=subprocess.PIPE, env={"PYTHONPATH": "."}
)
sys.stdin.read()
"""


@pytest.mark.parametrize("work", [WAITING, BUSY])
def test_a_process_ends_when_the_one_that_started_it_is_killed(tmp_path: Path, work: str) -> None:
    (tmp_path / "endless.py").write_text(CHILD + work)
    with subprocess.Popen(
        [sys.executable, "-c", PARENT],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"started\n"
        parent.kill()
        # The child holds the other end of this pipe for as long as it lives.
        assert parent.stdout.read() == b""
