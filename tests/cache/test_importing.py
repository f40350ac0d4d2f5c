"""Importing: every kind of file under a safe name, once, whole; what cannot be read is told."""

from __future__ import annotations

import errno
import json
import os
import resource
import subprocess
import sys
import time
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from tests.cache.reading import read
from tui.cache import files
from tui.cache.importing import Imported, Refused, Stopped, Totals, import_paths

TODAY = date(2026, 11, 22)
ABSTRACT = (
    "We study pruning when the data are scarce and the labels are noisy. Earlier work looked at "
    "one setting only, and left this aside. We measure it on four public sets, and find that a "
    "simple rule, tuned on nothing, is as good as the best known model. Our code is public."
)
PAGE = f"Daily Papers\n\nbyAK and the research community\n\nJul 31\n\nPruning\n\n{ABSTRACT}\n"


def answer(*numbers: int, **more: object) -> str:
    return json.dumps(
        [
            {"id": f"2503.{n:05}", "title": f"Paper {n}", "summary": "S", "upvotes": n} | more
            for n in numbers
        ]
    )


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def put(path: Path, text: str) -> Path:
    """Write a file as if on 22 November 2026 at noon."""
    path.write_text(text)
    noon = time.mktime((2026, 11, 22, 12, 0, 0, 0, 0, -1))
    os.utime(path, (noon, noon))
    return path


def run(
    cache: Path,
    *paths: str | Path,
    day: date | None = None,
    collection: str | None = None,
    stdin: bytes | None = None,
    totals: Totals | None = None,
) -> list[Imported | Refused]:
    return list(
        import_paths(
            paths,
            cache,
            day=day,
            collection=collection,
            stdin=None if stdin is None else BytesIO(stdin),
            today=TODAY,
            totals=totals,
        )
    )


def imported(result: Imported | Refused) -> Imported:
    assert isinstance(result, Imported), result
    return result


def told(cache: Path, path: Path) -> str:
    """The one line about a file that cannot be read; the cache stays empty."""
    (result,) = run(cache, path)
    assert isinstance(result, Refused)
    assert not cache.exists() or os.listdir(cache) == []
    assert result.origin == str(path)
    assert str(result).isprintable()
    return result.words


# Names.


def test_a_page_is_copied_verbatim_under_its_days_name(cache: Path, inbox: Path) -> None:
    path = put(inbox / "what I pasted.md", PAGE.replace("\n", "\r\n"))
    result = imported(run(cache, path)[0])
    assert result.name == "2026-07-31~.page.txt"
    assert result.fresh
    assert (result.format, dict(result.entries), result.notes) == (
        "page",
        {next(iter(result.entries)): 1},
        (),
    )
    assert [digest.key for digest in result.entries] == ["2026-07-31"]
    assert (cache / result.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [
        ("2025-03-05.json", answer(1), "2025-03-05.hf.json"),
        ("2025-03-05.hf.p1.json", answer(1), "2025-03-05.hf.p1.json"),
        ("2025-03-05~.json", answer(1), "2025-03-05~.hf.json"),
        ("papers 2025-03-05 (1).json", answer(1), "2025-03-05.hf.json"),
        ("x.txt", answer(1, submittedOnDailyAt="2025-03-05T01:00:00Z"), "2025-03-05.hf.json"),
        ("to read.json", answer(1), "collection-to read.hf.json"),
        ("collection-a%2Fb.json", answer(1), "collection-a%2Fb.hf.json"),
        ("list.json", answer(1)[1:-1] + "\n" + answer(2)[1:-1], "collection-list.hf.jsonl"),
        ("..json", answer(1), "collection-..hf.json"),
    ],
)
def test_the_name_says_which_digest_it_is(
    cache: Path, inbox: Path, name: str, text: str, kept: str
) -> None:
    result = imported(run(cache, put(inbox / name, text))[0])
    assert result.name == kept
    # It reads in the cache just as it was reported.
    _, entries = read((cache / kept).read_bytes(), kept)
    assert {entry.digest for entry in entries} == set(result.entries)


def test_the_day_and_the_collection_that_the_user_names(cache: Path, inbox: Path) -> None:
    path = put(inbox / "2025-03-05.json", answer(1))
    assert imported(run(cache, path, day=date(2020, 1, 2))[0]).name == "2020-01-02.hf.json"
    result = imported(run(cache, path, collection="../../a\x1bb ")[0])
    assert result.name == "collection-..%2F..%2Fab.hf.json"
    assert sorted(os.listdir(cache)) == [result.name, "2020-01-02.hf.json"][::-1]


def test_several_days_in_one_file_are_left_to_its_content(cache: Path, inbox: Path) -> None:
    lines = "\n".join(
        answer(n, submittedOnDailyAt=f"2025-03-0{n}T01:00:00Z")[1:-1] for n in (1, 2, 2)
    )
    result = imported(run(cache, put(inbox / "year.jsonl", lines + "\n" + answer(7)[1:-1]))[0])
    assert result.name.startswith("several-")
    _, entries = read((cache / result.name).read_bytes(), result.name)
    assert {entry.digest for entry in entries} == set(result.entries)
    assert {digest.key: count for digest, count in result.entries.items()} == {
        "2025-03-01": 1,
        "2025-03-02": 2,
        f"collection:{result.name.partition('.')[0]}": 1,
    }
    assert not imported(run(cache, inbox / "year.jsonl")[0]).fresh


# Again.


def test_the_same_bytes_are_not_copied_again(cache: Path, inbox: Path) -> None:
    path = put(inbox / "2025-03-05.json", answer(1))
    other = put(inbox / "copy 2025-03-05.json", answer(1))
    first, second, third = (imported(each) for each in run(cache, path, path, other))
    assert [each.fresh for each in (first, second, third)] == [True, False, False]
    assert {each.name for each in (first, second, third)} == {"2025-03-05.hf.json"}
    assert [imported(each).fresh for each in run(cache, inbox, cache)] == [False] * 3
    assert os.listdir(cache) == ["2025-03-05.hf.json"]


def test_other_content_for_a_day_is_kept_beside_the_first(cache: Path, inbox: Path) -> None:
    path = inbox / "2025-03-05.json"
    names = [
        imported(run(cache, put(path, answer(*numbers)))[0]).name
        for numbers in ((1,), (1, 2), (1, 2, 3), (1, 2))
    ]
    assert names == [
        "2025-03-05.hf.json",
        "2025-03-05.hf.2.json",
        "2025-03-05.hf.3.json",
        "2025-03-05.hf.2.json",
    ]
    assert (cache / names[0]).read_text() == answer(1)


def test_the_same_bytes_for_another_day_are_another_file(cache: Path, inbox: Path) -> None:
    path = put(inbox / "2025-03-05.json", answer(1))
    run(cache, path)
    assert imported(run(cache, path, day=date(2025, 3, 6))[0]).fresh


# Folders and standard input.


def test_a_folder_is_imported_with_all_below_it_in_order(cache: Path, inbox: Path) -> None:
    (inbox / "b").mkdir()
    put(inbox / "b" / "2025-03-06.json", answer(2))
    put(inbox / "2025-03-05.json", answer(1))
    put(inbox / "readme.md", "# What this is\n\nA folder.\n")
    put(inbox / ".hidden.json", answer(3))
    results = run(cache, inbox)
    assert [result.origin for result in results] == [
        str(inbox / name) for name in ("2025-03-05.json", "b/2025-03-06.json", "readme.md")
    ]
    assert isinstance(results[2], Refused)


def test_standard_input(cache: Path) -> None:
    result = imported(run(cache, "-", stdin=PAGE.encode())[0])
    assert (result.origin, result.name) == ("-", "2026-07-31~.page.txt")
    assert imported(run(cache, "-", stdin=answer(1).encode())[0]).name == (
        "collection-pasted.hf.json"
    )
    (refused,) = run(cache, "-", stdin=b"")
    assert str(refused) == "-: the file is empty"


def test_the_totals_count_a_paper_once(cache: Path, inbox: Path) -> None:
    put(inbox / "2025-03-05.json", answer(1, 2))
    put(inbox / "2025-03-06.json", answer(2, 3))
    put(inbox / "page.txt", PAGE.replace("Pruning\n", "Paper 3\n"))
    put(inbox / "bad.json", "[")
    totals = Totals()
    run(cache, inbox, totals=totals)
    assert (totals.files, totals.fresh, totals.refused) == (3, 3, 1)
    assert (totals.entries, totals.papers) == (5, 3)
    assert totals.digests == {"2025-03-05", "2025-03-06", "2026-07-31"}


def test_two_papers_of_one_title_are_not_the_one_known_by_title(cache: Path, inbox: Path) -> None:
    put(inbox / "a.json", answer(1, 2, title="Pruning"))
    put(inbox / "page.txt", PAGE)
    totals = Totals()
    run(cache, inbox, totals=totals)
    assert totals.papers == 3


# What cannot be read.


def test_a_missing_file(cache: Path, inbox: Path) -> None:
    assert told(cache, inbox / "none.json") == "no such file or folder"


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
    assert why in told(cache, put(inbox / "2025-03-05.json", content))


def test_a_file_above_64_mb(cache: Path, inbox: Path) -> None:
    path = put(inbox / "large.json", "[" + " " * 100_000)
    os.truncate(path, 65 * 1024 * 1024)
    assert told(cache, path).startswith("above 64 MB")


def test_a_fifo_a_device_and_a_link_loop(cache: Path, inbox: Path) -> None:
    os.mkfifo(inbox / "fifo")
    (inbox / "round").symlink_to("round")
    assert told(cache, inbox / "fifo") == "not a file but a FIFO"
    assert told(cache, Path("/dev/null")) == "not a file but a device"
    assert told(cache, inbox / "round") == "its links go round in a circle"
    lines = [str(result) for result in run(cache, inbox)]
    assert lines == [
        f"{inbox / 'fifo'}: not a file but a FIFO",
        f"{inbox / 'round'}: not a file but a link; links in a folder are not followed, "
        "name it by itself",
    ]


def test_a_link_that_the_user_names_is_followed(cache: Path, inbox: Path) -> None:
    put(inbox / "2025-03-05.json", answer(1))
    (inbox / "today.json").symlink_to("2025-03-05.json")
    assert imported(run(cache, inbox / "today.json")[0]).fresh


def test_a_folder_without_permission(
    cache: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "closed").mkdir()
    put(inbox / "2025-03-05.json", answer(1))
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    first, second = run(cache, inbox)
    assert imported(first).name == "2025-03-05.hf.json"
    assert str(second) == (
        f"{inbox / 'closed'}: may not be read: change its permissions, or ask its owner"
    )


def test_an_empty_folder(cache: Path, inbox: Path) -> None:
    assert told(cache, inbox) == "no digest file in this folder"


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
        "from tui.cache.importing import Stopped, import_paths\n"
        "try:\n    for each in import_paths([sys.argv[1]], Path(sys.argv[2])): print(each.name)\n"
        "except Stopped as stop: print(stop)"
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
        f"{cache}: the disk is full, or a quota reached: make room and import again",
    ]
    assert os.listdir(cache) == ["2025-03-05.hf.json"]


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (errno.ENOSPC, "the disk is full, or a quota reached: make room and import again"),
        (errno.EDQUOT, "the disk is full, or a quota reached: make room and import again"),
        (errno.EROFS, "may not be written: change its permissions, or choose another --cache"),
        (errno.EIO, "cannot be written: Input/output error"),
    ],
)
def test_a_cache_that_cannot_be_written_stops(
    cache: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch, number: int, why: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files, "write_new", refuse)
    with pytest.raises(Stopped) as stop:
        run(cache, put(inbox / "2025-03-05.json", answer(1)))
    assert str(stop.value) == f"{cache}: {why}"


def test_a_cache_that_is_a_file_stops(tmp_path: Path, inbox: Path) -> None:
    (tmp_path / "cache").touch()
    with pytest.raises(Stopped, match="cannot be written"):
        run(tmp_path / "cache", inbox)


def test_standard_input_that_breaks_is_told(cache: Path) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(Stopped, match="the disk is full"):
        list(import_paths(["-"], cache, stdin=Broken()))


# The real input.


def test_the_real_input(cache: Path, shared: Path) -> None:
    seeds = sorted((shared / "seeds").glob("*.txt"))
    totals = Totals()
    results = run(cache, *seeds, shared / "data" / "hf-api", totals=totals)
    assert len(results) == totals.files == totals.fresh == 439
    assert totals.refused == 0
    assert totals.entries == 6481 + 104
    assert len(os.listdir(cache)) == 439

    ids: set[str] = set()
    for path in (shared / "data" / "hf-api").glob("*.json"):
        _, entries = read(path.read_bytes(), path.name)
        ids.update(entry.paper.id for entry in entries)
    assert len(ids) <= totals.papers <= len(ids) + 97
