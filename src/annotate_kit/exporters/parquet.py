"""Parquet: a file for each table, its columns typed where all values are of one type (needs pyarrow)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from annotate_kit.core.values import Json
from annotate_kit.errors import UsageError
from annotate_kit.exporters.exporter import Exporter, Options, Output
from annotate_kit.exporters.tabular import Notes, decodable, file_names
from annotate_kit.tables import (
    Cell,
    Date,
    DecimalText,
    Receipt,
    Row,
    Source,
    Table,
    Titles,
    build_model,
    compact,
    plain,
)

__all__ = ["PARQUET"]

_BATCH = 10_000
"""Rows that are held at a time."""
_DIGITS = 38
"""Of a decimal number."""
_LARGEST = 2**63
_EXACT = 15
"""Digits of a whole number that a floating-point one keeps."""

_Value = str | bool | int | float | Decimal | dt.date


def _write(source: Source, output: Output, options: Options) -> Receipt:
    try:
        import pyarrow as pa  # noqa: PLC0415  # an extra, and a heavy one
        import pyarrow.parquet as pq  # noqa: PLC0415  # the same
    except ImportError:
        raise UsageError("parquet needs pyarrow", "Install it: pip install 'annotate-kit[parquet]'.") from None
    model, notes = build_model(source), Notes()
    names = file_names(model.tables)
    for table in model.tables:
        kinds = _kinds(table)
        titles = Titles()
        fields = [
            pa.field(titles.take(decodable(column.title)), _type(pa, kind))
            for column, kind in zip(table.columns, kinds, strict=True)
        ]
        schema = pa.schema(fields)
        with output(f"{names[table.name]}.parquet") as stream, pq.ParquetWriter(stream, schema) as writer:
            for rows in _batches(notes.rows(table)):
                columns = [
                    pa.array([_value(table, row, n, kind, notes) for row in rows], type=field.type)
                    for n, (kind, field) in enumerate(zip(kinds, schema, strict=True))
                ]
                writer.write_table(pa.Table.from_arrays(columns, schema=schema))
                for _ in rows:
                    options.on_row()
    return notes.receipt("parquet", model)


def _batches(rows: Iterator[Row]) -> Iterator[Sequence[Row]]:
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _kinds(table: Table) -> list[tuple[type, int, int]]:
    """The type of each column, and the digits before and behind the point where it is a decimal number."""
    found: list[set[type]] = [set() for _ in table.columns]
    before, behind = [0] * len(found), [0] * len(found)
    for row in table.rows():
        for n, cell in enumerate(row.cells):
            value = _typed(cell)
            if value is not None:
                found[n].add(type(value))
            if isinstance(value, int | Decimal) and not isinstance(value, bool):
                number = Decimal(value)
                behind[n] = max(behind[n], -int(number.as_tuple().exponent))
                before[n] = max(before[n], number.adjusted() + 1)
    return [(_common(types, a, b), a, b) for types, a, b in zip(found, before, behind, strict=True)]


def _common(types: set[type], before: int, behind: int) -> type:
    if types == {int, float}:
        return float if before <= _EXACT else str
    if types in ({Decimal}, {int, Decimal}):
        return Decimal if max(before, 1) + behind <= _DIGITS else str
    return next(iter(types)) if len(types) == 1 else str


def _typed(cell: Cell) -> _Value | None:
    """A value of a type that Parquet has; a text where it has none."""
    if isinstance(cell, Date):
        return cell.value
    if isinstance(cell, DecimalText):
        return cell.value
    value: Json = plain(cell)
    if isinstance(value, int) and not isinstance(value, bool) and not -_LARGEST <= value < _LARGEST:
        return compact(value)
    if isinstance(value, Decimal) and not value.is_finite():
        return str(value)
    return value if value is None or isinstance(value, str | bool | int | float | Decimal) else compact(value)


def _type(pa: Any, kind: tuple[type, int, int]) -> Any:
    found, before, behind = kind
    if found is Decimal:
        return pa.decimal128(max(before, 1) + behind, behind)
    return {bool: pa.bool_(), int: pa.int64(), float: pa.float64(), dt.date: pa.date32()}.get(found, pa.string())


def _value(table: Table, row: Row, position: int, kind: tuple[type, int, int], notes: Notes) -> _Value | None:
    value = _typed(row.cells[position])
    if value is None:
        return None
    if kind[0] is Decimal:
        return Decimal(str(value))
    if kind[0] is not str:
        return value
    words = plain(row.cells[position])
    text = words if isinstance(words, str) else compact(words)
    if (clean := decodable(text)) != text:
        what = "lone surrogates became U+FFFD (�), as no UTF-8 text can hold them"
        notes.add(table, row, table.columns[position].title, what)
    return clean


PARQUET = Exporter(
    name="parquet",
    ending="parquet",
    description="a Parquet file for each table (needs pyarrow)",
    is_folder=True,
    is_text=False,
    write=_write,
)
