"""The rows of a table, written as the XML of one sheet or several, before anything else of the workbook is known."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import IO, cast

import attrs

from annotate_kit.tables import Alteration, Column, ColumnKind, Row, Table, TableKind, base_of
from annotate_kit.workbook.looks import Looks
from annotate_kit.workbook.manifest import MANIFEST_ROWS, row_json, row_line
from annotate_kit.workbook.rows import RowWriter, text_row
from annotate_kit.workbook.sanitise import clean
from annotate_kit.workbook.widths import count_lines, find_widths

__all__ = ["BASE", "Memory", "Spooled", "spool"]

BASE = Column(
    key="@base",
    title="_base",
    kind=ColumnKind.ID,
    description="A hash of the row as it was exported, by which corrections are told apart.",
    is_hidden=True,
    width=18,
)

_IN_MEMORY = 1 << 20
"""Bytes of a sheet that are kept in memory; what is above goes to a temporary file."""


@attrs.frozen(eq=False, kw_only=True)
class Spooled:
    """One sheet: its rows, and what is to be known of them."""

    name: str
    """The sheet's."""
    table: Table
    columns: tuple[Column, ...]
    """The table's, and for records the hidden hash."""
    rows: int
    """Without the header."""
    widths: tuple[float, ...]
    xml: IO[bytes]
    alterations: tuple[Alteration, ...]


def spool(
    table: Table,
    *,
    looks: Looks,
    name_sheet: Callable[[str], str],
    evidence: Sequence[str],
    most_rows: int,
    on_row: Callable[[Table, Row, str], None],
    memory: Memory,
    files: ExitStack,
) -> tuple[Spooled, ...]:
    """The sheets of a table, of at most `most_rows` rows each.

    Args:
        table: Whose rows are written.
        looks: The styles of the workbook.
        name_sheet: Makes the name of a sheet out of the table's title.
        evidence: Names of the sheets that evidence links lead to.
        most_rows: Rows of a sheet.
        on_row: Is told each row with its table and its hash.
        memory: Takes down each row of data as it is written.
        files: Closes the temporary files in the end.
    """
    has_base = table.kind in (TableKind.RECORDS, TableKind.ITEMS)
    columns = (*table.columns, BASE) if has_base else table.columns
    widths = find_widths(columns, table.rows())

    def begin() -> _Sheet:
        writer = RowWriter(sheet=name_sheet(table.title), columns=columns, looks=looks, evidence=evidence)
        return _Sheet(writer, widths, _temporary(files))

    sheets = [begin()]
    for row in table.rows():
        if sheets[-1].rows == most_rows:
            sheets.append(begin())
        canonical = table.canonical(row) if has_base else ""
        base = base_of(canonical) if has_base else ""
        on_row(table, row, base)
        writer = sheets[-1].write(row, base)
        if has_base:
            memory.keep(row_line(writer.sheet, row.id, base, row_json(row, canonical, writer.shown, writer.closed)))
    return tuple(
        Spooled(
            name=sheet.writer.sheet,
            table=table,
            columns=columns,
            rows=sheet.rows,
            widths=widths,
            xml=sheet.xml,
            alterations=tuple(sheet.writer.alterations),
        )
        for sheet in sheets
    )


class _Sheet:
    """One sheet while its rows are written."""

    def __init__(self, writer: RowWriter, widths: Sequence[float], xml: IO[bytes]) -> None:
        self.writer = writer
        self.xml = xml
        self.rows = 0
        self._widths = widths

    def write(self, row: Row, base: str) -> RowWriter:
        """Add a row, and return what wrote it."""
        self.rows += 1
        lines = count_lines(row.cells, self._widths)
        self.xml.write(self.writer.row(row, self.rows + 1, base, lines).encode())
        return self.writer


class Memory:
    """The rows of the hidden sheets that remember all others, waiting for them."""

    def __init__(self, name_sheet: Callable[[str], str], style: int, most_rows: int, files: ExitStack) -> None:
        self.sheets: dict[str, IO[bytes]] = {}
        """Name of a sheet → the XML of its rows."""
        self._name_sheet = name_sheet
        self._style = style
        self._most_rows = most_rows
        self._files = files
        self._begin()

    def _begin(self) -> None:
        self._rows = 0
        self._xml = _temporary(self._files)
        self.sheets[self._name_sheet(MANIFEST_ROWS)] = self._xml

    def keep(self, texts: Sequence[str]) -> None:
        """Add a row."""
        if self._rows == self._most_rows:
            self._begin()
        self._rows += 1
        cleaned = [clean(text).text for text in texts]
        self._xml.write(text_row(cleaned, self._rows + 1, self._style).encode())


def _temporary(files: ExitStack) -> IO[bytes]:
    """A file for the XML of a sheet, in memory as long as it is small."""
    return cast("IO[bytes]", files.enter_context(tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)))  # it is one
