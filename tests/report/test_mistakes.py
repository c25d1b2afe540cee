"""docs/mistakes.md: our column is what we say today, and says what to type next."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

TOP = Path(__file__).parents[2]


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_mistakes", TOP / "docs/make_mistakes.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MISTAKES = script()
CASES: list[tuple[str, str]] = list(MISTAKES.cases())


def test_there_are_seventy_five_of_all_four_types() -> None:
    assert len(CASES) == len(set(CASES)) == 75
    assert {type_name for type_name, _ in CASES} == {"organization", "official", "agreement", "expo-bid"}


def test_the_page_is_up_to_date() -> None:
    recorded = json.loads(MISTAKES.RECORDED.read_text("utf-8"))
    assert MISTAKES.PAGE.read_text("utf-8") == MISTAKES.render(recorded), "run `python docs/make_mistakes.py`"


@pytest.mark.parametrize(("type_name", "case"), CASES)
def test_one_mistake_is_one_message_with_its_place(type_name: str, case: str) -> None:
    (problem,) = MISTAKES.problems_of(type_name, case)
    assert problem.place is not None
    assert len(MISTAKES.said(problem)) < 300


def test_nearly_every_message_says_what_to_type_next() -> None:
    silent = {
        case
        for type_name, case in CASES
        for problem in MISTAKES.problems_of(type_name, case)
        if not (problem.hint or problem.suggestion)
    }
    # A bound says by itself what may stand there. The list must not grow.
    assert silent <= {"one-party", "signed-by-one-party", "votes-for-negative"}
