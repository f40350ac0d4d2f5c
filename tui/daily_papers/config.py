"""`config.toml`: the user's configuration. Read, never written.

`Config` is the one table of its keys: each field has a default, a type and a sentence of help.
Validation, the commented defaults (`defaults_toml`) and the README's table (`markdown_table`)
derive from it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache, partial
from pathlib import Path
from typing import Any, Final, TypeVar, cast

from daily_papers.config_types import BadValue, Choice, Flag, Number, Text, Texts, ValueType
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
_MAX_PROBLEMS: Final = 20
"""Errors of one file that are reported; the rest is counted."""
_ANY: Final = "ACTION"
"""The placeholder of an action's name in a key."""

LazyProblem = Callable[[], Problem]
"""An error whose message is computed only if it is shown: a guess takes about a millisecond."""

T = TypeVar("T")


def _key(default: T, type_: ValueType, help: str, name: str = "", example: Any = None) -> T:
    """A field of `Config`; `name` is the key in the file if it differs from the field's."""
    about = {"type": type_, "help": help, "name": name, "example": example}
    if isinstance(default, dict):
        # A dataclass takes no mutable default; this one is empty.
        return cast(T, field(default_factory=dict, metadata=about))
    return field(default=default, metadata=about)


@dataclass(frozen=True, slots=True)
class Config:
    """The user's configuration."""

    cache: str | None = _key(
        None,
        Text("a folder"),
        "The folder of digest files; --cache and DAILY_PAPERS_CACHE take precedence.",
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
        "Lines per row of the list; auto means 2 if the list has 30 lines or more.",
    )
    columns: int = _key(76, Number(60, 84), "The maximum width of an abstract, in cells.")
    gist: bool = _key(True, Flag(), "Show what a paper does in one sentence.")
    summary: bool = _key(
        False, Flag(), "Use the source's AI summary for that sentence if there is one."
    )
    read_after: float = _key(
        0,
        Number(0, 3600, whole=False),
        "Seconds after which a paper on the screen counts as read; 0 means never.",
    )
    editor: str | None = _key(
        None,
        Text("a command"),
        "The editor for long notes; VISUAL or EDITOR by default.",
        example="nvim",
    )
    browser: str | None = _key(
        None,
        Text("a command"),
        "The browser for links; the system's by default.",
        example="firefox",
    )
    ascii: str | bool = _key(
        "auto",
        Choice(("auto", True, False)),
        "Draw with ASCII only; auto does so if the terminal draws other symbols too wide.",
    )
    mouse: bool = _key(True, Flag(), "Use the mouse.")
    motion: bool = _key(True, Flag(), "Let the text cursor blink; nothing else moves by itself.")
    title: bool = _key(False, Flag(), "Set the terminal's title while the reader runs.")
    bell: bool = _key(False, Flag(), "Ring the terminal's bell when a fetch brings new papers.")
    preset: str = _key(
        "vim",
        Choice(("vim", "newsboat", "gmail")),
        "The key bindings to start from.",
        name="keys.preset",
    )
    keys: Mapping[str, str] = _key(
        {},
        Text("one or more keys"),
        "The keys of an action, separated by spaces; `daily-papers keys` lists the actions.",
        name=f"keys.{_ANY}",
        example="s f5",
    )
    fetch_sources: tuple[str, ...] = _key(
        ("hf",),
        Texts(Text("sources such as hf or arxiv:cs.CL", r"[A-Za-z0-9][A-Za-z0-9.:-]*")),
        "The sources to fetch from.",
        name="fetch.sources",
    )
    fetch_days: int = _key(
        7, Number(1, 366), "How many days back to fetch if no date is given.", name="fetch.days"
    )
    fetch_at_start: bool = _key(
        False, Flag(), "Fetch when the reader opens.", name="fetch.at_start"
    )


@dataclass(frozen=True, slots=True)
class Option:
    """One key of the file, for documentation."""

    name: str
    """With its section: `fetch.days`."""
    field: str
    """Its field in `Config`."""
    type: ValueType
    default: Any
    help: str
    example: Any = None
    """A value to show if there is no default."""

    @property
    def section(self) -> str:
        """Its table; empty at the top of the file."""
        return self.name.rpartition(".")[0]

    @property
    def key(self) -> str:
        """Its name in its section."""
        return self.name.rpartition(".")[2]


@cache
def options() -> Mapping[str, Option]:
    """Every key of the file by name, in the order of the documentation."""
    plain = Config()
    known = {}
    for each in fields(Config):
        about = each.metadata
        name = about["name"] or each.name
        known[name] = Option(
            name,
            each.name,
            about["type"],
            getattr(plain, each.name),
            about["help"],
            about["example"],
        )
    return known


def load(path: Path, actions: Collection[str] | None = None) -> tuple[Config, list[Problem]]:
    """The configuration in `config.toml`, and the errors in it. Never raises.

    Keys that are unknown or have a wrong value are reported and get their default; the rest still
    applies. If there is no file, every key has its default.

    Args:
        path: The file.
        actions: The names that `[keys]` may hold; any if omitted.
    """
    try:
        file = read_toml(path)
    except FileNotFoundError:
        return Config(), []
    except BadToml as error:
        return Config(), [error.problem]
    values: dict[str, Any] = {}
    errors = list(_read(file, values, actions))
    problems = [error() for error in errors[:_MAX_PROBLEMS]]
    if rest := len(errors) - len(problems):
        problems.append(Problem(path, f"and {rest:,} more like these"))
    return Config(**values), problems


def defaults_toml() -> str:
    """The text of a `config.toml` that changes nothing: every key, explained, as a comment."""
    import textwrap

    lines = ["# Every key with its default. Remove the # before a key to change it.", ""]
    section = ""
    for option in options().values():
        if option.section != section:
            section = option.section
            lines += [f"[{section}]", ""]
        lines += textwrap.wrap(f"# {option.help}", 88, subsequent_indent="# ")
        lines.append(f"# Value: {option.type.description}.")
        lines += [f"#{option.key} = {_example(option)}", ""]
    return "\n".join(lines[:-1]) + "\n"


def markdown_table() -> str:
    """The keys as a Markdown table, one row each."""
    lines = ["| key | value | default | |", "|---|---|---|---|"]
    for option in options().values():
        default = "" if option.default in (None, {}) else f"`{_example(option)}`"
        lines.append(f"| `{option.name}` | {option.type.description} | {default} | {option.help} |")
    return "\n".join(lines) + "\n"


def changed_toml(config: Config) -> list[str]:
    """The keys that differ from their default, as lines of TOML."""
    lines = []
    for option in options().values():
        value = getattr(config, option.field)
        if option.key == _ANY:
            lines += [f"{option.section}.{name} = {_toml(keys)}" for name, keys in value.items()]
        elif value != option.default:
            lines.append(f"{option.name} = {_toml(value)}")
    return lines


def _example(option: Option) -> str:
    """The key's default as TOML, or its example if it has none."""
    return _toml(option.example if option.default in (None, {}) else option.default)


def _toml(value: Any) -> str:
    import json

    # Text, numbers, booleans and lists of them look the same in JSON and TOML.
    return json.dumps(value, ensure_ascii=False)


def _read(
    file: TomlFile, values: dict[str, Any], actions: Collection[str] | None
) -> Iterator[LazyProblem]:
    """Store the keys of `file` in `values` by field; yield the errors."""
    sections = {option.section for option in options().values() if option.section}
    for name, value in file.tables.items():
        if name not in sections:
            yield from _set(file, (name,), value, values)
        elif not isinstance(value, dict):
            message = f"{name} is a table: write [{name}] and its keys below"
            yield partial(file.problem, message, name)
        else:
            for key, inner in value.items():
                if f"{name}.{key}" in options() or f"{name}.{_ANY}" not in options():
                    yield from _set(file, (name, key), inner, values)
                else:
                    yield from _bind(file, key, inner, values, actions)


def _set(
    file: TomlFile, keys: tuple[str, ...], value: object, values: dict[str, Any]
) -> Iterator[LazyProblem]:
    option = options().get(".".join(keys))
    if option is None:
        yield partial(_unknown_key, file, keys)
        return
    try:
        values[option.field] = option.type.read(value)
    except BadValue as error:
        yield partial(file.problem, f"{option.name} {error}", *keys)


def _bind(
    file: TomlFile,
    action: str,
    value: object,
    values: dict[str, Any],
    actions: Collection[str] | None,
) -> Iterator[LazyProblem]:
    option = options()[f"keys.{_ANY}"]
    if actions is not None and action not in actions:
        yield partial(_unknown_action, file, action, actions)
        return
    try:
        values.setdefault(option.field, {})[action] = option.type.read(value)
    except BadValue as error:
        yield partial(file.problem, f"keys.{excerpt(action)} {error}", "keys", action)


def _unknown_key(file: TomlFile, keys: tuple[str, ...]) -> Problem:
    name = ".".join(keys)
    # A key without its section is found by its own name; so is a misspelt section.
    named = [option for option in options().values() if option.key != _ANY]
    names = {option.name: option.name for option in named}
    names |= {option.key: option.name for option in named}
    names |= {option.section: option.section for option in named if option.section}
    near = nearest(name, names) or nearest(keys[-1], names)
    guess = f' · did you mean "{names[near]}"?' if near else ""
    return file.problem(f'unknown key "{excerpt(name)}"{guess}', *keys)


def _unknown_action(file: TomlFile, action: str, actions: Collection[str]) -> Problem:
    guess = did_you_mean(action, (*actions, "preset"))
    return file.problem(f'unknown action "{excerpt(action)}"{guess}', "keys", action)
