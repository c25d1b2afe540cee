"""The folder of a project is taken away, replaced, or made read-only while a session is open; the clock jumps."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.fakes.projects import ARTICLE, TEXT, a_disk, a_tag, an_article, counted
from tests.fakes.projects import a_session as in_memory
from tests.faults.failing import a_small_disk
from tests.faults.test_faults import can_mount
from tests.faults.worker import a_session, add

from annotate_kit.errors import UnwritableError
from annotate_kit.store import DiskFs, Store
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.session import Session, open_session


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    Store(DiskFs(), str(folder)).add_article(an_article(), TEXT)
    return folder


def opened(root: Path, first: int = 1) -> Session:
    return a_session(DiskFs(), str(root), first)


def numbers(root: Path) -> set[object]:
    session = opened(root, 900_000)
    found: set[object] = {record.data["n"] for record in session.annotation.records.values()}
    session.close()
    return found


def test_a_project_that_is_taken_away_is_told_in_one_line_and_not_made_again(root: Path) -> None:
    session = opened(root)
    add(session, 1)
    shutil.move(root, root.with_name("elsewhere"))
    with pytest.raises(UnwritableError, match="its article is not there any more") as told:
        add(session, 2)
    assert "\n" not in str(told.value)
    assert not root.exists()
    shutil.move(root.with_name("elsewhere"), root)
    session.retry()
    add(session, 2)
    session.close()
    assert numbers(root) == {1, 2}


@pytest.mark.parametrize("is_folded", [False, True])
def test_in_a_folder_that_was_replaced_by_a_copy_from_before_work_goes_on_with_everything(
    root: Path, tmp_path: Path, is_folded: bool
) -> None:
    session = opened(root)
    if is_folded:
        add(session, 1)
        session.fold()
    shutil.copytree(root, tmp_path / "before")
    add(session, 2)
    shutil.rmtree(root)
    shutil.move(tmp_path / "before", root)
    add(session, 3)
    # Killed, all of it is in a journal that the next session finds.
    session._scribe.close()
    assert numbers(root) == ({1, 2, 3} if is_folded else {2, 3})


def test_a_project_that_comes_back_as_it_was_before_the_session_gets_everything_at_the_next_try(root: Path) -> None:
    session, before = opened(root), root.with_name("before")
    shutil.copytree(root, before)
    add(session, 1)
    shutil.rmtree(root)
    with pytest.raises(UnwritableError):
        add(session, 2)
    shutil.move(before, root)
    session.retry()
    # Killed, what was saved is in a journal again.
    session._scribe.close()
    assert numbers(root) == {1}


def test_what_cannot_be_written_anew_yet_is_not_called_saved_and_not_forgotten() -> None:
    fs = a_disk()
    session = in_memory(fs)
    session.do(a_tag(session.annotation, "Busan", 1))
    for path in [path for path in fs.files if "/journal/" in path]:
        fs.remove(path)
    # Written are the header of the new journal, then what was in the old one.
    writes = iter([None, None, 3])
    fs.fault = lambda operation, _path: next(writes, None) if operation == "write" else None
    with pytest.raises(UnwritableError, match="only 3 of"):
        session.do(a_tag(session.annotation, "Rome", 2))
    for path in [path for path in fs.files if "/journal/" in path]:
        fs.remove(path)
    session.retry()
    session.do(a_tag(session.annotation, "Rome", 2))
    session.close()
    records = in_memory(fs, start=5_000).annotation.records.values()
    assert {record.data["name"] for record in records} == {"Busan", "Rome"}


def test_a_folder_that_was_replaced_before_a_fold_gets_everything(root: Path, tmp_path: Path) -> None:
    session = opened(root)
    shutil.copytree(root, tmp_path / "before")
    add(session, 1)
    shutil.rmtree(root)
    shutil.move(tmp_path / "before", root)
    session.close()
    assert numbers(root) == {1}


def test_a_disk_that_becomes_read_only_is_told_in_one_line_and_work_goes_on_when_it_is_not(tmp_path: Path) -> None:
    if not can_mount():
        pytest.skip("needs the right to mount a file system in memory")
    with a_small_disk(tmp_path / "disk", 1_024) as disk:
        root = disk / "project"
        Store(DiskFs(), str(root)).add_article(an_article(), TEXT)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        session = opened(root)
        with pytest.raises(UnwritableError, match="read-only file system") as told:
            add(session, 1)
        assert "\n" not in str(told.value)
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        session.retry()
        add(session, 1)
        session.close()
        assert numbers(root) == {1}


YEAR = 365.25 * 86_400


@pytest.mark.parametrize(
    "clock",
    [
        pytest.param(lambda turn: 1.7e9 - 10 * YEAR * (turn % 2), id="ten years back and forth"),
        pytest.param(lambda turn: 1.7e9 + 10 * YEAR * (turn % 2), id="ten years on and back"),
        pytest.param(lambda turn: 1.7e9 - turn, id="backwards"),
        pytest.param(lambda _turn: float("nan"), id="no time at all"),
    ],
)
def test_order_and_ids_do_not_depend_on_the_clock(root: Path, clock: Callable[[int], float]) -> None:
    turns = iter(range(10**9))
    for first in (1, 11, 21):
        ids = counted(first * 1_000)
        project = open_project(DiskFs(), str(root))
        session = open_session(project, ARTICLE, "kim", clock=lambda: clock(next(turns)), ids=ids)
        add(session, first)
        add(session, first + 1)
        session.fold()
        add(session, first + 2)
        if first != 11:
            session.close()
        else:
            session._scribe.close()
    assert numbers(root) == {1, 2, 3, 11, 12, 13, 21, 22, 23}
    session = opened(root, 500_000)
    # What was done last is taken back first, whatever the clock said then.
    for last in (23, 22, 21, 13, 12, 11, 3, 2, 1):
        session.undo()
        assert last not in {record.data["n"] for record in session.annotation.records.values()}
    assert session.annotation.records == {}
    session.close()
