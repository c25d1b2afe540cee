"""The pictures in docs/screens, seen in tmux: the same keys, the same screens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.terminal.consoles import StartTmux, Tmux, until
from tests.tui.pictures import FOLDER, Run, pictures

from annotate_kit.workflow.demo import parse_keys

NAMES = {
    "enter": "Enter",
    "tab": "Tab",
    "shift+tab": "BTab",
    "down": "Down",
    "backspace": "BSpace",
    "number_sign": "#",
    "space": "Space",
}
"""Keys as tmux calls them."""


RUNS = [(f"{run.name}-{width}x{height}", run, (width, height)) for run, (width, height) in pictures()]


@pytest.mark.parametrize(("name", "run", "size"), RUNS, ids=[name for name, _, _ in RUNS])
def test_tmux_shows_the_picture(name: str, run: Run, size: tuple[int, int], project: Path, tmux: StartTmux) -> None:
    # What is suggested depends on what is installed: the pictures are without.
    (project / "annotate-kit.toml").write_text("[suggest]\nsources = []\n")
    kept = (FOLDER / f"{name}.txt").read_text("utf-8")
    wanted = [
        part.partition("\n\n")[2].rstrip("\n") for part in re.split("^=== (?!keys)", kept, flags=re.MULTILINE)[1:]
    ]
    screen = tmux("annotate", run.article, "--as", "tester", size=size)
    for moment, expected in zip(run.moments, wanted, strict=True):
        for key in parse_keys(moment.keys):
            screen.press(NAMES.get(key, key))
        wait_for_screen(screen, moment.caption, expected)


def wait_for_screen(screen: Tmux, caption: str, expected: str) -> None:
    def is_shown() -> bool:
        return "\n".join(line.rstrip() for line in screen.screen().split("\n")).rstrip("\n") == expected

    until(is_shown, f"{caption}\n{expected}\nbut what shows is:", shown=screen.screen)
