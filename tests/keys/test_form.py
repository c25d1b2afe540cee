from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
import pytest

from annotate_kit.core import ABSENT, Claim, Problem, SetEvidence
from annotate_kit.keys import (
    EditJson,
    FormView,
    Known,
    Undo,
    form_lines,
    form_notes,
    form_problems,
    json_edited,
    with_problems,
)
from annotate_kit.keys.form_opening import open_at
from annotate_kit.keys.steps import act

SINK: dict[str, Any] = {
    "title": "Sink",
    "description": "Every construct at once.",
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "title": "Name", "x-annotate": {"prefill": "mention"}},
        "when": {"type": "string", "format": "edtf", "title": "When"},
        "count": {"type": "integer", "title": "Count"},
        "share": {"type": ["number", "null"], "title": "Share"},
        "fine": {"type": "boolean", "title": "Fine"},
        "level": {
            "title": "Level",
            "oneOf": [
                {"const": "high", "title": "High", "x-annotate": {"synonyms": ["tall"]}},
                {"const": "low", "title": "Low", "description": "Near the ground."},
            ],
        },
        "hint": {"title": "Hint", "anyOf": [{"enum": ["one", "two"]}, {"type": "string"}]},
        "who": {"type": "string", "title": "Who", "x-annotate": {"ref": ["sink", "pipe"]}},
        "tags": {"type": "array", "title": "Tags", "items": {"type": "string", "title": "Tag"}},
        "grid": {
            "type": "array",
            "title": "Grid",
            "items": {"type": "array", "title": "Row", "items": {"type": "integer", "title": "Cell"}},
        },
        "parts": {
            "type": "array",
            "title": "Parts",
            "items": {
                "title": "Part",
                "oneOf": [
                    {
                        "title": "A pipe",
                        "type": "object",
                        "required": ["sort", "long"],
                        "properties": {"sort": {"const": "pipe"}, "long": {"type": "integer", "title": "Long"}},
                        "additionalProperties": False,
                    },
                    {
                        "title": "A tap",
                        "type": "object",
                        "required": ["hot"],
                        "properties": {"hot": {"type": "boolean", "title": "Hot"}},
                        "additionalProperties": False,
                    },
                    {"title": "Only words", "type": "string"},
                    {"title": "Nothing", "type": "null"},
                ],
            },
        },
        "place": {
            "type": "object",
            "title": "Place",
            "properties": {
                "city": {"type": "string", "title": "City"},
                "at": {"type": "string", "format": "edtf", "title": "At"},
            },
        },
        "free": {"type": "object", "title": "Free", "additionalProperties": {"type": "string", "title": "Free value"}},
        "thing": {
            "title": "Thing",
            "oneOf": [
                {"title": "A free thing", "type": "object"},
                {"title": "A list", "type": "array", "items": {"type": "string"}},
                {"title": "A number", "type": "number"},
            ],
        },
        "any": {"title": "Any"},
        "long": {"type": "string", "title": "Long text", "x-annotate": {"widget": "text-area"}},
    },
    "x-annotate": {"shortcut": "s"},
}
PIPE: dict[str, Any] = {
    "title": "Pipe",
    "type": "object",
    "properties": {"name": {"type": "string", "title": "Name"}},
    "x-annotate": {"shortcut": "p"},
}


@pytest.fixture
def sink(begin: Any, catalog_from: Any) -> Any:
    catalog = catalog_from({"sink.schema.json": SINK, "pipe.schema.json": PIPE})
    known = (Known(entity="pipe-k", type="pipe", caption="Old pipe", names=("Old pipe",)),)
    return (
        begin("The old sink leaked on May 16, 2023. A pipe broke.\n", catalog=catalog, known=known)
        .select("sink")
        .play("s e")
    )


def lines(player: Any) -> Any:
    return form_lines(player.view, player.view.overlay)


def go(player: Any, label: str, kind: str | None = None) -> Any:
    """The cursor to the line with this label, with arrows as a person would."""
    found = next(n for n, line in enumerate(lines(player)) if line.label == label and kind in (None, line.kind))
    player.play("home")
    for _ in range(found):
        player.play("down")
    assert player.view.overlay.cursor == found
    return player


def test_the_form_shows_what_there_is(sink: Any) -> None:
    name = lines(sink)[0]
    assert (name.label, name.shown, name.marks, name.is_required) == ("Name", "sink", (1,), True)
    assert form_notes(sink.view, sink.view.overlay) == ("sink",)


def test_opening_and_closing_changes_not_a_byte(sink: Any) -> None:
    before = sink.view.annotation
    for n in range(len(lines(sink))):
        sink.play("home")
        for _ in range(n):
            sink.play("down")
        sink.play("enter")
        if sink.view.overlay.open is not None:
            sink.play("enter" if lines(sink)[n].value is not ABSENT else "escape")
    sink.play("q")
    assert sink.view.annotation is before
    assert sink.view.overlay is None


def test_text_is_typed(sink: Any) -> None:
    go(sink, "Name").play("enter").type("!").play("enter")
    assert sink.hand["name"] == "sink!"
    assert sink.said("/name") == ["sink"], "what was said for it stays"
    assert sink.view.overlay.open is None


def test_tab_takes_and_goes_on(sink: Any) -> None:
    go(sink, "When").play("enter").type("2023-05").play("tab")
    assert sink.hand["when"] == "2023-05"
    assert lines(sink)[sink.view.overlay.cursor].label == "Count"


def test_tab_stays_where_the_form_cannot_go_on(sink: Any) -> None:
    go(sink, "Any").play("enter").type("{").play("tab")
    assert sink.view.overlay.open is not None


def test_a_date_says_what_it_was_understood_as(sink: Any) -> None:
    go(sink, "When").play("enter").type("2023-05-1")
    assert sink.view.overlay.open.heard == "1 May 2023"
    sink.type("6")
    assert sink.view.overlay.open.heard == "16 May 2023"
    sink.play("left")
    assert sink.view.overlay.open.heard == "16 May 2023"
    sink.play("enter")
    assert next(line for line in lines(sink) if line.label == "When").heard == "16 May 2023"
    sink.play("enter backspace backspace").type("16").play("enter")
    assert len(sink.edits) == 2, "the same text is no change"


def test_a_date_in_words_is_read(sink: Any) -> None:
    go(sink, "When").play("enter").type("May 16, 2023").play("enter")
    assert sink.hand["when"] == "2023-05-16"


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12", 12), ("-3", -3), ("7.50", Decimal("7.50")), ("1e3", Decimal("1e3")), ("around 240", 240), ("many", "many")],
)
def test_numbers_are_numbers_and_what_is_none_stays_text(sink: Any, typed: str, value: object) -> None:
    go(sink, "Count").play("enter").type(typed).play("enter")
    assert sink.hand["count"] == value
    assert type(sink.hand["count"]) is type(value)


def test_a_whole_number_for_a_decimal_is_a_change(sink: Any) -> None:
    go(sink, "Count").play("enter").type("1.0").play("enter")
    sink.play("enter backspace backspace enter")
    assert repr(sink.hand["count"]) == "1"


def test_a_number_typed_where_words_stood_replaces_them(sink: Any) -> None:
    go(sink, "Count").play("enter").type("many").play("enter enter")
    assert sink.view.overlay.open.buffer.text == "many"
    sink.play("backspace backspace backspace backspace 4 enter")
    assert sink.hand["count"] == 4


def test_an_emptied_value_goes(sink: Any) -> None:
    go(sink, "Count").play("enter 4 enter enter backspace enter")
    assert "count" not in sink.hand
    assert sink.message == "Count removed"
    sink.play("enter 4 backspace enter")
    assert len(sink.edits) == 3, "nothing from nothing is no edit"


def test_two_quotation_marks_are_an_empty_text(sink: Any) -> None:
    go(sink, "Name").play("enter").play("backspace backspace backspace backspace").type('""').play("enter")
    assert sink.hand["name"] == ""


def test_null_is_chosen_where_it_may_stand(sink: Any) -> None:
    go(sink, "Share").play("enter")
    assert [row.label for row in sink.view.overlay.open.rows][-1] in ("null", "Nothing", "Null")


@pytest.mark.parametrize(("keys", "value"), [("enter down enter", True), ("enter n enter", False), ("space", True)])
def test_yes_and_no(sink: Any, keys: str, value: object) -> None:
    assert go(sink, "Fine").play(keys).hand["fine"] is value


def test_yes_switches_to_no_and_back(sink: Any) -> None:
    assert go(sink, "Fine").play("space space").hand["fine"] is False
    assert sink.play("space").hand["fine"] is True
    assert sink.play("enter").view.overlay.open.cursor == 0
    assert sink.play("down enter").hand["fine"] is False
    assert go(sink, "Count").play("space").message.startswith("Only a yes or no is switched so")


def test_codes_are_chosen_by_title_and_stored_by_value(sink: Any) -> None:
    go(sink, "Level").play("enter")
    assert [(row.label, row.detail) for row in sink.view.overlay.open.rows] == [("High", "high"), ("Low", "low")]
    sink.type("lo").play("enter")
    assert sink.hand["level"] == "low"
    assert next(line for line in lines(sink) if line.label == "Level").shown == "Low"


def test_codes_are_found_by_synonym_and_kept_as_typed_where_there_is_none(sink: Any) -> None:
    go(sink, "Level").play("enter").type("tall").play("enter")
    assert sink.hand["level"] == "high"
    sink.play("enter").play("backspace backspace backspace backspace").type("hihg")
    assert [row.label for row in sink.view.overlay.open.rows] == ["High"], "the closest ones"
    sink.play("up up enter")
    assert sink.hand["level"] == "hihg"
    sink.play("enter").play("backspace backspace backspace backspace").type("low").play("up enter")
    assert sink.hand["level"] == "low"


def test_an_open_list_offers_and_takes_anything(sink: Any) -> None:
    go(sink, "Hint").play("enter down down enter")
    assert sink.hand["hint"] == "two"
    sink.play("enter backspace backspace backspace").type("four").play("down enter")
    assert sink.hand["hint"] == "four"


def test_references_are_chosen_by_name(sink: Any) -> None:
    sink.play("q").select("pipe").play("p down enter r").type("sink").play("enter e")
    go(sink, "Who").play("enter").type("pi").play("enter")
    pipe = next(record.id for record in sink.view.annotation.records.values() if record.type == "pipe")
    assert sink.hand["who"] == pipe
    assert next(line for line in lines(sink) if line.label == "Who").shown == "→ pipe"
    sink.play("enter")
    assert sink.view.overlay.open.rows[sink.view.overlay.open.cursor].choice.record == pipe
    sink.play("enter")
    assert sink.view.overlay.open is None


def test_a_reference_to_somebody_new_makes_the_record(sink: Any) -> None:
    go(sink, "Who").play("enter").type("New pipe").play("end down down down enter")
    made = sink.view.annotation.records[sink.hand["who"]]
    assert (made.type, dict(made.data), made.mentions) == ("pipe", {"name": "New pipe"}, ())
    assert sink.undo().records.keys() == {"sink"}


def test_a_reference_to_another_articles_entity_makes_a_record_of_it(sink: Any) -> None:
    go(sink, "Who").play("enter")
    rows = [row.label for row in sink.view.overlay.open.rows]
    for _ in range(rows.index("Old pipe") + 1):
        sink.play("down")
    sink.play("enter")
    made = sink.view.annotation.records[sink.hand["who"]]
    assert (made.entity, made.data["name"]) == ("pipe-k", "Old pipe")


def test_items_are_added_removed_and_moved(sink: Any) -> None:
    go(sink, "Tags").play("enter").type("one").play("enter")
    assert lines(sink)[sink.view.overlay.cursor].kind in ("item", "add-item")
    go(sink, "another tag").play("enter").type("two").play("enter")
    assert sink.hand["tags"] == ["one", "two"]
    go(sink, "Tag 1").play(">")
    assert sink.hand["tags"] == ["two", "one"]
    assert lines(sink)[sink.view.overlay.cursor].label == "Tag 2", "the cursor goes along"
    assert sink.play(">").message == "There is no item here that could move there."
    assert sink.play("<").hand["tags"] == ["one", "two"]
    assert go(sink, "Tag 1").play("x").hand["tags"] == ["two"]
    assert sink.message == "Tag 1 removed; u takes it back"
    assert go(sink, "Tag 1").play("a").type("three").play("enter").hand["tags"] == ["two", "three"]
    assert go(sink, "Tags").play("a").type("four").play("enter").hand["tags"] == ["two", "three", "four"]
    assert go(sink, "Name").play("a").message == "There is no list here that takes one more."


def test_lists_within_lists(sink: Any) -> None:
    go(sink, "another row").play("enter 1 enter")
    assert sink.hand["grid"] == [[1]]
    go(sink, "another cell").play("enter 2 enter")
    assert sink.hand["grid"] == [[1, 2]]
    go(sink, "Cell 1").play(">")
    assert sink.hand["grid"] == [[2, 1]]


def test_an_item_of_alternatives_asks_which(sink: Any) -> None:
    go(sink, "another part").play("enter")
    assert [row.label for row in sink.view.overlay.open.rows] == [
        "A pipe",
        "A tap",
        "Only words",
        "null",
    ]
    sink.play("enter")
    assert sink.hand["parts"] == [{"sort": "pipe"}], "what can only be one thing is there"
    go(sink, "Long").play("enter 7 enter")
    assert sink.hand["parts"] == [{"sort": "pipe", "long": 7}]


def test_an_alternative_is_chosen_anew(sink: Any) -> None:
    go(sink, "another part").play("enter enter")
    chooser = next(n for n, line in enumerate(lines(sink)) if line.kind == "choose-alternative")
    assert lines(sink)[chooser].shown == "A pipe"
    sink.play("home")
    for _ in range(chooser):
        sink.play("down")
    sink.play("enter down enter")
    assert sink.hand["parts"] == [{}], "what only the other one knows goes"
    assert sink.view.overlay.open.pointer == "/parts/0/hot", "what the new one asks for is typed at once"
    assert sink.play("down enter").hand["parts"] == [{"hot": True}]
    assert sink.play("u").requests[-1] == Undo()


@pytest.mark.parametrize(("downs", "then", "value"), [(0, "", {}), (1, "o n e enter", ["one"]), (2, "7 enter", 7)])
def test_alternatives_of_several_types(sink: Any, downs: int, then: str, value: object) -> None:
    go(sink, "Thing").play("enter").play("down " * downs + "enter " + then)
    assert sink.hand["thing"] == value
    go(sink, "Thing", "choose-alternative").play("x")
    assert "thing" not in sink.hand


@pytest.mark.parametrize(
    ("downs", "then", "value"),
    [(1, "down enter", {"hot": True}), (2, "w e t enter", "wet"), (3, "", None)],
)
def test_every_alternative_can_be_entered(sink: Any, downs: int, then: str, value: object) -> None:
    go(sink, "another part").play("enter")
    sink.play("down " * downs + "enter " + then)
    assert sink.hand["parts"] == [value]


def test_an_item_of_alternatives_leads_to_its_choice(sink: Any) -> None:
    go(sink, "another part").play("enter enter")
    go(sink, "Part 1").play("enter")
    assert lines(sink)[sink.view.overlay.cursor].kind == "choose-alternative"


def test_a_field_that_the_data_does_not_ask_for_is_filled_at_the_end(begin: Any, catalog_from: Any) -> None:
    schema = {
        "title": "Case",
        "type": "object",
        "properties": {"name": {"type": "string"}, "is_open": {"type": "boolean"}},
        "if": {"required": ["is_open"], "properties": {"is_open": {"const": True}}},
        "unevaluatedProperties": False,
        "then": {"properties": {"until": {"type": "string", "format": "edtf", "title": "Until"}}},
        "x-annotate": {"shortcut": "c"},
    }
    player = begin(catalog=catalog_from({"case.schema.json": schema})).play("c").select("glad").play("enter")
    until = next(choice.key for choice in player.view.overlay.choices if choice.label == "Until")
    player.play(until)
    line = lines(player)[player.view.overlay.cursor]
    assert (line.kind, line.label, line.pointer) == ("pending", "Until", "/until")
    player.type("2024").play("enter")
    assert player.hand["until"] == "2024"


def test_an_alternative_list_without_rows_closes(sink: Any) -> None:
    go(sink, "another part").play("enter").type("zzz").play("enter")
    assert sink.view.overlay.open is None
    assert "parts" not in sink.hand


def test_members_of_an_object_that_is_not_there_yet(sink: Any) -> None:
    go(sink, "City").play("enter").type("Busan").play("enter")
    assert sink.hand["place"] == {"city": "Busan"}
    assert go(sink, "Place").play("enter").view.overlay.cursor == sink.view.overlay.cursor
    assert go(sink, "Place").play("x").hand.get("place") is None


def test_free_keys(sink: Any) -> None:
    go(sink, "another free value").play("enter").type("colour").play("enter").type("red").play("enter")
    assert sink.hand["free"] == {"colour": "red"}
    go(sink, "another free value").play("enter").type("colour").play("enter")
    assert sink.view.overlay.open.heard == "colour is there already"
    sink.play("escape")
    go(sink, "another free value").play("enter enter")
    assert sink.view.overlay.open is None
    assert go(sink, "colour").play("x").hand["free"] == {}


def test_json_is_edited_as_text(sink: Any) -> None:
    go(sink, "Any").play("enter").type('{"a": [1.50, nul').play("enter")
    assert sink.view.overlay.open.heard.startswith("no JSON: ")
    sink.type("l]}").play("enter")
    assert sink.hand["any"] == {"a": [Decimal("1.50"), None]}
    sink.play("enter")
    assert sink.view.overlay.open.buffer.text == '{"a": [1.50, null]}'
    sink.play("enter")
    assert len(sink.edits) == 2
    sink.play("enter")
    for _ in range(20):
        sink.play("backspace")
    assert "any" not in sink.play("enter").hand


def test_a_value_of_another_kind_than_its_field_is_shown_as_json(sink: Any) -> None:
    sink.take(json_edited(sink.view, sink.view.hand, "/name", "[1]", sink.ids))
    go(sink, "Name").play("enter")
    assert sink.view.overlay.open.takes == "json"
    assert sink.view.overlay.open.buffer.text == "[1]"
    for pointer, text in (("/count", "true"), ("/level", "[1]"), ("/fine", "[]"), ("/who", "4")):
        sink.play("enter")
        sink.take(json_edited(sink.view, sink.view.hand, pointer, text, sink.ids))
        line = next(n for n, found in enumerate(lines(sink)) if found.pointer == pointer)
        sink.play("home")
        for _ in range(line):
            sink.play("down")
        assert sink.play("enter").view.overlay.open.takes == "json"


def test_any_value_can_go_to_the_editor(sink: Any) -> None:
    go(sink, "Place").play("o")
    assert sink.requests == [EditJson(record=sink.view.hand, pointer="/place")]
    go(sink, "another tag").play("o")
    assert sink.requests[-1] == EditJson(record=sink.view.hand, pointer="/tags")


def test_what_comes_back_from_the_editor_is_taken_or_said(sink: Any) -> None:
    record = sink.view.hand
    sink.take(json_edited(sink.view, record, "/place", '{"city": "Seoul"}', sink.ids))
    assert sink.hand["place"] == {"city": "Seoul"}
    sink.take(json_edited(sink.view, record, "/place", '{"city": "Seoul"}', sink.ids))
    sink.take(json_edited(sink.view, record, "/place", '{"city": ', sink.ids))
    assert sink.message.startswith("That is no JSON, nothing was changed")
    sink.take(json_edited(sink.view, record, "", "[]", sink.ids))
    assert "does not fit" in sink.message
    sink.take(json_edited(sink.view, "gone", "", "{}", sink.ids))
    assert sink.message == "The record is gone; nothing was changed."
    assert len(sink.edits) == 2


def test_evidence_is_added_from_the_selection_and_removed(sink: Any) -> None:
    sink.play("q").select("May 16, 2023").play("e")
    assert go(sink, "Count").play("+").message == "There is no value here that words could say."
    go(sink, "When").play("enter").type("2023-05-16").play("enter +")
    assert sink.said("/when") == ["May 16, 2023"]
    assert next(line for line in lines(sink) if line.label == "When").marks == (2,)
    assert sink.play("+").message == "These words say so already."
    sink.play("-")
    assert sink.said("/when") == []
    assert [span.quote for span in sink.view.annotation.spans.values()] == ["sink"], "the span goes with its last use"
    assert sink.play("-").message == "No words say this value."


def test_spaces_say_nothing(sink: Any) -> None:
    sink.play("q v l e")
    assert sink.words == " "
    assert go(sink, "Name").play("+").message == "There are no words in the selection."


def test_how_a_value_is_claimed(sink: Any) -> None:
    go(sink, "Level").play("enter down enter c")
    evidence = sink.view.annotation.records[sink.view.hand].evidence
    assert evidence["/level"] == (Claim(claim="inferred"),)
    assert next(line for line in lines(sink) if line.label == "Level").heard == "inferred"
    sink.play("c")
    assert "/level" not in sink.view.annotation.records[sink.view.hand].evidence, "stated by nothing says nothing"
    go(sink, "Name")
    found = [sink.play("c").view.annotation.records[sink.view.hand].evidence["/name"][0].claim for _ in range(5)]
    assert found == ["inferred", "reported", "planned", "denied", "stated"]
    assert sink.message == "Name: stated"
    assert go(sink, "Count").play("c").message == "There is no value here that could be claimed."


def test_what_no_words_say_is_inferred_or_nothing(sink: Any) -> None:
    go(sink, "Level").play("enter down enter c")
    claims = sink.view.annotation.records[sink.view.hand].evidence["/level"]
    other = (Claim(by="the chairman"),)
    sink.take(act(sink.view, SetEvidence(record=sink.view.hand, pointer="/level", before=claims, after=other), ""))
    found = [sink.play("c").view.annotation.records[sink.view.hand].evidence["/level"][0].claim for _ in range(3)]
    assert found == ["inferred", "stated", "inferred"]


def test_an_unknown_way_of_claiming_begins_again(sink: Any) -> None:
    claims = sink.view.annotation.records[sink.view.hand].evidence["/name"]
    other = (attrs.evolve(claims[0], claim="dreamt"),)
    sink.take(act(sink.view, SetEvidence(record=sink.view.hand, pointer="/name", before=claims, after=other), ""))
    sink.play("home c")
    assert sink.view.annotation.records[sink.view.hand].evidence["/name"][0].claim == "stated"


def test_a_value_that_words_say_again(begin: Any) -> None:
    player = begin().play("tab p").select("Yoon").play("enter G enter").play("enter G")
    player.play("enter")
    assert player.said("/given_name") == ["Yoon"], "said once"
    player.select("Mikio").play("enter G backspace backspace backspace backspace backspace").type("Yoon").play("enter")
    assert player.said("/given_name") == ["Yoon", "Mikio"]


def test_a_new_record_in_a_field_takes_the_words_as_its_mention(begin: Any) -> None:
    player = begin().play("tab p").select("Seoul").play("enter r @ o")
    assert player.view.overlay is not None
    player = begin().play("tab p").select("Seoul")
    player.take(open_at(player.view, player.view.hand, "/roles/0/organization", "Seoul"))
    player.play("down down down enter")
    made = next(r for r in player.view.annotation.records.values() if r.type == "organization")
    assert [player.view.annotation.spans[span].quote for span in made.mentions] == ["Seoul"]
    assert player.said("/roles/0/organization") == ["Seoul"]
    player.undo().take(open_at(player.view, player.view.hand, "/roles/0/organization", "Seoul"))
    player.type(" City").play("down down down enter")
    made = next(r for r in player.view.annotation.records.values() if r.type == "organization")
    assert (made.mentions, dict(made.data)) == ((), {"name": "City"})


def test_evidence_jumps_to_its_words(sink: Any) -> None:
    sink.play("q l e home w")
    assert (sink.words, sink.view.overlay) == ("sink", None)
    sink.play("l e end 1")
    assert (sink.words, sink.view.overlay) == ("sink", None)
    sink.play("e 9")
    assert sink.message == "No words say this."
    assert go(sink, "Count").play("w").message == "No words say this."


def test_problems_stand_beside_their_fields(sink: Any) -> None:
    record = sink.view.hand
    found = [
        Problem(code="AK101", message="not a number", hint="Write one.", record=record, data_pointer="/count"),
        Problem(code="AK103", message="unknown", record=record, data_pointer="/place/zip"),
        Problem(code="AK108", message="as a whole", record=record, data_pointer=""),
        Problem(code="AK101", message="of another", record="other", data_pointer="/count"),
    ]
    sink.view = with_problems(sink.view, found)
    by_label = {line.label: line.problems for line in lines(sink)}
    assert by_label["Count"] == ("AK101 not a number. Write one.",)
    assert by_label["Place"] == ("AK103 unknown.",), "where the place has no line, the nearest above"
    assert form_problems(sink.view, sink.view.overlay) == ("AK108 as a whole.",)
    sink.play("!")
    assert lines(sink)[sink.view.overlay.cursor].label == "Count"
    assert sink.message == "AK101 not a number. Write one."
    sink.play("! !")
    assert lines(sink)[sink.view.overlay.cursor].label == "Count", "after the last the first"
    sink.view = with_problems(sink.view, [])
    assert sink.play("!").message == "No line of this form has a problem."


def test_the_cursor_moves_by_page(sink: Any) -> None:
    sink.play("pagedown")
    assert sink.view.overlay.cursor == 10
    sink.play("pageup pageup j k end")
    assert sink.view.overlay.cursor == len(lines(sink)) - 1
    sink.play("home")
    assert sink.view.overlay.cursor == 0


def test_nothing_is_removed_where_nothing_is(sink: Any) -> None:
    assert go(sink, "Count").play("x").message == "There is nothing to remove here."


def test_pasted_text_keeps_line_feeds_only_where_they_belong(sink: Any) -> None:
    go(sink, "Count").play("enter").paste("4\n2")
    assert sink.view.overlay.open.buffer.text == "4 2"
    sink.play("escape")
    go(sink, "Long text").play("enter").paste("a\nb").play("enter")
    assert sink.hand["long"] == "a\nb"
    sink.play("a")
    sink.paste("x")
    assert sink.message == "Nothing is open that takes pasted text."


def test_keys_that_edit_nothing_change_nothing_in_a_field(sink: Any) -> None:
    go(sink, "Name").play("enter f5 down up")
    assert sink.view.overlay.open.buffer.text == "sink"
    assert sink.message == ""


def test_text_fields_take_jamo_as_text(sink: Any) -> None:
    go(sink, "Name").play("enter ㅁ 김 enter")
    assert sink.hand["name"] == "sinkㅁ김"


def test_a_record_that_is_gone_leaves_a_form_that_only_closes(sink: Any) -> None:
    sink.view = attrs.evolve(sink.view, overlays=(FormView(record="gone"),))
    assert lines(sink) == ()
    sink.play("down end x a space o c + - >")
    assert not sink.view.annotation.records.get("gone")
    assert form_notes(sink.view, sink.view.overlay) == ()
    assert sink.play("enter").view.overlay is None
    sink.view = attrs.evolve(sink.view, overlays=(FormView(record="gone"),))
    assert sink.play("w").view.overlay is None


def test_the_form_of_an_article_kept_under_another_schema(sink: Any) -> None:
    sink.take(json_edited(sink.view, sink.view.hand, "/mystery", '{"deep": [1]}', sink.ids))
    found = next(line for line in lines(sink) if line.label == "mystery")
    assert found.kind == "extra"
    assert found.shown == "1"
    go(sink, "mystery").play("enter")
    assert sink.view.overlay.open.buffer.text == '{"deep": [1]}'


def test_without_a_record_in_hand_there_is_no_form(begin: Any) -> None:
    assert begin().play("e").message.startswith("No record in hand")


@pytest.mark.parametrize(
    ("text", "typed", "first"),
    [
        ("Kim Yoon was glad.", "south", "South Korea"),
        ("Kim Yoon was glad.", "united", "United States"),
        ("Kim Yoon of South Africa was glad.", "south", "South Africa"),
        ("Kim Yoon was glad in the U.K. with Emirati friends.", "united", "United Kingdom"),
        ("Kim Yoon was glad.", "gs", "South Georgia and South Sandwich Islands"),
    ],
)
def test_of_codes_that_begin_alike_the_likeliest_comes_first(begin: Any, text: str, typed: str, first: str) -> None:
    player = begin(text).select("Kim Yoon").play("p").select("glad").play("enter c").type(typed)
    assert player.view.overlay.open.rows[0].label == first


def test_a_code_that_a_record_here_has_comes_before_one_that_is_named(begin: Any) -> None:
    player = begin("Kim Yoon of South Africa met glad people of South Sudan.").select("Kim Yoon").play("p")
    player.select("South Sudan").play("enter c").select("Kim Yoon").play("p")
    assert player.select("glad").play("enter c").type("south").view.overlay.open.rows[0].label == "South Sudan"
