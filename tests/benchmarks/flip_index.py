"""Flips bytes in copies of an index and runs commands on them, which must not notice.

    python -m tests.benchmarks.flip_index [COPIES [SEED]]

Each of 2,000 copies by default has between one and sixteen bytes changed, in a row or anywhere;
then a command runs on it. Counted are crashes (a report, a traceback, a signal), requests to try
again, other exit codes, and outputs that differ from those of the intact index. The copies that
failed stay in the folder that is printed last.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from daily_papers.cache import samples
from daily_papers.cli import run as run_command

CHANGED = ("xdg", "data")
"""Folders that commands change."""
COMMANDS = (
    ("list",),
    ("list", "diffusion"),
    ("list", "title:model", "--format", "csv"),
    ("list", "is:starred", "--format", "json"),
    ("list", "tag:robots"),
    ("list", "/diffus.*/"),
    ("list", "~difusion"),
    ("list", "sort:upvotes", "has:code"),
    ("show", "arxiv:2505.09388"),
    ("export", "--format", "bibtex"),
    ("cache",),
    ("state", "export"),
    ("mark", "star", "diffusion"),
    ("mark", "tag:new", "model"),
    ("undo",),
    ("redo",),
    ("doctor",),
)


def make(folder: Path) -> None:
    """A user with the sample digests, who starred, queued, tagged and noted a few papers."""
    shutil.copytree(samples.folder(), folder / "cache")
    environment(folder)
    run("mark", "star", "title:diffusion")
    run("mark", "later", "title:language")
    run("mark", "tag:robots", "robot")
    run("undo")
    run("redo")


def environment(folder: Path) -> None:
    """Point all folders of the program into one."""
    os.environ |= {
        "DAILY_PAPERS_CACHE": str(folder / "cache"),
        "DAILY_PAPERS_DATA": str(folder / "data"),
        "DAILY_PAPERS_CONFIG": str(folder / "config"),
        "XDG_CACHE_HOME": str(folder / "xdg"),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_STATE_HOME": str(folder / "xdg-state"),
        "HOME": str(folder),
    }


def run(*words: str) -> tuple[int, str, str]:
    """The exit code and the output of a command, run in this process."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    errors = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
        code = run_command(words)
    out.flush()
    errors.flush()
    out.seek(0)
    errors.seek(0)
    return code, out.read(), errors.read()


def flip(path: Path, chance: random.Random) -> str:
    """Change some bytes of a file; where."""
    data = bytearray(path.read_bytes())
    count = chance.choice((1, 1, 1, 2, 4, 16))
    first = chance.randrange(len(data))
    apart = chance.random() < 0.5
    places = [chance.randrange(len(data)) if apart else first + at for at in range(count)]
    for place in places:
        if place < len(data):
            data[place] ^= chance.randrange(1, 256)
    path.write_bytes(data)
    return f"{count} at {min(places)}{' and others' if apart and count > 1 else ''}"


def in_child(folder: Path, words: tuple[str, ...], result: Path) -> int:
    """Run a command in a child process, which may crash; its status."""
    child = os.fork()
    if child == 0:
        try:
            environment(folder)
            code, out, errors = run(*words)
            text = f"{code}\0{out}\0{errors}".replace(str(folder), "FOLDER")
            result.write_bytes(text.encode("utf-8", "backslashreplace"))
        except BaseException as error:
            result.write_text(f"99\0\0{error!r}")
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1]


def restore(saved: Path, home: Path) -> None:
    """Make index and journals what they were."""
    for name in CHANGED:
        shutil.rmtree(home / name, ignore_errors=True)
        shutil.copytree(saved / name, home / name)


def main(copies: int, seed: int) -> None:
    """Make the index, change its copies, and print what was counted."""
    root = Path(tempfile.mkdtemp(prefix="flip-index-"))
    home, saved, result = root / "home", root / "saved", root / "result"
    make(home)
    for name in CHANGED:
        shutil.copytree(home / name, saved / name)
    [index] = (home / "xdg").rglob("*.db")
    expected = {}
    for words in COMMANDS:
        restore(saved, home)
        in_child(home, words, result)
        expected[words] = result.read_bytes()
        print(f"{len(expected[words]):7,} bytes  {' '.join(words)}")
    chance = random.Random(seed)
    counted: Counter[str] = Counter()
    began = time.monotonic()
    for number in range(copies):
        restore(saved, home)
        where = flip(index, chance)
        words = COMMANDS[number % len(COMMANDS)]
        result.unlink(missing_ok=True)
        status = in_child(home, words, result)
        found = result.read_bytes() if status == 0 else b"\0\0"
        code, _, errors = found.decode().split("\0", 2)
        if status or "unexpected error" in errors or code == "99":
            kind = "crash"
        elif found == expected[words]:
            kind = "rebuilt" if len(list(index.parent.glob("*.use"))) > 1 else "not noticed"
        elif "again" in errors:
            kind = "asked to try again"
        else:
            kind = "reported" if words == ("doctor",) else "differs"
        counted[kind] += 1
        if kind in ("crash", "differs", "asked to try again"):
            kept = root / f"{kind.split()[0]}-{number}"
            shutil.copytree(home, kept, ignore=lambda *_: ["cache"])
            kept.with_suffix(".expected").write_bytes(expected[words])
            kept.with_suffix(".found").write_bytes(found)
            print(f"{kind}: {' '.join(words)}, {where}: {errors.strip()[:100]}", flush=True)
    print(f"\n{copies} copies in {time.monotonic() - began:.0f} s, seed {seed}")
    for kind, count in counted.most_common():
        print(f"{count:6,}  {kind}")
    print(root)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 2000, int(sys.argv[2]) if sys.argv[2:] else 1)
