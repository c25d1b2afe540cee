"""Killed at any moment, the app has kept everything that its screen called saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.kills.killing import run

from annotate_kit.workflow.saving import Scribe


def test_what_the_screen_called_saved_is_there_after_a_kill(tmp_path: Path) -> None:
    tally = run(tmp_path / "hurried", seed=3, count=3)
    assert (tally.kills, tally.lost) == (3, [])
    tally = run(tmp_path / "patient", seed=3, count=2, is_patient=True)
    assert (tally.kills, tally.lost, tally.acknowledged) == (2, [], 4)


def test_an_app_that_calls_saved_what_is_not_yet_on_disk_is_found_out(tmp_path: Path) -> None:
    def plant() -> None:
        held: list[tuple[object, object, object]] = []
        write = Scribe.write

        def later(scribe: Scribe, entries: object, lines: object) -> None:
            """Each time the edits of the time before."""
            held.append((scribe, entries, lines))
            if len(held) > 1:
                write(*held.pop(0))  # type: ignore[arg-type]  # as they came

        Scribe.write = later  # type: ignore[method-assign, assignment]  # planted in the child alone

    tally = run(tmp_path, seed=3, count=1, plant=plant, is_patient=True)
    assert tally.lost


@pytest.mark.soak
def test_many_kills(tmp_path: Path) -> None:
    assert run(tmp_path, seed=1_000, count=300).lost == []
