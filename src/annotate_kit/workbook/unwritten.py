"""openpyxl's sheets, kept in memory until they are packed: it would put each into a named file, which a kill leaves."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.workbook import Workbook
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from annotate_kit.workbook.package import Package

__all__ = ["new_sheet", "pack"]


class _Sheet(WriteOnlyWorksheet):
    """A sheet that takes rows in order, few of them: the many are spliced in when it is packed."""

    _writer: Any = None

    def _get_writer(self) -> None:
        if self._writer is None:
            self._writer = WorksheetWriter(self, BytesIO())
            self._writer.write_top()


class _Writer(ExcelWriter):
    """Writes sheets of both kinds."""

    _archive: Package

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = SpreadsheetDrawing()  # noqa: SLF001  # as the method does that this stands in for
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images  # noqa: SLF001  # the same
        writer: Any
        if isinstance(ws, _Sheet):
            ws.close()
            writer = ws._writer  # noqa: SLF001  # the same
        else:
            writer = WorksheetWriter(ws, BytesIO())
            writer.write()
        ws._rels = writer._rels  # noqa: SLF001  # the same
        self._archive.write_sheet(ws.path[1:], writer.out.getvalue())
        self.manifest.append(ws)


def new_sheet(book: Workbook, title: str) -> Any:
    """A sheet behind the others, which takes its rows one after another."""
    sheet = _Sheet(book, title)
    book._add_sheet(sheet)  # type: ignore[attr-defined]  # noqa: SLF001  # as create_sheet does, of a class of ours
    return sheet


def pack(book: Workbook, package: Package) -> None:
    """Write all parts of a workbook into a package."""
    _Writer(book, package).write_data()
