"""Writing so that a file is the old one or the new one, whole, whatever happens in between."""

from __future__ import annotations

import io
import itertools
import os
import re
from collections.abc import Callable
from contextlib import suppress
from typing import IO, cast

from annotate_kit.errors import ExistsError, UnwritableError
from annotate_kit.store.fs import Fs

__all__ = ["Writer", "ensure_folder", "is_temporary", "reason", "remove_left_over", "write_file_atomically"]

Writer = Callable[[IO[bytes]], None]
"""Puts a file's content into a stream, which can seek."""

_KINDS = {"folder": "folder", "link": "link that leads nowhere", "other": "pipe or device"}

_TEMPORARY = re.compile(r"\..*\.\d+(-\d+)?\.tmp", re.DOTALL)
_ATTEMPTS = 1_000
"""How many left-over temporary files of one name are stepped over."""

_numbers = itertools.count()
"""With the process's own number they make names that nobody else has, so that no two writers ever mean one file."""


def write_file_atomically(
    fs: Fs, path: str, writer: Writer, *, shown: str = "", only_new: bool = False, sweeps: bool = True
) -> None:
    """Let `writer` fill a private temporary file beside `path`, sync it, give it the name, sync the folder.

    Of a link, the file that it leads to is written. `shown` is the name for messages. Whatever fails, the temporary
    file goes and what was there stays; what a write of the same file left that was killed goes too, with `sweeps`.

    Raises:
        UnwritableError: where the file system refuses, or something other than a file is there.
        ExistsError: with `only_new`, where something is there already.
    """
    shown = shown or path
    try:
        path = fs.resolve(path)
        there = fs.stat(path)
        if there is not None and there.kind != "file":
            # The new file would take the place of a device or pipe, and whoever reads it would wait for ever.
            raise UnwritableError(shown, f"there is a {_KINDS[there.kind]}, not a file (for standard output write -)")
        folder, _, name = path.rpartition("/")
        if sweeps:
            _sweep_beside(fs, folder, name)
        temporary, raw = _create_beside(fs, folder, name)
        try:
            with io.BufferedWriter(raw) as stream:
                writer(cast("IO[bytes]", stream))
                stream.flush()
                fs.fsync(raw)
            (fs.move_new if only_new else fs.replace)(temporary, path)
        except BaseException:
            _remove(fs, temporary)
            raise
        fs.fsync_folder(folder or "/")
    except FileExistsError:
        raise ExistsError(shown, "Choose another name, or remove it first.") from None
    except OSError as error:
        raise UnwritableError(shown, reason(error)) from error


def ensure_folder(fs: Fs, path: str, *, shown: str = "") -> tuple[str, ...]:
    """Make a folder and those above it, and see that they stay; those that it made.

    Raises:
        UnwritableError: where the file system refuses.
    """
    missing: list[str] = []
    try:
        while path and fs.stat(path) is None:
            missing.append(path)
            path = path.rpartition("/")[0]
        for folder in reversed(missing):
            with suppress(FileExistsError):  # another session was quicker
                fs.make_folder(folder)
            fs.fsync_folder(folder.rpartition("/")[0] or "/")
    except OSError as error:
        raise UnwritableError(shown or path, reason(error)) from error
    return tuple(missing)


def reason(error: OSError) -> str:
    """What the operating system says, for a message."""
    return (error.strerror or str(error) or type(error).__name__).lower()


def is_temporary(name: str) -> bool:
    """Whether a file of this name is what a write fills before it is whole."""
    return _TEMPORARY.fullmatch(name) is not None


def remove_left_over(fs: Fs, path: str, keep: Callable[[], None] = lambda: None) -> bool:
    """Take a temporary file away, if nobody writes it: its lock is free, and locks mean something there.

    `keep` is called before, if there is more to do with it.
    """
    with fs.open_append(path) as one, fs.open_append(path) as other:
        if not fs.lock(one, 0) or fs.lock(other, 0):
            return False
        keep()
        fs.remove(path)
    return True


def _sweep_beside(fs: Fs, folder: str, name: str) -> None:
    # Nothing depends on it, so whatever fails here is no reason not to write.
    with suppress(OSError):
        for other in fs.list_folder(folder or "/"):
            if other.startswith(_stem(name)) and is_temporary(other):
                remove_left_over(fs, f"{folder}/{other}")


def _stem(name: str) -> str:
    return f".{name[:40]}."


def _create_beside(fs: Fs, folder: str, name: str) -> tuple[str, io.RawIOBase]:
    for _ in range(_ATTEMPTS):
        path = f"{folder}/{_stem(name)}{os.getpid()}-{next(_numbers)}.tmp"
        with suppress(FileExistsError):
            raw = fs.create(path)
            try:
                # Somebody who sweeps may have come before our lock.
                if fs.lock(raw, 0) and fs.stat(path) is not None:
                    return path, raw
            except BaseException:
                raw.close()
                _remove(fs, path)
                raise
            raw.close()
            _remove(fs, path)
    raise OSError(f"{_ATTEMPTS} temporary files stand beside it")


def _remove(fs: Fs, path: str) -> None:
    # The first failure is the one to tell, and a left-over temporary file does no harm.
    with suppress(OSError):
        fs.remove(path)
