"""A few columns instead of all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from annotate_kit.core.pointers import split
from annotate_kit.errors import NotFoundError
from annotate_kit.tables.model import Column, Row, Table, TableKind

__all__ = ["narrowed"]

_EARLIEST = "@earliest"


def narrowed(tables: Sequence[Table], wanted: Sequence[str] | None) -> tuple[Table, ...]:
    """The tables with the columns that are wanted, and those that say which row it is; a list without any is left out.

    Raises:
        NotFoundError: where a name is that of no column.
    """
    if wanted is None:
        return tuple(tables)
    fields = [column for table in tables for column in table.columns if column.field]
    for name in wanted:
        if not any(_is_meant(column, name) for column in fields):
            raise NotFoundError("column", name, tuple(dict.fromkeys(column.title for column in fields)))
    return tuple(_narrow(tables, wanted))


def _narrow(tables: Iterable[Table], wanted: Sequence[str]) -> Iterator[Table]:
    for table in tables:
        keys = {column.key for column in table.columns if any(_is_meant(column, name) for name in wanted)}
        kept = [n for n, column in enumerate(table.columns) if _is_kept(column, keys)]
        if keys or table.kind is TableKind.RECORDS:
            frozen = sum(n < table.frozen for n in kept)
            yield _with_columns(attrs.evolve(table, frozen=max(1, frozen)), kept)


def _is_meant(column: Column, name: str) -> bool:
    if not column.field:
        return False
    return name.casefold() == column.title.casefold() or name in (column.key, split(column.key)[0])


def _is_kept(column: Column, keys: set[str]) -> bool:
    if column.key.startswith(_EARLIEST):
        return column.key.removeprefix(_EARLIEST) in keys
    return column.key in keys or (column.key.startswith("@") and column.key != "@leftovers")


def _with_columns(table: Table, kept: Sequence[int]) -> Table:
    columns = tuple(table.columns[n] for n in kept)
    titles = {column.title for column in columns}

    def read() -> Iterator[Row]:
        for row in table.rows():
            yield attrs.evolve(
                row,
                cells=tuple(row.cells[n] for n in kept),
                notes=tuple(note for note in row.notes if note.field in titles),
            )

    return attrs.evolve(table, columns=columns, read=read)
