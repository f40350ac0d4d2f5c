"""A parser of arguments in which a query stands as it is typed, a leading minus included.

`argparse` takes every word that begins with `-` for an option. Here only the names of options are,
and what looks like a long one; everything else is handed to `argparse` behind `--`.
"""

from __future__ import annotations

import re
from argparse import Action, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from typing import Any, Final, NoReturn

from tui.commands.command import Misused

PROGRAM: Final = "daily-papers"
_LONG = re.compile(r"--[A-Za-z][\w-]*")


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
        )
        group = self.add_argument_group("everywhere")
        for name, (metavar, words) in GLOBAL.items():
            self._know(group.add_argument(name, metavar=metavar, help=words))

    def add_argument(self, *names: Any, **settings: Any) -> Action:
        """As `argparse` has it; the option is known by its names from then on."""
        return self._know(super().add_argument(*names, **settings))

    def parse(self, words: Sequence[str]) -> Namespace:
        """What the words say.

        Raises:
            Misused: They cannot be read so.
        """
        options, rest = self.sort_out(words)
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
                if value is None:
                    self.error(f"{word} wants a value")
                options.append(f"{word}={value}" if word.startswith("--") else word + value)
        return options, rest

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call."""
        raise Misused(f"{message}; see `{self.prog} -h`")

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
            from tui.toml import did_you_mean

            long = [name for name in self.options if name.startswith("--")]
            self.error(f"there is no option {found[0]}{did_you_mean(found[0], long)}")


GLOBAL: Final = {
    "--cache": ("FOLDER", "the folder of digest files"),
    "--profile": ("NAME", "whose acts and tags to use (main)"),
    "--config": ("FOLDER", "the folder of config.toml and themes"),
}
"""The options that every command takes: what stands for their value, and what they are."""
