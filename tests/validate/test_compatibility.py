"""Whether old data stays valid: what is called proved holds for whatever data there is."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.schema import Catalog, load_catalog
from annotate_kit.validate import find_engine
from annotate_kit.validate.compatibility import Containment, contains

SUITE = Path(__file__).parents[3] / "shared/data/json-schema-test-suite/tests"


def catalog_of(schema: Any, **others: Any) -> Catalog:
    return load_catalog({"x.schema.json": schema, **{f"{name}.schema.json": other for name, other in others.items()}})


def verdict(old: Any, new: Any) -> Containment:
    # A schema that says nothing would be no record type.
    return contains(catalog_of({"allOf": [new]}), catalog_of({"allOf": [old]}), "x")


def is_valid(schema: Any, data: Any) -> bool:
    engine = find_engine("https://test.invalid/x.json", {"https://test.invalid/x.json": schema})
    assert engine
    return engine.is_valid(data)


OBJECT = {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}, "additionalProperties": False}


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (OBJECT, "yes"),
        ({**OBJECT, "title": "A", "x-annotate": {"shortcut": "a"}}, "yes"),
        ({**OBJECT, "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}}, "yes"),
        ({**OBJECT, "required": []}, "yes"),
        ({**OBJECT, "properties": {"a": {"type": ["string", "null"]}}}, "yes"),
        ({**OBJECT, "required": ["a", "b"], "properties": {"a": {"type": "string"}, "b": {}}}, "no"),
        ({**OBJECT, "properties": {"a": {"type": "string", "format": "date"}}}, "no"),
        ({**OBJECT, "properties": {"a": {"type": "string", "format": "edtf"}}}, "unknown"),
        ({**OBJECT, "properties": {"b": {"type": "string"}}}, "no"),
    ],
)
def test_a_change_is_proved_disproved_or_not_known(new: Any, expected: str) -> None:
    assert verdict(OBJECT, new).value in {expected, "unknown" if expected == "no" else expected}


def test_a_definition_in_another_file_counts_as_it_was_then() -> None:
    schema = {"type": "object", "required": ["a"], "properties": {"a": {"$ref": "common.schema.json#/$defs/line"}}}
    old, wide, narrow = (
        catalog_of(schema, common={"$defs": {"line": {"type": "string", "maxLength": length}}}) for length in (5, 9, 3)
    )
    assert contains(wide, old, "x") is Containment.YES
    assert contains(narrow, old, "x") is not Containment.YES


def test_what_cannot_be_read_is_not_known() -> None:
    assert verdict({"type": "object", "properties": {"a": {"$ref": "#/nowhere"}}}, OBJECT) is Containment.UNKNOWN
    assert verdict({"type": "object", "properties": {"a": {"$ref": "file:///etc/passwd"}}}, {}) is Containment.UNKNOWN


def test_without_the_fast_engine_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    assert verdict(OBJECT, OBJECT) is Containment.UNKNOWN


NAMES = st.sampled_from(["a", "b", "c"])
VALUES = st.recursive(
    st.sampled_from([None, True, 0, 1, 2, 5, "", "a", "ab", "abc", "2023", "2023-05-17", "x y"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)
LEAVES = st.one_of(
    st.fixed_dictionaries({"type": st.sampled_from(["string", "integer", "null", "array", "object", "boolean"])}),
    st.fixed_dictionaries({"enum": st.lists(st.sampled_from(["a", "ab", 1, 2, None]), min_size=1, unique=True)}),
    st.fixed_dictionaries({}, optional={"minLength": st.integers(0, 3), "maxLength": st.integers(0, 3)}),
    st.fixed_dictionaries({}, optional={"minimum": st.integers(0, 3), "maximum": st.integers(0, 5)}),
    st.fixed_dictionaries({"pattern": st.sampled_from(["^a", "b$", "^[0-9]+$"])}),
    st.fixed_dictionaries({"format": st.sampled_from(["date", "edtf", "uri"])}),
    st.sampled_from([{}, {"uniqueItems": True}, {"const": "ab"}, {"not": {"type": "string"}}]),
)


def _bigger(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(inner, min_size=1, max_size=3)
    members = st.dictionaries(NAMES, inner, max_size=3)
    return st.one_of(
        st.fixed_dictionaries(
            {"type": st.just("object")},
            optional={
                "properties": members,
                "required": st.lists(NAMES, unique=True, max_size=2),
                "additionalProperties": st.just(False) | inner,
                "minProperties": st.integers(0, 2),
                "maxProperties": st.integers(0, 3),
                "dependentRequired": st.dictionaries(NAMES, st.lists(NAMES, unique=True, max_size=2), max_size=1),
                "propertyNames": st.just({"pattern": "^[ab]"}),
                "unevaluatedProperties": st.just(False),
            },
        ),
        st.fixed_dictionaries(
            {"type": st.just("array")},
            optional={
                "items": inner,
                "prefixItems": several,
                "contains": inner,
                "minItems": st.integers(0, 2),
                "maxItems": st.integers(0, 3),
            },
        ),
        *(st.fixed_dictionaries({keyword: several}) for keyword in ("allOf", "anyOf", "oneOf")),
        st.fixed_dictionaries({"if": inner, "then": inner}, optional={"else": inner}),
        st.fixed_dictionaries({"not": inner}),
    )


SCHEMAS = st.recursive(LEAVES, _bigger, max_leaves=6)


@st.composite
def _changed(draw: st.DrawFn, schema: Any) -> Any:
    """A schema like another one: with a keyword more, less or another, somewhere."""
    if not isinstance(schema, dict) or draw(st.integers(0, 3)) == 0:
        return draw(SCHEMAS)
    kept = dict(schema)
    for keyword in list(kept):
        chance = draw(st.integers(0, 5))
        if chance == 0:
            del kept[keyword]
        elif chance == 1 and keyword in ("items", "contains", "not", "if", "then"):
            kept[keyword] = draw(_changed(kept[keyword]))
        elif chance == 1 and keyword in ("allOf", "anyOf", "oneOf"):
            kept[keyword] = [draw(_changed(inner)) for inner in kept[keyword]]
        elif chance == 1 and keyword == "properties":
            kept[keyword] = {name: draw(_changed(inner)) for name, inner in kept[keyword].items()}
    return {**draw(LEAVES), **kept} if draw(st.booleans()) else kept


@given(st.data())
def test_what_is_proved_to_stay_valid_stays_valid(data: st.DataObject) -> None:
    old = data.draw(SCHEMAS)
    new = data.draw(_changed(old))
    if verdict(old, new) is Containment.YES:
        for value in data.draw(st.lists(VALUES, min_size=5, max_size=15)):
            assert not is_valid(old, value) or is_valid(new, value)


@pytest.mark.skipif(not SUITE.exists(), reason="needs the official test suite, which is not here")
@pytest.mark.parametrize("path", sorted(SUITE.glob("draft2020-12/*.json")), ids=lambda path: path.stem)
def test_no_proof_is_wrong_on_the_data_of_the_official_suite(path: Path) -> None:
    cases = [case for case in json.loads(path.read_text("utf-8")) if isinstance(case["schema"], dict)][:12]
    valid = [(case["schema"], test["data"]) for case in cases for test in case["tests"] if test["valid"]]
    for old in cases:
        for new in cases:
            if old is new or verdict(old["schema"], new["schema"]) is not Containment.YES:
                continue
            for schema, data in valid:
                if schema is old["schema"] and path.stem != "format":
                    assert is_valid(new["schema"], data), (old["schema"], new["schema"], data)
