"""An argument parser that takes a query as typed, words with a leading minus included.

`argparse` reads every word that begins with `-` as an option. Here a word is an option only if it
names one or looks like a long one (`--word`); everything else is passed to `argparse` after `--`.
"""

from __future__ import annotations

import re
from argparse import (
    Action,
    ArgumentParser,
    ArgumentTypeError,
    Namespace,
    RawDescriptionHelpFormatter,
)
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final, NoReturn

from daily_papers.commands.errors import UsageError

PROGRAM: Final = "daily-papers"
_LONG_OPTION = re.compile(r"--[A-Za-z][\w-]*")
_HELP: Final = ("-h", "--help")
_USAGE: Final = {"": "{}", "+": "{} ...", "*": "[{} ...]", "?": "[{}]"}
"""How the usage line shows a positional, by its `nargs`."""


class Parser(ArgumentParser):
    """The parser of one command, with the global options. Raises `UsageError`; never exits."""

    def __init__(self, command: str = "", *, description: str = "", epilog: str = "") -> None:
        """Args:
        command: The command's name; empty for the program itself.
        description: What it does, for the help.
        epilog: The end of the help.
        """
        self.options: dict[str, Action] = {}
        """The options by name: `--limit`, `-h`."""
        self.positionals: list[Action] = []
        """The arguments without a name, in order."""
        super().__init__(
            prog=f"{PROGRAM} {command}".strip(),
            description=description,
            epilog=epilog,
            formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
            add_help=False,
        )
        self._positional_group = self.add_argument_group("arguments")
        self._option_group = self.add_argument_group("options")
        global_group = self.add_argument_group("global options")
        for name, (metavar, help) in GLOBAL.items():
            self._register(global_group.add_argument(name, metavar=metavar, help=help))
        self._register(global_group.add_argument(*_HELP, action="help", help="show this help"))

    def add_argument(self, *names: Any, **settings: Any) -> Action:
        """Add an option or a positional, as `argparse` does."""
        if choices := settings.get("choices"):
            settings["type"] = _one_of(choices)
        is_option = str(names[0]).startswith("-")
        group = self._option_group if is_option else self._positional_group
        return self._register(group.add_argument(*names, **settings))

    def format_help(self) -> str:
        """The help, with a usage that fits on a line."""
        self.usage = self.usage or self._short_usage()
        return super().format_help()

    def parse(self, words: Sequence[str]) -> Namespace:
        """The values of the arguments in `words`.

        Raises:
            UsageError: An option or argument is unknown, missing or invalid.
        """
        options, positionals = self.split(words)
        if not set(options) & set(_HELP):
            self._require(options, positionals)
            self._reject_extra(positionals)
        return self.parse_args([*options, "--", *positionals] if positionals else options)

    def split(
        self, words: Sequence[str], *, stop_at_positional: bool = False
    ) -> tuple[list[str], list[str]]:
        """The options, each joined with its value, and all other words.

        Args:
            words: What was typed.
            stop_at_positional: Whether everything after the first positional is left unread.

        Raises:
            UsageError: An option is unknown or lacks its value.
        """
        options: list[str] = []
        positionals: list[str] = []
        remaining = iter(words)
        for word in remaining:
            option, has_value = self._option(word)
            if word == "--":
                positionals.extend(remaining)
            elif option is None:
                self._reject_unknown(word)
                positionals.append(word)
                if stop_at_positional:
                    positionals.extend(remaining)
            elif has_value or option.nargs == 0:
                options.append(word)
            else:
                value = next(remaining, None)
                if value is None or not (value or word.startswith("--")):
                    self.error(f"{word} needs a value")
                options.append(f"{word}={value}" if word.startswith("--") else word + value)
        return options, positionals

    def error(self, message: str) -> NoReturn:
        """Raise `UsageError` with a pointer to the help."""
        raise UsageError(f"{message.removeprefix('argument ')}; see `{self.prog} -h`")

    def _register(self, action: Action) -> Action:
        self.options.update(dict.fromkeys(action.option_strings, action))
        if not action.option_strings:
            self.positionals.append(action)
        return action

    def _option(self, word: str) -> tuple[Action | None, bool]:
        """The option that a word names, and whether the word holds its value too."""
        if word in self.options:
            return self.options[word], False
        if word.startswith("--"):
            name, equals, _ = word.partition("=")
            return self.options.get(name), bool(equals)
        short = self.options.get(word[:2])
        return (short, True) if short is not None and short.nargs != 0 else (None, False)

    def _reject_unknown(self, word: str) -> None:
        if found := _LONG_OPTION.match(word):
            from daily_papers.toml_files import did_you_mean

            known = [name for name in self.options if name.startswith("--")]
            if guess := did_you_mean(found[0], known):
                raise UsageError(f"unknown option {found[0]}{guess}")
            self.error(f"unknown option {found[0]}")

    def _require(self, options: Sequence[str], positionals: Sequence[str]) -> None:
        for name, action in self.options.items():
            if action.required and not any(given.startswith(name) for given in options):
                self.error(_missing(name, action))
        required = [action for action in self.positionals if action.nargs in (None, "+")]
        for action in required[len(positionals) :]:
            self.error(_missing(str(action.metavar), action))

    def _reject_extra(self, positionals: Sequence[str]) -> None:
        if any(action.nargs in ("*", "+") for action in self.positionals):
            return
        for word in positionals[len(self.positionals) :]:
            from daily_papers.toml_files import excerpt

            is_option = word.startswith("-") and word != "-"
            self.error(
                f"unknown option {excerpt(word)}"
                if is_option
                else f'unexpected argument "{excerpt(word)}"'
            )

    def _short_usage(self) -> str:
        """The positionals and the required options."""
        options = dict.fromkeys(self.options.values())
        required = [f"{each.option_strings[0]} {each.metavar}" for each in options if each.required]
        positionals = [
            _USAGE[str(each.nargs or "")].format("|".join(each.choices or ()) or each.metavar)
            for each in self.positionals
        ]
        has_own = len(options) > len(GLOBAL) + 1 + len(required)
        return " ".join([self.prog, *required, *positionals, *(["[options]"] if has_own else [])])


def day(text: str) -> date:
    """A date as typed: the type of an option that takes one."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        from daily_papers.toml_files import excerpt

        raise ArgumentTypeError(f'"{excerpt(text)}" is not a date such as 2025-07-31') from None


def _one_of(choices: Sequence[str]) -> Callable[[str], str]:
    """The type of an argument with a fixed set of values."""

    def convert(text: str) -> str:
        if text in choices:
            return text
        from daily_papers.toml_files import did_you_mean, excerpt

        guess = did_you_mean(text, choices)
        raise ArgumentTypeError(f'"{excerpt(text)}" is not one of {", ".join(choices)}{guess}')

    return convert


def _missing(name: str, action: Action) -> str:
    return f"{name} is missing" + (f": {', '.join(action.choices)}" if action.choices else "")


GLOBAL: Final = {
    "--cache": ("FOLDER", "the folder of digest files"),
    "--profile": ("NAME", "the profile to use (main)"),
    "--config": ("FOLDER", "the folder of config.toml and themes"),
}
"""The options that every command takes: the placeholder of their value, and their help."""
