"""Brings an index up to date: here, or in a process of its own, so that the screen never waits.

`python -m daily_papers.index.refresh CACHE INDEX DATA PROFILE` does what `refresh` does and writes
its progress to standard output, one JSON object a line: `{"done": 3, "total": 437, "entries": 66}`,
and at last `{"finished": true}`, or false where another indexer is at work, or `{"error": WORDS}`.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from daily_papers.index.damage import checked, is_damage
from daily_papers.index.rules import apply_rules, last_unmatched, match_expressions, save_matches
from daily_papers.index.storage import (
    indexer_lock,
    make_folder,
    newest_generation,
    open_newest,
    remove_unused,
    start_generation,
)
from daily_papers.index.user_state import UserStateQueries, open_store
from daily_papers.paths import Paths
from daily_papers.subprocesses import module_command


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a refresh has come."""

    done: int
    """Files read."""
    total: int
    """Files to read: those that are new or changed."""
    entries: int
    """Entries read in them."""


def refresh(
    paths: Paths,
    on_progress: Callable[[Progress], None] = lambda progress: None,
    *,
    wait: bool = True,
) -> bool:
    """Read what is new in the journals and in the cache folder into the index.

    A damaged index is left alone, and a new one started.

    Args:
        paths: Where they lie; the folder of the index must be one that can be written to.
        on_progress: Called many times a second.
        wait: Whether to wait while another indexer is at work; else nothing is done then.

    Returns:
        Whether the index is up to date now.

    Raises:
        OSError, sqlite3.OperationalError: The index cannot be written.
    """
    make_folder(paths.index)
    with indexer_lock(paths.index, wait=wait) as alone:
        if not alone:
            return False
        try:
            with checked():
                _read_into_newest(paths, on_progress)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
            start_generation(paths.index, after=newest_generation(paths.index))
            _read_into_newest(paths, on_progress)
        remove_unused(paths.index)
    return True


def refresh_command(paths: Paths) -> list[str]:
    """The command that refreshes in a process of its own."""
    where = (str(paths.cache), str(paths.index), str(paths.data), paths.profile)
    return module_command("daily_papers.index.refresh", *where, end_with_stdin=True)


def main(arguments: Sequence[str]) -> int:
    """Refresh as a process of its own; the exit code is 1 where the index cannot be written."""
    cache, index, data, profile = arguments
    paths = Paths(Path(cache), Path(index), Path(data), profile, config=Path())

    def write(line: dict[str, object]) -> None:
        print(json.dumps(line), flush=True)

    try:
        finished = refresh(paths, lambda progress: write(asdict(progress)), wait=False)
    except BrokenPipeError:  # whoever started this is gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (OSError, sqlite3.Error) as error:
        write({"error": getattr(error, "strerror", None) or str(error)})
        return 1
    write({"finished": finished})
    return 0


def _read_into_newest(paths: Paths, on_progress: Callable[[Progress], None]) -> None:
    from daily_papers.index.indexer import Indexer

    db, generation = open_newest(paths.index)
    with closing(db), generation:
        store = open_store(db, paths)
        store.catch_up()
        Indexer(
            db,
            paths.cache,
            UserStateQueries(db).find_states,
            lambda done, total, entries: on_progress(Progress(done, total, entries)),
        ).run()
        with store.queries.transaction():
            apply_rules(db)
        last = last_unmatched(db)
        if found := match_expressions(db, generation.path):
            with store.queries.transaction():
                save_matches(db, found, last)
                apply_rules(db)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
