"""Works on a project in a process of its own, and tells over a socket which edits it was told are saved.

A socket, because the calls of the system that write files are made to fail from outside.
"""

from __future__ import annotations

import itertools
import socket
import sys

from annotate_kit.core import Record, changes, make_id, make_span
from annotate_kit.errors import AnnotateKitError
from annotate_kit.store import DiskFs
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.session import open_session

EDITS = 6


def work(root: str, told: socket.socket, first: int) -> None:
    """Some edits, two folds, and the end of the session; a refusal is told and tried once more."""
    numbers = itertools.count(first * 1_000)
    ids = lambda prefix: make_id(prefix, next(numbers))  # noqa: E731  # as the command line makes them
    session = open_session(open_project(DiskFs(), root), "expo-vote", "kim", clock=lambda: 0.0, ids=ids)
    for number in range(first, first + EDITS):
        span = make_span(id=make_id("s", number), text=session.text, fragments=[(number % 50, number % 50 + 5)])
        record = Record(id=make_id("city", number), type="city", data={"n": number})
        try:
            session.do(changes.new_record(session.annotation, record, span))
            told.send(b"saved %d\n" % number)
        except AnnotateKitError as error:
            told.send(f"refused {str(error).splitlines()!r}\n".encode())
            try:
                session.retry()
            except AnnotateKitError:
                return
        if number % 3 == 0:
            try:
                session.fold()
            except AnnotateKitError as error:
                told.send(f"refused {str(error).splitlines()!r}\n".encode())
    session.close()


def main() -> None:
    """Wait for the word to begin, then work."""
    root, port, first = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    with socket.create_connection(("127.0.0.1", port)) as told:
        told.send(b"ready\n")
        told.recv(16)
        try:
            work(root, told, first)
        except AnnotateKitError as error:
            told.send(f"refused {str(error).splitlines()!r}\n".encode())
        except OSError as error:
            told.send(f"escaped {error!r}\n".encode())
        told.send(b"end\n")


if __name__ == "__main__":
    main()
