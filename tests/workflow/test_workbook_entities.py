"""Rows that are real things over all articles: an edit goes to the one record that says it, else into the register."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.fakes.edited_books import cell_of, column_of, edited, row_of
from tests.fakes.handed_back import a_project, annotation_of, applied, compared, disk_of, exported
from tests.fakes.projects import counted
from tests.fakes.sources import FORUM, SUMMIT, an_article, annotated

from annotate_kit.core import Record
from annotate_kit.core import changes as core_changes
from annotate_kit.core.entities import Decisions, Ruling
from annotate_kit.errors import InputError
from annotate_kit.workbook.manifest import MANIFEST, MANIFEST_ROWS
from annotate_kit.workflow.project import Project
from annotate_kit.workflow.register import read_register
from annotate_kit.workflow.session import open_session
from annotate_kit.workflow.workbook import unfinished

ORG, ONE, TWO = "organization-0000000001", "meeting-0000000001", "meeting-0000000002"
ALONE = "meeting-0000000003"
Edit = Callable[[Any], None]


def corpus(*decisions: Decisions) -> Project:
    """The forum and the summit both speak of one meeting and of one organization; the summit of another, too."""
    first = [
        Record(id=ORG, type="organization", data={"name": "Chamber"}),
        Record(id=ONE, type="meeting", data={"title": "Forum", "kind": "other", "host": ORG, "topics": ["a", "b"]}),
    ]
    second = [
        Record(id="organization-0000000009", type="organization", data={"name": "Chamber"}, entity=ORG),
        Record(
            id=TWO,
            type="meeting",
            data={"title": "The Forum", "kind": "other", "minutes": "said", "topics": ["c"]},
            entity=ONE,
        ),
        Record(id=ALONE, type="meeting", data={"title": "Alone", "kind": "summit"}),
    ]
    articles = [
        annotated(an_article("forum", FORUM), FORUM, first),
        annotated(an_article("summit", SUMMIT), SUMMIT, second),
    ]
    return a_project(disk_of(articles, decisions=decisions))


def back(project: Project, *edits: Edit) -> bytes:
    def edit_all(book: Any) -> None:
        for edit in edits:
            edit(book)

    return edited(exported(project, "entities"), edit_all)


def setting(id_: str, title: str, value: object, sheet: str = "Meetings", nth: int = 0) -> Edit:
    return lambda book: setattr(cell_of(book[sheet], id_, title, nth), "value", value)


def data(project: Project, article: str, record: str) -> Any:
    return annotation_of(project, article).records[record].data


def test_a_workbook_of_entities_that_nobody_changed_changes_nothing() -> None:
    project = corpus(Decisions(entity=ONE, values={"/title": Ruling(value="The Busan Forum", by="kim")}))
    found = compared(project, exported(project, "entities"))
    assert (found.changes, found.notes) == ((), ())


def test_without_its_hidden_sheets_a_workbook_of_entities_is_still_one() -> None:
    def edit(book: Any) -> None:
        del book[MANIFEST]
        del book[MANIFEST_ROWS]

    project = corpus()
    found = compared(project, back(project, edit))
    assert (found.changes, len(found.notes), found.is_two_way) == ((), 1, True)
    found = compared(project, back(project, edit, setting(ALONE, "Title", "Quite alone")))
    assert [(one.record, one.theirs, one.outcome.value) for one in found.changes] == [(ALONE, "Quite alone", "apply")]


def test_what_one_record_alone_says_is_changed_there() -> None:
    project = corpus()
    raw = back(
        project,
        setting("meeting-0000000003", "Title", "Quite alone"),
        setting(ONE, "Minutes", "written"),
        setting(ONE, "Host", None),
    )
    assert applied(project, raw).files == 2
    assert data(project, "summit", "meeting-0000000003")["title"] == "Quite alone"
    assert data(project, "summit", TWO)["minutes"] == "written"
    assert "host" not in data(project, "forum", ONE)
    assert read_register(project).decisions == {}
    assert compared(project, raw).changes == ()


def test_what_several_records_say_is_decided_in_the_register_by_whoever_corrected_it() -> None:
    project = corpus()
    raw = back(project, setting(ONE, "Title", "Busan Forum"), setting(ONE, "Open to the public", "yes"))
    done = applied(project, raw)
    assert done.files == 0
    assert read_register(project).decisions[ONE].values == {
        "/title": Ruling(value="Busan Forum", because="corrected in workbook", by="anna"),
        "/public": Ruling(value=True, because="corrected in workbook", by="anna"),
    }
    assert data(project, "forum", ONE)["title"] == "Forum"
    assert compared(project, raw).changes == ()
    raw = back(project, setting(ONE, "Kind", None), setting(ONE, "Open to the public", None))
    changes = applied(project, raw).comparison.changes
    assert [(change.field, change.outcome.value) for change in changes] == [
        ("Kind", "refused"),
        ("Open to the public", "apply"),
    ]
    assert "kind is missing" in changes[0].why
    assert read_register(project).decisions[ONE].values["/public"].value is None


def test_what_the_register_decides_is_decided_anew_also_for_one_record() -> None:
    decided = Decisions(entity="meeting-0000000003", values={"/title": Ruling(value="Lonely", by="kim")})
    project = corpus(decided)
    applied(project, back(project, setting("meeting-0000000003", "Title", "Lone")))
    assert read_register(project).decisions["meeting-0000000003"].values["/title"].value == "Lone"
    assert data(project, "summit", "meeting-0000000003")["title"] == "Alone"


def test_references_go_to_the_record_that_the_article_has_of_the_entity() -> None:
    project = corpus()
    raw = back(project, setting("meeting-0000000003", "Host", "Chamber"))
    applied(project, raw)
    assert data(project, "summit", "meeting-0000000003")["host"] == "organization-0000000009"
    assert compared(project, raw).changes == ()


def test_items_belong_to_the_record_that_has_them() -> None:
    project = corpus()

    def edit(book: Any) -> None:
        topics = book["Meeting topics"]
        assert [topics.cell(row, 3).value for row in range(2, 5)] == [1, 2, 3]
        cell_of(topics, ONE, "Topic", 2).value = "see"
        topics.delete_rows(2)
        for n, article in enumerate(("summit", "forum", None)):
            topics.cell(10 + n, 1).value = ONE
            topics.cell(10 + n, column_of(topics, "Topic")).value = f"new {n}"
            topics.cell(10 + n, column_of(topics, "Article")).value = article

    raw = back(project, edit)
    done = applied(project, raw, deletes=True)
    assert [change.outcome.value for change in done.comparison.changes] == ["apply", "add", "add", "refused", "delete"]
    assert "Several articles speak of it" in done.comparison.changes[3].why
    assert (data(project, "forum", ONE)["topics"], data(project, "summit", TWO)["topics"]) == (
        ["b", "new 1"],
        ["see", "new 0"],
    )
    assert [change.outcome.value for change in compared(project, raw, deletes=True).changes] == ["refused"]


def test_a_new_row_is_asked_for_its_article_in_the_column_that_there_is() -> None:
    def edit(book: Any) -> None:
        sheet = book["Meetings"]
        sheet.cell(sheet.max_row + 1, column_of(sheet, "Title")).value = "Rome forum"

    project = corpus()
    (change,) = compared(project, back(project, edit)).changes
    assert "write the article's id into the column “First article”" in change.why


def test_a_row_that_is_gone_takes_all_its_records_along() -> None:
    project = corpus()

    def edit(book: Any) -> None:
        book["Meetings"].delete_rows(row_of(book["Meetings"], ONE))

    applied(project, back(project, edit), deletes=True)
    assert ONE not in annotation_of(project, "forum").records
    assert TWO not in annotation_of(project, "summit").records


def test_a_decision_in_a_place_that_the_record_has_not_is_refused() -> None:
    records = [Record(id=ONE, type="meeting", data={"title": "Forum", "cost": "free"})]
    others = [Record(id=TWO, type="meeting", data={"title": "Forum", "cost": "free"}, entity=ONE)]
    articles = [
        annotated(an_article("forum", FORUM), FORUM, records),
        annotated(an_article("summit", SUMMIT), SUMMIT, others),
    ]
    project = a_project(disk_of(articles))
    raw = back(project, setting(ONE, "Cost", "12"), setting(ONE, "Open to the public", "yes"))
    changes = compared(project, raw).changes
    # The records were not valid before: that is no reason to refuse what is.
    assert [(change.field, change.outcome.value) for change in changes] == [
        ("Open to the public", "apply"),
        ("Cost", "refused"),
    ]
    assert "another shape" in changes[1].why


def test_a_reference_to_what_the_article_does_not_speak_of_is_refused() -> None:
    project = corpus()
    session = open_session(project, "summit", "kim", clock=lambda: 1.0, ids=counted(900))
    guild = Record(id="organization-0000000008", type="organization", data={"name": "Guild"})
    session.do(core_changes.new_record(session.annotation, guild))
    session.close()
    (change,) = compared(project, back(project, setting(ONE, "Host", "Guild"))).changes
    assert (change.outcome.value, change.why) == (
        "refused",
        "The article of this row has no record of that: make one there first.",
    )


def test_a_damaged_file_of_the_register_stops_it_before_anything_is_begun() -> None:
    project = corpus()
    raw = back(project, setting(ONE, "Title", "Busan Forum"))
    fs: Any = project.store.fs
    fs.put(f"/work/corpus/annotations/_register/{ONE}.json", b"[]")
    with pytest.raises(InputError, match="holds no decisions"):
        applied(project, raw)
    assert unfinished(project) == ()


@pytest.mark.parametrize("joined", [("meeting-0000000003",)])
def test_entities_that_the_register_joins_are_one_row(joined: tuple[str, ...]) -> None:
    project = corpus(Decisions(entity=ONE, same=joined))
    raw = back(project, setting(ONE, "Title", "All one"))
    applied(project, raw)
    assert read_register(project).decisions[ONE].values["/title"].value == "All one"
    assert compared(project, raw).changes == ()
