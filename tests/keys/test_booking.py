"""The changes of a workbook are walked beside the text: yes makes one, no leaves it."""

from typing import Any

import attrs
from tests.fakes.edited_books import cell_of, edited
from tests.fakes.handed_back import a_project, annotation_of, compared, disk_of, exported
from tests.fakes.sources import FORUM, an_article, meetings

from annotate_kit.keys import BookChange, BookList, View, book_changes, open_view, press, refreshed, with_book
from annotate_kit.tables import RecordAt
from annotate_kit.workflow.workbook_changes import Change, Outcome
from annotate_kit.workflow.workbook_targets import Decide

FIRST = "meeting-0000000001"


def ids(prefix: str) -> str:
    return f"{prefix}-0"


def changed() -> tuple[View, tuple[BookChange, ...]]:
    """The forum, and four changes of it: one with evidence, one without, one that is not valid alone, a new record."""
    project = a_project(disk_of(list(meetings().articles)[:1]))

    def edit(book: Any) -> None:
        sheet = book["Meetings"]
        cell_of(sheet, FIRST, "Day").value = "2023-05-18"
        cell_of(sheet, FIRST, "Room").value = "Hall"
        cell_of(sheet, FIRST, "Phone").value = None
        book["Organizations"].cell(3, 2).value = "Rotary"

    found = compared(project, edited(exported(project), edit))
    listed = book_changes(found.done, "kim", by="anna")
    assert list(listed) == ["forum"]
    view = open_view(
        article=an_article("forum", FORUM),
        text=FORUM,
        catalog=project.catalog,
        annotation=annotation_of(project, "forum"),
        width=60,
        height=20,
    )
    return view, listed["forum"]


def test_each_change_is_shown_beside_its_words_and_yes_makes_it() -> None:
    view, listed = changed()
    view = with_book(view, listed)
    assert isinstance(view.overlay, BookList)
    by_about = {change.about.partition(" (")[0]: change for change in view.overlay.changes}
    assert set(by_about) == {
        "Day of Busan forum",
        "Room of Busan forum",
        "Phone of Busan forum",
        *[a for a in by_about if a.startswith("new row")],
    }
    while view.overlay.changes[view.overlay.cursor] is not by_about["Day of Busan forum"]:
        view = press(view, "down", ids).view
        assert isinstance(view.overlay, BookList)
    assert view.words == "17 May 2023"
    step = press(view, "y", ids)
    assert step.view.annotation.records[FIRST].data["when"] == "2023-05-18"
    assert step.view.annotation.records[FIRST].evidence["/when"][0].note == "corrected in workbook by anna"
    assert len(step.edits) == 1
    assert "u takes it back" in step.view.message
    assert isinstance(step.view.overlay, BookList)
    assert len(step.view.overlay.changes) == 3


def test_no_leaves_it_and_after_the_last_the_list_goes() -> None:
    view, listed = changed()
    view = with_book(view, listed)
    for n in range(len(listed)):
        step = press(view, "n" if n else "y", ids)
        assert len(step.edits) == (0 if n else 1)
        view = step.view
    assert view.overlay is None
    assert view.message.endswith("stays as it is. All changes of the workbook are decided here.")


def test_the_cursor_stays_within_the_list_and_q_closes_it() -> None:
    view, listed = changed()
    view = with_book(view, listed)
    for key, cursor in (("up", 0), ("down", 1), ("j", 2), ("j", 3), ("j", 3), ("k", 2)):
        view = press(view, key, ids).view
        assert isinstance(view.overlay, BookList)
        assert view.overlay.cursor == cursor
    assert press(view, "q", ids).view.overlay is None


def test_what_does_not_fit_any_more_is_told_and_stays_in_the_list() -> None:
    view, listed = changed()
    (room,) = (change for change in listed if change.about.startswith("Room"))
    view = with_book(view, [room])
    gone = {id_: record for id_, record in view.annotation.records.items() if id_ != FIRST}
    view = refreshed(view, attrs.evolve(view.annotation, records=gone))
    step = press(view, "y", ids)
    assert step.edits == ()
    assert "another shape" in step.view.message
    assert isinstance(step.view.overlay, BookList)


def test_nothing_to_walk_opens_nothing() -> None:
    view, _ = changed()
    assert with_book(view, ()) is view


def test_decisions_and_other_peoples_files_are_not_walked() -> None:
    change = Change(
        sheet="Meetings",
        cell="B2",
        record=FIRST,
        field="Title",
        outcome=Outcome.APPLY,
        targets=(Decide(entity=FIRST, pointer="/title", value="x", records=(RecordAt("forum", "kim", FIRST),)),),
    )
    _, listed = changed()
    theirs = attrs.evolve(change, targets=listed[0].targets)
    assert book_changes([change, theirs], "lee", by="anna") == {}
