from __future__ import annotations

from typing import Any

import attrs
import pytest

from annotate_kit.core import Annotation, Problem, Record
from annotate_kit.keys import (
    FormView,
    Pane,
    Picker,
    ProblemsList,
    RecordsPane,
    Redo,
    Undo,
    card_rows,
    folded,
    pane_records,
    pane_rows,
    shown_record,
    with_problems,
)


@pytest.fixture
def three(begin: Any) -> Any:
    """Two officials and an organization; the last official in hand."""
    return begin().play("tab p tab tab o").select("Mikio Sasaki").play("p")


def pane_at(player: Any, label: str) -> Any:
    """The pane, its cursor moved to a record by arrows."""
    labels = [row.label for row in pane_rows(player.view) if row.record is not None]
    player.play("home" if isinstance(player.view.overlay, RecordsPane) else "g home")
    return player.play("down " * labels.index(label))


def record_of(player: Any, label: str) -> str:
    return next(row.record for row in pane_rows(player.view) if row.label == label and row.record is not None)


def test_the_pane_lists_every_type_with_its_records(three: Any) -> None:
    rows = [(row.kind, row.label, row.key, row.count) for row in pane_rows(three.view)]
    assert sorted(row for row in rows if row[0] == "type") == [
        ("type", "Agreements", "a", 0),
        ("type", "Expo bids", "b", 0),
        ("type", "Officials", "p", 2),
        ("type", "Organizations", "o", 1),
    ]
    officials = rows.index(("type", "Officials", "p", 2))
    assert rows[officials + 1 : officials + 3] == [("record", "Kim Yoon", "", 1), ("record", "Mikio Sasaki", "", 1)]
    assert [row.label for row in pane_rows(three.view) if row.is_in_hand] == ["Mikio Sasaki"]


def test_rows_and_records_of_the_pane_know_each_other(three: Any) -> None:
    pane = Pane(three.view)
    for number, record in enumerate(pane.records()):
        row = pane.row_of(record)
        assert row is not None
        assert pane.rows(row, row + 1)[0].record == record
        assert pane.row_of_number(number) == row
        assert pane.number_at(row) == number
    headings = [row for row in range(len(pane)) if pane.number_at(row) is None]
    assert [pane.rows(row, row + 1)[0] for row in headings] == list(pane.headings())
    assert pane.number_at(len(pane)) is None
    assert pane.row_of("nobody-1") is None
    assert pane.row_of_number(99) == pane.row_of(pane.records()[-1]), "the last one where there are not so many"


def test_the_record_of_the_words_is_shown_and_the_hand_stays(three: Any) -> None:
    three.select("Kim Yoon")
    shown = [row.label for row in pane_rows(three.view) if row.is_shown]
    assert shown == ["Kim Yoon"]
    assert three.hand["name"] == "Mikio Sasaki"
    three.select("glad")
    assert shown_record(three.view) == three.view.hand


def test_words_of_the_record_in_hand_show_it(three: Any) -> None:
    three.select("Mikio").play("enter g").select("Mikio")
    assert shown_record(three.view) == three.view.hand
    three.select("Kim Yoon").play("r enter").select("Mikio")
    assert shown_record(three.view) != three.view.hand, "the record whose value the words say"


def test_problems_are_counted_beside_their_records(three: Any) -> None:
    kim = record_of(three, "Kim Yoon")
    three.view = with_problems(
        three.view, [Problem(code="AK101", message="m", record=kim), Problem(code="AK201", message="m")]
    )
    assert [row.problems for row in pane_rows(three.view) if row.record == kim] == [1]


def test_a_type_without_a_schema_is_listed_under_its_name(begin: Any, catalog_from: Any) -> None:
    record = Record(id="ghost-1", type="ghost")
    annotation = Annotation(article="a", annotator="b", text_sha256="0", records={"ghost-1": record})
    player = begin(catalog=catalog_from({}), annotation=annotation)
    assert [(row.kind, row.label) for row in pane_rows(player.view)] == [("type", "ghost"), ("record", "ghost-1")]
    player.play("g")
    assert player.play("e").message == "There is no form for this."
    player.play("r")
    assert card_rows(player.view) == ()
    assert folded(player.view) == "ghost-1"


def test_the_card_shows_each_field_of_the_record_in_hand(three: Any) -> None:
    three.select("contract").play("enter r t")
    record = three.view.hand
    three.view = with_problems(
        three.view, [Problem(code="AK101", message="m", record=record, data_pointer="/roles/0/title")]
    )
    rows = {row.label: row for row in card_rows(three.view)}
    assert (rows["Name"].key, rows["Name"].value, rows["Name"].is_required, rows["Name"].marks) == (
        "n",
        "Mikio Sasaki",
        True,
        1,
    )
    assert (rows["Roles"].value, rows["Roles"].problems, rows["Roles"].marks) == ("contract", 1, 1)
    assert rows["Born"].value == ""
    assert {row.label for row in card_rows(three.view, record_of(three, "Korea-Japan Economic Association"))} >= {
        "Kind",
        "Parent",
    }


def test_under_100_columns_the_card_is_one_line(three: Any, begin: Any) -> None:
    assert folded(three.view) == "Mikio Sasaki: name · roles —"
    assert folded(begin().view) == ""


def test_the_pane_jumps_to_the_words_and_takes_in_hand(three: Any) -> None:
    three.play("g")
    assert isinstance(three.view.overlay, RecordsPane)
    assert pane_records(three.view)[three.view.overlay.cursor] == three.view.hand, "at the record that is shown"
    three.play("escape")
    pane_at(three, "Kim Yoon").play("enter")
    assert (three.words, three.hand["name"]) == ("Kim Yoon", "Kim Yoon")
    assert three.view.overlay is None


def test_the_pane_moves_and_closes(three: Any) -> None:
    assert three.play("g end").view.overlay.cursor == 2
    assert three.play("down home k j").view.overlay.cursor == 1
    for key in ("g", "q", "escape"):
        assert three.play(key).view.overlay is None
        three.play("g")


def test_the_pane_takes_in_hand_without_moving(three: Any) -> None:
    pane_at(three, "Kim Yoon").play("r")
    assert three.words == "Mikio Sasaki"
    assert three.message == "Kim Yoon (Official) is in hand."


def test_the_pane_edits_and_comes_back(three: Any) -> None:
    pane_at(three, "Kim Yoon").play("e")
    assert isinstance(three.view.overlay, FormView)
    assert three.hand["name"] == "Kim Yoon"
    assert isinstance(three.play("q").view.overlay, RecordsPane)


def test_the_pane_removes_a_record_with_its_spans(three: Any) -> None:
    pane_at(three, "Kim Yoon").play("x")
    assert three.message == "Kim Yoon removed with 1 span; u takes it back"
    assert three.view.hand is not None
    pane_at(three, "Mikio Sasaki").play("x")
    assert three.view.hand is None
    assert isinstance(three.view.overlay, RecordsPane)
    three.play("x")
    assert three.view.overlay is None, "an empty pane closes"
    assert three.view.annotation.records == three.view.annotation.spans == {}
    assert three.play("g").message.startswith("There is no record yet")
    assert three.undo().undo().undo().records.keys() == {"official", "organization"}


def test_undo_and_redo_work_in_the_pane(three: Any) -> None:
    assert three.play("g u U").requests[-2:] == [Undo(), Redo()]


def test_an_emptied_pane_bears_every_key(begin: Any) -> None:
    for key in ("enter", "r", "e", "x", "down", "end"):
        player = begin()
        player.view = attrs.evolve(player.view, overlays=(RecordsPane(),))
        player.play(key)
        assert not player.edits


def test_a_record_without_words_is_said_to_have_none(three: Any) -> None:
    pane_at(three.select("Kim Yoon").play("x"), "Kim Yoon").play("enter")
    assert three.message == "No words mention Kim Yoon."


def test_another_record_is_taken_in_hand(three: Any) -> None:
    three.select("Kim Yoon").play("r")
    picker = three.view.overlay
    assert isinstance(picker, Picker)
    rows = [(row.label, row.note) for row in picker.rows]
    assert rows[0] == ("Kim Yoon", "here")
    assert rows[1:] == [("Korea-Japan Economic Association", "used before"), ("Mikio Sasaki", "in hand")]
    three.play("enter")
    assert three.hand["name"] == "Kim Yoon"
    assert three.message == "Kim Yoon (Official) is in hand."
    three.play("r").type("zzz").play("enter")
    assert three.message == "No row fits what is typed."


def test_the_record_that_was_in_hand_before_comes_back_with_two_keys(three: Any) -> None:
    three.select("Around").play("r enter")
    assert three.hand["name"] == "Korea-Japan Economic Association", "used before the one in hand"
    assert three.play("r enter").hand["name"] == "Mikio Sasaki"
    assert three.play("r enter").hand["name"] == "Korea-Japan Economic Association"


def test_without_records_none_is_taken_in_hand(begin: Any) -> None:
    assert begin().play("r").message.startswith("There is no record yet")


# Problems.


def test_no_problems(three: Any) -> None:
    assert three.play("!").message == "No problems in this article."


def test_problems_jump_to_field_words_or_record(three: Any) -> None:
    kim = record_of(three, "Kim Yoon")
    span = three.view.annotation.records[kim].mentions[0]
    three.view = with_problems(
        three.view,
        [
            Problem(code="AK102", message="roles are missing", record=kim, data_pointer="/roles"),
            Problem(code="AK206", message="twice", hint="Remove one.", span=span),
            Problem(code="AK306", message="bare", record=kim),
            Problem(code="AK201", message="text changed", hint="Look."),
        ],
    )
    three.play("! enter")
    assert isinstance(three.view.overlay, FormView)
    assert (three.view.hand, three.message) == (kim, "AK102 roles are missing")
    three.play("q ! down enter")
    assert (three.words, three.message) == ("Kim Yoon", "AK206 twice. Remove one.")
    three.select("Mikio").play("! j j enter")
    assert (three.words, three.message) == ("Kim Yoon", "AK306 bare. ")
    three.select("Mikio").play("! end enter")
    assert (three.words, three.message) == ("Mikio", "AK201 text changed. Look.")
    assert isinstance(three.play("! k home").view.overlay, ProblemsList)
    assert three.play("!").view.overlay is None


def test_problems_that_go_while_the_list_is_open(three: Any) -> None:
    three.view = with_problems(three.view, [Problem(code="AK201", message=str(n)) for n in range(3)])
    three.play("! end")
    three.view = with_problems(three.view, three.view.problems[:2])
    assert three.view.overlay.cursor == 1
    three.view = with_problems(three.view, [])
    assert three.play("enter").view.overlay is None
