"""Trees in a short notation for tests, and random ones."""

from datetime import date

from tui.query.tree import (
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
)


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
