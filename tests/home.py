"""A home folder in a temporary place, and commands run in it."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from daily_papers import cli


@dataclass(frozen=True)
class Ran:
    """The result of a command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its output, parsed as JSON."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        """The lines of its output."""
        return self.out.splitlines()


@dataclass(frozen=True)
class Home:
    """An empty home."""

    folder: Path
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def environ(self) -> dict[str, str]:
        """The environment that points to it."""
        return {
            "HOME": str(self.folder),
            "DAILY_PAPERS_DATA": str(self.folder / "data"),
            "DAILY_PAPERS_CONFIG": str(self.folder / "config"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            **self.extra,
        }

    @property
    def cache(self) -> Path:
        """The folder of digest files."""
        return self.folder / "data" / "digests"

    @property
    def journals(self) -> Path:
        """The folder of the profile `main`."""
        return self.folder / "data" / "profiles" / "main"

    def run(self, *words: str | Path, stdin: bytes = b"", encoding: str = "utf-8") -> Ran:
        """Run a command, with its output in a pipe of that encoding."""
        out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")
        err = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")
        given = io.TextIOWrapper(io.BytesIO(stdin), encoding=encoding)
        with (
            patch.dict(os.environ, self.environ),
            patch.object(sys, "stdin", given),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            if "COLUMNS" not in self.extra:
                os.environ.pop("COLUMNS", None)
            code = cli.run(list(map(str, words)))
        return Ran(code, _text(out, encoding), _text(err, encoding))

    def digest(self, day: str, *papers: Mapping[str, Any]) -> Path:
        """Write a digest, in the API's format, to a file outside the cache."""
        path = self.folder / f"{day}.json"
        path.write_text(json.dumps([{"paper": paper} for paper in papers]), "utf-8")
        return path

    def has(self, day: str, *papers: Mapping[str, Any]) -> None:
        """Import a day's digest."""
        ran = self.run("import", self.digest(day, *papers))
        assert ran.code == 0, ran.err

    def files(self) -> dict[str, bytes]:
        """The contents of all files in the home, by path."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }


def _text(stream: io.TextIOWrapper, encoding: str) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode(encoding)


def paper(number: int, title: str, **more: Any) -> dict[str, Any]:
    """A paper as in the API's answers; its id is `2501.00001` for 1."""
    return {
        "id": f"2501.{number:05}",
        "title": title,
        "summary": f"The abstract of {title}.",
        "upvotes": number,
        **more,
    }


PAPERS: Sequence[Mapping[str, Any]] = (
    paper(1, "Mamba in Space", authors=[{"name": "Ana Rosé"}, {"name": "李明"}]),
    paper(2, "Video Models that Wait", githubRepo="https://github.com/owner/wait"),
    paper(3, "State Space Models for Video"),
)
