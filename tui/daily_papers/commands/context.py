"""What a command is to work with: the paths and the configuration in force."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass
from typing import TYPE_CHECKING

from daily_papers.commands.command import Misused
from daily_papers.commands.output import warn
from daily_papers.paths import BadProfile, Paths, config_folder, find_paths

if TYPE_CHECKING:
    from daily_papers.config import Config
    from daily_papers.toml_files import Problem


@dataclass(frozen=True, slots=True)
class Setup:
    """What the command line, the environment and `config.toml` say together."""

    paths: Paths
    config: Config
    problems: list[Problem]
    """What in `config.toml` cannot be followed."""


def find_setup(options: Namespace) -> Setup:
    """The setup that the global options lead to.

    Raises:
        Misused: The profile cannot be called so.
    """
    from daily_papers import config

    settled, problems = config.load(config_folder(options.config) / config.NAME)
    try:
        paths = find_paths(
            cache=options.cache,
            profile=options.profile,
            config=options.config,
            configured_cache=settled.cache,
        )
    except BadProfile as error:
        raise Misused(str(error)) from None
    return Setup(paths, settled, problems)


def find(options: Namespace) -> Paths:
    """The paths that the global options lead to; problems of `config.toml` are told.

    Raises:
        Misused: The profile cannot be called so.
    """
    setup = find_setup(options)
    for problem in setup.problems:
        warn(str(problem))
    return setup.paths
