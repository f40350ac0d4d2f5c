"""How long the gist of an abstract takes, beside the least that reading its words can take.

Run as `python tests/benchmarks/bench_gist.py`. The abstract is of the median length of a day's.
"""

from collections.abc import Callable
from timeit import repeat

from daily_papers.papers.gist import find, numbers

TITLE = "Ferryman: Planning Long Trips of Small Robots over Rough Ground"
ABSTRACT = """\
Small robots that carry goods over rough ground have become common in mines, on farms and after
floods. However, existing planners either search for so long that the robot stands still for most
of its trip, or follow a learned rule that fails wherever the ground differs from what it was
trained on. While recent work joins both (e.g. by a short search around the learned rule), the two
parts are trained apart, and errors of the first are passed on to the second. To address these
limitations, we introduce Ferryman, a planner that learns where to search at all, so that a robot
thinks long only where its next steps are in doubt. Ferryman consists of two parts: (1) a net that
reads a rough map and marks the places where its own advice is not to be trusted, and (2) a search
that is started there and nowhere else. We further propose a way of training both at once, in which
every failed trip is used twice. Extensive experiments on four kinds of ground, among them 120 real
trips in a quarry, show that our method outperforms the best earlier planner by 12.4% while it
takes 3.1x less time. In particular, it brings 87 % of all goods to their place, +9.5 points over a
search of the same length. Our results suggest that much of what planners compute today is not
needed. We hope that this work helps to build robots which know when to think. Code, maps and all
recorded trips are available at https://example.org/ferryman, and a film of the quarry is there.
"""
ROUNDS = 2_000


def milliseconds(work: Callable[[], object]) -> float:
    """The time that one call of `work` takes, at best of five rounds."""
    return min(repeat(work, number=ROUNDS, repeat=5)) / ROUNDS * 1_000


def main() -> None:
    """Print each measure with its ratio to `str.split` of the same text."""
    least = milliseconds(ABSTRACT.split)
    print(f"{len(ABSTRACT)} characters; str.split {least:.4f} ms")
    for name, work in (
        ("gist.find", lambda: find(ABSTRACT, TITLE)),
        ("gist.numbers", lambda: numbers(ABSTRACT)),
    ):
        taken = milliseconds(work)
        print(f"{name:12} {taken:.4f} ms an abstract, {taken / least:.1f} times str.split")


if __name__ == "__main__":
    main()
