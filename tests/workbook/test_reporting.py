"""What came of a workbook, as a new workbook that leads to the cells."""

from io import BytesIO
from pathlib import Path
from typing import Any

from tests.fakes.raw_books import a_raw_book, sheet_xml
from tests.fakes.workbooks import load, needs_libreoffice, through_libreoffice

from annotate_kit.workbook.reading import read_workbook
from annotate_kit.workbook.reporting import Reported, write_report

ROWS = "".join(
    f'<row r="{n}"><c r="A{n}" t="str"><v>{words}</v></c><c r="B{n}"><v>{n}</v></c>'
    f'<c r="C{n}" s="1"><v>45123.{n}</v></c><c r="D{n}" s="1"><v>45123</v></c></row>'
    for n, words in ((1, "Title"), (2, "=1+1"), (5, "b"))
)
BOOK = read_workbook(a_raw_book(sheet_xml(ROWS), sheet_xml(ROWS), sheet_xml("")), file="b")


def one(cell: str, sheet: str = "Sheet1", why: str = "Write another.") -> Reported:
    return Reported(
        sheet=sheet, cell=cell, record="r-1", field="Title", base="a", theirs="=b", ours="", what="refused", why=why
    )


def written(*listed: Reported) -> Any:
    stream = BytesIO()
    write_report(BOOK, listed, stream)
    return load(stream.getvalue())


def test_each_line_leads_to_a_copy_of_its_row_where_the_cell_says_what_to_do() -> None:
    book = written(one("A2"), one("", sheet="Sheet2"), one("B5", why=""))
    assert book.sheetnames == ["Problems", "Sheet1"]
    problems, copied = book["Problems"], book["Sheet1"]
    assert [cell.value for cell in problems[2]] == [
        *("Sheet1!A2", "refused", "Write another.", "r-1", "Title", "a", "=b", None, "Sheet1")
    ]
    assert problems["G2"].data_type == "s"
    assert [problems[place].hyperlink and problems[place].hyperlink.location for place in ("A2", "A3", "A4")] == [
        "'Sheet1'!A2",
        None,
        "'Sheet1'!B5",
    ]
    assert (copied["A2"].value, copied["A2"].data_type, copied["B2"].value) == ("=1+1", "s", 2)
    assert (copied["D2"].number_format, copied["C2"].value) == ("yyyy\\-mm\\-dd", "2023-07-16 04:48:00")
    assert (copied["A2"].comment.text, copied["B5"].comment.text) == ("refused: Write another.", "refused")
    assert copied["A2"].font.b
    assert not copied["B2"].font.b


def test_rows_that_nothing_is_said_of_are_not_copied() -> None:
    book = written(one("A5"))
    assert [[cell.value for cell in row][:2] for row in book["Sheet1"].iter_rows()] == [
        ["Title", 1],
        *[[None, None]] * 3,
        ["b", 5],
    ]


def test_a_sheet_without_rows_is_copied_as_one() -> None:
    assert written(one("A1", sheet="Sheet3"))["Sheet3"].freeze_panes is None


def test_no_line_is_a_list_without_lines() -> None:
    assert written().sheetnames == ["Problems"]


@needs_libreoffice
def test_the_links_work_in_libreoffice(tmp_path: Path) -> None:
    stream = BytesIO()
    write_report(BOOK, [one("A2")], stream)
    again = load(through_libreoffice(stream.getvalue(), tmp_path, "xlsx").read_bytes())
    link = again["Problems"]["A2"].hyperlink
    assert (link.location or link.target).replace("#", "").replace("$", "") in ("Sheet1!A2", "'Sheet1'!A2")
