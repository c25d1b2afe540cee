"""A sheet of rows, made ready for people: header, table, panes, widths, drop-downs, prompts and print."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableColumn, TableStyleInfo

from annotate_kit.tables import Column, ColumnKind, TableKind, Titles, list_key
from annotate_kit.workbook.house import HOUSE, House
from annotate_kit.workbook.lists import NamedList
from annotate_kit.workbook.looks import DERIVED_HEADER, HEADER, MARK_COLOR, look_of, wear
from annotate_kit.workbook.names import column_letters, table_name
from annotate_kit.workbook.rows import GAP, LINE
from annotate_kit.workbook.sanitise import clean, escape_attribute, shortened
from annotate_kit.workbook.spooling import Spooled
from annotate_kit.workbook.unwritten import new_sheet
from annotate_kit.workbook.widths import lines_of

__all__ = ["SPARE", "add_sheet", "set_up_page"]

SPARE = 500
"""Rows below the data that have drop-downs and prompts as well."""

_PROMPT, _PROMPT_TITLE, _ERROR = 255, 32, 225
"""UTF-16 units that Excel takes of a prompt, of its title, and of the message of a refusal."""
_A4 = 9
_ARROW = 2
"""Cells of a header that the filter's button covers."""
_MOST_LINES = 4
"""Of a header."""
_WITH_DATA = (TableKind.RECORDS, TableKind.ITEMS)
_PAGE = 220
"""Cells that are readable beside one another on a printed page."""

_TABS = {
    TableKind.RECORDS: "1F3864",
    TableKind.ITEMS: "8EA9DB",
    TableKind.EVIDENCE: MARK_COLOR,
    TableKind.DIFFERENCES: "7F6000",
    TableKind.PROBLEMS: "C55A11",
}
_OTHER_TAB = "7F7F7F"


def add_sheet(
    book: Workbook, spooled: Spooled, lists: Mapping[object, NamedList], tables: Titles, house: House = HOUSE
) -> None:
    """Add a sheet with its header; the rows are spliced in on saving. `lists` are what drop-downs offer."""
    sheet = new_sheet(book, spooled.name)
    sheet.sheet_properties.tabColor = _TABS.get(spooled.table.kind, _OTHER_TAB)
    # Panes and widths set after the first row are lost without a word.
    sheet.freeze_panes = f"{column_letters(spooled.table.frozen)}2"
    set_up_page(sheet, pages=max(1, math.ceil(sum(spooled.widths) / _PAGE)))
    sheet.print_title_rows = "1:1"
    sheet.print_title_cols = f"A:{column_letters(spooled.table.frozen - 1)}"
    for position, (column, width) in enumerate(zip(spooled.columns, spooled.widths, strict=True)):
        dimension = sheet.column_dimensions[column_letters(position)]
        # The look of cells that nobody has filled yet, so that 007 stays 007 there.
        wear(dimension, look_of(column.kind, is_editable=column.is_editable), house)
        dimension.width = width * house.scale
        dimension.hidden = column.is_hidden
    sheet.row_dimensions[1].height = LINE * house.scale * _header_lines(spooled) + 2 * GAP
    has_data = spooled.table.kind in _WITH_DATA
    sheet.append(
        [_header(sheet, column, house, is_derived=has_data and not column.is_editable) for column in spooled.columns]
    )
    sheet.tables.add(_table(spooled, tables))
    _validate(sheet, spooled, lists)
    _format(sheet, spooled)


def set_up_page(sheet: Any, *, pages: int = 1) -> None:
    """Landscape, as wide as `pages`, with the sheet's name and page numbers."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = pages
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.75, footer=0.3)
    sheet.oddFooter.left.text = "&A"
    sheet.oddFooter.right.text = "Page &P of &N"


def _title(column: Column) -> str:
    return escape_attribute(clean(column.title).text)


def _header(sheet: Any, column: Column, house: House, *, is_derived: bool) -> Any:
    cell = WriteOnlyCell(sheet)
    wear(cell, DERIVED_HEADER if is_derived else HEADER, house)
    cell.value = _title(column)
    cell.data_type = "s"  # a title that begins with = is no formula
    return cell


def _header_lines(spooled: Spooled) -> int:
    pairs = zip(spooled.columns, spooled.widths, strict=True)
    return max(min(lines_of(column.title, width - _ARROW), _MOST_LINES) for column, width in pairs)


def _table(spooled: Spooled, tables: Titles) -> ExcelTable:
    # A table has one row at least, if only an empty one.
    ref = f"A1:{column_letters(len(spooled.columns) - 1)}{max(spooled.rows, 1) + 1}"
    table = ExcelTable(displayName=table_name(spooled.name, spooled.table.name, tables), ref=ref)
    # openpyxl names the columns only of sheets that it has in memory; without names Excel repairs the file.
    table.tableColumns = [TableColumn(id=n, name=_title(column)) for n, column in enumerate(spooled.columns, 1)]
    table.autoFilter = AutoFilter(ref=ref)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    return table


def _validate(sheet: Any, spooled: Spooled, lists: Mapping[object, NamedList]) -> None:
    """Drop-downs, prompts, and a refusal where nothing is to be changed."""
    if spooled.table.kind not in _WITH_DATA:
        return
    last = spooled.rows + 1 + SPARE
    for position, column in enumerate(spooled.columns):
        letters = column_letters(position)
        rule = _editable(column, lists) if column.is_editable else _refusal(column)
        rule.add(f"{letters}2:{letters}{last}")
        sheet.data_validations.append(rule)


def _editable(column: Column, lists: Mapping[object, NamedList]) -> DataValidation:
    rule = DataValidation(allow_blank=True, showInputMessage=True)
    listed = lists.get(column.kind) or lists.get(list_key(column.choices))
    if listed:
        rule.type = "list"
        rule.formula1 = listed.name  # with =, Gnumeric makes an error of it
        rule.showErrorMessage = not column.is_open or column.kind is ColumnKind.YES_NO
        rule.errorTitle = "Not in the list"
        rule.error = "Choose a value from the list, or leave the cell empty."
    rule.promptTitle = _short(column.title, _PROMPT_TITLE)
    rule.prompt = _short(" ".join(filter(None, (column.description, _HOW.get(column.kind)))) or column.title, _PROMPT)
    return rule


_HOW = {
    ColumnKind.DATE: "Write 2023-05-17, 2023-05, 2023, 2023-05? or 2023-05-16/2023-05-17.",
    ColumnKind.REFERENCE: "The name of a record of the same article.",
}


def _refusal(column: Column) -> DataValidation:
    rule = DataValidation(type="custom", formula1="FALSE", allow_blank=True, showErrorMessage=True)
    rule.errorTitle = "Not to be changed"
    rule.error = _short(f"“{column.title}” comes from the annotations and is not read back.", _ERROR)
    return rule


def _short(words: str, most: int) -> str:
    return shortened(clean(words).text, most)


def _format(sheet: Any, spooled: Spooled) -> None:
    """Make what needs a person's eye stand out; the words or numbers in the cells say it too."""
    for position, column in enumerate(spooled.columns):
        letters = column_letters(position)
        ref = f"{letters}2:{letters}{spooled.rows + 1 + SPARE}"
        if column.key == "@evidence":
            test = f'${letters}2="no evidence"'
        elif column.key == "@problems":
            test = f"N(${letters}2)>0"
        else:
            continue
        look = DifferentialStyle(font=Font(bold=True, color=MARK_COLOR))
        sheet.conditional_formatting.add(ref, Rule(type="expression", dxf=look, formula=[test]))
