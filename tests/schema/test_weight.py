"""Schemas whose references double at every step are seen for what they are before anything runs them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotate_kit.schema import Catalog, load_catalog
from annotate_kit.schema.resources import Resources
from annotate_kit.schema.weight import HEAVIEST, can_double, weight_of


def weight(schema: Any) -> int:
    catalog: Catalog = load_catalog({"thing.schema.json": schema})
    uri = catalog.uris["thing.schema.json"]
    return weight_of(Resources(catalog.registry).document(uri, catalog.registry[uri].contents))


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
    assert can_double(schema) or schema.get("$schema")
    assert weight(schema) > HEAVIEST


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
    assert weight(schema) <= HEAVIEST


def test_a_document_without_references_in_company_need_not_be_weighed() -> None:
    assert not can_double({"properties": {"a": {"$ref": "#/$defs/b", "title": "A"}}, "items": [{"$ref": "#"}]})
    assert not can_double({"allOf": [{"properties": {"a": {"enum": [[1]]}}}]})
    assert can_double({"properties": {"a": {"$ref": "#", "properties": {}}}})
    assert can_double({"not": {"items": [{"items": {"$ref": "#"}}]}})
    assert can_double([{"$ref": "#", "items": {}}])


def test_the_shipped_schemas_are_light() -> None:
    paths = (Path(__file__).parents[2] / "schemas").glob("*.schema.json")
    catalog = load_catalog({path.name: json.loads(path.read_text("utf-8")) for path in paths})
    for name, uri in catalog.uris.items():
        document = catalog.registry[uri].contents
        assert weight_of(Resources(catalog.registry).document(uri, document)) < HEAVIEST, name
