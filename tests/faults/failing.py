"""Calls of the system that fail, and full disks: what was called saved is there, and every refusal is one line."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import attrs
from tests.fakes.projects import TEXT, an_article
from tests.faults.worker import EDITS, a_session, add, main

from annotate_kit.core import make_id
from annotate_kit.errors import AnnotateKitError
from annotate_kit.store import DiskFs, Store

CALLS = ("openat", "write", "fsync", "rename", "ftruncate", "link", "unlink", "mkdir", "chmod")
ERRORS = ("ENOSPC", "EIO", "EDQUOT", "EROFS", "EACCES", "EMFILE", "EINTR")
SHORT = "short count"
"""Half of what is to be written is taken."""
PATIENCE = 300.0
BEFORE = frozenset((901, 902, 903))
"""Edits in the journal of a session that died before the run began; behind them stands a torn line."""


@attrs.define
class Told:
    """What the worker said."""

    saved: set[int] = attrs.field(factory=set)
    refused: list[list[str]] = attrs.field(factory=list)
    """Each as its lines."""
    escaped: list[str] = attrs.field(factory=list)
    """What was no error of ours."""
    is_open: bool = False
    ended: bool = False


@attrs.frozen
class Fault:
    """The nth call of a kind fails so."""

    call: str
    error: str
    nth: int

    def __str__(self) -> str:
        return f"{self.call} {self.nth}: {self.error}"


@cache
def recorded() -> Mapping[str, int]:
    """How many calls of each kind a run makes."""
    with tempfile.TemporaryDirectory() as folder:
        root = a_project(Path(folder) / "project")
        _, trace = traced(root, 1, f"trace={','.join(CALLS)}")
    return Counter(re.findall(r"^\d+ +(\w+)\(", trace, re.MULTILINE))


def faults() -> tuple[Fault, ...]:
    """Every call of a run failed in turn, in every way."""
    return tuple(
        Fault(call, error, nth)
        for call, count in recorded().items()
        for error in (*ERRORS, *([SHORT] if call == "write" else []))
        for nth in range(1, count + 1)
    )


def a_project(root: Path) -> str:
    """A project with one article, and what a session that died has left."""
    store = Store(DiskFs(), str(root))
    store.add_article(an_article(), TEXT)
    session = a_session(DiskFs(), store.root, 900)
    for number in BEFORE:
        add(session, number)
    session._scribe.close()
    (journal,) = root.rglob("*.jsonl")
    with journal.open("ab") as file:
        file.write(b'0123abcd {"n":4,')
    return store.root


@contextmanager
def a_worker(root: str, first: int, short: int = 0) -> Iterator[tuple[int, socket.socket]]:
    """The process of a worker that is ready, and what it is told and tells by."""
    link, other = socket.socketpair()
    child = os.fork()
    if child == 0:
        link.close()
        try:
            main(other, root, first, short)
        finally:
            os._exit(0)
    other.close()
    with link:
        link.settimeout(PATIENCE)
        try:
            assert link.recv(6) == b"ready\n"
            yield child, link
        finally:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def heard(link: socket.socket) -> Told:
    """Everything that the worker says."""
    told, text = Told(), b""
    while not text.endswith(b"end\n") and (piece := link.recv(65536)):
        text += piece
    for line in text.decode().splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "saved":
            told.saved.add(int(rest))
        elif kind == "refused":
            told.refused.append(json.loads(rest))
        elif kind == "escaped":
            told.escaped.append(rest)
        elif kind == "opened":
            told.is_open = True
        else:
            told.ended = kind == "end"
    return told


def traced(root: str, first: int, *options: str) -> tuple[Told, str]:
    """A run under strace, and what that wrote down."""
    with tempfile.NamedTemporaryFile("r") as trace, a_worker(root, first) as (pid, link):
        chosen = [word for option in options for word in ("-e", option)]
        command = ["strace", "-f", "-qq", "-o", trace.name, *chosen, "-p", str(pid)]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as tracer:
            # Attached once the kernel says who traces it.
            status = Path(f"/proc/{pid}/status")
            while "TracerPid:\t0" in status.read_text():
                time.sleep(0.005)
            link.send(b"go")
            told = heard(link)
            tracer.send_signal(signal.SIGTERM)
        return told, trace.read()


def failed(root: str, fault: Fault, first: int) -> Told:
    """A run in which one call fails."""
    if fault.error == SHORT:
        with a_worker(root, first, fault.nth) as (_, link):
            link.send(b"go")
            return heard(link)
    inject = f"inject={fault.call}:error={fault.error}:when={fault.nth}"
    told, trace = traced(root, first, f"trace={fault.call}", inject)
    assert "(INJECTED)" in trace, f"{fault} was never met"
    return told


def numbers(root: str) -> set[int]:
    """What the next session finds, which can go on: 999 is its own."""
    session = a_session(DiskFs(), root, time.monotonic_ns() % 10**9)
    if make_id("city", 999) not in session.annotation.records:
        add(session, 999)
    session.close()
    return {int(str(record.data["n"])) for record in session.annotation.records.values()}


def wrong(folder: Path, fault: Fault, first: int) -> str:
    """What is wrong with how the kit takes a fault; empty where nothing is."""
    root = a_project(folder)
    told = failed(root, fault, first)
    if told.escaped or not told.ended:
        return f"{fault}: it ended with {told.escaped or 'nothing said'}"
    if gone := (told.saved | BEFORE) - numbers(root):
        return f"{fault}: {sorted(gone)} were called saved, and are gone"
    if told.is_open and len(told.saved) < EDITS:
        return f"{fault}: work did not go on after {told.refused}"
    if not (told.is_open or told.refused) or any(len(lines) != 1 for lines in told.refused):
        return f"{fault}: a refusal is not one line: {told.refused}"
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
        except (AnnotateKitError, OSError):
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
        if gone := (saved | BEFORE) - numbers(root):
            return f"{kilobytes} KiB: {sorted(gone)} were called saved, and are gone"
    return ""


def some(count: int, seed: int = 7) -> list[Fault]:
    """A few of the faults, the same each time."""
    luck = random.Random(seed)  # noqa: S311  # nothing here is secret
    return luck.sample(faults(), count)
