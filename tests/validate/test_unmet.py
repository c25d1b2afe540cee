"""What nothing can ever meet: found where it is proved, and never said of what can be met."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotate_kit.schema import Catalog, load_catalog
from annotate_kit.validate import schema_problems
from annotate_kit.validate.unmet import unmet_problems, unproved

SUITE = Path(__file__).parents[3] / "shared/data/json-schema-test-suite/tests"


def told(schema: Any, **others: Any) -> list[tuple[str, str]]:
    documents = {"thing.schema.json": schema, **{f"{name}.schema.json": other for name, other in others.items()}}
    found = unmet_problems(load_catalog(documents), "schemas/")
    return sorted((problem.code, problem.pointer) for problem in found)


def test_the_shipped_schemas_can_be_met(catalog: Catalog) -> None:
    assert list(unmet_problems(catalog, "schemas/")) == []


@pytest.mark.parametrize(
    "impossible",
    [
        {"type": "integer", "minimum": 10, "maximum": 5},
        {"type": "string", "minLength": 3, "maxLength": 2},
        {"type": "array", "minItems": 1, "items": False},
        {"const": 1, "type": "string"},
        {"enum": ["a", "b"], "pattern": "^c"},
        {"enum": []},
        {"allOf": [{"type": "string"}, {"type": "integer"}]},
        {"type": "object", "required": ["a"], "additionalProperties": False},
        {"type": "integer", "multipleOf": 10, "minimum": 1, "maximum": 9},
        {"oneOf": [{"const": 1}, {"const": 1}]},
    ],
)
def test_a_part_that_nothing_can_meet_is_an_error(impossible: Any) -> None:
    assert ("AK604", "/properties/x") in told({"title": "Thing", "type": "object", "properties": {"x": impossible}})


def test_a_part_that_is_plain_false_is_meant_so() -> None:
    assert told({"title": "Thing", "type": "object", "properties": {"x": False, "y": {"not": False}}}) == []


def test_only_the_innermost_reason_is_told() -> None:
    empty = {"type": "array", "minItems": 1, "items": {"enum": []}}
    assert told({"type": "object", "required": ["x"], "properties": {"x": empty}}) == [("AK604", "/properties/x/items")]


def test_the_message_names_what_contradicts() -> None:
    def message(part: Any) -> str:
        documents = {"thing.schema.json": {"type": "object", "properties": {"x": part}}}
        return next(unmet_problems(load_catalog(documents), "")).message

    parts = '"maximum" and "minimum" contradict one another'
    assert message({"type": "integer", "minimum": 10, "maximum": 5}).endswith(parts)
    parts = 'the parts of "type" contradict one another'
    assert message({"allOf": [{"type": "string"}, {"type": "integer"}]}).endswith(parts)
    assert message({"enum": []}) == "nothing can ever be right here: the list of values is empty"
    parts = '"maxLength" and "minLength" contradict one another'
    assert message({"type": "string", "minLength": 2, "maxLength": 1}).endswith(parts)


def test_an_alternative_that_contradicts_what_stands_around_it_is_told() -> None:
    part = {"type": "string", "anyOf": [{"type": "integer"}, {"minLength": 2}, False]}
    assert told({"type": "object", "properties": {"x": part}}) == [("AK604", "/properties/x/anyOf/0")]


def test_of_alternatives_that_are_the_same_none_is_ever_the_only_one() -> None:
    part = {"oneOf": [{"const": 1}, {"const": 1}, {"const": 2}]}
    assert told({"type": "object", "properties": {"x": part}}) == [
        ("AK604", "/properties/x/oneOf/0"),
        ("AK604", "/properties/x/oneOf/1"),
    ]


def test_a_condition_that_never_holds_is_told() -> None:
    schema = {
        "type": "object",
        "properties": {"x": {"enum": ["a", "b"]}},
        "if": {"properties": {"x": {"const": "c"}}, "required": ["x"]},
        "then": {"required": ["y"]},
    }
    assert told(schema) == [("AK604", "/if")]
    assert told({**schema, "if": {"properties": {"x": {"const": "a"}}}}) == []


def test_a_property_that_a_closed_part_refuses_is_unreachable() -> None:
    base = {"type": "object", "additionalProperties": False, "properties": {"a": {"type": "string"}}}
    schema = {
        "type": "object",
        "allOf": [{"$ref": "base.schema.json"}],
        "properties": {"b": {"type": "string"}, "c": False},
    }
    assert told(schema, base=base) == [("AK611", "/properties/b")]


def test_a_property_of_a_condition_that_the_whole_refuses_is_unreachable_and_nothing_else_is_told() -> None:
    schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": {"a": {"type": "string"}},
        "if": {"required": ["a"]},
        "then": {"properties": {"b": {"type": "string"}}, "required": ["b"]},
        "else": {"properties": {"c": {"type": "string"}}},
    }
    assert told(schema) == [("AK611", "/else/properties/c"), ("AK611", "/then/properties/b")]


def test_a_property_whose_name_is_refused_is_unreachable_in_older_drafts_too() -> None:
    schema = {"type": "object", "propertyNames": {"pattern": "^x"}, "properties": {"a": {}, "xa": {}}}
    assert told(schema) == [("AK611", "/properties/a")]
    assert told({"$schema": "http://json-schema.org/draft-07/schema#", **schema}) == [("AK611", "/properties/a")]


def test_a_part_inside_a_part_that_cannot_be_met_is_not_told_again() -> None:
    impossible = {
        "type": "object",
        "required": ["q"],
        "maxProperties": 0,
        "properties": {"r": {}},
        "anyOf": [{"maxProperties": 1}],
    }
    assert told({"type": "object", "properties": {"x": impossible}}) == [("AK604", "/properties/x")]


def test_embedded_documents_are_left_alone() -> None:
    inner = {
        "$id": "https://example.com/inner",
        "type": "object",
        "propertyNames": {"pattern": "^x"},
        "properties": {"a": {}},
    }
    assert told({"type": "object", "properties": {"x": inner}}) == []


def test_a_schema_with_too_many_combinations_is_left_alone() -> None:
    many = {"allOf": [{"anyOf": [{"required": [f"{i}{k}"]} for k in range(5)]} for i in range(9)]}
    conditions = {"allOf": [{"if": {"required": [f"a{i}"]}, "then": {"required": [f"b{i}"]}} for i in range(13)]}
    empty: dict[str, Any] = {"enum": []}
    for schema in (many, conditions):
        assert told({"type": "object", **schema, "properties": {"x": empty}}) == []


def test_a_document_has_a_budget_of_questions() -> None:
    properties: dict[str, Any] = {f"a{number}": {} for number in range(2_010)}
    found = told({"type": "object", "propertyNames": {"pattern": "^x"}, "properties": properties})
    assert 100 < len(found) < 150


def test_a_reference_that_leads_nowhere_stops_nothing() -> None:
    assert told({"type": "object", "properties": {"x": {"$ref": "#/$defs/y"}, "z": {"enum": []}}}) in (
        [],
        [("AK604", "/properties/z")],
    )


def test_a_schema_that_the_library_does_not_take_is_left_alone() -> None:
    costly = {"pattern": "((a{1,100}){1,100}){1,100}", "enum": []}
    assert told({"type": "object", "properties": {"x": costly}}) == []
    assert told({"type": "object", "properties": {"x": costly}, "maxProperties": 0}) == []


def test_without_the_fast_engine_the_rest_is_checked_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    catalog = load_catalog({"thing.schema.json": {"title": "T", "properties": {"x": {"enum": [], "default": 1}}}})
    assert {problem.code for problem in schema_problems(catalog)} == {"AK604", "AK606"}
    monkeypatch.setitem(sys.modules, "annotate_kit.validate.unmet", None)
    assert {problem.code for problem in schema_problems(catalog)} == {"AK606"}


def suite() -> Iterator[Any]:
    for draft in ("draft2020-12", "draft7"):
        for path in sorted(SUITE.glob(f"{draft}/*.json")):
            for case in json.loads(path.read_text("utf-8")):
                if isinstance(case["schema"], dict) and any(test["valid"] for test in case["tests"]):
                    dialect = {} if draft == "draft2020-12" else {"$schema": "http://json-schema.org/draft-07/schema#"}
                    yield pytest.param({**dialect, **case["schema"]}, id=f"{draft}/{path.stem}: {case['description']}")


@pytest.mark.parametrize(
    ("schema", "why"),
    [
        ({"properties": {"x": {"type": "string"}}}, []),
        ({"$dynamicAnchor": "a", "properties": {"x": {"$dynamicRef": "#a"}}}, ["it has $dynamicRef"]),
        ({"allOf": [{"anyOf": [{"minimum": n} for n in range(50)]}] * 2}, ["a part of it has more than 2,000"]),
        ({"properties": {f"p{n}": {"type": "string"} for n in range(2_100)}}, ["it has 2,100 parts, and only 118"]),
    ],
    ids=["all", "dynamic", "combinations", "large"],
)
def test_what_is_not_tried_is_known_with_its_reason(schema: Any, why: list[str]) -> None:
    found = list(unproved(load_catalog({"thing.schema.json": {"title": "Thing", **schema}})))
    assert [name for name, _ in found] == ["thing.schema.json"] * len(why)
    assert all(said.startswith(expected) for (_, said), expected in zip(found, why, strict=True))


@pytest.mark.skipif(not SUITE.exists(), reason="needs the official test suite, which is not here")
def test_no_schema_of_the_official_suite_that_something_meets_is_said_to_be_impossible() -> None:
    for parameters in suite():
        assert ("AK604", "") not in told(parameters.values[0]), parameters.id


def test_a_thousand_alternatives_are_not_compared_for_ever_and_that_is_said() -> None:
    branches = [
        {"title": f"Case {n}", "type": "object", "required": [f"k{n}"], "properties": {f"k{n}": {"title": "K"}}}
        for n in range(1000)
    ]
    catalog = load_catalog({"many.schema.json": {"title": "Many", "properties": {"a": {"oneOf": branches}}}})
    (left,) = unproved(catalog)
    assert left == ("many.schema.json", "it has 2,001 parts, and none of them is tried")
    # Codes are no alternatives to look into: all of them are tried.
    codes = [{"const": n, "title": str(n)} for n in range(400)]
    assert not list(unproved(load_catalog({"codes.schema.json": {"properties": {"a": {"oneOf": codes}}}})))
