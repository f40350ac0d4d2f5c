"""Hostile text, wherever it comes from, never reaches a terminal through a command's output.

More than in every run of the suite: `python -m tests.commands.test_hostile_text 10000`.
"""

from __future__ import annotations

import ast
import csv
import io
import json
import os
import random
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from daily_papers import commands
from daily_papers.export.formats import FORMATS
from daily_papers.export.record import KEYS

from tests.home import Home, Ran, paper

UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""ESC and all other controls but newline and tab, bidirectional controls, line separators."""
PIECES: Final = (
    "word", "é", "数", "\U0001f469\u200d\U0001f680", " ", "\n", "\t", "=1+1", "@x", "-2", "'",
    '"', ";", "[b]", "\\", "{", "}", "\x1b", "\x1b[31m", "\x1b]0;title\x07", "\x1bPq\x1b\\",
    "\x9b31m", "\x9d0;x\x9c", "\x85",
    "\x00", "\x07", "\b", "\r", "\x7f", "\x0c", "\u061c", "\u200e", "\u200f", "\u202a", "\u202e",
    "\u2066", "\u2069", "\u2028", "\u2029", "\u200b", "\ufeff", "\ud800", "\udc80", "\udcff",
)  # fmt: skip
ID: Final = "arxiv:2501.00001"


class Hostile:
    """Makes hostile strings, and counts them."""

    def __init__(self, seed: int) -> None:
        """The same seed gives the same strings."""
        self._random = random.Random(seed)
        self.made = 0

    def text(self) -> str:
        """Any string."""
        self.made += 1
        return "".join(self._random.choices(PIECES, k=self._random.randint(1, 8))) + "\x1b[5m\u202e"

    def argument(self) -> str:
        """A string that can be an argument, or a part of a path, of a program."""
        text = self.text().replace("\0", "").replace("/", "")
        return text.encode("utf-8", "replace").decode() + "\udc9b"

    def name(self) -> str:
        """A string that can be the name of a file."""
        return self.argument()[:40] or "x"


def fill(home: Home, hostile: Hostile) -> None:
    """Put hostile strings into every field of digests, journals, config and file names."""
    text = hostile.text
    evil = paper(
        1,
        f"Title {text()}",
        summary=f"Abstract {text()} goes on. {text()}",
        authors=[{"name": text()}, {"name": f"Ana {text()}"}],
        organization={"name": text(), "fullname": text()},
        ai_summary=text(),
        ai_keywords=[text(), text()],
        githubRepo=f"https://github.com/o/{text()}",
        projectPage=f"https://example.org/{text()}",
        doi=f"10.1000/{text()}",
        categories=[text()],
    )
    entry = {"paper": evil, "submittedBy": {"fullname": text(), "name": text()}}
    digest = home.folder / "2025-01-02.json"
    digest.write_text(json.dumps([entry, {"paper": {"title": text(), "summary": text()}}]), "utf-8")
    home.cache.mkdir(parents=True, exist_ok=True)
    (home.cache / "2025-01-02.json").write_bytes(digest.read_bytes())
    (home.cache / f"{hostile.name()}.json").write_bytes(digest.read_bytes())
    (home.cache / f"{hostile.name()}.xml").write_text(f"<{text()}", "utf-8", "replace")
    fill_journals(home, hostile)
    config = home.folder / "config"
    (config / "themes").mkdir(parents=True, exist_ok=True)
    strings = [json.dumps(text().encode("utf-8", "replace").decode()) for _ in range(4)]
    lines = [f"theme = {strings[0]}", f"fetch = [{strings[1]}]", f"{strings[2]} = 1"]
    (config / "config.toml").write_text("\n".join([*lines, "[keys]", f"{strings[3]} = 2\n"]))
    (config / "themes" / f"{hostile.name()}.toml").write_text(
        f"name = {json.dumps(text().encode('utf-8', 'replace').decode())}\n"
    )


def fill_journals(home: Home, hostile: Hostile) -> None:
    """Write a journal with hostile strings in every field, as another machine might have."""
    text = hostile.text
    home.journals.mkdir(parents=True, exist_ok=True)
    papers = [ID, f"doi:10.1000/{text()}", text()]
    copies = {ID: {"title": text(), "abstract": text(), "authors": [text()], "digests": [text()]}}
    copies["arxiv:2501.09999"] = {"title": text(), "url": text(), "organization": text()}
    sets = [
        {f"tag:{text()}": True, f"tag:={text()}": True, "starred": True, text(): text()},
        {"note": {"text": f"={text()}\n{text()}", "on": [text()]}},
        {f"view:{text()}": {"query": text(), "place": text()}, f"mute:{text()}": True},
        {f"highlight:{text()}": True},
    ]
    lines = []
    for counter, registers in enumerate(sets, start=1):
        record = {
            "v": 1, "c": counter, "d": "evil", "s": text(), "t": text(), "act": text(),
            "p": [*papers, "arxiv:2501.09999"] if counter < 3 else [], "set": registers,
            "each": {ID: {f"tag:{text()}": True}} if counter < 3 else {},
            "when": {ID: {"starred": text()}}, "copy": copies if counter < 3 else {},
        }  # fmt: skip
        lines.append(json.dumps(record) + "\n")
    lines.append(json.dumps({"v": 1, "c": 2**53, "d": "evil", "act": text()}) + "\n")
    (home.journals / "evil.0001.jsonl").write_text("".join(lines))
    (home.journals / f"{hostile.name()}.jsonl").write_text(f"{lines[0]}{text()!r}\n")


def outputs(home: Home, hostile: Hostile) -> Iterator[tuple[tuple[object, ...], Ran]]:
    """Run every command that prints, with hostile arguments too."""
    word, name = hostile.argument, hostile.name
    folder = home.folder / name()
    folder.mkdir(exist_ok=True)
    for words in (
        ["list"],
        *(["list", "--format", kind] for kind in ("json", "jsonl", "csv")),
        *(["list", "--format", kind, "--raw"] for kind in ("json", "jsonl")),
        ["list", word()],
        ["list", f"nosuch:{word()}"],
        ["list", f"/{word()}("],
        ["list", "--limit", word()],
        [f"--{word()}"],
        [word()],
        ["show", ID],
        ["show", ID, "--raw"],
        ["show", ID, "--raw", "--format", "json"],
        ["show", word()],
        *(["export", "--format", kind] for kind in FORMATS),
        ["export", "--format", word()],
        ["export", "--format", "csv", "-o", str(folder / name())],
        ["mark", f"tag:x{word()}", f"id:{ID}"],
        ["mark", word(), "mamba"],
        ["triage", "--plain"],
        ["undo"],
        ["redo"],
        ["state", "export"],
        ["state", "export", str(folder / name())],
        ["state", "import", word()],
        ["state", "merge", str(folder)],
        ["state", "merge", str(home.journals)],
        ["import", str(home.folder / "2025-01-02.json"), "--collection", word()],
        ["import", "--json", str(home.folder / "2025-01-02.json"), str(folder / name())],
        ["import", "--date", word(), word()],
        ["cache"],
        ["cache", "verify"],
        ["cache", "prune", "--before", "2030-01-01", "--dry-run"],
        ["themes"],
        ["themes", "--new", word()],
        ["keys"],
        ["config"],
        ["dirs"],
        ["dirs", "--json"],
        ["doctor"],
        ["doctor", "--fix"],
        ["dirs", "--config", str(folder)],
        ["dirs", "--cache", str(folder)],
        ["dirs", "--profile", word()],
        ["fetch", word()],
        ["fetch", "--date", word()],
        ["completion", word()],
    ):
        yield (
            tuple(words),
            home.run(
                *words, stdin=f"a\n{hostile.argument()}\ns\nu\nq\n".encode("utf-8", "replace")
            ),
        )


def check(folder: Path, seed: int) -> int:
    """Fill a home with hostile strings, and check the output of every command; how many."""
    hostile = Hostile(seed)
    home = Home(folder)
    fill(home, hostile)
    for words, ran in outputs(home, hostile):
        for text in (ran.out, ran.err):
            found = UNSAFE.search(text)
            assert not found, (words, found, text[max(0, found.start() - 60) : found.end() + 60])
        assert "Traceback" not in ran.err, words
        assert "unexpected error" not in ran.err, (words, ran.err)
        assert ran.code in (0, 1, 2), (words, ran.code, ran.err)
    return hostile.made


@pytest.mark.parametrize("seed", range(2))
def test_no_command_prints_what_controls_a_terminal(tmp_path: Path, seed: int) -> None:
    assert check(tmp_path, seed) > 50


def test_the_texts_of_a_hostile_journal_are_shown_without_controls(home: Home) -> None:
    home.has("2025-01-02", paper(1, "Mamba"))
    home.journals.mkdir(parents=True, exist_ok=True)
    (home.journals / "evil.0001.jsonl").write_text(
        '{"v":1,"c":50,"d":"evil","s":"s","t":"2026-11-22T07:35:26.120Z","act":"tag",'
        f'"p":["{ID}"],"set":{{"tag:a\\u001b]0;PWN\\u0007\\u009b31m":true}}}}\n'
    )
    assert "#a" in home.run("show", ID).lines
    assert home.run("list", "tag:a", "--format", "json").json[0]["tags"] == ["a"]


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@x", "＝1", "\t=1", " =1"])
def test_no_field_of_a_csv_is_a_formula(home: Home, start: str) -> None:
    home.has("2025-01-02", paper(1, f"{start} title", authors=[{"name": f"{start} name"}]))
    home.run("mark", f"tag:{start}tag", "id:2501.00001")
    (row,) = csv.DictReader(io.StringIO(home.run("list", "--format", "csv").out))
    for key in ("title", "authors", "tags"):
        assert row[key].startswith("'"), (key, row[key])
    assert (row["id"], row["upvotes"]) == (ID, "1")
    assert tuple(row) == KEYS


def test_only_one_module_of_the_commands_prints() -> None:
    folder = Path(next(iter(commands.__path__)))
    direct = set()
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            to = {ast.unparse(word.value) for word in node.keywords if word.arg == "file"}
            prints = called == "print" and to != {"OUT"}
            if prints or called in ("sys.stdout.write", "sys.stderr.write"):
                direct.add(path.name)
    assert direct == {"output.py"}


if __name__ == "__main__":
    wanted, made, turn = int(sys.argv[1]), 0, 1000
    while made < wanted:
        with tempfile.TemporaryDirectory() as temporary:
            made += check(Path(temporary), turn)
        turn += 1
    print(f"{made:,} strings in {turn - 1000:,} homes", os.linesep, end="")
