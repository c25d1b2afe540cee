"""Schemas as engines see them."""

from __future__ import annotations

import sys
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
            'the pattern "^(?!b)" cannot be matched in linear time, so it is given up after too many steps',
        ),
        (
            "AK610",
            "schemas/common.schema.json",
            "/$defs/x/patternProperties/^(?!b)/items/pattern",
            'the pattern "(a)\\1" cannot be matched in linear time, so it is given up after too many steps',
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


def test_a_pattern_that_only_other_languages_know_is_costly_or_wrong_as_the_engines_say() -> None:
    def codes(pattern: str) -> list[str]:
        return [code for code, *_ in told({"title": "Thing", "properties": {"x": {"pattern": pattern}}})]

    assert codes(r"^\p{L}+$") == []
    assert codes(r"^\p{L}(?!x)") == ["AK610"]
    assert codes(r"(?<a>x)\k<a>") == ["AK601"]
    assert codes(r"[b-a]") == ["AK601"]


@pytest.mark.parametrize(
    "pattern",
    ["(" * 5_000, "(" * 5_000 + ")" * 5_000, "a{99999999999}", "(.{0,1000}){0,1000}", r"\p{Foo}", "(a|b)*{2}"],
    ids=["open", "nested", "endless", "squared", "no class", "twice"],
)
def test_a_pattern_that_cannot_be_run_is_an_error_with_one_line(pattern: str) -> None:
    found = told({"title": "Thing", "properties": {"x": {"pattern": pattern}}})
    assert [code for code, *_ in found] == ["AK601"]
    assert all(len(message) < 200 and "\n" not in message for *_, message in found)


@pytest.mark.parametrize("pattern", ["^.{1,4000}$", "^[\\w .-]{1,255}$", "(" * 50 + "a" + ")" * 50])
def test_a_large_pattern_that_runs_in_linear_time_is_right(pattern: str) -> None:
    assert told({"title": "Thing", "properties": {"x": {"pattern": pattern}}}) == []


def test_without_the_fast_engine_patterns_are_judged_by_the_one_that_runs_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "annotate_kit.validate.fast", None)
    found = told({"title": "Thing", "properties": {"x": {"pattern": "^(?!b)"}, "y": {"pattern": "^a$"}}})
    assert [(code, pointer) for code, _, pointer, _ in found] == [("AK610", "/properties/x/pattern")]


def test_a_pattern_that_was_given_up_is_said_to_be_so() -> None:
    catalog = load_catalog(
        {"thing.schema.json": {"title": "Thing", "properties": {"x": {"pattern": "^(a|aa)+(?=b)c$"}}}}
    )
    (problem,) = check_record(catalog, Record(id="thing-1", type="thing", data={"x": "a" * 5_000 + "b"}))
    assert problem.code == "AK105"
    assert '…" could not be compared with its pattern, which takes too many steps' in problem.message
    assert problem.hint == "Shorten it, or write the pattern without looking ahead or back."


def test_a_pattern_that_python_alone_would_take_is_wrong_without_a_place() -> None:
    message = told({"title": "Thing", "properties": {"x": {"pattern": r"(?P<a>x)(?P=a)"}}})[0][3]
    assert message == 'the pattern "(?P<a>x)(?P=a)" is no regular expression'


@pytest.mark.parametrize(
    ("schema", "pointer", "message"),
    [
        ({"required": ["a", "a"]}, "/required", "an entry of this list stands twice"),
        (
            {"$defs": {"x": {"$anchor": "1 2"}}},
            "/$defs/x/$anchor",
            'JSON Schema does not allow this here: its meta-schema\'s "pattern" is not met',
        ),
    ],
)
def test_what_only_the_meta_schema_knows_is_told(schema: Any, pointer: str, message: str) -> None:
    assert told({"title": "Thing", "type": "object", **schema}) == [
        ("AK601", "schemas/thing.schema.json", pointer, message)
    ]


def test_examples_and_defaults_anywhere_have_to_meet_the_schema_that_they_stand_in() -> None:
    common = {"$defs": {"day": {"title": "Day", "type": "string", "format": "date", "examples": ["2023-13-01"]}}}
    schema = {
        "title": "Thing",
        "properties": {
            "x": {"title": "Ex", "type": "integer", "default": "one", "examples": [1, "two"]},
            "y": {"title": "Why", "items": {"title": "Item", "enum": ["a"], "default": "b"}},
            "z": {"$ref": "common.schema.json#/$defs/day", "default": "today"},
            "fine": {"title": "Fine", "type": "string", "default": "", "examples": ["a"]},
        },
    }
    assert [(code, file, pointer) for code, file, pointer, _ in told(schema, common=common)] == [
        ("AK606", "schemas/common.schema.json", "/$defs/day/examples/0"),
        ("AK606", "schemas/thing.schema.json", "/properties/x/default"),
        ("AK606", "schemas/thing.schema.json", "/properties/x/examples/1"),
        ("AK606", "schemas/thing.schema.json", "/properties/y/items/default"),
        ("AK606", "schemas/thing.schema.json", "/properties/z/default"),
    ]


def test_a_wrong_default_is_explained_as_a_wrong_value_is() -> None:
    (problem,) = told({"title": "Thing", "properties": {"x": {"title": "Ex", "type": "integer", "default": "one"}}})
    assert problem[3].startswith("the default does not meet its own schema: ")
    assert problem[3].endswith('value is the text "one", but must be a whole number')


def test_an_older_draft_has_its_examples_checked_by_its_own_rules() -> None:
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Thing",
        "properties": {"x": {"items": [{"type": "string"}], "default": [1], "title": "Ex"}},
    }
    assert [problem[2] for problem in told(schema)] == ["/properties/x/default/0"]


def test_examples_of_an_embedded_document_are_left_to_it() -> None:
    inner = {"$id": "https://example.com/inner", "title": "In", "type": "integer", "examples": ["a"]}
    assert told({"title": "Thing", "properties": {"x": inner}}) == []


def test_a_regular_expression_is_one_where_nothing_is_wrong_with_it_for_python() -> None:
    assert told({"title": "Thing", "properties": {"x": {"pattern": "["}}})[0][3].startswith('the pattern "[" is no')


def test_an_example_of_a_schema_with_a_reference_that_leads_nowhere_is_not_told_again() -> None:
    schema = {"title": "Thing", "properties": {"x": {"title": "Ex", "$ref": "#/$defs/y"}}, "examples": [{"x": 1}]}
    assert told(schema) == []
