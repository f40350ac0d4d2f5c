"""A query as a tree, independent of how it was typed, and its normal form as text.

Every node is frozen, compares by value and can be destructured with `match`. Words are folded and
split by `query.fold`, so that two spellings of a query make equal trees. `And` and `Or` hold at
least two nodes and none of their own kind; `Not` holds no `Not`; `All` is only ever the whole tree,
for a query that excludes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final, TypeAlias

from daily_papers.papers.fields import (
    SEARCHED_BY_DEFAULT,
    TEXT_FIELDS,
    DateField,
    NumberField,
    TextField,
)
from daily_papers.query import dates
from daily_papers.query.fold import is_solo
from daily_papers.query.vocabulary import Part, SortName

_SLASH = re.compile(r"\\.|/", re.DOTALL)
_PARENTHESIS = re.compile("[()（）]")


@dataclass(frozen=True, slots=True)
class All:
    """Every paper."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word. Without a field it is searched in title and abstract."""

    text: str
    prefix: bool = True
    """Whether words that begin with it match too; never for a single CJK character."""
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Two or more consecutive words. Without a field they are in the title or in the abstract."""

    words: tuple[str, ...]
    prefix: bool = False
    """Whether words that begin with the last one match too."""
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression, found anywhere and in any case (see `patterns.compile_pattern`)."""

    pattern: str
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words with typing errors forgiven."""

    words: tuple[str, ...]
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Is:
    """How the user, or a mute rule, judged the paper: one of `vocabulary.STATES`."""

    state: str


@dataclass(frozen=True, slots=True)
class Has:
    """Whether the paper has a part that many lack."""

    part: Part


@dataclass(frozen=True, slots=True)
class Number:
    """A number from `low` to `high`, both included; at least one of them is given.

    A paper whose number is unknown does not match.
    """

    field: NumberField
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """A day from `first` to `last`, both included; at least one of them is given.

    A paper without a known day does not match.
    """

    first: date | None = None
    last: date | None = None
    field: DateField = DateField.DATE


@dataclass(frozen=True, slots=True)
class IdIs:
    """The paper with an id, as `papers.model` writes it: `arxiv:2503.02130`."""

    id: str


@dataclass(frozen=True, slots=True)
class And:
    """All of the nodes."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the nodes."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but what the node matches."""

    node: Node


Leaf: TypeAlias = Word | Phrase | Regex | Fuzzy | Is | Has | Number | Days | IdIs
Node: TypeAlias = All | Leaf | And | Or | Not


def conjunction(nodes: Iterable[Node]) -> Node:
    """All of `nodes` as one flat node; `All` if there are none."""
    flat = [part for node in nodes for part in (node.nodes if isinstance(node, And) else (node,))]
    match flat:
        case []:
            return All()
        case [only]:
            return only
        case _:
            return And(tuple(flat))


def disjunction(nodes: Iterable[Node]) -> Node:
    """At least one of `nodes`, which are not empty, as one flat node."""
    flat = [part for node in nodes for part in (node.nodes if isinstance(node, Or) else (node,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def negation(node: Node) -> Node:
    """Everything but what `node` matches."""
    return node.node if isinstance(node, Not) else Not(node)


def wanted(node: Node) -> Iterator[Leaf]:
    """The leaves that a hit may match: all that are not below a `Not`."""
    match node:
        case And(nodes) | Or(nodes):
            for part in nodes:
                yield from wanted(part)
        case Not() | All():
            return
        case leaf:
            yield leaf


@dataclass(frozen=True, slots=True)
class SortKey:
    """One key of a sort order. By default the most, the newest, the best or A comes first."""

    name: SortName
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A filter and a sort order."""

    tree: Node = All()
    sort: tuple[SortKey, ...] = ()
    """The keys, the most significant first; no key occurs twice."""

    @property
    def loosened(self) -> Query | None:
        """The same with typing errors in its words forgiven; `None` if that changes nothing."""
        nodes = self.tree.nodes if isinstance(self.tree, And) else (self.tree,)
        loosened = [_loosen(node) for node in nodes]
        if loosened == list(nodes):
            return None
        return Query(conjunction(loosened), self.sort)

    def of_hidden(self, state: str) -> Query:
        """The same for papers that are otherwise left out: `dismissed` or `muted` ones."""
        rest = () if self.tree == All() else (self.tree,)
        return Query(conjunction((*rest, Is(state))), self.sort)

    @property
    def has_text(self) -> bool:
        """Whether it searches title or abstract for words, so that results can be ranked."""
        ranked = (None, *SEARCHED_BY_DEFAULT)
        return any(
            isinstance(leaf, Word | Phrase | Fuzzy) and leaf.field in ranked
            for leaf in wanted(self.tree)
        )

    @property
    def default_sort(self) -> tuple[SortKey, ...]:
        """The order without `sort:`: the best match if there are words, else the digest's order."""
        return (SortKey(SortName.MATCH if self.has_text else SortName.RANK),)

    @property
    def order(self) -> tuple[SortKey, ...]:
        """The order that applies."""
        return self.sort or self.default_sort

    def __str__(self) -> str:
        """The query in normal form, which parses to an equal query on any day.

        Ages such as `<2w` have become days; to keep an age, keep the text that was typed.
        """
        return " ".join(filter(None, (_write(self.tree), *map(_write_sort_key, self.sort))))


_FORGIVING: Final = (None, *(field for field, row in TEXT_FIELDS.items() if row.forgiving))


def _loosen(node: Node) -> Node:
    """`node`, with typing errors forgiven if it is a word or a phrase."""
    if isinstance(node, Word | Phrase) and node.field in _FORGIVING:
        return Fuzzy(node.words if isinstance(node, Phrase) else (node.text,), node.field)
    return node


def _write(node: Node) -> str:
    match node:
        case All():
            return ""
        case Or(nodes):
            return " OR ".join(map(_write, nodes))
        case And(nodes):
            return " ".join(
                f"({_write(part)})" if isinstance(part, Or) else _write(part) for part in nodes
            )
        case Not(part):
            return f"-({_write(part)})" if isinstance(part, And | Or) else f"-{_write(part)}"
        case Word(field=field) | Phrase(field=field) | Fuzzy(field=field) | Regex(field=field):
            return f"{field}:{_write_text(node)}" if field else _write_text(node)
        case Is(state):
            return f"is:{state}"
        case Has(part):
            return f"has:{part}"
        case Number(field, low, high):
            return f"{field}:{_write_limits(low, high)}"
        case Days(first, last, field):
            return f"{field}:{_write_days(first, last)}"
        case IdIs(id):
            return f'id:"{id}"' if _PARENTHESIS.search(id) else f"id:{id}"


def _write_text(leaf: Word | Phrase | Fuzzy | Regex) -> str:
    match leaf:
        case Word(text, prefix):
            return text if prefix or is_solo(text) else f'"{text}"'
        case Phrase(words, prefix):
            return _joined(words) if prefix or is_solo(words[-1]) else f'"{" ".join(words)}"'
        case Fuzzy((word,)):
            return f"~{word}"
        case Fuzzy(words):
            return f'~"{" ".join(words)}"'
        case Regex(pattern):
            escaped = _SLASH.sub(lambda m: r"\/" if m[0] == "/" else m[0], pattern)
            return f"/{escaped}/"


def _joined(words: tuple[str, ...]) -> str:
    """`words` as one word that is parsed as a phrase: `gpt-4`, `注意力`."""
    text = words[0]
    for before, word in pairwise(words):
        text += word if is_solo(before) or is_solo(word) else f"-{word}"
    return text


def _write_limits(low: int | None, high: int | None) -> str:
    if low == high:
        return str(low)
    if high is None:
        return f">={low}"
    return f"<={high}" if low is None else f"{low}..{high}"


def _write_days(first: date | None, last: date | None) -> str:
    if first and last:
        day = first.isoformat()
        for shorter in (day[:4], day[:7], day):
            if dates.read(shorter, first, 0) == (first, last):
                return shorter
    return f"{first or ''}..{last or ''}"


def _write_sort_key(key: SortKey) -> str:
    return f"sort:{'-' if key.reverse else ''}{key.name}"
