"""The rows of a table, written as the XML of one sheet or several, before anything else of the workbook is known."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from typing import IO, cast

import attrs

from annotate_kit.tables import Alteration, Column, ColumnKind, Row, Table, TableKind
from annotate_kit.workbook.looks import Looks
from annotate_kit.workbook.rows import RowWriter
from annotate_kit.workbook.widths import count_lines, find_widths

__all__ = ["BASE", "Spooled", "spool"]

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
    on_row: Callable[[Row, str], None],
) -> tuple[Spooled, ...]:
    """The sheets of a table, of at most `most_rows` rows each; `on_row` is told each row and its hash."""
    has_base = table.kind in (TableKind.RECORDS, TableKind.ITEMS)
    columns = (*table.columns, BASE) if has_base else table.columns
    widths = find_widths(columns, table.rows())

    def begin() -> _Sheet:
        return _Sheet(name_sheet(table.title), table, columns, widths, looks, evidence)

    sheets = [begin()]
    for row in table.rows():
        if sheets[-1].rows == most_rows:
            sheets.append(begin())
        base = table.base(row) if has_base else ""
        on_row(row, base)
        sheets[-1].write(row, base)
    return tuple(sheet.spooled() for sheet in sheets)


class _Sheet:
    def __init__(
        self,
        name: str,
        table: Table,
        columns: tuple[Column, ...],
        widths: tuple[float, ...],
        looks: Looks,
        evidence: Sequence[str],
    ) -> None:
        self.name = name
        self.table = table
        self.columns = columns
        self.rows = 0
        self.widths = widths
        self._writer = RowWriter(sheet=name, columns=columns, looks=looks, evidence=evidence)
        self._xml = cast("IO[bytes]", tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115  # read on saving

    def write(self, row: Row, base: str) -> None:
        self.rows += 1
        lines = count_lines(row.cells, self.widths)
        self._xml.write(self._writer.row(row, self.rows + 1, base, lines).encode())

    def spooled(self) -> Spooled:
        return Spooled(
            name=self.name,
            table=self.table,
            columns=self.columns,
            rows=self.rows,
            widths=self.widths,
            xml=self._xml,
            alterations=tuple(self._writer.alterations),
        )
