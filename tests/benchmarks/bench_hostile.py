"""Hostile files, by hand: `python -m tests.benchmarks.bench_hostile [INPUTS] [--growth]`.

INPUTS (100,000) mutated files a format are read, in processes of their own, each with its seed. An
error other than `FormatError`, or more calls than `STEPS` for each byte, ends it and prints the
file's bytes. With `--growth`, every file of `tests.formats.hostile` is read at two sizes instead,
and those are listed for which the processor time grows more than in proportion.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from io import BytesIO
from types import FrameType
from typing import Final

from daily_papers import formats
from daily_papers.formats import FormatError, Hint

from tests.formats.hostile import HOSTILE

STEPS: Final = 400
"""Calls for each byte of a file."""
FIXED: Final = 20_000
"""Calls for any file, whatever its size."""
_BATCH: Final = 500
_LARGEST: Final = 4_000
_SIZE: Final = 100_000
_HINT: Final = Hint(modified=date(2026, 11, 22))

SEEDS: Final[dict[str, bytes]] = {
    "json": b'[{"paper": {"id": "2503.02130", "title": "A title", "summary": "We do. It works.",'
    b' "authors": [{"name": "Ann", "hidden": false}], "upvotes": 3, "ai_keywords": ["a", "b"],'
    b' "githubRepo": "https://github.com/a/b", "githubStars": "1.2k"}, "numComments": 2,'
    b' "submittedOnDailyAt": "2025-07-31T00:00:00Z", "submittedBy": {"fullname": "Bo"}}]',
    "json repr": b'["{\'title\': \'A title\', \'summary\': None, \'upvotes\': 1, \'id\': \'x\'}"]',
    "json lines": b'{"id": "2503.02130", "title": "A", "abstract": "B",'
    b' "categories": "cs.CL cs.AI", "authors_parsed": [["A", "B", ""]], "versions": []}\n'
    b'{"title": "B", "authors": "C and D"}\n',
    "atom": b'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
    b"<title>arXiv Query: search_query=all:x</title><entry><id>http://arxiv.org/abs/2503.02130v1"
    b"</id><title>A</title><summary>B &amp; C</summary><author><name>D</name></author>"
    b'<category term="cs.CL"/><published>2025-03-04T00:00:00Z</published></entry></feed>',
    "rss": b'<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    b"<channel><title>cs.CL</title><item><title>A</title><link>https://arxiv.org/abs/2503.02130"
    b"</link><description>arXiv:2503.02130v1 Announce Type: new Abstract: &lt;p&gt;B &lt;b&gt;C"
    b"&lt;/b&gt;&lt;!-- d --&gt;</description><dc:creator>D, E</dc:creator>"
    b"<pubDate>Tue, 04 Mar 2025 00:00:00 -0500</pubDate></item></channel></rss>",
    "html": b'<!DOCTYPE html><html><head><link rel="canonical" href="https://huggingface.co/papers/'
    b'date/2025-07-31"></head><body><!-- x --><div data-props="{&quot;dailyPapers&quot;:[{&quot;'
    b'title&quot;:&quot;A&quot;,&quot;summary&quot;:&quot;B&quot;}]}"></div><script>x</script>',
    "bibtex": b'@string{j = "Journal"}\n% comment\n@article{key,'
    b' title = {A {Title} of \\"{o} $x^2$},'
    b" author = {Last, First and {A Group} and others}, journal = j # { of} # 1,\n"
    b" year = 2024, eprint = {2503.02130}, archiveprefix = {arXiv}, keywords = {a, b}}\n"
    b'@misc(b, title = "B", date = "2024-05-13")\n',
    "ris": b"TY  - JOUR\nTI  - A title\nAU  - Last, First, Jr.\nAB  - An abstract\nthat goes on\n"
    b"DO  - 10.1000/x\nUR  - https://arxiv.org/abs/2503.02130\nKW  - a\n"
    b"DA  - 2024/05/13/\nER  - \n",
    "page": b"Daily Papers\n\nby AK and the research community\n\nJul 31\n\n12\n\nA title"
    b" of a paper\n\n" + b"We propose a method. It works well. " * 10
    + b"\n\nSubmitted by\n\nann\n\n9 authors\n"
    b"\n\xc2\xb7\n\n2\n\n# [Other title](/papers/2503.02130)\n\n![image](https://x.y/z)\n\n- 3\n",
}  # fmt: skip
"""A small file of each format, with all that it may hold."""

_TOKENS: Final = [
    *(each.repeated.encode() for each in HOSTILE),
    b"\0", b"\xff", b"\xfe\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\r", b"\x85",
    b"9" * 400, b"1e999", b"NaN", b"-1", b"9999-99-99", b"<!ENTITY a 'b'>", b"<!DOCTYPE a [",
    b"&a;", b"]]>", b"\x1b[2J", b"\xe2\x80\xae", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"\\u0000",
]  # fmt: skip


def mutate(data: bytes, random: random.Random) -> bytes:
    """`data` with some of its bytes changed, removed, repeated, or mixed with tokens."""
    mutated = bytearray(data)
    for _ in range(random.choice((1, 1, 1, 1, 2, 3, 8, 30))):
        at = random.randrange(len(mutated) + 1)
        end = min(len(mutated), at + random.choice((1, 2, 5, 20, 100)))
        match random.randrange(8):
            case 0:
                mutated[at:end] = random.randbytes(end - at)
            case 1:
                del mutated[at:end]
            case 2:
                mutated[at:at] = mutated[at:end] * random.choice((2, 10, 50))
            case 3 | 4:
                mutated[at:at] = random.choice(_TOKENS)
            case 5:
                mutated[at:at] = random.choice(_TOKENS) * random.choice((2, 20, 100))
            case 6:
                mutated[at:] = b""
            case _:
                other = random.choice(list(SEEDS.values()))
                begin = random.randrange(len(other))
                mutated[at:end] = other[begin : begin + random.choice((5, 50, 500))]
        del mutated[_LARGEST:]
    return bytes(mutated)


def fuzz(format: str, seed: int) -> tuple[int, int, float]:
    """Read a batch of mutated files; how many, how many had papers, the most calls for a byte."""
    chance = random.Random(f"{format} {seed}")
    had_papers, most = 0, 0.0
    for _ in range(_BATCH):
        data = mutate(SEEDS[format], chance)
        try:
            papers, calls = counted(partial(read, data))
        except Exception as error:
            raise AssertionError(f"{format}: {error!r}: {data!r}") from error
        if calls > STEPS * len(data) + FIXED:
            raise AssertionError(f"{format}: {calls:,} calls: {data!r}")
        had_papers += papers > 0
        most = max(most, (calls - FIXED) / max(1, len(data)))
    return _BATCH, had_papers, most


def read(data: bytes) -> int:
    """The number of papers in `data`; 0 where it cannot be read."""
    try:
        return sum(1 for _ in formats.read(BytesIO(data), _HINT).entries)
    except FormatError as error:
        if "please report it" in str(error):
            raise
        return 0


def counted(run: Callable[[], int]) -> tuple[int, int]:
    """What `run` returns, and how many calls and returns of functions it took."""
    calls = 0

    def profile(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(profile)
    try:
        return run(), calls
    finally:
        sys.setprofile(None)


def grown() -> Iterator[str]:
    """The files for which processor time grows faster than their size."""
    for each in HOSTILE:
        times = []
        for size in (_SIZE, 4 * _SIZE):
            data = each.data(size)
            began = time.process_time()
            read(data)
            times.append(time.process_time() - began)
        if times[1] > 6 * times[0] + 0.1:
            yield f"{each.name[:60]:60} {times[0]:.2f} s {times[1]:.2f} s"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("inputs", type=int, nargs="?", default=100_000)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    options = parser.parse_args()
    if options.growth:
        print(*grown(), f"{len(HOSTILE)} files looked at", sep="\n")
        return
    with ProcessPoolExecutor(options.processes) as pool:
        for format in SEEDS:
            began = time.monotonic()
            batches = range(-(-options.inputs // _BATCH))
            done = list(pool.map(fuzz, [format] * len(batches), batches))
            inputs, papers = sum(each[0] for each in done), sum(each[1] for each in done)
            print(
                f"{format:10} {inputs:8,} files, {papers:8,} with papers, at most"
                f" {max(each[2] for each in done):4.0f} calls a byte,"
                f" {time.monotonic() - began:5.0f} s",
                flush=True,
            )


if __name__ == "__main__":
    main()
