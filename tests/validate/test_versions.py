"""A file says which version of its schema it was made under; one from before a great step is told."""

from __future__ import annotations

import attrs
import pytest

from annotate_kit.core import Annotation, Record
from annotate_kit.schema import load_catalog
from annotate_kit.validate.versions import version_problems

CITY = Record(id="city-1", type="city", data={})


def told(made: dict[str, str], now: str, *, records: tuple[Record, ...] = (CITY,)) -> list[tuple[str, str]]:
    schema = {"title": "City", "type": "object", "x-annotate": {"version": now}} if now else {"type": "object"}
    catalog = load_catalog({"city.schema.json": schema})
    annotation = Annotation(article="a", annotator="kim", text_sha256="", schemas=made)
    annotation = attrs.evolve(annotation, records={record.id: record for record in records})
    problems = list(version_problems(catalog, annotation, "f.json"))
    assert all((problem.code, problem.file) == ("AK505", "f.json") for problem in problems)
    return [(problem.pointer, problem.hint) for problem in problems]


@pytest.mark.parametrize(
    ("made", "now"), [("1.0.0", "1.9.0"), ("1.0.0", ""), ("2", "2.0.0"), ("beta", "beta"), ("10.1", "10.0")]
)
def test_a_small_step_is_not_told(made: str, now: str) -> None:
    assert told({"city": made}, now) == []


@pytest.mark.parametrize(("made", "now"), [("1.0.0", "2.0.0"), ("9.0", "10.0"), ("", "1.0"), ("a", "b"), ("beta", "1")])
def test_a_great_step_is(made: str, now: str) -> None:
    assert told({"city": made}, now) == [("/schemas/city", "Run `annotate-kit schema migrate`.")]


def test_a_file_that_is_ahead_of_its_schema_is_told_so() -> None:
    assert told({"city": "3.0.0"}, "2.0.0")[0][1] == "Get the schema that they were made under."


def test_types_without_records_or_schema_are_passed_over() -> None:
    assert told({"city": "1.0.0"}, "2.0.0", records=()) == []
    assert told({"town": "1.0.0"}, "2.0.0", records=(attrs.evolve(CITY, type="town"),)) == []
