"""Workbooks are read whoever saved them: by what stands in the cells, not by what the file says of itself."""

import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from tests.fakes.raw_books import MAIN, a_raw_book, book_parts, packed, related, sheet_xml
from tests.fakes.sources import meetings

from annotate_kit.tables import build_model
from annotate_kit.workbook import write_workbook
from annotate_kit.workbook.cells import Bool, Fault, Figure, Moment, SheetCell, Value, Words, decoded
from annotate_kit.workbook.reading import read_workbook
from annotate_kit.workbook.sanitise import clean, escape


def only_cell(cell: str, *, strings: str | None = None, workbook: str = "") -> SheetCell | None:
    raw = a_raw_book(sheet_xml(f'<row r="1">{cell}</row>'), strings=strings, workbook=workbook)
    rows = read_workbook(raw, file="book.xlsx").sheets[0].rows
    return rows[0].cells[0] if rows else None


def only_value(cell: str, **more: str) -> Value | None:
    found = only_cell(cell, **more)
    return found.value if found else None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="A1" t="inlineStr"><is><t>a</t></is></c>', Words("a")),
        ('<c r="A1" t="inlineStr"><is><r><t>a </t></r><r><rPr/><t>b</t></r></is></c>', Words("a b")),
        ('<c r="A1" t="inlineStr"><is><t>漢</t><rPh sb="0" eb="1"><t>かん</t></rPh></is></c>', Words("漢")),
        ('<c r="A1" t="inlineStr"><is><t></t></is></c>', None),
        ('<c r="A1"><is><t>without a type</t></is></c>', Words("without a type")),
        ('<c r="A1" t="str"><v>x</v></c>', Words("x")),
        ('<c r="A1" t="str"><v></v></c>', None),
        ('<c r="A1"><v>12</v></c>', Figure("12")),
        ('<c r="A1" t="n"><v> 1.5 </v></c>', Figure("1.5")),
        ('<c r="A1" s="1"><v>45123</v></c>', Moment(dt.datetime(2023, 7, 16))),  # noqa: DTZ001
        ('<c r="A1" s="2"><v>45123.5</v></c>', Moment(dt.datetime(2023, 7, 16, 12))),  # noqa: DTZ001
        ('<c r="A1" s="3"><v>61</v></c>', Moment(dt.datetime(1900, 3, 1))),  # noqa: DTZ001
        ('<c r="A1" s="1"><v>60</v></c>', Figure("60")),
        ('<c r="A1" s="1"><v>2958466</v></c>', Figure("2958466")),
        ('<c r="A1" s="99"><v>45123</v></c>', Figure("45123")),
        ('<c r="A1" t="b"><v>1</v></c>', Bool(True)),
        ('<c r="A1" t="b"><v>0</v></c>', Bool(False)),
        ('<c r="A1" t="e"><v>#N/A</v></c>', Fault("#N/A")),
        ('<c r="A1"><v>twelve</v></c>', Fault("twelve")),
        ('<c r="A1"><v>NaN</v></c>', Fault("NaN")),
        ('<c r="A1"><v>1E999999999</v></c>', Fault("1E999999999")),
        ('<c r="A1" t="d"><v>2023-07-16</v></c>', Moment(dt.datetime(2023, 7, 16))),  # noqa: DTZ001
        ('<c r="A1" t="d"><v>2023-07-16T10:00:00Z</v></c>', Words("2023-07-16T10:00:00Z")),
        ('<c r="A1" t="d"><v>one day</v></c>', Words("one day")),
        ('<c r="A1" s="4"/>', None),
    ],
)
def test_every_type_of_cell_is_read(cell: str, expected: Value | None) -> None:
    assert only_value(cell) == expected


def test_texts_that_cells_share_are_read_without_how_they_are_read_aloud() -> None:
    strings = "<si><t>a</t></si><si><r><t>b</t></r><r><t>c</t></r><rPh><t>bee</t></rPh></si>"
    assert only_value('<c r="A1" t="s"><v>1</v></c>', strings=strings) == Words("bc")


def test_formulas_are_told_from_values() -> None:
    assert only_cell('<c r="A1"><f>1+1</f><v>2</v></c>') == SheetCell(Figure("2"), is_formula=True)
    assert only_cell('<c r="A1"><f>1+1</f></c>') == SheetCell(None, is_formula=True)


def test_days_may_count_from_1904() -> None:
    found = only_value('<c r="A1" s="1"><v>1</v></c>', workbook='<workbookPr date1904="1"/>')
    assert found == Moment(dt.datetime(1904, 1, 2))  # noqa: DTZ001  # days have no time zone
    assert found.is_day


def test_rows_and_cells_need_not_say_where_they_are() -> None:
    cell = '<c t="str"><v>x</v></c>'
    last = '<row><c r="$C$6" t="b"><v>1</v></c></row>'
    raw = a_raw_book(sheet_xml(f'<row>{cell}<c/>{cell}</row><row r="5">{cell}</row>{last}'))
    rows = read_workbook(raw, file="b").sheets[0].rows
    assert [(row.number, list(row.cells)) for row in rows] == [(1, [0, 2]), (5, [0]), (6, [2])]


def test_the_strict_form_of_the_format_is_read_alike() -> None:
    parts = book_parts(sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>'))
    strict = {name: xml.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main") for name, xml in parts.items()}
    assert read_workbook(packed(strict), file="b").sheets[0].rows[0].cells[0].value == Figure("1")


def test_hidden_sheets_are_read_and_charts_are_passed_over() -> None:
    one = sheet_xml('<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>')
    parts = book_parts(one, one, one, states={2: "veryHidden"})
    parts["xl/_rels/workbook.xml.rels"] = related(
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "worksheet", "/xl/WORKSHEETS/sheet2.xml"),
        ("rId3", "chartsheet", "worksheets/sheet3.xml"),
    )
    book = read_workbook(packed(parts), file="b")
    assert [(sheet.name, sheet.is_hidden, len(sheet.rows)) for sheet in book.sheets] == [
        ("Sheet1", False, 1),
        ("Sheet2", True, 1),
    ]
    assert book.find("SHEET2") is book.sheets[1]
    assert book.find("Sheet3") is None


def test_merged_cells_are_known_by_the_cell_that_covers_them() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="C{n}"><v>1</v></c></row>' for n in range(1, 6))
    merges = '<mergeCells><mergeCell ref="A2:A4"/><mergeCell ref="B1:C1"/><mergeCell ref="C5"/></mergeCells>'
    sheet = read_workbook(a_raw_book(sheet_xml(rows, after=merges)), file="b").sheets[0]
    assert sheet.cover_of(3, 0) == (2, 0)
    assert sheet.cover_of(1, 2) == (1, 1)
    assert [sheet.cover_of(*place) for place in ((1, 0), (2, 0), (5, 0), (3, 2), (5, 2), (1, 9))] == [None] * 6


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("19.989999999999998", "19.99"),
        ("1E3", "1000"),
        ("1.10", "1.1"),
        ("0.1", "0.1"),
        ("12345678901234567890", "12345678901234600000"),
        ("1E-7", "1E-7"),
        ("1E300", "1E+300"),
        ("-0", "-0"),
    ],
)
def test_numbers_are_read_to_the_digits_that_excel_keeps(digits: str, value: str) -> None:
    assert str(Figure(digits).value) == value
    assert Figure("100").value == Decimal(100)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("_x0041_", "A"),
        ("_x005F_x0041_", "_x0041_"),
        ("_x004_", "_x004_"),
        ("_xD83D__xDE00_", "😀"),
        ("_xD83D_", "\ufffd"),
        ("a_x000D_\nb\rc", "a\nb\nc"),
    ],
)
def test_escapes_of_the_file_format_are_read(text: str, expected: str) -> None:
    assert decoded(text) == expected


def test_a_part_that_makes_up_names_is_read_all_the_same() -> None:
    names = "".join(f"<n{n}/>" for n in range(10_001))
    raw = a_raw_book(sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>', before=names))
    assert len(read_workbook(raw, file="b").sheets[0].rows) == 1


def test_what_openpyxl_writes_is_read() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["a", 1, 2.5, dt.date(2023, 5, 17), True, "=1+1", None, "ü"])
    stream = BytesIO()
    book.save(stream)
    (row,) = read_workbook(stream.getvalue(), file="b").sheets[0].rows
    assert [row.cells[n].value for n in (0, 1, 2, 3, 4, 7)] == [
        Words("a"),
        Figure("1"),
        Figure("2.5"),
        Moment(dt.datetime(2023, 5, 17)),  # noqa: DTZ001  # days have no time zone
        Bool(True),
        Words("ü"),
    ]
    assert row.cells[5] == SheetCell(None, is_formula=True)


def test_a_long_sheet_tells_that_it_goes_on() -> None:
    told: list[None] = []
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 10_002))
    read_workbook(a_raw_book(sheet_xml(rows)), file="b", progress=lambda: told.append(None))
    assert len(told) == 2


def test_what_the_kit_writes_is_read_back() -> None:
    stream = BytesIO()
    write_workbook(build_model(meetings()), stream)
    book = read_workbook(stream.getvalue(), file="b")
    sheet = book.find("Meetings")
    assert sheet is not None
    assert [cell.value for cell in sheet.rows[0].cells.values()][:2] == [Words("Record ID"), Words("Title")]
    assert len(sheet.rows) == 4
    assert book.notes == ()


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs"]), max_size=8), max_size=5))
def test_a_text_is_read_as_it_was_cleaned(texts: list[str]) -> None:
    cleaned = [clean(text).text for text in texts]
    cells = "".join(f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>' for text in cleaned)
    rows = read_workbook(a_raw_book(sheet_xml(f"<row>{cells}</row>")), file="b").sheets[0].rows
    found = rows[0].cells if rows else {}
    assert found == {n: SheetCell(Words(text)) for n, text in enumerate(cleaned) if text}
