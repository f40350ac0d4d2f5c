"""Textual finds watchers by name: one whose reactive was renamed is never called."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import pytest
from daily_papers.ui import app, screens, widgets
from textual.dom import DOMNode

PREFIXES = ("watch_", "_watch_", "validate_", "_validate_", "compute_", "_compute_")


def nodes() -> Iterator[type[DOMNode]]:
    """The application, every screen and every widget."""
    yield app.DailyPapers
    for package in (screens, widgets):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(found.name)
            for _, member in inspect.getmembers(module, inspect.isclass):
                if issubclass(member, DOMNode) and member.__module__ == found.name:
                    yield member


@pytest.mark.parametrize("node", tuple(nodes()), ids=lambda node: node.__name__)
def test_every_watcher_belongs_to_a_reactive(node: type[DOMNode]) -> None:
    watched = {
        name.removeprefix(prefix)
        for name in vars(node)
        for prefix in PREFIXES
        if name.startswith(prefix)
    }
    assert watched <= set(node._reactives)
