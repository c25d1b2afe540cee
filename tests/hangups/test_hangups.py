"""Whatever ends or stops the app, all that its screen called saved is in the file, and the terminal is as it was."""

from __future__ import annotations

import itertools
import os
import queue
import signal
from pathlib import Path

import pytest
from tests.hangups.hanging import STOPPED, WAYS, Console, can, lose_a_key, run, stand_in_for_a_shell
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


@pytest.mark.parametrize("number", [signal.SIGCONT, signal.SIGTSTP])
def test_a_signal_that_comes_while_a_line_is_handed_over_does_not_wait_for_itself(tmp_path: Path, number: int) -> None:
    def plant() -> None:
        put = queue.Queue._put  # called while the queue is held
        lines = itertools.count()

        def interrupted(self: queue.Queue[object], item: object) -> None:
            put(self, item)
            if isinstance(item, str) and next(lines) == 5:
                os.kill(os.getpid(), number)

        queue.Queue._put = interrupted  # type: ignore[assignment]  # planted in the child alone

    make_project(tmp_path)
    console = Console(tmp_path, plant, stand_in_for_a_shell)
    try:
        job = 0
        if number == signal.SIGTSTP:
            assert console.wait_for(STOPPED)
            console.read(0.05)
            job = int(console.output.rpartition(b" job ")[2].split()[0])
            console.output = b""
            console.send("fg\n")
        assert console.wait_for("┌".encode())
        console.read(0.5)
        os.kill(job or os.tcgetpgrp(console.master), signal.SIGTERM)
        assert console.ended() == 128 + signal.SIGTERM
    finally:
        console.clean_up()


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
