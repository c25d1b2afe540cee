from __future__ import annotations

import attrs
import pytest
from tests.tui.stage import ENGLISH, Stage

from annotate_kit.tui.footer import footer, offer_at
from annotate_kit.tui.grid import text_of, width_of

LONG = "words " * 14 + "and the end of it"


def lines(stage: Stage, width: int = 80) -> list[str]:
    drawn = footer(stage.view, width)
    assert {width_of(line) for line in drawn} == {width}
    return [text_of(line).rstrip(" ") for line in drawn]


def saying(message: str, keys: str = "") -> Stage:
    stage = Stage(ENGLISH).play(keys)
    stage.desk.view = attrs.evolve(stage.view, message=message)
    return stage


def test_a_message_that_fits_leaves_room_for_help() -> None:
    assert lines(saying("short"))[-1].endswith("? keys")


def test_help_makes_room_for_what_happened() -> None:
    message = "m" * 74
    assert lines(saying(message)) == [f" {message}"]


def test_what_does_not_fit_takes_the_line_above_and_its_end_is_read() -> None:
    above, last = lines(saying(LONG))
    assert above.split() + last.split() == LONG.split()


def test_what_fits_without_the_offers_stands_above_them() -> None:
    above, last = lines(saying("m" * 60, "tab tab o enter"))
    assert above.strip() == "m" * 60
    assert last.strip().endswith("more places: * tag, & walk")


def test_more_than_two_lines_are_cut() -> None:
    assert lines(saying("word " * 60))[-1].endswith("…")


def test_the_screen_stays_as_high_as_the_terminal() -> None:
    stage = saying(LONG)
    for height in (2, 4, 5, 24):
        stage.bench.resize(80, height)
        screen = stage.screen()
        assert len(screen) == height
        assert screen[-1].endswith("and the end of it")


def test_a_form_stays_under_a_long_message() -> None:
    stage = saying(LONG, "tab tab o enter e")
    assert stage.screen()[-1].endswith("and the end of it")


@pytest.mark.parametrize(("keys", "message"), [("", LONG), ("tab tab o enter", LONG)])
def test_only_what_is_drawn_can_be_clicked(keys: str, message: str) -> None:
    stage = saying(message, keys)
    last = lines(stage)[-1].ljust(80)
    for cell in range(80):
        key = offer_at(stage.view, 80, cell)
        assert key is None or last[cell] != " " or key in last


def test_a_long_comment_leaves_no_offer_under_other_words() -> None:
    stage = Stage(ENGLISH).play("tab tab o enter quotation_mark").play(" ".join("w" * 48)).play("enter l h")
    assert stage.view.offer is not None
    assert "w" * 48 in " ".join(lines(stage))
    assert offer_at(stage.view, 80, 1) is None


def test_what_the_words_may_fill_counts_more_than_keys_that_are_always_the_same() -> None:
    stage = Stage(ENGLISH).play('/ "Federation of" enter + o').play("right left +")
    assert stage.view.words == "Federation of Korean Industries"
    (narrow,), (wide,) = lines(stage), lines(stage, 160)
    assert "1 Kind: Association  2 Country: South Korea" in narrow
    assert narrow.endswith("? keys")
    assert "Enter fill   e edit   ? keys" in wide
    assert offer_at(stage.view, 80, narrow.index("2 Country")) == "2"


def test_hits_inside_words_are_called_so() -> None:
    assert " inside words" in lines(Stage(ENGLISH).play("/ e d e r a t i o n"))[0]
