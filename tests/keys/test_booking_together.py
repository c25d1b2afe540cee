"""Walked changes of a workbook that are more than one value of one file: decisions, conflicts, new records."""

from typing import Any

import attrs
import pytest
from tests.fakes.edited_books import cell_of, column_of, edited
from tests.fakes.handed_back import a_project, annotation_of, compared, disk_of, exported
from tests.fakes.projects import counted
from tests.fakes.sources import FORUM, SUMMIT, an_article, annotated
from tests.workflow.test_workbook_newcomers import TEXT, a_shipped_project, official, org, role, typed

from annotate_kit.core import Record, changes
from annotate_kit.keys import (
    BookChange,
    BookList,
    DecideValue,
    Undo,
    UndoAct,
    View,
    book_changes,
    left_to_apply,
    open_view,
    press,
)
from annotate_kit.keys import with_book as opened_with
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.session import open_session
from annotate_kit.workflow.workbook import Comparison
from annotate_kit.workflow.workbook_targets import AddItem, AddNew, Decide

MEETING, ELSEWHERE = "meeting-0000000001", "meeting-0000000002"
HOST, OTHER = "organization-0000000001", "organization-0000000002"


def ids(prefix: str) -> str:
    return f"{prefix}-0"


def two_articles() -> Project:
    """Both speak of one meeting, and of the organization that holds it."""
    articles = [
        annotated(
            an_article(name, text),
            text,
            [
                Record(id=host, type="organization", data={"name": "Chamber"}, entity=HOST),
                Record(
                    id=meeting, type="meeting", data={"title": "Forum", "kind": "other", "host": host}, entity=MEETING
                ),
            ],
        )
        for name, text, meeting, host in (("forum", FORUM, MEETING, HOST), ("summit", SUMMIT, ELSEWHERE, OTHER))
    ]
    return a_project(disk_of(articles))


def set_cells(book: Any, **cells: object) -> None:
    for title, value in cells.items():
        cell_of(book["Meetings"], MEETING, title).value = value


def view_of(project: Project, found: Comparison, article: str = "forum", text: str = FORUM) -> View:
    view = open_view(
        article=an_article(article, text),
        text=text,
        catalog=project.catalog,
        annotation=annotation_of(project, article),
        width=60,
        height=20,
    )
    return opened_with(view, book_changes(found.changes, "kim", by="anna").get(article, ()))


def listed(view: View) -> list[str]:
    return [one.about.partition(" (")[0] for one in view.overlay.changes] if isinstance(view.overlay, BookList) else []


def at(view: View, about: str) -> View:
    for _ in range(listed(view).index(about)):
        view = press(view, "down", ids).view
    return view


# What the register decides.


def test_a_decision_is_walked_once_beside_the_words_of_the_first_article_and_asked_of_the_register() -> None:
    project = two_articles()
    raw = edited(exported(project, "entities"), lambda book: set_cells(book, Title="Busan Forum"))
    found = compared(project, raw)
    assert list(book_changes(found.changes, "kim", by="anna")) == ["forum"]
    assert left_to_apply(found.changes, "kim") == 0
    assert left_to_apply(found.changes, "lee") == 1
    view = view_of(project, found)
    assert isinstance(view.overlay, BookList)
    (change,) = view.overlay.changes
    assert (change.base, change.was, change.theirs) == ("Forum", "Forum", "Busan Forum")
    step = press(view, "y", ids)
    wanted = DecideValue(
        entity=MEETING, pointer="/title", value="Busan Forum", because="corrected in workbook", by="anna"
    )
    assert (step.requests, step.edits, step.view.overlay) == ((wanted,), (), None)
    assert ": undo what was done over several articles" in step.view.message


def test_a_decision_that_the_data_would_not_bear_is_not_asked_for() -> None:
    project = two_articles()
    view = view_of(project, compared(project, edited(exported(project, "entities"), lambda b: set_cells(b, Title="x"))))
    assert isinstance(view.overlay, BookList)
    (change,) = view.overlay.changes
    nothing = tuple(attrs.evolve(one, value=None) for one in change.targets if isinstance(one, Decide))
    view = opened_with(attrs.evolve(view, overlays=()), [attrs.evolve(change, targets=nothing)])
    step = press(view, "y", ids)
    assert (step.requests, step.edits) == ((), ())
    assert "title is missing" in step.view.message


@pytest.mark.parametrize("article", ["forum", "summit"])
def test_a_decision_for_a_new_record_is_walked_where_that_is_made(article: str) -> None:
    project = two_articles()

    def edit(book: Any) -> None:
        set_cells(book, Host="Rotary")
        sheet = book["Organizations"]
        below = sheet.max_row + 1
        for title, value in (("Name", "Rotary"), ("First article", article)):
            sheet.cell(below, column_of(sheet, title)).value = value

    found = compared(project, edited(exported(project, "entities"), edit))
    assert list(book_changes(found.changes, "kim", by="anna")) == [article]
    view = view_of(project, found, article, FORUM if article == "forum" else SUMMIT)
    step = press(at(view, "Host of Forum"), "y", ids)
    (decided,) = step.requests
    (new,) = [one for one in step.view.annotation.records.values() if one.data.get("name") == "Rotary"]
    assert isinstance(decided, DecideValue)
    assert (decided.value, len(step.edits), step.view.overlay) == (new.id, 1, None)
    assert "with 1 change that it needs" in step.view.message


# Both changed it.


def test_of_a_conflict_a_person_may_take_either_side() -> None:
    project = two_articles()
    raw = edited(exported(project), lambda book: set_cells(book, Title="Theirs"))
    session = open_session(project, "forum", "kim", clock=lambda: 1.0, ids=counted(900))
    session.do(changes.set_value(session.annotation, MEETING, "/title", "Ours"))
    session.close()
    found = compared(project, raw)
    assert [one.outcome.value for one in found.changes] == ["conflict"]
    assert (found.edits, left_to_apply(found.changes, "lee")) == ((), 0)
    view = view_of(project, found)
    assert isinstance(view.overlay, BookList)
    (change,) = view.overlay.changes
    assert (change.base, change.was, change.theirs) == ("Forum", "Ours", "Theirs")
    assert change.note.startswith("Both were changed since the export: y takes")
    assert press(view, "y", ids).view.annotation.records[MEETING].data["title"] == "Theirs"
    assert press(view, "n", ids).edits == ()


# What needs one another.


def a_family() -> View:
    project = a_shipped_project()
    rows = [org("Group"), official("Kim Yoon"), role("Kim Yoon", "Foods"), org("Foods", Parent="Group"), org("Alone")]
    return view_of(project, compared(project, typed(project, *rows)), text=TEXT)


def test_a_new_record_is_made_with_what_it_speaks_of_and_what_belongs_to_it() -> None:
    view = a_family()
    assert len(listed(view)) == 5
    new = next(one for one in listed(view) if one.startswith("new row: Kim Yoon"))
    step = press(at(view, new), "y", ids)
    assert {one.data["name"] for one in step.view.annotation.records.values()} == {
        "Samyang Holdings",
        "Group",
        "Foods",
        "Kim Yoon",
    }
    assert len(step.edits) == 1
    assert "with 3 changes that it needs" in step.view.message
    assert len(listed(step.view)) == 1


def test_u_in_the_list_takes_the_last_answer_back_and_asks_again() -> None:
    view = a_family()
    asked = listed(view)
    made = press(at(view, asked[1]), "y", ids).view
    left = press(made, "n", ids).view
    assert len(listed(left)) < len(listed(made)) < 5
    again = press(left, "u", ids)
    assert (listed(again.view), again.requests) == (listed(made), ())
    all_again = press(again.view, "u", ids)
    assert (sorted(listed(all_again.view)), all_again.requests) == (sorted(asked), (Undo(),))
    assert press(all_again.view, "u", ids).requests == (Undo(),)


def test_u_takes_a_decision_back_as_the_act_that_it_is() -> None:
    project = two_articles()
    raw = edited(exported(project, "entities"), lambda book: set_cells(book, Title="Busan Forum", Room="Hall"))
    view = view_of(project, compared(project, raw))
    made = press(at(view, "Title of Forum"), "y", ids).view
    assert made.message.endswith("u takes it back")
    assert press(made, "u", ids).requests == (UndoAct(),)


def spoilt(change: BookChange) -> BookChange:
    """The change, if it makes the group, with an address that is none."""
    return attrs.evolve(
        change,
        targets=tuple(
            attrs.evolve(one, values={**one.values, "/website": "nowhere"})
            if isinstance(one, AddNew) and one.values["/name"] == "Group"
            else one
            for one in change.targets
        ),
    )


def test_what_cannot_be_is_said_with_its_cause_and_stays() -> None:
    view = a_family()
    assert isinstance(view.overlay, BookList)
    view = opened_with(attrs.evolve(view, overlays=()), [*map(spoilt, view.overlay.changes)])
    assert isinstance(view.overlay, BookList)
    foods = next(one for one in view.overlay.changes if "Foods" in one.theirs and one.makes)
    step = press(at(view, foods.about.partition(" (")[0]), "y", ids)
    assert step.edits == ()
    assert "website" in step.view.message
    assert len(listed(step.view)) == 5


def test_an_item_that_cannot_be_is_left_where_its_record_can() -> None:
    view = a_family()
    assert isinstance(view.overlay, BookList)
    (item,) = [one for one in view.overlay.changes if "Chair" in one.theirs]
    more = attrs.evolve(item, about="one more", targets=tuple(map(unknown_status, item.targets)))
    view = opened_with(attrs.evolve(view, overlays=()), [*view.overlay.changes, more])
    new = next(one for one in listed(view) if one.startswith("new row: Kim Yoon"))
    step = press(at(view, new), "y", ids)
    assert len(step.edits) == 1
    assert "one more" in listed(step.view)


def unknown_status(target: object) -> Any:
    assert isinstance(target, AddItem)
    return attrs.evolve(target, values={**target.values, "/roles/*/status": "unheard-of"})
