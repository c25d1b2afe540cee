"""The sheets for people: what this workbook is, and what is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.workbook import Workbook

from annotate_kit.core import STATUSES
from annotate_kit.core.counting import counted
from annotate_kit.tables import Receipt, TableKind, TableModel
from annotate_kit.workbook.house import HOUSE, House
from annotate_kit.workbook.looks import BODY_SIZE, HEADER, LOOKS, Look, wear
from annotate_kit.workbook.names import column_letters
from annotate_kit.workbook.rows import GAP, LINE
from annotate_kit.workbook.sanitise import clean, escape_attribute
from annotate_kit.workbook.sheets import set_up_page
from annotate_kit.workbook.spooling import Spooled
from annotate_kit.workbook.unwritten import new_sheet
from annotate_kit.workbook.widths import lines_of

__all__ = ["README", "SUMMARY", "fill_readme", "fill_summary"]

README, SUMMARY = "Read me", "Summary"

_KINDS = {
    TableKind.RECORDS: "one row a record",
    TableKind.ITEMS: "one row an item of a list; the first column says whose",
    TableKind.DIFFERENCES: "what sources say differently: each value with who says it, and which one is taken",
    TableKind.EVIDENCE: "one row for each span of words that names a record or says one of its values",
    TableKind.ARTICLES: "one row an article",
    TableKind.DICTIONARY: "what each column is",
    TableKind.CODES: "what each code means",
    TableKind.PROBLEMS: "what is wrong with the records",
}

_ENTITY_ROWS = "one row an organization, person or other thing, whichever articles speak of it"

_HOW = (
    (
        "Headers",
        "Dark with white letters: values of the records. Light with slanted letters: made from them.",
    ),
    ("Codes", "A value from a closed list shows its title; the sheet “Codes” has the codes themselves."),
    (
        "Dates",
        "A date that is no whole day is text, like 2023-05? or 2023-05-16/2023-05-17; “(earliest)” has its first day.",
    ),
    ("Working with it", "Sort, filter, hide and move columns as you like."),
    (
        "Correcting",
        "Change cells below dark headers, empty one to take its value away, add rows at the end; leave ids alone.",
    ),
    (
        "New rows",
        "Leave the id empty, name the article where there are several; a list's row names beside the id whose it is.",
    ),
    (
        "Handing back",
        "“annotate-kit workbook check” and the name of the file shows what would change, “workbook apply” changes it.",
    ),
    ("What counts", "The annotation files do; this workbook is a copy of them until it is handed back."),
)

_EVIDENCE = {
    "records": (
        ("Evidence", "Each record comes from one article. Its “Evidence” cell leads to the words that say it."),
    ),
    "entities": (
        ("Rows", "A row has what all articles say of one thing; “Articles” counts them."),
        (
            "Several articles",
            "A correction changes the one record that says it; where several do, it is a decision about the thing.",
        ),
        (
            "Differences",
            "Where articles differ, the row has what somebody decided, else what most records say; all is listed here.",
        ),
        ("Evidence", "The “Evidence” cell leads to the words that say it, the first of them; the others are below."),
    ),
}

_MOST_ALTERATIONS = 50


class _Page:
    """Writes a sheet from top to bottom."""

    def __init__(self, sheet: Any, widths: Sequence[float], house: House) -> None:
        self.sheet = sheet
        self.house = house
        self.rows = 0
        self._widths = widths
        for position, width in enumerate(widths):
            sheet.column_dimensions[column_letters(position)].width = width * house.scale
        sheet.sheet_view.showGridLines = False
        set_up_page(sheet)

    def write(self, *cells: tuple[str | int, Look | str]) -> None:
        """One row of words, numbers and formulas with their looks."""
        self.rows += 1
        lines = max(lines_of(str(value), width) for (value, look), width in zip(cells, self._widths, strict=False))
        highest = max(LOOKS[look].size if isinstance(look, str) else look.size for _, look in cells)
        is_wrapped = any(look in ("words", "warning", "text") for _, look in cells)
        height = (LINE * lines + GAP) if is_wrapped else LINE * highest / BODY_SIZE + GAP
        self.sheet.row_dimensions[self.rows].height = height * self.house.scale
        self.sheet.append([self._cell(value, look) for value, look in cells])

    def gap(self) -> None:
        """An empty row."""
        self.rows += 1
        self.sheet.append([])

    def _cell(self, value: str | int, look: Look | str) -> Any:
        cell = WriteOnlyCell(self.sheet)
        wear(cell, LOOKS[look] if isinstance(look, str) else look, self.house)
        cell.value = value if isinstance(value, int) else escape_attribute(clean(value).text)
        if isinstance(value, str):
            cell.data_type = "s"
        return cell


def fill_readme(
    sheet: Any,
    model: TableModel,
    receipt: Receipt,
    sheets: Sequence[Spooled],
    facts: Mapping[str, str],
    house: House = HOUSE,
) -> None:
    """Write the first sheet: what this is, what to mind, what is in it, and what had to be changed."""
    page = _Page(sheet, (34, 86, 10), house)
    page.write(("Records from articles, with evidence", "title"))
    counts = f"{counted(model.records, 'record')} from {counted(model.articles, 'article')}"
    page.write((f"{counts}, written by annotate-kit", "plain"))
    for warning in _warnings(receipt):
        page.write(("Mind", "warning"), (warning, "warning"))
    page.gap()
    page.write(("Sheets", "heading"))
    page.write(("Sheet", HEADER), ("What is in it", HEADER), ("Rows", HEADER))
    for one in sheets:
        page.write((one.name, "text"), (_what(one, model), "words"), (one.rows, "number"))
    if model.empty_lists:
        named = ", ".join(model.empty_lists)
        page.write(("No sheet", "text"), (f"for lists that no record has an item of: {named}", "words"), (0, "number"))
    page.gap()
    page.write(("How to read it", "heading"))
    for name, words in (*_EVIDENCE[model.source.rows], *_HOW):
        page.write((name, "text"), (words, "words"))
    page.gap()
    page.write(("About this export", "heading"))
    for name, said in facts.items():
        page.write((name, "text"), (said, "words"))
    _alterations(page, receipt)


def _what(sheet: Spooled, model: TableModel) -> str:
    is_joint = sheet.table.kind is TableKind.RECORDS and model.source.rows == "entities"
    return _ENTITY_ROWS if is_joint else _KINDS[sheet.table.kind]


def _warnings(receipt: Receipt) -> list[str]:
    lines = [*receipt.unreadable, *receipt.left_out]
    if receipt.problems:
        lines.append(f"The records are not valid: {counted(receipt.problems, 'error')}. See the sheet “Problems”.")
    if receipt.alterations:
        lines.append(f"{counted(len(receipt.alterations), 'value')} had to be changed to be written; see below.")
    return lines


def _alterations(page: _Page, receipt: Receipt) -> None:
    if not receipt.alterations:
        return
    page.gap()
    page.write(("Values that could not be written as they are", "heading"))
    page.write(("Sheet and column", HEADER), ("What was done", HEADER), ("Cell", HEADER))
    for one in receipt.alterations[:_MOST_ALTERATIONS]:
        page.write((f"{one.table}: {one.field}", "text"), (one.what, "words"), (one.cell, "text"))
    more = len(receipt.alterations) - _MOST_ALTERATIONS
    if more > 0:
        page.write((f"and {more:,} more, in the receipt of the export", "plain"))


def fill_summary(book: Workbook, model: TableModel, house: House = HOUSE) -> str:
    """Add the sheet of counts, right wherever formulas are not calculated, and say its chart in words."""
    sheet = new_sheet(book, SUMMARY)
    statuses = [status for status in STATUSES if status in model.articles_by_status]
    others = sorted(model.articles_by_status.keys() - set(statuses))
    statuses += others
    page = _Page(sheet, (30, *[17] * (6 + len(statuses))), house)
    page.write(("Summary", "title"))
    page.gap()
    is_joint = model.source.rows == "entities"
    titles = ["Records", *(["Rows"] if is_joint else []), "Articles", "Spans", "Without evidence"]
    titles += ["Invalid"] if _is_invalid(model) else []
    page.write(("Record type", HEADER), *((title, HEADER) for title in [*titles, *map(_status, statuses)]))
    for count in model.counts:
        numbers = [
            count.records,
            *([count.entities] if is_joint else []),
            count.articles,
            count.spans,
            count.unsupported,
        ]
        numbers += [count.invalid] if _is_invalid(model) else []
        numbers += [count.by_status[status] for status in statuses]
        page.write((count.title, "text"), *((number, "number") for number in numbers))
    last = page.rows
    page.gap()
    page.write(("Articles", HEADER), ("Number", HEADER))
    for status in statuses:
        page.write((_status(status), "text"), (model.articles_by_status[status], "number"))
    page.write(("All", "text"), (model.articles, "number"))
    if model.counts:
        sheet.add_chart(_chart(sheet, last, house), f"A{page.rows + 2}")
    return f"Bars: records by type. {', '.join(f'{count.title} {count.records:,}' for count in model.counts)}."


def _chart(sheet: Any, last: int, house: House) -> BarChart:
    chart = BarChart()
    chart.type = "bar"
    chart.title = "Records by type"
    chart.legend = None
    chart.add_data(Reference(sheet, min_col=2, min_row=4, max_row=last), titles_from_data=False)
    chart.set_categories(Reference(sheet, min_col=1, min_row=4, max_row=last))
    # By default the bars begin somewhere above zero, and openpyxl's axes are hidden in Excel.
    chart.y_axis.scaling.min = 0
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = False
    chart.y_axis.delete = True  # the bars say their numbers
    chart.y_axis.majorGridlines = None
    chart.dataLabels = DataLabelList()
    chart.dataLabels.showVal = True
    chart.dataLabels.showSerName = chart.dataLabels.showCatName = chart.dataLabels.showLegendKey = False
    chart.gapWidth = 60
    chart.series[0].graphicalProperties.solidFill = house.header_fill
    chart.width, chart.height = 20, 2.5 + 1.1 * (last - 3)
    return chart


def _is_invalid(model: TableModel) -> bool:
    return any(count.invalid for count in model.counts)


def _status(status: str) -> str:
    return status.replace("-", " ").capitalize()
