"""Identifies this machine by a random id, stored outside the folder that is synced.

`devices.json` in the data folder maps fingerprints of machine, host and path to ids. It is beside
`profiles/`, so it is not synced with a profile. If it is copied all the same, with a whole home or
a cloned machine, the fingerprint differs there, and that machine gets a new id.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from daily_papers.atomic_write import atomic_write_text
from daily_papers.safe_open import open_file

TABLE: Final = "devices.json"
_MACHINE_ID: Final = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
_MAX_TABLE_BYTES: Final = 1 << 20
_ID = re.compile(r"[a-z0-9-]{1,32}")


def device_id(data: Path, *, fingerprint: str | None = None) -> str:
    """This machine's id, such as `lap-3f9a41c0`; the first call creates it.

    If it cannot be stored, as in a read-only home, each call creates another one; nothing can be
    saved under it anyway.

    Args:
        data: The user's data folder, the parent of `profiles/`.
        fingerprint: Identifies this machine; `machine_fingerprint` by default.
    """
    mark = fingerprint or machine_fingerprint(data)
    if known := _read_table(data / TABLE).get(mark):
        return known
    fresh = _new_id(os.uname().nodename)
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock = os.open(data / f".{TABLE}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return fresh
    try:
        with suppress(OSError):
            fcntl.flock(lock, fcntl.LOCK_EX)
        table = _read_table(data / TABLE)
        if mark not in table:
            table[mark] = fresh
            with suppress(OSError):
                _write_table(data / TABLE, table)
        return table[mark]
    finally:
        os.close(lock)


def new_session() -> str:
    """A random name for one run of the program, whose acts are undone first."""
    return secrets.token_hex(4)


def machine_fingerprint(data: Path, machine_ids: Iterable[Path] = _MACHINE_ID) -> str:
    """A hash of the machine's id, its host name and the path of the data folder."""
    machine = ""
    for path in machine_ids:
        with suppress(OSError):
            machine = path.read_text("ascii", "replace").strip()
            break
    text = "\0".join((machine, os.uname().nodename, str(data.absolute())))
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _new_id(host: str) -> str:
    """A random id that begins with the host's name, so that people recognise its journals."""
    name = re.sub(r"[^a-z0-9]+", "", host.lower())[:12] or "device"
    return f"{name}-{secrets.token_hex(4)}"


def _read_table(path: Path) -> dict[str, str]:
    """The table; empty if it cannot be read, since a new id does no harm."""
    try:
        with open_file(path) as file:
            held = json.loads(file.read(_MAX_TABLE_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(held, dict):
        return {}
    return {
        mark: name
        for mark, name in held.items()
        if isinstance(name, str) and _ID.fullmatch(name) is not None
    }


def _write_table(path: Path, table: dict[str, str]) -> None:
    """Write the table atomically."""
    with atomic_write_text(path) as file:
        json.dump(table, file, indent=2)
        file.write("\n")
