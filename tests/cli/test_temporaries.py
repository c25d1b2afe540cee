"""Temporary files are private and gone, however a command ends; what a kill leaves goes with the next run."""

from __future__ import annotations

import os
import signal
import stat
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.fakes.handed_back import a_project, exported
from tests.hostile.running import lay_out

from annotate_kit.__main__ import main
from annotate_kit.cli import console

EVENTS = frozenset(
    {"os.rename", "os.link", "os.chmod", "os.mkdir", "os.remove"}
    | {"tempfile.mkstemp", "tempfile.mkdtemp", "sqlite3.connect"}
)
"""What Python tells of before it changes a folder, beside openings."""
_ALL = ("--allow-problems", "--output")
COMMANDS = {
    "json": ("export", "json", "--allow-problems"),
    "a folder": ("export", "csv", *_ALL, "../out/tables"),
    "a database": ("export", "sqlite", *_ALL, "../out/all.sqlite"),
    "a workbook": ("export", "xlsx", *_ALL, "../out/book.xlsx", "--receipt", "../out/said.json"),
    "parquet": ("export", "parquet", *_ALL, "../out/parquet"),
    "a report": ("workbook", "check", "../out/given.xlsx", "--report", "../out/report.xlsx"),
    "problems": ("validate", "--format", "sarif", "--output", "../out/problems.sarif"),
    "an import": ("import", "../out/new.txt"),
    "an edit": ("everywhere", "Rome", "--type", "city", "--as", "lee-{}", "--accept"),
}
"""Everything that writes without a terminal."""


class Machine:
    """A project, a folder beside it, and a place for temporary files."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self._runs = 0
        self.temporary = top / "temporary"
        lay_out(top / "project", {})
        (top / "out").mkdir()
        self.temporary.mkdir()
        (top / "out" / "given.xlsx").write_bytes(exported(a_project()))

    def run(self, arguments: tuple[str, ...], *, moment: int = 0, number: int = 0) -> int:
        """Its exit code, minus a signal's number; at that moment of what it does to files the signal comes."""
        # Each time something else, as no article is imported and no name tagged twice.
        self._runs += 1
        (self.top / "out" / "new.txt").write_text(f"Busan {self._runs}\n\nNew words.\n", "utf-8")
        arguments = tuple(part.format(self._runs) for part in arguments)
        child = os.fork()
        if child == 0:
            self._become(arguments, moment, number)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def _become(self, arguments: tuple[str, ...], moment: int, number: int) -> None:
        code = 99
        try:
            os.chdir(self.top / "project")
            nothing = os.open(os.devnull, os.O_RDWR)
            for descriptor in range(3):
                os.dup2(nothing, descriptor)
            sys.stdin, sys.stdout, sys.stderr = (open(n, mode, closefd=False) for n, mode in enumerate("rww"))  # noqa: SIM115  # descriptors
            signal.signal(signal.SIGINT, signal.default_int_handler)
            for one in (signal.SIGTERM, signal.SIGHUP):
                signal.signal(one, signal.SIG_DFL)
            tempfile.tempdir = os.environ["TMPDIR"] = os.environ["SQLITE_TMPDIR"] = str(self.temporary)
            os.environ["HOME"] = str(self.top / "home")
            os.umask(0)
            sys.argv = ["annotate-kit", *arguments]
            _strike(moment, number)
            code = main()
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 98
        finally:
            os._exit(code)

    def left(self) -> list[Path]:
        """Temporary files and folders that are there."""
        return [*self.temporary.iterdir(), *(path for path in self.top.rglob(".*.tmp"))]


def _strike(moment: int, number: int) -> None:
    count = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if not moment:
            return
        flags = arguments[2] if event == "open" else 0
        if event in EVENTS or (isinstance(flags, int) and flags & (os.O_CREAT | os.O_EXCL)):
            count += 1
            if count == moment:
                os.kill(os.getpid(), number)

    sys.addaudithook(hook)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_is_left_after_the_end_or_a_signal(machine: Machine, name: str) -> None:
    assert machine.run(COMMANDS[name]) in (0, 1)
    assert machine.left() == []
    ended = set()
    for moment, number in enumerate((signal.SIGTERM, signal.SIGHUP, signal.SIGINT), 1):
        ended.add(machine.run(COMMANDS[name], moment=moment, number=number))
        assert machine.left() == [], (moment, number)
    assert ended & {143, 129, 130}, ended


@pytest.mark.parametrize("name", COMMANDS)
def test_what_kill_leaves_is_private_and_goes_with_the_next_run_or_doctor(machine: Machine, name: str) -> None:
    killed = 0
    for moment in (1, 2, 3, 4, 6, 9):
        killed += machine.run(COMMANDS[name], moment=moment, number=signal.SIGKILL) == -signal.SIGKILL
        for path in machine.left():
            assert stat.S_IMODE(path.stat().st_mode) in (0o600, 0o666, 0o700), path
            assert path.suffix == ".tmp" or not stat.S_IMODE(path.stat().st_mode) & 0o077, path
    assert killed
    machine.run(COMMANDS[name])
    machine.run(("doctor", "--repair"))
    assert machine.left() == []


@pytest.fixture(params=[signal.SIGTERM, signal.SIGHUP])
def number(request: pytest.FixtureRequest) -> Iterator[int]:
    """A signal to end, which this process may have been started without hearing."""
    before = signal.signal(request.param, signal.SIG_DFL)
    yield request.param
    signal.signal(request.param, before)


def test_a_signal_to_end_unwinds_the_command(number: int, capsys: pytest.CaptureFixture[str]) -> None:
    closed: list[bool] = []

    def action() -> int:
        try:
            os.kill(os.getpid(), number)
        finally:
            # A second one must not stop what the first one clears away.
            os.kill(os.getpid(), number)
            try:
                os.close(-1)
            except OSError:
                os.kill(os.getpid(), number)
            closed.append(True)
        return 0

    assert console.guarded(action) == 128 + number
    assert closed == [True]
    assert "ended by a signal" in capsys.readouterr().err
    assert signal.getsignal(number) is signal.SIG_DFL


def test_a_signal_that_comes_into_a_callback_ends_the_command_too(
    number: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", told.append)
    before = signal.getsignal(signal.SIGALRM)

    def drop(callback: Callable[[], object]) -> None:
        """Have Python call something whose errors nobody gets."""
        weakref.finalize(lambda: None, callback)

    def action() -> int:
        drop(lambda: 1 // 0)
        drop(lambda: os.kill(os.getpid(), number))
        for _ in range(1_000):
            time.sleep(0.01)
        return 0

    assert console.guarded(action) == 128 + number
    assert len(told) == 1
    assert "ended by a signal" in capsys.readouterr().err
    assert signal.getsignal(signal.SIGALRM) is before


def test_signals_that_are_ignored_stay_so_and_other_threads_hear_none() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)

    def action() -> int:
        os.kill(os.getpid(), signal.SIGHUP)
        return 0

    try:
        assert console.guarded(action) == 0
    finally:
        signal.signal(signal.SIGHUP, before)
    codes: list[int] = []
    thread = threading.Thread(target=lambda: codes.append(console.guarded(lambda: 7)))
    thread.start()
    thread.join()
    assert codes == [7]
