"""Sheets, columns and rows of a workbook that came back are told apart wherever they stand."""

from typing import Any

from tests.fakes.edited_books import cell_of, edited
from tests.fakes.raw_books import a_raw_book, sheet_xml
from tests.fakes.sources import meetings
from tests.fakes.workbooks import write

from annotate_kit.workbook.handing_back import BackRow, Exported, HandedBack, find_exported, hand_back
from annotate_kit.workbook.manifest import MANIFEST, MANIFEST_ROWS
from annotate_kit.workbook.meaning import normal
from annotate_kit.workbook.reading import read_workbook

RAW, _ = write(meetings())


def read(raw: bytes) -> tuple[Exported | None, HandedBack]:
    book = read_workbook(raw, file="b")
    said = find_exported(book)
    known = said or find_exported(read_workbook(RAW, file="b"))
    assert known is not None
    return said, hand_back(book, known.manifest)


def rows_of(back: HandedBack, name: str) -> tuple[BackRow, ...]:
    return next(table for table in back.tables if table.name == name).rows


def shown(row: BackRow, key: str) -> str:
    return normal(row.cells[key].value) if key in row.cells else ""


def test_a_workbook_that_nobody_touched_tells_everything() -> None:
    said, back = read(RAW)
    assert said is not None
    assert (said.spoiled, back.notes) == (0, ())
    assert [table.name for table in back.tables] == [
        *("organization", "meeting", "meeting/topics/*", "meeting/people/*", "meeting/people/*/roles/*")
    ]
    people = rows_of(back, "meeting/people/*")
    assert [(row.id, row.order, row.place("/people/*/name")) for row in people] == [
        ("meeting-0000000001", (1,), "D2"),
        ("meeting-0000000001", (2,), "D3"),
    ]
    assert people[0].base == next(row.base for row in said.rows if row.sheet == "Meeting people")


def test_columns_are_known_by_their_headers_in_any_order_and_rows_below_a_title() -> None:
    def edit(book: Any) -> None:
        sheet = book["Organizations"]
        sheet.move_range("A1:B9", cols=20)
        sheet["U1"].value = "  record id "
        sheet.insert_rows(1, amount=2)
        sheet["A1"].value = "Please check"

    _, back = read(edited(RAW, edit))
    (row,) = rows_of(back, "organization")
    assert (row.id, row.place("@id"), row.place("/name")) == ("organization-0000000001", "U4", "V4")


def test_what_is_missing_renamed_or_twice_is_told() -> None:
    def edit(book: Any) -> None:
        sheet = book["Meetings"]
        headers = {cell.value: cell for cell in sheet[1]}
        headers["Room"].value = "Hall"
        headers["Minutes"].value = "Title"
        sheet.cell(1, sheet.max_column + 1).value = "My notes"

    _, back = read(edited(RAW, edit))
    assert back.notes == (
        "Meetings: the header “Title” stands twice (B and K): neither is read.",
        "Meetings: “Room”, “Minutes” are not there: nothing in that column is changed.",
        (
            "Meetings: headers that were not exported are passed over: “Hall” (D1), “My notes” (AS1). If one was "
            "renamed, give it its old header back."
        ),
    )
    assert "/title" not in rows_of(back, "meeting")[0].places


def test_sheets_that_are_gone_or_renamed_are_told() -> None:
    def edit(book: Any) -> None:
        del book["Meeting topics"]
        book["Organizations"].title = "Bodies"

    _, back = read(edited(RAW, edit))
    assert back.notes == (
        "The sheet “Organizations” is taken to be the one that is called “Bodies” now.",
        "The sheet “Meeting topics” is not there: nothing of it is changed.",
    )
    assert rows_of(back, "organization")[0].sheet == "Bodies"


def test_a_renamed_sheet_is_not_guessed_where_two_may_be_meant() -> None:
    def edit(book: Any) -> None:
        copy = book.copy_worksheet(book["Organizations"])
        copy.title = "Copy"
        book["Organizations"].title = "Bodies"

    _, back = read(edited(RAW, edit))
    assert back.notes[0] == "The sheet “Organizations” is not there: nothing of it is changed."


def test_a_sheet_without_its_header_is_not_read() -> None:
    def edit(book: Any) -> None:
        book["Organizations"].delete_rows(1)
        book["Meetings"].delete_rows(1, 100)

    _, back = read(edited(RAW, edit))
    assert back.notes[:2] == (
        "The sheet “Organizations” has no header that was exported: nothing of it is read.",
        "The sheet “Meetings” has no header that was exported: nothing of it is read.",
    )


def test_blank_rows_are_skipped_and_never_stop_the_reading() -> None:
    def edit(book: Any) -> None:
        sheet = book["Meetings"]
        sheet.insert_rows(3, amount=4)
        sheet.cell(400, 60).value = "a note far away"

    _, back = read(edited(RAW, edit))
    assert [row.number for row in rows_of(back, "meeting")] == [2, 7, 8]


def test_merged_cells_read_as_what_is_seen_and_what_lies_beside_is_not_read() -> None:
    def edit(book: Any) -> None:
        sheet = book["Meetings"]
        title, kind = (cell_of(sheet, "meeting-0000000002", name) for name in ("Title", "Kind"))
        sheet.merge_cells(f"{title.coordinate}:{title.column_letter}4")
        sheet.merge_cells(f"{kind.coordinate}:{sheet.cell(kind.row, kind.column + 1).coordinate}")

    _, back = read(edited(RAW, edit))
    second, third = rows_of(back, "meeting")[1:]
    assert (shown(third, "/title"), third.merged) == (shown(second, "/title"), frozenset({"/title"}))
    assert (second.merged, second.unread) == (frozenset({"/room"}), frozenset({"/room"}))


def test_a_row_under_a_merged_id_has_none_of_its_own() -> None:
    def edit(book: Any) -> None:
        sheet = book["Meeting people"]
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("C2:C3")

    _, back = read(edited(RAW, edit))
    assert [(row.id, row.order) for row in rows_of(back, "meeting/people/*")] == [
        ("meeting-0000000001", (1,)),
        ("", (1,)),
    ]


def test_numbers_of_items_are_read_as_numbers_or_as_words() -> None:
    def edit(book: Any) -> None:
        sheet = book["Meeting people"]
        sheet["C2"].value, sheet["C3"].value = "2 ", 1.5

    _, back = read(edited(RAW, edit))
    assert [(row.order, row.numbers) for row in rows_of(back, "meeting/people/*")] == [((2,), (2,)), ((), (None,))]


def test_a_workbook_without_its_hidden_sheets_says_nothing_of_itself() -> None:
    def without(*names: str) -> bytes:
        def edit(book: Any) -> None:
            for name in names:
                del book[name]

        return edited(RAW, edit)

    assert read(without(MANIFEST))[0] is None
    assert read(without(MANIFEST_ROWS))[0] is None
    said, back = read(without(MANIFEST, MANIFEST_ROWS))
    assert said is None
    assert len(back.tables) == 5
    other = '<row r="1"><c r="A1" t="str"><v>fact</v></c></row>'
    raw = a_raw_book(sheet_xml(other))
    assert find_exported(read_workbook(raw, file="b")) is None

    def emptied(book: Any) -> None:
        book[MANIFEST].delete_rows(1, 10_000)

    assert read(edited(RAW, emptied))[0] is None


def test_lines_of_the_hidden_sheet_that_somebody_spoiled_are_counted() -> None:
    def edit(book: Any) -> None:
        book[MANIFEST_ROWS]["D3"].value = "{"

    said, _ = read(edited(RAW, edit))
    assert said is not None
    assert said.spoiled == 1
