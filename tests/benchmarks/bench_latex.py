"""How long reading the TeX of an abstract takes, beside normalising and splitting the same text.

Run as `python -m tests.benchmarks.bench_latex`, with the real input beside the checkout.
"""

import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from daily_papers.papers.latex.convert import to_unicode

from tests.papers import abstracts

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
ROUNDS = 3


def milliseconds(work: Callable[[str], object], texts: list[str]) -> float:
    """The time that `work` takes for one text on average, at best of all rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = perf_counter()
        for text in texts:
            work(text)
        best = min(best, perf_counter() - start)
    return best / len(texts) * 1_000


def main() -> None:
    """Print the time for each source of abstracts, and its ratio."""
    if not DATA.is_dir():
        sys.exit(f"{DATA} is not here")
    for name, read in (("hf-api", abstracts.daily), ("arxiv-jsonl", abstracts.arxiv)):
        texts = list(read(DATA))
        taken = milliseconds(to_unicode, texts)
        least = milliseconds(lambda text: unicodedata.normalize("NFKD", text).split(), texts)
        print(
            f"{name:12} {len(texts)} abstracts, {taken:.4f} ms each: "
            f"{taken / least:.2f} times normalize and split ({least:.4f} ms)"
        )


if __name__ == "__main__":
    main()
