"""Doing something again whenever files of a project change: by looking, which works on every file system."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from typing import NoReturn

__all__ = ["EVERY", "look", "pause", "watch"]

EVERY = 0.5
"""Seconds between two looks."""
pause: Callable[[float], None] = time.sleep
"""How the time between is spent."""
_WATCHED = ("schemas", "annotations", "rules")
_SETTINGS = "annotate-kit.toml"


def watch(once: Callable[[], None], look: Callable[[], object], sleep: Callable[[float], None]) -> NoReturn:
    """Call `once` now and after each change of what `look` returns, until the person interrupts."""
    while True:
        seen = look()
        once()
        while look() == seen:
            sleep(EVERY)


def look(root: str) -> tuple[tuple[str, int, int], ...]:
    """Path, time in ns and size of everything that validating reads; what goes away meanwhile is left out."""
    return tuple(sorted(_look(root)))


def _look(root: str) -> Iterator[tuple[str, int, int]]:
    folders = [os.path.join(root, name) for name in _WATCHED]  # noqa: PTH118 - thousands of paths, twice a second
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.is_dir():
                        folders.append(entry.path)
                    else:
                        stat = entry.stat()
                        yield entry.path, stat.st_mtime_ns, stat.st_size
        except OSError:
            continue
    try:
        stat = os.stat(os.path.join(root, _SETTINGS))  # noqa: PTH116, PTH118 - as above
    except OSError:
        return
    yield _SETTINGS, stat.st_mtime_ns, stat.st_size
