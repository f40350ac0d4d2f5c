"""Hostile files as a user meets them: named, left out, and in nobody's way. And encodings."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from daily_papers.formats import FormatError

from tests.formats.reading import read
from tests.home import PAPERS, Home

BOMB = "".join(f"@string{{s{number} = s{number - 1} # s{number - 1}}}\n" for number in range(1, 40))
UNREADABLE = {
    "unknown-encoding.xml": "<?xml version='1.0' encoding='foo'?><rss><channel/></rss>",
    "bomb.bib": f"@string{{s0 = {{xx}}}}\n{BOMB}@misc{{a, title = s39}}\n",
    "quotes.html": "<!DOCTYPE html><p>" + '<a b="' * 10_000,
    "comments.html": "<!DOCTYPE html><p>" + "<!--" * 10_000,
    "paragraphs.html": "<!DOCTYPE html>" + "<p><!--" * 10_000,
    "deep.json": "[" * 100_000,
}
"""Files that cannot be read."""
READABLE = {
    "percent.bib": "@misc{a, title = {Percent " + "%" * 80 + "}}",
    "continued.ris": "TY  - JOUR\nTI  - Continued\nAB  - x\n" + "y\n" * 10_000 + "ER  - \n",
    "marked.xml": "<rss><channel><item><title>Marked section</title><description>"
    "&lt;p&gt;&lt;![0,1]&gt;</description></item></channel></rss>",
    "comments.xml": "<rss><channel><item><title>Comments</title><description>"
    + "&lt;p&gt;&lt;!--" * 4_000
    + "</description></item></channel></rss>",
}
"""Files with one paper each, whose words are all in it."""
LONG_AGO = (1_700_000_000, 1_700_000_000)


def test_hostile_files_are_named_and_stop_no_command(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.has("2025-02-03", *PAPERS)
    for name, text in (UNREADABLE | READABLE).items():
        path = home.cache / name
        path.write_text(text)
        os.utime(path, LONG_AGO)
    listed = home.run("list")
    assert listed.code == 0
    assert len(listed.lines) == len(PAPERS) + len(READABLE)
    assert home.run("mark", "star", "mamba").code == 0
    assert len(home.run("list", "is:starred").lines) == 1
    problems = [line for line in home.run("doctor").lines if line.startswith("wrong")]
    assert [line.split()[2].rstrip(":") for line in problems] == sorted(UNREADABLE)


def test_hostile_files_are_refused_one_by_one(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    folder = tmp_path / "inbox"
    folder.mkdir()
    for name, text in (UNREADABLE | READABLE).items():
        (folder / name).write_text(text)
    ran = home.run("import", folder)
    assert ran.code == 1
    assert len([line for line in ran.lines if " · 1 paper · " in line]) == len(READABLE)
    assert all(f"{name}: " in ran.err for name in UNREADABLE)
    assert len(ran.err.splitlines()) == len(UNREADABLE)


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("gbk", "注意力机制"),
        ("gb2312", "注意力机制"),
        ("GB18030", "注意力機制𠀀"),
        ("big5", "注意力機制"),
        ("Shift_JIS", "注意機構のまとめ①"),
        ("euc-jp", "注意機構のまとめ"),
        ("iso-2022-jp", "注意機構のまとめ"),
        ("euc-kr", "주의 메커니즘"),
        ("windows-1251", "Механизм внимания"),
        ("koi8-r", "Механизм внимания"),
        ("iso-8859-1", "Théorème"),
        ("ISO-8859-15", "Théorème à 5 €"),
        ("windows-1252", "Théorème à 5 €"),
    ],
)
def test_xml_in_the_encoding_that_it_declares(encoding: str, title: str) -> None:
    codec = {"Shift_JIS": "cp932", "gb2312": "gbk"}.get(encoding, encoding)
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        f"<rss><channel><item><title>{title}</title></item></channel></rss>"
    )
    _, (entry,) = read(text.encode(codec))
    assert entry.paper.title == title


@pytest.mark.parametrize("encoding", ["foo", "rot13", "zlib", "hex", "idna", "unicode_escape"])
def test_an_encoding_that_is_none_is_named(encoding: str) -> None:
    with pytest.raises(FormatError, match=f'unknown encoding, "{encoding}"'):
        read(f"<?xml version='1.0' encoding='{encoding}'?><rss/>")


def test_text_that_is_not_in_its_encoding_is_reported() -> None:
    with pytest.raises(FormatError, match="not in the encoding that its XML declares"):
        read(b"<?xml version='1.0' encoding='big5'?><rss>\xff\xff</rss>")
