"""Laws over schemas that nobody would write and data that nobody would enter."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate_kit.core import pointers
from annotate_kit.core.values import ABSENT, is_array
from annotate_kit.schema import (
    KINDS,
    ROW_KINDS,
    Catalog,
    Field,
    FormRow,
    alternative_data,
    caption,
    field_at,
    form,
    label,
    lint,
    load_catalog,
    new_data,
    references,
)

NAMES = st.sampled_from(["a", "b", "c", "d/e", ""])
TYPES = ["string", "number", "integer", "boolean", "object", "array", "null"]
SCALARS = st.none() | st.booleans() | st.integers(-3, 3) | st.decimals(allow_nan=False, allow_infinity=False, places=1)
VALUES = st.recursive(
    SCALARS | st.sampled_from(["", "a", "2023-05", "organization-1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=12,
)
DATA = st.dictionaries(NAMES, VALUES, max_size=4)
REFS = st.sampled_from(
    ["#", "#/$defs/a", "#/$defs/b", "other.schema.json", "#/$defs/nowhere", "#/properties/a", "#/unknown/x"]
)
HINTS = st.fixed_dictionaries(
    {},
    optional={
        "shortcut": st.sampled_from("abz1"),
        "order": st.integers(0, 3),
        "ref": st.just(["organization"]),
        "prefill": st.sampled_from(["mention", "none"]),
        "caption": st.just(["a"]),
        "column": st.booleans(),
        "widget": st.sampled_from(["json", "radio"]),
        "shortkut": st.just("a"),
    },
)


def schemas(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    named = st.dictionaries(NAMES, inner, max_size=3)
    several = st.lists(inner, min_size=1, max_size=3)
    return st.booleans() | st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(TYPES) | st.lists(st.sampled_from(TYPES), min_size=1, max_size=3, unique=True),
            "properties": named,
            "patternProperties": st.dictionaries(st.sampled_from(["^a", "b$", "(?=x)"]), inner, max_size=2),
            "additionalProperties": inner,
            "required": st.lists(NAMES, max_size=2),
            "items": inner | several,
            "prefixItems": several,
            "contains": inner,
            "maxItems": st.integers(0, 2),
            "oneOf": several,
            "anyOf": several,
            "allOf": several,
            "not": inner,
            "unevaluatedProperties": inner,
            "propertyNames": inner,
            "if": inner,
            "then": inner,
            "else": inner,
            "dependentSchemas": named,
            "dependentRequired": st.dictionaries(NAMES, st.lists(NAMES, max_size=2), max_size=2),
            "dependencies": st.dictionaries(NAMES, inner | st.lists(NAMES, max_size=2), max_size=2),
            "enum": st.lists(VALUES, min_size=1, max_size=3),
            "const": VALUES,
            "$ref": REFS,
            "minimum": st.integers(-1, 1),
            "pattern": st.just("^a"),
            "format": st.sampled_from(["edtf", "date", "uri", "none"]),
            "title": st.sampled_from(["Alpha", "Beta"]),
            "default": VALUES,
            "examples": st.lists(VALUES, max_size=1),
            "x-annotate": HINTS,
        },
    )


SCHEMAS: st.SearchStrategy[Any] = st.recursive(st.just({}), schemas, max_leaves=8)


def document_of(root: Any, a: Any, b: Any, x: Any) -> dict[str, Any]:
    own = root if isinstance(root, dict) else {}
    return {**own, "type": "object", "$defs": {"a": a, "b": b}, "unknown": {"x": x}}


DOCUMENTS = st.builds(document_of, schemas(SCHEMAS), SCHEMAS, SCHEMAS, SCHEMAS)


def is_closed(row: FormRow) -> bool:
    """Whether a row shows all of its value itself."""
    if row.kind not in ("value", "item", "extra"):
        return False
    inside = {"object": isinstance(row.value, Mapping), "list": is_array(row.value), "choice": True}
    return row.depth >= 40 or not inside.get(row.field.kind, False)


def walk(field: Field) -> list[Field]:
    found, pending = [], [field]
    while pending:
        field = pending.pop()
        found.append(field)
        pending += [*field.fields, *field.first_items, *field.alternatives]
        pending += [inner for inner in (field.item, field.extra) if inner]
    return found


many = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@many
@given(DOCUMENTS, SCHEMAS, DATA)
def test_a_form_ends_and_hides_nothing_and_changes_nothing(document: Any, other: Any, data: dict[str, Any]) -> None:
    before = copy.deepcopy((document, data))
    catalog = load_catalog({"thing.schema.json": document, "other.schema.json": other})
    rows = form(catalog, catalog.types["thing"], data)
    assert (document, data) == before
    for pointer, value in pointers.leaves(data):
        if pointer:
            assert any(row.pointer == pointer and row.value is value for row in rows) or any(
                is_closed(row) and pointers.is_under(pointer, row.pointer) for row in rows
            )
    for row in rows:
        assert row.kind in ROW_KINDS
        assert row.field.kind in KINDS
        if row.is_present:
            assert row.value is pointers.find_value(data, row.pointer)
    values = [row.pointer for row in rows if is_closed(row)]
    assert len(values) == len(set(values))


@many
@given(DOCUMENTS, DATA, st.text(alphabet="ab 2", max_size=4))
def test_every_question_about_any_type_has_an_answer(document: Any, data: dict[str, Any], words: str) -> None:
    record_type = load_catalog({"thing.schema.json": document}).types["thing"]
    for pointer, _ in pointers.walk(data):
        assert label(record_type, pointer)
        field = field_at(record_type, pointer)
        assert field is None or not field.is_cut
    assert caption(record_type, data)
    assert isinstance(new_data(record_type, words), dict)
    for pointer, identifier, _ in references(record_type, data):
        assert pointers.find_value(data, pointer) == identifier
    for field in walk(record_type.root)[:200]:
        assert field.kind in KINDS
        assert field.title
        for number, _branch in enumerate(field.alternatives):
            alternative_data(field, number, data)


KEYWORDS = [
    *("$id", "$ref", "$schema", "$anchor", "$defs", "type", "properties", "items", "oneOf", "allOf", "if", "then"),
    *("enum", "const", "required", "x-annotate", "minimum", "minLength", "title", "dependencies", "patternProperties"),
]
JSON = st.recursive(
    SCALARS | st.text(max_size=3) | st.sampled_from(TYPES),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(KEYWORDS),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@many
@given(st.dictionaries(st.sampled_from(["a.schema.json", "A b.json", "con.schema.json", "a.json"]), JSON, max_size=3))
def test_anything_may_lie_in_the_folder(documents: dict[str, Any]) -> None:
    for problem in lint(documents):
        assert problem.code.startswith("AK6")
        assert problem.message
        assert problem.hint
        assert pointers.find_value(documents[problem.file.removeprefix("schemas/")], problem.pointer) is not ABSENT


@pytest.mark.parametrize("reference", ["#", "#/$defs/loop"])
def test_a_schema_that_refers_to_itself_ends(reference: str, empty_catalog: Catalog) -> None:
    document = {"type": "object", "$ref": reference, "$defs": {"loop": {"$ref": "#/$defs/loop"}}}
    catalog = load_catalog({"thing.schema.json": document})
    assert form(empty_catalog, catalog.types["thing"], {"a": 1})[0].pointer == "/a"


def test_a_schema_that_doubles_at_every_level_ends() -> None:
    definitions: dict[str, Any] = {
        f"d{n}": {"type": "object", "properties": {f"p{m}": {"$ref": f"#/$defs/d{n + 1}"} for m in range(10)}}
        for n in range(30)
    }
    definitions["d30"] = {"type": "string"}
    catalog = load_catalog({"thing.schema.json": {"$ref": "#/$defs/d0", "$defs": definitions}})
    assert len(walk(catalog.types["thing"].root)) < 6_000
    data: dict[str, Any] = {}
    for _ in range(25):
        data = {"p3": data}
    assert any(row.pointer == "/p3" * 25 for row in form(catalog, catalog.types["thing"], data))


def test_alternatives_that_contain_themselves_end() -> None:
    document = {"type": "object", "properties": {"a": {"$ref": "#/$defs/any"}}, "$defs": {}}
    document["$defs"] = {"any": {"anyOf": [{"title": f"T{n}", "$ref": "#/$defs/any"} for n in range(20)]}}
    catalog = load_catalog({"thing.schema.json": document})
    assert len(walk(catalog.types["thing"].root)) < 6_000
    assert form(catalog, catalog.types["thing"], {"a": {"b": 1}})[-1].value == {"b": 1}


def test_a_list_of_thousands_is_drawn_in_time() -> None:
    item = {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}}
    document = {"type": "object", "properties": {"all": {"type": "array", "items": item}}}
    catalog = load_catalog({"thing.schema.json": document})
    assert len(form(catalog, catalog.types["thing"], {"all": [{"a": "x"}] * 5_000})) == 15_002
