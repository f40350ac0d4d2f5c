"""Which machine this is."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from daily_papers.state.device import TABLE, device_id, machine_fingerprint


def test_a_machine_keeps_its_id(tmp_path: Path) -> None:
    first = device_id(tmp_path / "data")
    assert re.fullmatch(r"[a-z0-9]{1,12}-[0-9a-f]{8}", first)
    assert device_id(tmp_path / "data") == first


def test_a_copied_home_gets_a_new_id_and_the_old_place_keeps_its_own(tmp_path: Path) -> None:
    data, copy = tmp_path / "data", tmp_path / "copy"
    first = device_id(data)
    copy.mkdir()
    (copy / TABLE).write_bytes((data / TABLE).read_bytes())
    assert device_id(copy) != first
    assert device_id(data) == first


def test_a_cloned_machine_gets_a_new_id(tmp_path: Path) -> None:
    ids = []
    for number in range(2):
        (tmp_path / "machine-id").write_text(f"{number}")
        mark = machine_fingerprint(tmp_path, [tmp_path / "missing", tmp_path / "machine-id"])
        ids.append(device_id(tmp_path, fingerprint=mark))
    assert ids[0] != ids[1]


@pytest.mark.parametrize("damage", [b"", b"[]", b'{"x": 3}', b"\xff", b"[" * 100_000])
def test_a_damaged_table_is_replaced(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / TABLE).write_bytes(damage)
    first = device_id(tmp_path)
    assert device_id(tmp_path) == first


def test_there_is_an_id_even_where_it_cannot_be_stored(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert device_id(tmp_path / "file" / "data")


def test_the_state_imports_neither_the_screen_nor_the_cache() -> None:
    modules = "store views toml_file import_journals history"
    code = (
        f"import sys, importlib\n"
        f"for name in {modules!r}.split():\n"
        "    importlib.import_module(f'daily_papers.state.{name}')\n"
        "heads = {'.'.join(name.split('.')[:2]) for name in sys.modules}\n"
        "late = {'textual', 'rich', 'rapidfuzz', 'daily_papers.cache', 'daily_papers.ui'}\n"
        "assert not heads & late, heads\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
