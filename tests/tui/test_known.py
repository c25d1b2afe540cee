"""What other articles speak of is read in steps: as many articles in one as time allows."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from tests.fakes.samples import samples

from annotate_kit.tui.known import STEP, Gathering


@pytest.mark.parametrize(
    ("timer", "most"),
    [
        pytest.param(lambda _times: 0.0, 1, id="quick: all in one"),
        pytest.param(lambda times: next(times) * 2 * STEP, 9, id="slow: one in each"),
    ],
)
def test_a_step_takes_as_many_articles_as_time_allows(
    timer: Callable[[itertools.count[int]], float], most: int
) -> None:
    project, _ = samples()
    times = itertools.count()
    gathering = Gathering(project, project.article_ids[0], timer=lambda: timer(times))
    steps = 1
    while gathering.step():
        steps += 1
    assert len(project.article_ids) == 9
    assert steps == most
    assert gathering.known
