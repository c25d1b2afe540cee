"""Cells written into a workbook by polars: nothing but the cells, as text, for polars wants columns of one type.

.venv/bin/python benchmarks/peers/polars_workbook.py CELLS.json BOOK.xlsx
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter


def as_text(value: object) -> str | None:
    return None if value is None else str(value)


def main() -> None:
    cells, book = sys.argv[1:]
    sheets: dict[str, Any] = json.loads(Path(cells).read_text("utf-8"))
    with xlsxwriter.Workbook(book, {"strings_to_formulas": False}) as writer:
        for name, rows in sheets.items():
            width = max(map(len, rows), default=0)
            texts = [
                [None if value is None else str(value) for value in row] + [None] * (width - len(row)) for row in rows
            ]
            if width:
                frame = pl.DataFrame(
                    texts, schema=[f"c{n}" for n in range(width)], orient="row", infer_schema_length=None
                )
                frame.write_excel(writer, worksheet=name, include_header=False)


if __name__ == "__main__":
    main()
