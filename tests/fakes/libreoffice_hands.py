"""What LibreOffice itself does to workbooks, driven through its UNO interface: run by a Python that has `uno`.

    /usr/bin/python3 tests/fakes/libreoffice_hands.py JOBS.json

JOBS.json is a list of `{"in", "out", "sheet", "rows", "columns", "steps"}`: paths, the sheet, how many rows stand under
its header and how many columns they have, and steps, each a list whose first item is a name in `STEPS`. Rows are told
by their keys, 0 for the first under the header and so on, which they keep wherever they go. Only the standard library
and `uno` may be imported here: it is another Python than that of the tests.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

uno: Any = import_module("uno")

SCRATCH = 60
"""The column that holds the keys of rows while they are sorted: beyond all that is used."""
EPOCH = date(1899, 12, 30)


class Hands:
    """A sheet that is open, and where its rows are."""

    def __init__(self, document: Any, job: dict[str, Any]) -> None:
        self.sheet = document.Sheets.getByName(job["sheet"])
        self.formats, self.locale = document.NumberFormats, uno.createUnoStruct("com.sun.star.lang.Locale")
        self.keys: list[int] = list(range(job["rows"]))
        self.width: int = job["columns"]
        self.header = 0

    def at(self, key: int) -> int:
        """The row of a key on the sheet, 0-based."""
        return self.header + 1 + self.keys.index(key)

    def sort(self, column: int, is_descending: bool) -> None:
        if not self.keys:
            return
        last = self.header + len(self.keys)
        for offset, key in enumerate(self.keys):
            self.sheet.getCellByPosition(SCRATCH, self.header + 1 + offset).Value = key
        cells = self.sheet.getCellRangeByPosition(0, self.header, SCRATCH, last)
        field = uno.createUnoStruct("com.sun.star.table.TableSortField")
        field.Field, field.IsAscending = column, not is_descending
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        cells.sort((value("SortFields", fields), value("ContainsHeader", True), value("BindFormatsToContent", True)))
        keys = self.sheet.getCellRangeByPosition(SCRATCH, self.header + 1, SCRATCH, last)
        self.keys = [int(row[0]) for row in keys.DataArray]
        keys.clearContents(1023)

    def filter(self, column: int, words: str) -> None:
        cells = self.sheet.getCellRangeByPosition(0, self.header, self.width - 1, self.header + len(self.keys))
        wanted = cells.createFilterDescriptor(True)
        wanted.ContainsHeader = True
        field = uno.createUnoStruct("com.sun.star.sheet.TableFilterField")
        field.Field, field.StringValue = column, words
        field.Operator = uno.Enum("com.sun.star.sheet.FilterOperator", "EQUAL")
        wanted.FilterFields = (field,)
        cells.filter(wanted)

    def insert(self, key: int, place: int, cells: list[Any]) -> None:
        self._make_room(key, place)
        for column, cell in enumerate(cells):
            self._type(self.at(key), column, cell)

    def copy(self, key: int, copied: int, place: int) -> None:
        self._make_room(key, place)
        # Of a row that a filter hides, LibreOffice copies nothing.
        self.sheet.Rows.getByIndex(self.at(copied)).IsVisible = True
        row = self.sheet.getCellRangeByPosition(0, self.at(copied), self.width - 1, self.at(copied))
        self.sheet.copyRange(self.sheet.getCellByPosition(0, self.at(key)).CellAddress, row.RangeAddress)

    def move(self, key: int, place: int) -> None:
        old = self.keys.index(key)
        self.keys.insert(place, self.keys.pop(old))
        new = place if place <= old else place + 1
        first = self.header + 1
        self.sheet.Rows.insertByIndex(first + new, 1)
        old += new <= old
        row = self.sheet.getCellRangeByPosition(0, first + old, self.width - 1, first + old)
        self.sheet.moveRange(self.sheet.getCellByPosition(0, first + new).CellAddress, row.RangeAddress)
        self.sheet.Rows.removeByIndex(first + old, 1)

    def delete(self, key: int) -> None:
        self.sheet.Rows.removeByIndex(self.at(key), 1)
        self.keys.remove(key)

    def type(self, key: int, column: int, cell: Any) -> None:
        self._type(self.at(key), column, cell)

    def move_column(self, old: int, new: int) -> None:
        new += new > old
        self.sheet.Columns.insertByIndex(new, 1)
        old += new <= old
        column = self.sheet.getCellRangeByPosition(old, 0, old, self.header + len(self.keys))
        self.sheet.moveRange(self.sheet.getCellByPosition(new, 0).CellAddress, column.RangeAddress)
        self.sheet.Columns.removeByIndex(old, 1)

    def rename_column(self, column: int, words: str) -> None:
        self._type(self.header, column, words)

    def add_column(self, column: int, words: str, notes: dict[str, str]) -> None:
        self.sheet.Columns.insertByIndex(column, 1)
        self.width += 1
        self._type(self.header, column, words)
        for key, note in notes.items():
            self._type(self.at(int(key)), column, note)

    def title_above(self, words: str) -> None:
        self.sheet.Rows.insertByIndex(0, 1)
        self.header += 1
        self._type(0, 0, words)

    def _make_room(self, key: int, place: int) -> None:
        self.sheet.Rows.insertByIndex(self.header + 1 + place, 1)
        self.keys.insert(place, key)

    def _type(self, row: int, column: int, cell: Any) -> None:
        place = self.sheet.getCellByPosition(column, row)
        match cell:
            case None:
                place.clearContents(1023 - 32)
            case int():
                place.Value = cell
            case {"date": words}:
                place.Value = (date.fromisoformat(words) - EPOCH).days
                place.NumberFormat = self._date_format()
            case _:
                place.String = cell

    def _date_format(self) -> int:
        known = self.formats.queryKey("YYYY-MM-DD", self.locale, False)
        return int(known if known >= 0 else self.formats.addNew("YYYY-MM-DD", self.locale))


STEPS: dict[str, Callable[..., None]] = {
    name: getattr(Hands, name)
    for name in (
        *("sort", "filter", "insert", "copy", "move", "delete", "type"),
        *("move_column", "rename_column", "add_column", "title_above"),
    )
}


def value(name: str, given: object) -> Any:
    """A named value, as UNO takes options."""
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, given
    return made


def url(path: str) -> str:
    return str(uno.systemPathToFileUrl(str(Path(path).resolve())))


def work(desktop: Any, job: dict[str, Any]) -> None:
    document = desktop.loadComponentFromURL(url(job["in"]), "_blank", 0, (value("Hidden", True),))
    hands = Hands(document, job)
    for name, *arguments in job["steps"]:
        STEPS[name](hands, *arguments)
    document.storeToURL(url(job["out"]), (value("FilterName", "Calc MS Excel 2007 XML"),))
    document.close(True)


def desktop_of(pipe: str) -> Any:
    """The program that listens at a pipe, once it does."""
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    for _ in range(600):
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            time.sleep(0.1)
        else:
            return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
    raise SystemExit("LibreOffice did not answer within a minute")


def main() -> None:
    jobs = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        pipe = f"hands{Path(folder).name}"
        options = [f"-env:UserInstallation=file://{folder}", "--headless", "--norestore"]
        soffice = subprocess.Popen(["soffice", *options, f"--accept=pipe,name={pipe};urp;"])
        try:
            desktop = desktop_of(pipe)
            for job in jobs:
                work(desktop, job)
            desktop.terminate()
        finally:
            soffice.terminate()
            soffice.wait()


if __name__ == "__main__":
    main()
