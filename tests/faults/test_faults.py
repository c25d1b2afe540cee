"""Whatever the system refuses, nothing that was called saved is lost, and work goes on where it can."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from tests.faults.failing import Fault, a_project, failed, filled, numbers, some, wrong


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


@pytest.mark.parametrize("fault", some(6), ids=str)
def test_a_call_of_the_system_that_fails_loses_nothing(tmp_path: Path, fault: Fault) -> None:
    if not can_trace():
        pytest.skip("needs strace (apt install strace)")
    assert wrong(tmp_path / "project", fault, 1) == ""


def test_a_failing_call_is_met_and_told(tmp_path: Path) -> None:
    if not can_trace():
        pytest.skip("needs strace (apt install strace)")
    root = a_project(tmp_path / "project")
    told = failed(root, Fault("fsync", "ENOSPC", 1), 1)
    assert told.refused
    assert "no space left on device" in told.refused[0]
    assert told.saved == numbers(root)


@pytest.mark.parametrize("kilobytes", [32, 64, 120])
def test_a_full_disk_loses_nothing(tmp_path: Path, kilobytes: int) -> None:
    if not can_mount():
        pytest.skip("needs the right to mount a file system in memory")
    assert filled(tmp_path / "disk", kilobytes, 1) == ""
