"""Files that cannot be imported are reported, and an unwritable cache ends the import."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from daily_papers.importer import CacheNotWritable, Imported, Refused, import_paths

from tests.cache.importing import ABSTRACT, PAGE, answer, imported, problem_with, put, run

Close = Callable[[Path], None]


def test_a_missing_file(cache: Path, inbox: Path) -> None:
    assert problem_with(cache, inbox / "none.json") == "no such file or folder"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "the file is empty"),
        ("\0\1\2", "binary: a digest is text, JSON or XML"),
        (answer(1)[:30], "the JSON breaks off"),
        ("[" * 100_000, "the JSON is nested too deeply"),
        ("hello", "no digest in this text"),
        ("[]", "an empty list: there is no paper in it"),
        (answer(1) + "\n" + PAGE, "two formats in one file"),
        ('{"x": 1}\n{"x": 2}\n', "no paper in these JSON Lines"),
        ("Dear all,\n\n" + ABSTRACT + "\n\nYours, N.\n", "no digest in this text"),
    ],
)
def test_bad_content(cache: Path, inbox: Path, content: str, why: str) -> None:
    assert why in problem_with(cache, put(inbox / "2025-03-05.json", content))


def test_a_file_above_64_mb(cache: Path, inbox: Path) -> None:
    path = put(inbox / "large.json", "[" + " " * 100_000)
    os.truncate(path, 65 * 1024 * 1024)
    assert problem_with(cache, path).startswith("above 64 MB")


def test_a_fifo_a_device_and_a_link_loop(cache: Path, inbox: Path) -> None:
    os.mkfifo(inbox / "fifo")
    (inbox / "round").symlink_to("round")
    assert problem_with(cache, inbox / "fifo") == "not a file but a FIFO"
    assert problem_with(cache, Path("/dev/null")) == "not a file but a device"
    assert problem_with(cache, inbox / "round") == "its links form a loop"
    lines = [str(result) for result in run(cache, inbox)]
    assert lines == [
        f"{inbox / 'fifo'}: not a file but a FIFO",
        f"{inbox / 'round'}: not a file but a link; links in a folder are not followed, "
        "name it by itself",
    ]


def test_a_link_that_the_user_names_is_followed(cache: Path, inbox: Path) -> None:
    put(inbox / "2025-03-05.json", answer(1))
    (inbox / "today.json").symlink_to("2025-03-05.json")
    assert imported(run(cache, inbox / "today.json")[0]).is_new


def test_a_folder_without_permission(cache: Path, inbox: Path, close: Close) -> None:
    close(inbox / "closed")
    put(inbox / "2025-03-05.json", answer(1))
    first, second = run(cache, inbox)
    assert imported(first).name == "2025-03-05.hf.json"
    assert str(second) == (
        f"{inbox / 'closed'}: may not be read: change its permissions, or ask its owner"
    )


def test_an_empty_folder(cache: Path, inbox: Path) -> None:
    assert problem_with(cache, inbox) == "no digest file in this folder"


def test_a_name_with_control_characters_is_safe_to_print(cache: Path, inbox: Path) -> None:
    path = put(inbox / "a\x1b]0;x\x07.json", "")
    (result,) = run(cache, path)
    assert str(result) == f"{inbox}/a\ufffd]0;x\ufffd.json: the file is empty"


def test_a_bad_file_does_not_stop_the_others(cache: Path, inbox: Path) -> None:
    put(inbox / "a.json", "[")
    put(inbox / "b.json", answer(1))
    results = run(cache, inbox / "a.json", inbox / "none", inbox / "b.json")
    assert [type(result) for result in results] == [Refused, Refused, Imported]


# A cache that takes nothing.


def test_a_full_disk_stops_and_leaves_nothing_half_written(cache: Path, inbox: Path) -> None:
    put(inbox / "2025-03-05.json", answer(1))
    put(inbox / "2025-03-06.json", answer(*range(2_000)))
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from daily_papers.importer import CacheNotWritable, import_paths\n"
        "try:\n    for each in import_paths([sys.argv[1]], Path(sys.argv[2])): print(each.name)\n"
        "except CacheNotWritable as stop: print(stop)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(inbox), str(cache)],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
    )
    assert done.stdout.splitlines() == [
        "2025-03-05.hf.json",
        f"{cache}: the disk or a quota is full: free some space and import again",
    ]
    assert os.listdir(cache) == ["2025-03-05.hf.json"]


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (errno.ENOSPC, "the disk or a quota is full: free some space and import again"),
        (errno.EDQUOT, "the disk or a quota is full: free some space and import again"),
        (errno.EROFS, "may not be written: change its permissions, or choose another --cache"),
        (errno.EIO, "cannot be written: Input/output error"),
    ],
)
def test_a_cache_that_cannot_be_written_stops(
    cache: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch, number: int, why: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(CacheNotWritable) as stop:
        run(cache, put(inbox / "2025-03-05.json", answer(1)))
    assert str(stop.value) == f"{cache}: {why}"


def test_a_cache_that_is_a_file_stops(tmp_path: Path, inbox: Path) -> None:
    (tmp_path / "cache").touch()
    with pytest.raises(CacheNotWritable, match="cannot be written"):
        run(tmp_path / "cache", inbox)


def test_standard_input_that_breaks_is_problem_with(cache: Path) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(CacheNotWritable, match="the disk or a quota is full"):
        list(import_paths(["-"], cache, stdin=Broken()))
