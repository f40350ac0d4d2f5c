"""Servers that are slow, broken, lying or busy: what is kept, what is waited for, what is said."""

from __future__ import annotations

import json
import shutil
import socket
import ssl
import subprocess
import tracemalloc
import zlib
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest
from daily_papers.fetch import arxiv, hf
from daily_papers.fetch.client import Limits
from daily_papers.fetch.errors import FetchError
from daily_papers.fetch.hf import HuggingFace
from daily_papers.fetch.history import History
from daily_papers.fetch.run import Totals, Waiting
from daily_papers.fetch.source import BadSource

from tests.fetch.conftest import Asked, Fetching, Reply, Server, paper

DAY = "2026-11-03"
GOOD = Reply.json([paper(1), paper(2)])
CONTENT = {f"{DAY}.hf.json": GOOD.body}


@pytest.fixture(autouse=True)
def good(fetching: Fetching) -> None:
    """The server answers well, once the test's own answers have been given."""
    fetching.server.answer = lambda asked: GOOD


def words(totals: Totals) -> str:
    """What is said of the one digest that could not be had, or of why nothing could."""
    return totals.trouble or totals.failed[0].words


# What passes


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408])
def test_a_server_error_is_retried_after_a_while(fetching: Fetching, status: int) -> None:
    fetching.server.first = [Reply(status=status)] * 2
    totals = fetching.run(DAY)
    assert fetching.files == CONTENT
    assert totals.failed == []
    assert fetching.time.slept == [2, 4]


def test_five_server_errors_end_the_run_as_temporary(fetching: Fetching) -> None:
    fetching.server.first = [Reply(status=500)] * 50
    totals = fetching.run("2026-11-02", "2026-11-06")
    assert len(fetching.server.asked) <= 10
    assert totals.passing
    assert "answered 500" in totals.trouble
    assert fetching.files == {}


def test_retry_after_is_obeyed_to_the_second(fetching: Fetching) -> None:
    fetching.server.first = [Reply(status=429, headers={"Retry-After": "37"})]
    fetching.run(DAY)
    assert sum(fetching.time.slept) == 37
    assert fetching.files == CONTENT
    host = f"127.0.0.1:{fetching.server.port}"
    assert [each.host for each in fetching.events if isinstance(each, Waiting)] == [host] * 2


def test_retry_after_may_be_a_date(fetching: Fetching) -> None:
    when = format_datetime(datetime.fromtimestamp(fetching.time.now + 90, UTC), usegmt=True)
    fetching.server.first = [Reply(status=503, headers={"Retry-After": when})]
    fetching.run(DAY)
    assert sum(fetching.time.slept) == 90


def test_the_rate_limit_of_a_refusal_is_obeyed(fetching: Fetching) -> None:
    fetching.server.first = [Reply(status=429, headers={"RateLimit": '"api";r=0;t=121'})]
    fetching.run(DAY)
    assert sum(fetching.time.slept) == 121


def test_the_rate_limit_of_a_good_answer_is_obeyed(fetching: Fetching) -> None:
    spent = {"RateLimit": '"api";r=0;t=55'}
    fetching.server.first = [Reply.json([paper(1)], headers=spent)]
    fetching.run(DAY)
    fetching.run("2026-11-04")
    assert fetching.time.slept == [55]


def test_a_pause_of_hours_ends_this_run_and_the_next(
    fetching: Fetching,
) -> None:
    fetching.server.first = [Reply(status=429, headers={"Retry-After": "7200"})]
    for _ in range(2):
        totals = fetching.run(DAY)
        assert totals.passing
        assert "120 minutes" in totals.trouble
    assert len(fetching.server.asked) == 1


@pytest.mark.parametrize(
    "asked", ["9" * 400, "Fri, 31 Dec 9999 23:59:59 GMT", "1e400", "-5", "nan", "\xb2"]
)
def test_no_pause_is_longer_than_a_day(fetching: Fetching, asked: str) -> None:
    fetching.server.first = [Reply(status=429, headers={"Retry-After": asked})]
    first = fetching.run(DAY)
    if fetching.files != CONTENT:
        assert "asks to be left alone for a day or longer" in words(first)
        fetching.time.now += 86_400
        fetching.run(DAY)
    assert fetching.files == CONTENT


def test_fetching_again_overrides_a_pause(fetching: Fetching) -> None:
    fetching.server.first = [Reply(status=429, headers={"Retry-After": "9" * 400})]
    assert "now with --again" in words(fetching.run(DAY))
    assert fetching.run(DAY).done == 0
    fetching.run(DAY, again=True)
    assert fetching.files == CONTENT


def test_a_pause_without_end_in_an_old_history_is_dropped(fetching: Fetching) -> None:
    fetching.run("2026-11-04")
    with History(fetching.folder / "data", fetching.cache) as history:
        history.pause(f"127.0.0.1:{fetching.server.port}", float("inf"))
    fetching.run(DAY)
    assert fetching.time.slept == []


def test_the_rate_of_calls_is_kept_across_runs(fetching: Fetching) -> None:
    fetching.server.answer = lambda asked: Reply.json([])
    fetching.run("2025-01-01", "2026-06-30")
    assert len(fetching.server.asked) == 390
    assert fetching.time.slept == []
    fetching.run("2024-07-01", "2024-12-31")
    assert sum(fetching.time.slept) == 300
    assert len(fetching.server.asked) == 390 + 132


def test_a_clock_that_is_set_back_does_not_stop_fetching(fetching: Fetching) -> None:
    fetching.server.answer = lambda asked: Reply.json([])
    fetching.run("2025-01-01", "2026-10-31")
    fetching.time.now -= 3 * 86_400
    fetching.time.slept.clear()
    fetching.run("2024-12-02", "2024-12-06")
    assert fetching.time.slept == []


# Damage on the way


def test_a_truncated_body_is_not_kept_and_fetched_again(fetching: Fetching) -> None:
    cut = Reply(GOOD.body[:50], length=len(GOOD.body))
    fetching.server.first = [cut]
    fetching.run(DAY)
    assert fetching.files == CONTENT
    fetching.server.first = [cut] * 9
    assert "the connection ended" in words(fetching.run("2026-11-04"))
    assert fetching.files == CONTENT


def test_json_truncated_by_a_wrong_length_is_fetched_again(fetching: Fetching) -> None:
    fetching.server.first = [Reply(GOOD.body, length=40)]
    fetching.run(DAY)
    assert fetching.files == CONTENT
    # Where the server is late to close, what is left over is read as the next answer, which is
    # then one that breaks off: some calls more, and the same in the end.
    fetching.server.first = [Reply(GOOD.body, length=40)] * 9
    totals = fetching.run("2026-11-04")
    assert "the JSON breaks off" in words(totals)
    assert fetching.files == CONTENT


def test_a_compressed_answer_is_kept_decompressed(fetching: Fetching) -> None:
    fetching.server.first = [GOOD.compressed()]
    fetching.run(DAY)
    assert fetching.files == CONTENT
    assert "gzip" in fetching.server.asked[0].headers["accept-encoding"]


def test_stacked_encodings_are_decompressed(fetching: Fetching) -> None:
    fetching.server.first = [GOOD.compressed().compressed()]
    fetching.run(DAY)
    assert fetching.files == CONTENT


@pytest.mark.parametrize("wbits", [zlib.MAX_WBITS, -zlib.MAX_WBITS])
def test_both_forms_of_deflate_are_decompressed(fetching: Fetching, wbits: int) -> None:
    body = zlib.compress(GOOD.body, wbits=wbits)
    fetching.server.first = [Reply(body, headers={"Content-Encoding": "deflate"})]
    fetching.run(DAY)
    assert fetching.files == CONTENT


@pytest.mark.parametrize(
    ("encoding", "why"),
    [("br", "compressed as br"), ("gzip, gzip, gzip, gzip", "compressed 4 times over")],
)
def test_unknown_encodings_are_reported(fetching: Fetching, encoding: str, why: str) -> None:
    fetching.server.first = [Reply(b"[]", headers={"Content-Encoding": encoding})]
    assert why in words(fetching.run(DAY))


def test_a_truncated_compressed_answer_is_fetched_again(fetching: Fetching) -> None:
    whole = GOOD.compressed()
    fetching.server.first = [Reply(whole.body[:-10], headers=whole.headers)]
    fetching.run(DAY)
    assert fetching.files == CONTENT


def test_a_damaged_compressed_answer_is_fetched_again(fetching: Fetching) -> None:
    packed = GOOD.compressed()
    broken = packed.body[:20] + bytes(8) + packed.body[28:]
    fetching.server.first = [Reply(broken, headers=packed.headers)]
    fetching.run(DAY)
    assert fetching.files == CONTENT


def test_a_web_page_instead_of_json_is_reported_and_not_kept(fetching: Fetching) -> None:
    page = Reply(b"<!DOCTYPE html><title>Sign in</title>", headers={"Content-Type": "text/html"})
    fetching.server.first = [page] * 9
    totals = fetching.run(DAY)
    assert "a web page instead of JSON" in words(totals)
    assert not totals.passing
    assert fetching.files == {}


def test_server_errors_between_bad_answers_do_not_extend_the_attempts(fetching: Fetching) -> None:
    bad, busy = Reply(b"<html>"), Reply(status=500)
    fetching.server.first = [bad, bad, busy, *[bad] * 9]
    assert "a web page instead of JSON" in words(fetching.run(DAY))
    assert len(fetching.server.asked) == 4


def test_three_failures_in_a_row_end_the_run(fetching: Fetching) -> None:
    fetching.server.answer = lambda asked: Reply(b"<html>")
    totals = fetching.run("2026-10-01", "2026-10-30")
    assert 3 <= len(totals.failed) <= 4
    assert len(fetching.server.asked) <= 12
    assert totals.trouble


def test_one_bad_day_does_not_stop_the_others(fetching: Fetching) -> None:
    def answer(asked: Asked) -> Reply:
        bad = asked.query["date"] == "2026-11-04"
        return Reply(b'{"error": "No such\\u001b[2J day"}', status=400) if bad else GOOD

    fetching.server.answer = answer
    totals = fetching.run("2026-11-02", "2026-11-06")
    assert len(fetching.files) == 4
    assert "400 (No such\N{REPLACEMENT CHARACTER}[2J day)" in words(totals)
    assert not totals.trouble


def test_the_errors_of_several_sources_are_reported_each_once() -> None:
    away, denied = FetchError("a: no way", temporary=True), FetchError("b: denied", final=True)
    totals = Totals(3)
    totals.end([away, away, denied])
    assert (totals.trouble, totals.passing) == ("a: no way · b: denied", False)
    totals.end([away, away])
    assert (totals.trouble, totals.passing) == ("a: no way", True)


def test_an_endless_answer_is_aborted(fetching: Fetching) -> None:
    fetching.limits = Limits(size=1 << 20)
    fetching.server.first = [Reply(b"[" + b" " * 65_535, endless=True)]
    assert "above 1 MB" in words(fetching.run(DAY))
    assert fetching.files == {}


def test_an_answer_with_a_length_of_two_gigabytes_is_not_read(fetching: Fetching) -> None:
    fetching.server.first = [Reply(b"[", length=2 << 30, stalls=True)]
    assert "above 64 MB" in words(fetching.run(DAY))


def test_a_compression_bomb_is_aborted(fetching: Fetching) -> None:
    fetching.limits = Limits(size=1 << 20)
    fetching.server.first = [Reply(b"[" + bytes(64 << 20)).compressed()]
    assert "above 1 MB" in words(fetching.run(DAY))


def test_a_stacked_compression_bomb_is_aborted_within_the_limit(fetching: Fetching) -> None:
    fetching.limits = Limits(size=1 << 20)
    bomb = Reply(bytes(256 << 20)).compressed().compressed()
    assert len(bomb.body) < 10_000
    fetching.server.first = [bomb]
    tracemalloc.start()
    assert "above 1 MB" in words(fetching.run(DAY))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 << 20


def test_a_silent_server_is_given_up(fetching: Fetching) -> None:
    fetching.limits = Limits(silence=0.1)
    fetching.server.first = [Reply(b"[", length=1000, stalls=True)]
    fetching.run(DAY)
    assert fetching.files == CONTENT


def test_an_endless_slow_answer_is_given_up(fetching: Fetching) -> None:
    fetching.limits = Limits(silence=5, answer=0.2)
    fetching.server.first = [Reply(b" ", endless=True, pause=0.02)] * 5
    totals = fetching.run(DAY)
    assert "took more than" in words(totals)
    assert totals.passing


def test_a_refused_connection_is_reported(fetching: Fetching) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        fetching.source = HuggingFace(f"http://127.0.0.1:{nobody.getsockname()[1]}")
        totals = fetching.run(DAY)
    assert "cannot be reached: the connection is refused" in words(totals)
    assert totals.passing
    assert fetching.time.slept == [2]


# Where the token goes


def test_the_token_is_not_sent_to_the_target_of_a_redirect(
    fetching: Fetching, server: Server
) -> None:
    other = Server()
    try:
        other.answer = lambda asked: GOOD
        moved = {"Location": f"{other.address}/elsewhere"}
        server.first = [Reply(status=302, headers=moved)]
        fetching.source = HuggingFace(server.address, "hf_secret")
        fetching.run(DAY)
        assert server.asked[0].headers["authorization"] == "Bearer hf_secret"
        assert other.asked[0].path == "/elsewhere"
        assert "authorization" not in other.asked[0].headers
        assert fetching.files == CONTENT
    finally:
        other.close()


def test_a_redirect_loop_is_reported(fetching: Fetching) -> None:
    fetching.server.answer = lambda asked: Reply(status=302, headers={"Location": "/again"})
    assert "without end" in words(fetching.run(DAY))


def test_a_refused_token_ends_the_run_and_is_never_printed(fetching: Fetching) -> None:
    fetching.server.answer = lambda asked: Reply(status=401)
    fetching.source = HuggingFace(fetching.server.address, "hf_secret")
    totals = fetching.run("2026-11-02", "2026-11-06")
    assert "is HF_TOKEN right?" in totals.trouble
    assert "hf_secret" not in f"{totals} {fetching.events}"
    assert len(fetching.server.asked) <= 2


def test_access_denied_by_arxiv_does_not_mention_a_token(fetching: Fetching) -> None:
    fetching.server.answer = lambda asked: Reply(status=403)
    fetching.source = arxiv.from_name("cs.CL", {"ARXIV_ENDPOINT": fetching.server.address})
    totals = fetching.run("2026-11-02", "2026-11-06")
    assert "access denied" in totals.trouble
    assert "ARXIV_ENDPOINT" in totals.trouble
    assert "HF_TOKEN" not in totals.trouble


def test_endpoint_and_token_come_from_the_environment() -> None:
    found = hf.from_environment({"HF_ENDPOINT": "https://mirror.example/x/", "HF_TOKEN": " t \n"})
    assert (found.endpoint, found.token) == ("https://mirror.example/x", "t")
    assert hf.from_environment({}).endpoint == "https://huggingface.co"


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({"HF_ENDPOINT": "huggingface.co"}, "HF_ENDPOINT"),
        ({"HF_ENDPOINT": "ftp://huggingface.co"}, "HF_ENDPOINT"),
        ({"HF_ENDPOINT": "https://[::1"}, "HF_ENDPOINT"),
        ({"HF_TOKEN": "hf_tok\nSet-Cookie: x"}, "HF_TOKEN"),
        ({"HF_TOKEN": "hf_tökén"}, "HF_TOKEN"),
    ],
)
def test_a_bad_environment_is_reported_without_the_token(
    environ: dict[str, str], name: str
) -> None:
    with pytest.raises(BadSource, match=name) as error:
        hf.from_environment(environ)
    assert "hf_t" not in str(error.value)


def test_the_proxy_is_not_used_for_this_machine(
    fetching: Fetching, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    fetching.run(DAY)
    assert fetching.files == CONTENT


def test_the_proxy_is_used_for_other_hosts(
    fetching: Fetching, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", fetching.server.address)
    monkeypatch.setenv("NO_PROXY", "")
    fetching.source = HuggingFace("http://papers.example")
    fetching.run(DAY)
    assert fetching.server.asked[0].headers["host"] == "papers.example"
    assert fetching.files == CONTENT


def test_an_unusable_proxy_is_reported(fetching: Fetching, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "carrier-pigeon://roof")
    assert "proxy cannot be used" in fetching.run(DAY).trouble


# TLS


def test_a_server_without_tls_is_reported(fetching: Fetching) -> None:
    fetching.source = HuggingFace(fetching.server.address.replace("http:", "https:"))
    totals = fetching.run(DAY)
    assert "no TLS connection (wrong version number)" in totals.trouble
    assert not totals.passing


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes the certificate")
def test_an_untrusted_certificate_is_reported(fetching: Fetching, tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", key),
            *("-out", certificate),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    fetching.server.wrap(context)
    fetching.source = HuggingFace(fetching.server.address.replace("http:", "https:"))
    totals = fetching.run(DAY)
    assert "its certificate is not trusted (self" in totals.trouble
    assert "SSL_CERT_FILE" in totals.trouble
    assert fetching.server.asked == []


def test_a_fetched_file_reads_as_a_digest(fetching: Fetching) -> None:
    fetching.run(DAY)
    assert [each["paper"]["id"] for each in json.loads(fetching.files[f"{DAY}.hf.json"])] == [
        "2511.00001",
        "2511.00002",
    ]
