"""Whatever stops the machine while a workbook is merged: afterwards all of it is there, or the next try brings it."""

from typing import Any

import pytest
from tests.fakes.edited_books import cell_of, column_of, edited
from tests.fakes.handed_back import a_project, annotation_of, applied, asked, compared, disk_of, exported
from tests.fakes.memory_fs import MemoryFs, PowerLossError, chance

from annotate_kit.workflow.project import Project
from annotate_kit.workflow.workbook import FOLDER, unfinished

FIRST, SECOND = "meeting-0000000001", "meeting-0000000002"


def a_book() -> bytes:
    def edit(book: Any) -> None:
        meetings = book["Meetings"]
        cell_of(meetings, FIRST, "Title").value = "Forum of Busan"
        cell_of(meetings, SECOND, "Title").value = "Summit of Tokyo"
        for title, value in (("Title", "New"), ("Kind", "Other"), ("Article", "summit")):
            meetings.cell(5, column_of(meetings, title)).value = value
        book["Meeting topics"].delete_rows(2)
        topics = book["Meeting topics"]
        topics.cell(3, 1).value = FIRST
        topics.cell(3, column_of(topics, "Topic")).value = "peace"

    return edited(exported(a_project()), edit)


BOOK = a_book()


def state(project: Project) -> tuple[object, ...]:
    return tuple(
        (record.id, record.data)
        for id_ in ("forum", "summit")
        for record in annotation_of(project, id_).ordered_records
    )


def whole() -> tuple[tuple[object, ...], int]:
    fs = disk_of()
    project = a_project(fs)
    before = len(fs.operations)
    applied(project, BOOK, deletes=True)
    return state(project), len(fs.operations) - before


EXPECTED, OPERATIONS = whole()


def stopped(at: int) -> MemoryFs:
    fs = disk_of()
    project = a_project(fs)
    fs.stop_at = len(fs.operations) + at
    with pytest.raises(PowerLossError):
        applied(project, BOOK, deletes=True)
    return fs


@pytest.mark.parametrize("at", range(1, OPERATIONS + 1, 5))
def test_a_loss_of_power_anywhere_is_made_good_by_the_next_try(at: int) -> None:
    project = a_project(stopped(at).after_power_loss(chance(at)))
    applied(project, BOOK, deletes=True)
    assert state(project) == EXPECTED
    assert compared(project, BOOK, deletes=True).changes == ()
    assert unfinished(project) == ()


@pytest.mark.parametrize("at", range(2, OPERATIONS + 1, 9))
def test_what_was_left_half_done_is_finished_by_the_next_workbook_whatever_it_is(at: int) -> None:
    project = a_project(stopped(at).after_kill())
    begun = unfinished(project)
    other = exported(a_project())
    done = applied(project, other)
    if begun:
        assert [one.file for one in begun] == ["back.xlsx"]
        assert (begun[0].deletes, begun[0].by, begun[0].raw) == (True, "anna", BOOK)
        assert done.resumed == ("back.xlsx",)
        assert state(project) == EXPECTED
    else:
        # Either nothing was begun, or all of it was done.
        assert state(project) in (state(a_project()), EXPECTED)


def test_the_bytes_of_the_workbook_are_kept_under_their_digest_before_anything_changes() -> None:
    fs = disk_of()
    project = a_project(fs)
    applied(project, BOOK)
    kept = f"{FOLDER}/{asked(BOOK).digest}.xlsx"
    assert project.store.read(kept) == BOOK
    replaced = [path for operation, path in fs.operations if operation == "replace"]
    first = next(n for n, path in enumerate(replaced) if path.endswith(kept))
    assert all("/annotations/" not in path for path in replaced[:first])


def test_a_workbook_that_changes_nothing_leaves_nothing_behind() -> None:
    fs = disk_of()
    project = a_project(fs)
    before = fs.snapshot()
    done = applied(project, exported(project))
    assert (done.files, fs.snapshot()) == (0, before)


def test_a_note_that_is_none_is_passed_over() -> None:
    fs = disk_of()
    fs.put(f"/work/corpus/{FOLDER}/{'0' * 64}.json", b"[]")
    fs.put(f"/work/corpus/{FOLDER}/{'1' * 64}.json", b'{"done": false, "file": "gone.xlsx"}')
    assert unfinished(a_project(fs)) == ()
