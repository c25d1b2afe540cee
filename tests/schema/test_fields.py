"""What fields a schema makes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from annotate_kit.core.values import ABSENT
from annotate_kit.schema import Choice, Field, RecordType, expanded, field_at, label

MakeType = Callable[..., RecordType]


def obj(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def first(make_type: MakeType, schema: Any, **others: Any) -> Field:
    return make_type({**obj(it=schema), **others}).fields[0]


KINDS: list[tuple[Any, str]] = [
    ({"type": "string"}, "text"),
    ({"type": ["string", "null"]}, "text"),
    ({"type": "string", "format": "edtf"}, "date"),
    ({"format": "date"}, "date"),
    ({"type": "string", "format": "uri"}, "text"),
    ({"minLength": 1}, "text"),
    ({"type": "number"}, "number"),
    ({"maximum": 3}, "number"),
    ({"type": "integer"}, "integer"),
    ({"allOf": [{"type": "number"}, {"type": "integer"}]}, "integer"),
    ({"type": "boolean"}, "boolean"),
    ({"const": True}, "boolean"),
    ({"type": "null"}, "null"),
    ({"const": None}, "null"),
    ({"enum": ["a", "b"]}, "code"),
    ({"enum": ["a", None]}, "code"),
    ({"oneOf": [{"const": "a", "title": "A"}, {"const": "b"}]}, "code"),
    ({"anyOf": [{"enum": ["a"]}, {"type": "null"}]}, "code"),
    ({"type": "string", "x-annotate": {"ref": ["thing"]}}, "reference"),
    ({"x-annotate": {"ref": ["thing"]}}, "reference"),
    ({"type": "object"}, "object"),
    ({"required": ["a"]}, "object"),
    ({"additionalProperties": {"type": "string"}}, "object"),
    ({"type": "array"}, "list"),
    ({"prefixItems": [{}]}, "list"),
    ({"oneOf": [obj(a={}), obj(b={})]}, "choice"),
    ({"type": "object", "oneOf": [obj(a={}), obj(b={})]}, "object"),
    ({"anyOf": [{"type": "string"}, {"type": "integer"}]}, "choice"),
    ({"type": ["string", "integer"]}, "choice"),
    ({"anyOf": [{"type": "integer"}, {"type": "number"}]}, "number"),
    ({"anyOf": [{"enum": ["a"]}, {"type": "string"}]}, "text"),
    ({"anyOf": [{"type": "string", "format": "uri"}, {"type": "string"}]}, "text"),
    ({"anyOf": [obj(a={}), {"type": "null"}]}, "object"),
    ({"anyOf": [{"required": ["a"]}, {"required": ["b"]}], "type": "object"}, "object"),
    ({"type": "array", "oneOf": [{"items": {"type": "string"}}, {"items": {"type": "null"}}]}, "choice"),
    ({"type": "array", "items": {}, "oneOf": [{"items": {"type": "string"}}, {"items": {"minimum": 1}}]}, "list"),
    ({"type": "string", "oneOf": [{"pattern": "a"}, {"pattern": "b"}]}, "text"),
    ({"allOf": [{"type": "string"}, {"type": "integer"}]}, "json"),
    ({}, "json"),
    (True, "json"),
    (False, "json"),
    ({"type": "string", "x-annotate": {"widget": "json"}}, "json"),
    ({"not": {"type": "string"}}, "json"),
    ({"enum": []}, "code"),
    ({"anyOf": [{"$ref": "#/properties/it"}, {"type": "string"}]}, "choice"),
]


@pytest.mark.parametrize(("schema", "kind"), KINDS)
def test_kinds(make_type: MakeType, schema: Any, kind: str) -> None:
    assert first(make_type, schema).kind == kind


def test_the_use_of_a_definition_wins_keyword_by_keyword_and_hint_by_hint(make_type: MakeType) -> None:
    field = first(
        make_type,
        {"$ref": "#/$defs/line", "title": "Name", "maxLength": 9, "x-annotate": {"shortcut": "z", "unit": "m"}},
        **{
            "$defs": {
                "line": {
                    "title": "Line",
                    "description": "One line.",
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 5,
                    "pattern": "^a",
                    "default": "ab",
                    "examples": ["ab"],
                    "deprecated": True,
                    "readOnly": True,
                    "x-annotate": {"shortcut": "l", "group": "Text", "column": {"width": 9}},
                }
            }
        },
    )
    assert (field.title, field.description, field.kind) == ("Name", "One line.", "text")
    assert (field.shortcut, field.unit, field.group, field.column) == ("z", "m", "Text", {"width": 9})
    assert (field.min_length, field.max_length, field.pattern) == (1, 5, "^a")
    assert (field.default, field.examples) == ("ab", ("ab",))
    assert field.is_deprecated
    assert field.is_read_only
    assert field.hints == {"shortcut": "z", "unit": "m", "group": "Text", "column": {"width": 9}}


def test_what_is_not_said_is_empty(make_type: MakeType) -> None:
    field = first(make_type, {})
    assert (field.title, field.has_title, field.description, field.default) == ("It", False, "", ABSENT)
    assert (field.minimum, field.max_items, field.order, field.column, field.pattern) == (None, None, None, {}, "")


def test_bounds_of_numbers_and_lists(make_type: MakeType) -> None:
    field = first(make_type, {"minimum": 1, "exclusiveMaximum": 9, "allOf": [{"minimum": 3, "multipleOf": 2}]})
    assert (field.minimum, field.exclusive_maximum, field.multiple_of) == (3, 9, 2)
    field = first(make_type, {"type": "array", "minItems": 1, "maxItems": 4, "uniqueItems": True})
    assert (field.min_items, field.max_items, field.is_unique) == (1, 4, True)


def test_a_column_may_be_hidden_with_one_word(make_type: MakeType) -> None:
    assert first(make_type, {"x-annotate": {"column": False}}).column == {"hidden": True}


def test_codes_have_titles_descriptions_and_synonyms(make_type: MakeType) -> None:
    field = first(
        make_type,
        {
            "oneOf": [
                {"const": "a", "title": "Alpha", "description": "First.", "x-annotate": {"synonyms": ["one"]}},
                {"$ref": "#/$defs/b"},
                {"enum": ["c", "d"], "title": "Both"},
            ]
        },
        **{"$defs": {"b": {"const": "b", "title": "Beta"}}},
    )
    assert field.choices == (
        Choice(value="a", title="Alpha", description="First.", synonyms=("one",)),
        Choice(value="b", title="Beta"),
        Choice(value="c", title="c"),
        Choice(value="d", title="d"),
    )


def test_codes_of_every_type_have_words(make_type: MakeType) -> None:
    field = first(make_type, {"enum": [1, False, {"a": "é"}, None, "x"]})
    assert [choice.title for choice in field.choices] == ["1", "no", '{"a": "é"}', "x"]
    assert first(make_type, {"enum": [True, False]}).choices[0].title == "yes"


def test_a_use_may_narrow_a_list_of_codes(make_type: MakeType) -> None:
    codes = {"oneOf": [{"const": "a", "title": "Alpha"}, {"const": "b", "title": "Beta"}]}
    field = first(make_type, {"$ref": "#/$defs/codes", "enum": ["b", "z"]}, **{"$defs": {"codes": codes}})
    assert field.choices == (Choice(value="b", title="Beta"),)
    assert first(make_type, {"const": 1, "enum": [True]}).choices == ()


def test_an_open_list_offers_its_codes(make_type: MakeType) -> None:
    field = first(make_type, {"anyOf": [{"const": "a", "title": "Alpha"}, {"type": "string"}]})
    assert (field.kind, [choice.title for choice in field.choices]) == ("text", ["Alpha"])


@pytest.mark.parametrize(
    "schema",
    [{"type": ["string", "null"]}, {"anyOf": [{"type": "string"}, {"type": "null"}]}, {"oneOf": [{}, {"const": None}]}],
)
def test_null_may_stand_beside(make_type: MakeType, schema: Any) -> None:
    assert first(make_type, schema).is_nullable


def test_members_come_in_the_order_of_the_schema_and_of_the_hints(make_type: MakeType) -> None:
    record_type = make_type(
        {
            **obj(c={}, b={"x-annotate": {"order": 2}}, a={"x-annotate": {"order": 1}}),
            "required": ["z", "c"],
            "allOf": [obj(d={})],
        }
    )
    assert [field.name for field in record_type.fields] == ["a", "b", "c", "d", "z"]
    assert [field.name for field in record_type.fields if field.is_required] == ["c", "z"]


def test_a_required_property_without_a_schema_takes_that_of_free_keys(make_type: MakeType) -> None:
    record_type = make_type({"type": "object", "required": ["z"], "additionalProperties": {"type": "integer"}})
    assert record_type.fields[0].kind == "integer"
    assert record_type.root.extra is not None
    assert record_type.root.extra.pointer == "/*"


def test_a_property_also_fits_patterns(make_type: MakeType) -> None:
    record_type = make_type({**obj(ab={}), "patternProperties": {"^a": {"type": "string"}, "^b": {"type": "null"}}})
    assert record_type.fields[0].kind == "text"


def test_conditions_add_fields_that_are_never_required(make_type: MakeType) -> None:
    record_type = make_type(
        {
            **obj(a={"type": "string"}, u=True),
            "if": {"properties": {"a": {"const": "x"}, "only-asked": {}}},
            "then": {"properties": {"a": {"maxLength": 3}, "b": {"type": "string"}}, "required": ["b"]},
            "else": {"properties": {"c": {"type": "integer"}}},
            "dependentSchemas": {"a": {"properties": {"d": {"type": "boolean"}, "u": {"type": "integer"}}}},
        }
    )
    found = {field.name: (field.kind, field.is_required, field.max_length) for field in record_type.fields}
    assert found == {
        "a": ("text", False, None),
        "u": ("integer", False, None),
        "b": ("text", False, None),
        "c": ("integer", False, None),
        "d": ("boolean", False, None),
    }


def test_old_dependencies_are_conditions_too(make_type: MakeType) -> None:
    record_type = make_type({**obj(a={}), "dependencies": {"a": obj(b={"type": "string"}), "c": ["a"]}})
    assert [field.name for field in record_type.fields] == ["a", "b"]


def test_what_alternatives_say_of_one_property_comes_together(make_type: MakeType) -> None:
    choice = first(
        make_type,
        {
            "oneOf": [
                obj(kind={"const": "a"}, v={"type": "string"}, w={"type": "string"}, x={"type": "string"}),
                obj(kind={"const": "b"}, v={"type": "string", "title": "Vee"}, w={"type": "integer"}),
            ]
        },
    )
    assert [branch.kind for branch in choice.alternatives] == ["object", "object"]
    found = {field.name: field for field in choice.fields}
    assert [option.value for option in found["kind"].choices] == ["a", "b"]
    assert found["kind"].kind == "code"
    assert (found["v"].kind, found["v"].title) == ("text", "Vee")
    assert found["w"].kind == "choice"
    assert [branch.kind for branch in found["w"].alternatives] == ["text", "integer"]
    assert found["x"].kind == "text"


def test_alternatives_of_types_are_named_by_type(make_type: MakeType) -> None:
    field = first(make_type, {"type": ["integer", "string", "array", "null"]})
    assert [branch.title for branch in field.alternatives] == ["Text", "Whole number", "List"]
    assert field.is_nullable


def test_items_of_lists(make_type: MakeType) -> None:
    field = first(make_type, {"title": "Pair", "prefixItems": [{"type": "string"}, {"title": "Second"}], "items": {}})
    assert field.item is not None
    assert [(item.pointer, item.title) for item in field.first_items] == [("/it/0", "Pair"), ("/it/1", "Second")]
    assert (field.item.pointer, field.item.kind) == ("/it/*", "json")
    merged = first(make_type, {"items": {"type": "string"}, "allOf": [{"prefixItems": [{"minLength": 2}]}]})
    assert (merged.first_items[0].kind, merged.first_items[0].min_length) == ("text", 2)
    bare = first(make_type, {"type": "array"})
    assert bare.item is not None
    assert bare.item.title == "It"


def test_field_letters_are_unlike_among_siblings(make_type: MakeType) -> None:
    record_type = make_type(obj(**{f"p{n}": {"title": "Same"} for n in range(30)}))
    letters = [field.shortcut for field in record_type.fields]
    assert letters[:4] == ["s", "a", "m", "e"]
    assert len(set(letters)) == 27
    assert letters.count("") == 4


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("on_behalf_of", "On behalf of"),
        ("inForce", "In force"),
        ("votes-for", "Votes for"),
        ("URL", "URL"),
        ("a b", "A b"),
        ("_", "_"),
        ("", "Value"),
        ("이름", "이름"),
    ],
)
def test_a_name_is_read_as_words_where_there_is_no_title(make_type: MakeType, name: str, title: str) -> None:
    assert make_type(obj(**{name: {}})).fields[0].title == title


TREE = {"title": "Part", **obj(name={"type": "string"}, parts={"type": "array", "items": {"$ref": "#"}})}


def test_a_schema_that_contains_itself_is_cut_and_goes_on_where_asked(make_type: MakeType) -> None:
    record_type = make_type(TREE)
    deep = field_at(record_type, "/parts/0/parts/1/parts/2/parts/3/name")
    assert deep is not None
    assert (deep.kind, deep.title) == ("text", "Name")
    cut = record_type.fields[1]
    while not cut.is_cut:
        cut = cut.item or cut.fields[1]
    assert cut.kind == "json"
    assert expanded(cut).kind in ("object", "list")
    assert expanded(cut) is expanded(cut)
    assert label(record_type, "/parts/0/parts/1/name") == "Part 1, part 2, name"


@pytest.mark.parametrize(
    ("pointer", "kind"),
    [
        ("", "object"),
        ("/roles", "list"),
        ("/roles/0", "object"),
        ("/roles/*/title", "text"),
        ("/roles/-/title", "text"),
        ("/roles/x", None),
        ("/roles/0/nothing/at/all", None),
        ("/free/any", "integer"),
        ("/free/*", "integer"),
        ("/pair/0", "text"),
        ("/pair/1", "integer"),
        ("/either/a", "text"),
        ("/either/z", None),
        ("/listed/0", "boolean"),
        ("/conditional", "text"),
        ("/unknown", None),
        ("nonsense", "object"),
    ],
)
def test_the_field_at_a_place(make_type: MakeType, pointer: str, kind: str | None) -> None:
    record_type = make_type(
        {
            **obj(
                roles={"type": "array", "items": obj(title={"type": "string"})},
                free={"additionalProperties": {"type": "integer"}},
                pair={"prefixItems": [{"type": "string"}], "items": {"type": "integer"}},
                either={"oneOf": [obj(a={"type": "string"}), obj(b={})]},
                listed={"oneOf": [{"type": "array", "items": {"type": "boolean"}}, {"type": "string"}]},
            ),
            "if": True,
            "then": obj(conditional={"type": "string"}),
        }
    )
    field = field_at(record_type, pointer)
    assert (field.kind if field else None) == kind


def test_free_keys_of_two_patterns_are_told_apart(make_type: MakeType) -> None:
    record_type = make_type({"patternProperties": {"^n": {"type": "integer"}, "^t": {"type": "string"}}})
    number, text = field_at(record_type, "/nine"), field_at(record_type, "/ten")
    assert number is not None
    assert text is not None
    assert (number.kind, text.kind, number.pointer) == ("integer", "text", "/nine")
    assert field_at(record_type, "/other") is None
    assert field_at(record_type, "/nine") is number


@pytest.mark.parametrize(
    ("pointer", "words"),
    [
        ("", "Thing"),
        ("/roles", "Roles"),
        ("/roles/0", "Role 1"),
        ("/roles/0/title", "Role 1, title"),
        ("/roles/1/URL", "Role 2, URL"),
        ("/aliases/2", "Aliases 3"),
        ("/unknown_place/0/x", "Unknown place, 0, x"),
    ],
)
def test_labels_are_in_the_words_of_the_titles(make_type: MakeType, pointer: str, words: str) -> None:
    role = {"title": "Role", **obj(title={"title": "Title"}, URL={})}
    record_type = make_type(
        obj(
            roles={"title": "Roles", "type": "array", "items": role},
            aliases={"title": "Aliases", "type": "array", "items": {"type": "string"}},
        )
    )
    assert label(record_type, pointer) == words
