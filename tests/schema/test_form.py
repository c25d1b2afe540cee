"""What a form shows of which data."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from annotate_kit.schema import ABSENT, Catalog, FormRow, RecordType, alternative_data, form, references

MakeType = Callable[..., RecordType]
Rows = Callable[..., tuple[FormRow, ...]]


def obj(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


@pytest.fixture
def rows(make_type: MakeType, empty_catalog: Catalog) -> Rows:
    """The rows of a schema and data; neither is changed."""

    def make(schema: Any, data: Any, **options: Any) -> tuple[FormRow, ...]:
        before = copy.deepcopy(data)
        made = form(empty_catalog, make_type(schema), data, **options)
        assert data == before
        return made

    return make


def drawn(made: tuple[FormRow, ...]) -> list[str]:
    """Rows as text: two spaces for each level, kind, pointer, `*` where required, value where it is one."""
    lines = []
    for row in made:
        star = " *" if row.is_required and row.kind != "choose-alternative" else ""
        chosen = f" {row.chosen}" if row.kind == "choose-alternative" else ""
        shown = f" = {row.value}" if row.is_present and row.kind in ("value", "extra", "item") else ""
        lines.append(f"{'  ' * row.depth}{row.kind} {row.pointer or '(record)'}{star}{chosen}{shown}")
    return lines


def test_every_property_has_a_row_whether_it_is_there_or_not(rows: Rows) -> None:
    made = rows({**obj(a={"title": "Alpha", "type": "string"}, b={"type": "integer"}), "required": ["a"]}, {"b": 1})
    assert drawn(made) == ["value /a *", "value /b = 1"]
    assert [row.label for row in made] == ["Alpha", "B"]
    assert [row.is_present for row in made] == [False, True]
    assert made[0].value is ABSENT
    assert [row.field.shortcut for row in made] == ["a", "b"]


def test_objects_and_lists_are_opened(rows: Rows) -> None:
    role = {"title": "Role", **obj(title={"type": "string"})}
    made = rows(
        obj(where=obj(city={"type": "string"}), roles={"title": "Roles", "type": "array", "items": role}),
        {"where": {"city": "Busan"}, "roles": [{"title": "chief"}]},
    )
    assert drawn(made) == [
        "group /where",
        "  value /where/city = Busan",
        "list /roles",
        "  item /roles/0 = {'title': 'chief'}",
        "    value /roles/0/title = chief",
        "  add-item /roles/1",
    ]
    assert [row.label for row in made][3:] == ["Role 1", "Title", "another role"]


def test_what_is_absent_is_opened_one_level(rows: Rows) -> None:
    inner = obj(deep=obj(deeper={"type": "string"}), listed={"type": "array"})
    made = rows(obj(where=inner, names={"type": "array", "items": {"type": "string"}}), {})
    assert drawn(made) == [
        "group /where",
        "  group /where/deep",
        "  list /where/listed",
        "list /names",
        "  add-item /names/0",
    ]


def test_data_of_another_type_is_shown_as_it_is(rows: Rows) -> None:
    made = rows(obj(a=obj(b={}), c={"type": "array"}), {"a": "text", "c": {"d": 1}})
    assert drawn(made) == ["value /a = text", "value /c = {'d': 1}"]


def test_nothing_in_the_data_is_hidden(rows: Rows) -> None:
    made = rows({**obj(a={}), "additionalProperties": False}, {"zebra": {"x": [1]}, "a": 1})
    assert drawn(made) == ["value /a = 1", "extra /zebra = {'x': [1]}"]
    assert (made[1].label, made[1].field.kind) == ("zebra", "json")


def test_free_keys_have_the_fields_that_the_schema_gives_them(rows: Rows) -> None:
    schema = {
        **obj(a={}),
        "patternProperties": {"^n": {"type": "integer"}},
        "additionalProperties": obj(text={"title": "Text", "type": "string"}),
    }
    made = rows(schema, {"nine": 9, "ko": {"text": "김"}})
    assert drawn(made) == [
        "value /a",
        "extra /nine = 9",
        "extra /ko = {'text': '김'}",
        "  value /ko/text = 김",
        "add-key (record)",
    ]
    assert [row.field.kind for row in made[1:3]] == ["integer", "object"]
    assert [row.label for row in made[1:3]] == ["nine", "ko"]


def test_an_object_that_says_nothing_takes_any_key(rows: Rows) -> None:
    made = rows({"type": "object"}, {"a": 1})
    assert drawn(made) == ["extra /a = 1", "add-key (record)"]
    assert made[1].field.kind == "json"


def test_fields_appear_with_the_condition(rows: Rows) -> None:
    schema = {
        **obj(stage={"enum": ["intention", "held"]}, city={"type": "string"}),
        "if": {"required": ["stage"], "properties": {"stage": {"const": "held"}}},
        "then": {"required": ["city", "visitors"], "properties": {"visitors": {"type": "integer"}}},
        "else": {"properties": {"plan": {"type": "string"}}},
    }
    assert drawn(rows(schema, {"stage": "held"})) == ["value /stage = held", "value /city *", "value /visitors *"]
    assert drawn(rows(schema, {"stage": "intention"})) == ["value /stage = intention", "value /city", "value /plan"]
    # What a condition no longer asks for stays in sight, with its own field.
    made = rows(schema, {"stage": "intention", "visitors": 3})
    assert drawn(made)[-1] == "extra /visitors = 3"
    assert (made[-1].label, made[-1].field.kind) == ("Visitors", "integer")


def test_two_conditions_may_lead_to_one_definition(rows: Rows) -> None:
    schema = {
        **obj(a={}),
        "allOf": [{"if": {"required": [name]}, "then": {"$ref": "#/$defs/more"}} for name in ("a", "b")],
        "$defs": {"more": obj(extra={"type": "string"})},
    }
    assert drawn(rows(schema, {"a": 1, "b": 2})) == ["value /a = 1", "value /extra", "extra /b = 2"]


def test_a_condition_may_be_asked_of_another_engine(rows: Rows) -> None:
    schema = {**obj(a={}), "if": {"properties": {"a": {"format": "date"}}}, "then": obj(b={})}
    assert len(rows(schema, {"a": "x"}, holds=lambda _layer, _data: False)) == 1
    assert len(rows(schema, {"a": "x"}, holds=lambda _layer, _data: True)) == 2


def test_conditions_may_refine_a_list_of_codes(rows: Rows) -> None:
    schema = {
        **obj(kind={"enum": ["a", "b"]}),
        "if": {"properties": {"kind": {"const": "a"}}},
        "then": {"properties": {"unit": {"enum": ["m", "km"]}}},
        "else": {"properties": {"unit": {"enum": ["kg"]}}},
    }
    assert [choice.value for choice in rows(schema, {"kind": "a"})[1].field.choices] == ["m", "km"]
    assert [choice.value for choice in rows(schema, {"kind": "b"})[1].field.choices] == ["kg"]


def test_dependent_properties(rows: Rows) -> None:
    schema = {
        **obj(a={}, b={}),
        "dependentRequired": {"a": ["b", "c"]},
        "dependentSchemas": {"b": obj(d={"type": "string"})},
        "dependencies": {"a": ["d"], "z": ["y"], "b": obj(e={})},
    }
    assert drawn(rows(schema, {})) == ["value /a", "value /b"]
    assert drawn(rows(schema, {"a": 1})) == ["value /a = 1", "value /b *", "value /c *", "value /d *"]
    assert drawn(rows(schema, {"b": 1})) == ["value /a", "value /b = 1", "value /e", "value /d"]


def closed(name: str, schema: Any) -> dict[str, Any]:
    return {**obj(**{name: schema}), "required": [name], "additionalProperties": False}


ACTOR = {
    "title": "Who",
    "oneOf": [
        {
            "title": "A country",
            **obj(country={"type": "string"}),
            "required": ["country"],
            "additionalProperties": False,
        },
        {"title": "A person", **obj(person={"type": "string"}), "required": ["person"], "additionalProperties": False},
    ],
}


@pytest.mark.parametrize(
    ("who", "lines"),
    [
        (None, ["choose-alternative /who None"]),
        ({"country": "KR"}, ["choose-alternative /who 0", "  value /who/country * = KR"]),
        ({"person": "x", "age": 1}, ["choose-alternative /who 1", "  value /who/person * = x", "  extra /who/age = 1"]),
        ({}, ["choose-alternative /who None"]),
        ({"z": 1}, ["choose-alternative /who None", "  extra /who/z = 1"]),
        ("KR", ["choose-alternative /who None", "  value /who = KR"]),
    ],
)
def test_one_of_several_objects_is_chosen_by_the_data(rows: Rows, who: Any, lines: list[str]) -> None:
    made = rows(obj(who=ACTOR), {} if who is None else {"who": who})
    assert drawn(made) == lines
    assert [branch.title for branch in made[0].field.alternatives] == ["A country", "A person"]


def test_a_discriminator_chooses_even_where_the_data_does_not_fit(rows: Rows) -> None:
    shapes = [
        {**obj(kind={"const": "circle"}, radius={"type": "number"}), "required": ["kind", "radius"]},
        {**obj(kind={"enum": ["square"]}, side={"type": "number"}), "required": ["kind", "side"]},
    ]
    schema = obj(shape={"oneOf": shapes})
    assert drawn(rows(schema, {"shape": {"kind": "square", "radius": 1}})) == [
        "choose-alternative /shape 1",
        "  value /shape/kind * = square",
        "  value /shape/side *",
        "  extra /shape/radius = 1",
    ]
    unknown = rows(schema, {"shape": {"kind": "triangle"}})
    assert unknown[0].chosen is None


def test_alternatives_beside_members_come_behind_them(rows: Rows) -> None:
    schema = {**obj(name={"type": "string"}), "anyOf": [obj(a={"type": "string"}), obj(b={"type": "integer"})]}
    made = rows(schema, {"b": "x"})
    assert drawn(made) == ["value /name", "choose-alternative (record) 0", "value /a", "extra /b = x"]
    schema["oneOf"] = [{**obj(c={}), "required": ["c"]}, {**obj(d={}), "required": ["d"]}, obj(e={"type": "null"})]
    made = rows(schema, {"a": "x", "d": 1, "e": 1})
    choosers = [row for row in made if row.kind == "choose-alternative"]
    assert [(row.chosen, len(row.field.alternatives)) for row in choosers] == [(1, 3), (0, 2)]
    assert drawn(made)[-3:] == ["value /d * = 1", "value /a = x", "extra /e = 1"]


def test_one_of_several_types_is_chosen_by_the_data(rows: Rows) -> None:
    schema = obj(it={"type": ["string", "integer", "object", "array"], "properties": {"a": {"type": "string"}}})
    assert drawn(rows(schema, {"it": 3})) == ["choose-alternative /it 1", "  value /it = 3"]
    assert drawn(rows(schema, {"it": None})) == ["choose-alternative /it None", "  value /it = None"]
    assert drawn(rows(schema, {"it": {"a": "x"}})) == [
        "choose-alternative /it 2",
        "  group /it",
        "    value /it/a = x",
    ]
    assert drawn(rows(schema, {"it": [1]})) == [
        "choose-alternative /it 3",
        "  list /it",
        "    item /it/0 = 1",
        "    add-item /it/1",
    ]


def test_several_types_under_one_title_are_called_by_their_kinds(make_type: MakeType) -> None:
    made = make_type(obj(it={"title": "Value", "type": ["integer", "string", "object"]}))
    (field,) = made.fields
    assert (field.title, [branch.title for branch in field.alternatives]) == (
        "Value",
        ["Text", "Whole number", "Value"],
    )
    titled = [{"title": "Day", "type": "string"}, {"title": "Count", "type": "integer"}]
    (field,) = make_type(obj(it={"title": "Value", "oneOf": titled})).fields
    assert [branch.title for branch in field.alternatives] == ["Day", "Count"]


def test_alternatives_in_a_list(rows: Rows) -> None:
    made = rows(obj(all={"title": "All", "type": "array", "items": ACTOR}), {"all": [{"person": "x"}, 5]})
    assert drawn(made) == [
        "list /all",
        "  item /all/0 = {'person': 'x'}",
        "    choose-alternative /all/0 1",
        "      value /all/0/person * = x",
        "  item /all/1 = 5",
        "    choose-alternative /all/1 None",
        "      value /all/1 = 5",
        "  add-item /all/2",
    ]


def test_the_first_items_have_their_own_fields_and_the_end_is_known(rows: Rows) -> None:
    schema = obj(
        pair={"prefixItems": [{"title": "Left", "type": "string"}], "items": {"type": "integer"}, "maxItems": 2}
    )
    made = rows(schema, {"pair": ["x", 2]})
    assert [(row.label, row.field.kind) for row in made[1:]] == [("Left 1", "text"), ("Pair 2", "integer")]
    assert [row.kind for row in rows(schema, {"pair": ["x"]})] == ["list", "item", "add-item"]


def test_items_that_must_be_there(rows: Rows) -> None:
    made = rows(obj(parties={"type": "array", "minItems": 2}), {"parties": [1, 2, 3]})
    assert [row.is_required for row in made] == [False, True, True, False, False]


def test_conditions_of_a_list_reach_its_items(rows: Rows) -> None:
    listed = {"type": "array", "if": {"minItems": 2}, "then": {"items": {"type": "integer"}}}
    assert rows(obj(a=listed), {"a": [1, 2]})[1].field.kind == "integer"
    assert rows(obj(a=listed), {"a": [1]})[1].field.kind == "json"
    odd = {"type": "array", "if": {"minItems": 2}, "then": {"type": "string"}}
    made = rows(obj(a=odd), {"a": [1, 2]})
    assert drawn(made) == ["list /a", "  item /a/0 = 1", "  item /a/1 = 2", "  add-item /a/2"]


def test_a_schema_that_contains_itself_is_followed_as_deep_as_the_data(rows: Rows) -> None:
    schema = obj(name={"type": "string"}, part={"$ref": "#"})
    made = rows(schema, {"part": {"part": {"part": {"part": {"name": "x"}}}}})
    assert ("/part/part/part/part/name", "x") in [(row.pointer, row.value) for row in made]
    assert made[-1].depth <= 6


def test_beyond_forty_levels_there_is_one_row_of_json(rows: Rows) -> None:
    data: dict[str, Any] = {"name": "x"}
    for _ in range(60):
        data = {"part": data}
    made = rows(obj(name={"type": "string"}, part={"$ref": "#"}), data)
    deepest = max(made, key=lambda row: row.depth)
    assert deepest.depth == 40


def test_a_schema_that_describes_no_object_still_shows_the_data(rows: Rows) -> None:
    assert drawn(rows({"x-annotate": {"color": "red"}, "type": "string"}, {"a": 1})) == ["extra /a = 1"]


def test_references_are_found_wherever_they_stand(make_type: MakeType) -> None:
    ref = {"type": "string", "x-annotate": {"ref": ["thing", "other"]}}
    record_type = make_type(
        {
            **obj(
                one=ref,
                many={"type": "array", "items": ref},
                who={"oneOf": [obj(a=ref), obj(b={"type": "null"})]},
                free={"additionalProperties": ref},
            ),
            "if": {"required": ["never"]},
            "then": obj(unasked=ref),
        }
    )
    data: dict[str, Any] = {"one": "t-1", "many": ["t-2", 5], "who": {"a": "t-3"}, "free": {"x": "t-4"}}
    data |= {"unasked": "t-5", "other": "t-6"}
    types = ("thing", "other")
    assert references(record_type, data) == (
        ("/one", "t-1", types),
        ("/many/0", "t-2", types),
        ("/who/a", "t-3", types),
        ("/free/x", "t-4", types),
        ("/unasked", "t-5", types),
    )


def test_a_reference_on_a_list_is_one_on_each_item(make_type: MakeType) -> None:
    ref = {"x-annotate": {"ref": ["other"]}}
    own = {"x-annotate": {"ref": ["thing"]}}
    record_type = make_type(
        obj(
            all={"type": "array", "items": {"type": "string"}, **ref},
            bare={"type": "array", **ref},
            untyped={"items": {"type": "string"}, **ref},
            pair={"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}], **ref},
            own={"type": "array", "items": {"type": "string", **own}, **ref},
        )
    )
    data: dict[str, Any] = {"all": ["o-1"], "bare": ["o-2"], "untyped": ["o-3"], "pair": ["o-4", 5], "own": ["t-1"]}
    found = [(pointer, types) for pointer, _, types in references(record_type, data)]
    assert found == [(f"/{name}/0", ("thing" if name == "own" else "other",)) for name in data]


def test_null_in_a_list_of_codes_may_stand(make_type: MakeType) -> None:
    fields = make_type(
        obj(a={"enum": ["x", None]}, b={"enum": ["x"]}, c={"type": "string", "enum": ["x", None]})
    ).fields
    assert [field.is_nullable for field in fields] == [True, False, False]


def test_what_may_never_stand_has_no_row(rows: Rows) -> None:
    schema = obj(a=False, b={"type": "array", "prefixItems": [{"type": "string"}], "items": False})
    assert drawn(rows(schema, {"b": ["x"]})) == ["list /b", "  item /b/0 = x"]
    assert drawn(rows(schema, {"a": 1}))[0] == "value /a = 1", "unless it does"


TWO = {
    "title": "Thing",
    "type": "object",
    "properties": {"name": {"type": "string"}},
    "oneOf": [
        {"title": "A", "properties": {"a": {"type": "string"}}, "required": ["a"]},
        {"title": "B", "properties": {"b": {"type": "string"}}, "required": ["b"]},
    ],
    "anyOf": [
        {"title": "C", "properties": {"c": {"type": "string"}}, "required": ["c"]},
        {"title": "D", "properties": {"d": {"type": "string"}, "name": {}}, "required": ["d"]},
    ],
}


def test_two_choices_in_one_object_are_told_apart(rows: Rows) -> None:
    made = rows(TWO, {"b": "x"})
    assert [(row.group, row.chosen) for row in made if row.kind == "choose-alternative"] == [(0, 1), (1, None)]
    assert [row.label for row in made if row.kind == "choose-alternative"] == ["A or B", "C or D"]
    second = next(row for row in made if row.group == 1)
    assert [branch.title for branch in second.field.alternatives] == ["C", "D"]


def test_another_alternative_lets_only_the_same_choice_go(rows: Rows) -> None:
    data: dict[str, Any] = {"name": "n", "b": "x", "d": "y", "free": 1}
    first, second = (row for row in rows(TWO, data) if row.kind == "choose-alternative")
    assert alternative_data(first.field, 0, data) == {"name": "n", "d": "y", "free": 1}
    assert alternative_data(second.field, 0, data) == {"name": "n", "b": "x", "free": 1}


LIKE = {
    "oneOf": [
        {"title": "One", "type": "object", "properties": {"x": {}, "y": {}}, "required": ["x", "y"]},
        {"title": "Two", "type": "object", "properties": {"x": {}, "z": {}}, "required": ["x", "z"]},
        {"title": "Many", "type": "array", "items": {"type": "string"}},
        {"title": "Deep", "oneOf": [{"title": "Words", "type": "string"}, {"title": "Count", "type": "integer"}]},
    ]
}


@pytest.mark.parametrize(
    ("data", "preferred", "expected"),
    [
        ({"it": {"x": 1}}, {}, ["choose-alternative /it None", "  extra /it/x = 1"]),
        ({"it": {"x": 1}}, {("/it", 0): 1}, ["choose-alternative /it 1", "  value /it/x * = 1", "  value /it/z *"]),
        (
            {"it": {"x": 1, "y": 2}},
            {("/it", 0): 1},
            ["choose-alternative /it 0", "  value /it/x * = 1", "  value /it/y * = 2"],
        ),
        ({}, {("/it", 0): 1}, ["choose-alternative /it 1", "  value /it/x *", "  value /it/z *"]),
        ({}, {("/it", 0): 2}, ["choose-alternative /it 2", "  list /it", "    add-item /it/0"]),
        ({}, {("/it", 0): 3}, ["choose-alternative /it 3", "  choose-alternative /it None"]),
        ({}, {("/it", 0): 9}, ["choose-alternative /it None"]),
        (
            {"it": 5},
            {("/it", 1): 1},
            ["choose-alternative /it 3", "  choose-alternative /it 1", "    value /it = 5"],
        ),
    ],
)
def test_the_alternative_that_was_chosen_counts_until_the_data_decides(
    rows: Rows, data: Any, preferred: Any, expected: list[str]
) -> None:
    made = drawn(rows(obj(it=LIKE), data, preferred=preferred))
    assert made == expected
