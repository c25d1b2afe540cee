"""The repository's own schemas and articles as a project in memory."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tests.fakes.memory_fs import MemoryFs

from annotate_kit.schema import Catalog
from annotate_kit.workflow.project import Project, open_project

__all__ = ["ROOT", "samples"]

ROOT = "/work/samples"
_REPOSITORY = Path(__file__).parents[2]


@cache
def _files() -> tuple[tuple[str, bytes], ...]:
    found = [path for name in ("schemas", "annotations") for path in sorted((_REPOSITORY / name).rglob("*.*"))]
    found = [path for path in found if "examples" not in path.parts]
    return tuple((f"{ROOT}/{path.relative_to(_REPOSITORY).as_posix()}", path.read_bytes()) for path in found)


@cache
def _catalog() -> Catalog:
    return open_project(_disk(), ROOT).catalog


def _disk() -> MemoryFs:
    fs = MemoryFs()
    for path, content in _files():
        fs.put(path, content)
    return fs


def samples(**more: bytes) -> tuple[Project, MemoryFs]:
    """The project and its disk; further files by path, `__` for a slash."""
    fs = _disk()
    for path, content in more.items():
        fs.put(f"{ROOT}/{path.replace('__', '/')}", content)
    project = open_project(fs, ROOT)
    # Reading the schemas takes longer than everything else, and every test has the same.
    vars(project)["catalog"] = _catalog()
    return project, fs
