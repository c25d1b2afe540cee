"""A stamp of the code that runs: what it decided before, it may decide otherwise after a change."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path

from annotate_kit._version import __version__

__all__ = ["code_stamp"]

_ENGINES = ("jsonschema_rs", "jsonschema", "re2")


def code_stamp() -> str:
    """The same for the same installed code: version, and size and time of every module and engine; 64 hex digits."""
    facts = "\n".join((__version__, *_files(Path(__file__).parents[1]), *map(_engine, _ENGINES)))
    return hashlib.sha256(facts.encode(errors="surrogateescape")).hexdigest()


def _files(folder: Path) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            if entry.is_dir():
                yield from _files(Path(entry.path))
            elif entry.name.endswith(".py"):
                stat = entry.stat()
                yield f"{entry.path} {stat.st_size} {stat.st_mtime_ns}"


def _engine(name: str) -> str:
    # Finding a package costs little; importing it, or asking for its version, would cost more than a small check.
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        return name
    stat = Path(spec.origin).stat()
    return f"{spec.origin} {stat.st_size} {stat.st_mtime_ns}"
