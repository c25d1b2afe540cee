"""The cells of a workbook's visible sheets as JSON, sheet by sheet, for a peer to write the same; days as text.

.venv/bin/python benchmarks/peers/cells.py BOOK.xlsx > CELLS.json
"""

from __future__ import annotations

import json
import sys

import openpyxl


def main() -> None:
    book = openpyxl.load_workbook(sys.argv[1], read_only=True)
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    sheets = {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in visible}
    json.dump(sheets, sys.stdout, default=str)


if __name__ == "__main__":
    main()
