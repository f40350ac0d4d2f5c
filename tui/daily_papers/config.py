"""`config.toml`: what the user has settled. Read, never written.

`Config` is the one table of its keys: each field holds its default, its kind and a sentence of
help. Validation, the commented defaults (`defaults_toml`) and the README's table
(`markdown_table`) all come from it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache, partial
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from daily_papers.config_types import BadValue, Choice, Flag, Kind, Number, Text, Texts
from daily_papers.toml_files import (
    BadToml,
    Problem,
    TomlFile,
    did_you_mean,
    excerpt,
    nearest,
    read_toml,
)

NAME: Final = "config.toml"
_MOST_PROBLEMS: Final = 20
"""Of more than these in one file the rest is counted, not told."""
_ANY: Final = "ACTION"
"""Stands for the name of any action in a key's name."""

Untold = Callable[[], Problem]
"""A problem that is put in words only when it is told: to guess takes about a millisecond."""

T = TypeVar("T")


def _key(default: T, kind: Kind, help: str, name: str = "", example: Any = None) -> T:
    """A field of `Config`: a key of the file, `name` where that has a section."""
    about = {"kind": kind, "help": help, "name": name, "example": example}
    if isinstance(default, dict):
        # A dataclass takes no mutable default; what it makes of this one is empty too.
        return cast(T, field(default_factory=dict, metadata=about))
    return field(default=default, metadata=about)


@dataclass(frozen=True, slots=True)
class Config:
    """The user's settings, every one with its value."""

    cache: str | None = _key(
        None,
        Text("a folder"),
        "The folder of digest files; the command line and DAILY_PAPERS_CACHE count before it.",
        example="~/papers",
    )
    theme: str = _key(
        "auto",
        Text("the name of a theme"),
        "The colours; auto follows the terminal's background. `daily-papers themes` lists them.",
    )
    lines: str | int = _key(
        "auto",
        Choice(("auto", 1, 2)),
        "Lines a row of the list; auto takes two where the list has 30 lines or more.",
    )
    columns: int = _key(76, Number(60, 84), "The widest that an abstract's lines become, in cells.")
    gist: bool = _key(True, Flag(), "Show in a sentence what a paper does.")
    summary: bool = _key(
        False, Flag(), "Take the source's AI summary for that sentence where there is one."
    )
    read_after: float = _key(
        0,
        Number(0, 3600, whole=False),
        "Seconds after which a paper that is shown counts as read; 0 is never.",
    )
    editor: str | None = _key(
        None,
        Text("a command"),
        "Writes long notes; without it VISUAL or EDITOR does.",
        example="nvim",
    )
    browser: str | None = _key(
        None,
        Text("a command"),
        "Opens links; without it the system's browser does.",
        example="firefox",
    )
    ascii: str | bool = _key(
        "auto",
        Choice(("auto", True, False)),
        "Draw with ASCII signs only; auto does where the terminal draws the others too wide.",
    )
    mouse: bool = _key(True, Flag(), "Take clicks and the wheel.")
    motion: bool = _key(True, Flag(), "Let the text cursor blink; nothing else moves by itself.")
    title: bool = _key(False, Flag(), "Set the terminal's title while the reader runs.")
    bell: bool = _key(False, Flag(), "Ring the terminal's bell when a fetch brought papers.")
    preset: str = _key(
        "vim",
        Choice(("vim", "newsboat", "gmail")),
        "The keys to begin with.",
        name="keys.preset",
    )
    keys: Mapping[str, str] = _key(
        {},
        Text("one or more keys"),
        "The keys of an action, with spaces between them; `daily-papers keys` lists the actions.",
        name=f"keys.{_ANY}",
        example="s f5",
    )
    fetch_sources: tuple[str, ...] = _key(
        ("hf",),
        Texts(Text("sources such as hf or arxiv:cs.CL", r"[A-Za-z0-9][A-Za-z0-9.:-]*")),
        "Where a fetch looks for papers.",
        name="fetch.sources",
    )
    fetch_days: int = _key(
        7, Number(1, 366), "How many days back a fetch without a date goes.", name="fetch.days"
    )
    fetch_at_start: bool = _key(
        False, Flag(), "Fetch when the reader opens.", name="fetch.at_start"
    )


@dataclass(frozen=True, slots=True)
class Option:
    """One key of the file, as it is documented."""

    name: str
    """As it is written, with its section: `fetch.days`."""
    field: str
    """Its field in `Config`."""
    kind: Kind
    default: Any
    help: str
    example: Any = None
    """What might stand there, where there is no default."""

    @property
    def section(self) -> str:
        """The table it stands in; nothing for the top of the file."""
        return self.name.rpartition(".")[0]

    @property
    def key(self) -> str:
        """Its name inside its section."""
        return self.name.rpartition(".")[2]


@cache
def options() -> Mapping[str, Option]:
    """Every key of the file by its name, in the order of documentation."""
    plain = Config()
    known = {}
    for each in fields(Config):
        about = each.metadata
        name = about["name"] or each.name
        known[name] = Option(
            name,
            each.name,
            about["kind"],
            getattr(plain, each.name),
            about["help"],
            about["example"],
        )
    return known


def load(path: Path, actions: Collection[str] | None = None) -> tuple[Config, list[Problem]]:
    """What `config.toml` says, and what in it cannot be followed. Never raises.

    A key that is unknown or has a value that cannot be used is told and its default serves; the
    rest holds. Without a file everything is at its default.

    Args:
        path: The file.
        actions: The names that `[keys]` may hold; not looked at where they are not given.
    """
    try:
        file = read_toml(path)
    except FileNotFoundError:
        return Config(), []
    except BadToml as error:
        return Config(), [error.problem]
    settled: dict[str, Any] = {}
    wrong = list(_read(file, settled, actions))
    problems = [tell() for tell in wrong[:_MOST_PROBLEMS]]
    if rest := len(wrong) - len(problems):
        problems.append(Problem(path, f"and {rest:,} more like these"))
    return Config(**settled), problems


def defaults_toml() -> str:
    """The text of a `config.toml` that changes nothing: every key, explained, as a comment."""
    import textwrap

    lines = ["# Every key at its default. Take away the # before a key to change it.", ""]
    section = ""
    for option in options().values():
        if option.section != section:
            section = option.section
            lines += [f"[{section}]", ""]
        lines += textwrap.wrap(f"# {option.help}", 88, subsequent_indent="# ")
        lines.append(f"# It may be {option.kind.words}.")
        lines += [f"#{option.key} = {_written(option)}", ""]
    return "\n".join(lines[:-1]) + "\n"


def markdown_table() -> str:
    """The keys as a table in Markdown, one line a key."""
    lines = ["| key | value | default | |", "|---|---|---|---|"]
    for option in options().values():
        default = "" if option.default in (None, {}) else f"`{_written(option)}`"
        lines.append(f"| `{option.name}` | {option.kind.words} | {default} | {option.help} |")
    return "\n".join(lines) + "\n"


def changed_toml(config: Config) -> list[str]:
    """The keys that are not at their default, a line each as the file might hold them."""
    lines = []
    for option in options().values():
        value = getattr(config, option.field)
        if option.key == _ANY:
            lines += [f"{option.section}.{name} = {_toml(keys)}" for name, keys in value.items()]
        elif value != option.default:
            lines.append(f"{option.name} = {_toml(value)}")
    return lines


def _written(option: Option) -> str:
    """The key's default as TOML, or the example where it has none."""
    return _toml(option.example if option.default in (None, {}) else option.default)


def _toml(value: Any) -> str:
    import json

    # For text, numbers, true and false, and lists of them, JSON's form is TOML's too.
    return json.dumps(value, ensure_ascii=False)


def _read(
    file: TomlFile, settled: dict[str, Any], actions: Collection[str] | None
) -> Iterator[Untold]:
    """Put the keys of `file` into `settled` by field; give what is wrong."""
    sections = {option.section for option in options().values() if option.section}
    for name, value in file.tables.items():
        if name not in sections:
            yield from _set(file, (name,), value, settled)
        elif not isinstance(value, dict):
            words = f"{name} is a table: write [{name}] and its keys below"
            yield partial(file.problem, words, name)
        else:
            for key, inner in value.items():
                if f"{name}.{key}" in options() or f"{name}.{_ANY}" not in options():
                    yield from _set(file, (name, key), inner, settled)
                else:
                    yield from _bind(file, key, inner, settled, actions)


def _set(
    file: TomlFile, keys: tuple[str, ...], value: object, settled: dict[str, Any]
) -> Iterator[Untold]:
    option = options().get(".".join(keys))
    if option is None:
        yield partial(_unknown_key, file, keys)
        return
    try:
        settled[option.field] = option.kind.read(value)
    except BadValue as error:
        yield partial(file.problem, f"{option.name} {error}", *keys)


def _bind(
    file: TomlFile,
    action: str,
    value: object,
    settled: dict[str, Any],
    actions: Collection[str] | None,
) -> Iterator[Untold]:
    option = options()[f"keys.{_ANY}"]
    if actions is not None and action not in actions:
        yield partial(_unknown_action, file, action, actions)
        return
    try:
        settled.setdefault(option.field, {})[action] = option.kind.read(value)
    except BadValue as error:
        yield partial(file.problem, f"keys.{excerpt(action)} {error}", "keys", action)


def _unknown_key(file: TomlFile, keys: tuple[str, ...]) -> Problem:
    name = ".".join(keys)
    # A key that has lost its section is known by its own name; so is a misspelt section.
    named = [option for option in options().values() if option.key != _ANY]
    names = {option.name: option.name for option in named}
    names |= {option.key: option.name for option in named}
    names |= {option.section: option.section for option in named if option.section}
    near = nearest(name, names) or nearest(keys[-1], names)
    guess = f' · did you mean "{names[near]}"?' if near else ""
    return file.problem(f'there is no key "{excerpt(name)}"{guess}', *keys)


def _unknown_action(file: TomlFile, action: str, actions: Collection[str]) -> Problem:
    guess = did_you_mean(action, (*actions, "preset"))
    return file.problem(f'there is no action "{excerpt(action)}"{guess}', "keys", action)
