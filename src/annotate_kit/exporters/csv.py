"""CSV after RFC 4180: a file for each table, with the values as the data has them under the titles of the columns."""

from __future__ import annotations

import csv
import io

from annotate_kit.exporters.exporter import Exporter, Options, Output
from annotate_kit.exporters.tabular import Notes, decodable, file_names
from annotate_kit.tables import MISSING, Cell, Receipt, Row, Source, Table, build_model, compact, plain

__all__ = ["CSV"]

_FORMULA = frozenset("=+-@\t\r")
"""What begins a text that a spreadsheet program takes for a formula."""


def _write(source: Source, output: Output, options: Options) -> Receipt:
    model, notes = build_model(source), Notes()
    names = file_names(model.tables)
    for table in model.tables:
        with output(f"{names[table.name]}.csv") as stream:
            _write_table(table, io.TextIOWrapper(stream, "utf-8", newline="", write_through=False), notes, options)
    return notes.receipt("csv", model)


def _write_table(table: Table, text: io.TextIOWrapper, notes: Notes, options: Options) -> None:
    lines = csv.writer(text)  # its dialect is that of RFC 4180: commas, doubled quotes, CRLF
    lines.writerow([decodable(column.title) for column in table.columns])
    for row in notes.rows(table):
        lines.writerow([_field(table, row, n, notes, options) for n in range(len(row.cells))])
        options.on_row()
    text.detach()  # the stream belongs to who opened it


def _field(table: Table, row: Row, position: int, notes: Notes, options: Options) -> str:
    cell = row.cells[position]
    words = _words(cell)
    changes = []
    if cell is not MISSING and not words:
        changes.append("an empty text looks like no value")
    if (clean := decodable(words)) != words:
        changes.append("lone surrogates became U+FFFD (�), as no UTF-8 file can hold them")
    if options.is_formula_safe and isinstance(plain(cell), str) and clean[:1] in _FORMULA and clean:
        changes.append("an apostrophe was put before it, as a spreadsheet program would take it for a formula")
        clean = f"'{clean}"
    for change in changes:
        notes.add(table, row, table.columns[position].title, change)
    return clean


def _words(cell: Cell) -> str:
    value = plain(cell)
    return "" if cell is MISSING else value if isinstance(value, str) else compact(value)


CSV = Exporter(
    name="csv", ending="csv", description="a CSV file for each table (RFC 4180)", is_folder=True, write=_write
)
