"""Servers that are slow, broken, lying or busy: what is kept, what is waited for, what is said."""

from __future__ import annotations

import json
import shutil
import socket
import ssl
import subprocess
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest
from daily_papers.fetch import arxiv, hf
from daily_papers.fetch.client import Limits
from daily_papers.fetch.errors import Trouble
from daily_papers.fetch.hf import HuggingFace
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
def test_a_server_in_trouble_is_asked_again_after_a_while(fetching: Fetching, status: int) -> None:
    fetching.server.first = [Reply(status=status)] * 2
    totals = fetching.run(DAY)
    assert fetching.files == CONTENT
    assert totals.failed == []
    assert fetching.time.slept == [2, 4]


def test_after_five_failures_it_ends_and_says_that_later_may_do(fetching: Fetching) -> None:
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


def test_a_good_answer_that_was_the_last_for_now_is_heeded_too(fetching: Fetching) -> None:
    spent = {"RateLimit": '"api";r=0;t=55'}
    fetching.server.first = [Reply.json([paper(1)], headers=spent)]
    fetching.run(DAY)
    fetching.run("2026-11-04")
    assert fetching.time.slept == [55]


def test_a_server_that_asks_for_hours_ends_the_run_and_the_next_one_knows(
    fetching: Fetching,
) -> None:
    fetching.server.first = [Reply(status=429, headers={"Retry-After": "7200"})]
    for _ in range(2):
        totals = fetching.run(DAY)
        assert totals.passing
        assert "120 minutes" in totals.trouble
    assert len(fetching.server.asked) == 1


def test_the_budget_of_calls_is_kept_across_runs(fetching: Fetching) -> None:
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


def test_a_body_that_is_cut_off_is_not_kept_and_asked_for_again(fetching: Fetching) -> None:
    cut = Reply(GOOD.body[:50], length=len(GOOD.body))
    fetching.server.first = [cut]
    fetching.run(DAY)
    assert fetching.files == CONTENT
    fetching.server.first = [cut] * 9
    assert "broke off" in words(fetching.run("2026-11-04"))
    assert fetching.files == CONTENT


def test_a_length_that_is_too_short_cuts_json_which_is_noticed(fetching: Fetching) -> None:
    fetching.server.first = [Reply(GOOD.body, length=40)]
    fetching.run(DAY)
    assert fetching.files == CONTENT
    # Where the server is late to close, what is left over is read as the next answer, which is
    # then one that breaks off: some calls more, and the same in the end.
    fetching.server.first = [Reply(GOOD.body, length=40)] * 9
    totals = fetching.run("2026-11-04")
    assert "the JSON breaks off" in words(totals)
    assert fetching.files == CONTENT


def test_a_packed_answer_is_kept_unpacked(fetching: Fetching) -> None:
    fetching.server.first = [GOOD.packed()]
    fetching.run(DAY)
    assert fetching.files == CONTENT
    assert "gzip" in fetching.server.asked[0].headers["accept-encoding"]


def test_a_packed_answer_that_is_damaged_is_asked_for_again(fetching: Fetching) -> None:
    packed = GOOD.packed()
    broken = packed.body[:20] + bytes(8) + packed.body[28:]
    fetching.server.first = [Reply(broken, headers=packed.headers)]
    fetching.run(DAY)
    assert fetching.files == CONTENT


def test_a_web_page_instead_of_json_is_said_and_not_kept(fetching: Fetching) -> None:
    page = Reply(b"<!DOCTYPE html><title>Sign in</title>", headers={"Content-Type": "text/html"})
    fetching.server.first = [page] * 9
    totals = fetching.run(DAY)
    assert "a web page came instead of JSON" in words(totals)
    assert not totals.passing
    assert fetching.files == {}


def test_a_server_in_trouble_between_bad_answers_is_not_asked_for_ever(fetching: Fetching) -> None:
    bad, busy = Reply(b"<html>"), Reply(status=500)
    fetching.server.first = [bad, bad, busy, *[bad] * 9]
    assert "a web page came instead of JSON" in words(fetching.run(DAY))
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


def test_the_troubles_of_several_sources_are_told_each_once() -> None:
    away, denied = Trouble("a: no way", passing=True), Trouble("b: denied", final=True)
    totals = Totals(3)
    totals.ended([away, away, denied])
    assert (totals.trouble, totals.passing) == ("a: no way · b: denied", False)
    totals.ended([away, away])
    assert (totals.trouble, totals.passing) == ("a: no way", True)


def test_an_answer_without_end_is_stopped(fetching: Fetching) -> None:
    fetching.limits = Limits(size=1 << 20)
    fetching.server.first = [Reply(b"[" + b" " * 65_535, endless=True)]
    assert "above 1 MB" in words(fetching.run(DAY))
    assert fetching.files == {}


def test_two_gigabytes_that_are_announced_are_not_begun(fetching: Fetching) -> None:
    fetching.server.first = [Reply(b"[", length=2 << 30, stalls=True)]
    assert "above 64 MB" in words(fetching.run(DAY))


def test_a_bomb_of_packed_zeros_is_stopped(fetching: Fetching) -> None:
    fetching.limits = Limits(size=1 << 20)
    fetching.server.first = [Reply(b"[" + bytes(64 << 20)).packed()]
    assert "above 1 MB" in words(fetching.run(DAY))


def test_a_server_that_falls_silent_is_not_waited_for(fetching: Fetching) -> None:
    fetching.limits = Limits(silence=0.1)
    fetching.server.first = [Reply(b"[", length=1000, stalls=True)]
    fetching.run(DAY)
    assert fetching.files == CONTENT


def test_a_trickle_that_never_ends_is_given_up(fetching: Fetching) -> None:
    fetching.limits = Limits(silence=5, answer=0.2)
    fetching.server.first = [Reply(b" ", endless=True, pause=0.02)] * 5
    totals = fetching.run(DAY)
    assert "took more than" in words(totals)
    assert totals.passing


def test_no_server_is_said_in_words(fetching: Fetching) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        fetching.source = HuggingFace(f"http://127.0.0.1:{nobody.getsockname()[1]}")
        totals = fetching.run(DAY)
    assert "cannot be reached: the connection is refused" in words(totals)
    assert totals.passing
    assert fetching.time.slept == [2]


# Where the token goes


def test_the_token_goes_to_the_endpoint_and_not_on_to_another_host(
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


def test_a_redirect_in_a_circle_is_said(fetching: Fetching) -> None:
    fetching.server.answer = lambda asked: Reply(status=302, headers={"Location": "/again"})
    assert "without end" in words(fetching.run(DAY))


def test_a_token_that_is_refused_ends_the_run_and_is_never_printed(fetching: Fetching) -> None:
    fetching.server.answer = lambda asked: Reply(status=401)
    fetching.source = HuggingFace(fetching.server.address, "hf_secret")
    totals = fetching.run("2026-11-02", "2026-11-06")
    assert "is HF_TOKEN right?" in totals.trouble
    assert "hf_secret" not in f"{totals} {fetching.events}"
    assert len(fetching.server.asked) <= 2


def test_where_arxiv_denies_access_no_token_is_asked_for(fetching: Fetching) -> None:
    fetching.server.answer = lambda asked: Reply(status=403)
    fetching.source = arxiv.from_name("cs.CL", {"ARXIV_ENDPOINT": fetching.server.address})
    totals = fetching.run("2026-11-02", "2026-11-06")
    assert "access denied" in totals.trouble
    assert "ARXIV_ENDPOINT" in totals.trouble
    assert "HF_TOKEN" not in totals.trouble


def test_the_environment_says_endpoint_and_token() -> None:
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
def test_an_environment_that_cannot_be_used_is_told_without_the_token(
    environ: dict[str, str], name: str
) -> None:
    with pytest.raises(BadSource, match=name) as error:
        hf.from_environment(environ)
    assert "hf_t" not in str(error.value)


def test_a_proxy_of_the_environment_is_not_asked_for_this_machine(
    fetching: Fetching, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    fetching.run(DAY)
    assert fetching.files == CONTENT


def test_a_proxy_of_the_environment_is_asked_for_other_hosts(
    fetching: Fetching, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", fetching.server.address)
    monkeypatch.setenv("NO_PROXY", "")
    fetching.source = HuggingFace("http://papers.example")
    fetching.run(DAY)
    assert fetching.server.asked[0].headers["host"] == "papers.example"
    assert fetching.files == CONTENT


def test_a_proxy_that_cannot_be_used_is_said(
    fetching: Fetching, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", "carrier-pigeon://roof")
    assert "proxy cannot be used" in fetching.run(DAY).trouble


# TLS


def test_a_server_without_tls_is_said(fetching: Fetching) -> None:
    fetching.source = HuggingFace(fetching.server.address.replace("http:", "https:"))
    totals = fetching.run(DAY)
    assert "no TLS connection (wrong version number)" in totals.trouble
    assert not totals.passing


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes the certificate")
def test_a_certificate_that_nobody_vouches_for_is_said(fetching: Fetching, tmp_path: Path) -> None:
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


def test_what_is_kept_reads_as_a_digest(fetching: Fetching) -> None:
    fetching.run(DAY)
    assert [each["paper"]["id"] for each in json.loads(fetching.files[f"{DAY}.hf.json"])] == [
        "2511.00001",
        "2511.00002",
    ]
