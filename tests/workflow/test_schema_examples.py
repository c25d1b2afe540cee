"""Examples beside the schemas: dropped into a folder, each is a test."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.fakes.memory_fs import MemoryFs

from annotate_kit.errors import NotFoundError
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.schema_examples import ExampleReport, check_examples

ROOT = "/work/project"
FOLDER = "schemas/examples/city"
CITY = {
    "title": "City",
    "type": "object",
    "required": ["name"],
    "properties": {"name": {"title": "Name", "type": "string"}, "votes": {"title": "Votes", "type": "integer"}},
}


def checked(*types: str, **examples: Any) -> ExampleReport:
    """Examples by path below the type's folder, `__` for a slash and `_of_` for the point before the code."""
    fs = MemoryFs()
    fs.put(f"{ROOT}/schemas/city.schema.json", json.dumps(CITY).encode())
    fs.put(f"{ROOT}/schemas/land.schema.json", json.dumps({**CITY, "title": "Land"}).encode())
    for path, example in examples.items():
        raw = example if isinstance(example, bytes) else json.dumps(example, indent=1).encode()
        fs.put(f"{ROOT}/{FOLDER}/{path.replace('__', '/').replace('_of_', '.')}.json", raw)
    return check_examples(open_project(fs, ROOT), types)


def told(report: ExampleReport) -> list[tuple[str, str, int]]:
    places = [(problem, problem.place.line if problem.place else 0) for problem in report.problems]
    return [(problem.code, problem.file.removeprefix(FOLDER), line) for problem, line in places]


def test_examples_that_are_as_they_should_be_say_nothing() -> None:
    report = checked("city", valid__a={"name": "Busan"}, invalid__b={}, invalid__c_of_AK101={"name": 1})
    assert report.problems == ()
    assert report.failed == ()
    assert [path.removeprefix(FOLDER) for path in report.files] == [
        "/invalid/b.json",
        "/invalid/c.AK101.json",
        "/valid/a.json",
    ]


def test_a_valid_example_that_is_wrong_is_told_at_its_line() -> None:
    report = checked(valid__a={"name": "Busan", "votes": "29"})
    assert told(report) == [("AK101", "/valid/a.json", 3)]
    assert report.failed == (f"{FOLDER}/valid/a.json",)
    assert report.problems[0].pointer == "/votes"


def test_an_invalid_example_that_is_right_is_told() -> None:
    report = checked(invalid__a={"name": "Busan"})
    assert told(report) == [("AK606", "/invalid/a.json", 1)]
    assert report.problems[0].message == "nothing is wrong with this example"


def test_an_invalid_example_has_to_be_wrong_as_its_name_says() -> None:
    report = checked(invalid__a_of_AK102={"name": 1})
    assert told(report) == [("AK606", "/invalid/a.AK102.json", 2)]
    assert report.problems[0].message.startswith("AK102 was expected, but AK101 was found: name is ")


def test_an_example_that_is_no_record_is_wrong_whatever_its_folder() -> None:
    report = checked(valid__a=[], valid__b=b"{", invalid__c=[], invalid__d_of_AK001=b"{")
    assert told(report) == [("AK101", "/valid/a.json", 1), ("AK001", "/valid/b.json", 1)]


def test_types_without_examples_are_listed_and_other_files_are_passed_over() -> None:
    report = checked(valid__a={"name": "Busan"}, **{"valid__notes.txt": b""})
    assert report.untested == ("land",)
    fs = MemoryFs()
    fs.put(f"{ROOT}/schemas/city.schema.json", json.dumps(CITY).encode())
    fs.put(f"{ROOT}/{FOLDER}/valid/README.md", b"")
    assert check_examples(open_project(fs, ROOT)).files == ()


def test_only_the_types_that_are_asked_for_are_tried() -> None:
    assert checked("land", valid__a=[]).files == ()
    with pytest.raises(NotFoundError):
        checked("town")
