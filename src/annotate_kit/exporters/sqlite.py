"""SQLite: a database with a table for each table, whose columns take values as they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal

from annotate_kit.exporters.exporter import Exporter, Options, Output
from annotate_kit.exporters.tabular import Notes, decodable
from annotate_kit.tables import Receipt, Row, Source, Table, Titles, build_model, compact, plain

__all__ = ["SQLITE"]

_LARGEST = 2**63
_Value = str | int | float | None


def _write(source: Source, output: Output, options: Options) -> Receipt:
    model, notes, taken = build_model(source), Notes(), Titles()
    # A database without a name is a file that SQLite unlinks as it opens it: however this ends, none is left.
    with closing(sqlite3.connect("")) as database:
        for table in model.tables:
            _write_table(database, table, taken.take(decodable(table.title)), notes, options)
        database.commit()
        with output("") as stream:
            stream.write(database.serialize())
    return notes.receipt("sqlite", model)


def _write_table(database: sqlite3.Connection, table: Table, name: str, notes: Notes, options: Options) -> None:
    # Columns without a type take a value as it is; with one, 007 would become 7, and 19.90 19.9.
    titles = Titles()
    columns = ", ".join(_quoted(titles.take(decodable(column.title))) for column in table.columns)
    database.execute(f"CREATE TABLE {_quoted(name)} ({columns})")
    marks = ", ".join("?" * len(table.columns))

    def rows() -> Iterator[list[_Value]]:
        for row in notes.rows(table):
            yield [_value(table, row, n, notes) for n in range(len(row.cells))]
            options.on_row()

    database.executemany(f"INSERT INTO {_quoted(name)} VALUES ({marks})", rows())  # noqa: S608  # quoted names, and no values


def _quoted(name: str) -> str:
    doubled = name.replace("\0", "\ufffd").replace('"', '""')
    return f'"{doubled}"'


def _value(table: Table, row: Row, position: int, notes: Notes) -> _Value:
    value = plain(row.cells[position])
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        if (clean := decodable(value)) != value:
            what = "lone surrogates became U+FFFD (�), as no UTF-8 text can hold them"
            notes.add(table, row, table.columns[position].title, what)
        return clean
    if isinstance(value, int) and -_LARGEST <= value < _LARGEST:
        return value
    if isinstance(value, float | Decimal) and Decimal(repr(float(value))) == value:
        return float(value)
    notes.add(table, row, table.columns[position].title, "written as text, as SQLite would round the number")
    return compact(value)


SQLITE = Exporter(name="sqlite", ending="sqlite", description="a database with all tables", is_text=False, write=_write)
