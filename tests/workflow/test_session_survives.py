"""No edit that was said to be saved is lost, wherever the power goes; and this test would tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from tests.fakes.memory_fs import MemoryFs, PowerLossError, chance
from tests.fakes.projects import ARTICLE, a_disk, a_session, a_tag, blank

from annotate_kit.core import Annotation, apply
from annotate_kit.errors import AnnotateKitError, UnwritableError
from annotate_kit.store import JournalFile
from annotate_kit.workflow.session import Session


class Witness:
    """What the person at the screen has seen."""

    def __init__(self) -> None:
        self.saved: Annotation = blank()
        """Said to be saved."""
        self.wanted: Annotation = blank()
        """Asked for; not necessarily said to be saved."""

    def act(self, session: Session, act: Callable[[], object], wanted: Annotation) -> None:
        self.wanted = wanted
        act()
        assert session.annotation == wanted
        self.saved = wanted

    def tag(self, session: Session, words: str, number: int) -> None:
        edit = a_tag(session.annotation, words, number)
        self.act(session, lambda: session.do(edit), apply(edit, session.annotation))


def work(fs: MemoryFs, witness: Witness) -> None:
    """Two sessions one after the other: edits, folds, and ways back to versions that there were before."""
    session = a_session(fs)
    nothing = session.annotation
    witness.tag(session, "Riyadh", 1)
    one = session.annotation
    witness.tag(session, "Busan", 2)
    two = session.annotation
    witness.act(session, session.undo, one)
    session.fold()
    witness.act(session, session.redo, two)
    session.close()
    session = a_session(fs, start=1_000)
    witness.act(session, session.undo, one)
    session.fold()
    witness.act(session, session.undo, nothing)
    witness.tag(session, "Rome", 3)
    session.close()


def stops(make: Callable[[], MemoryFs], run: Callable[[MemoryFs, Witness], None]) -> Iterator[tuple[MemoryFs, Witness]]:
    """The disk at every moment at which the power can go, and what had been seen by then."""
    for stop in range(1, 1_000):
        fs, witness = make(), Witness()
        fs.stop_at = len(fs.operations) + stop
        try:
            run(fs, witness)
        except PowerLossError:
            yield fs, witness
        else:
            return


def losses(make: Callable[[], MemoryFs], seeds: int) -> list[str]:
    """Where an acknowledged edit is not there any more."""
    found: list[str] = []
    tried = 0
    for fs, witness in stops(make, work):
        for seed in range(seeds):
            tried += 1
            where = f"after {len(fs.operations)} operations, at {fs.operations[-1]}, seed {seed}"
            try:
                session = a_session(fs.after_power_loss(chance(seed)), start=5_000)
            except AnnotateKitError as error:
                found.append(f"{where}: {error}")
                continue
            if session.annotation not in (witness.saved, witness.wanted):
                found.append(where)
    assert tried > 100
    return found


def test_a_loss_of_power_at_any_moment_loses_no_saved_edit() -> None:
    assert losses(a_disk, seeds=12) == []


def test_a_loss_of_power_during_the_recovery_loses_no_saved_edit() -> None:
    def recover(fs: MemoryFs, _witness: Witness) -> None:
        a_session(fs, start=5_000)

    for fs, witness in stops(a_disk, work):
        left = fs.after_power_loss(chance(len(fs.operations)))
        for again, _ in stops(lambda left=left: left.after_kill(), recover):  # type: ignore[misc]  # left is bound
            last = again.after_power_loss(chance(len(again.operations)))
            assert a_session(last, start=6_000).annotation in (witness.saved, witness.wanted)


def test_a_killed_process_loses_no_saved_edit_and_the_next_session_can_go_on() -> None:
    for fs, witness in stops(a_disk, work):
        left = fs.after_kill()
        session = a_session(left, start=5_000)
        assert session.annotation in (witness.saved, witness.wanted)
        session.do(a_tag(session.annotation, "Paris", 9))
        session.close()
        assert "city-0000000009" in a_session(left, start=6_000).annotation.records
        assert not [path for path in left.files if "/journal/" in path]


class ForgetfulFs(MemoryFs):
    """Does not do what fsync promises, for the paths that end so."""

    forgets: tuple[str, ...] = ()

    def fsync(self, handle: object) -> None:
        if not handle.path.endswith(self.forgets):  # type: ignore[attr-defined]  # a Handle
            super().fsync(handle)  # type: ignore[arg-type]  # the same

    def fsync_folder(self, path: str) -> None:
        if not path.endswith(self.forgets):
            super().fsync_folder(path)


@pytest.mark.parametrize(
    "forgets",
    [
        pytest.param(".jsonl", id="the journal is not synced"),
        pytest.param(".tmp", id="the annotation file is not synced"),
        pytest.param(f"annotations/{ARTICLE}", id="the journal retires before the folder sync"),
        pytest.param("/journal/expo-vote/kim", id="the journal's folder is not synced"),
    ],
)
def test_a_planted_bug_is_found(forgets: str) -> None:
    def forgetful() -> MemoryFs:
        fs = ForgetfulFs()
        sound = a_disk()
        fs.files, fs.safe_files = sound.files, sound.safe_files
        fs.folders, fs.safe_folders = sound.folders, sound.safe_folders
        fs.forgets = (forgets,)
        return fs

    assert losses(forgetful, seeds=12)


def test_writing_on_after_a_short_write_would_lose_an_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    def saved_and_found() -> tuple[Annotation, Annotation]:
        fs = a_disk()
        writes = iter([None, 7])
        fs.fault = lambda operation, path: (
            next(writes, None) if operation == "write" and path.endswith(".jsonl") else None
        )
        session = a_session(fs)
        with pytest.raises(UnwritableError, match="only 7 of"):
            session.do(a_tag(session.annotation, "Riyadh", 1))
        session.retry()
        session.do(a_tag(session.annotation, "Busan", 2))
        return session.annotation, a_session(fs.after_kill(), start=1_000).annotation

    saved, found = saved_and_found()
    assert saved == found
    monkeypatch.setattr(JournalFile, "cut", lambda _journal: None)
    # Else it would be seen that the file is longer than it should be.
    monkeypatch.setattr(JournalFile, "_is_at", lambda _journal, _size: True)
    saved, found = saved_and_found()
    assert saved != found
