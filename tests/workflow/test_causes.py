"""One mistake is one message: what follows from a mistake waits until it is put right."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.fakes.memory_fs import MemoryFs
from tests.fakes.projects import ROOT

from annotate_kit.codec import encode
from annotate_kit.core import Problem
from annotate_kit.workflow.causes import by_cause, references_by_cause
from annotate_kit.workflow.checked_cache import CheckedCache
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.validation import Report, lint_schemas, validate_project

SHIPPED = Path(__file__).parents[2]
VOTE = "annotations/expo-2030-vote"
FILE = f"{VOTE}/analyst.json"
Change = Callable[[Any], object]


def shipped() -> MemoryFs:
    fs = MemoryFs()
    for path in [*SHIPPED.glob("schemas/*.json"), *SHIPPED.glob("annotations/*/*.*")]:
        fs.put(f"{ROOT}/{path.relative_to(SHIPPED).as_posix()}", path.read_bytes())
    return fs


def validated(fs: MemoryFs, *paths: str) -> Report:
    return validate_project(open_project(fs, ROOT), paths)


def changed(fs: MemoryFs, path: str, change: Change) -> None:
    value = json.loads(fs.read(f"{ROOT}/{path}", 10**7))
    change(value)
    fs.put(f"{ROOT}/{path}", encode(value))


def told(report: Report) -> list[tuple[str, str]]:
    return [(problem.code, problem.file) for problem in report.problems]


@pytest.mark.parametrize("path", ["schemas/organization.schema.json", "schemas/common.schema.json"])
def test_a_schema_that_cannot_be_read_is_the_only_message_and_counts_who_waits_for_it(path: str) -> None:
    fs = shipped()
    fs.put(f"{ROOT}/{path}", b"{")
    report = validated(fs)
    assert told(report) == [("AK001", path)]
    assert " records cannot be checked." in report.problems[0].hint
    assert told(validated(fs, VOTE)) == [("AK001", path)], "also where the schema was not asked about"


def test_the_cause_comes_first_and_other_mistakes_are_told_all_the_same() -> None:
    fs = shipped()
    fs.put(f"{ROOT}/schemas/organization.schema.json", b"{")
    changed(fs, FILE, lambda value: value.update(status="finished"))
    report = validated(fs)
    assert told(report) == [("AK001", "schemas/organization.schema.json"), ("AK104", FILE)]
    assert report.problems[0].hint.endswith("Until then 42 records cannot be checked.")


def test_what_waits_for_a_schema_is_remembered_with_the_file() -> None:
    fs = shipped()
    fs.put(f"{ROOT}/schemas/organization.schema.json", b"{")
    reports = [
        validate_project(project, cache=CheckedCache(project.store))
        for project in (open_project(fs, ROOT), open_project(fs, ROOT))
    ]
    assert reports[0] == reports[1]
    assert len(reports[0].problems) == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda schema: schema.update(type="objekt"),
        lambda schema: schema["properties"]["name"].update(pattern="("),
        lambda schema: schema["properties"]["name"].update({"$ref": "common.schema.json#/$defs/nothing"}),
    ],
)
def test_a_schema_that_cannot_be_used_is_one_message(spoil: Change) -> None:
    fs = shipped()
    changed(fs, "schemas/organization.schema.json", spoil)
    (problem,) = validated(fs).problems
    assert problem.file == "schemas/organization.schema.json"


def test_a_document_that_is_gone_is_told_where_it_is_first_missed() -> None:
    fs = shipped()
    fs.remove(f"{ROOT}/schemas/common.schema.json")
    (problem,) = validated(fs).problems
    assert problem.code == "AK607"
    assert problem.message == "there is no common.schema.json in schemas/, to which this and 45 other places refer"
    assert problem.hint.endswith("Until then 110 records cannot be checked.")
    assert len(lint_schemas(open_project(fs, ROOT))) == 1


def test_a_record_type_that_is_gone_is_told_where_a_schema_speaks_of_it_else_once() -> None:
    fs = shipped()
    fs.remove(f"{ROOT}/schemas/organization.schema.json")
    (problem,) = validated(fs).problems
    assert (problem.code, problem.file) == ("AK607", "schemas/agreement.schema.json")
    assert problem.hint.endswith("Until then 42 records cannot be checked.")
    (problem,) = validated(fs, "annotations").problems
    assert problem.message == 'there is no record type "organization", which 42 records in 6 files have'
    changed(fs, FILE, lambda value: value["records"].__setitem__(0, {**value["records"][0], "type": "thing"}))
    (problem,) = [problem for problem in validated(fs, FILE).problems if problem.found == '"thing"']
    assert problem.message == 'there is no record type "thing"'


def test_a_misspelt_type_is_told_of_each_record_for_each_can_be_put_right() -> None:
    fs = shipped()

    def misspell(value: Any) -> None:
        for record in value["records"]:
            record["type"] = record["type"].replace("organization", "organisation")

    changed(fs, FILE, misspell)
    assert told(validated(fs)) == [("AK104", FILE)] * 5


def test_a_reference_within_a_file_and_one_that_is_misspelt_are_told_each() -> None:
    def problem(pointer: str, found: str, suggestion: str | None = None) -> Problem:
        return Problem(
            code="AK607", message=found, file="schemas/a.json", pointer=pointer, found=found, suggestion=suggestion
        )

    one = [problem("/a/$ref", "#/$defs/x"), problem("/b/$ref", "#/$defs/x")]
    misspelt = [problem(f"/{n}/x-annotate/ref/0", "bodie", "body") for n in range(2)]
    names = [problem(f"/x-annotate/{name}", "nam") for name in ("caption", "identity")]
    known = [problem(f"/{n}/$ref", "b.schema.json#/$defs/x") for n in range(2)]
    everything = [*one, *misspelt, *names, *known]
    assert references_by_cause(everything, names=("a.json", "b.schema.json")) == everything


def test_an_annotation_file_that_cannot_be_read_hides_no_other_and_makes_no_entity_unknown() -> None:
    for spoil in (
        lambda value: value.update(format="annotate-kit/9"),
        lambda value: value.update(records={}),
        lambda value: [record.pop("id") for record in value["records"]],
    ):
        fs = shipped()
        changed(fs, FILE, spoil)
        assert {file for _, file in told(validated(fs))} == {FILE}
    fs = shipped()
    fs.put(f"{ROOT}/{FILE}", b"\xff")
    assert told(validated(fs)) == [("AK003", FILE)]


def test_a_record_that_cannot_be_read_is_still_known_by_its_id() -> None:
    fs = shipped()

    def spoil(value: Any) -> None:
        for record in value["records"]:
            record["data"] = []
        value["spans"][0]["fragments"] = "x"

    changed(fs, FILE, spoil)
    assert {problem.code for problem in validated(fs).problems} == {"AK101"}


def test_spans_that_are_no_list_are_one_message() -> None:
    fs = shipped()
    changed(fs, FILE, lambda value: value.update(spans={}, notes=[{"span": "s-gone", "text": "?"}]))
    assert told(validated(fs)) == [("AK101", FILE)]


@pytest.mark.parametrize(
    ("part", "content", "expected"),
    [
        ("text.txt", None, [("AK207", f"{VOTE}/article.json")]),
        ("text.txt", b"\xff", [("AK003", f"{VOTE}/text.txt")]),
        ("article.json", None, [("AK207", FILE)]),
        ("article.json", b"{", [("AK001", f"{VOTE}/article.json")]),
    ],
)
def test_a_part_of_an_article_is_missed_once(part: str, content: bytes | None, expected: Any) -> None:
    fs = shipped()
    fs.put(f"{ROOT}/{VOTE}/kim.json", fs.read(f"{ROOT}/{FILE}", 10**7).replace(b'"analyst"', b'"kim"'))
    if content is None:
        fs.remove(f"{ROOT}/{VOTE}/{part}")
    else:
        fs.put(f"{ROOT}/{VOTE}/{part}", content)
    assert told(validated(fs)) == expected


def test_a_text_that_changed_is_told_once_with_what_that_did_to_the_spans() -> None:
    fs = shipped()
    fs.put(f"{ROOT}/{VOTE}/text.txt", b"XX" + fs.read(f"{ROOT}/{VOTE}/text.txt", 10**7))
    (problem,) = validated(fs).problems
    assert problem.file == f"{VOTE}/article.json"
    assert problem.message == ("text.txt is not the text that was imported; 83 of 83 spans are astray in analyst.json")
    assert told(validated(fs, FILE)) == [("AK201", FILE)]


def test_without_problems_no_schema_is_asked() -> None:
    def never() -> tuple[Problem, ...]:
        raise AssertionError

    assert by_cause([], {}, never) == []
