"""Rows of a workbook that were not exported: new records, and new items of records old and new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

import attrs

from annotate_kit.core import Json
from annotate_kit.tables import RecordAt, Row, compact
from annotate_kit.workbook.handing_back import BackRow
from annotate_kit.workbook.meaning import Unclear
from annotate_kit.workflow.workbook_newcomers import File, Newcomers, file_of_row
from annotate_kit.workflow.workbook_outcomes import Change, of_row, refused, said_in
from annotate_kit.workflow.workbook_tables import Compared
from annotate_kit.workflow.workbook_targets import AddItem, AddNew, ended, list_pointer
from annotate_kit.workflow.workbook_values import in_data, meaning_of

__all__ = ["new_rows"]

_SEVERAL = "Several articles speak of it: change it in the article that is meant."
_OWNERLESS = "A new item needs the id of its record in the first column, or beside it the name of a new record."
_NAMESAKES = "Several records have that name: add the item in the annotation, or give the new record another name."
_NUMBERLESS = "It is not said which item it belongs to: write that one's number."


def new_rows(table: Compared, newcomers: Newcomers) -> Iterator[tuple[BackRow, Change]]:
    """What each new row of a table brings; nothing where it was brought before."""
    found = _new_items(table, newcomers) if table.is_items else _new_records(table, newcomers)
    return ((row, change) for row, change in found if change is not None)


@attrs.frozen(kw_only=True)
class _Read:
    """The cells of a new row."""

    said: Mapping[str, Json]
    """Column key → value, references as cells show them."""
    values: Mapping[str, Json]
    """The same as data has them."""
    flags: tuple[str, ...]


def _read(table: Compared, newcomers: Newcomers, row: BackRow, file: File) -> _Read | Change:
    """What a new row says; the refusal where one of its cells cannot be read."""
    said: dict[str, Json] = {}
    values: dict[str, Json] = {}
    flags: list[str] = []
    for key in table.filled(row):
        column = table.columns[key]
        given = meaning_of(table, newcomers, row, key, file)
        held = given if isinstance(given, Unclear) else in_data(column, given, newcomers, file)
        if isinstance(given, Unclear) or isinstance(held, Unclear):
            why = cast("Unclear", held).why
            return refused(row, f"{ended(why)} The whole new row waits for it.", column)
        flags += given.flags
        said[key], values[key] = cast("Json", given.value), cast("Json", held.value)
    return _Read(said=said, values=values, flags=tuple(flags))


# Records.


def _new_records(table: Compared, newcomers: Newcomers) -> Iterator[tuple[BackRow, Change | None]]:
    for row in table.new_rows:
        if row in newcomers.by_row:
            yield row, _new_record(table, newcomers, row, newcomers.by_row[row].at)
        else:
            yield row, refused(row, str(file_of_row(table, row)))


def _new_record(table: Compared, newcomers: Newcomers, row: BackRow, at: RecordAt) -> Change | None:
    file = at.article, at.annotator
    if at.record in table.now.annotations[file].records:
        return None  # it was added already
    read = _read(table, newcomers, row, file)
    if isinstance(read, Change):
        return attrs.evolve(read, makes=at.record)
    target = AddNew(article=at.article, annotator=at.annotator, id=at.record, type=table.type, values=read.values)
    return of_row(row, table.filled(row), at.record, read.flags, target)


# Items.


def _new_items(table: Compared, newcomers: Newcomers) -> Iterator[tuple[BackRow, Change | None]]:
    often: Counter[tuple[RecordAt, str]] = Counter()
    """How many new rows have said what of which record."""
    held: dict[RecordAt, _Held] = {}
    for row in table.new_rows:
        at = _owner(table, newcomers, row)
        if isinstance(at, str):
            yield row, refused(row, at)
            continue
        read = _read(table, newcomers, row, (at.article, at.annotator))
        if isinstance(read, Change):
            yield row, read
            continue
        id_ = row.id or table.now.entity_of(at.record, (at.article, at.annotator))
        said = compact(read.said)
        often[at, said] += 1
        if at not in held:
            held[at] = _held(table, at, id_)
        if held[at].came[said] >= often[at, said]:
            yield row, None  # it was added already
            continue
        pointer = list_pointer(table.back.name, row.numbers, held[at].first)
        if pointer is None:
            yield row, refused(row, _NUMBERLESS)
            continue
        target = AddItem(at=at, pointer=pointer, key=table.back.name.partition("/")[2], values=read.values)
        yield row, of_row(row, table.filled(row), id_, read.flags, target)


@attrs.frozen(kw_only=True, eq=False)
class _Held:
    """The items of a record as they are now."""

    first: Row | None
    came: Counter[str]
    """How often they say what, beyond what was exported."""


def _held(table: Compared, at: RecordAt, id_: str) -> _Held:
    own = [one for one in table.rows_now.get(id_, []) if at in one.row.records]
    then = _said_by(one.values for one in table.base_by_id.get(id_, ()) if one.records == (at,))
    return _Held(first=own[0].row if own else None, came=_said_by(one.values for one in own) - then)


def _said_by(values: Iterable[Mapping[str, object]]) -> Counter[str]:
    """How often items say what."""
    return Counter(compact(cast("Json", dict(one))) for one in values)


def _owner(table: Compared, newcomers: Newcomers, row: BackRow) -> RecordAt | str:
    """The record that a new item belongs to, or why it belongs to none."""
    name = said_in(row, "@caption")
    records = _records_of(table, row.id) if row.id else newcomers.find(table.type, name)
    if not records:
        return f"There is no record {row.id} any more." if row.id else _OWNERLESS
    article = said_in(row, "@article")
    if len(records) > 1 and article:
        records = [at for at in records if at.article == article]
    if len(records) != 1:
        return _SEVERAL if row.id else _NAMESAKES
    return _NAMESAKES if not row.id and newcomers.has_namesake(records[0], table.type, name) else records[0]


def _records_of(table: Compared, id_: str) -> Sequence[RecordAt]:
    top = table.now.rows_of(table.type).get(id_, [])
    return top[0].row.records if top else ()
