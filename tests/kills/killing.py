"""The real app in a real pseudo-terminal, keys flowing, killed at a random moment; and what the next session finds.

The app is started by fork(2) from a process that has imported everything, so that ten thousand starts take an hour and
not a day. What the screen called saved is read from the terminal's bytes, as a person reads it.
"""

from __future__ import annotations

import fcntl
import os
import pty
import random
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import attrs
from tests.fakes.projects import ANNOTATOR, ARTICLE, a_disk, counted

import annotate_kit.cli.annotate
import annotate_kit.keys.tutor
import annotate_kit.tui.app
import annotate_kit.tui.run
import annotate_kit.tui.workbench  # noqa: F401  # every fork has them already
from annotate_kit.__main__ import main
from annotate_kit.store import DiskFs
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.session import open_session

COLUMNS, LINES = 80, 24
SAVED = b"saved"
READY = b"1 word"
"""What the screen says once the article is open."""
PATIENCE = 60.0


@attrs.define
class Tally:
    """What some kills, or other ends, came to."""

    kills: int = 0
    acknowledged: int = 0
    """Edits that the screen called saved."""
    unsaid: int = 0
    """Edits that were there though the screen had not called them saved yet."""
    lost: list[str] = attrs.field(factory=list)
    """Edits that the screen had called saved and that are gone, with the seed of their kill."""


def make_project(folder: Path) -> None:
    """A project with one article and one record type."""
    for path, raw in a_disk(root=str(folder)).snapshot().items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(raw)


class App:
    """One run of the app, on a terminal whose other end is ours; `before` is what its process does first."""

    def __init__(self, folder: Path, plant: Callable[[], None], before: Callable[[], None] = lambda: None) -> None:
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            before()
            self._become(folder, plant)
        self.output = b""

    @staticmethod
    def _become(folder: Path, plant: Callable[[], None]) -> None:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        os.environ |= {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        os.chdir(folder)
        # What the runner of the tests put in place of the standard streams is not the terminal.
        sys.stdin, sys.stdout, sys.stderr = (open(n, mode, closefd=False) for n, mode in ((0, "r"), (1, "w"), (2, "w")))  # noqa: SIM115  # descriptors
        sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr  # type: ignore[misc, assignment]  # the same
        sys.argv = ["annotate-kit", "annotate", ARTICLE, "--as", ANNOTATOR]
        code: int | str | None = 70
        try:
            plant()
            code = main()
        except SystemExit as end:
            code = end.code
        finally:
            os._exit(code if isinstance(code, int) else 70)

    def read(self, seconds: float) -> bytes:
        """What comes within so long a time."""
        got = b""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and select.select([self.master], [], [], left)[0]:
            try:
                piece = os.read(self.master, 65536)
            except OSError:
                break
            got += piece
            self.output += piece
        return got

    def wait_for(self, words: bytes, seconds: float = PATIENCE) -> bool:
        """Whether these words come in good time."""
        end = time.monotonic() + seconds
        while words not in self.output:
            if time.monotonic() > end:
                return False
            self.read(0.02)
        return True

    def send(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.master)


def _said(output: bytes, sent: list[str]) -> set[str]:
    """The comments that the screen calls saved: it has shown the words, then that they were kept.

    And the corner's last word is "saved"; it is painted before the lines below it, and only where it changes.
    """
    if output.rfind(SAVED) < output.rfind(b"saving"):
        return set()
    kept = output.rfind(b"comment kept")
    return {words for words in sent if 0 <= output.rfind(words.encode()) < kept}


@attrs.define
class Written:
    """The comments of one run of the app."""

    sent: list[str] = attrs.field(factory=list)
    said: set[str] = attrs.field(factory=set)
    """Those that the screen has called saved."""


def write_comments(app: App, seed: int, luck: random.Random, written: Written, *, is_patient: bool = False) -> None:
    """Some comments, one close after the other; with `is_patient` each waits until the last was called saved."""
    for _ in range(luck.choice([1, 2, 3, 5])):
        # No comment is the beginning of another.
        words = f"c{seed}x{len(written.sent)}."
        app.send(f'"{words}')
        if is_patient:
            app.wait_for(words.encode())
        app.read(luck.choice([0.0, 0.002, 0.01, 0.03]))
        written.sent.append(words)
        app.send("\r")
        app.read(luck.choice([0.0, 0.002, 0.01, 0.05, 0.15, 0.3]))
        end = time.monotonic() + PATIENCE
        while is_patient and words not in _said(app.output, [words]) and time.monotonic() < end:
            app.read(0.05)
        written.said |= _said(app.output, written.sent)


def kill_once(
    folder: Path,
    seed: int,
    known: set[str],
    tally: Tally,
    plant: Callable[[], None] = lambda: None,
    *,
    is_patient: bool = False,
) -> None:
    """Start the app, write comments, kill it, and look for all that was ever called saved.

    With `is_patient` it is killed only after each comment was called saved, however busy the machine is.
    """
    luck = random.Random(seed)  # noqa: S311  # nothing here is secret
    app = App(folder, plant)
    written = Written()
    try:
        if not app.wait_for(READY):
            tally.lost.append(f"seed {seed}: the app did not open: {app.output[-300:]!r}")
            return
        write_comments(app, seed, luck, written, is_patient=is_patient)
    finally:
        app.kill()
    tally.kills += 1
    count(folder, seed, written, known, tally)


def count(folder: Path, seed: int, written: Written, known: set[str], tally: Tally) -> None:
    """Look for all that was ever called saved."""
    known |= written.said
    tally.acknowledged += len(written.said)
    found = comments(folder)
    tally.unsaid += len(set(written.sent) & found - written.said)
    tally.lost += [f"seed {seed}: {words}" for words in sorted(known - found)]


def comments(folder: Path) -> set[str]:
    """What the next session finds."""
    ids = counted(time.monotonic_ns())
    session = open_session(open_project(DiskFs(), str(folder)), ARTICLE, ANNOTATOR, clock=lambda: 0.0, ids=ids)
    notes = session.annotation.notes
    session.close()
    return {str(note["text"]) for note in notes if isinstance(note, dict)}


def run(
    folder: Path, seed: int, count: int, plant: Callable[[], None] = lambda: None, *, is_patient: bool = False
) -> Tally:
    """So many kills; after 40 of them with a new project, so that none grows beyond what people write."""
    each = 40
    tally = Tally()
    known: set[str] = set()
    for number in range(seed, seed + count):
        project = folder / f"p{(number - seed) // each}"
        if not project.exists():
            make_project(project)
            known = set()
        kill_once(project, number, known, tally, plant, is_patient=is_patient)
    return tally
