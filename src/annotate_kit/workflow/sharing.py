"""Work that is shared out among processes forked from this one; what they made comes back in order.

Nobody waits for anybody for ever: a process that ends early has its share done here, those that are left over are ended
with the iteration, and one whose parent is gone ends as soon as it has something to say.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from typing import BinaryIO

import attrs

__all__ = ["serve", "shared_out"]

Work = Callable[[int], bytes]
"""A number → what is made of it, without a line feed."""


def shared_out(work: Work, count: int, processes: int) -> Generator[bytes]:
    """What is made of the numbers below `count`, in their order; each process does every so-manyeth.

    This process must have no other threads, for a fork copies but one.
    """
    children: list[_Child] = []
    try:
        for first in range(processes):
            children.append(_fork(work, range(first, count, processes), children))
        for number in range(count):
            line = children[number % processes].stream.readline()
            yield line[:-1] if line.endswith(b"\n") else work(number)
    finally:
        for child in children:
            child.end()


@attrs.frozen(kw_only=True)
class _Child:
    pid: int
    stream: BinaryIO
    """Lines that it writes."""

    def end(self) -> None:
        self.stream.close()
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def _fork(work: Work, numbers: Iterable[int], siblings: Iterable[_Child]) -> _Child:
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:  # pragma: no cover - another process, which nothing counts; `serve` is tested by itself
        try:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_DFL)
            os.close(reading)
            for child in siblings:
                child.stream.close()  # else a sibling would not notice that nobody reads any more
            with os.fdopen(writing, "wb") as stream:
                serve(work, numbers, stream)
        finally:
            os._exit(0)
    os.close(writing)
    return _Child(pid=pid, stream=os.fdopen(reading, "rb"))


def serve(work: Work, numbers: Iterable[int], stream: BinaryIO) -> None:
    """Do a share of the work, a line for each number; where that fails, it is done again by who can tell of it."""
    with suppress(Exception):
        for number in numbers:
            stream.write(work(number) + b"\n")
            stream.flush()
