"""Whatever the system refuses, nothing that was called saved is lost, and work goes on where it can."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from tests.faults.failing import BEFORE, SHORT, Fault, a_project, failed, filled, numbers, some, wrong
from tests.faults.worker import ShortFs, work

from annotate_kit.store import JournalFile


@cache
def can_trace() -> bool:
    """Whether strace is here, and may look into another process."""
    if shutil.which("strace") is None:
        return False
    done = subprocess.run(["strace", "-o", os.devnull, "-e", "inject=fsync:error=EIO", "true"], check=False)
    return done.returncode == 0


@cache
def can_mount() -> bool:
    """Whether a file system in memory may be mounted."""
    return os.geteuid() == 0 and shutil.which("mount") is not None and _mounts()


def _mounts() -> bool:
    folder = Path("/run/annotate-kit-probe")
    try:
        folder.mkdir()
    except OSError:
        return False
    done = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(folder)], check=False, capture_output=True)
    if done.returncode == 0:
        subprocess.run(["umount", str(folder)], check=False)
    folder.rmdir()
    return done.returncode == 0


@pytest.mark.parametrize("number", range(6))
def test_a_call_of_the_system_that_fails_loses_nothing(tmp_path: Path, number: int) -> None:
    if not can_trace():
        pytest.skip("needs strace (apt install strace)")
    assert wrong(tmp_path / "project", some(6)[number], 1) == ""


def test_a_failing_call_is_met_and_told(tmp_path: Path) -> None:
    if not can_trace():
        pytest.skip("needs strace (apt install strace)")
    root = a_project(tmp_path / "project")
    told = failed(root, Fault("fsync", "ENOSPC", 1), 1)
    assert told.refused
    assert "no space left on device" in told.refused[0][0]
    assert told.saved | BEFORE <= numbers(root)


def test_a_write_that_takes_half_loses_nothing_and_one_who_writes_on_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fs = ShortFs(10**6)
    work(fs, a_project(tmp_path / "counted"), lambda _line: None, 1)._scribe.close()
    last_but_one = Fault("write", SHORT, 10**6 - fs.left - 1)
    assert wrong(tmp_path / "careful", last_but_one, 1) == ""
    monkeypatch.setattr(JournalFile, "append", carelessly)
    assert "[7, 8] were called saved, and are gone" in wrong(tmp_path / "careless", last_but_one, 1)


def carelessly(journal: JournalFile, lines: Iterable[bytes]) -> None:
    journal._handle.write(b"".join(lines))
    journal._fs.fsync(journal._handle)


@pytest.mark.parametrize("kilobytes", [32, 64, 120])
def test_a_full_disk_loses_nothing(tmp_path: Path, kilobytes: int) -> None:
    if not can_mount():
        pytest.skip("needs the right to mount a file system in memory")
    assert filled(tmp_path / "disk", kilobytes, 1) == ""
