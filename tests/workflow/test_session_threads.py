from __future__ import annotations

import errno
import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fakes.memory_fs import MemoryFs
from tests.fakes.projects import PATH, a_disk, a_session, a_tag, tag_all

from annotate_kit.core import changes, make_id
from annotate_kit.errors import EditMismatchError, UnwritableError
from annotate_kit.workflow.session import Saved, SaveFailed, SaveState, Saving

CITY = "city-0000000000"


class SlowFs(MemoryFs):
    """Waits at every fsync of a journal until it is let go."""

    def __init__(self, sound: MemoryFs) -> None:
        super().__init__()
        self.files, self.safe_files = sound.files, sound.safe_files
        self.folders, self.safe_folders = sound.folders, sound.safe_folders
        self.go = threading.Event()
        self.is_waiting = threading.Event()

    def fsync(self, handle: object) -> None:
        if handle.path.endswith(".jsonl"):  # type: ignore[attr-defined]  # a Handle
            self.is_waiting.set()
            assert self.go.wait(10)
        super().fsync(handle)  # type: ignore[arg-type]  # a Handle


def test_saved_is_said_only_after_the_disk_has_answered() -> None:
    states: list[SaveState] = []
    fs = SlowFs(a_disk())
    session = a_session(fs, threaded=True, on_state=states.append)
    tag_all(session, ["Busan", "Rome"])
    assert len(session.annotation.records) == 2
    assert [type(session.state)] == [Saving]
    assert fs.is_waiting.wait(10)
    assert states == []
    fs.go.set()
    session.wait_saved()
    assert session.state == Saved()
    session.close()
    assert states[-1] == Saved()
    assert len(a_session(fs, start=100).annotation.records) == 2


def test_edits_that_gather_share_one_sync() -> None:
    fs = SlowFs(a_disk())
    session = a_session(fs, threaded=True)
    tag_all(session, ["Busan"])
    assert fs.is_waiting.wait(10)
    for number in range(1, 50):
        session.do(a_tag(session.annotation, "Rome", number))
    fs.go.set()
    session.wait_saved()
    syncs = [path for operation, path in fs.operations if operation == "fsync" and path.endswith(".jsonl")]
    assert len(syncs) <= 4
    session.close()
    assert len(a_session(fs, start=100).annotation.records) == 50


def test_a_failed_write_goes_back_to_what_is_on_disk_and_says_so() -> None:
    states: list[SaveState] = []
    fs = a_disk()
    session = a_session(fs, threaded=True, on_state=states.append)
    tag_all(session, ["Busan"])
    session.wait_saved()
    kept = session.annotation

    def fault(operation: str, _path: str) -> int | None:
        if operation == "write":
            raise OSError(errno.ENOSPC, "No space left on device")
        return None

    fs.fault = fault
    session.do(a_tag(session.annotation, "Rome", 1))
    session.wait_saved()
    assert session.annotation == kept
    assert isinstance(session.state, SaveFailed)
    with pytest.raises(UnwritableError, match="no space left"):
        session.do(a_tag(session.annotation, "Paris", 2))
    fs.fault = MemoryFs().fault
    session.retry()
    session.do(a_tag(session.annotation, "Paris", 2))
    session.close()
    assert isinstance(states[1], SaveFailed)
    assert sorted(a_session(fs, start=100).annotation.records) == [CITY, "city-0000000002"]


def test_a_fold_in_the_background_takes_in_what_others_did_and_keeps_what_is_on_its_way() -> None:
    states: list[SaveState] = []
    fs = SlowFs(a_disk())
    fs.go.set()
    session = a_session(fs, threaded=True, on_state=states.append)
    tag_all(session, ["Busan"])
    session.wait_saved()
    other = a_session(fs, start=1_000)
    other.do(a_tag(other.annotation, "Rome", 7))
    other.close()
    # The fold's line waits for the disk while the next edit comes.
    fs.go.clear()
    fs.is_waiting.clear()
    session.fold_soon()
    assert fs.is_waiting.wait(10)
    session.do(a_tag(session.annotation, "Paris", 9))
    fs.go.set()
    session.wait_saved()
    assert Saved(is_merged=True) in states
    wanted = [CITY, "city-0000000007", "city-0000000009"]
    assert sorted(session.annotation.records) == wanted
    assert session.undo() is not None
    assert session.redo() is not None
    session.close()
    assert sorted(a_session(fs, start=2_000).annotation.records) == wanted


def test_an_edit_on_its_way_that_no_longer_fits_after_a_merge_is_refused_and_named() -> None:
    states: list[SaveState] = []
    fs = SlowFs(a_disk())
    fs.go.set()
    session = a_session(fs, threaded=True, on_state=states.append)
    tag_all(session, ["Busan"])
    session.fold()
    session.do(a_tag(session.annotation, "Paris", 8))
    session.wait_saved()
    other = a_session(fs, start=1_000)
    other.do(changes.remove_record(other.annotation, CITY))
    other.close()
    fs.go.clear()
    fs.is_waiting.clear()
    session.fold_soon()
    assert fs.is_waiting.wait(10)
    session.do(a_tag(session.annotation, "Rome", 9))
    session.do(changes.set_value(session.annotation, CITY, "/name", "Pusan"))
    session.do(a_tag(session.annotation, "Seoul", 10))
    fs.go.set()
    session.wait_saved()
    refused = [state.reason for state in states if isinstance(state, SaveFailed)]
    assert len(refused) == 1
    assert "another session changed the same" in refused[0]
    assert sorted(session.annotation.records) == ["city-0000000008", "city-0000000009"]
    session.do(a_tag(session.annotation, "Riyadh", 3))
    session.close()
    wanted = ["city-0000000003", "city-0000000008", "city-0000000009"]
    assert sorted(a_session(fs, start=2_000).annotation.records) == wanted


def test_a_background_fold_that_fails_is_told_and_loses_nothing() -> None:
    states: list[SaveState] = []
    fs = a_disk()
    session = a_session(fs, threaded=True, on_state=states.append)
    tag_all(session, ["Busan"])
    session.wait_saved()

    def fault(operation: str, path: str) -> int | None:
        if operation == "replace" and path == PATH:
            raise OSError(errno.EROFS, "Read-only file system")
        return None

    fs.fault = fault
    session.fold_soon()
    with pytest.raises(UnwritableError):
        session.fold()
    assert any(isinstance(state, Saved) and "read-only" in state.message for state in states)
    with pytest.raises(UnwritableError):
        session.close()
    fs.fault = MemoryFs().fault
    assert sorted(a_session(fs.after_kill(), start=100).annotation.records) == [CITY]


def test_after_the_close_nothing_can_be_asked() -> None:
    session = a_session(a_disk(), threaded=True)
    session.close()
    session.wait_saved()
    with pytest.raises(UnwritableError, match="closed"):
        session.fold_soon()
    assert session.close().conflicts == ()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_whoever_waits_for_a_fold_is_told_when_the_writer_dies() -> None:
    def no_listener(_state: SaveState) -> None:
        raise RuntimeError

    fs = SlowFs(a_disk())
    session = a_session(fs, threaded=True, on_state=no_listener)
    tag_all(session, ["Busan"])
    assert fs.is_waiting.wait(10)
    asked = session._ask_fold()
    fs.go.set()
    with pytest.raises(UnwritableError, match="closed"):
        asked.result(10)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_writer_that_dies_leaves_nobody_waiting() -> None:
    def no_listener(_state: SaveState) -> None:
        raise RuntimeError

    fs = a_disk()
    session = a_session(fs, threaded=True, on_state=no_listener)
    tag_all(session, ["Busan"])
    session.wait_saved()
    until = time.monotonic() + 10
    while True:
        try:
            session.fold_soon()
        except UnwritableError:
            break
        assert time.monotonic() < until
    with pytest.raises(UnwritableError):
        session.close()
    assert sorted(a_session(fs.after_kill(), start=100).annotation.records) == [CITY]


STEP = st.tuples(st.sampled_from(["tag", "rename", "remove", "fold", "reopen"]), st.integers(0, 1), st.integers(0, 5))


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(STEP, max_size=25))
def test_two_sessions_lose_no_edit_of_either(steps: list[tuple[str, int, int]]) -> None:
    """Each session works on cities of its own and on shared ones; own ones end as their session left them."""
    fs = a_disk()
    sessions = [a_session(fs), a_session(fs, start=1_000_000)]
    own: list[dict[str, object]] = [{}, {}]
    for count, (act, who, which) in enumerate(steps):
        session, number = sessions[who], 100 * (who + 1) + which
        city = make_id("city", number)
        match act:
            case "tag" if city not in session.annotation.records:
                session.do(a_tag(session.annotation, "Busan", number))
                own[who][city] = "Busan"
            case "rename" if city in session.annotation.records:
                session.do(changes.set_value(session.annotation, city, "/name", f"name {count}"))
                own[who][city] = f"name {count}"
            case "remove" if city in session.annotation.records:
                session.do(changes.remove_record(session.annotation, city))
                own[who].pop(city)
            case "fold":
                assert session.fold().conflicts == ()
            case "reopen":
                session.close()
                sessions[who] = a_session(fs, start=(count + 2) * 1_000_000)
    for session in sessions:
        session.close()
    found = a_session(fs, start=1_000_000_000).annotation
    assert {id_: record.data["name"] for id_, record in found.records.items()} == {**own[0], **own[1]}
    assert found.notes == ()


def test_edits_from_two_threads_on_two_sessions_all_arrive() -> None:
    fs = a_disk()
    sessions = [a_session(fs, start=start, threaded=True) for start in (0, 1_000_000)]

    def work(who: int) -> None:
        for number in range(50):
            session = sessions[who]
            while True:
                try:
                    session.do(a_tag(session.annotation, "Rome", who * 1_000 + number))
                    break
                except EditMismatchError:  # pragma: no cover  # only if a merge comes between reading and doing
                    continue
            if number % 10 == 0:
                session.fold()

    threads = [threading.Thread(target=work, args=(who,)) for who in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for session in sessions:
        session.close()
    assert len(a_session(fs, start=9_000_000).annotation.records) == 100
