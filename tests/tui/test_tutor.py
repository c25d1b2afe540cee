"""The tutor, played by the keys that its own lessons tell."""

from __future__ import annotations

import pytest
from tests.tui.stage import ANALYST, DONE, ENGLISH, Stage, a_tutor, clock, ids

from annotate_kit.errors import UnwritableError
from annotate_kit.keys.tutor import LESSONS, Lessons
from annotate_kit.tui.effects import Leave
from annotate_kit.tui.workbench import Workbench
from annotate_kit.workflow.demo import parse_keys


def called(stage: Stage) -> Stage:
    return stage.play("? ?")


def step(stage: Stage) -> int:
    assert stage.bench._lessons is not None
    return stage.bench._lessons.at


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_every_lesson_is_over_once_it_was_done_and_not_before(size: tuple[int, int]) -> None:
    stage = called(Stage(size=size))
    for number, lesson in enumerate(LESSONS):
        *first, last = parse_keys(lesson.keys)
        for key in first:
            stage.bench.press(key)
            stage.settle()
            assert step(stage) == number, (lesson.text, key)
        stage.bench.press(last)
        stage.settle()
        assert step(stage) == number + 1, lesson.text
    assert "That was all of it." in stage.text()
    stage.play("tab")
    assert step(stage) == len(LESSONS)


def test_every_lesson_fits_its_lines() -> None:
    stage = called(Stage())
    for number, lesson in enumerate(LESSONS):
        stage.bench._lessons = Lessons(lessons=LESSONS, at=number)
        panel = " ".join(line.strip("│ ") for line in stage.screen()[-4:-1])
        assert panel.split() == lesson.text.split()


def test_the_person_s_own_project_is_untouched_and_comes_back() -> None:
    stage = Stage(DONE, annotator=ANALYST)
    before = stage.fs.snapshot()
    called(stage).play("right tab o")
    assert "tutor 3 of" in stage.text()
    stage.play("q")
    assert stage.desk.session.article.id == DONE
    assert len(stage.screen()) == 24
    stage.bench.close()
    assert stage.fs.snapshot() == before


def test_it_is_called_from_the_queue_too() -> None:
    stage = Stage(None).play("? ? right >")
    assert stage.bench.hall is not None


def test_in_the_tutor_there_is_no_second_one() -> None:
    stage = called(called(Stage()))
    assert stage.view.message == "You are in the tutor."


def test_without_a_place_for_it_the_command_is_named() -> None:
    stage = Stage()
    stage.bench._tutor = None
    assert called(stage).view.message == "annotate-kit tutor starts the tutor."


def test_a_tutor_that_cannot_be_made_says_why() -> None:
    stage = Stage()

    def full() -> None:
        raise UnwritableError("tutor", "No space left on device")

    stage.bench._tutor = full  # type: ignore[assignment]  # it never returns
    assert "No space left" in called(stage).view.message
    assert stage.desk.session.article.id == ENGLISH


def test_started_by_its_command_it_ends_with_q() -> None:
    bench = Workbench(
        a_tutor(),
        article_id="busan-chambers-2023",
        annotator="learner",
        clock=clock,
        ids=ids,
        size=(100, 30),
        lessons=Lessons(lessons=LESSONS),
    )
    for _ in bench.loading():
        assert len(bench.lines()) == 30
    bench.resize(20, 3)
    assert len(bench.lines()) == 3
    assert bench.press("q") == (Leave(0),)
