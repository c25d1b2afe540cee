"""The changes of a workbook over the article: what is drawn, and that the app opens with them."""

from __future__ import annotations

from typing import Any

from tests.fakes.edited_books import cell_of, edited
from tests.fakes.handed_back import a_project, annotation_of, compared, whole
from tests.fakes.sources import FORUM, an_article
from tests.tui.stage import ANALYST, DONE, ENGLISH, a_disk, clock, ids
from tests.tui.stage import a_project as a_sample

from annotate_kit.core.entities import Ruling
from annotate_kit.keys import BookChange, BookList, book_changes, open_view, with_book
from annotate_kit.tui.grid import text_of
from annotate_kit.tui.lists import book_box
from annotate_kit.tui.overlays import overlay_box
from annotate_kit.tui.workbench import Workbench
from annotate_kit.workflow.register import read_register


def a_change(about: str, *, was: str = "", theirs: str = "", note: str = "", base: str | None = None) -> BookChange:
    return BookChange(
        about=about,
        record="meeting-0000000001",
        pointer="/when",
        base=was if base is None else base,
        was=was,
        theirs=theirs,
        note=note,
        by="anna",
        targets=(),
    )


CHANGES = (a_change("Day", was="2023", theirs="2024", note="Read with care."), a_change("Title", base="2022"))


def test_the_change_under_the_cursor_is_drawn_with_both_values() -> None:
    view = open_view(
        article=an_article("forum", FORUM),
        text=FORUM,
        catalog=a_project().catalog,
        annotation=annotation_of(a_project(), "forum"),
        width=60,
        height=20,
    )
    box = book_box(view, BookList(changes=CHANGES), (80, 20), 60)
    text = "\n".join(text_of(line) for line in box.lines)
    for words in (
        "Changes of a workbook: 2",
        "▸ Day",
        "it is       2023",
        "y makes it  2024",
        "Read with care.",
        "  Title",
    ):
        assert words in text
    second = "\n".join(
        text_of(line) for line in book_box(view, BookList(changes=CHANGES, cursor=1), (80, 20), 60).lines
    )
    assert "exported    2022" in second
    assert "it is       nothing" in second
    assert "Read with care." not in second
    assert "exported" not in text
    assert overlay_box(with_book(view, CHANGES), (80, 20)) is not None


def test_the_app_opens_an_article_with_its_changes_once() -> None:
    bench = Workbench(
        a_sample(a_disk()),
        article_id=ENGLISH,
        annotator="tester",
        clock=clock,
        ids=ids,
        size=(80, 24),
        book={ENGLISH: CHANGES},
    )
    for _ in bench.loading():
        pass
    assert bench.desk is not None
    assert bench.desk.view.overlay == BookList(changes=CHANGES)
    bench.close()


FOUNDED = "organization-gm6wyjbg39"


def test_a_decision_is_noted_in_the_register_and_u_takes_it_back() -> None:
    fs = a_disk()
    project = a_sample(fs)

    def edit(book: Any) -> None:
        cell_of(book["Organizations"], FOUNDED, "Founded").value = "1999-05"
        cell_of(book["Officials"], "official-df0h2sjh0y", "Given name").value = "Ki-moon"

    changes = compared(project, edited(whole(project, "entities"), edit)).changes
    walked = book_changes(changes, ANALYST, by="anna")
    assert {article: [one.theirs for one in listed] for article, listed in walked.items()} == {
        DONE: ["1999-05", "Ki-moon"]
    }
    bench = Workbench(project, article_id=DONE, annotator=ANALYST, clock=clock, ids=ids, size=(80, 24), book=walked)
    for _ in bench.loading():
        pass
    path = f"annotations/_register/{FOUNDED}.json"
    bench.press("y")
    assert read_register(project).decisions[FOUNDED].values["/founded"] == Ruling(
        value="1999-05", because="corrected in workbook", by="anna"
    )
    assert bench.desk is not None
    assert isinstance(bench.desk.view.overlay, BookList)
    bench.press("u")
    assert not project.store.exists(path)
    assert isinstance(bench.desk.view.overlay, BookList)
    assert len(bench.desk.view.overlay.changes) == 2
    bench.press("y")
    bench.press("n")
    assert bench.desk.view.overlay is None
    bench.close()
    assert compared(project, edited(whole(project, "entities"), edit)).changes[0].field == "Given name"
