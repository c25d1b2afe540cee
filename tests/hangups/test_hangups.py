"""Whatever ends or stops the app, all that its screen called saved is in the file, and the terminal is as it was."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from tests.hangups.hanging import WAYS, can, lose_a_key, run
from tests.kills.killing import make_project

from annotate_kit.tui.app import AnnotateApp
from annotate_kit.tui.terminal import Terminal


@pytest.mark.parametrize("way", WAYS)
def test_an_end_or_a_stop_loses_nothing(tmp_path: Path, way: str) -> None:
    if not can(way):
        pytest.skip("needs tmux")
    tally = run(tmp_path, way, seed=3, number=1)
    assert (tally.kills, tally.lost) == (1, [])


def test_a_key_that_the_shell_took_is_not_waited_for(tmp_path: Path) -> None:
    make_project(tmp_path)
    lose_a_key(tmp_path)


def test_an_app_that_dies_of_a_signal_is_found_out(tmp_path: Path) -> None:
    def plant() -> None:
        def die(_app: AnnotateApp) -> None:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)

        AnnotateApp._watch_terminal = die  # type: ignore[method-assign, assignment]  # planted in the child alone

    assert run(tmp_path, "SIGTERM", seed=3, number=1, plant=plant).lost


def test_an_app_that_leaves_the_terminal_as_it_likes_it_is_found_out(tmp_path: Path) -> None:
    def plant() -> None:
        Terminal.attrs_before = property(lambda _driver: None, lambda _driver, _modes: None)  # type: ignore[assignment]  # planted in the child alone

    assert "not what it was" in run(tmp_path, "stopped and resumed", seed=3, number=1, plant=plant).lost[0]
