"""Which machine this is: a random id, kept outside the folder that is synced.

`devices.json` in the data folder maps a fingerprint of machine, host and place to an id. It lies
beside `profiles/`, so a synced profile does not carry it; and where it is carried all the same, in
a copied home or a cloned machine, the fingerprint differs there and a new id is made.
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

TABLE: Final = "devices.json"
_MACHINE_ID: Final = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
_ID = re.compile(r"[a-z0-9-]{1,32}")


def device_id(data: Path, *, fingerprint: str | None = None) -> str:
    """This machine's id, as in `lap-3f9a41c0`: made and kept on the first call.

    Where it cannot be kept (a read-only home) a fresh one is given: nothing will be saved under it.

    Args:
        data: The user's data folder, the parent of `profiles/`.
        fingerprint: What tells this machine from others; by default machine, host and place.
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
    """A random name for one run of the program: undo takes its acts back first."""
    return secrets.token_hex(4)


def machine_fingerprint(data: Path, machine_ids: Iterable[Path] = _MACHINE_ID) -> str:
    """A hash of the machine's id, its host name and the place of the data folder."""
    machine = ""
    for path in machine_ids:
        with suppress(OSError):
            machine = path.read_text("ascii", "replace").strip()
            break
    text = "\0".join((machine, os.uname().nodename, str(data.absolute())))
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _new_id(host: str) -> str:
    """A random id that begins with the host's name, so that people can tell journals apart."""
    name = re.sub(r"[^a-z0-9]+", "", host.lower())[:12] or "device"
    return f"{name}-{secrets.token_hex(4)}"


def _read_table(path: Path) -> dict[str, str]:
    """The table; what cannot be read counts as not there: new ids cost nothing but their names."""
    try:
        held = json.loads(path.read_text("utf-8"))
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
