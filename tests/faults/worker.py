"""Works on a project in a process of its own, and tells over a socket which edits it was told are saved.

A socket, because the calls of the system that write files are made to fail from outside.
"""

from __future__ import annotations

import io
import itertools
import json
import socket
from collections.abc import Callable
from typing import Any

from tests.fakes.projects import TEXT, an_article

from annotate_kit.core import Record, changes, make_id, make_span
from annotate_kit.errors import AnnotateKitError
from annotate_kit.store import DiskFs, Store
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.session import Session, open_session

EDITS = 8


def a_session(fs: DiskFs, root: str, first: int) -> Session:
    """A session, with ids of its own."""
    numbers = itertools.count(first * 1_000)
    ids = lambda prefix: make_id(prefix, next(numbers))  # noqa: E731  # as the command line makes them
    return open_session(open_project(fs, root), "expo-vote", "kim", clock=lambda: 0.0, ids=ids)


def add(session: Session, number: int) -> None:
    """One record of this number."""
    span = make_span(id=make_id("s", number), text=session.text, fragments=[(number % 50, number % 50 + 5)])
    record = Record(id=make_id("city", number), type="city", data={"n": number})
    session.do(changes.new_record(session.annotation, record, span))


def work(fs: DiskFs, root: str, tell: Callable[[str], None], first: int) -> Session:
    """An import, some edits, two folds, edits again, and no end; what is refused is tried once more."""
    _twice(lambda: Store(fs, root).add_article(an_article(f"new-{first}"), TEXT), tell)
    session = a_session(fs, root, first)
    tell("opened")
    for number in range(first, first + EDITS):
        try:
            add(session, number)
        except AnnotateKitError as error:
            tell(f"refused {json.dumps(str(error).splitlines())}")
            session.retry()
            add(session, number)
        tell(f"saved {number}")
        if number % 3 == 0:
            _twice(session.fold, tell)
    return session


def _twice(act: Callable[[], object], tell: Callable[[str], None]) -> None:
    try:
        act()
    except AnnotateKitError as error:
        tell(f"refused {json.dumps(str(error).splitlines())}")
        act()


def main(link: socket.socket, root: str, first: int, short: int) -> None:
    """Wait for the word to begin, then work."""
    fs = ShortFs(short) if short else DiskFs()
    link.send(b"ready\n")
    link.recv(16)

    def tell(line: str) -> None:
        link.send(line.encode() + b"\n")

    try:
        work(fs, root, tell, first)
    except AnnotateKitError as error:
        tell(f"refused {json.dumps(str(error).splitlines())}")
    except BaseException as error:  # noqa: BLE001  # whatever it is, it is told
        tell(f"escaped {error!r}")
    tell("end")


class ShortFs(DiskFs):
    """The nth write takes half of what it is given, as a system may that is almost full."""

    def __init__(self, nth: int) -> None:
        super().__init__()
        self.left = nth

    def create(self, path: str) -> io.RawIOBase:
        return self._short(super().create(path))

    def open_append(self, path: str) -> io.RawIOBase:
        return self._short(super().open_append(path))

    def _short(self, handle: io.RawIOBase) -> io.RawIOBase:
        write = handle.write

        def some(data: Any) -> int | None:
            self.left -= 1
            taken = bytes(data)
            return write(taken[: len(taken) // 2] if self.left == 0 else taken)

        handle.write = some  # type: ignore[method-assign]  # the file is real
        return handle
