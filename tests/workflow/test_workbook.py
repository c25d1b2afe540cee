"""A workbook that came back: what is shown of it, and what becomes of the annotations."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.fakes.edited_books import cell_of, column_of, edited, row_of
from tests.fakes.handed_back import a_project, annotation_of, applied, compared, disk_of, exported, said
from tests.fakes.projects import counted
from tests.fakes.sources import FORUM, an_article, annotated, meetings
from tests.fakes.workbooks import load

from annotate_kit.core import ABSENT, Claim, Record, changes
from annotate_kit.core.values import Absent, Json
from annotate_kit.errors import DamagedFileError, InputError
from annotate_kit.workbook.manifest import MANIFEST, MANIFEST_ROWS
from annotate_kit.workflow.acts import take_back
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.session import open_session
from annotate_kit.workflow.workbook import Comparison
from annotate_kit.workflow.workbook_newcomers import names_of

PATH = "/work/corpus/annotations/summit/kim.json"
FIRST, SECOND, THIRD = (f"meeting-000000000{n}" for n in (1, 2, 3))
Edit = Callable[[Any], None]


@pytest.fixture
def project() -> Project:
    return a_project()


def setting(id_: str, title: str, value: object, sheet: str = "Meetings", nth: int = 0) -> Edit:
    def edit(book: Any) -> None:
        cell_of(book[sheet], id_, title, nth).value = value

    return edit


def store(project: Project, article: str, edit: Callable[[Any], Any]) -> None:
    """Somebody edits the annotation meanwhile."""
    session = open_session(project, article, "kim", clock=lambda: 1.0, ids=counted(900))
    session.do(edit(session.annotation))
    session.close()


def set_title(value: Json | Absent) -> Callable[[Any], Any]:
    def edit(annotation: Any) -> Any:
        if value is ABSENT:
            return changes.remove_value(annotation, SECOND, "/minutes")
        return changes.set_value(annotation, SECOND, "/minutes", value)

    return edit


def back(project: Project, *edits: Edit) -> bytes:
    def edit_all(book: Any) -> None:
        for edit in edits:
            edit(book)

    return edited(exported(project), edit_all)


def outcomes(found: Comparison) -> list[tuple[str, str]]:
    return [(change.field, change.outcome.value) for change in found.changes]


def test_a_workbook_that_nobody_changed_changes_nothing(project: Project) -> None:
    found = compared(project, exported(project))
    assert (found.changes, found.notes, found.edits, found.is_two_way) == ((), (), (), False)


@pytest.mark.parametrize(
    ("theirs", "ours", "outcome", "after"),
    [
        ("x", "x", None, "x"),
        (None, "x", "apply", ABSENT),
        ("y", "x", "apply", "y"),
        ("x", "y", None, "y"),
        ("y", "y", None, "y"),
        (None, ABSENT, None, ABSENT),
        ("y", "z", "conflict", "z"),
        (None, "z", "conflict", "z"),
        ("y", ABSENT, "conflict", ABSENT),
    ],
)
def test_every_case_of_three_values_in_a_field(
    theirs: str | None, ours: Json | Absent, outcome: str | None, after: Json | Absent
) -> None:
    project = a_project()
    store(project, "summit", set_title("x"))
    raw = back(project, setting(SECOND, "Minutes", theirs))
    store(project, "summit", set_title(ours))
    assert outcomes(compared(project, raw)) == ([("Minutes", outcome)] if outcome else [])
    applied(project, raw)
    assert annotation_of(project, "summit").records[SECOND].data.get("minutes", ABSENT) == after
    left = compared(project, raw).changes
    assert [change.outcome.value for change in left] == (["conflict"] if outcome == "conflict" else [])


def test_both_may_change_different_fields_of_a_row(project: Project) -> None:
    raw = back(project, setting(SECOND, "Title", "Summit of Tokyo"))
    store(project, "summit", set_title("long"))
    applied(project, raw)
    data = annotation_of(project, "summit").records[SECOND].data
    assert (data["title"], data["minutes"]) == ("Summit of Tokyo", "long")


def test_the_preview_says_where_and_what_and_writes_nothing(project: Project) -> None:
    raw = back(project, setting(FIRST, "Kind", "Summit"), setting(SECOND, "Day", "05/06/2024"))
    before = project.store.fs.snapshot()  # type: ignore[attr-defined]  # a disk in memory
    found = compared(project, raw)
    assert said(found.changes) == [
        ("C2", "Kind", "Bilateral", "Summit", "Bilateral", "apply"),
        ("E3", "Day", "2023-05", "05/06/2024", "2023-05", "refused"),
    ]
    assert [change.why for change in found.changes] == [
        "",
        "“05/06/2024” could be 6 May 2024 or 5 June 2024. Write 2024-05-06 or 2024-06-05.",
    ]
    assert (len(found.done), len(found.left)) == (1, 1)
    assert project.store.fs.snapshot() == before  # type: ignore[attr-defined]  # a disk in memory


def test_a_corrected_value_keeps_its_words_which_say_by_whom_it_was_corrected(project: Project) -> None:
    applied(project, back(project, setting(FIRST, "Day", "2023-05-18"), setting(FIRST, "Length [hours]", 4)))
    record = annotation_of(project, "forum").records[FIRST]
    assert (record.data["when"], record.data["length"]) == ("2023-05-18", 4)
    by = "corrected in workbook by anna"
    assert record.evidence["/when"] == (
        Claim(spans=("s-23",), origin="workbook", note=by),
        Claim(claim="inferred", origin="workbook", note=f"from the year; {by}"),
    )
    entered = Claim(origin="workbook", note="entered in workbook by anna; no words say so")
    assert record.evidence["/length"] == (Claim(spans=("s-23",), value=3, origin="workbook"), entered)
    again = back(project, setting(FIRST, "Day", "2023-05-19"))
    applied(project, again)
    assert annotation_of(project, "forum").records[FIRST].evidence["/when"] == record.evidence["/when"]


def test_what_would_be_invalid_is_refused_with_the_words_of_validate_and_the_rest_is_applied(project: Project) -> None:
    raw = back(
        project,
        setting(FIRST, "Title", None),
        setting(FIRST, "Length [hours]", -1),
        setting(FIRST, "Room", "Hall"),
        setting(FIRST, "Latitude", None),
    )
    done = applied(project, raw)
    refused = {change.field: change.why for change in done.comparison.changes if not change.is_done}
    assert refused == {
        "Title": 'title is missing. Add "title".',
        "Length [hours]": "length is -1, but must be 0 or more.",
        "Latitude": "place has 1 entry, but needs at least 2. Add another.",
    }
    assert annotation_of(project, "forum").records[FIRST].data["room"] == "Hall"
    assert annotation_of(project, "forum").records[FIRST].data["title"] == "Busan forum"


def test_of_two_changes_that_bring_an_error_the_guilty_one_is_refused_and_both_where_both_are(project: Project) -> None:
    raw = back(
        project,
        setting(FIRST, "Title", "Another"),
        setting(FIRST, "Kind", None),
        setting(FIRST, "Latitude", None),
        setting(FIRST, "Longitude", None),
    )
    changes_ = applied(project, raw).comparison.changes
    assert [(change.field, change.outcome.value) for change in changes_] == [
        ("Title", "apply"),
        ("Kind", "refused"),
        ("Latitude", "refused"),
        ("Longitude", "refused"),
    ]


def test_a_row_that_says_nothing_that_can_be_corrected_is_passed_over(project: Project) -> None:
    assert compared(project, back(project, append("Meetings", Evidence="see above"))).changes == ()


def test_short_lists_are_lists_whichever_of_their_cells_are_empty(project: Project) -> None:
    raw = back(project, setting(FIRST, "Language 1", None), setting(SECOND, "Language 2", "ja"))
    applied(project, raw)
    assert annotation_of(project, "forum").records[FIRST].data["languages"] == ["ko"]
    assert annotation_of(project, "summit").records[SECOND].data["languages"] == ["ja"]
    assert compared(project, raw).changes == ()
    raw = back(project, setting(FIRST, "Language 1", "ja"), setting(FIRST, "Language 2", "ko"))
    applied(project, raw)
    assert annotation_of(project, "forum").records[FIRST].data["languages"] == ["ja", "ko"]
    raw = back(project, setting(FIRST, "Language 1", None), setting(FIRST, "Language 2", None))
    applied(project, raw)
    assert annotation_of(project, "forum").records[FIRST].data["languages"] == []


def test_an_object_that_loses_its_last_value_goes_and_one_that_gets_its_first_is_made(project: Project) -> None:
    raw = back(
        project,
        setting(FIRST, "Cost", None),
        setting(FIRST, "Cost currency", None),
        setting(SECOND, "Cost", "12.50"),
        setting(SECOND, "Cost currency", "EUR"),
    )
    applied(project, raw)
    assert "cost" not in annotation_of(project, "forum").records[FIRST].data
    assert annotation_of(project, "summit").records[SECOND].data["cost"] == {"cost": "12.50", "currency": "EUR"}


def test_references_are_read_by_name_and_json_as_json(project: Project) -> None:
    raw = back(
        project,
        setting(FIRST, "Host", "organization-0000000001"),
        setting(FIRST, "Labels", '{"a": "b"}'),
        setting(SECOND, "Host", None),
        append("Meetings", Title="New", Kind="Other", Article="forum", Host="busan chamber <OF> commerce & industry"),
    )
    applied(project, raw)
    made = [one.data for one in annotation_of(project, "forum").records.values() if one.data.get("title") == "New"]
    assert [one["host"] for one in made] == ["organization-0000000001"]
    record = annotation_of(project, "forum").records[FIRST]
    assert record.data["host"] == "organization-0000000001"
    assert record.data["labels"] == {"a": "b"}
    found = compared(project, back(project, setting(SECOND, "Host", "Busan Chamber <of> Commerce & Industry")))
    (change,) = found.changes
    assert change.why.startswith("there is no organization “Busan Chamber <of> Commerce & Industry” here.")


# Rows.


def append(sheet: str, **cells: object) -> Edit:
    def edit(book: Any) -> None:
        found = book[sheet]
        row = found.max_row + 1
        for title, value in cells.items():
            found.cell(row, column_of(found, title.replace("_", " "))).value = value

    return edit


def test_a_row_without_an_id_is_a_new_record_once_however_often_it_is_applied(project: Project) -> None:
    raw = back(project, append("Meetings", Title="Rome forum", Kind="Other", Article="summit", Language_1="en"))
    for _ in range(2):
        done = applied(project, raw)
    assert done.comparison.changes == ()
    (new,) = [r for r in annotation_of(project, "summit").records.values() if r.data["title"] == "Rome forum"]
    assert new.data == {"title": "Rome forum", "kind": "other", "languages": ["en"]}
    assert set(new.evidence) == {"/title", "/kind", "/languages/0"}
    assert new.id.startswith("meeting-")


def test_two_new_rows_that_say_the_same_are_two_records(project: Project) -> None:
    one = append("Meetings", Title="Rome forum", Kind="Other", Article="summit")
    applied(project, back(project, one, one))
    assert len(annotation_of(project, "summit").records) == 4


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"Title": "A", "Kind": "Other"}, "A new record needs its article"),
        ({"Title": "A", "Kind": "Other", "Article": "nowhere"}, "“nowhere” is the id of no article here"),
        ({"Title": "A", "Kind": "party", "Article": "summit"}, "The whole new row waits for it."),
        ({"Title": "A", "Article": "summit"}, "kind is missing."),
        ({"Record ID": "meeting-7777777777", "Title": "A"}, "The id is of no row that was exported."),
    ],
)
def test_a_new_row_that_cannot_be_is_refused(project: Project, cells: dict[str, object], words: str) -> None:
    (change,) = compared(project, back(project, append("Meetings", **cells))).changes
    assert (change.outcome.value, words in change.why) == ("refused", True)


def test_of_a_project_with_one_article_new_rows_need_not_name_it() -> None:
    project = a_project(disk_of([meetings().articles[0]]))  # type: ignore[index]  # a tuple
    applied(project, back(project, append("Organizations", Name="Rotary")))
    names = [r.data["name"] for r in annotation_of(project, "forum").records.values() if r.type == "organization"]
    assert sorted(map(str, names)) == ["Busan Chamber <of> Commerce & Industry", "Rotary"]


def test_a_row_that_is_gone_is_reported_and_deleted_only_when_asked_for(project: Project) -> None:
    def edit(book: Any) -> None:
        book["Meetings"].delete_rows(row_of(book["Meetings"], SECOND))

    raw = back(project, edit)
    found = compared(project, raw)
    assert [(change.outcome.value, change.record, change.cell) for change in found.changes] == [("missing", SECOND, "")]
    assert applied(project, raw).files == 0
    assert applied(project, raw, deletes=True).files == 1
    assert SECOND not in annotation_of(project, "summit").records
    assert compared(project, raw).changes == ()


def test_a_row_that_is_gone_and_was_changed_here_stays(project: Project) -> None:
    raw = back(project, lambda book: book["Meetings"].delete_rows(row_of(book["Meetings"], SECOND)))
    store(project, "summit", set_title("new"))
    found = compared(project, raw, deletes=True)
    assert [change.outcome.value for change in found.changes] == ["conflict"]


def test_of_an_export_of_a_few_columns_only_these_are_compared() -> None:
    project = a_project()
    raw = exported(project, columns=("Title", "Kind"))

    def edit(book: Any) -> None:
        sheet = book["Meetings"]
        assert "Minutes" not in {cell.value for cell in sheet[1]}
        sheet.delete_rows(row_of(sheet, SECOND))
        cell_of(sheet, FIRST, "Title").value = "Another"

    done = applied(project, edited(raw, edit), deletes=True)
    assert [change.outcome.value for change in done.comparison.changes] == ["apply", "delete"]


def test_a_record_that_others_refer_to_is_not_deleted(project: Project) -> None:
    raw = back(project, lambda book: book["Organizations"].delete_rows(2))
    (change,) = compared(project, raw, deletes=True).changes
    assert change.outcome.value == "refused"
    assert change.why.startswith('host "organization-0000000001" is not the id of a record in this file.')


def test_a_row_that_was_deleted_here_is_a_conflict_where_it_was_changed_there(project: Project) -> None:
    raw = back(project, setting(SECOND, "Title", "Other"))
    store(project, "summit", lambda annotation: changes.remove_record(annotation, SECOND))
    (change,) = compared(project, raw).changes
    assert (change.outcome.value, change.theirs, change.ours) == ("conflict", "Other", "")


def copied(book: Any, *, title: str | None = None, original: str | None = None) -> None:
    sheet = book["Meetings"]
    row = row_of(sheet, SECOND)
    for cell in sheet[row]:
        sheet.cell(6, cell.column).value = cell.value
    if title:
        sheet.cell(6, column_of(sheet, "Title")).value = title
    if original:
        sheet.cell(row, column_of(sheet, "Title")).value = original


def test_of_a_row_that_stands_twice_the_unchanged_one_is_the_original_and_the_other_is_new(project: Project) -> None:
    raw = back(project, lambda book: copied(book, title="A second summit"))
    assert [change.outcome.value for change in applied(project, raw).comparison.changes] == ["add"]
    titles = [record.data["title"] for record in annotation_of(project, "summit").records.values()]
    assert sorted(map(str, titles)) == ["A second summit", "Tokyo summit", "Tokyo summit"]
    assert compared(project, raw).changes == ()


def test_copies_that_say_nothing_new_or_cannot_be_told_apart_are_reported(project: Project) -> None:
    (idle,) = compared(project, back(project, copied)).changes
    assert idle.why == "The row stands twice and says the same: nothing is added."
    both = compared(project, back(project, lambda book: copied(book, title="A", original="B"))).changes
    assert [(change.outcome.value, change.cell) for change in both] == [("refused", "A3"), ("refused", "A6")]


def test_an_id_put_beside_another_row_is_noticed_by_the_hash(project: Project) -> None:
    def edit(book: Any) -> None:
        sheet = book["Meetings"]
        first, second = row_of(sheet, FIRST), row_of(sheet, SECOND)
        sheet.cell(first, 1).value, sheet.cell(second, 1).value = SECOND, FIRST

    assert [change.outcome.value for change in compared(project, back(project, edit)).changes] == ["refused", "refused"]


def test_a_row_whose_id_was_emptied_is_found_by_its_hash(project: Project) -> None:
    def edit(book: Any) -> None:
        sheet = book["Meetings"]
        row = row_of(sheet, SECOND)
        sheet.cell(row, column_of(sheet, "Title")).value = "Renamed"
        sheet.cell(row, 1).value = None

    applied(project, back(project, edit))
    assert annotation_of(project, "summit").records[SECOND].data["title"] == "Renamed"


# Items of lists.


def test_items_are_changed_added_and_removed_without_losing_the_evidence_of_the_others(project: Project) -> None:
    def edit(book: Any) -> None:
        people = book["Meeting people"]
        cell_of(people, FIRST, "Name", 1).value = "Mikio Sasaki"
        people.cell(4, 1).value = FIRST
        people.cell(4, column_of(people, "Name")).value = "A third"
        people.cell(5, 1).value = FIRST
        people.cell(5, column_of(people, "Name")).value = "A third"
        book["Meeting topics"].delete_rows(2)

    raw = back(project, edit)
    done = applied(project, raw, deletes=True)
    assert [change.outcome.value for change in done.comparison.changes] == ["delete", "apply", "add", "add"]
    record = annotation_of(project, "forum").records[FIRST]
    assert [person["name"] for person in record.data["people"]] == ["Kim Yoon", "Mikio Sasaki", "A third", "A third"]  # type: ignore[index, union-attr, call-overload]
    assert record.data["topics"] == ["=1+1"]
    assert record.evidence["/people/0/name"][0].by == "the organizer"
    assert "/people/2/name" in record.evidence
    assert compared(project, raw, deletes=True).changes == ()


def test_items_of_items_go_to_the_item_that_their_number_says(project: Project) -> None:
    def edit(book: Any) -> None:
        roles = book["Meeting people roles"]
        for column, value in ((1, FIRST), (3, 2), (column_of(roles, "Role"), "host")):
            roles.cell(5, column).value = value

    applied(project, back(project, edit))
    people: Any = annotation_of(project, "forum").records[FIRST].data["people"]
    assert [person["roles"] for person in people] == [["co-chair", "speaker"], ["co-chair", "host"]]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"Role": "host"}, "A new item needs the id of its record in the first column, or beside it the name"),
        ({"Meeting ID": FIRST, "Role": "host"}, "It is not said which item it belongs to"),
        ({"Meeting ID": FIRST, "Person no.": 9, "Role": "host"}, "another shape"),
        ({"Meeting ID": "meeting-9999999999", "Role": "host"}, "The id is of no row that was exported."),
    ],
)
def test_an_item_that_belongs_nowhere_is_refused(project: Project, cells: dict[str, object], words: str) -> None:
    (change,) = compared(project, back(project, append("Meeting people roles", **cells))).changes
    assert (change.outcome.value, words in change.why) == ("refused", True)


def test_a_new_item_of_a_record_that_was_deleted_here_is_refused(project: Project) -> None:
    raw = back(project, append("Meeting topics", **{"Meeting ID": FIRST, "Topic": "peace"}))
    store(project, "forum", lambda annotation: changes.remove_record(annotation, FIRST))
    assert [change.why for change in compared(project, raw).changes] == [f"There is no record {FIRST} any more."]


def new_meeting(title: str = "Rome forum", article: str = "summit", **more: object) -> Edit:
    return append("Meetings", Title=title, Kind="Other", Article=article, **more)


def test_items_belong_to_a_new_record_by_its_name(project: Project) -> None:
    raw = back(
        project,
        append("Meeting people", Meeting="rome  forum", Name="Lena Park"),
        append("Meeting people", Meeting="Rome forum", Name="Lena Park"),
        append("Meeting topics", Meeting="Rome forum", Topic="peace"),
        new_meeting(),
    )
    roles = append("Meeting people roles", Meeting="Rome forum", **{"Person no.": 2, "Role": "host"})
    for _ in range(2):
        done = applied(project, edited(raw, roles))
        (new,) = [r for r in annotation_of(project, "summit").records.values() if r.data["title"] == "Rome forum"]
        assert new.data["people"] == [{"name": "Lena Park"}, {"name": "Lena Park", "roles": ["host"]}]
        assert new.data["topics"] == ["peace"]
        assert {"/people/0/name", "/people/1/roles/0", "/topics/0"} < set(new.evidence)
    assert done.comparison.changes == ()


def test_items_of_a_new_record_wait_with_it(project: Project) -> None:
    raw = back(
        project,
        append("Meetings", Title="Rome forum", Article="summit"),
        append("Meeting topics", Meeting="Rome forum", Topic="peace"),
    )
    whole, item = compared(project, raw).changes
    assert "kind is missing." in whole.why
    assert (item.outcome.value, item.why) == ("refused", "The new record that it belongs to is not added.")


def test_values_that_make_no_record_together_leave_it_the_name_that_was_typed() -> None:
    catalog = a_project().catalog
    values: dict[str, Json] = {"/title": "A", "/title/b": "B"}
    assert names_of(catalog, "meeting", FIRST, values, "Rome forum") == ("Rome forum",)
    assert names_of(catalog, "meeting", FIRST, {"/title": "A"}, "") == ("A",)


@pytest.mark.parametrize("other", ["Rome forum", "Busan forum"])
def test_an_item_is_given_to_none_of_several_of_a_name(project: Project, other: str) -> None:
    named = annotation_of(project, "forum").records[FIRST].data["title"] if other == "Busan forum" else other
    raw = back(
        project,
        new_meeting(str(named)),
        *([new_meeting(other, article="forum")] if other == "Rome forum" else []),
        append("Meeting topics", Meeting=str(named), Topic="peace"),
    )
    *_, item = compared(project, raw).changes
    assert (item.sheet, item.outcome.value) == ("Meeting topics", "refused")
    assert item.why.startswith("Several records have that name")


def test_an_item_is_followed_when_the_list_has_changed_here(project: Project) -> None:
    raw = back(project, setting(FIRST, "Topic", "1+1 is two", sheet="Meeting topics", nth=1))
    store(project, "forum", lambda annotation: changes.remove_value(annotation, FIRST, "/topics/0"))
    applied(project, raw)
    assert annotation_of(project, "forum").records[FIRST].data["topics"] == ["1+1 is two"]


def test_an_item_whose_number_was_changed_is_still_itself(project: Project) -> None:
    def edit(book: Any) -> None:
        sheet = book["Meeting topics"]
        sheet["C2"].value, sheet["C3"].value = 2, 1
        sheet["D3"].value = "sums"

    applied(project, back(project, edit))
    assert annotation_of(project, "forum").records[FIRST].data["topics"] == ["trade", "sums"]


def test_items_go_with_the_record_that_is_deleted(project: Project) -> None:
    def edit(book: Any) -> None:
        for sheet in book:
            if sheet.title.startswith("Meeting"):
                for row in range(sheet.max_row, 1, -1):
                    if sheet.cell(row, 1).value == FIRST:
                        sheet.delete_rows(row)

    raw = back(project, edit)
    done = applied(project, raw, deletes=True)
    assert FIRST not in annotation_of(project, "forum").records
    assert [(change.outcome.value, change.sheet) for change in done.comparison.changes] == [("delete", "Meetings")]


# What the workbook says of itself, and what it does not.


def without_manifest(book: Any) -> None:
    del book[MANIFEST]
    del book[MANIFEST_ROWS]


def test_without_its_hidden_sheets_a_workbook_is_compared_with_what_is_there_and_nothing_is_deleted(
    project: Project,
) -> None:
    def edit(book: Any) -> None:
        without_manifest(book)
        cell_of(book["Meetings"], SECOND, "Title").value = "Other"
        book["Meetings"].delete_rows(row_of(book["Meetings"], THIRD))

    raw = back(project, edit)
    found = compared(project, raw, deletes=True)
    assert found.is_two_way
    assert found.notes[0].startswith("The workbook no longer says what was exported")
    assert outcomes(found) == [("Title", "apply")]
    assert compared(project, back(project, without_manifest)).changes == ()


def test_without_its_hidden_sheets_a_row_that_was_changed_here_is_not_overwritten(project: Project) -> None:
    raw = back(project, without_manifest)
    store(project, "summit", set_title("new"))
    found = compared(project, raw)
    assert outcomes(found) == [("Minutes", "conflict")]
    assert "does not say what was exported" in found.changes[0].why
    assert applied(project, raw).files == 0

    def without_base(book: Any) -> None:
        book["Meetings"].delete_cols(column_of(book["Meetings"], "_base"))

    assert outcomes(compared(project, edited(raw, without_base))) == [("Minutes", "apply")]


def test_lines_of_the_hidden_sheet_that_are_spoiled_are_told(project: Project) -> None:
    def edit(book: Any) -> None:
        book[MANIFEST_ROWS]["D3"].value = "{"

    found = compared(project, back(project, edit))
    assert found.notes[0] == "1 rows of the hidden sheets cannot be read any more: those rows are not changed."
    assert [change.why for change in found.changes] == [
        "The id is of no row that was exported. Empty the cell for a new row, or put the id right."
    ]


def test_a_workbook_of_somebody_else_is_refused(project: Project) -> None:
    def edit(book: Any) -> None:
        for name in book.sheetnames:
            if not name.startswith("_"):
                del book[name]
        book.create_sheet("Something else")

    with pytest.raises(InputError, match="no sheet of records that was exported"):
        compared(project, back(project, edit))


def test_cells_that_say_less_than_the_data_or_lie_under_others_are_closed(project: Project) -> None:
    long = Record(id=SECOND, type="meeting", data={"title": "x" * 40_000, "kind": "other"})
    article = an_article("summit", FORUM)
    project = a_project(disk_of([annotated(article, FORUM, [long])]))

    def edit(book: Any) -> None:
        cell_of(book["Meetings"], SECOND, "Title").value = "short"
        kind = cell_of(book["Meetings"], SECOND, "Kind")
        book["Meetings"].merge_cells(f"{kind.coordinate}:D{kind.row}")

    assert [change.why for change in compared(project, back(project, edit)).changes] == [
        "The cell is merged with one beside it, so it is not read. Take the cells apart.",
        "The cell shows only a part of the value, so it cannot be corrected here.",
    ]


# Undo, journals, problems.


def test_all_of_it_is_taken_back_at_once_and_each_article_by_its_own_undo(project: Project) -> None:
    before = (annotation_of(project, "forum"), annotation_of(project, "summit"))
    raw = back(project, setting(FIRST, "Title", "A"), setting(SECOND, "Title", "B"))
    assert applied(project, raw).files == 2
    taken = take_back(project, by="anna", clock=lambda: 2.0, ids=counted(50_000))
    assert taken is not None
    assert (taken.label, taken.left) == ("workbook back.xlsx: 2 changes", ())
    assert (annotation_of(project, "forum"), annotation_of(project, "summit")) == before
    applied(project, raw)
    session = open_session(project, "forum", "kim", clock=lambda: 3.0, ids=counted(60_000))
    session.undo()
    session.close()
    assert annotation_of(project, "forum") == before[0]


def test_edits_that_wait_in_a_journal_are_told_and_folded_before_anything_is_applied(project: Project) -> None:
    raw = back(project, setting(SECOND, "Title", "A"), setting(SECOND, "Minutes", "theirs"))
    session = open_session(project, "summit", "kim", clock=lambda: 1.0, ids=counted(800))
    session.do(set_title("ours")(session.annotation))
    other = open_session(project, "forum", "lee", clock=lambda: 1.0, ids=counted(700))
    other.do(changes.set_status(other.annotation, "done"))
    project = a_project(project.store.fs.after_kill())  # type: ignore[attr-defined]  # a disk in memory
    (note,) = compared(project, raw).notes
    assert note == "Edits of kim on summit are in a journal, not yet in the file; `apply` folds them in first."
    done = applied(project, raw)
    assert outcomes(done.comparison) == [("Title", "apply"), ("Minutes", "conflict")]
    assert annotation_of(project, "summit").records[SECOND].data["minutes"] == "ours"


def test_an_annotation_that_is_gone_leaves_conflicts(project: Project) -> None:
    raw = back(project, setting(SECOND, "Title", "A"), append("Meetings", Title="B", Kind="Other", Article="summit"))
    fs: Any = project.store.fs
    del fs.files[PATH]
    assert [change.outcome.value for change in compared(project, raw).changes] == ["conflict", "refused"]


def test_a_damaged_annotation_is_not_written_to(project: Project) -> None:
    raw = back(project, setting(SECOND, "Title", "A"))
    fs: Any = project.store.fs
    fs.put(PATH, b"{")
    with pytest.raises(DamagedFileError):
        compared(project, raw)


def test_a_type_that_no_schema_describes_is_compared_all_the_same() -> None:
    record = Record(id="alien-0000000001", type="alien", data={"a": 1})
    project = a_project(disk_of([annotated(an_article("forum", FORUM), FORUM, [record])]))
    assert compared(project, exported(project)).changes == ()
    column = next(cell.value for cell in load(exported(project))["alien"][1] if cell.value not in _ENVELOPE)
    added = compared(project, back(project, append("alien", **{column: "5"}), append("alien", **{column: '{"a": 2}'})))
    assert [change.outcome.value for change in added.changes] == ["refused", "refused"]
    assert "another shape" in added.changes[0].why


_ENVELOPE = {"Record ID", "alien", "Annotation status", "Article", "Problems", "Evidence", "Other data", "_base"}
