"""A parser of arguments in which a query stands as it is typed, a leading minus included.

`argparse` takes every word that begins with `-` for an option. Here only the names of options are,
and what looks like a long one; everything else is handed to `argparse` behind `--`.
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

from daily_papers.commands.command import Misused

PROGRAM: Final = "daily-papers"
_LONG = re.compile(r"--[A-Za-z][\w-]*")
_HELP: Final = ("-h", "--help")
_USAGE: Final = {"": "{}", "+": "{} ...", "*": "[{} ...]", "?": "[{}]"}
"""How the usage shows a word, by how often it may stand."""


class Parser(ArgumentParser):
    """Knows the options of one command, and the global ones. Raises `Misused`, never exits 2."""

    def __init__(self, command: str = "", *, description: str = "", epilog: str = "") -> None:
        """Args:
        command: The command's name; empty for the program itself.
        description: What it does, for the help.
        epilog: The end of the help.
        """
        self.options: dict[str, Action] = {}
        """The options by name: `--limit`, `-h`."""
        self.words: list[Action] = []
        """The arguments that have no name, in their order."""
        super().__init__(
            prog=f"{PROGRAM} {command}".strip(),
            description=description,
            epilog=epilog,
            formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
            add_help=False,
        )
        self._words_group = self.add_argument_group("arguments")
        self._options_group = self.add_argument_group("options")
        everywhere = self.add_argument_group("everywhere")
        for name, (metavar, words) in GLOBAL.items():
            self._know(everywhere.add_argument(name, metavar=metavar, help=words))
        self._know(everywhere.add_argument(*_HELP, action="help", help="show this help"))

    def add_argument(self, *names: Any, **settings: Any) -> Action:
        """As `argparse` has it; the option is known by its names from then on."""
        if choices := settings.get("choices"):
            settings["type"] = _one_of(choices)
        is_option = str(names[0]).startswith("-")
        group = self._options_group if is_option else self._words_group
        return self._know(group.add_argument(*names, **settings))

    def format_help(self) -> str:
        """The help, with a usage that fits a line."""
        self.usage = self.usage or self._short_usage()
        return super().format_help()

    def parse(self, words: Sequence[str]) -> Namespace:
        """What the words say.

        Raises:
            Misused: They cannot be read so.
        """
        options, rest = self.sort_out(words)
        if not set(options) & set(_HELP):
            self._refuse_missing(options, rest)
            self._refuse_extra(rest)
        return self.parse_args([*options, "--", *rest] if rest else options)

    def sort_out(
        self, words: Sequence[str], *, up_to_word: bool = False
    ) -> tuple[list[str], list[str]]:
        """The options with their values glued to them, and all other words.

        Args:
            words: What was typed.
            up_to_word: Whether the first word that is no option ends the search for them.

        Raises:
            Misused: An option has no value, or there is none of the name.
        """
        options: list[str] = []
        rest: list[str] = []
        typed = iter(words)
        for word in typed:
            option, glued = self._option(word)
            if word == "--":
                rest.extend(typed)
            elif option is None:
                self._refuse_unknown(word)
                rest.append(word)
                if up_to_word:
                    rest.extend(typed)
            elif glued or option.nargs == 0:
                options.append(word)
            else:
                value = next(typed, None)
                if value is None or not (value or word.startswith("--")):
                    self.error(f"{word} wants a value")
                options.append(f"{word}={value}" if word.startswith("--") else word + value)
        return options, rest

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call."""
        raise Misused(f"{message.removeprefix('argument ')}; see `{self.prog} -h`")

    def _know(self, action: Action) -> Action:
        self.options.update(dict.fromkeys(action.option_strings, action))
        if not action.option_strings:
            self.words.append(action)
        return action

    def _option(self, word: str) -> tuple[Action | None, bool]:
        """The option that a word names, and whether its value stands in the same word."""
        if word in self.options:
            return self.options[word], False
        if word.startswith("--"):
            name, glued, _ = word.partition("=")
            return self.options.get(name), bool(glued)
        short = self.options.get(word[:2])
        return (short, True) if short is not None and short.nargs != 0 else (None, False)

    def _refuse_unknown(self, word: str) -> None:
        if found := _LONG.match(word):
            from daily_papers.toml_files import did_you_mean

            long = [name for name in self.options if name.startswith("--")]
            if guess := did_you_mean(found[0], long):
                raise Misused(f"there is no option {found[0]}{guess}")
            self.error(f"there is no option {found[0]}")

    def _refuse_missing(self, options: Sequence[str], rest: Sequence[str]) -> None:
        for name, action in self.options.items():
            if action.required and not any(given.startswith(name) for given in options):
                self.error(_missing(name, action))
        needed = [word for word in self.words if word.nargs in (None, "+")]
        for word in needed[len(rest) :]:
            self.error(_missing(str(word.metavar), word))

    def _refuse_extra(self, rest: Sequence[str]) -> None:
        if any(word.nargs in ("*", "+") for word in self.words):
            return
        for word in rest[len(self.words) :]:
            from daily_papers.toml_files import excerpt

            is_option = word.startswith("-") and word != "-"
            self.error(
                f"there is no option {excerpt(word)}"
                if is_option
                else f'"{excerpt(word)}" is one word too many'
            )

    def _short_usage(self) -> str:
        """The words that a command takes, and the options that it cannot do without."""
        options = dict.fromkeys(self.options.values())
        needed = [f"{each.option_strings[0]} {each.metavar}" for each in options if each.required]
        words = [
            _USAGE[str(word.nargs or "")].format("|".join(word.choices or ()) or word.metavar)
            for word in self.words
        ]
        own = len(options) > len(GLOBAL) + 1 + len(needed)
        return " ".join([self.prog, *needed, *words, *(["[options]"] if own else [])])


def day(text: str) -> date:
    """A day as it is typed: the type of an option that takes one."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        from daily_papers.toml_files import excerpt

        raise ArgumentTypeError(f'"{excerpt(text)}" is no day such as 2025-07-31') from None


def _one_of(choices: Sequence[str]) -> Callable[[str], str]:
    """The type of an option that takes one of a few words."""

    def convert(text: str) -> str:
        if text in choices:
            return text
        from daily_papers.toml_files import did_you_mean, excerpt

        guess = did_you_mean(text, choices)
        raise ArgumentTypeError(f'"{excerpt(text)}" is none of {", ".join(choices)}{guess}')

    return convert


def _missing(name: str, action: Action) -> str:
    return f"{name} is missing" + (f": {', '.join(action.choices)}" if action.choices else "")


GLOBAL: Final = {
    "--cache": ("FOLDER", "the folder of digest files"),
    "--profile": ("NAME", "whose acts and tags to use (main)"),
    "--config": ("FOLDER", "the folder of config.toml and themes"),
}
"""The options that every command takes: what stands for their value, and what they are."""
