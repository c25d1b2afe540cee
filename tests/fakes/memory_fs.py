"""A file system in memory that fails, tears and forgets: what is not synced may be gone after a loss of power."""

from __future__ import annotations

import errno
import io
import os
import random
import threading
from collections.abc import Callable
from typing import Any

import attrs

from annotate_kit.store import Stat


class PowerLossError(BaseException):
    """The machine stops here. No handler of the program may catch it, as none would run."""


@attrs.define(eq=False)
class Node:
    """A file: what reads see, and what would survive now."""

    seen: bytes = b""
    safe: bytes = b""
    holder: object = None


Fault = Callable[[str, str], "int | None"]
"""Called with the name of an operation and its path before it takes place: may raise OSError, or, for a write, return
how many bytes are taken."""


def no_fault(_operation: str, _path: str) -> int | None:
    return None


class MemoryFs:
    """Stands where `DiskFs` stands. `fault` makes operations fail; `stop_at` counts down to a loss of power."""

    def __init__(self) -> None:
        self.files: dict[str, Node] = {}
        self.folders: set[str] = {"/"}
        self.safe_files: dict[str, Node] = {}
        self.safe_folders: set[str] = {"/"}
        self.links: dict[str, str] = {}
        self.others: set[str] = set()
        self.fault: Fault = no_fault
        self.stop_at: int | None = None
        self.is_off = False
        """Whether the power has gone, and this is only the interpreter unwinding."""
        self.operations: list[tuple[str, str]] = []
        """What changed the file system, in order."""
        self._unlocked = threading.Condition()

    # Arranging.

    def put(self, path: str, content: bytes) -> None:
        """A file that is there, folders and all, and safe."""
        folder = path.rpartition("/")[0]
        self.put_folder(folder)
        self.files[path] = self.safe_files[path] = Node(seen=content, safe=content)

    def put_folder(self, path: str) -> None:
        while path:
            self.folders.add(path)
            self.safe_folders.add(path)
            path = path.rpartition("/")[0]

    def snapshot(self) -> dict[str, bytes]:
        """Every file's bytes."""
        return {path: node.seen for path, node in sorted(self.files.items())}

    def after_power_loss(self, luck: random.Random) -> MemoryFs:
        """What a loss of power may leave: each unsynced name and byte either made it, or did not."""
        left = MemoryFs()
        contents: dict[int, bytes] = {}

        def content(node: Node) -> bytes:
            if id(node) not in contents:
                contents[id(node)] = torn(node, luck)
            return contents[id(node)]

        for path in sorted(self.folders | self.safe_folders):
            survives = (path in self.safe_folders and path in self.folders) or luck.random() < 0.5
            if survives and (path == "/" or (path.rpartition("/")[0] or "/") in left.folders):
                left.folders.add(path)
                left.safe_folders.add(path)
        for path in sorted(self.files.keys() | self.safe_files.keys()):
            seen, safe = self.files.get(path), self.safe_files.get(path)
            node = seen if seen is safe or luck.random() < 0.5 else safe
            if node is not None and (path.rpartition("/")[0] or "/") in left.folders:
                left.files[path] = left.safe_files[path] = Node(seen=content(node), safe=content(node))
        left.links = dict(self.links)
        return left

    def after_kill(self) -> MemoryFs:
        """What a killed process leaves: all that it had handed over, of which a loss of power may still take some."""
        left = MemoryFs()
        left.folders, left.safe_folders = set(self.folders), set(self.safe_folders)
        nodes: dict[int, Node] = {}

        def copied(node: Node) -> Node:
            return nodes.setdefault(id(node), Node(seen=node.seen, safe=node.safe))

        left.files = {path: copied(node) for path, node in self.files.items()}
        left.safe_files = {path: copied(node) for path, node in self.safe_files.items()}
        left.links = dict(self.links)
        return left

    # What `Fs` wants.

    def resolve(self, path: str) -> str:
        parts: list[str] = []
        for part in path.split("/"):
            if part == "..":
                parts = parts[:-1]
            elif part not in ("", "."):
                parts.append(part)
                place = "/" + "/".join(parts)
                if place in self.links:
                    parts = self.resolve(self.links[place]).strip("/").split("/")
        return "/" + "/".join(parts)

    def stat(self, path: str) -> Stat | None:
        self._meet("stat", path)
        path = path.rstrip("/") or "/"
        if path in self.links:
            return Stat(kind="link")
        if path in self.others:
            return Stat(kind="other")
        if path in self.folders:
            return Stat(kind="folder")
        return Stat(kind="file", size=len(self.files[path].seen)) if path in self.files else None

    def read(self, path: str, limit: int) -> bytes:
        self._meet("read", path)
        return self._node(path).seen[:limit]

    def list_folder(self, path: str) -> tuple[str, ...]:
        self._meet("list", path)
        path = path.rstrip("/")
        if path and path not in self.folders:
            raise _error(errno.ENOTDIR if path in self.files else errno.ENOENT)
        everything = self.files.keys() | self.folders | self.links.keys() | self.others
        return tuple(sorted(p.rpartition("/")[2] for p in everything if p != "/" and p.rpartition("/")[0] == path))

    def make_folder(self, path: str) -> None:
        self._change("mkdir", path)
        self._want_parent(path)
        if self._is_taken(path):
            raise _error(errno.EEXIST)
        self.folders.add(path)

    def create(self, path: str) -> io.RawIOBase:
        self._change("create", path)
        self._want_parent(path)
        if self._is_taken(path):
            raise _error(errno.EEXIST)
        self.files[path] = Node()
        return Handle(self, path, self.files[path])

    def open_append(self, path: str) -> io.RawIOBase:
        if path in self.files:
            self._meet("open", path)
            return Handle(self, path, self.files[path])
        return self.create(path)

    def fsync(self, handle: io.RawIOBase) -> None:
        assert isinstance(handle, Handle)
        self._change("fsync", handle.path)
        handle.node.safe = handle.node.seen

    def fsync_folder(self, path: str) -> None:
        self._change("fsync_folder", path)
        path = path.rstrip("/")
        if path and path not in self.folders:
            raise _error(errno.ENOENT)

        def is_inside(name: str) -> bool:
            return name != "/" and name.rpartition("/")[0] == path

        elsewhere = {name: node for name, node in self.safe_files.items() if not is_inside(name)}
        self.safe_files = elsewhere | {name: node for name, node in self.files.items() if is_inside(name)}
        self.safe_folders |= {name for name in self.folders if is_inside(name)}

    def lock(self, handle: io.RawIOBase, seconds: float) -> bool:
        assert isinstance(handle, Handle)
        node = handle.node
        with self._unlocked:
            # Nobody in these tests holds a lock for long.
            free = self._unlocked.wait_for(lambda: node.holder in (None, handle), min(seconds, 0.5))
            if free:
                node.holder = handle
            return free

    def unlock(self, handle: Handle) -> None:
        with self._unlocked:
            if handle.node.holder is handle:
                handle.node.holder = None
                self._unlocked.notify_all()

    def replace(self, source: str, target: str) -> None:
        self._change("replace", target)
        self._want_parent(target)
        if target in self.folders:
            raise _error(errno.EISDIR)
        node = self._node(source)
        del self.files[source]
        self.files[target] = node

    def move_new(self, source: str, target: str) -> None:
        self._change("move_new", target)
        if self._is_taken(target):
            raise _error(errno.EEXIST)
        self.files[target] = self._node(source)
        del self.files[source]

    def remove(self, path: str) -> None:
        self._change("remove", path)
        self._node(path)
        del self.files[path]

    # Inside.

    def _meet(self, operation: str, path: str) -> int | None:
        return self.fault(operation, path)

    def _change(self, operation: str, path: str) -> int | None:
        self.operations.append((operation, path))
        if self.stop_at is not None and len(self.operations) >= self.stop_at:
            self.is_off = len(self.operations) > self.stop_at
            raise PowerLossError
        return self.fault(operation, path)

    def _node(self, path: str) -> Node:
        if path in self.folders:
            raise _error(errno.EISDIR)
        if path in self.links:
            raise _error(errno.ELOOP)
        if path in self.others:
            raise OSError(errno.EINVAL, "it is no regular file")
        if path not in self.files:
            raise _error(errno.ENOENT)
        return self.files[path]

    def _is_taken(self, path: str) -> bool:
        return path in self.files or path in self.folders or path in self.links or path in self.others

    def _want_parent(self, path: str) -> None:
        if (path.rpartition("/")[0] or "/") not in self.folders:
            raise _error(errno.ENOENT)


class Handle(io.RawIOBase):
    """An open file of a `MemoryFs`."""

    def __init__(self, fs: MemoryFs, path: str, node: Node) -> None:
        self.fs = fs
        self.path = path
        self.node = node
        self._at = len(node.seen)

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self.node.seen[self._at : self._at + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def write(self, data: Any) -> int:
        data = bytes(data)
        try:
            taken = self.fs._change("write", self.path)
        except PowerLossError:
            # The file system had begun: any part of it may be there.
            if not self.fs.is_off:
                self._put(data)
            raise
        data = data if taken is None else data[:taken]
        self._put(data)
        return len(data)

    def _put(self, data: bytes) -> None:
        seen = self.node.seen.ljust(self._at, b"\0")
        self.node.seen = seen[: self._at] + data + seen[self._at + len(data) :]
        self._at += len(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: len(self.node.seen)}[whence]
        self._at = start + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def truncate(self, size: int | None = None) -> int:
        self.fs._change("truncate", self.path)
        size = self._at if size is None else size
        # As on a disk, the place of the next write stays where it is.
        self.node.seen = self.node.seen[:size]
        return size

    def close(self) -> None:
        if not self.closed:
            self.fs.unlock(self)
        super().close()


def torn(node: Node, luck: random.Random) -> bytes:
    """What may be left of a file: what is safe, and of the rest any beginning, perhaps with a hole in it."""
    if node.seen == node.safe:
        return node.safe
    pairs = zip(node.seen, node.safe, strict=False)
    common = next((n for n, (seen, safe) in enumerate(pairs) if seen != safe), min(len(node.seen), len(node.safe)))
    kept = luck.choice([0, luck.randint(common, max(common, len(node.seen))), len(node.seen)])
    if kept <= common:
        return node.seen if len(node.seen) == common and luck.random() < 0.5 else node.safe
    piece = bytearray(node.seen[:kept])
    if luck.random() < 0.2 and kept - common > 1:
        hole = luck.randrange(common, kept)
        piece[hole : hole + 4] = bytes(len(piece[hole : hole + 4]))
    return bytes(piece)


def _error(number: int) -> OSError:
    return OSError(number, os.strerror(number))


def chance(seed: int) -> random.Random:
    """Luck that can be had again."""
    return random.Random(seed)  # noqa: S311  # nothing here is secret
