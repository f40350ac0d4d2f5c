"""Fetching days: what is asked, what is kept, what is not asked again."""

from __future__ import annotations

import json

from tests.fetch.conftest import Asked, Fetching, Reply, paper


def test_a_day_is_kept_verbatim(fetching: Fetching) -> None:
    body = json.dumps([paper(1), paper(2)], indent=7).encode()
    fetching.server.answer = lambda asked: Reply(body)
    totals = fetching.run("2026-11-19")
    assert fetching.files == {"2026-11-19.hf.json": body}
    assert (totals.papers, totals.new, totals.files, totals.calls) == (2, 2, 1, 1)
    (asked,) = fetching.server.asked
    assert asked.path == "/api/daily_papers"
    assert asked.query == {"date": "2026-11-19", "limit": "100", "p": "0"}
    assert asked.headers["user-agent"].startswith("daily-papers/")


def test_a_range_is_fetched_newest_first_without_weekends(fetching: Fetching) -> None:
    fetching.server.has({"2026-11-13": [paper(1)], "2026-11-16": [paper(2)]})
    fetching.run("2026-11-12", "2026-11-17")
    assert sorted(fetching.server.days, reverse=True) == [
        "2026-11-17",
        "2026-11-16",
        "2026-11-13",
        "2026-11-12",
    ]
    # Two calls are under way at once, so neighbours may arrive in either order.
    assert fetching.server.days[0] in ("2026-11-17", "2026-11-16")
    assert fetching.server.days[-1] in ("2026-11-12", "2026-11-13")
    assert list(fetching.files) == ["2026-11-13.hf.json", "2026-11-16.hf.json"]


def test_at_most_two_calls_at_once(fetching: Fetching) -> None:
    fetching.server.has({})
    fetching.run("2026-10-01", "2026-10-30")
    assert len(fetching.server.asked) == 22
    assert fetching.server.most_at_once <= 2


def test_a_single_day_is_fetched_even_on_a_weekend(fetching: Fetching) -> None:
    fetching.server.has({"2026-11-14": [paper(1)]})
    assert fetching.run("2026-11-14").papers == 1


def test_future_days_are_not_fetched(fetching: Fetching) -> None:
    fetching.run("2026-11-19", "2026-12-31")
    assert sorted(fetching.server.days) == ["2026-11-19", "2026-11-20"]


def test_complete_days_are_not_fetched_again_but_the_newest_three_are(fetching: Fetching) -> None:
    fetching.server.has({f"2026-11-{day}": [paper(day)] for day in (16, 17, 18, 19, 20)})
    fetching.run("2026-11-16", "2026-11-20")
    fetching.server.asked.clear()
    totals = fetching.run("2026-11-16", "2026-11-20")
    assert sorted(fetching.server.days) == ["2026-11-18", "2026-11-19", "2026-11-20"]
    assert (totals.papers, totals.new, totals.files) == (3, 0, 0)


def test_on_a_monday_the_friday_and_thursday_before_are_fetched_again(fetching: Fetching) -> None:
    fetching.server.has({"2026-11-18": [paper(1)]})
    fetching.time.set(2026, 11, 23)
    for _ in range(2):
        fetching.server.asked.clear()
        fetching.run("2026-11-16", "2026-11-23")
    assert sorted(fetching.server.days) == ["2026-11-19", "2026-11-20", "2026-11-23"]


def test_a_day_fetched_while_it_changed_is_fetched_once_more_later(
    fetching: Fetching,
) -> None:
    fetching.server.has({"2026-11-20": [paper(1)]})
    fetching.run("2026-11-20")
    fetching.time.set(2026, 12, 1)
    fetching.server.asked.clear()
    fetching.run("2026-11-20")
    fetching.run("2026-11-20")
    assert fetching.server.days == ["2026-11-20"]


def test_a_complete_day_whose_file_was_removed_is_fetched_again(fetching: Fetching) -> None:
    fetching.server.has({"2026-11-03": [paper(1)]})
    fetching.run("2026-11-03")
    (fetching.cache / "2026-11-03.hf.json").unlink()
    fetching.run("2026-11-03")
    assert list(fetching.files) == ["2026-11-03.hf.json"]


def test_a_complete_day_is_fetched_again_on_request(fetching: Fetching) -> None:
    fetching.server.has({"2026-11-03": [paper(1)]})
    fetching.run("2026-11-03")
    fetching.server.has({"2026-11-03": [paper(1, upvotes=9)]})
    fetching.run("2026-11-03", again=True)
    assert b'"upvotes": 9' in fetching.files["2026-11-03.hf.json"]


def test_an_empty_day_leaves_no_file_and_is_complete(fetching: Fetching) -> None:
    for _ in range(2):
        assert fetching.run("2026-11-03").papers == 0
    assert fetching.files == {}
    assert len(fetching.server.asked) == 1


def test_at_new_year_the_day_and_the_days_before_are_those_of_utc(fetching: Fetching) -> None:
    fetching.server.has({"2027-01-01": [paper(1)]})
    fetching.time.set(2026, 12, 31, 23, 59)
    fetching.run("2026-12-28", "2027-01-02")
    assert sorted(fetching.server.days) == [f"2026-12-{day}" for day in (28, 29, 30, 31)]
    fetching.server.asked.clear()
    fetching.time.set(2027, 1, 1, 0, 1)
    fetching.run("2026-12-28", "2027-01-02")
    # The 29th changed when it was asked for last; the 28th did not any more.
    assert sorted(fetching.server.days) == ["2026-12-29", "2026-12-30", "2026-12-31", "2027-01-01"]
    assert list(fetching.files) == ["2027-01-01.hf.json"]


# Pages


def test_pages_of_a_day_are_fetched_until_one_is_not_full(fetching: Fetching) -> None:
    fetching.server.has({"2026-11-03": [paper(number) for number in range(230)]})
    totals = fetching.run("2026-11-03")
    assert {name: len(json.loads(body)) for name, body in fetching.files.items()} == {
        "2026-11-03.hf.json": 100,
        "2026-11-03.hf.p1.json": 100,
        "2026-11-03.hf.p2.json": 30,
    }
    assert (totals.papers, totals.calls) == (230, 3)


def test_a_last_page_that_is_full_is_followed_by_one_call_and_no_file(fetching: Fetching) -> None:
    fetching.server.has({"2026-11-03": [paper(number) for number in range(100)]})
    assert fetching.run("2026-11-03").calls == 2
    assert list(fetching.files) == ["2026-11-03.hf.json"]


def test_a_server_that_repeats_a_page_is_asked_once_more(fetching: Fetching) -> None:
    whole = [paper(number) for number in range(120)]
    fetching.server.answer = lambda asked: Reply.json(whole)
    totals = fetching.run("2026-11-03")
    assert (totals.papers, totals.calls) == (120, 2)
    assert list(fetching.files) == ["2026-11-03.hf.json"]


# A day that changes


def test_a_day_that_grows_replaces_its_own_file(fetching: Fetching) -> None:
    fetching.server.has({"2026-11-20": [paper(1), paper(2)]})
    fetching.run("2026-11-20")
    fetching.server.has({"2026-11-20": [paper(3), paper(2), paper(1, upvotes=5)]})
    totals = fetching.run("2026-11-20")
    assert (totals.papers, totals.new, totals.files) == (3, 1, 1)
    assert {name: len(json.loads(body)) for name, body in fetching.files.items()} == {
        "2026-11-20.hf.json": 3
    }


def test_an_answer_that_lacks_a_paper_is_kept_beside_the_old_one(fetching: Fetching) -> None:
    fetching.server.has({"2026-11-20": [paper(1), paper(2)]})
    fetching.run("2026-11-20")
    before = fetching.files["2026-11-20.hf.json"]
    fetching.server.has({"2026-11-20": [paper(1, upvotes=5)]})
    fetching.run("2026-11-20")
    assert fetching.files["2026-11-20.hf.json"] == before
    assert b'"upvotes": 5' in fetching.files["2026-11-20.hf.2.json"]
    fetching.server.has({"2026-11-20": [paper(1, upvotes=8)]})
    fetching.run("2026-11-20")
    assert list(fetching.files) == ["2026-11-20.hf.2.json", "2026-11-20.hf.json"]
    assert b'"upvotes": 8' in fetching.files["2026-11-20.hf.2.json"]


def test_a_file_of_another_program_is_never_replaced(fetching: Fetching) -> None:
    fetching.cache.mkdir()
    theirs = json.dumps([paper(1)]).encode()
    (fetching.cache / "2026-11-20.hf.json").write_bytes(theirs)
    fetching.server.has({"2026-11-20": [paper(1), paper(2)]})
    fetching.run("2026-11-20")
    assert fetching.files["2026-11-20.hf.json"] == theirs
    assert len(json.loads(fetching.files["2026-11-20.hf.2.json"])) == 2


def test_a_fetched_file_that_another_program_changed_is_not_replaced(fetching: Fetching) -> None:
    fetching.server.has({"2026-11-20": [paper(1)]})
    fetching.run("2026-11-20")
    theirs = json.dumps([paper(1, upvotes=1000)]).encode()
    (fetching.cache / "2026-11-20.hf.json").write_bytes(theirs)
    fetching.server.has({"2026-11-20": [paper(1, upvotes=3), paper(2)]})
    fetching.run("2026-11-20")
    assert fetching.files["2026-11-20.hf.json"] == theirs
    assert "2026-11-20.hf.2.json" in fetching.files


def test_a_file_with_the_same_bytes_is_left_alone(fetching: Fetching) -> None:
    fetching.cache.mkdir()
    (fetching.cache / "2026-11-20.hf.json").write_bytes(json.dumps([paper(1)]).encode())
    fetching.server.has({"2026-11-20": [paper(1)]})
    assert fetching.run("2026-11-20").files == 0
    assert list(fetching.files) == ["2026-11-20.hf.json"]


# Conditional requests


def test_an_unchanged_answer_is_not_downloaded_again(fetching: Fetching) -> None:
    def answer(asked: Asked) -> Reply:
        if asked.headers.get("if-none-match") == 'W/"7"':
            return Reply(status=304)
        return Reply.json([paper(1), paper(2)], headers={"ETag": 'W/"7"'})

    fetching.server.answer = answer
    fetching.run("2026-11-20")
    totals = fetching.run("2026-11-20")
    assert "if-none-match" in fetching.server.asked[-1].headers
    assert (totals.papers, totals.new, totals.files, totals.failed) == (2, 0, 0, [])


def test_last_modified_is_used_where_there_is_no_etag(fetching: Fetching) -> None:
    when = "Fri, 20 Nov 2026 07:45:00 GMT"
    fetching.server.answer = lambda asked: (
        Reply(status=304)
        if asked.headers.get("if-modified-since") == when
        else Reply.json([paper(1)], headers={"Last-Modified": when})
    )
    fetching.run("2026-11-20")
    assert fetching.run("2026-11-20").papers == 1
    assert len(fetching.server.asked) == 2


def test_no_condition_is_sent_where_the_file_was_changed(fetching: Fetching) -> None:
    fetching.server.answer = lambda asked: Reply.json([paper(1)], headers={"ETag": '"7"'})
    fetching.run("2026-11-20")
    (fetching.cache / "2026-11-20.hf.json").write_bytes(b"[")
    fetching.run("2026-11-20")
    assert "if-none-match" not in fetching.server.asked[-1].headers
