"""Loading: which files are types, what is wrong with them, and one bundle for both engines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

from annotate_kit.core import Problem
from annotate_kit.schema import CHECKED_FORMATS, HINTS_SCHEMA, KEPT, Catalog, lint, load_catalog

ROOT = Path(__file__).parents[2]
DRAFT7 = "http://json-schema.org/draft-07/schema#"


def shipped() -> Catalog:
    paths = (ROOT / "schemas").glob("*.schema.json")
    return load_catalog({path.name: json.loads(path.read_text("utf-8"), parse_float=Decimal) for path in paths})


def codes(documents: dict[str, Any]) -> list[tuple[str, str]]:
    return [(problem.code, problem.pointer) for problem in lint(documents)]


def only(document: Any, **others: Any) -> Problem:
    named = {f"{name}.schema.json": other for name, other in others.items()}
    (problem,) = lint({"thing.schema.json": document, **named})
    return problem


def titled(**properties: Any) -> dict[str, Any]:
    named = {name: {"title": name, **schema} for name, schema in properties.items()}
    return {"title": "Thing", "type": "object", "properties": named}


def test_the_shipped_schemas_make_four_types_and_no_problem() -> None:
    catalog = shipped()
    assert list(catalog.types) == ["organization", "official", "agreement", "expo-bid"]
    assert {name: record_type.shortcut for name, record_type in catalog.types.items()} == {
        "agreement": "a",
        "expo-bid": "b",
        "official": "p",
        "organization": "o",
    }
    assert lint(catalog.documents) == ()
    bid = catalog.types["expo-bid"]
    assert (bid.title, bid.plural, bid.caption, bid.is_closed) == ("Expo bid", "Expo bids", ("city", "year"), True)
    assert bid.identity == ("category", "year", "country", "city")
    assert bid.schema is catalog.documents["expo-bid.schema.json"]


def test_both_engines_take_the_bundles_and_accept_the_examples() -> None:
    catalog = shipped()
    for name, record_type in catalog.types.items():
        bundle = catalog.bundle(name)
        jsonschema.Draft202012Validator.check_schema(bundle)
        for example in record_type.examples:
            assert jsonschema.Draft202012Validator(bundle).is_valid(example)
            assert jsonschema_rs.Draft202012Validator(bundle).is_valid(example)
            broken = {**example, "country": "XX", "name": 1, "title": 1}  # type: ignore[dict-item]
            assert not jsonschema.Draft202012Validator(bundle).is_valid(broken)
            assert not jsonschema_rs.Draft202012Validator(bundle).is_valid(broken)


BUNDLES: list[tuple[dict[str, Any], Any, Any]] = [
    # A file refers to another, which refers to a third and back.
    (
        {
            "thing": {"properties": {"a": {"$ref": "two.schema.json#/$defs/a"}}},
            "two": {"$defs": {"a": {"$ref": "three.schema.json"}, "b": {"type": "string"}}},
            "three": {"properties": {"b": {"$ref": "two.schema.json#/$defs/b"}}},
        },
        {"a": {"b": "x"}},
        {"a": {"b": 1}},
    ),
    # Files with addresses of their own, a part with one too, and an anchor.
    (
        {
            "thing": {
                "$id": "https://example.org/s/thing.json",
                "properties": {"a": {"$ref": "two.json"}, "b": {"$ref": "part.json"}, "c": {"$ref": "two.json#here"}},
            },
            "two": {
                "$id": "https://example.org/s/two.json",
                "type": "string",
                "$defs": {"p": {"$id": "part.json", "type": "integer"}, "q": {"$anchor": "here", "type": "null"}},
            },
        },
        {"a": "x", "b": 1, "c": None},
        {"b": "x"},
    ),
    # An old file with nothing but a reference, beside which `$id` counts for nothing.
    (
        {
            "thing": {"$schema": DRAFT7, "$ref": "two.schema.json#/definitions/a"},
            "two": {"$schema": DRAFT7, "definitions": {"a": {"properties": {"a": {"type": "string"}}}}},
        },
        {"a": "x"},
        {"a": 1},
    ),
    # Definitions that have the name of an address already.
    (
        {
            "thing": {
                "properties": {"a": {"$ref": "two.schema.json"}},
                "$defs": {"https://annotate-kit.invalid/schemas/two.schema.json": {"type": "null"}},
            },
            "two": {"type": "string"},
        },
        {"a": "x"},
        {"a": None},
    ),
]


@pytest.mark.parametrize(("files", "valid", "invalid"), BUNDLES)
def test_a_bundle_stands_alone(files: dict[str, Any], valid: Any, invalid: Any) -> None:
    catalog = load_catalog({f"{name}.schema.json": document for name, document in files.items()})
    assert catalog.problems == ()
    bundle = catalog.bundle("thing")
    for make in (jsonschema.validators.validator_for(bundle), jsonschema_rs.validator_for):
        validator: Any = make(bundle)
        assert validator.is_valid(valid)
        assert not validator.is_valid(invalid)


def test_a_document_that_needs_no_other_is_its_own_bundle() -> None:
    bundle = load_catalog({"thing.schema.json": {"type": "object"}}).bundle("thing")
    assert bundle == {"type": "object", "$id": "https://annotate-kit.invalid/schemas/thing.schema.json"}


def test_a_file_with_nothing_but_definitions_is_no_type() -> None:
    catalog = load_catalog({"common.schema.json": {"title": "Common", "$defs": {"a": {"type": "string"}}}})
    assert catalog.types == {}
    assert catalog.problems == ()
    with pytest.raises(KeyError):
        catalog.bundle("common")


def test_what_a_type_is_called_without_hints() -> None:
    document = {"properties": {"topic": {}, "name": {"type": "string"}}}
    record_type = load_catalog({"press-briefing.json": document}).types["press-briefing"]
    assert (record_type.title, record_type.plural, record_type.shortcut) == ("Press briefing", "Press briefings", "p")
    assert (record_type.caption, record_type.identity, record_type.color) == (("name",), ("name",), "")
    assert not record_type.is_closed


@pytest.mark.parametrize(
    ("properties", "required", "caption"),
    [
        ({"who": {"type": "string"}, "title": {"type": "string"}}, ["who"], ("title",)),
        ({"who": {"type": "string"}, "where": {"type": "string"}}, ["where"], ("where",)),
        ({"who": {"type": "string"}}, [], ("who",)),
        ({"when": {"type": "string", "format": "edtf"}}, [], ()),
    ],
)
def test_a_caption_is_found_without_a_hint(properties: Any, required: list[str], caption: tuple[str, ...]) -> None:
    document = {"properties": properties, "required": required}
    assert load_catalog({"thing.schema.json": document}).types["thing"].caption == caption


def test_a_caption_may_be_one_word() -> None:
    document = {"x-annotate": {"caption": "who"}, "type": "object"}
    record_type = load_catalog({"thing.schema.json": document}).types["thing"]
    assert record_type.caption == record_type.identity == ("who",)


WRONG: list[tuple[Any, str]] = [
    ({"type": "text"}, "/type"),
    ({"type": []}, "/type"),
    ({"type": 1}, "/type"),
    ({"description": 1}, "/description"),
    ({"properties": []}, "/properties"),
    ({"$defs": {"a": 1}}, "/$defs/a"),
    ({"$defs": {"a": {"minLength": -1}}}, "/$defs/a/minLength"),
    ({"$defs": {"a": {"minLength": 1.5}}}, "/$defs/a/minLength"),
    ({"oneOf": []}, "/oneOf"),
    ({"oneOf": [{"title": "A"}, 2]}, "/oneOf/1"),
    ({"items": [{}]}, "/items"),
    ({"required": "a"}, "/required"),
    ({"required": [1]}, "/required"),
    ({"minimum": "1"}, "/minimum"),
    ({"minimum": True}, "/minimum"),
    ({"multipleOf": 0}, "/multipleOf"),
    ({"uniqueItems": 1}, "/uniqueItems"),
    ({"$ref": 1}, "/$ref"),
    ({"$ref": "http://["}, "/$ref"),
    ({"$id": 1, "type": "object"}, "/$id"),
    ({"dependencies": {"a": [1]}}, "/dependencies"),
    ({"dependentRequired": {"a": "b"}}, "/dependentRequired"),
    ({"not": 1}, "/not"),
    ({"enum": "a"}, "/enum"),
]


@pytest.mark.parametrize(("document", "pointer"), WRONG)
def test_a_keyword_that_holds_what_it_may_not_is_an_invalid_schema(document: Any, pointer: str) -> None:
    problem = only({"title": "Thing", **document})
    assert (problem.code, problem.file, problem.pointer) == ("AK601", "schemas/thing.schema.json", pointer)
    assert problem.hint


@pytest.mark.parametrize("document", [None, 1, "a", [], True])
def test_a_file_that_holds_no_object_is_an_invalid_schema(document: Any) -> None:
    assert only(document).code == "AK601"


def test_a_schema_nested_too_deep_is_refused_at_one_place() -> None:
    document: Any = {"title": "Innermost"}
    for _ in range(150):
        document = {"not": document}
    assert only({"title": "Thing", **document}).code == "AK601"


def meta_verdict(document: Any) -> bool:
    return jsonschema.Draft202012Validator(jsonschema.Draft202012Validator.META_SCHEMA).is_valid(document)


@pytest.mark.parametrize("document", [{"title": "Thing", **document} for document, _ in WRONG[:-1]])
def test_the_official_meta_schema_refuses_the_same(document: Any) -> None:
    # It takes every text for a URI reference where formats are not asked for.
    assert not meta_verdict(document) or document.get("$ref") == "http://["


def subschemas_of_the_suite() -> Iterator[Any]:
    suite = ROOT.parent / "shared/data/json-schema-test-suite/tests/draft2020-12"
    for path in sorted(suite.glob("*.json")):
        yield from (group["schema"] for group in json.loads(path.read_text("utf-8")))


def test_every_schema_of_the_official_suite_is_accepted() -> None:
    for schema in subschemas_of_the_suite():
        if isinstance(schema, dict) and "draft2020-12/metaschema" not in schema.get("$schema", ""):
            found = {problem.code for problem in load_catalog({"thing.schema.json": schema}).problems}
            assert found <= {"AK607"}, schema


@pytest.mark.parametrize(
    ("hints", "pointer", "suggestion"),
    [
        ({"shortkut": "a"}, "/x-annotate/shortkut", "shortcut"),
        ({"zzzzzz": 1}, "/x-annotate/zzzzzz", None),
        ({"shortcut": "ab"}, "/x-annotate/shortcut", None),
        ({"column": {"wide": 3}}, "/x-annotate/column", None),
        ([], "/x-annotate", None),
    ],
)
def test_a_misspelt_hint_is_a_problem_with_a_suggestion(hints: Any, pointer: str, suggestion: str | None) -> None:
    problem = only({**titled(), "x-annotate": hints})
    assert (problem.code, problem.pointer, problem.suggestion) == ("AK602", pointer, suggestion)
    # The published meta-schema says the same, at any depth.
    assert not jsonschema.Draft202012Validator(HINTS_SCHEMA).is_valid({"properties": {"a": {"x-annotate": hints}}})


def test_a_hint_inside_an_example_is_no_hint() -> None:
    assert lint({"thing.schema.json": {**titled(), "examples": [{"x-annotate": {"shortkut": "a"}}]}}) == ()


def test_the_shipped_schemas_satisfy_the_published_meta_schema() -> None:
    for document in shipped().documents.values():
        jsonschema.Draft202012Validator(HINTS_SCHEMA).validate(document)


def test_types_get_letters_that_the_kit_does_not_keep() -> None:
    documents = {
        "one.schema.json": {"title": "Hunger", "type": "object", "x-annotate": {"shortcut": "h"}},
        "two.schema.json": {"title": "Truce", "type": "object", "x-annotate": {"shortcut": "t"}},
        "xxx.schema.json": {"title": "Truce too", "type": "object", "x-annotate": {"shortcut": "t"}},
    }
    catalog = load_catalog(documents)
    shortcuts = [record_type.shortcut for record_type in catalog.types.values()]
    assert len(set(shortcuts)) == 3
    assert not set(shortcuts) & set(KEPT)
    assert [(p.code, p.file) for p in catalog.problems] == [
        ("AK603", "schemas/one.schema.json"),
        ("AK603", "schemas/xxx.schema.json"),
    ]
    assert "kept by annotate-kit" in catalog.problems[0].message
    assert '"Truce"' in catalog.problems[1].message


def test_more_types_than_keys_leaves_some_without() -> None:
    catalog = load_catalog({f"t{n}.schema.json": {"title": f"T{n}", "type": "object"} for n in range(30)})
    shortcuts = [record_type.shortcut for record_type in catalog.types.values()]
    assert shortcuts.count("") == 8
    catalog = load_catalog(
        {f"t{n}.schema.json": {"type": "object", "x-annotate": {"shortcut": "e"}} for n in range(30)}
    )
    assert any("has none" in problem.hint for problem in catalog.problems)


def test_two_properties_with_one_key_are_a_clash() -> None:
    clashing = titled(a={"x-annotate": {"shortcut": "z"}}, b={"x-annotate": {"shortcut": "z"}})
    problem = only(clashing)
    assert (problem.code, problem.pointer) == ("AK603", "/properties/b")


@pytest.mark.parametrize("name", ["Meeting.schema.json", "con.schema.json", "a b.json", "1.schema.json"])
def test_a_file_name_that_makes_no_type_name(name: str) -> None:
    assert codes({name: titled()}) == [("AK605", "")]


def test_two_files_for_one_type() -> None:
    documents = {"thing.schema.json": titled(), "thing.json": titled()}
    (problem,) = lint(documents)
    assert (problem.code, problem.file) == ("AK605", "schemas/thing.schema.json")


@pytest.mark.parametrize(
    "reference",
    [
        *("#/$defs/nowhere", "nowhere.schema.json", "http://example.org/x", "file:///etc/passwd", "#anchor"),
        *("#/title/0", "#/properties/0/x/y", "#/title/x"),
    ],
)
def test_a_reference_that_leads_nowhere_is_never_followed(reference: str) -> None:
    problem = only(titled(a={"$ref": reference}))
    assert (problem.code, problem.pointer, problem.found) == ("AK607", "/properties/a/$ref", reference)


def test_a_reference_into_an_unknown_keyword_is_followed() -> None:
    document = {**titled(a={"$ref": "#/components/line"}), "components": {"line": {"type": "string", "minLength": "x"}}}
    catalog = load_catalog({"thing.schema.json": document})
    assert catalog.problems == ()
    assert catalog.types["thing"].fields[0].kind == "text"


def test_a_reference_to_true_or_false() -> None:
    document = {**titled(a={"$ref": "#/$defs/yes"}, b={"$ref": "#/x/no"}), "$defs": {"yes": True}, "x": {"no": False}}
    assert lint({"thing.schema.json": document}) == ()


def test_a_reference_to_a_record_type_that_is_not_there() -> None:
    document = titled(a={"x-annotate": {"ref": ["thin", "zzz"]}})
    first, second = lint({"thing.schema.json": document})
    assert (first.code, first.pointer, first.suggestion) == ("AK607", "/properties/a/x-annotate/ref/0", "thing")
    assert second.suggestion is None
    (third,) = lint({"common.schema.json": {"title": "Common", "$defs": {"a": {"x-annotate": {"ref": ["b"]}}}}})
    assert third.hint == "Add a schema file for it."


def test_a_caption_that_names_no_property() -> None:
    document = {**titled(name={"type": "string"}), "x-annotate": {"caption": ["nmae", "/name"], "identity": ["zzz"]}}
    caption, identity = lint({"thing.schema.json": document})
    assert (caption.code, caption.pointer, caption.suggestion) == ("AK607", "/x-annotate/caption", "name")
    assert (identity.pointer, identity.suggestion) == ("/x-annotate/identity", None)


def test_missing_titles_are_found_and_borrowed_ones_count() -> None:
    document = {
        "type": "object",
        "properties": {"a": {"type": "string"}, "b": {"$ref": "#/$defs/line"}},
        "if": {"properties": {"a": {"const": "x"}}},
        "$defs": {"line": {"title": "Line", "type": "string"}},
    }
    assert codes({"thing.schema.json": document}) == [("AK608", ""), ("AK608", "/properties/a")]


def test_a_format_that_nobody_checks() -> None:
    first, second = lint({"thing.schema.json": titled(a={"format": "datetime"}, b={"format": "colour"})})
    assert (first.code, first.pointer, first.suggestion) == ("AK609", "/properties/a/format", "date-time")
    assert second.suggestion is None
    assert "edtf" in CHECKED_FORMATS


def test_a_document_may_say_its_dialect() -> None:
    document = {"$schema": DRAFT7, **titled(a={"type": "array", "items": [{"type": "string"}]})}
    catalog = load_catalog({"thing.schema.json": document})
    assert catalog.problems == ()
    assert catalog.types["thing"].fields[0].first_items[0].kind == "text"


def test_types_stand_in_the_order_of_their_hints_then_of_their_names() -> None:
    def schema(order: int | None) -> dict[str, object]:
        hints = {} if order is None else {"order": order}
        return {"type": "object", "properties": {"name": {"type": "string"}}, "x-annotate": hints}

    orders = {"apple": None, "berry": 2, "cherry": 1, "date": None}
    catalog = load_catalog({f"{name}.schema.json": schema(order) for name, order in orders.items()})
    assert list(catalog.types) == ["cherry", "berry", "apple", "date"]


@pytest.mark.parametrize(
    ("keyword", "near"),
    [("requried", "required"), ("maxlength", "maxLength"), ("example", "examples"), ("enums", "enum")],
)
def test_a_keyword_that_is_almost_one_is_told(keyword: str, near: str) -> None:
    (problem,) = lint({"thing.schema.json": {"title": "Thing", "type": "object", keyword: []}})
    assert (problem.code, problem.pointer, problem.at_key) == ("AK612", f"/{keyword}", True)
    assert problem.suggestion == near


@pytest.mark.parametrize("keyword", ["note", "x-titel", "$comment", "source", "enumNames"])
def test_a_keyword_of_ones_own_is_no_mistake(keyword: str) -> None:
    assert lint({"thing.schema.json": {"title": "Thing", "type": "object", keyword: ""}}) == ()
