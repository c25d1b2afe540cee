"""Two processes on the same files: nothing that either was told is saved is lost, and conflicts are shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sessions.pairs import run

from annotate_kit.core import Annotation
from annotate_kit.core.merging import Merged
from annotate_kit.store import folding


def test_two_processes_lose_nothing_of_either(tmp_path: Path) -> None:
    tally = run(str(tmp_path / "project"), seed=1, edits=150)
    assert tally.lost == []
    assert tally.edits >= 150
    assert tally.conflicts


def test_the_last_writer_who_wins_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "_merged", lambda _store, ours, _base, _loaded: Merged(annotation=ours))
    assert run(str(tmp_path / "project"), seed=1, edits=60).lost


def test_conflicts_that_nobody_is_shown_are_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def kept_quiet(annotation: Annotation, _conflicts: object, *, by: str) -> Annotation:
        assert by
        return annotation

    monkeypatch.setattr(folding, "with_conflicts", kept_quiet)
    assert any("no conflict shows it" in line for line in run(str(tmp_path / "project"), seed=1, edits=150).lost)


@pytest.mark.soak
def test_two_processes_at_length(tmp_path: Path) -> None:
    assert run(str(tmp_path / "project"), seed=1_000, edits=2_000).lost == []
