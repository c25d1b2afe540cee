"""The one door to the disk: everything in this room goes through `Fs`, so tests can stand a worse disk behind it."""

from __future__ import annotations

import errno
import fcntl
import io
import os
import stat as stats
import time
from typing import Literal, Protocol, cast

import attrs

__all__ = ["DiskFs", "Fs", "Stat"]


@attrs.frozen(kw_only=True)
class Stat:
    """What stands at a path, links not followed."""

    kind: Literal["file", "folder", "link", "other"]
    size: int = 0
    """In bytes."""


class Fs(Protocol):
    """A file system. Paths are absolute POSIX text; every method may raise OSError."""

    def resolve(self, path: str) -> str:
        """The path with all links followed, as far as it is there."""
        ...

    def stat(self, path: str) -> Stat | None:
        """What stands there, None where nothing does."""
        ...

    def read(self, path: str, limit: int) -> bytes:
        """The first `limit` bytes of a regular file; anything else is refused without waiting for it."""
        ...

    def list_folder(self, path: str) -> tuple[str, ...]:
        """The names in a folder, sorted."""
        ...

    def make_folder(self, path: str) -> None:
        """Make one folder; its parent is there."""
        ...

    def create(self, path: str) -> io.RawIOBase:
        """A new, private file, open for reading and writing; FileExistsError where something is there."""
        ...

    def open_append(self, path: str) -> io.RawIOBase:
        """A regular file, open for writing at its end; made, private, where nothing is there."""
        ...

    def fsync(self, handle: io.RawIOBase) -> None:
        """Return once the file's bytes will survive a loss of power."""
        ...

    def fsync_folder(self, path: str) -> None:
        """Return once the folder's names will survive a loss of power."""
        ...

    def lock(self, handle: io.RawIOBase, seconds: float) -> bool:
        """Take the file for this handle alone, until it is closed; False where others still hold it after so long."""
        ...

    def replace(self, source: str, target: str) -> None:
        """Give a file another name, in place of what has that name; it takes over the permissions."""
        ...

    def move_new(self, source: str, target: str) -> None:
        """Give a file another name, with the usual permissions; FileExistsError where something has that name."""
        ...

    def remove(self, path: str) -> None:
        """Take a file's name away."""
        ...


class DiskFs:
    """The real one (POSIX)."""

    def __init__(self) -> None:
        # The umask can only be read by setting it, so it is read once, before there are threads.
        umask = os.umask(0o077)
        os.umask(umask)
        self._mode = 0o666 & ~umask

    def resolve(self, path: str) -> str:
        """By realpath(3)."""
        return os.path.realpath(path)

    def stat(self, path: str) -> Stat | None:
        """By lstat(2); a path below a file is nothing."""
        try:
            found = os.lstat(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        for kind, is_kind in _KINDS:
            if is_kind(found.st_mode):
                return Stat(kind=cast("Literal['file', 'folder', 'link']", kind), size=found.st_size)
        return Stat(kind="other")

    def read(self, path: str, limit: int) -> bytes:
        """By open(2) with `O_NOFOLLOW`; asked for as much as there is, for room that is not needed costs time too."""
        descriptor, size = _opened(path, os.O_RDONLY)
        try:
            pieces: list[bytes] = []
            got = 0
            while got < limit and (
                piece := os.read(descriptor, min(limit - got, max(size + 1 - got, _MORE), _AT_ONCE))
            ):
                pieces.append(piece)
                got += len(piece)
                if got == size:  # as nearly always; asking whether more has come since is one call for each file
                    break
        finally:
            os.close(descriptor)
        return b"".join(pieces)

    def list_folder(self, path: str) -> tuple[str, ...]:
        """By readdir(3)."""
        return tuple(sorted(os.listdir(path)))  # noqa: PTH208  # names, not paths

    def make_folder(self, path: str) -> None:
        """By mkdir(2)."""
        os.mkdir(path)  # noqa: PTH102  # paths are text here

    def create(self, path: str) -> io.RawIOBase:
        """By open(2) with `O_EXCL`, mode 600."""
        return _regular(path, os.O_RDWR | os.O_CREAT | os.O_EXCL)

    def open_append(self, path: str) -> io.RawIOBase:
        """By open(2) with `O_APPEND`."""
        return _regular(path, os.O_RDWR | os.O_CREAT | os.O_APPEND)

    def fsync(self, handle: io.RawIOBase) -> None:
        """By the system call of this name."""
        os.fsync(handle.fileno())

    def fsync_folder(self, path: str) -> None:
        """By fsync(2) of the folder."""
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def lock(self, handle: io.RawIOBase, seconds: float) -> bool:
        """By flock(2)."""
        until = time.monotonic() + seconds
        while True:
            try:
                fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= until:
                    return False
                time.sleep(0.005)
            except OSError as error:
                # Some network file systems know no locks; there, one person at a time has to do.
                if error.errno in (errno.ENOLCK, errno.EOPNOTSUPP):
                    return True
                raise
            else:
                return True

    def replace(self, source: str, target: str) -> None:
        """By rename(2)."""
        try:
            mode = stats.S_IMODE(os.lstat(target).st_mode)
        except FileNotFoundError:
            mode = self._mode
        os.chmod(source, mode)  # noqa: PTH101  # paths are text here
        os.replace(source, target)  # noqa: PTH105  # the same

    def move_new(self, source: str, target: str) -> None:
        """By link(2), which never takes the place of another, and unlink(2)."""
        os.chmod(source, self._mode)  # noqa: PTH101  # paths are text here
        try:
            os.link(source, target, follow_symlinks=False)
        except OSError as error:
            if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS):
                raise
            # Some file systems know no second names; there, only a moment is left in which another could come first.
            if self.stat(target) is not None:
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), target) from None
            os.rename(source, target)  # noqa: PTH104  # paths are text here
        else:
            os.unlink(source)  # noqa: PTH108  # paths are text here

    def remove(self, path: str) -> None:
        """By unlink(2)."""
        os.unlink(path)  # noqa: PTH108  # paths are text here


_MORE, _AT_ONCE = 1 << 12, 1 << 24
"""Bytes that are asked for at least, for files of the kernel are longer than they say, and at most."""
_KINDS = (("file", stats.S_ISREG), ("folder", stats.S_ISDIR), ("link", stats.S_ISLNK))


def _regular(path: str, flags: int) -> io.FileIO:
    """A regular file, unbuffered."""
    descriptor, _ = _opened(path, flags)
    mode = "rb" if flags & os.O_RDWR == 0 else "ab+" if flags & os.O_APPEND else "rb+"
    return io.FileIO(descriptor, mode)


def _opened(path: str, flags: int) -> tuple[int, int]:
    """The descriptor of a regular file, and its size; what is read and written here is never inherited.

    A fifo would make an ordinary open wait for ever, and a link may lead anywhere.
    """
    descriptor = os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
    try:
        found = os.fstat(descriptor)
        if not stats.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "it is no regular file")  # noqa: TRY301  # one place closes the descriptor
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor, found.st_size
