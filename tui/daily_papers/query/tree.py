"""A query as a tree: what is asked, free of how it was typed.

Every node is frozen, compares by value and can be taken apart with `match`. Words stand in the
tree folded and split by `query.fold`, so two ways of typing the same make the same tree. `And` and
`Or` hold at least two nodes and none of their own kind; `Not` holds no `Not`; `All` stands only
alone, for a query that leaves nothing out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from daily_papers.papers.fields import (
    SEARCHED_BY_DEFAULT,
    TEXT_FIELDS,
    DateField,
    NumberField,
    TextField,
)
from daily_papers.query.vocabulary import Part, SortName


@dataclass(frozen=True, slots=True)
class All:
    """Every paper."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or one that begins so. Without a field: in title or abstract."""

    text: str
    prefix: bool = True
    """Whether longer words that begin so match too; never for a word of one CJK character."""
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Two or more words, one right after the other. Without a field: in title or in abstract."""

    words: tuple[str, ...]
    prefix: bool = False
    """Whether the last word may be longer in the text."""
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression of Python's `re`, found anywhere, any case (`patterns.compiled`)."""

    pattern: str
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words of which each may hold a typing error."""

    words: tuple[str, ...]
    field: TextField | None = None


@dataclass(frozen=True, slots=True)
class Is:
    """How the user, or a mute rule, judged the paper: one of `vocabulary.STATES`."""

    state: str


@dataclass(frozen=True, slots=True)
class Has:
    """Whether the paper has something."""

    part: Part


@dataclass(frozen=True, slots=True)
class Number:
    """A number from `low` to `high`, both included; at least one of them is given.

    A paper of which the number is not known does not match.
    """

    field: NumberField
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """A day from `first` to `last`, both included; at least one of them is given.

    A paper of which no day is known does not match.
    """

    first: date | None = None
    last: date | None = None
    field: DateField = DateField.DATE


@dataclass(frozen=True, slots=True)
class IdIs:
    """The paper that answers to an id, as `papers.model` writes it: `arxiv:2503.02130`."""

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
    """Without what the node matches."""

    node: Node


Leaf: TypeAlias = Word | Phrase | Regex | Fuzzy | Is | Has | Number | Days | IdIs
Node: TypeAlias = All | Leaf | And | Or | Not


def conjunction(nodes: Iterable[Node]) -> Node:
    """All of `nodes`: one node, flat, or `All` where there are none."""
    flat = [part for node in nodes for part in (node.nodes if isinstance(node, And) else (node,))]
    match flat:
        case []:
            return All()
        case [only]:
            return only
        case _:
            return And(tuple(flat))


def disjunction(nodes: Iterable[Node]) -> Node:
    """One of `nodes`, of which there is at least one, as one flat node."""
    flat = [part for node in nodes for part in (node.nodes if isinstance(node, Or) else (node,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def negation(node: Node) -> Node:
    """What `node` does not match."""
    return node.node if isinstance(node, Not) else Not(node)


def wanted(node: Node) -> Iterator[Leaf]:
    """The leaves that a paper may match on: all that do not stand below a `Not`."""
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
    """One key of an order. Its own direction is the useful one: most, newest, best or A first."""

    name: SortName
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What to show, and in which order."""

    tree: Node = All()
    sort: tuple[SortKey, ...] = ()
    """The keys as typed, the first one deciding; no key stands twice."""

    @property
    def loosened(self) -> Query | None:
        """The same with typing errors forgiven in its words; `None` where it must not hold any."""
        nodes = self.tree.nodes if isinstance(self.tree, And) else (self.tree,)
        forgiving = [_forgiving(node) for node in nodes]
        if forgiving == list(nodes):
            return None
        return Query(conjunction(forgiving), self.sort)

    def of_hidden(self, state: str) -> Query:
        """The same of dismissed, or of muted, papers alone, which are left out unless asked for."""
        asked = [node for node in (self.tree,) if node != All()]
        return Query(conjunction((*asked, Is(state))), self.sort)

    @property
    def has_text(self) -> bool:
        """Whether it asks for words in title or abstract, by which results can be ranked."""
        ranked = (None, *SEARCHED_BY_DEFAULT)
        return any(
            isinstance(leaf, Word | Phrase | Fuzzy) and leaf.field in ranked
            for leaf in wanted(self.tree)
        )

    @property
    def default_sort(self) -> tuple[SortKey, ...]:
        """The order where none is asked for: best match of words, else the digest's own."""
        return (SortKey(SortName.MATCH if self.has_text else SortName.RANK),)

    @property
    def order(self) -> tuple[SortKey, ...]:
        """The order in force."""
        return self.sort or self.default_sort

    def __str__(self) -> str:
        """The query in normal form: `parse` makes an equal query of it, on whatever day.

        Ages such as `<2w` are days by now, so what is to stay an age is kept as it was typed.
        """
        from daily_papers.query.printer import write  # the printer needs the tree, so it comes late

        return write(self)


_FORGIVING: Final = (None, *(field for field, row in TEXT_FIELDS.items() if row.forgiving))


def _forgiving(node: Node) -> Node:
    """The same, of words with typing errors forgiven."""
    if isinstance(node, Word | Phrase) and node.field in _FORGIVING:
        return Fuzzy(node.words if isinstance(node, Phrase) else (node.text,), node.field)
    return node
