"""Commands that run a module of this package in a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

_PACKAGE_PARENT: Final = str(Path(__file__).parent.parent)
# The thread ends the process on every system. On Linux a signal does so as well while C code holds
# the interpreter's lock: https://man7.org/linux/man-pages/man2/F_SETFL.2const.html (O_ASYNC).
_END_WITH_STDIN: Final = """
import fcntl, os, signal, stat, threading

def end_with_stdin():
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)

if stat.S_ISFIFO(os.fstat(0).st_mode):
    if hasattr(os, "O_ASYNC"):
        fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | os.O_ASYNC)
    threading.Thread(target=end_with_stdin, daemon=True).start()
"""
_RUN: Final = """
import runpy, sys
parent, module = sys.argv[1:3]
del sys.argv[1:3]
if parent not in sys.path:
    sys.path.insert(0, parent)
runpy.run_module(module, run_name="__main__", alter_sys=True)
"""


def module_command(module: str, *arguments: str, end_with_stdin: bool = False) -> list[str]:
    """The command that runs a module of this package, installed or not, with `arguments`.

    Unlike with `python -m`, modules in the current folder do not shadow those of the package or
    of Python.

    Args:
        module: Its dotted name.
        arguments: What it finds in `sys.argv`.
        end_with_stdin: Whether it ends as soon as its standard input does, if that is a pipe: it
            then never outlives the process at the other end, however that one ends. Nothing may be
            written to it.
    """
    code = _END_WITH_STDIN + _RUN if end_with_stdin else _RUN
    return [sys.executable, "-P", "-c", code, _PACKAGE_PARENT, module, *arguments]
