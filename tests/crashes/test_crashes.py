"""Wherever the power goes, nothing that was acknowledged is lost; and planted bugs are found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.crashes.scenarios import SCENARIOS, Scenario, tried
from tests.fakes.memory_fs import MemoryFs
from tests.fakes.projects import ARTICLE

from annotate_kit.core.merging import Merged
from annotate_kit.store import JournalContent, JournalFile, Store, digest, folding, recovery

BY_NAME = {scenario.name: scenario for scenario in SCENARIOS}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_nothing_acknowledged_is_lost_at_any_moment(scenario: Scenario) -> None:
    outcome = tried(scenario, seed=7, variants=3)
    assert outcome.losses == ()
    assert outcome.states > 10


class ForgetfulFs(MemoryFs):
    """Does not do what fsync promises, for the paths that end so."""

    forgets = ""

    def fsync(self, handle: object) -> None:
        if not handle.path.endswith(self.forgets):  # type: ignore[attr-defined]  # a Handle
            super().fsync(handle)  # type: ignore[arg-type]  # the same

    def fsync_folder(self, path: str) -> None:
        if not path.endswith(self.forgets):
            super().fsync_folder(path)


def forgetting(what: str) -> Callable[[MemoryFs], MemoryFs]:
    def disk(sound: MemoryFs) -> MemoryFs:
        fs = ForgetfulFs()
        fs.files, fs.safe_files = sound.files, sound.safe_files
        fs.folders, fs.safe_folders = sound.folders, sound.safe_folders
        fs.forgets = what
        return fs

    return disk


@pytest.mark.parametrize(
    ("forgets", "scenario"),
    [
        pytest.param(".jsonl", "edit", id="no fsync of the journal"),
        pytest.param(".tmp", "edit", id="no fsync of the annotation file"),
        pytest.param(f"annotations/{ARTICLE}", "edit", id="the journal retires before the folder sync"),
        pytest.param("/journal/expo-vote/kim", "edit", id="no fsync of the journal's folder"),
        pytest.param(".tmp", "import", id="no fsync of an import"),
        pytest.param("/_register", "register", id="no fsync of the register's folder"),
    ],
)
def test_a_disk_that_forgets_is_found_out(forgets: str, scenario: str) -> None:
    found = (tried(BY_NAME[scenario], seed, 6, forgetting(forgets)).losses for seed in (1, 2, 4, 7))
    assert any(found)


def test_the_last_writer_who_wins_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "_merged", lambda _store, ours, _base, _loaded: Merged(annotation=ours))
    assert any(tried(BY_NAME["two sessions"], seed, 1).losses for seed in range(6))


def test_a_fold_that_is_done_twice_brings_nothing_back_and_one_that_would_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every journal that retires is left for the next session once more, as a copy from a backup would be."""
    retire = folding.retire

    def retire_and_come_back(store: Store, journal: JournalFile, id_: str, annotator: str) -> None:
        path, raw = journal.path, store.read(journal.path)
        retire(store, journal, id_, annotator)
        store.add_file(f"{path.removesuffix('.jsonl')}z{digest(raw)[:8]}.jsonl", raw)

    monkeypatch.setattr(folding, "retire", retire_and_come_back)
    # With these seeds something is undone after it was folded.
    seeds = (6, 7)
    assert not any(tried(BY_NAME["edit"], seed, 1).losses for seed in seeds)
    monkeypatch.setattr(recovery, "_find_start", _from_the_beginning)
    assert all(tried(BY_NAME["edit"], seed, 1).losses for seed in seeds)


def _from_the_beginning(store: Store, _id: str, _annotator: str, read: JournalContent) -> object:
    assert read.header is not None
    start = recovery.start_of(store, read.header)
    assert start is not None
    return folding.Version(annotation=start, sha256=read.header.base), read.entries
