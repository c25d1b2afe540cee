from __future__ import annotations

import errno
import fcntl
import os
import stat
from pathlib import Path
from typing import IO

import pytest

from annotate_kit.errors import ExistsError, UnwritableError
from annotate_kit.store import DiskFs, Stat, write_file_atomically


@pytest.fixture
def fs() -> DiskFs:
    return DiskFs()


def new_content(stream: IO[bytes]) -> None:
    stream.write(b"new")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_it_says_what_stands_at_a_path(fs: DiskFs, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"four")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("file")
    os.mkfifo(tmp_path / "fifo")
    assert fs.stat(str(tmp_path / "file")) == Stat(kind="file", size=4)
    kinds = [found.kind for name in ("folder", "link", "fifo") if (found := fs.stat(str(tmp_path / name)))]
    assert kinds == ["folder", "link", "other"]
    assert fs.stat(str(tmp_path / "nothing")) is None
    assert fs.stat(str(tmp_path / "file" / "below")) is None
    assert fs.list_folder(str(tmp_path)) == ("fifo", "file", "folder", "link")


def test_it_reads_regular_files_alone_and_no_more_than_is_wanted(fs: DiskFs, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"0123456789")
    (tmp_path / "link").symlink_to("file")
    os.mkfifo(tmp_path / "fifo")
    assert fs.read(str(tmp_path / "file"), 4) == b"0123"
    assert fs.read(str(tmp_path / "file"), 100) == b"0123456789"
    assert fs.read(str(tmp_path / "file"), 0) == b""
    for name in ("link", "fifo", "nothing", "."):
        with pytest.raises(OSError):  # noqa: PT011  # each has its own number
            fs.read(str(tmp_path / name), 10)
    with pytest.raises(OSError, match="no regular file"):
        fs.read("/dev/null", 10)


def test_it_reads_all_of_a_file_whatever_its_size(fs: DiskFs, tmp_path: Path) -> None:
    path = tmp_path / "file"
    for size in (0, 1, 4095, 4096, 4097, (1 << 24) - 1, 1 << 24, (1 << 24) + 1):
        content = os.urandom(64) * (size // 64 + 1)
        path.write_bytes(content[:size])
        assert fs.read(str(path), 1 << 30) == content[:size]
        assert fs.read(str(path), size) == content[:size]
        assert fs.read(str(path), 100) == content[: min(100, size)]


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="this system has no such files")
def test_it_reads_files_of_the_kernel_though_they_say_that_they_are_empty(fs: DiskFs) -> None:
    assert fs.read("/proc/self/status", 1 << 20).startswith(b"Name:")


def test_new_files_are_private_and_never_take_the_place_of_others(fs: DiskFs, tmp_path: Path) -> None:
    with fs.create(str(tmp_path / "new")) as handle:
        assert handle.write(b"hello") == 5
        handle.seek(0)
        assert handle.read() == b"hello"
        fs.fsync(handle)
    assert mode(tmp_path / "new") == 0o600
    with pytest.raises(FileExistsError):
        fs.create(str(tmp_path / "new"))
    fs.fsync_folder(str(tmp_path))


def test_appending_adds_at_the_end_whoever_else_writes(fs: DiskFs, tmp_path: Path) -> None:
    path = str(tmp_path / "log")
    with fs.open_append(path) as one, fs.open_append(path) as two:
        one.write(b"a")
        two.write(b"b")
        one.write(b"c")
        assert fs.read(path, 10) == b"abc"
        one.truncate(1)
        two.write(b"d")
    assert fs.read(path, 10) == b"ad"


def test_a_lock_holds_until_the_file_is_closed(fs: DiskFs, tmp_path: Path) -> None:
    path = str(tmp_path / "lock")
    with fs.open_append(path) as two:
        with fs.open_append(path) as one:
            assert fs.lock(one, 0.0)
            assert not fs.lock(two, 0.02)
        assert fs.lock(two, 0.0)


def test_a_file_system_without_locks_serves_one_person(
    fs: DiskFs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = iter([errno.EOPNOTSUPP, errno.EIO])

    def flock(_descriptor: int, _operation: int) -> None:
        raise OSError(next(numbers), "")

    monkeypatch.setattr(fcntl, "flock", flock)
    with fs.open_append(str(tmp_path / "lock")) as handle:
        assert fs.lock(handle, 0.0)
        with pytest.raises(OSError):  # noqa: PT011  # any other trouble is told
            fs.lock(handle, 0.0)


def test_a_replaced_file_keeps_its_permissions_and_a_new_one_has_the_usual(fs: DiskFs, tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.write_bytes(b"old")
    old.chmod(0o640)
    write_file_atomically(fs, str(old), new_content)
    assert (old.read_bytes(), mode(old)) == (b"new", 0o640)
    new = tmp_path / "new"
    write_file_atomically(fs, str(new), new_content)
    usual = tmp_path / "usual"
    usual.touch()
    assert mode(new) == mode(usual)
    only = tmp_path / "only"
    write_file_atomically(fs, str(only), new_content, only_new=True)
    assert (only.read_bytes(), mode(only)) == (b"new", mode(usual))
    with pytest.raises(ExistsError):
        write_file_atomically(fs, str(only), new_content, only_new=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "old", "only", "usual"]


def test_a_relative_path_is_one_from_here(fs: DiskFs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_file_atomically(fs, "한" * 80, new_content)
    assert (tmp_path / ("한" * 80)).read_bytes() == b"new"


def test_without_second_names_a_new_file_never_takes_the_place_of_another_either(
    fs: DiskFs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_link(*_paths: str, **_options: bool) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_link)
    new = tmp_path / "new"
    write_file_atomically(fs, str(new), new_content, only_new=True)
    assert new.read_bytes() == b"new"
    new.write_bytes(b"kept")
    with pytest.raises(ExistsError):
        write_file_atomically(fs, str(new), new_content, only_new=True)
    assert [path.name for path in tmp_path.iterdir()] == ["new"]
    assert new.read_bytes() == b"kept"


def test_a_disk_that_refuses_a_new_name_is_one_clear_line(
    fs: DiskFs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_link(*_paths: str, **_options: bool) -> None:
        raise OSError(errno.EDQUOT, "Disk quota exceeded")

    monkeypatch.setattr(os, "link", no_link)
    with pytest.raises(UnwritableError, match="disk quota exceeded"):
        write_file_atomically(fs, str(tmp_path / "new"), new_content, only_new=True)
    assert list(tmp_path.iterdir()) == []


def test_folders_are_made_one_by_one(fs: DiskFs, tmp_path: Path) -> None:
    fs.make_folder(str(tmp_path / "folder"))
    with pytest.raises(FileExistsError):
        fs.make_folder(str(tmp_path / "folder"))
    assert fs.resolve(str(tmp_path / "folder" / ".." / "folder")) == str((tmp_path / "folder").resolve())
    fs.create(str(tmp_path / "file")).close()
    fs.remove(str(tmp_path / "file"))
    assert fs.list_folder(str(tmp_path)) == ("folder",)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_one_clear_line(fs: DiskFs, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UnwritableError, match="permission denied"):
        write_file_atomically(fs, str(tmp_path / "new"), new_content)
