"""The changes of a workbook over the article: what is drawn, and that the app opens with them."""

from __future__ import annotations

from tests.fakes.handed_back import a_project, annotation_of
from tests.fakes.sources import FORUM, an_article
from tests.tui.stage import ENGLISH, a_disk, clock, ids
from tests.tui.stage import a_project as a_sample

from annotate_kit.keys import BookChange, BookList, open_view, with_book
from annotate_kit.tui.grid import text_of
from annotate_kit.tui.lists import book_box
from annotate_kit.tui.overlays import overlay_box
from annotate_kit.tui.workbench import Workbench


def a_change(about: str, *, was: str = "", theirs: str = "", note: str = "") -> BookChange:
    return BookChange(
        about=about,
        record="meeting-0000000001",
        pointer="/when",
        was=was,
        theirs=theirs,
        note=note,
        by="anna",
        targets=(),
    )


CHANGES = (a_change("Day", was="2023", theirs="2024", note="Read with care."), a_change("Title"))


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
    assert "it is       nothing" in second
    assert "Read with care." not in second
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
