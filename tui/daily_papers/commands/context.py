"""The paths and the configuration that a command works with."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass
from typing import TYPE_CHECKING

from daily_papers.commands.errors import UsageError
from daily_papers.commands.output import warn
from daily_papers.paths import BadProfile, Paths, config_folder, find_paths

if TYPE_CHECKING:
    from daily_papers.config import Config
    from daily_papers.toml_files import Problem


@dataclass(frozen=True, slots=True)
class Context:
    """The paths and the configuration in force."""

    paths: Paths
    config: Config
    problems: list[Problem]
    """The errors in `config.toml`."""

    def report_problems(self) -> None:
        """Print the errors in `config.toml`."""
        for problem in self.problems:
            warn(str(problem))


def load_context(options: Namespace) -> Context:
    """The context from the global options, the environment and `config.toml`.

    Raises:
        UsageError: The profile's name is not valid.
    """
    from daily_papers.config import NAME, load

    config, problems = load(config_folder(options.config) / NAME)
    try:
        paths = find_paths(
            cache=options.cache,
            profile=options.profile,
            config=options.config,
            configured_cache=config.cache,
        )
    except BadProfile as error:
        raise UsageError(str(error)) from None
    return Context(paths, config, problems)


def load_paths(options: Namespace) -> Paths:
    """The paths in force; errors in `config.toml` are reported.

    Raises:
        UsageError: The profile's name is not valid.
    """
    context = load_context(options)
    context.report_problems()
    return context.paths
