"""Schemas of older drafts: most public ones are draft-07 or draft-04, and say the same with other keywords."""

from __future__ import annotations

from typing import Any

import pytest

from annotate_kit.core import Record
from annotate_kit.schema import lint, load_catalog
from annotate_kit.validate import check_record

DRAFT_04 = "http://json-schema.org/draft-04/schema#"
OLD: dict[str, Any] = {
    "$schema": DRAFT_04,
    "id": "https://example.org/old.json",
    "title": "Old",
    "type": "object",
    "properties": {
        "id": {"type": "string", "title": "Id"},
        "above": {"type": "number", "title": "Above", "minimum": 0, "exclusiveMinimum": True},
        "below": {"type": "number", "title": "Below", "maximum": 9, "exclusiveMaximum": True},
        "from": {"type": "number", "title": "From", "minimum": 0, "exclusiveMinimum": False},
        "loose": {"type": "number", "title": "Loose", "exclusiveMinimum": True},
        "part": {"$ref": "#/definitions/part"},
        "two": {"type": "array", "title": "Two", "items": [{"type": "string"}, {"type": "integer"}]},
    },
    "definitions": {"part": {"id": "#part", "title": "Part", "type": "string", "maxLength": 3}},
}


@pytest.mark.parametrize("dialect", [DRAFT_04, DRAFT_04.removesuffix("#"), DRAFT_04.replace("http:", "https:")])
def test_draft_04_says_the_same_with_other_keywords(dialect: str) -> None:
    document = {**OLD, "$schema": dialect}
    assert lint({"old.schema.json": document}) == ()
    fields = {field.name: field for field in load_catalog({"old.schema.json": document}).types["old"].fields}
    assert fields["id"].kind == "text", "a property may be called id"
    assert (fields["above"].minimum, fields["above"].exclusive_minimum) == (None, 0)
    assert (fields["below"].maximum, fields["below"].exclusive_maximum) == (None, 9)
    assert (fields["from"].minimum, fields["from"].exclusive_minimum) == (0, None)
    assert fields["loose"].exclusive_minimum is None
    assert (fields["part"].title, fields["part"].max_length) == ("Part", 3)
    assert [field.kind for field in fields["two"].first_items] == ["text", "integer"]


@pytest.mark.parametrize(
    ("data", "pointers"),
    [
        ({"above": 1, "below": 8, "from": 0, "loose": -1, "part": "abc", "two": ["a", 1]}, []),
        ({"above": 0}, ["/above"]),
        ({"below": 9}, ["/below"]),
        ({"from": -1}, ["/from"]),
        ({"part": "abcd"}, ["/part"]),
        ({"two": [1]}, ["/two/0"]),
    ],
)
def test_draft_04_is_checked(data: dict[str, Any], pointers: list[str]) -> None:
    catalog = load_catalog({"old.schema.json": OLD})
    found = check_record(catalog, Record(id="old-1", type="old", data=data))
    assert [problem.data_pointer for problem in found] == pointers


def test_the_flag_of_draft_04_in_a_newer_schema_is_told_with_what_to_do() -> None:
    document = {"title": "New", "type": "object", "properties": {"a": {"title": "A", "exclusiveMinimum": True}}}
    (problem,) = lint({"new.schema.json": document})
    assert (problem.code, problem.pointer) == ("AK601", "/properties/a/exclusiveMinimum")
    assert "draft-04" in problem.hint


def test_an_address_that_is_none_is_told_where_it_stands() -> None:
    (problem,) = lint({"old.schema.json": {**OLD, "id": "http://[x"}})
    assert (problem.code, problem.pointer) == ("AK601", "/id")


@pytest.mark.parametrize("dialect", ["http://json-schema.org/draft-03/schema#", "https://example.org/mine", 7])
def test_a_dialect_that_nobody_reads_is_told(dialect: Any) -> None:
    document = {"title": "Thing", "type": "object", "$schema": dialect}
    (problem,) = lint({"thing.schema.json": document})
    assert (problem.code, problem.pointer) == ("AK601", "/$schema")
