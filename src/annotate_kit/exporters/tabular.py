"""What formats of plain tables share: names of their files, clean texts, and the receipt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from annotate_kit.tables import Alteration, Receipt, Row, Table, TableModel, Titles

__all__ = ["Notes", "decodable", "file_names"]

_NO_CHARACTER = re.compile(r"[\ud800-\udfff]")


def file_names(tables: Sequence[Table]) -> dict[str, str]:
    """The name of each table's file without its ending, by the table's machine name: `official-roles`."""
    taken = Titles()
    return {table.name: taken.take(_slug(table)).replace(" (", "-").rstrip(")") for table in tables}


def _slug(table: Table) -> str:
    words = re.findall(r"[a-z0-9]+", table.title.lower()) or re.findall(r"[a-z0-9]+", table.name.lower())
    return "-".join(words)[:80] or "table"


def decodable(text: str) -> str:
    """The text without lone surrogates, which no UTF-8 file can hold."""
    return _NO_CHARACTER.sub("\ufffd", text)


class Notes:
    """Collects what had to be changed in the tables of one export."""

    def __init__(self) -> None:
        self.alterations: list[Alteration] = []
        self.tables: dict[str, int] = {}

    def rows(self, table: Table) -> Iterator[Row]:
        """The rows of a table, counted, with what they could not carry taken down."""
        self.tables[table.title] = 0
        for row in table.rows():
            self.tables[table.title] += 1
            for note in row.notes:
                self.add(table, row, note.field, note.what)
            yield row

    def add(self, table: Table, row: Row, field: str, what: str) -> None:
        """Take down that a value is not what the data is."""
        self.alterations.append(Alteration(table=table.title, record=row.id, field=field, what=what))

    def receipt(self, name: str, model: TableModel) -> Receipt:
        """What became of the tables."""
        return Receipt(
            format=name,
            articles=model.articles,
            records=model.records,
            tables=self.tables,
            left_out=model.source.left_out,
            unreadable=model.source.unreadable,
            problems=model.source.errors,
            alterations=tuple(self.alterations),
        )
