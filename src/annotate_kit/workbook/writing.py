"""The table model → the bytes of a workbook."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import IO, Any, BinaryIO, cast

from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook import Workbook

from annotate_kit.codec import encode_line
from annotate_kit.core import FORMAT
from annotate_kit.core.limits import LIMITS, Limits
from annotate_kit.core.values import Json
from annotate_kit.tables import Alteration, ColumnKind, Receipt, Row, Table, TableKind, TableModel, Titles
from annotate_kit.workbook.house import HOUSE, open_template
from annotate_kit.workbook.lists import LISTS, add_lists, add_manifest, add_manifest_rows, named_lists
from annotate_kit.workbook.looks import Looks, look_of
from annotate_kit.workbook.manifest import MANIFEST
from annotate_kit.workbook.names import sheet_name
from annotate_kit.workbook.package import Package
from annotate_kit.workbook.pages import README, SUMMARY, fill_readme, fill_summary
from annotate_kit.workbook.sheets import add_sheet
from annotate_kit.workbook.spooling import Memory, Spooled, spool
from annotate_kit.workbook.unwritten import new_sheet, pack

__all__ = ["MOST_ROWS", "write_workbook"]

MOST_ROWS = 1_048_575
"""Rows of a sheet below its header."""

_THEN = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # a workbook's properties know no time zone
"""The day in a workbook's properties: the same data gives the same bytes on any day."""
_IN_MEMORY = 8 << 20


def write_workbook(
    model: TableModel,
    stream: BinaryIO,
    *,
    date: dt.date | None = None,
    revision: str = "",
    most_rows: int = MOST_ROWS,
    on_row: Callable[[], None] = lambda: None,
    template: bytes | None = None,
    limits: Limits = LIMITS,
) -> Receipt:
    """Write a workbook of all tables, and tell what had to be changed for it.

    Nothing is written to the stream before the workbook is complete.

    Args:
        model: The tables.
        stream: Takes the bytes in order; it need not be seekable.
        date: The day of the export, if the workbook shall say one.
        revision: The revision of the project, if the workbook shall say one.
        most_rows: Rows of a sheet, after which another one of the same table begins.
        on_row: Called after each row.
        template: A workbook whose sheets come first, and whose fonts and colours are taken.
        limits: How large the template may be.

    Raises:
        InputError: where the template is no workbook, or too large.
    """
    given = open_template(template, limits) if template is not None else None
    book, house = (given.book, given.house) if given else (Workbook(write_only=True), HOUSE)
    readme = new_sheet(book, README)
    with ExitStack() as files:
        written = _Written(model, Looks(readme, house), book.sheetnames, most_rows, files, on_row)
        facts = _facts(model, written.export_id, date, revision)
        receipt = written.receipt()
        fill_readme(readme, model, receipt, written.sheets, facts, house)
        chart = fill_summary(book, model, house)
        tables, lists = Titles(given.tables if given else ()), named_lists(model, book.defined_names)
        for sheet in written.sheets:
            add_sheet(book, sheet, lists, tables, house)
        add_lists(book, tuple(lists.values()))
        add_manifest(book, facts, written.sheets)
        add_manifest_rows(book, written.memory.sheets)
        _properties(book, facts)
        xml = {sheet.name: sheet.xml for sheet in written.sheets} | written.memory.sheets
        _save(book, {_part(book, name): rows for name, rows in xml.items()}, chart, stream)
    return receipt


class _Written:
    """All rows, written and waiting for their sheets."""

    def __init__(
        self,
        model: TableModel,
        looks: Looks,
        names: Sequence[str],
        most_rows: int,
        files: ExitStack,
        on_row: Callable[[], None],
    ) -> None:
        self.model = model
        self._told = on_row
        self._files = files
        self._taken = {name.casefold() for name in (*names, README, SUMMARY, LISTS, MANIFEST)}
        self._looks = looks
        self._most_rows = most_rows
        self._digest = hashlib.sha256()
        style = self._looks.id_of(look_of(ColumnKind.TEXT, is_editable=False))
        self.memory = Memory(self._name, style, most_rows, files)
        evidence = model.of_kind(TableKind.EVIDENCE)
        # The evidence first: the records' rows lead to its sheets, of which there may be several.
        first = {table.name: self._spool(table, ()) for table in evidence}
        names = [sheet.name for sheets in first.values() for sheet in sheets]
        self.sheets = [sheet for table in model.tables for sheet in first.get(table.name) or self._spool(table, names)]
        self.export_id = self._digest.hexdigest()[:16]

    def _spool(self, table: Table, evidence: list[str] | tuple[()]) -> tuple[Spooled, ...]:
        return spool(
            table,
            looks=self._looks,
            name_sheet=self._name,
            evidence=evidence,
            most_rows=self._most_rows,
            on_row=self._on_row,
            memory=self.memory,
            files=self._files,
        )

    def _name(self, title: str) -> str:
        return sheet_name(title, self._taken)

    def _on_row(self, table: Table, row: Row, base: str) -> None:
        self._digest.update(f"{table.name}\n{row.id}\n{base}\n".encode(errors="surrogatepass"))
        self._told()

    def receipt(self) -> Receipt:
        """What became of the tables."""
        alterations: list[Alteration] = [one for sheet in self.sheets for one in sheet.alterations]
        return Receipt(
            format="xlsx",
            articles=self.model.articles,
            records=self.model.records,
            tables={sheet.name: sheet.rows for sheet in self.sheets},
            left_out=self.model.source.left_out,
            unreadable=self.model.source.unreadable,
            problems=self.model.source.errors,
            alterations=tuple(alterations),
            export_id=self.export_id,
        )


def _facts(model: TableModel, export_id: str, date: dt.date | None, revision: str) -> dict[str, str]:
    documents = cast("Json", dict(model.source.catalog.documents))
    facts = {
        "Export id": export_id,
        "Date": date.isoformat() if date else "",
        "Project revision": revision,
        "Schemas": hashlib.sha256(encode_line(documents)).hexdigest()[:16],
        "Format": FORMAT,
        "Rows": model.source.rows,
    }
    return {name: said for name, said in facts.items() if said}


def _part(book: Workbook, sheet: str) -> str:
    return f"xl/worksheets/sheet{book.sheetnames.index(sheet) + 1}.xml"


def _properties(book: Workbook, facts: dict[str, str]) -> None:
    book.properties.creator = "annotate-kit"
    book.properties.title = "Records from articles, with evidence"
    book.properties.created = book.properties.modified = _THEN
    custom: Any = book
    for name, said in facts.items():
        key = "annotate-kit." + name.lower().replace(" ", "_")
        custom.custom_doc_props.append(StringProperty(name=key, value=said))


def _save(book: Workbook, rows: dict[str, IO[bytes]], chart: str, stream: BinaryIO) -> None:
    # A zip file is not written front to back: a part's size stands before it. The stream may be a pipe.
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as whole:
        with Package(cast("BinaryIO", whole), rows, chart) as package:
            pack(book, package)
        whole.seek(0)
        shutil.copyfileobj(whole, stream)
