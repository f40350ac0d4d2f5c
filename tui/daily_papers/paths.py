"""Where files are stored: the cache, the index, the state, the configuration, the themes."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

APP: Final = "daily-papers"
_PROFILE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}")


class BadProfile(ValueError):
    """A name that cannot be used for a profile."""


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders that the reader uses; none need exist yet."""

    cache: Path
    """The folder of digest files; it may be shared and read-only."""
    index: Path
    """The folder of the index for this pair of cache and profile."""
    data: Path
    """The user's data: `profiles/`, and what belongs to this machine."""
    profile: str
    config: Path
    """The folder of `config.toml`, `settings.toml` and `themes/`."""

    @property
    def state(self) -> Path:
        """The profile's folder, which holds its journals and nothing else."""
        return self.data / "profiles" / self.profile


def find_paths(
    *,
    cache: str | None = None,
    profile: str | None = None,
    config: str | None = None,
    configured_cache: str | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Paths:
    """The paths in force: from the command line, the environment, or the platform's defaults.

    Args:
        cache: `--cache`.
        profile: `--profile`.
        config: `--config`, a folder.
        configured_cache: `cache` in `config.toml`; the environment takes precedence.
        environ: The environment.

    Raises:
        BadProfile: The profile's name has other characters than letters, digits, `_ . -`.
    """
    from platformdirs import PlatformDirs

    dirs = PlatformDirs(APP, appauthor=False)
    name = profile or environ.get("DAILY_PAPERS_PROFILE") or "main"
    if not _PROFILE.fullmatch(name):
        from daily_papers.toml_files import excerpt

        rule = "use letters, digits, _ . - (at most 64)"
        raise BadProfile(f'"{excerpt(name)}" is not a valid profile name: {rule}')
    data = Path(environ.get("DAILY_PAPERS_DATA") or dirs.user_data_dir).expanduser()
    digests = cache or environ.get("DAILY_PAPERS_CACHE") or configured_cache or data / "digests"
    folder = Path(digests).expanduser().absolute()
    pair = hashlib.sha256(f"{folder}\0{data.absolute()}\0{name}".encode("utf-8", "surrogateescape"))
    return Paths(
        cache=folder,
        index=Path(dirs.user_cache_dir) / f"index-{pair.hexdigest()[:12]}",
        data=data.absolute(),
        profile=name,
        config=config_folder(config, environ),
    )


def config_folder(config: str | None = None, environ: Mapping[str, str] = os.environ) -> Path:
    """The folder of `config.toml`: from `--config`, the environment, or the platform's default."""
    from platformdirs import PlatformDirs

    chosen = config or environ.get("DAILY_PAPERS_CONFIG")
    return (
        Path(chosen or PlatformDirs(APP, appauthor=False).user_config_dir).expanduser().absolute()
    )
