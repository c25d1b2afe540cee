"""Schemas whose references double at every step are seen for what they are before anything runs them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotate_kit.core import LIMITS
from annotate_kit.schema import Catalog, load_catalog
from annotate_kit.schema.resources import Resources
from annotate_kit.schema.weight import is_surely_light, weight_of


def weight(schema: Any) -> int:
    catalog: Catalog = load_catalog({"thing.schema.json": schema})
    uri = catalog.uris["thing.schema.json"]
    return weight_of(Resources(catalog.registry).document(uri, catalog.registry[uri].contents), LIMITS.schema_steps)


def chain(keyword: str, count: int = 30, *, wrap: str = "") -> dict[str, Any]:
    """Each definition refers to the next one twice."""
    definitions: dict[str, Any] = {}
    for number in range(count):
        twice: Any = [{"$ref": f"#/$defs/d{number + 1}"}] * 2
        part = {keyword: twice} if not wrap else {keyword: [{wrap: {"a": one}} for one in twice]}
        definitions[f"d{number}"] = part
    definitions[f"d{count}"] = {"type": "string"}
    return {"type": "object", "$defs": definitions, "properties": {"a": {"$ref": "#/$defs/d0"}}}


K: dict[str, Any] = {"k": {"$ref": "#"}}


@pytest.mark.parametrize(
    "schema",
    [
        chain("allOf"),
        chain("anyOf"),
        chain("oneOf"),
        chain("allOf", wrap="properties"),
        chain("allOf", wrap="patternProperties"),
        {"allOf": [{"properties": {"k": {"$ref": "#"}}}, {"properties": {"k": {"$ref": "#"}}}]},
        {"type": "array", "items": {"$ref": "#"}, "contains": {"$ref": "#"}},
        {"properties": K, "not": {"$ref": "#/$defs/x"}, "$defs": {"x": {"properties": K}}},
        {"properties": K, "additionalProperties": {"$ref": "#"}},
        {"type": "object", "if": {"properties": {"k": {"$ref": "#"}}}, "then": {"properties": {"k": {"$ref": "#"}}}},
        {"type": "array", "prefixItems": [{"$ref": "#"}, {"$ref": "#"}], "items": {"$ref": "#"}},
        {"$schema": "http://json-schema.org/draft-07/schema#", "items": [{"$ref": "#"}, {"$ref": "#"}]},
    ],
)  # fmt: skip
def test_what_doubles_at_every_step_is_too_heavy(schema: Any) -> None:
    assert not is_surely_light({"thing.schema.json": schema})
    assert weight(schema) > LIMITS.schema_steps


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "properties": {"k": {"$ref": "#"}}},
        {"type": "object", "allOf": [{"$ref": "#"}]},
        {
            "type": "object",
            "$ref": "#/$defs/a",
            "$defs": {"a": {"allOf": [{"$ref": "#/$defs/b"}]}, "b": {"items": False}},
        },
        chain("allOf", 8),
        {"type": "object", "properties": {f"p{n}": {"enum": [1, 2]} for n in range(2_000)}},
        {"type": "string", "anyOf": [{"const": str(n)} for n in range(2_000)]},
    ],
)
def test_what_contains_itself_once_or_is_only_long_is_not(schema: Any) -> None:
    assert weight(schema) <= LIMITS.schema_steps


@pytest.mark.parametrize(
    "documents",
    [
        {"a": {"properties": {"x": {"$ref": "#/$defs/b", "title": "X"}}, "$defs": {"b": {"type": "string"}}}},
        {"a": {"items": [{"$ref": "b#/$defs/c"}]}, "b": {"$defs": {"c": {"allOf": [{"minLength": 1}]}}}},
        {"a": {"allOf": [{"$ref": "#/definitions/b"}], "definitions": {"b": True}}},
        {"a": {"properties": {"$defs": {"$ref": "b#"}}}, "b": {"enum": [1]}},
    ],
)
def test_a_glance_is_enough_for_few_references_without_a_circle(documents: Any) -> None:
    assert is_surely_light(documents)


@pytest.mark.parametrize(
    "documents",
    [
        {"a": {"properties": {"x": {"$ref": "#"}}}},
        {"a": {"items": {"$ref": "b#"}}, "b": {"items": {"$ref": "a#"}}},
        {"a": {"$defs": {"b": {"items": {"$ref": "#/$defs/c"}}, "c": {"not": {"$ref": "#/$defs/b"}}}}},
        {"a": {"$ref": "https://example.org/x"}},
        {"a": {"$ref": "#/properties/x"}},
        {"a": {"$dynamicRef": "#x"}},
        {"a": chain("allOf", 11)},
        {"a": {"anyOf": [{"items": {"$ref": "#/$defs/b"}}] * 21, "$defs": {"b": {}}}},
        {"a": {"properties": {f"x{n}": {"$ref": "#/$defs/b", "items": {}} for n in range(21)}, "$defs": {"b": {}}}},
    ],
)
def test_whatever_might_double_is_weighed(documents: Any) -> None:
    assert not is_surely_light(documents)


def test_the_shipped_schemas_are_light() -> None:
    paths = (Path(__file__).parents[2] / "schemas").glob("*.schema.json")
    catalog = load_catalog({path.name: json.loads(path.read_text("utf-8")) for path in paths})
    assert is_surely_light({name: catalog.registry[uri].contents for name, uri in catalog.uris.items()})
    for name, uri in catalog.uris.items():
        document = catalog.registry[uri].contents
        layer = Resources(catalog.registry).document(uri, document)
        assert weight_of(layer, LIMITS.schema_steps) < LIMITS.schema_steps, name
