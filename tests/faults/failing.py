"""Calls of the system that fail, and full disks: what was called saved is there, and every refusal is one line."""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import attrs
from tests.fakes.projects import TEXT, an_article, counted

from annotate_kit.errors import AnnotateKitError
from annotate_kit.store import DiskFs, Store
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.session import open_session

ROOT = Path(__file__).parents[2]
CALLS = ("openat", "write", "fsync", "rename", "ftruncate", "link", "unlink", "mkdir", "chmod")
ERRORS = ("ENOSPC", "EIO", "EDQUOT", "EROFS", "EACCES", "EMFILE", "EINTR")
EACH = {
    "openat": 60,
    "write": 14,
    "fsync": 40,
    "rename": 8,
    "ftruncate": 3,
    "link": 6,
    "unlink": 6,
    "mkdir": 14,
    "chmod": 8,
}
"""How many calls of a kind one run makes, at most."""


@attrs.define
class Told:
    """What the worker said."""

    saved: set[int] = attrs.field(factory=set)
    refused: list[str] = attrs.field(factory=list)
    escaped: list[str] = attrs.field(factory=list)
    """What was no error of ours."""
    ended: bool = False


@attrs.frozen
class Fault:
    """The nth call of a kind fails so."""

    call: str
    error: str
    nth: int

    def __str__(self) -> str:
        return f"{self.call} {self.nth}: {self.error}"


def faults() -> tuple[Fault, ...]:
    """Every call of a run failed in turn, in every way."""
    return tuple(Fault(call, error, nth) for call in CALLS for error in ERRORS for nth in range(1, EACH[call] + 1))


def a_project(root: Path) -> str:
    """A project with one article."""
    store = Store(DiskFs(), str(root))
    store.add_article(an_article(), TEXT)
    return store.root


@contextmanager
def a_worker(root: str, first: int) -> Iterator[tuple[subprocess.Popen[bytes], socket.socket]]:
    """A worker that is ready, and what it is told and tells by."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        command = [sys.executable, "-m", "tests.faults.worker", root, str(port), str(first)]
        with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
            server.settimeout(60)
            link, _ = server.accept()
            with link:
                link.settimeout(60)
                assert link.recv(6) == b"ready\n"
                yield process, link
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
            process.kill()


def heard(link: socket.socket) -> Told:
    """Everything that the worker says."""
    told, text = Told(), b""
    while piece := link.recv(65536):
        text += piece
        if text.endswith(b"end\n"):
            break
    for line in text.decode().splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "saved":
            told.saved.add(int(rest))
        elif kind == "refused":
            told.refused.append(rest)
        elif kind == "escaped":
            told.escaped.append(rest)
        else:
            told.ended = kind == "end"
    return told


def failed(root: str, fault: Fault, first: int) -> Told:
    """A run in which strace makes one call fail."""
    with a_worker(root, first) as (process, link):
        tracer = subprocess.Popen(
            [
                "strace",
                "-f",
                "-qq",
                "-o",
                os.devnull,
                "-e",
                f"trace={fault.call}",
                "-e",
                f"inject={fault.call}:error={fault.error}:when={fault.nth}",
                "-p",
                str(process.pid),
            ],
            stderr=subprocess.DEVNULL,
        )
        with tracer:
            # Attached once the kernel says who traces it.
            status = Path(f"/proc/{process.pid}/status")
            while "TracerPid:\t0" in status.read_text():
                time.sleep(0.005)
            link.send(b"go")
            told = heard(link)
            tracer.send_signal(signal.SIGINT)
    return told


def numbers(root: str) -> set[int]:
    """What the next session finds."""
    ids = counted(time.monotonic_ns())
    session = open_session(open_project(DiskFs(), root), "expo-vote", "kim", clock=lambda: 0.0, ids=ids)
    found = {int(str(record.data["n"])) for record in session.annotation.records.values()}
    session.close()
    return found


def wrong(folder: Path, fault: Fault, first: int) -> str:
    """What is wrong with how the kit takes a fault; empty where nothing is."""
    root = a_project(folder)
    told = failed(root, fault, first)
    if told.escaped or not told.ended:
        return f"{fault}: it ended with {told.escaped or 'nothing said'}"
    if gone := told.saved - numbers(root):
        return f"{fault}: {sorted(gone)} were called saved, and are gone"
    if any(line.count("'") > 2 and "', '" in line for line in told.refused):
        return f"{fault}: a refusal is more than one line: {told.refused}"
    shutil.rmtree(folder)
    return ""


@contextmanager
def a_small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A file system in memory of so many kibibytes; needs the right to mount."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def filled(folder: Path, kilobytes: int, first: int) -> str:
    """Work until the disk is full, then look with more room; what is wrong, or nothing."""
    with a_small_disk(folder, kilobytes) as disk:
        try:
            root = a_project(disk / "project")
        except AnnotateKitError:
            return ""
        saved: set[int] = set()
        for turn in range(8):
            with a_worker(root, first + turn * 10) as (_, link):
                link.send(b"go")
                told = heard(link)
            if told.escaped or not told.ended:
                return f"{kilobytes} KiB: it ended with {told.escaped or 'nothing said'}"
            saved |= told.saved
            if told.refused:
                break
        subprocess.run(["mount", "-o", "remount,size=8m", str(disk)], check=True)
        if gone := saved - numbers(root):
            return f"{kilobytes} KiB: {sorted(gone)} were called saved, and are gone"
    return ""


def some(count: int, seed: int = 7) -> list[Fault]:
    """A few of the faults, the same each time."""
    luck = random.Random(seed)  # noqa: S311  # nothing here is secret
    return luck.sample(faults(), count)
