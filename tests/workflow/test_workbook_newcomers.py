"""Rows that are new in a workbook, of the record types that ship: they land, and say that no words say so."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from tests.fakes.edited_books import column_of, edited
from tests.fakes.handed_back import a_project, annotation_of, applied, compared, disk_of, exported
from tests.fakes.projects import counted
from tests.fakes.sources import SCHEMAS, an_article, annotated

from annotate_kit.core import Problem, Record
from annotate_kit.core.values import Json
from annotate_kit.validate import check_annotation
from annotate_kit.workflow.acts import take_back
from annotate_kit.workflow.project import Project

TEXT = "Samyang Holdings and the Federation of Korean Industries met in Seoul."
SAMYANG = "organization-0000000001"


@cache
def shipped() -> dict[str, dict[str, Json]]:
    return {
        path.name.partition(".")[0]: json.loads(path.read_bytes()) for path in sorted(SCHEMAS.glob("*.schema.json"))
    }


def a_shipped_project() -> Project:
    """One article with one organization that is all evidence, of the schemas that ship."""
    samyang = Record(id=SAMYANG, type="organization", data={"name": "Samyang Holdings", "kind": "company"})
    return a_project(disk_of([annotated(an_article("forum", TEXT), TEXT, [samyang])], shipped()))


def typed(project: Project, *rows: tuple[str, dict[str, object]]) -> bytes:
    """The workbook with new rows below: sheet, and header → what somebody types."""

    def edit(book: Any) -> None:
        for sheet, cells in rows:
            below = book[sheet].max_row + 1
            for title, value in cells.items():
                book[sheet].cell(below, column_of(book[sheet], title)).value = value

    return edited(exported(project), edit)


def problems_of(project: Project) -> list[Problem]:
    found = check_annotation(project.catalog, project.article("forum"), TEXT, annotation_of(project, "forum"))
    return [problem for problem in found if problem.record != SAMYANG]


FKI: tuple[str, dict[str, object]] = (
    "Organizations",
    {"Name": "Federation of Korean Industries", "Kind": "Association", "Country": "South Korea"},
)


def test_a_new_row_of_a_type_that_wants_evidence_lands_and_validate_warns_of_each_value() -> None:
    project = a_shipped_project()
    raw = typed(project, FKI)
    done = applied(project, raw)
    (new,) = [one for one in annotation_of(project, "forum").records.values() if one.id != SAMYANG]
    assert done.comparison.left == ()
    assert new.data == {"name": "Federation of Korean Industries", "kind": "association", "country": "KR"}
    assert {claim.note for claims in new.evidence.values() for claim in claims} == {
        "entered in workbook by anna; no words say so"
    }
    problems = problems_of(project)
    assert {(one.code, one.data_pointer) for one in problems} == {
        ("AK408", "/name"),
        ("AK408", "/kind"),
        ("AK408", "/country"),
    }
    assert not any(one.is_error for one in problems)
    assert all(one.hint.startswith("Mark the words that say it") for one in problems)
    assert any("no words behind them" in note for note in done.comparison.notes)


def test_it_lands_once_and_is_taken_back_as_a_whole() -> None:
    project = a_shipped_project()
    raw, before = typed(project, FKI), annotation_of(project, "forum")
    applied(project, raw)
    again = compared(project, raw)
    assert (again.changes, again.notes) == ((), ())
    take_back(project, by="anna", clock=lambda: 2.0, ids=counted(20_000))
    assert annotation_of(project, "forum").records == before.records
    assert len(compared(project, raw).done) == 1


def test_of_values_that_need_evidence_those_that_were_never_there_stay_an_error() -> None:
    project = a_shipped_project()
    found = check_annotation(project.catalog, project.article("forum"), TEXT, annotation_of(project, "forum"))
    assert {one.data_pointer for one in found if one.code == "AK404"} == {"/name", "/kind"}
    assert [one.theirs for one in compared(project, typed(project, ("Organizations", {"Kind": "Company"}))).left] == [
        "Company"
    ]
