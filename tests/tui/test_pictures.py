"""The pictures in docs/screens are what the app draws. `pytest tests/tui/test_pictures.py --update-goldens` makes them.

`tests/terminal/test_pictures.py` sees the same in tmux.
"""

from __future__ import annotations

import pytest
from tests.tui.pictures import FOLDER, RUNS, Run, picture, pictures
from tests.tui.stage import Stage, a_disk

IDS = [f"{run.name}-{size[0]}x{size[1]}" for run, size in pictures()]


@pytest.mark.parametrize(("run", "size"), pictures(), ids=IDS)
def test_picture(run: Run, size: tuple[int, int], request: pytest.FixtureRequest) -> None:
    stage = Stage(run.article, size=size, fs=a_disk())
    screens = []
    for moment in run.moments:
        stage.play(moment.keys).settle()
        screens.append(stage.text())
    drawn = picture(run, screens)
    path = FOLDER / f"{run.name}-{size[0]}x{size[1]}.txt"
    if request.config.getoption("--update-goldens", default=False):
        path.parent.mkdir(exist_ok=True)
        path.write_text(drawn, "utf-8")
    assert path.exists(), "make it: pytest tests/tui/test_pictures.py --update-goldens"
    assert path.read_text("utf-8") == drawn


def test_no_picture_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(IDS)


def test_every_run_is_explained() -> None:
    page = (FOLDER / "README.md").read_text("utf-8")
    assert all(f"({run.name}-{size[0]}x{size[1]}.txt)" in page for run, size in pictures())
    assert len({run.name for run in RUNS}) == len(RUNS)
