"""`config.toml` and the errors in it."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Any

import daily_papers
import pytest
from daily_papers.config import Config, defaults_toml, load, markdown_table, options
from hypothesis import given
from hypothesis import strategies as st


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def loaded(path: Path, text: str) -> tuple[Config, list[str]]:
    path.write_text(text, encoding="utf-8")
    config, problems = load(path, ["star", "later"])
    return config, [str(problem) for problem in problems]


def test_without_a_file_every_key_has_its_default(path: Path) -> None:
    assert load(path) == (Config(), [])


def test_the_values_of_the_file_are_used(path: Path) -> None:
    config, problems = loaded(
        path,
        """
        theme = "nord"
        cache = " ~/papers "
        lines = 2
        ascii = true
        read_after = 2.5
        columns = 84
        [keys]
        preset = "gmail"
        star = "s f5"
        [fetch]
        sources = ["hf", "arxiv-cs.CL", "hf"]
        days = 3
        """,
    )
    assert problems == []
    assert (config.theme, config.cache, config.lines) == ("nord", "~/papers", 2)
    assert config.ascii is True
    assert (config.read_after, config.columns) == (2.5, 84)
    assert (config.preset, config.keys) == ("gmail", {"star": "s f5"})
    assert config.fetch_sources == ("hf", "arxiv-cs.CL")
    assert config.fetch_days == 3


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('thme = "nord"', 'unknown key "thme" · did you mean "theme"?'),
        ("days = 3", 'unknown key "days" · did you mean "fetch.days"?'),
        ('[kyes]\nstar = "s"', 'unknown key "kyes" · did you mean "keys"?'),
        ("[fetch]\nday = 3", 'unknown key "fetch.day" · did you mean "fetch.days"?'),
        ('[keys]\nstart = "s"', 'unknown action "start" · did you mean "star"?'),
        ('[keys]\npresett = "vim"', 'unknown action "presett" · did you mean "preset"?'),
        ("[keys]\nstar = 5", "keys.star must be one or more keys, not 5"),
        ("keys = 3", "keys is a table: write [keys] and its keys below"),
        ('mouse = "no"', 'mouse must be true or false, not "no"'),
        ("mouse = 1", "mouse must be true or false, not 1"),
        ("ascii = 1", 'ascii must be "auto", true or false, not 1'),
        ("lines = true", 'lines must be "auto", 1 or 2, not true'),
        ('lines = "atuo"', 'lines must be "auto", 1 or 2, not "atuo" · did you mean "auto"?'),
        ("columns = 85", "columns must be a whole number from 60 to 84, not 85"),
        ("columns = 70.0", "columns must be a whole number from 60 to 84, not 70.0"),
        ("read_after = -1", "read_after must be a number from 0 to 3600, not -1"),
        ("read_after = nan", "read_after must be a number from 0 to 3600, not nan"),
        ("read_after = true", "read_after must be a number from 0 to 3600, not true"),
        ('theme = " "', "theme must be the name of a theme"),
        ("theme = [1]", "theme must be the name of a theme, not a list"),
        ("theme = {a = 1}", "theme must be the name of a theme, not a table"),
        ('editor = "a\\u0007b"', 'editor must be a command, not "a?b"'),
        ('fetch.sources = ["-x"]', "fetch.sources must be sources such as hf or arxiv:cs.CL"),
        ("columns = 0x" + "f" * 9_000, "not so large a number"),
        ("theme = ", "is not TOML"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_errors_are_reported_with_their_line_and_the_rest_applies(
    path: Path, line: str, words: str
) -> None:
    config, problems = loaded(path, f"title = true\n\n{line}\n")
    assert len(problems) == 1
    number = 4 if line.startswith("[") and "kyes" not in line else 3
    assert problems[0].startswith(f"config.toml:{number}: ")
    assert words in problems[0]
    assert config == (Config() if "TOML" in words else Config(title=True))


def test_any_action_is_accepted_if_none_are_given(path: Path) -> None:
    path.write_text('[keys]\nanything = "x"\n')
    config, problems = load(path)
    assert (config.keys, problems) == ({"anything": "x"}, [])


def test_of_very_many_errors_only_the_first_are_reported(path: Path) -> None:
    lines = [f"k{number} = 1" for number in range(5_000)]
    config, problems = loaded(path, "\n".join([*lines, "bell = true"]))
    assert len(problems) == 21
    assert problems[-1] == "config.toml: and 4,980 more like these"
    assert config.bell


def test_something_that_is_not_a_file_is_reported(path: Path) -> None:
    os.mkfifo(path)
    config, problems = load(path)
    assert config == Config()
    assert [str(problem) for problem in problems] == [
        "config.toml: cannot be read: not a file but a FIFO"
    ]


# The one table of keys


def uncommented(text: str) -> str:
    return re.sub(r"^#(?=[\w.]+ = )", "", text, flags=re.MULTILINE)


def test_the_defaults_change_nothing(path: Path) -> None:
    assert loaded(path, defaults_toml()) == (Config(), [])


def test_the_uncommented_defaults_are_the_defaults(path: Path) -> None:
    text = uncommented(defaults_toml()).replace("ACTION", "star")
    config, problems = loaded(path, text)
    assert problems == []
    for option in options().values():
        value = getattr(config, option.field)
        if option.example is None:
            assert value == option.default
        else:
            assert option.default in (None, {})
            assert value in (option.example, {"star": option.example})


@pytest.mark.parametrize("name", list(options()))
def test_every_key_is_explained_in_the_file_and_in_the_table(name: str) -> None:
    option = options()[name]
    assert option.help.endswith(".")
    assert re.search(rf"^#{option.key} = ", defaults_toml(), re.MULTILINE)
    row = next(line for line in markdown_table().splitlines() if line.startswith(f"| `{name}` |"))
    assert option.help in row
    assert row.count("|") == 5


def test_every_default_has_the_right_type() -> None:
    for option in options().values():
        if option.default not in (None, {}):
            given = list(option.default) if isinstance(option.default, tuple) else option.default
            assert option.type.read(given) == option.default


# Anything at all

SCALARS = st.one_of(
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12),
    st.datetimes(),
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3), max_leaves=4)
NAMES = st.sampled_from([*{option.key for option in options().values()}, "keys", "fetch", "x y"])
TABLES: st.SearchStrategy[dict[str, Any]] = st.dictionaries(
    NAMES, st.one_of(VALUES, st.dictionaries(NAMES, VALUES, max_size=3)), max_size=5
)


@given(TABLES)
def test_no_table_crashes_and_every_value_has_the_right_type(
    tmp_path_factory: pytest.TempPathFactory, table: dict[str, Any]
) -> None:
    import tomli_w

    path = tmp_path_factory.getbasetemp() / "config.toml"
    path.write_text(tomli_w.dumps(table), encoding="utf-8")
    tomllib.loads(path.read_text(encoding="utf-8"))
    config, problems = load(path)
    assert all(str(problem).isprintable() for problem in problems)
    assert 60 <= config.columns <= 84
    assert 0 <= config.read_after <= 3600
    assert config.lines in ("auto", 1, 2)
    assert isinstance(config.mouse, bool)
    assert all(isinstance(keys, str) for keys in config.keys.values())


@given(st.binary(max_size=200))
def test_no_bytes_crash(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.toml"
    path.write_bytes(data)
    config, problems = load(path)
    assert isinstance(config, Config)
    assert all(str(problem).isprintable() for problem in problems)


def test_every_key_is_used_somewhere() -> None:
    package = Path(daily_papers.__file__).parent
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in package.rglob("*.py")
        if path != package / "config.py"
    )
    fields = {option.field for option in options().values()}
    assert {
        name for name in fields if not re.search(rf"\b(config|settled)\.{name}\b", code)
    } == set()
