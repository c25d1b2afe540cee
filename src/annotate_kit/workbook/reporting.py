"""What came of a workbook as a new one: a list whose rows lead to copies of the cells that they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

import attrs
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink

from annotate_kit.workbook.cells import Book, Figure, Moment, Sheet, SheetRow
from annotate_kit.workbook.looks import HEADER, LOOKS, MARK_COLOR, wear
from annotate_kit.workbook.meaning import normal
from annotate_kit.workbook.names import quoted, sheet_name
from annotate_kit.workbook.package import Package
from annotate_kit.workbook.sanitise import clean
from annotate_kit.workbook.unwritten import pack

__all__ = ["Reported", "write_report"]

_SHEET = "Problems"
_TITLES = ("Cell", "What happens", "What to do", "Record", "Column", "Exported", "In the workbook", "Now", "Sheet")
_WIDTHS = (24, 14, 60, 26, 20, 26, 26, 26, 20)
_MARKED = PatternFill("solid", fgColor="FFE1E1")
_DAY = "yyyy\\-mm\\-dd"


@attrs.frozen(kw_only=True)
class Reported:
    """One line of the list, as people read it."""

    sheet: str
    cell: str
    """Empty where a row is gone."""
    record: str
    field: str
    base: str
    theirs: str
    ours: str
    what: str
    """What happens."""
    why: str


def write_report(book: Book, listed: Sequence[Reported], stream: BinaryIO) -> None:
    """Write a workbook with a list and, on further sheets, the rows that it speaks of, where they stand in `book`.

    Each line of the list leads to its cell; the cell is marked in bold and colour, and says in a comment what is to
    be done. Nothing of `book` but values is copied.
    """
    made = Workbook()
    problems: Any = made.active
    problems.title = _SHEET
    taken = {_SHEET.casefold()}
    names: dict[str, str] = {}
    for sheet in book.sheets:
        if any(one.sheet == sheet.name and one.cell for one in listed):
            names[sheet.name] = sheet_name(sheet.name, taken)
    _fill_list(problems, listed, names)
    for sheet in book.sheets:
        if sheet.name in names:
            copied: Any = made.create_sheet(names[sheet.name])
            _copy(sheet, [one for one in listed if one.sheet == sheet.name and one.cell], copied)
    pack(made, Package(stream, {}))


def _fill_list(sheet: Any, listed: Sequence[Reported], names: Mapping[str, str]) -> None:
    sheet.freeze_panes = "B2"
    for n, (title, width) in enumerate(zip(_TITLES, _WIDTHS, strict=True), 1):
        wear(sheet.cell(1, n), HEADER)
        _write(sheet.cell(1, n), title)
        sheet.column_dimensions[sheet.cell(1, n).column_letter].width = width
    for number, one in enumerate(listed, 2):
        place = f"{one.sheet}!{one.cell}" if one.cell else one.sheet
        cells = (place, one.what, one.why, one.record, one.field, one.base, one.theirs, one.ours, one.sheet)
        for n, words in enumerate(cells, 1):
            wear(sheet.cell(number, n), LOOKS["link"] if n == 1 and one.sheet in names else LOOKS["text"])
            _write(sheet.cell(number, n), words)
        if one.sheet in names and one.cell:
            location = f"{quoted(names[one.sheet])}!{one.cell}"
            cell = sheet.cell(number, 1)
            cell._hyperlink = Hyperlink(ref=cell.coordinate, location=location)  # noqa: SLF001  # its setter makes it external
            sheet._hyperlinks.append(cell._hyperlink)  # noqa: SLF001  # the same
    sheet.auto_filter.ref = f"A1:I{len(listed) + 1}"


def _copy(sheet: Sheet, listed: Sequence[Reported], copied: Any) -> None:
    """The header and the rows that the list speaks of, at their places."""
    numbers = {int("".join(filter(str.isdigit, one.cell))) for one in listed}
    for position, row in enumerate(sheet.rows):
        if position == 0 or row.number in numbers:
            _copy_row(row, copied, is_header=position == 0)
    for one in listed:
        cell = copied[one.cell]
        cell.fill = _MARKED
        cell.font = Font(bold=True, color=MARK_COLOR)
        cell.comment = Comment(clean(f"{one.what}: {one.why}" if one.why else one.what).text[:_LONGEST], "annotate-kit")
    copied.freeze_panes = f"A{sheet.rows[0].number + 1}" if sheet.rows else None


_LONGEST = 1_000
"""Code points of a comment."""


def _copy_row(row: SheetRow, copied: Any, *, is_header: bool) -> None:
    for column, held in row.cells.items():
        cell = copied.cell(row.number, column + 1)
        if is_header:
            wear(cell, HEADER)
        match held.value:
            case Figure() as figure:
                cell.value = figure.value
            case Moment() as moment if moment.is_day:
                cell.value = moment.value.date()
                cell.number_format = _DAY
            case value:
                _write(cell, normal(value))
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _write(cell: Any, words: str) -> None:
    cell.value = clean(words).text
    cell.data_type = "s"  # never a formula
