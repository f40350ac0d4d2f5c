"""`fetch` and `cache` as a user sees them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.fetch.conftest import Asked, Reply, Server
from tests.home import PAPERS, Home, paper
from tests.test_cli import modules_after

DAYS: dict[str, list[dict[str, Any]]] = {
    "2025-01-02": [{"paper": each} for each in PAPERS],
    "2025-01-03": [{"paper": paper(9, "A Paper of its Own")}],
}


@pytest.fixture
def server() -> Iterator[Server]:
    """A server with two days."""
    with closing(Server()) as server:
        server.has(DAYS)
        yield server


@pytest.fixture
def reached(home: Home, server: Server) -> Home:
    """An empty home whose endpoint is the server."""
    return replace(home, extra={"HF_ENDPOINT": server.address, "HF_TOKEN": ""})


def test_a_day_is_fetched_and_listed(reached: Home) -> None:
    ran = reached.run("fetch", "--date", "2025-01-02")
    assert (ran.code, ran.err) == (0, "")
    assert ran.lines == ["hf 2025-01-02: 3 papers", "1 digest, 3 papers, 3 new; 1 file written"]
    assert len(reached.run("list").lines) == 3


@pytest.mark.parametrize(
    "words",
    [
        ["--since", "2025-01-01", "--until", "2025-01-05"],
        ["--week", "2025-W01"],
        ["--month", "2025-01"],
    ],
    ids=" ".join,
)
def test_a_range_of_days_is_fetched(reached: Home, words: list[str]) -> None:
    assert reached.run("fetch", *words).code == 0
    assert sorted(path.name for path in reached.cache.iterdir()) == [
        "2025-01-02.hf.json",
        "2025-01-03.hf.json",
    ]


def test_complete_days_are_not_fetched_again(reached: Home, server: Server) -> None:
    reached.run("fetch", "--month", "2025-01")
    asked = len(server.asked)
    ran = reached.run("fetch", "--month", "2025-01")
    assert ran.lines == ["nothing to fetch: all these days are complete or have no digest"]
    assert ran.code == 0
    assert len(server.asked) == asked == 23


def test_without_a_date_the_configured_number_of_days_is_fetched(
    reached: Home, server: Server
) -> None:
    (reached.folder / "config").mkdir()
    (reached.folder / "config" / "config.toml").write_text("[fetch]\ndays = 14\n")
    assert reached.run("fetch").code == 0
    assert len(server.asked) == 10


def test_the_trending_list_becomes_a_collection(reached: Home, server: Server) -> None:
    server.answer = lambda asked: Reply.json([{"paper": each} for each in PAPERS])
    assert reached.run("fetch", "--trending").code == 0
    assert server.asked[0].query == {"sort": "trending", "limit": "100", "p": "0"}
    today = datetime.now(UTC).date()
    assert [path.name for path in reached.cache.iterdir()] == [
        f"collection-Trending {today}.hf.json"
    ]
    (first, *_) = reached.run("list", "--format", "json").json
    assert first["digests"] == [f"Trending {today}"]


def test_arxiv_is_fetched_from_its_api(home: Home, server: Server) -> None:
    def answer(asked: Asked) -> Reply:
        entry = b"""<entry><id>http://arxiv.org/abs/2501.00042v1</id><title>Of arXiv</title>
            <summary>An abstract.</summary></entry>"""
        feed = b"""<feed xmlns="http://www.w3.org/2005/Atom"
            xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"><id>http://arxiv.org/api/x</id>
            <opensearch:totalResults>1</opensearch:totalResults>"""
        return Reply(feed + entry + b"</feed>")

    server.answer = answer
    home = replace(home, extra={"ARXIV_ENDPOINT": server.address})
    ran = home.run("fetch", "arxiv:cs.CL", "--date", "2025-01-04")
    assert ran.lines[0] == "arxiv-cs.CL 2025-01-04: 1 paper"
    assert server.asked[0].query["search_query"] == (
        "cat:cs.CL AND submittedDate:[202501040000 TO 202501042359]"
    )
    assert "2025-01-04.arxiv-cs.CL.xml" in [path.name for path in home.cache.iterdir()]
    assert "Of arXiv" in home.run("list").out


def test_quiet_prints_only_failures(reached: Home, server: Server) -> None:
    assert reached.run("fetch", "--date", "2025-01-02", "--quiet").out == ""
    server.answer = lambda asked: Reply(b'{"error": "no such day"}', status=400)
    ran = reached.run("fetch", "--date", "2025-01-03", "--quiet")
    assert ran.code == 1
    assert "hf 2025-01-03: 127.0.0.1" in ran.err
    assert "400 (no such day)" in ran.err


def test_an_early_end_says_how_much_is_left(reached: Home, server: Server) -> None:
    server.first = [Reply.json([]), Reply.json([]), *[Reply(status=403)] * 9]
    ran = reached.run("fetch", "--month", "2025-01", "--quiet")
    assert ran.code == 1
    message = ran.err.splitlines()[-1]
    assert "access denied" in message
    assert " of 23 digests are left, what arrived is kept" in message


def test_a_failing_source_does_not_stop_the_others(reached: Home) -> None:
    with closing(Server()) as refusing:
        refusing.answer = lambda asked: Reply(status=403)
        home = replace(reached, extra={**reached.extra, "ARXIV_ENDPOINT": refusing.address})
        ran = home.run("fetch", "arxiv:cs.CL", "arxiv:cs.LG", "hf", "--date", "2025-01-03")
        assert len(refusing.asked) == 1
    assert ran.code == 1
    assert ran.lines == ["hf 2025-01-03: 1 paper", "1 digest, 1 paper, 1 new; 1 file written"]
    (message,) = ran.err.splitlines()
    assert message.startswith(
        f"daily-papers: 127.0.0.1:{refusing.port} answered 403: access denied"
    )
    assert "· 2 of 3 digests are left, what arrived is kept" in message


def test_json_is_one_object_a_line(reached: Home) -> None:
    ran = reached.run("fetch", "--month", "2025-01", "--json")
    said = [json.loads(line) for line in ran.lines]
    assert said[0] == {"event": "begin", "jobs": 23}
    assert {"2025-01-02", "2025-01-03"} <= {each.get("digest") for each in said}
    assert said[-1]["event"] == "end"
    assert (said[-1]["papers"], said[-1]["files"], said[-1]["trouble"]) == (4, 2, "")


def test_a_missing_network_is_reported_once(home: Home) -> None:
    home = replace(home, extra={"HF_ENDPOINT": "http://127.0.0.1:9", "HF_TOKEN": "hf_secret"})
    code = (
        "import sys, daily_papers.fetch.client as c; c.backoff = lambda *_: 0.0;"
        "from daily_papers.cli import run; sys.exit(run(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "fetch", "--month", "2025-01"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **home.environ},
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "daily-papers: 127.0.0.1:9 cannot be reached: the connection is refused; "
        "is the network up? · nothing was fetched\n"
    )
    assert "hf_secret" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--date", "2025-01-02", "--week", "2025-W01"], "cannot be combined"),
        (["--until", "2025-01-02"], "--until needs --since"),
        (["--since", "2025-01-03", "--until", "2025-01-02"], "is after"),
        (["--week", "2025-W54"], "not a week such as"),
        (["--month", "2025-13"], "not a month such as"),
        (["--date", "yesterday"], "not a date such as"),
        (["arxiv:CS", "--date", "2025-01-02"], "not a category"),
        (["arxiv:cs.CL", "--trending"], "only hf"),
        (["bing"], 'there is no source "bing"'),
    ],
)
def test_wrong_usage_is_an_error(reached: Home, words: list[str], said: str) -> None:
    ran = reached.run("fetch", *words)
    assert ran.code == 2
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_read_only_cache_is_reported(reached: Home) -> None:
    reached.cache.parent.mkdir()
    reached.cache.write_text("no folder")
    ran = reached.run("fetch", "--date", "2025-01-02")
    assert ran.code == 1
    assert str(reached.cache) in ran.err


def test_fetching_never_imports_textual(reached: Home) -> None:
    loaded = {
        name.partition(".")[0] for name in modules_after(reached, "fetch", "--week", "2025-W01")
    }
    assert not loaded & {"textual", "rich", "rapidfuzz"}


# Killed


def test_a_killed_fetch_continues_where_it_was(reached: Home, server: Server) -> None:
    first = datetime(2025, 1, 1)
    days = [f"{first + timedelta(number):%Y-%m-%d}" for number in range(60)]
    content = {day: [{"paper": paper(at, f"Paper {at}")}] for at, day in enumerate(days)}
    server.has(content)
    words = [sys.executable, "-m", "daily_papers", "fetch", "--since", days[0], "--until", days[-1]]
    for kill_at in (3, 17, 30):
        child = subprocess.Popen(
            words, stdout=subprocess.PIPE, env={**os.environ, **reached.environ}, text=True
        )
        with child:
            assert child.stdout
            while len(server.asked) < kill_at and child.stdout.readline():
                pass
            child.send_signal(signal.SIGKILL)
    assert reached.run("fetch", "--since", days[0], "--until", days[-1]).code == 0
    kept = {path.name: json.loads(path.read_bytes()) for path in reached.cache.iterdir()}
    weekdays = [day for day in days if datetime.fromisoformat(day).weekday() < 5]
    assert kept == {f"{day}.hf.json": content[day] for day in weekdays}


@pytest.mark.slow
def test_all_real_days_survive_ten_kills_byte_for_byte(
    home: Home, server: Server, shared: Path
) -> None:
    folder = shared / "data" / "hf-api"
    days = {path.stem: path.read_bytes() for path in folder.glob("*.json")}
    server.answer = lambda asked: Reply(
        days.get(asked.query["date"], b"[]") if asked.query["p"] == "0" else b"[]"
    )
    home = replace(home, extra={"HF_ENDPOINT": server.address})
    words = ["fetch", "--since", "2024-05-27", "--until", "2026-01-30"]
    for number in range(1, 11):
        with subprocess.Popen(
            [sys.executable, "-m", "daily_papers", *words],
            stdout=subprocess.PIPE,
            env={**os.environ, **home.environ},
        ) as child:
            assert child.stdout
            while len(server.asked) < number * 37 and child.stdout.readline():
                pass
            child.kill()
    assert home.run(*words).code == 0
    kept = {path.name: path.read_bytes() for path in home.cache.iterdir()}
    assert kept == {f"{day}.hf.json": body for day, body in days.items()}
    server.asked.clear()
    assert home.run(*words).code == 0
    assert server.asked == []


# The cache


def test_the_contents_of_the_cache_are_summed_up(reached: Home) -> None:
    reached.run("fetch", "--date", "2025-01-02")
    reached.has("2025-02-03", paper(20, "Imported"))
    ran = reached.run("cache")
    assert ran.lines[0] == "2 days, 4 papers"
    assert ran.lines[1].startswith("2 files, ")
    assert ran.lines[2].startswith("1 of them fetched, ")


def test_an_empty_cache_is_summed_up(home: Home) -> None:
    assert home.run("cache").lines[0] == "0 days, 0 papers"
    assert home.run("cache", "verify").lines == ["0 files read; none damaged"]


def test_pruning_removes_only_fetched_files_and_keeps_copies(reached: Home) -> None:
    reached.run("fetch", "--month", "2025-01")
    reached.has("2024-12-31", paper(20, "Imported"))
    assert reached.run("mark", "star", "mamba").code == 0
    ran = reached.run("cache", "prune", "--before", "2025-01-03")
    assert ran.lines[0].startswith("removed 1 file that fetch wrote, ")
    assert ran.lines[1] == "kept your own copies of 1 paper:"
    assert ran.lines[2] == "  arxiv:2501.00001  Mamba in Space"
    assert sorted(path.name for path in reached.cache.iterdir()) == [
        "2024-12-31.hf.json",
        "2025-01-03.hf.json",
    ]
    assert "Mamba in Space" in reached.run("list", "is:starred").out


def test_pruning_has_a_dry_run(reached: Home) -> None:
    reached.run("fetch", "--month", "2025-01")
    ran = reached.run("cache", "prune", "--before", "2025-02-01", "--dry-run")
    assert ran.lines[:2] == ["2025-01-02.hf.json", "2025-01-03.hf.json"]
    assert len(list(reached.cache.iterdir())) == 2


def test_a_fetched_file_that_was_changed_is_not_pruned(reached: Home) -> None:
    reached.run("fetch", "--date", "2025-01-02")
    file = reached.cache / "2025-01-02.hf.json"
    file.write_bytes(file.read_bytes() + b"\n")
    assert reached.run("cache", "prune", "--before", "2026-01-01").lines[0].startswith("removed 0")
    assert file.exists()
    ran = reached.run("cache", "verify")
    assert ran.lines == [
        "2025-01-02.hf.json: changed since fetch wrote it",
        "1 file read; none damaged; 1 changed",
    ]
    assert ran.code == 0


def test_verify_reports_damaged_files(reached: Home) -> None:
    reached.run("fetch", "--month", "2025-01")
    file = reached.cache / "2025-01-02.hf.json"
    file.write_bytes(file.read_bytes()[:-9])
    ran = reached.run("cache", "verify")
    assert ran.code == 1
    assert ran.err.startswith("daily-papers: 2025-01-02.hf.json: the JSON breaks off")
    assert ran.lines[-1] == "2 files read; 1 damaged"


@pytest.mark.parametrize(
    "words", [["prune"], ["--before", "2025-01-01"], ["verify", "--dry-run"], ["empty"]]
)
def test_wrong_usage_of_cache_is_an_error(home: Home, words: list[str]) -> None:
    assert home.run("cache", *words).code == 2
