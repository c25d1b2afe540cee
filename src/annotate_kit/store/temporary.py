"""Private folders for what other programs must find by a name; what a killed process left is swept by the next one."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import attrs

__all__ = ["PrivateFolder", "private_folder", "sweep_private_folders"]

_PREFIX = "annotate-kit-"
_PRIVATE = 0o700
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


@attrs.frozen(kw_only=True)
class PrivateFolder:
    """A folder that only this person can open, and that is gone with its block."""

    path: Path
    holder: int
    """The descriptor whose lock says that somebody uses the folder; handed on to a program that may outlive us."""


@contextmanager
def private_folder() -> Iterator[PrivateFolder]:
    """A private folder among the machine's temporary files; sweeps those of processes that were killed."""
    sweep_private_folders()
    path, holder = _make()
    try:
        yield PrivateFolder(path=path, holder=holder)
    finally:
        shutil.rmtree(path, ignore_errors=True)
        os.close(holder)


def sweep_private_folders() -> int:
    """Take away the private folders that nobody holds any more; how many there were.

    A folder is known as ours by its name, its owner and its mode, and as left over by its lock: a dead process has
    none, and where locks mean nothing no folder is taken away.
    """
    return sum(_swept(path) for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"))


def _make() -> tuple[Path, int]:
    while True:
        path = Path(tempfile.mkdtemp(prefix=_PREFIX))
        holder = os.open(path, _FOLDER)
        # Somebody who sweeps may have come before our lock; the folder is theirs then, and we take another.
        if _lock(holder) is not False and path.exists():
            return path, holder
        os.close(holder)


def _swept(path: Path) -> bool:
    with ExitStack() as opened, suppress(OSError):
        one, other = (_opened(path, opened) for _ in range(2))
        found = os.fstat(one)
        if found.st_uid != os.getuid() or stat.S_IMODE(found.st_mode) != _PRIVATE:
            return False
        # A second lock is refused where locks mean something.
        if _lock(one) and _lock(other) is False:
            shutil.rmtree(path, ignore_errors=True)
            return True
    return False


def _opened(path: Path, opened: ExitStack) -> int:
    descriptor = os.open(path, _FOLDER)
    opened.callback(os.close, descriptor)
    return descriptor


def _lock(descriptor: int) -> bool | None:
    """Whether the folder is ours now; False where somebody has it, None where there are no locks."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True
