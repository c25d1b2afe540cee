"""Schemas as engines see them."""

from __future__ import annotations

from typing import Any

import pytest

from annotate_kit.core import Record
from annotate_kit.schema import Catalog, load_catalog
from annotate_kit.validate import check_record, schema_problems
from annotate_kit.validate.records import checker_of


def told(schema: Any, **others: Any) -> list[tuple[str, str, str, str]]:
    documents = {"thing.schema.json": schema, **{f"{name}.schema.json": other for name, other in others.items()}}
    found = schema_problems(load_catalog(documents))
    return [(problem.code, problem.file, problem.pointer, problem.message) for problem in found]


def test_the_shipped_schemas_are_right(catalog: Catalog) -> None:
    assert list(schema_problems(catalog)) == []


def test_a_pattern_that_is_none_is_an_error() -> None:
    assert told({"title": "Thing", "properties": {"x": {"pattern": "(a"}}}) == [
        (
            "AK601",
            "schemas/thing.schema.json",
            "/properties/x/pattern",
            'the pattern "(a" is no regular expression: missing ), unterminated subpattern at position 0',
        )
    ]


def test_a_pattern_that_cannot_run_in_linear_time_is_a_warning_wherever_it_stands() -> None:
    common = {"$defs": {"x": {"patternProperties": {"^(?!b)": {"items": {"pattern": r"(a)\1"}}}}}}
    assert told({"title": "Thing", "properties": {"x": {"$ref": "common.schema.json#/$defs/x"}}}, common=common) == [
        (
            "AK610",
            "schemas/common.schema.json",
            "/$defs/x/patternProperties/^(?!b)",
            'the pattern "^(?!b)" cannot be matched in linear time',
        ),
        (
            "AK610",
            "schemas/common.schema.json",
            "/$defs/x/patternProperties/^(?!b)/items/pattern",
            'the pattern "(a)\\1" cannot be matched in linear time',
        ),
    ]


def test_an_example_that_does_not_meet_its_schema_is_an_error() -> None:
    schema = {
        "title": "Thing",
        "properties": {"x": {"title": "Ex", "type": "integer"}},
        "examples": [{"x": 1}, {"x": "1"}],
    }
    assert told(schema) == [
        (
            "AK606",
            "schemas/thing.schema.json",
            "/examples/1/x",
            'the example does not meet its own schema: ex is the text "1", but must be a whole number',
        )
    ]


def test_a_schema_that_no_engine_takes_is_told_unless_the_reason_is_known() -> None:
    for wrong, expected in (({}, ["the schema cannot be used for validation"]), ({"$ref": "#/nowhere"}, [])):
        catalog = load_catalog({"thing.schema.json": {"title": "Thing", "properties": {"x": wrong}}})
        checker_of(catalog)._engines["thing"] = None  # no schema is known that gets so far
        assert [problem.message for problem in schema_problems(catalog)] == expected


@pytest.mark.parametrize("loop", [{"$ref": "#/properties/x"}, {"allOf": [{"$ref": "#/properties/x"}]}])
def test_a_schema_that_refers_to_itself_for_ever_ends(loop: Any) -> None:
    catalog = load_catalog({"thing.schema.json": {"title": "Thing", "properties": {"x": loop}}})
    assert list(schema_problems(catalog)) == []
    assert check_record(catalog, Record(id="thing-1", type="thing", data={"x": 1})) == ()
