"""A loss of power after another misfortune: what somebody else had not synced is synced before anybody relies on it."""

from __future__ import annotations

import errno
import os

import pytest
from tests.fakes.memory_fs import MemoryFs, PowerLossError, chance, no_fault
from tests.fakes.projects import a_disk, a_session, a_tag

from annotate_kit.core import Annotation
from annotate_kit.errors import AccessError


def survives(fs: MemoryFs, expected: Annotation) -> bool:
    """Whether this is there in each of many states that a loss of power may leave."""
    left = (fs.after_power_loss(chance(seed)) for seed in range(12))
    return all(a_session(one, start=90_000).annotation == expected for one in left)


def count_of(operation: str) -> int:
    """How often a session that tags once and folds does this to the file system."""
    fs = a_disk()
    session = a_session(fs)
    session.do(a_tag(session.annotation, "Busan", 1))
    session.close()
    return sum(name == operation for name, _ in fs.operations)


@pytest.mark.parametrize("nth", range(1, count_of("fsync_folder") + 1))
def test_an_edit_after_a_folder_could_not_be_synced_stays(nth: int) -> None:
    fs = a_disk()
    countdown = [nth]

    def fault(operation: str, _path: str) -> int | None:
        if operation == "fsync_folder":
            countdown[0] -= 1
            if countdown[0] == 0:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
        return None

    session = a_session(fs)
    fs.fault = fault
    try:
        session.do(a_tag(session.annotation, "Busan", 1))
    except AccessError:
        fs.fault = no_fault
        session.retry()
        session.do(a_tag(session.annotation, "Busan", 1))
    try:
        session.fold()
    except AccessError:
        assert survives(fs, session.annotation)
        session.fold()
    fs.fault = no_fault
    assert survives(fs, session.annotation)


@pytest.mark.parametrize("is_fold", [False, True])
def test_an_edit_after_another_process_was_killed_anywhere_stays(is_fold: bool) -> None:
    for stop in range(1, 100):
        fs = a_disk()
        first = a_session(fs)
        if is_fold:
            first.do(a_tag(first.annotation, "Busan", 1))
        fs.stop_at = len(fs.operations) + stop
        try:
            if is_fold:
                first.close()
            else:
                first.do(a_tag(first.annotation, "Busan", 1))
        except PowerLossError:
            fs = fs.after_kill()
        else:
            return
        second = a_session(fs, start=1_000)
        assert survives(fs, second.annotation), stop
        second.do(a_tag(second.annotation, "Rome", 2))
        assert survives(fs, second.annotation), stop
        second.close()
        assert survives(fs, second.annotation), stop


def refusing(fs: MemoryFs, nth: int) -> None:
    """The nth operation that changes the file system fails, and no other."""
    countdown = [nth]

    def fault(operation: str, _path: str) -> int | None:
        if operation not in ("stat", "read", "list", "open"):
            countdown[0] -= 1
            if countdown[0] == 0:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
        return None

    fs.fault = fault


@pytest.mark.parametrize("is_other_first", [False, True])
def test_whatever_fails_while_a_fold_merges_neither_side_loses_an_edit(is_other_first: bool) -> None:
    for nth in range(1, 100):
        fs = a_disk()
        first, second = a_session(fs), a_session(fs, start=1_000)
        first.do(a_tag(first.annotation, "Busan", 1))
        second.do(a_tag(second.annotation, "Rome", 2))
        if is_other_first:
            second.fold()
        refusing(fs, nth)
        try:
            first.fold()
        except AccessError:
            fs.fault = no_fault
        else:
            return
        try:
            first.do(a_tag(first.annotation, "Seoul", 3))
        except AccessError:
            first.retry()
            first.do(a_tag(first.annotation, "Seoul", 3))
        # Killed, what it was told is in a journal that somebody looks for.
        assert names(fs.after_kill()) == {"Busan", "Rome", "Seoul"}, nth
        first.close()
        second.close()
        assert names(fs) == {"Busan", "Rome", "Seoul"}, nth


def names(fs: MemoryFs) -> set[object]:
    session = a_session(fs, start=80_000)
    found: set[object] = {record.data["name"] for record in session.annotation.records.values()}
    session.close()
    return found
