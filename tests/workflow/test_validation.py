"""Validating a project: which files, which rules, and what only the whole project can tell."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.fakes.memory_fs import MemoryFs
from tests.fakes.projects import ANNOTATOR, ARTICLE, PATH, ROOT, TEXT, a_disk, a_session, a_tag, an_article, blank

from annotate_kit.codec import encode, encode_annotation, encode_article
from annotate_kit.core import Record, apply
from annotate_kit.errors import UnreadableError, UsageError
from annotate_kit.workflow.project import open_project
from annotate_kit.workflow.validation import Report, check_annotation, lint_schemas, validate_project

FILE = f"annotations/{ARTICLE}/{ANNOTATOR}.json"
SHIPPED = Path(__file__).parents[2]


def validated(fs: MemoryFs, *paths: str, **options: Any) -> Report:
    return validate_project(open_project(fs, ROOT), paths, **options)


def told(report: Report) -> list[tuple[str, str]]:
    return [(problem.code, problem.file) for problem in report.problems]


def a_disk_with(change: Callable[[Any], object]) -> MemoryFs:
    fs = a_disk(annotation=apply(a_tag(blank(), "Busan", 1), blank()))
    value = json.loads(fs.read(PATH, 10**6))
    change(value)
    fs.put(PATH, encode(value))
    return fs


def test_everything_in_a_project_is_checked_and_nothing_is_written() -> None:
    fs = a_disk(annotation=apply(a_tag(blank(), "Busan", 1), blank()))
    steps: list[None] = []
    report = validated(fs, progress=lambda: steps.append(None))
    base = f"annotations/{ARTICLE}"
    assert report.files == (f"{base}/article.json", FILE, f"{base}/text.txt", "schemas/city.schema.json")
    assert report.problems == ()
    assert fs.operations == []
    assert len(steps) == 1


def test_the_shipped_project_is_valid() -> None:
    fs = MemoryFs()
    for path in [*SHIPPED.glob("schemas/*.json"), *SHIPPED.glob("annotations/*/*.*")]:
        fs.put(f"{ROOT}/{path.relative_to(SHIPPED).as_posix()}", path.read_bytes())
    report = validated(fs)
    assert report.problems == ()
    assert len(report.files) > 20


def test_problems_are_sorted_by_file_and_place() -> None:
    def spoil(value: Any) -> None:
        value["records"][0]["mentions"].append("s-gone")
        value["status"] = "finished"

    report = validated(a_disk_with(spoil))
    assert [problem.code for problem in report.problems] == ["AK304", "AK104"]
    assert all(problem.place for problem in report.problems)
    assert report.problems == tuple(sorted(report.problems, key=lambda problem: problem.sort_key))


@pytest.mark.parametrize(
    ("paths", "files"),
    [
        ((FILE,), 1),
        ((f"annotations/{ARTICLE}",), 3),
        ((f"annotations/{ARTICLE}/",), 3),
        ((ARTICLE,), 3),
        (("annotations",), 3),
        (("schemas", FILE), 2),
        ((".",), 4),
        (("schemas", "schemas/city.schema.json"), 1),
    ],
)
def test_paths_choose_files_folders_and_articles(paths: tuple[str, ...], files: int) -> None:
    report = validated(a_disk_with(lambda value: value.update(status="x")), *paths)
    assert len(report.files) == files
    assert bool(report.problems) == any(path.endswith(".json") and ANNOTATOR in path for path in report.files)


@pytest.mark.parametrize(
    ("path", "hint"),
    [("expo-vot", "Did you mean expo-vote"), ("zzz", "Name a file or folder"), ("../x", "Name a file or folder")],
)
def test_a_path_where_nothing_lies_is_a_wrong_question(path: str, hint: str) -> None:
    with pytest.raises(UsageError, match=hint):
        validated(a_disk(), path)


def test_a_project_with_nothing_in_it_has_nothing_to_validate() -> None:
    fs = MemoryFs()
    fs.put(f"{ROOT}/annotations/README.txt", b"")
    with pytest.raises(UsageError, match="nothing to validate"):
        validated(fs)


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ({}, ["AK104", "AK304", "AK307"]),
        ({"select": ["AK3"]}, ["AK304", "AK307"]),
        ({"select": ["unknown-value", "ak307"]}, ["AK104", "AK307"]),
        ({"ignore": ["AK304"]}, ["AK104", "AK307"]),
        ({"select": ["AK"], "ignore": ["AK3"]}, ["AK104"]),
    ],
)
def test_rules_are_selected_and_ignored(options: dict[str, Any], codes: list[str]) -> None:
    def spoil(value: Any) -> None:
        value["records"][0]["mentions"] = ["s-gone"]
        value["status"] = "finished"

    assert sorted(problem.code for problem in validated(a_disk_with(spoil), **options).problems) == codes


def test_settings_select_and_ignore_too() -> None:
    fs = a_disk_with(lambda value: value.update(status="finished"))
    fs.put(f"{ROOT}/annotate-kit.toml", b'[validate]\nignore = ["AK104"]\n')
    assert validated(fs).problems == ()
    fs.put(f"{ROOT}/annotate-kit.toml", b'[validate]\nselect = ["AK3"]\n')
    assert validated(fs).problems == ()
    assert told(validated(fs, select=["AK1"])) == [("AK104", FILE)]


@pytest.mark.parametrize(
    ("name", "hint"), [("AK9", "Codes look like"), ("unknown-valu", "unknown-value"), ("", "Codes look like")]
)
def test_a_rule_that_is_none_is_a_wrong_question(name: str, hint: str) -> None:
    with pytest.raises(UsageError, match=hint):
        validated(a_disk(), select=[name])


# Articles and texts.


def test_a_text_that_is_missing_or_not_utf_8_is_told_and_the_rest_is_checked() -> None:
    fs = a_disk_with(lambda value: value.update(status="finished"))
    fs.remove(f"{ROOT}/annotations/{ARTICLE}/text.txt")
    assert told(validated(fs)) == [("AK207", f"annotations/{ARTICLE}/article.json"), ("AK104", FILE)]
    fs.put(f"{ROOT}/annotations/{ARTICLE}/text.txt", "Busan\nä".encode() + b"\xff")
    (problem,) = [problem for problem in validated(fs).problems if problem.file.endswith("text.txt")]
    assert (problem.code, problem.message) == ("AK003", "the byte 0xFF is not UTF-8")
    assert problem.place is not None
    assert (problem.place.line, problem.place.column) == (2, 2)


def test_metadata_that_are_missing_or_broken_are_told() -> None:
    fs = a_disk(annotation=apply(a_tag(blank(), "Busan", 1), blank()))
    fs.put(f"{ROOT}/annotations/{ARTICLE}/article.json", b"{")
    assert told(validated(fs)) == [("AK001", f"annotations/{ARTICLE}/article.json")]
    assert told(validated(fs, FILE)) == [("AK207", FILE)]
    fs.remove(f"{ROOT}/annotations/{ARTICLE}/article.json")
    assert told(validated(fs)) == [("AK207", FILE)]


def test_names_that_nobody_can_have_are_told() -> None:
    fs = a_disk()
    fs.put(f"{ROOT}/annotations/{ARTICLE}/Kim Yoon.json", encode_annotation(attrs.evolve(blank(), annotator="kim")))
    fs.put(f"{ROOT}/annotations/Expo Vote/text.txt", b"x")
    fs.put(f"{ROOT}/annotations/.hidden/text.txt", b"x")
    fs.put(f"{ROOT}/annotations/{ARTICLE}/.swap.json", b"x")
    assert told(validated(fs)) == [
        ("AK605", "annotations/Expo Vote/text.txt"),
        ("AK605", f"annotations/{ARTICLE}/Kim Yoon.json"),
        ("AK104", f"annotations/{ARTICLE}/Kim Yoon.json"),
    ]


def test_a_file_that_cannot_be_read_stops_the_check() -> None:
    fs = a_disk(annotation=blank())

    def refuse(operation: str, path: str) -> None:
        if operation == "read" and path == PATH:
            raise PermissionError(13, "Permission denied")

    fs.fault = refuse
    with pytest.raises(UnreadableError):
        validated(fs)


# Schemas.


def test_schemas_are_linted_with_places() -> None:
    fs = a_disk()
    fs.put(f"{ROOT}/schemas/meeting.schema.json", b'{\n "title": "Meeting",\n "properties": {"x": {"pattern": "("}}\n}')
    fs.put(f"{ROOT}/schemas/broken.schema.json", b"{")
    report = validated(fs, "schemas")
    assert [(problem.code, problem.file, problem.place and problem.place.line) for problem in report.problems] == [
        ("AK001", "schemas/broken.schema.json", 1),
        ("AK608", "schemas/meeting.schema.json", 3),
        ("AK601", "schemas/meeting.schema.json", 3),
    ]
    assert lint_schemas(open_project(fs, ROOT)) == report.problems
    assert told(validated(fs, "schemas/city.schema.json")) == []


# What only the whole project can tell.


def linked(entity: str) -> MemoryFs:
    fs = a_disk()
    record = Record(id="city-1", type="city", data={}, mentions=("s-1",), entity=entity)
    base = apply(a_tag(blank(), "Busan", 1), blank())
    spans = {"s-1": attrs.evolve(next(iter(base.spans.values())), id="s-1")}
    fs.put(PATH, encode_annotation(attrs.evolve(blank(), spans=spans, records={"city-1": record})))
    return fs


def test_an_entity_that_nobody_is_is_a_warning() -> None:
    (problem,) = validated(linked("city-9")).problems
    assert (problem.code, problem.file, problem.pointer) == ("AK309", FILE, "/records/0/entity")
    assert problem.message == 'the entity "city-9" is no record of this project'
    assert problem.place is not None
    assert problem.place.line > 1


def test_an_entity_is_found_in_files_that_are_not_checked_and_in_the_register() -> None:
    fs = linked("city-9")
    other = attrs.evolve(blank(), article="other", records={"city-9": Record(id="city-9", type="city")})
    fs.put(f"{ROOT}/annotations/other/text.txt", TEXT.encode())
    fs.put(f"{ROOT}/annotations/other/article.json", encode_article(an_article("other")))
    fs.put(f"{ROOT}/annotations/other/kim.json", encode_annotation(other))
    assert "AK309" not in [code for code, _ in told(validated(fs, FILE))]
    assert "AK309" not in [code for code, _ in told(validated(fs))]
    fs = linked("city-9")
    fs.put(f"{ROOT}/annotations/_register/city-9.json", b"{}")
    assert validated(fs).problems == ()
    assert validated(linked("city-1")).problems == ()


def test_edits_that_are_still_in_a_journal_are_mentioned() -> None:
    fs = a_disk(annotation=blank())
    session = a_session(fs)
    session.do(a_tag(session.annotation, "Busan", 1))
    (pending,) = validated(fs).pending
    assert (pending.article, pending.annotator) == (ARTICLE, ANNOTATOR)
    assert validated(fs, "schemas").pending == ()


def test_a_file_with_very_many_problems_is_said_to_have_more() -> None:
    span = {"fragments": [[0, 1]], "quotes": ["R"]}
    spans = [{**span, "id": f"s-{n}"} for n in range(1_500)]
    report = validated(a_disk_with(lambda value: value.update(records=[], spans=spans)))
    assert report.more == 1


def test_the_app_checks_what_is_in_memory() -> None:
    project = open_project(a_disk(), ROOT)
    annotation = apply(a_tag(blank(), "Busan", 1), blank())
    assert check_annotation(project.catalog, project.article(ARTICLE), TEXT, annotation) == ()
    wrong = attrs.evolve(annotation, text_sha256="0" * 64)
    assert [problem.code for problem in check_annotation(project.catalog, None, TEXT, wrong)] == ["AK201"]
