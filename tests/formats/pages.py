"""Pages as they are pasted, made up for tests."""

from __future__ import annotations

BANNER = """new

Get trending papers in your email inbox!

Subscribe

Daily Papers

byAK and the research community
"""
ABSTRACTS = [
    f"We study how {what} behaves when the data are scarce and the labels are noisy. Earlier work "
    f"looked at one setting only, and left {what} aside. We measure it on four public sets, and "
    "find that a simple rule, tuned on nothing, is as good as the best known model. Our code is "
    "public, and so are all of the runs."
    for what in ("pruning", "routing", "ranking", "caching")
]
PRUNING, ROUTING, RANKING, CACHING = ABSTRACTS


def page(*blocks: str) -> str:
    """The text of a page: its banner, and blocks with blank lines between them."""
    return "\n\n".join([BANNER.strip(), *blocks]) + "\n"
