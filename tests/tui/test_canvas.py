"""What is painted after a key, and what of the screen is kept from the key before."""

from __future__ import annotations

import random
import re

import pytest
from tests.tui.stage import ANALYST, DONE, ENGLISH, KOREAN, Stage, a_project, clock, ids
from textual.pilot import Pilot

from annotate_kit.text import cell_width, graphemes
from annotate_kit.tui import article, screen, side
from annotate_kit.tui.app import AnnotateApp
from annotate_kit.tui.opening import painted
from annotate_kit.tui.remembering import LastTime
from annotate_kit.tui.styles import THEMES
from annotate_kit.tui.workbench import Workbench

SIZE = (120, 40)
KEYS = (
    *("right", "left", "down", "up", "tab", "shift+tab", "pagedown", "pageup", "L", "H", "n", "N", ">", "<", ")", "("),
    *("o", "p", "enter", "escape", "u", "ctrl+r", "x", "y", "*", "&", "f", "a", "g", "?", "e", "'", "/", "1"),
)


def random_keys(seed: int, count: int) -> list[str]:
    chosen = random.Random(seed)  # noqa: S311  # the same keys in every run
    return [chosen.choice(KEYS) for _ in range(count)]


class Cells:
    """A terminal that knows where text goes and in what style, and nothing else."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], tuple[str, str]] = {}

    def take(self, output: str) -> None:
        x = y = 0
        style = ""
        for sequence, text in re.findall(r"(\x1b\[[0-9;]*[A-Za-z])|([^\x1b]+)", output):
            if sequence.endswith("H"):
                y, x = (int(number) - 1 for number in (sequence[2:-1] or "1;1").split(";"))
            elif sequence:
                style = sequence
            for grapheme in graphemes(text):
                width = cell_width(grapheme)
                for cell in range(width):
                    self.cells[y, x + cell] = (grapheme if cell == 0 else "", style)
                x += width


@pytest.mark.parametrize("name", [DONE, KOREAN])
def test_what_is_written_after_each_key_makes_the_screen_that_is_meant(name: str) -> None:
    theme = THEMES["terminal"]
    shown = Cells()
    wrong: list[object] = []

    class Heard(AnnotateApp):
        def paint(self, sequences: str) -> None:
            super().paint(sequences)
            shown.take(sequences)

    bench = Workbench(a_project(), article_id=name, annotator=ANALYST, clock=clock, ids=ids, size=SIZE)
    app = Heard(bench, theme)

    async def play(pilot: Pilot[object]) -> None:
        await app.settle()
        shown.take(painted(list(app.canvas.lines), theme))
        for key in random_keys(7, 60):
            app.press(key)
            await pilot.pause(0)
            await pilot.pause(0)
            meant = Cells()
            meant.take(painted(list(app.canvas.lines), theme))
            wrong.extend((key, cell) for cell in meant.cells if meant.cells[cell] != shown.cells.get(cell))
        app.exit()

    app.run(headless=True, size=SIZE, auto_pilot=play)
    assert app.crash is None
    assert wrong == []


@pytest.mark.parametrize("name", [ENGLISH, KOREAN])
@pytest.mark.parametrize("seed", range(3))
def test_what_is_kept_from_the_key_before_is_what_would_be_drawn_anew(
    name: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(name, size=SIZE)
    for key in random_keys(seed, 80):
        stage.bench.press(key)
        stage.settle()
        if stage.bench.desk is None:
            stage.bench.go(name)
            stage.settle()
        kept = list(stage.bench.lines())
        with monkeypatch.context() as anew:
            for module, last in ((article, "_last_page"), (side, "_last_side"), (screen, "_last_marks")):
                anew.setattr(module, last, LastTime())
            stage.desk._drawn = None
            assert stage.bench.lines() == kept, key


def test_only_the_very_same_things_are_the_same() -> None:
    last: LastTime[int] = LastTime()
    made: list[int] = []

    def make() -> int:
        made.append(len(made))
        return made[-1]

    one, other = [1], [1]
    assert [last.get((one, 300, "a"), make), last.get((one, int("300"), str(b"a", "ascii")), make)] == [0, 0]
    assert last.get((other, 300, "a"), make) == 1, "alike, and another"
    assert last.get((other, 301, "a"), make) == 2
    assert last.get((other, 301), make) == 3
    assert last.get((True,), make) == 4
    assert last.get((1,), make) == 5
