"""The controllers of a reader, each made when it is first asked for; and that each has tests."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import pytest
from daily_papers.ui import controllers
from daily_papers.ui.controllers.workspace import Workspace

from tests.import_graph import imports, trees
from tests.ui.controllers.fakes import FakeReader

NAMES = [name for name, made in vars(Workspace).items() if isinstance(made, cached_property)]
MODULES = sorted(
    path.stem for path in Path(controllers.__path__[0]).glob("*.py") if path.stem != "__init__"
)


@pytest.mark.parametrize("name", NAMES)
async def test_a_controller_is_made_when_it_is_first_asked_for(
    reader: FakeReader, name: str
) -> None:
    made = getattr(reader.ws, name)
    assert type(made).__module__.startswith("daily_papers.ui.controllers.")
    assert getattr(reader.ws, name) is made


async def test_a_workspace_begins_without_controllers_and_without_a_triage(
    reader: FakeReader,
) -> None:
    ws = Workspace(reader.ctx, reader.screens)
    assert not set(NAMES) & set(vars(ws))
    assert ws.triage is None


@pytest.mark.parametrize("module", MODULES)
def test_each_controller_has_tests(module: str) -> None:
    assert Path(__file__).with_name(f"test_{module}.py").exists()


def test_no_controller_knows_textual() -> None:
    assert [
        str(each)
        for each in imports(trees())
        if each.importer.startswith("ui.controllers")
        and each.imported.partition(".")[0] in {"textual", "rich"}
    ] == []
