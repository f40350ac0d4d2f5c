"""Trees in a short notation for tests, and random ones."""

from datetime import date

from daily_papers.papers.fields import NumberField, TextField
from daily_papers.query.fold import is_solo, words
from daily_papers.query.tree import (
    All,
    And,
    Days,
    Fuzzy,
    Has,
    IdIs,
    Is,
    Node,
    Not,
    Number,
    Or,
    Phrase,
    Regex,
    Word,
    conjunction,
    disjunction,
    negation,
)
from daily_papers.query.vocabulary import STATES, Part
from hypothesis import strategies as st


def plain(node: Node) -> str:
    """A tree as an s-expression: `*` ends a prefix, quotes hold whole words."""
    match node:
        case All():
            return "all"
        case And(nodes):
            return f"(and {' '.join(map(plain, nodes))})"
        case Or(nodes):
            return f"(or {' '.join(map(plain, nodes))})"
        case Not(inner):
            return f"(not {plain(inner)})"
        case Word(text, prefix, field):
            said = f"{text}*" if prefix else f"'{text}'"
        case Phrase(words, prefix, field):
            said = f"'{' '.join(words)}{'*' * prefix}'"
        case Fuzzy(words, field):
            said = f"~{words[0]}" if len(words) == 1 else f"~'{' '.join(words)}'"
        case Regex(pattern, field):
            said = f"/{pattern}/"
        case Is(state):
            return f"is:{state}"
        case Has(part):
            return f"has:{part}"
        case Number(name, low, high):
            return f"{name}[{'' if low is None else low},{'' if high is None else high}]"
        case Days(first, last):
            return f"days[{_day(first)},{_day(last)}]"
        case IdIs(id):
            return f"id={id}"
    return f"{field}:{said}" if field else said


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


PIECES = (
    *'()（）"“”/／~-:：*|.,&\\[]{}?+',
    *("OR", "AND", "NOT", "or", " ", "  ", "\n", "\u3000"),
    *("a", "mamba", "Rosé", "注意", "模", "🤗", "e\u0301", "C++", "½", "™", "\ud800", "\x1b"),
    *("title:", "author:", "id:", "is:", "has:", "upvotes:", "date:", "sort:", "titel:", "foo:"),
    *("unread", "stared", "code", "10", "50", "..", ">", ">=", "<", "1.5k", "2w", "2025-07-31"),
    *("arxiv:2503.02130", "10.1000/a(b)", "upvotes", "-date", "today", "2025", "-02-3"),
)
"""Parts of queries, valid and invalid."""

texts = st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=30)
"""Any text, mostly one that a beginner may type."""

TERMS = (
    *("mamba", "gpt-4", '"state space"', "/mamba-?2/", "/a b|[c-f]+(x)?/", "~difusion", "注意力"),
    *(
        "-video",
        "title:rosé",
        'author:"yann lecun"',
        "tag:~to-read",
        "note:/x/",
        "url:github.com/a",
    ),
    *("title:(a OR -b)", "id:arxiv:2503.02130", 'id:"doi:10.1000/a(b)"', "id:title:ab12"),
    *("is:unread", "-is:muted", "has:summary", "upvotes:>50", "stars:1.5k..2m", "comments:..10"),
    *("date:2025", "date:2025-02-28", "date:2025-07-30..2025-07-31", "date:<=2w", "date:yesterday"),
    *("date:2024-12-31..today", "http://a.b", "12:30", "A - B", "(a (b OR c))", "NOT (a)", "“a b”"),
    *("upvotes:10..19", "date:..2025-1-5", "foo:bar", "sort-of"),
)
"""Parts of valid queries."""

queries = st.builds(
    lambda parts, sort: "".join(term + join for term, join in parts)[: -len(parts[-1][1])] + sort,
    st.lists(
        st.tuples(st.sampled_from(TERMS), st.sampled_from([" ", " OR ", " AND ", "  "])),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(["", " sort:-date", "\tsort:match sort:title"]),
)
"""Valid queries."""

_folded = st.text(max_size=8).map(lambda text: tuple(word.folded for word in words(text)))
_words = (
    st.sampled_from([("mamba",), ("or",), ("4",), ("rose", "a"), ("注", "意"), ("🤗",)]) | _folded
)
_fields = st.none() | st.sampled_from(TextField)
_days = st.dates(min_value=date(1990, 1, 1), max_value=date(2030, 12, 31))


def _text(found: tuple[str, ...], prefix: bool, field: TextField | None) -> Word | Phrase:
    open_end = prefix and not is_solo(found[-1])
    if len(found) == 1:
        return Word(found[0], open_end, field)
    return Phrase(found, open_end, field)


def _number(field: NumberField, one: int, other: int, only: str) -> Number:
    low, high = sorted((one, other))
    return Number(field, None if only == "high" else low, None if only == "low" else high)


def _range(one: date, other: date, only: str) -> Days:
    first, last = sorted((one, other))
    return Days(None if only == "last" else first, None if only == "first" else last)


_leaves: st.SearchStrategy[Node] = st.one_of(
    st.builds(_text, _words.filter(bool), st.booleans(), _fields),
    st.builds(Fuzzy, _words.filter(bool), _fields),
    st.builds(
        Regex, st.sampled_from(["a", "a/b", r"\d+/", r"\\/", " x ", "[/]", "(a|b)"]), _fields
    ),
    st.builds(Is, st.sampled_from([*STATES])),
    st.builds(Has, st.sampled_from(Part)),
    st.builds(
        _number,
        st.sampled_from(NumberField),
        st.integers(0, 10**15 - 1),
        st.integers(0, 3000),
        st.sampled_from(["both", "low", "high"]),
    ),
    st.builds(_range, _days, _days, st.sampled_from(["both", "first", "last"])),
    st.builds(IdIs, st.sampled_from(["arxiv:2503.02130", "doi:10.1000/a(b", "title:" + "0a" * 8])),
)

trees: st.SearchStrategy[Node] = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(conjunction),
        st.lists(inner, min_size=2, max_size=4).map(disjunction),
        inner.map(negation),
    ),
    max_leaves=8,
)
"""Trees of any shape that a query can have."""
