"""Another size at any moment: nothing crashes, every cell is drawn, the selection stays and is in sight."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.tui.stage import ANALYST, DONE, ENGLISH, KOREAN, Stage

from annotate_kit.tui.grid import width_of

KEYS = ("tab", "down", "pagedown", "o", "e", "g", "?", ":", "f", "/", "a", "escape", "enter", "u", "*", "_", "'", "end")
SIZES = st.tuples(st.integers(20, 300), st.integers(5, 100))
Act = tuple[str, tuple[int, int], tuple[int, int]]
ACTS = st.lists(st.tuples(st.sampled_from(KEYS), SIZES, st.tuples(st.integers(0, 299), st.integers(0, 99))), max_size=8)


@pytest.mark.parametrize(("article", "annotator"), [(ENGLISH, "tester"), (KOREAN, ANALYST), (DONE, ANALYST)])
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_sizes_between_keys(
    article: str, annotator: str, acts: list[tuple[str, tuple[int, int], tuple[int, int]]]
) -> None:
    stage = Stage(article, annotator=annotator)
    for key, size, cell in acts:
        stage.bench.press(key)
        if stage.bench.desk is None:
            return
        before = stage.view.selection
        stage.bench.resize(*size)
        lines = stage.bench.lines()
        assert (len(lines), {width_of(line) for line in lines}) == (size[1], {size[0]})
        view = stage.view
        assert (view.selection.start, view.selection.end) == (before.start, before.end)
        assert view.top <= view.layout.row_of(before.start) < view.top + max(view.height, 1)
        if cell[0] < size[0] and cell[1] < size[1]:
            stage.bench.click(*cell)
            stage.bench.scroll(3)
            stage.settle()
    stage.bench.close()
