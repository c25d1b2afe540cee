"""Cells written into a workbook by pandas: nothing but the cells.

.venv/bin/python benchmarks/peers/pandas_workbook.py CELLS.json BOOK.xlsx openpyxl|xlsxwriter
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pandas as pd


def main() -> None:
    cells, book, engine = sys.argv[1:]
    sheets: dict[str, Any] = json.loads(Path(cells).read_text("utf-8"))
    options: dict[str, Any] = {"options": {"strings_to_formulas": False}} if engine == "xlsxwriter" else {}
    with pd.ExcelWriter(book, engine=engine, engine_kwargs=options) as writer:
        for name, rows in sheets.items():
            pd.DataFrame(rows).to_excel(writer, sheet_name=name, header=False, index=False)


if __name__ == "__main__":
    main()
