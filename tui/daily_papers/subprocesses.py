"""How a module of this package is run in a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

_HOME: Final = str(Path(__file__).parent.parent)
"""The folder in which this package lies."""
_RUN: Final = """
import runpy, sys
home, module = sys.argv[1:3]
del sys.argv[1:3]
if home not in sys.path:
    sys.path.insert(0, home)
runpy.run_module(module, run_name="__main__", alter_sys=True)
"""
"""Runs a module of the package where it lies, also where it was not installed."""


def own_process(module: str, *arguments: str) -> list[str]:
    """The command that runs a module of this package with `arguments`.

    Modules that happen to lie in the current folder are not taken for the package's or Python's
    own, as `python -m` would.
    """
    return [sys.executable, "-P", "-c", _RUN, _HOME, module, *arguments]
