"""Rows that are new in a workbook, of the record types that ship: they land, and say that no words say so."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import FrameType
from typing import Any, Literal, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fakes.edited_books import cell_of, column_of, edited
from tests.fakes.handed_back import a_project, annotation_of, applied, compared, disk_of, exported
from tests.fakes.projects import counted
from tests.fakes.sources import SCHEMAS, an_article, annotated

from annotate_kit.core import Problem, Record
from annotate_kit.core.values import Json
from annotate_kit.tables import Annotated
from annotate_kit.validate import check_annotation
from annotate_kit.workflow import workbook_new_rows
from annotate_kit.workflow.acts import take_back
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.workbook_now import read_now

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


def setting(sheet: str, id_: str, title: str, value: object) -> Callable[[Any], None]:
    def edit(book: Any) -> None:
        cell_of(book[sheet], id_, title).value = value

    return edit


def typed(
    project: Project, *rows: tuple[str, dict[str, object]], of: Literal["records", "entities"] = "records"
) -> bytes:
    """The workbook with new rows below: sheet, and header → what somebody types."""

    def edit(book: Any) -> None:
        for sheet, cells in rows:
            below = book[sheet].max_row + 1
            for title, value in cells.items():
                book[sheet].cell(below, column_of(book[sheet], title)).value = value

    return edited(exported(project, of), edit)


def org(name: str, **more: object) -> tuple[str, dict[str, object]]:
    return "Organizations", {"Name": name, "Kind": "Company", **more}


def official(name: str) -> tuple[str, dict[str, object]]:
    return "Officials", {"Name": name, "Nationality": "South Korea"}


def role(name: str, organization: str, **more: object) -> tuple[str, dict[str, object]]:
    row: dict[str, object] = {"Official": name, "Title": "chair", "Position": "Chair", "Organization": organization}
    return "Official roles", {**row, "Status": "Current", **more}


def new_in(project: Project) -> dict[str, Record]:
    """The records that came, by name."""
    records = annotation_of(project, "forum").records.values()
    return {str(one.data["name"]): one for one in records if one.id != SAMYANG}


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
    assert any("without words behind the values" in note for note in done.comparison.notes)


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


# Rows that name one another.


@given(
    parents=st.lists(st.integers(min_value=0, max_value=5), min_size=1, max_size=6),
    order=st.randoms(use_true_random=False),
)
@settings(max_examples=8)
def test_whichever_new_rows_name_one_another_each_name_is_found_and_nothing_is_left(
    parents: list[int], order: random.Random
) -> None:
    named = {f"Org {n}": f"Org {parent}" if parent < len(parents) else None for n, parent in enumerate(parents)}
    # A parent of its own is another rule's matter.
    named = {name: None if parent == name else parent for name, parent in named.items()}
    rows = [org(name, **{"Parent": parent} if parent else {}) for name, parent in named.items()]
    order.shuffle(rows)
    project = a_shipped_project()
    raw = typed(project, *rows)
    assert applied(project, raw).comparison.left == ()
    made = new_in(project)
    ids = {one.id: name for name, one in made.items()}
    assert {name: ids.get(str(one.data.get("parent"))) for name, one in made.items()} == named
    assert compared(project, raw).changes == ()


@pytest.mark.parametrize("is_before", [True, False])
def test_a_new_record_is_named_by_other_rows_wherever_it_stands(*, is_before: bool) -> None:
    project = a_shipped_project()
    parent, child = org("Samyang  Group"), org("Samyang Foods", Parent="samyang group")
    people = [official("Kim Yoon"), role("Kim Yoon", "Samyang Foods")]
    raw = typed(project, *([parent, child, *people] if is_before else [*people[::-1], child, parent]))
    assert applied(project, raw).comparison.left == ()
    made = new_in(project)
    assert made["Samyang Foods"].data["parent"] == made["Samyang  Group"].id
    assert any('parent is the organization "Samyang Group"' in problem.message for problem in problems_of(project))
    (one,) = cast("Sequence[Mapping[str, Json]]", made["Kim Yoon"].data["roles"])
    assert one["organization"] == made["Samyang Foods"].id
    assert not any(problem.is_error for problem in problems_of(project))
    assert compared(project, raw).changes == ()


def test_what_was_exported_may_name_a_new_record_and_two_new_ones_each_other() -> None:
    project = a_shipped_project()
    rows = [org("Left", Parent="Right"), org("Right", Parent="Left")]
    raw = edited(typed(project, *rows), setting("Organizations", SAMYANG, "Parent", "Left"))
    assert applied(project, raw).comparison.left == ()
    made = new_in(project)
    assert made["Left"].data["parent"] == made["Right"].id
    assert made["Right"].data["parent"] == made["Left"].id
    assert annotation_of(project, "forum").records[SAMYANG].data["parent"] == made["Left"].id
    assert compared(project, raw).changes == ()


def test_a_name_that_two_have_is_asked_about_whether_they_are_new_or_not() -> None:
    project = a_shipped_project()
    raw = typed(project, org("Samyang Holdings"), org("Twin"), org("Twin"), org("A", Parent="Twin"))
    raw = edited(raw, setting("Organizations", SAMYANG, "Parent", "Samyang Holdings"))
    left = compared(project, raw).left
    assert [(one.field, one.theirs) for one in left] == [("Parent", "Samyang Holdings"), ("Parent", "Twin")]
    assert all("is the name of several. Write the id instead" in one.why for one in left)


def test_who_names_a_new_record_that_is_refused_waits_with_it() -> None:
    project = a_shipped_project()
    rows = [org("Broken", Website="nowhere"), org("B", Parent="Broken"), org("C", Parent="B"), org("D")]
    raw = edited(typed(project, *rows), setting("Organizations", SAMYANG, "Parent", "C"))
    done = applied(project, raw)
    assert [one.why.partition(",")[0] for one in done.comparison.left] == [
        "The new record that it refers to is not added.",
        done.comparison.left[1].why.partition(",")[0],
        "The new record that it refers to is not added.",
        "The new record that it refers to is not added.",
    ]
    assert "website" in done.comparison.left[1].why.casefold()
    assert list(new_in(project)) == ["D"]


def test_an_item_with_a_cell_that_cannot_be_read_waits_for_it() -> None:
    project = a_shipped_project()
    (people, roles) = compared(project, typed(project, official("Kim Yoon"), role("Kim Yoon", "Nobody"))).left
    assert roles.why.startswith("there is no organization “Nobody” here.")
    assert roles.why.endswith("The whole new row waits for it.")
    assert people.why.startswith("roles is missing.")


@pytest.mark.parametrize("bad", [0, 1, 2])
def test_of_several_new_items_of_a_new_record_the_one_that_cannot_be_is_refused(bad: int) -> None:
    project = a_shipped_project()
    roles = [
        role("Kim Yoon", "Samyang Holdings", Title=None if n == bad else f"chair {n}", Validity=f"202{n}")
        for n in range(3)
    ]
    done = applied(project, typed(project, official("Kim Yoon"), *roles)).comparison
    (refused,) = done.left
    assert f"202{bad}" in refused.theirs
    assert "title is missing" in refused.why
    made = cast("Sequence[Mapping[str, Json]]", new_in(project)["Kim Yoon"].data["roles"])
    assert [one["title"] for one in made] == [f"chair {n}" for n in range(3) if n != bad]


def test_a_row_that_cannot_be_read_is_still_one_that_others_name() -> None:
    project = a_shipped_project()
    rows = [org("Young", Founded="05/06/24"), org("B", Parent="Young")]
    young, named = compared(project, typed(project, *rows)).left
    assert "could be" in young.why
    assert named.why == "The new record that it refers to is not added."


def two_articles_on_samyang() -> Project:
    """Both say whose subsidiary it is, so that the register decides what it is from now on."""

    def of(article: str, one: str, other: str) -> Annotated:
        kept = {"kind": "company"}
        samyang = Record(
            id=one, type="organization", data={**kept, "name": "Samyang Holdings", "parent": other}, entity=SAMYANG
        )
        group = Record(id=other, type="organization", data={**kept, "name": "Group"}, entity="organization-0000000002")
        return annotated(an_article(article, TEXT), TEXT, [samyang, group])

    articles = [
        of("forum", SAMYANG, "organization-0000000002"),
        of("summit", "organization-0000000003", "organization-0000000004"),
    ]
    return a_project(disk_of(articles, shipped()))


@pytest.mark.parametrize("is_broken", [True, False])
def test_the_register_decides_for_a_new_record_only_where_that_is_added(*, is_broken: bool) -> None:
    project = two_articles_on_samyang()
    more = {"Website": "nowhere"} if is_broken else {}
    raw = typed(project, org("Newest", **more, **{"First article": "forum"}), of="entities")
    raw = edited(raw, setting("Organizations", SAMYANG, "Parent", "Newest"))
    done = applied(project, raw).comparison
    if is_broken:
        assert [one.field for one in done.left] == ["Parent", ""]
        assert done.left[0].why == "The new record that it refers to is not added."
        return
    new = next(one for one in annotation_of(project, "forum").records.values() if one.data["name"] == "Newest")
    assert done.rulings[SAMYANG]["/parent"].value == new.id
    assert (done.left, compared(project, raw).changes) == ((), ())


def test_a_sheet_that_new_records_cannot_do_without_is_there_with_nothing_on_it_yet() -> None:
    names = {table.title for table in read_now(a_shipped_project(), None).model.tables}
    assert {"Officials", "Official roles", "Agreement parties"} <= names
    assert "Official other names" not in names


def calls_for(rows: int) -> int:
    """How many calls the new rows take of their own, where an official is given so many roles besides as many."""
    project = a_shipped_project()
    roles = [role("Choi", "Samyang Holdings", Title=f"chair {n}") for n in range(rows)]
    applied(project, typed(project, official("Choi"), *roles))
    (choi,) = (id_ for id_ in annotation_of(project, "forum").records if id_ != SAMYANG)
    book = typed(project, *((sheet, {**cells, "Official ID": choi}) for sheet, cells in roles))
    calls = 0

    def count(frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event == "call" and frame.f_globals.get("__name__") == workbook_new_rows.__name__

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        found = compared(project, book)
    finally:
        sys.setprofile(before)
    assert len(found.done) == rows
    return calls


def test_twice_as_many_new_items_of_a_record_are_twice_the_work() -> None:
    few, some, many = calls_for(8), calls_for(16), calls_for(32)
    assert some - few > 0
    assert many - some <= 2 * (some - few)
