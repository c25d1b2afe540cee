from __future__ import annotations

import errno
import io
import zipfile
from typing import IO

import pytest
from tests.fakes.memory_fs import MemoryFs

from annotate_kit.errors import ExistsError, UnwritableError
from annotate_kit.store import write_file_atomically
from annotate_kit.store.writing import ensure_folder


def new(stream: IO[bytes]) -> None:
    stream.write(b"new")


def a_disk() -> MemoryFs:
    fs = MemoryFs()
    fs.put("/out/report", b"old")
    return fs


def test_the_old_file_stands_until_the_new_one_is_whole() -> None:
    fs = a_disk()

    def half(stream: IO[bytes]) -> None:
        stream.write(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_file_atomically(fs, "/out/report", half)
    assert fs.snapshot() == {"/out/report": b"old"}


def test_the_file_is_synced_before_it_gets_its_name_and_the_folder_after() -> None:
    fs = a_disk()
    write_file_atomically(fs, "/out/report", new)
    assert [operation for operation, _ in fs.operations] == ["create", "write", "fsync", "replace", "fsync_folder"]
    assert fs.snapshot() == {"/out/report": b"new"}


@pytest.mark.parametrize("failing", ["create", "write", "fsync", "replace"])
def test_whatever_fails_the_old_file_stands_alone(failing: str) -> None:
    fs = a_disk()

    def fault(operation: str, _path: str) -> int | None:
        if operation == failing:
            raise OSError(errno.ENOSPC, "No space left on device")
        return None

    fs.fault = fault
    with pytest.raises(UnwritableError, match="out/report cannot be written: no space left on device"):
        write_file_atomically(fs, "/out/report", new)
    assert fs.snapshot() == {"/out/report": b"old"}


def test_what_a_killed_write_of_the_same_file_left_goes_and_nothing_else_does() -> None:
    fs = a_disk()
    others = {"/out/.report2.7-1.tmp": b"of another file", "/out/.report.tmp": b"", "/out/.report.x-1.tmp": b""}
    for path, raw in {"/out/.report.7-1.tmp": b"left over", **others}.items():
        fs.put(path, raw)
    write_file_atomically(fs, "/out/report", new, sweeps=False)
    assert "/out/.report.7-1.tmp" in fs.files
    write_file_atomically(fs, "/out/report", new)
    assert fs.snapshot() == {"/out/report": b"new", **others}


def test_what_another_is_writing_stays() -> None:
    fs = a_disk()

    def write(stream: IO[bytes]) -> None:
        stream.write(b"first")
        write_file_atomically(fs, "/out/report", new)
        assert fs.snapshot()["/out/report"] == b"new"

    write_file_atomically(fs, "/out/report", write)
    assert fs.snapshot() == {"/out/report": b"first"}


def test_where_locks_mean_nothing_nothing_is_swept(monkeypatch: pytest.MonkeyPatch) -> None:
    fs = a_disk()
    monkeypatch.setattr(fs, "lock", lambda _handle, _seconds: True)
    fs.put("/out/.report.7-1.tmp", b"left over")
    write_file_atomically(fs, "/out/report", new)
    assert fs.snapshot() == {"/out/report": b"new", "/out/.report.7-1.tmp": b"left over"}


def test_a_writer_whose_file_is_swept_before_its_lock_takes_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether somebody who sweeps still has the lock, or has let it go with the file."""
    fs = a_disk()
    free = fs.lock
    seen: list[str] = []

    def lock(handle: io.RawIOBase, seconds: float) -> bool:
        path = fs.operations[-1][1]
        seen.append(path)
        if len(seen) == 1:
            return False
        if len(seen) == 2:
            fs.remove(path)
        return free(handle, seconds)

    monkeypatch.setattr(fs, "lock", lock)
    write_file_atomically(fs, "/out/report", new)
    assert len(set(seen)) == 3
    assert fs.snapshot() == {"/out/report": b"new"}


def test_names_that_stand_there_are_stepped_over_up_to_a_thousand(monkeypatch: pytest.MonkeyPatch) -> None:
    fs = a_disk()
    taken: set[str] = set()

    def create(path: str) -> io.RawIOBase:
        taken.add(path)
        raise FileExistsError

    monkeypatch.setattr(fs, "create", create)
    with pytest.raises(UnwritableError, match="temporary files"):
        write_file_atomically(fs, "/out/report", new)
    assert len(taken) == 1_000


def test_a_lock_or_look_that_fails_leaves_nothing() -> None:
    fs = a_disk()

    def fault(operation: str, path: str) -> int | None:
        if operation == "stat" and path.endswith(".tmp"):
            raise OSError(errno.EIO, "Input/output error")
        return None

    fs.fault = fault
    with pytest.raises(UnwritableError, match="input/output error"):
        write_file_atomically(fs, "/out/report", new)
    assert fs.snapshot() == {"/out/report": b"old"}


def test_a_temporary_file_that_cannot_be_removed_hides_no_error() -> None:
    fs = a_disk()

    def fault(operation: str, _path: str) -> int | None:
        if operation in ("fsync", "remove"):
            raise OSError(errno.EIO, f"{operation} failed")
        return None

    fs.fault = fault
    with pytest.raises(UnwritableError, match="fsync failed"):
        write_file_atomically(fs, "/out/report", new)


def test_only_new_never_takes_the_place_of_another() -> None:
    fs = a_disk()
    with pytest.raises(ExistsError, match="the report is there already"):
        write_file_atomically(fs, "/out/report", new, shown="the report", only_new=True)
    write_file_atomically(fs, "/out/other", new, only_new=True)
    assert fs.snapshot() == {"/out/report": b"old", "/out/other": b"new"}


def test_a_writer_may_seek_as_zip_files_do() -> None:
    fs = a_disk()

    def pack(stream: IO[bytes]) -> None:
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("a.txt", "a" * 1_000)

    write_file_atomically(fs, "/out/book.zip", pack)
    fs.put("/out/again.zip", fs.files["/out/book.zip"].seen)
    handle = fs.open_append("/out/again.zip")
    handle.seek(0)
    with zipfile.ZipFile(handle) as archive:
        assert archive.read("a.txt") == b"a" * 1_000


def test_a_link_stays_and_its_file_is_written() -> None:
    fs = a_disk()
    fs.links["/latest"] = "/out/report"
    write_file_atomically(fs, "/latest", new)
    assert fs.snapshot() == {"/out/report": b"new"}
    write_file_atomically(fs, "/top", new)
    assert fs.files["/top"].seen == b"new"


def test_folders_are_made_with_those_above_and_stay_there() -> None:
    fs = MemoryFs()
    ensure_folder(fs, "/a/b/c")
    assert fs.operations == [
        ("mkdir", "/a"),
        ("fsync_folder", "/"),
        ("mkdir", "/a/b"),
        ("fsync_folder", "/a"),
        ("mkdir", "/a/b/c"),
        ("fsync_folder", "/a/b"),
    ]
    ensure_folder(fs, "/a/b/c")
    assert len(fs.operations) == 6


def test_a_folder_that_another_makes_at_the_same_moment_is_as_good() -> None:
    fs = MemoryFs()

    def other(operation: str, path: str) -> None:
        if operation == "mkdir":
            fs.folders.add(path)

    fs.fault = other
    ensure_folder(fs, "/a/b")
    assert "/a/b" in fs.folders


def test_a_folder_below_a_file_is_refused() -> None:
    fs = a_disk()

    def fault(operation: str, _path: str) -> int | None:
        if operation == "mkdir":
            raise OSError(errno.ENOTDIR, "Not a directory")
        return None

    fs.fault = fault
    with pytest.raises(UnwritableError, match="exports cannot be written: not a directory"):
        ensure_folder(fs, "/out/report/exports", shown="exports")
