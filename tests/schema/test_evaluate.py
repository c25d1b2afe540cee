"""The small evaluator against the official suite, and where it stops on purpose."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from annotate_kit.schema.evaluate import holds, holds_plain, type_of
from annotate_kit.schema.keywords import clean
from annotate_kit.schema.resources import Layer, Resources, uri_of

SUITE = Path(__file__).parents[3] / "shared/data/json-schema-test-suite/tests/draft2020-12"

# What is not evaluated: it would need the network, annotations of other keywords, or a dynamic scope.
EXPECTED_MISSES = {
    "defs.json": 1,  # refers to the meta-schema, which is no file of the project
    "ref.json": 2,  # the same, and a reference to a sibling without its `$id`
    "dynamicRef.json": 10,
    "refRemote.json": 15,
    "unevaluatedItems.json": 27,
    "unevaluatedProperties.json": 46,
    "vocabulary.json": 1,
    "multipleOf.json": 1,  # a quotient of 300 digits
    "not.json": 1,  # unevaluatedProperties inside
    "pattern.json": 1,  # \\p{Letter}, an escape that re2 does not know
}


def layer_of(schema: Any) -> Layer:
    cleaned = clean(schema, lambda *_: None)
    assert not isinstance(cleaned, bool)
    uri = uri_of("thing.json", cleaned)
    return Resources.of({uri: cleaned}).document(uri, cleaned)


@pytest.mark.skipif(not SUITE.exists(), reason="the official suite is not beside this checkout")
def test_agrees_with_the_official_suite_but_for_what_it_leaves_to_the_engines() -> None:
    misses: dict[str, int] = {}
    count = 0
    for path in sorted(SUITE.glob("*.json")):
        for group in json.loads(path.read_text("utf-8"), parse_float=Decimal):
            if isinstance(group["schema"], bool):
                continue
            layer = layer_of(group["schema"])
            for case in group["tests"]:
                count += 1
                if holds(layer, case["data"]) is not case["valid"]:
                    misses[path.name] = misses.get(path.name, 0) + 1
    assert count > 1000
    assert misses == EXPECTED_MISSES


@pytest.mark.parametrize(
    ("schema", "fits", "fails"),
    [
        ({"type": ["string", "null"]}, None, 1),
        ({"type": "number"}, Decimal("1.5"), "1.5"),
        ({"type": "integer"}, Decimal("1E+999999"), Decimal("1.5")),
        ({"enum": [1, "a"]}, 1, True),
        ({"const": {"a": [1]}}, {"a": [1]}, {"a": [2]}),
        ({"minimum": 1, "exclusiveMaximum": 3}, 1, 3),
        ({"exclusiveMinimum": 1, "maximum": 3}, 3, 1),
        ({"multipleOf": Decimal("0.01")}, Decimal("19.99"), Decimal("19.995")),
        ({"minLength": 2, "maxLength": 2}, "각각", "각"),
        ({"pattern": "^a"}, "ab", "ba"),
        ({"minItems": 1, "maxItems": 1, "uniqueItems": True}, [1], [1, 1]),
        ({"uniqueItems": True}, [1, True], [1, 1]),
        ({"uniqueItems": False}, [1, 1], None),
        ({"minProperties": 1, "maxProperties": 1}, {"a": 1}, {}),
        ({"required": ["a"]}, {"a": None}, {"b": 1}),
        ({"dependentRequired": {"a": ["b"]}}, {"b": 1}, {"a": 1}),
        ({"dependencies": {"a": ["b"]}}, {"b": 1}, {"a": 1}),
        ({"dependencies": {"a": {"required": ["b"]}}}, {"b": 1}, {"a": 1}),
        ({"dependentSchemas": {"a": {"required": ["b"]}}}, {"b": 1}, {"a": 1}),
        ({"properties": {"a": {"type": "string"}}}, {"a": "", "b": 1}, {"a": 1}),
        ({"patternProperties": {"^a": {"type": "string"}}, "additionalProperties": False}, {"ab": ""}, {"b": ""}),
        ({"propertyNames": {"maxLength": 1}}, {"a": 1}, {"ab": 1}),
        ({"items": {"type": "string"}}, ["a"], [1]),
        ({"prefixItems": [True], "items": False}, [1], [1, 2]),
        ({"contains": {"type": "string"}}, [1, "a"], [1]),
        ({"contains": {"type": "string"}, "minContains": 2, "maxContains": 2}, ["a", "b"], ["a", "b", "c"]),
        ({"allOf": [{"required": ["a"]}]}, {"a": 1}, {}),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, None, 1),
        ({"oneOf": [{"type": "integer"}, {"minimum": 2}]}, 1, 3),
        ({"not": {"type": "string"}}, 1, "a"),
        ({"if": {"required": ["a"]}, "then": {"required": ["b"]}}, {"a": 1, "b": 1}, {"a": 1}),
        ({"if": {"required": ["a"]}, "else": {"required": ["b"]}}, {"a": 1}, {}),
        ({"$ref": "#/$defs/a", "$defs": {"a": {"type": "string"}}}, "a", 1),
    ],
)
def test_what_fits_and_what_does_not(schema: Any, fits: Any, fails: Any) -> None:
    layer = layer_of(schema)
    assert holds(layer, fits)
    if fails is not None:
        assert not holds(layer, fails)


def test_old_lists_of_items_are_read_in_old_dialects() -> None:
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "items": [{"type": "string"}],
        "additionalItems": {"type": "integer"},
    }
    assert holds(layer_of(schema), ["a", 1])
    assert not holds(layer_of(schema), ["a", "b"])


@pytest.mark.parametrize(
    ("schema", "instance"),
    [
        ({"format": "date"}, "no date"),
        ({"pattern": "(?=a)b"}, "c"),
        ({"pattern": "a"}, "\ud800"),
        ({"patternProperties": {"(?=a)b": False}, "additionalProperties": False}, {"c": 1}),
        ({"uniqueItems": True}, [1] * 201),
        ({"multipleOf": Decimal("1E-40")}, Decimal("1E+40")),
    ],
)
def test_what_cannot_be_decided_is_taken_to_hold(schema: Any, instance: Any) -> None:
    assert holds_plain(schema, instance)


def test_a_question_without_an_end_is_answered_with_yes() -> None:
    both = [{"$ref": "#"}, {"$ref": "#"}]
    assert holds(layer_of({"allOf": both}), 1)
    assert holds(layer_of({"$ref": "#"}), 1)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (None, "null"),
        (True, "boolean"),
        (1, "integer"),
        (Decimal("2.0"), "integer"),
        (0.5, "number"),
        ("", "string"),
        ({}, "object"),
        ([], "array"),
    ],
)
def test_types_of_values(value: object, name: str) -> None:
    assert type_of(value) == name
