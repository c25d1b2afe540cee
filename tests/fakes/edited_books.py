"""What somebody does to a workbook in openpyxl."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from openpyxl import load_workbook


def edited(raw: bytes, edit: Callable[[Any], None]) -> bytes:
    """The workbook after somebody did something to it."""
    book: Any = load_workbook(io.BytesIO(raw), rich_text=True)
    edit(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def column_of(sheet: Any, title: str) -> int:
    """The number of a column, from 1."""
    return next(int(cell.column) for cell in sheet[1] if cell.value == title)


def row_of(sheet: Any, id_: str, nth: int = 0) -> int:
    """The number of the nth row of an id."""
    return [int(cell.row) for cell in sheet["A"] if cell.value == id_][nth]


def cell_of(sheet: Any, id_: str, title: str, nth: int = 0) -> Any:
    return sheet.cell(row_of(sheet, id_, nth), column_of(sheet, title))
