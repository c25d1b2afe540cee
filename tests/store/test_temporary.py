"""Private folders: nobody else opens them, and none is left for long, however a process ends."""

from __future__ import annotations

import fcntl
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from annotate_kit.store import private_folder, sweep_private_folders

LEAVE = """
import os
from annotate_kit.store import private_folder
with private_folder() as folder:
    (folder.path / "value.json").write_text("secret")
    print(folder.path, flush=True)
    os.kill(os.getpid(), 9)
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go meanwhile."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_folder_is_private_and_gone_with_its_block(place: Path) -> None:
    with private_folder() as folder:
        assert folder.path.parent == place
        assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
        (folder.path / "value.json").write_text("{}", "utf-8")
    with pytest.raises(KeyboardInterrupt), private_folder():
        raise KeyboardInterrupt
    assert list(place.iterdir()) == []


def test_what_a_killed_process_left_goes_with_the_next_folder(place: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LEAVE],
        env={**os.environ, "TMPDIR": str(place)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -9, done.stderr
    assert Path(done.stdout.strip()).exists()
    with private_folder() as folder:
        assert list(place.iterdir()) == [folder.path]


def test_folders_that_somebody_holds_or_that_are_not_ours_stay(place: Path) -> None:
    with private_folder() as folder:
        (place / "annotate-kit-open").mkdir(mode=0o755)
        (place / "annotate-kit-file").write_text("", "utf-8")
        (place / "annotate-kit-link").symlink_to(place, target_is_directory=True)
        (place / "other").mkdir(mode=0o700)
        assert sweep_private_folders() == 0
        assert len(list(place.iterdir())) == 5
        assert folder.path.exists()
    (place / "annotate-kit-left").mkdir(mode=0o700)
    assert sweep_private_folders() == 1


def _without(lock: Callable[[int, int], None], *, refused: int, swept: int) -> Callable[[int, int], None]:
    """Locks of which one is somebody else's, and after another one the folder has gone."""
    calls = 0

    def flock(descriptor: int, how: int) -> None:
        nonlocal calls
        calls += 1
        if calls == refused:
            raise BlockingIOError
        if calls == swept:
            Path(f"/proc/self/fd/{descriptor}").readlink().rmdir()
        lock(descriptor, how)

    return flock


def test_a_folder_that_is_swept_before_its_lock_is_not_used(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fcntl, "flock", _without(fcntl.flock, refused=1, swept=2))
    with private_folder() as folder:
        assert folder.path.exists()
        assert len(list(place.iterdir())) == 2, "the one whose lock somebody has is theirs to take away"


def test_without_locks_folders_are_used_and_none_is_swept(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def flock(_descriptor: int, _how: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", flock)
    (place / "annotate-kit-left").mkdir(mode=0o700)
    with private_folder() as folder:
        assert folder.path.exists()
    assert [path.name for path in place.iterdir()] == ["annotate-kit-left"]
