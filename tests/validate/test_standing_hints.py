"""Hints found without the engine are the ones that the engine finds."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from annotate_kit.core.records import Record
from annotate_kit.core.values import Json
from annotate_kit.schema import Catalog, load_catalog
from annotate_kit.validate.records import checker_of
from annotate_kit.validate.standing_hints import standing_hints

SCHEMAS = Path(__file__).parents[2] / "schemas"
CHECKED = ("ref", "evidence", "prefill")


def found(catalog: Catalog, data: Json, name: str = "thing") -> dict[str, dict[str, Any]] | None:
    """Pointer → hints that stand; None where they may depend on the data."""
    standing = standing_hints(catalog.types[name])
    return None if standing is None else {pointer: dict(said) for pointer, said in standing.of(data)}


def of_the_engine(catalog: Catalog, data: Json, name: str = "thing") -> dict[str, dict[str, Any]] | None:
    """The same of the engine; None for data that are not valid."""
    engine = checker_of(catalog).engine(name)
    assert engine is not None
    told = engine.hints(data)
    if told is None:
        return None
    kept = {pointer: {hint: said[hint] for hint in CHECKED if hint in said} for pointer, said in told.items()}
    return {pointer: said for pointer, said in kept.items() if said}


def thing(schema: Mapping[str, Any]) -> Catalog:
    return load_catalog({"thing.schema.json": schema})


@pytest.mark.parametrize("name", ["agreement", "expo-bid", "official", "organization"])
def test_of_every_shipped_example_the_engine_says_the_same(name: str) -> None:
    catalog = load_catalog({path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.schema.json")})
    examples = catalog.types[name].examples
    assert examples
    for data in examples:
        assert found(catalog, data, name) == of_the_engine(catalog, data, name)
        assert found(catalog, data, name)


NAMES = ("a", "b")
SAID = ("required", "none")
KEYWORDS = ("properties", "items", "oneOf", "anyOf", "prefixItems", "if", "then", "additionalProperties", "$ref")


def _schema(luck: random.Random, depth: int = 0) -> dict[str, Any]:
    """Any schema of few keywords; deep ones say little."""
    made: dict[str, Any] = {}
    if luck.random() < 0.4:
        made["x-annotate"] = {name: luck.choice(SAID) for name in luck.sample(("evidence", "ref", "group"), 2)}
    for keyword in luck.choices(KEYWORDS, (9, 4, 4, 1, 1, 1, 1, 4, 3), k=luck.randrange(3) if depth else 3):
        inner = [_schema(luck, depth + 1) for _ in range(2)] if depth < 3 else [{}, {}]
        if keyword == "properties":
            made[keyword] = dict(zip(luck.sample(NAMES, 2), inner[: luck.choice((1, 2))], strict=False))
        elif keyword in ("oneOf", "anyOf", "prefixItems"):
            made[keyword] = inner
        else:
            made[keyword] = {"additionalProperties": False, "$ref": f"#/$defs/{luck.choice(NAMES)}"}.get(
                keyword, inner[0]
            )
    return made


def _data(luck: random.Random, depth: int = 0) -> Any:
    if depth > 2 or (depth and luck.random() < 0.2):
        return 0
    inner = [_data(luck, depth + 1) for _ in range(2)]
    return dict(zip(luck.sample(NAMES, 2), inner, strict=True)) if not depth or luck.random() < 0.6 else inner


def test_where_hints_stand_the_engine_says_the_same() -> None:
    compared = 0
    for seed in range(1_500):
        luck = random.Random(seed)  # noqa: S311  # nothing here is secret
        schema = {**_schema(luck), "type": "object", "$defs": {name: _schema(luck, 2) for name in NAMES}}
        catalog = thing(schema)
        for data in [_data(luck) for _ in range(6)]:
            mine = found(catalog, data)
            theirs = None if mine is None else of_the_engine(catalog, data)
            if theirs is not None:
                assert mine == theirs, (schema, data)
                compared += bool(mine)
    assert compared > 300


CLOSED = {"additionalProperties": False}
REF = {"x-annotate": {"ref": ["organization"]}}


def test_an_alternative_is_known_by_a_member_that_no_other_allows() -> None:
    branches = [{"properties": {"body": REF}, **CLOSED}, {"properties": {"country": {}}, **CLOSED}]
    catalog = thing({"type": "object", "properties": {"who": {"oneOf": branches}}})
    assert found(catalog, {"who": {"body": "x"}}) == {"/who/body": {"ref": ["organization"]}}
    assert found(catalog, {"who": {"country": "KR"}}) == {}


@pytest.mark.parametrize(
    "schema",
    [
        pytest.param({"oneOf": [{"properties": {"a": REF}}, {"properties": {"b": {}}}]}, id="open alternatives"),
        pytest.param(
            {
                "properties": {"a": REF},
                "oneOf": [{"properties": {"a": REF}, **CLOSED}, {"properties": {"b": {}}, **CLOSED}],
            },
            id="said twice",
        ),
        pytest.param({"properties": {"a": {"oneOf": [REF, {"const": 1}]}}}, id="an alternative itself"),
        pytest.param({"if": {"required": ["a"]}, "then": {"properties": {"a": REF}}}, id="a condition"),
        pytest.param({"allOf": [{"allOf": [{"$ref": "#/$defs/a"}]}], "$defs": {"a": REF}}, id="behind references"),
        pytest.param({"patternProperties": {"a": REF}}, id="a pattern"),
        pytest.param({"properties": {"a": {"prefixItems": [{}], "items": REF}}}, id="first items"),
        pytest.param({"properties": {"a": {"$dynamicRef": "#b"}}}, id="a dynamic reference"),
        pytest.param({"properties": {"a": {"$ref": "#"}, "b": REF}}, id="a schema in itself"),
        pytest.param(
            {"$schema": "http://json-schema.org/draft-07/schema#", "properties": {"a": {**REF, "$ref": "#/$defs/x"}}},
            id="where nothing counts beside a reference",
        ),
        pytest.param(
            {
                "allOf": [{"$ref": "#/$defs/0"}],
                "$defs": {str(n): {"allOf": [{"$ref": f"#/$defs/{n + 1}"}] * 2} for n in range(30)} | {"30": {}},
            },
            id="references that double",
        ),
    ],
)
def test_where_it_may_depend_on_the_data_the_engine_is_asked(schema: Any) -> None:
    assert standing_hints(thing({"type": "object", **schema}).types["thing"]) is None


def test_the_engine_is_asked_for_the_first_records_alone() -> None:
    catalog = thing({"type": "object", "properties": {"body": REF}})
    checker = checker_of(catalog)
    records = [Record(id=f"thing-{n}", type="thing", data={"body": f"x-{n}"}) for n in range(200)]
    told = [checker.check(record).references for record in records]
    assert [[reference.id for reference in found] for found in told] == [[f"x-{n}"] for n in range(200)]
    assert checker._asked["thing"] < 50  # work is what this is about
