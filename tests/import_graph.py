"""The imports between the modules of the package, read from their source."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import daily_papers

PACKAGE: Final = "daily_papers"
ROOT: Final = Path(daily_papers.__file__).parent


@dataclass(frozen=True)
class Import:
    """One module that another one names in an import."""

    importer: str
    imported: str
    """A module of ours without the package's name (`ui.app`), or a foreign one (`os.path`)."""
    ours: bool
    late: bool
    """Whether it stands in a function, and so happens only when that is called."""
    line: int

    def __str__(self) -> str:
        """As a failed test shows it."""
        return f"{self.importer}:{self.line} imports {self.imported}"


def trees() -> dict[str, ast.Module]:
    """The syntax tree of every module, by its name without the package's: `ui.app`."""
    return {_name(file): ast.parse(file.read_text(encoding="utf-8")) for file in ROOT.rglob("*.py")}


def _name(file: Path) -> str:
    """`ui.app` for `ui/app.py`, `ui` for `ui/__init__.py`, and "" for the package's own."""
    return (
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix("__init__").strip(".")
    )


def imports(modules: Mapping[str, ast.Module]) -> list[Import]:
    """Every import of every module, those below `if TYPE_CHECKING` included."""
    return [
        Import(importer, name, ours, late, line)
        for importer, tree in modules.items()
        for node, late in _import_nodes(tree, late=False)
        for name, ours, line in _imported(node, modules)
        if name != importer
    ]


def _import_nodes(
    node: ast.AST, *, late: bool
) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, late
        else:
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _import_nodes(child, late=late or inside)


def _imported(
    node: ast.Import | ast.ImportFrom, modules: Mapping[str, ast.Module]
) -> Iterator[tuple[str, bool, int]]:
    """The modules that a statement names, whether each is ours, and the line."""
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    else:
        assert not node.level, "imports are absolute"
        names = [f"{node.module}.{alias.name}" for alias in node.names]
    for name in names:
        top, _, rest = name.partition(".")
        if top != PACKAGE:
            yield name, False, node.lineno
        elif rest in modules:
            yield rest, True, node.lineno
        else:
            yield rest.rpartition(".")[0], True, node.lineno


def circles(edges: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The groups of modules that import one another round about (Tarjan's algorithm)."""
    targets: dict[str, list[str]] = {}
    for source, target in edges:
        targets.setdefault(source, []).append(target)
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(node: str) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for target in targets.get(node, ()):
            if target not in index:
                visit(target)
                low[node] = min(low[node], low[target])
            elif target in stack:
                low[node] = min(low[node], index[target])
        if low[node] == index[node]:
            start = stack.index(node)
            if len(stack) - start > 1:
                found.append(sorted(stack[start:]))
            del stack[start:]

    for node in list(targets):
        if node not in index:
            visit(node)
    return sorted(found)
