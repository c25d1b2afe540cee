"""Ways through the form: JSON in place, further properties, what a field is for, what is offered, what is kept."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from tests.keys.form_person import Person

from annotate_kit.keys import Card, FormView, Quit, form_lines, json_edited
from annotate_kit.keys.form_opening import open_at

THING: dict[str, Any] = {
    "title": "Thing",
    "type": "object",
    "properties": {
        "name": {"type": "string", "title": "Name", "description": "What it is called.", "pattern": "^[a-z]+$"},
        "size": {
            "type": "integer",
            "title": "Size",
            "minimum": 1,
            "maximum": 9,
            "default": 3,
            "examples": [3, 5],
            "x-annotate": {"unit": "metres", "evidence": "required"},
        },
        "sort": {"enum": ["big", "small"], "title": "Sort", "default": "small"},
        "many": {"enum": [f"code {n}" for n in range(30)], "title": "Many"},
        "kin": {"type": ["string", "null"], "title": "Kin", "x-annotate": {"ref": ["pipe"]}},
        "old": {"type": "string", "title": "Old", "deprecated": True, "x-annotate": {"replacedBy": "name"}},
        "gone": {"type": "string", "title": "Gone", "deprecated": True},
        "made": {"type": "string", "title": "Made", "format": "uri", "readOnly": True, "minLength": 2, "maxLength": 2},
        "list": {"type": "array", "title": "List", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True},
        "few": {"type": "array", "title": "Few", "items": {"type": "object"}, "maxItems": 4},
        "some": {"type": "array", "title": "Some", "items": {"type": "string"}, "minItems": 1, "maxItems": 4},
        "free": {"type": "object", "title": "Free", "additionalProperties": {"type": "integer"}},
        "either": {
            "title": "Either",
            "oneOf": [{"title": "Words", "type": "string"}, {"title": "Count", "type": "integer"}],
        },
        "inner": {
            "type": "object",
            "title": "Inner",
            "properties": {"deep": {"type": "array", "title": "Deep", "items": {"type": "integer"}}},
        },
    },
}
PIPE = {"title": "Pipe", "type": "object", "properties": {"name": {"type": "string"}}}


@pytest.fixture
def person(catalog_from: Any) -> Person:
    return Person.before(catalog_from({"thing.schema.json": THING, "pipe.schema.json": PIPE}), {"name": "abc"})


def at(person: Person, label: str) -> Person:
    return person.go(next(n for n, line in enumerate(person.lines) if line.label == label))


def card(person: Person) -> tuple[str, ...]:
    shown = person.view.overlay
    assert isinstance(shown, Card)
    return shown.lines


def test_any_value_is_typed_as_json_in_its_line(person: Person) -> None:
    at(person, "Inner").press("=").type('{"deep": [1').press("enter")
    assert person.open is not None
    assert person.open.heard.startswith("no JSON: ")
    person.type(", 2]}").press("enter")
    assert person.data["inner"] == {"deep": [1, 2]}


def test_json_is_checked_by_the_schema_while_it_is_typed(person: Person) -> None:
    at(person, "Inner").press("=").type('{"deep": ["x"]}')
    assert person.open is not None
    assert person.open.heard.startswith("AK101 ")
    person.press("backspace", "backspace", "backspace", "backspace", "backspace").type("1]}")
    assert person.open.heard == ""


def test_json_of_the_whole_record_has_to_be_an_object(catalog_from: Any) -> None:
    schema = {"title": "Thing", "oneOf": [{"properties": {"a": {}}, "required": ["a"]}, {"properties": {"b": {}}}]}
    person = Person.before(catalog_from({"thing.schema.json": schema, "pipe.schema.json": PIPE}), {})
    person.go(0).press("=").clear().type("[1]")
    assert person.open is not None
    assert person.open.heard == "a record is an object"
    person.press("enter")
    assert person.open is not None, "what was typed stays"
    person.clear().type('{"a": 1}').press("enter")
    assert person.data == {"a": 1}


def test_an_open_field_turns_to_json(person: Person) -> None:
    at(person, "Name").press("enter", "f2")
    assert person.open is not None
    assert person.open.buffer.text == '"abc"'
    person.press("f2")
    assert person.view.message == "JSON is typed here already."
    person.clear().type("[1]").press("enter")
    assert person.data["name"] == [1]
    person.press("n", "f2")
    assert person.view.message == "The name is typed first."


def test_free_keys_of_an_object_are_json_from_the_line_that_adds_one(person: Person) -> None:
    at(person, "another value").press("=").type('{"a": 1}').press("enter")
    assert person.data["free"] == {"a": 1}


def test_a_record_may_get_properties_that_its_schema_does_not_name(person: Person) -> None:
    at(person, "Name").press("n").type("more").press("enter").type("[1]").press("enter")
    assert person.data["more"] == [1]
    at(person, "Deep").press("n").type("x").press("enter").type("1").press("enter")
    assert person.data["x"] == 1, "an object that is not there yet is no place for it"


def test_a_form_without_lines_takes_properties(catalog_from: Any) -> None:
    schema = {"title": "Thing", "type": "object", "properties": {"never": False}}
    person = Person.before(catalog_from({"thing.schema.json": schema, "pipe.schema.json": PIPE}), {})
    assert person.lines == ()
    assert person.press("=", "d").view.overlay == person.shown
    person.press("n").type("a1").press("enter").type("5").press("enter")
    assert person.data == {"a1": 5}


def test_a_record_that_is_gone_takes_no_properties(person: Person) -> None:
    person.view = attrs.evolve(person.view, overlays=(FormView(record="gone"),))
    assert person.press("n").open is None


def test_an_item_that_is_one_of_several_objects_asks_which(catalog_from: Any) -> None:
    one = {"title": "One", "properties": {"x": {"type": "integer"}}, "required": ["x"]}
    two = {"title": "Two", "properties": {"y": {"type": "integer"}}, "required": ["y"]}
    items = {"type": "object", "title": "Part", "oneOf": [one, two]}
    schema = {"title": "Thing", "type": "object", "properties": {"parts": {"type": "array", "items": items}}}
    person = Person.before(catalog_from({"thing.schema.json": schema, "pipe.schema.json": PIPE}), {})
    person.go(1).press("enter")
    assert person.open is not None
    assert [row.label for row in person.open.rows] == ["One", "Two"]
    person.press("down", "enter").type("7").press("enter")
    assert person.data == {"parts": [{"y": 7}]}


def test_nothing_typed_as_json_is_nothing(person: Person) -> None:
    at(person, "Size").press("enter", "f2", "enter")
    assert (person.open, person.edits) == (None, [])


def test_a_key_may_look_like_an_index(person: Person) -> None:
    at(person, "another value").press("enter").type("0").press("enter").type("7").press("enter")
    assert person.data["free"] == {"0": 7}


def test_an_object_or_a_list_is_begun_empty(person: Person) -> None:
    at(person, "Inner").press("space")
    at(person, "List").press("space")
    assert (person.data["inner"], person.data["list"]) == ({}, [])


def test_an_item_with_nothing_to_ask_is_offered_empty(person: Person) -> None:
    at(person, "Few").press("enter")
    assert person.open is not None
    assert (person.open.buffer.text, person.edits) == ("{}", [])
    assert person.press("enter").data["few"] == [{}]


def test_the_default_and_the_examples_are_offered_and_not_written(person: Person) -> None:
    line = next(line for line in person.lines if line.label == "Size")
    assert (line.shown, line.heard) == ("", "default 3")
    at(person, "Size").press("enter")
    assert person.open is not None
    assert [(row.label, row.note) for row in person.open.rows] == [("3", "default"), ("5", "example")]
    person.press("escape")
    assert "size" not in person.data
    assert person.press("enter", "down", "down", "enter").data["size"] == 5
    at(person, "Sort").press("enter")
    assert person.open is not None
    assert [row.note for row in person.open.rows] == ["", "default"]


def test_what_the_schema_says_of_a_field_is_shown(person: Person) -> None:
    heard = {line.label: line.heard for line in person.lines}
    assert heard["Old"] == "deprecated: name takes its place"
    assert (heard["Gone"], heard["Made"]) == ("deprecated", "read only")


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Name", ("What it is called.", "", "Text.", "Pattern: ^[a-z]+$")),
        (
            "Size",
            (
                "A whole number.",
                "At least 1, at most 9 metres.",
                "It needs words that say so.",
                "Default: 3",
                "Such as 3",
                "Such as 5",
            ),
        ),
        ("Sort", ("One of:", "   big", "   small", 'Default: "small"')),
        ("Kin", ("A record of this article: pipe.", "Or null: no value, on purpose.")),
        ("Old", ("Text.", "Deprecated: name takes its place.")),
        ("Gone", ("Text.", "Deprecated.")),
        ("Made", ("Text.", "Exactly 2 characters.", "Format: uri", "Read only: nobody should have to change it.")),
        ("List", ("A list.", "At least 1 items.", "No item twice.")),
        ("Few", ("A list.", "At most 4 items.")),
        ("Some", ("A list.", "1 to 4 items.")),
        ("Either", ("One of these: Words, Count.",)),
    ],
)
def test_what_a_field_is_for_is_one_key_away(person: Person, label: str, expected: tuple[str, ...]) -> None:
    at(person, label).press("d")
    assert card(person) == expected


def test_of_many_codes_the_first_are_told(person: Person) -> None:
    assert card(at(person, "Many").press("d"))[-1] == "   … and 6 more"


def test_what_an_open_field_is_for_is_one_key_away_and_the_words_stay(person: Person) -> None:
    at(person, "Name").press("enter").type("x").press("f1")
    assert card(person)[0] == "What it is called."
    person.press("q")
    assert person.open is not None
    assert person.open.buffer.text == "abcx"


def test_words_that_are_not_taken_hold_the_program_once(person: Person) -> None:
    at(person, "Name").press("enter").type("x").press("ctrl+c")
    assert person.view.message.startswith("What is typed here is not taken yet")
    assert isinstance(person.view.overlay, FormView)


def test_leaving_twice_leaves(begin: Any) -> None:
    player = begin().play("tab p e enter x ctrl+c")
    assert player.requests == []
    assert player.play("ctrl+c").requests == [Quit()]


def test_a_reference_picked_for_words_is_named_by_them(begin: Any) -> None:
    player = begin().select("Mitsubishi Corp.").play("o").select("Kim Yoon").play("p").select("Seoul")
    player.take(open_at(player.view, player.view.hand, "/roles/0/organization", "Mitsubishi Corp."))
    rows = [row.label for row in player.view.overlay.open.rows]
    player.play("down " * rows.index("Mitsubishi Corp.") + "enter")
    company = next(r for r in player.view.annotation.records.values() if r.type == "organization")
    assert player.hand["roles"] == [{"organization": company.id}]
    assert player.said("/roles/0/organization") == ["Seoul"]
    assert player.quotes(company.id) == ["Seoul", "Mitsubishi Corp."]


def test_what_the_editor_left_unfinished_stays_open_in_the_form(person: Person) -> None:
    step = json_edited(person.view, "thing-1", "/inner", '{"deep": [', lambda prefix: prefix)
    person.view = step.view
    assert person.open is not None
    assert (person.open.pointer, person.open.buffer.text) == ("/inner", '{"deep": [')
    assert person.open.heard.startswith("no JSON: ")
    assert step.edits == ()
    person.type("4]}").press("enter")
    assert person.data["inner"] == {"deep": [4]}


def test_what_the_editor_left_unfinished_opens_the_form_where_it_is_closed(person: Person) -> None:
    person.press("q")
    person.view = json_edited(person.view, "thing-1", "/inner", "[", lambda prefix: prefix).view
    assert person.open is not None
    assert form_lines(person.view, person.shown)[person.shown.cursor].label == "Inner"


def test_an_empty_file_from_the_editor_changes_nothing(person: Person) -> None:
    step = json_edited(person.view, "thing-1", "/inner", " \n", lambda prefix: prefix)
    assert (step.edits, step.view.message) == ((), "That is no JSON, nothing was changed: there is nothing in it")


def test_an_alternative_that_was_chosen_is_kept_in_mind(catalog_from: Any) -> None:
    like = {
        "oneOf": [
            {
                "title": "One",
                "type": "object",
                "properties": {"x": {"type": "integer"}, "y": {}},
                "required": ["x", "y"],
            },
            {
                "title": "Two",
                "type": "object",
                "properties": {"x": {"type": "integer"}, "z": {}},
                "required": ["x", "z"],
            },
        ]
    }
    schema = {"title": "Thing", "type": "object", "properties": {"it": {"title": "It", **like}}}
    person = Person.before(catalog_from({"thing.schema.json": schema, "pipe.schema.json": PIPE}), {})
    person.go(0).press("enter", "down", "enter").type("1").press("enter")
    assert [line.label for line in person.lines] == ["It", "X", "Z"]
    person.go(0).press("enter", "enter")
    assert len(person.edits) == 1, "the same one again changes nothing"
    person.press("enter", "up", "enter")
    assert [line.label for line in person.lines][-1] in ("Y", "It, y")


def test_a_choice_within_a_choice_is_asked_for_and_both_are_kept_in_mind(catalog_from: Any) -> None:
    inner = {"title": "Plain", "oneOf": [{"title": "Words", "type": "string"}, {"title": "Count", "type": "integer"}]}
    several = {"title": "Several", "type": "array", "items": {"type": "string"}}
    schema = {"title": "Thing", "type": "object", "properties": {"it": {"title": "It", "oneOf": [several, inner]}}}
    person = Person.before(catalog_from({"thing.schema.json": schema, "pipe.schema.json": PIPE}), {})
    person.go(0).press("enter", "down", "enter", "down", "enter").type("7").press("enter")
    assert person.data == {"it": 7}
    assert person.shown.chosen == (("/it", 0, 1), ("/it", 1, 1))
