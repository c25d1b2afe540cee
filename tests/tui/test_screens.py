"""Whole screens as text: what a person sees, reviewed as text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.tui.stage import ANALYST, DONE, ENGLISH, JAPANESE, KOREAN, Stage

from annotate_kit.tui.grid import width_of

SIZES = ((80, 24), (120, 40))

SCREENS = {
    "opened": (ENGLISH, "tester", ""),
    "candidate": (ENGLISH, "tester", "tab tab"),
    "picker": (ENGLISH, "tester", "tab tab o"),
    "tagged": (ENGLISH, "tester", "tab tab o enter"),
    "filling": (ENGLISH, "tester", "tab tab o enter enter"),
    "filled": (ENGLISH, "tester", "tab tab o enter enter n"),
    "form": (ENGLISH, "tester", "tab tab o enter e"),
    "form-choice": (ENGLISH, "tester", "tab tab o enter e down down down enter c o"),
    "form-of-lists": (DONE, ANALYST, 'r "Yoon" enter e down down down'),
    "form-item": (DONE, ANALYST, 'r "Yoon" enter e end enter'),
    "search": (ENGLISH, "tester", "/ J a p a n"),
    "search-fault": (ENGLISH, "tester", "/ / ("),
    "hints": (ENGLISH, "tester", "f"),
    "walk": (ENGLISH, "tester", "tab tab o enter & y"),
    "asking": (ENGLISH, "tester", "@"),
    "records": (DONE, ANALYST, "g down down"),
    "problems": (ENGLISH, "tester", "tab tab o enter !"),
    "help": (ENGLISH, "tester", "?"),
    "commands": (ENGLISH, "tester", ": b o o k"),
    "comment": (ENGLISH, "tester", "quotation_mark h i"),
    "steps": (ENGLISH, "tester", "tab tab o enter enter n u : l i s t enter"),
    "about": (DONE, ANALYST, 'r "Yoon" enter : a b o u t enter'),
    "annotated": (DONE, ANALYST, ""),
    "in-hand": (DONE, ANALYST, 'r "Yoon" enter'),
    "korean": (KOREAN, ANALYST, "tab tab tab"),
    "korean-keys": (KOREAN, "tester", "tab ㅐ"),
    "japanese": (JAPANESE, ANALYST, "tab tab tab"),
    "problem-beside-its-field": (ENGLISH, "tester", "tab tab o enter e end enter x y enter"),
    "queue": (None, ANALYST, ""),
    "queue-filter": (None, ANALYST, "/ e x p o"),
    "queue-help": (None, ANALYST, "?"),
    "queue-filtered": (None, ANALYST, "/ e x p o tab"),
    "card": (ENGLISH, "tester", ""),
}


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize("name", SCREENS)
def test_screen(name: str, size: tuple[int, int], golden: Callable[[str, str], None]) -> None:
    article, annotator, keys = SCREENS[name]
    stage = Stage(article, annotator=annotator, size=size, card=name == "card")
    stage.settle()
    golden(f"{name}-{size[0]}x{size[1]}", stage.play(keys).text())


def test_every_line_is_exactly_as_wide_as_the_terminal() -> None:
    for article, annotator, keys in SCREENS.values():
        stage = Stage(article, annotator=annotator).play(keys)
        for size in ((1, 1), (20, 3), (20, 6), (44, 10), (99, 30), (100, 30), (200, 50)):
            stage.bench.resize(*size)
            lines = stage.bench.lines()
            assert len(lines) == size[1]
            assert {width_of(line) for line in lines} == {size[0]}, (size, keys)
