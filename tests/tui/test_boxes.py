from __future__ import annotations

from tests.tui.stage import ENGLISH, Stage

from annotate_kit.keys import ListRow, StepsList, TakeValue, with_steps
from annotate_kit.keys.view import View
from annotate_kit.tui.boxes import cut_words, entry
from annotate_kit.tui.grid import text_of, width_of
from annotate_kit.tui.overlays import overlay_box

LONG = "a long label that says " + "what was done " * 8 + "to its end"


def row(label: str, note: str = "") -> ListRow:
    return ListRow(label=label, note=note, choice=TakeValue(value=1))


def test_an_entry_is_cut_and_the_chosen_one_is_all_there() -> None:
    (one,) = entry(LONG, 60)
    assert text_of(one).startswith("   a long label")
    assert text_of(one).endswith("…")
    lines = entry(LONG, 60, is_chosen=True)
    assert text_of(lines[0]).startswith(" ▸ a long label")
    assert {width_of(line) for line in lines} == {60}
    assert " ".join("".join(map(text_of, lines)).split()) == f"▸ {LONG}"


def test_what_a_chosen_row_has_no_room_for_is_shown_below_it() -> None:
    rows = [row("short", "why " * 30), row("other", "so")]
    assert " ".join("".join(map(text_of, cut_words(rows, 0, 60))).split()) == "why " * 29 + "why"
    assert cut_words(rows, 1, 60) == []
    assert cut_words(rows, None, 60) == []
    assert cut_words([], 0, 60) == []


def clickable(view: View, width: int = 80) -> list[tuple[int | None, str]]:
    box = overlay_box(view, (width, 22))
    assert box is not None
    return [(means, text_of(line)) for means, line in zip(box.means, box.lines, strict=True)]


def test_rows_below_the_words_in_full_still_mean_themselves() -> None:
    stage = Stage(ENGLISH).play(": u n d o")
    first, second, third = [one for one in clickable(stage.view) if "undo" in one[1] or "taken" in one[1]][1:4]
    assert (first[0], second[0], third[0]) == (0, None, 1)
    assert "The last act is taken back" in second[1]


def test_a_long_step_is_read_in_full() -> None:
    stage = Stage(ENGLISH).play(": l i s t enter")
    view = with_steps(stage.view, [LONG, LONG, "short"])
    assert isinstance(view.overlay, StepsList)
    meanings = [means for means, _ in clickable(view) if means is not None]
    assert meanings == [0, 1, 2]
    assert any("to its end" in words for _, words in clickable(view))
    empty = with_steps(stage.view, [])
    assert any("Nothing was done yet." in words for _, words in clickable(empty))


def test_a_long_problem_is_read_in_full() -> None:
    stage = Stage(ENGLISH, size=(60, 24)).play("tab tab b !")
    said = " ".join(" ".join(words.strip("│ ") for _, words in clickable(stage.view, 60)).split())
    assert "category, year, country and stage are missing" in said
