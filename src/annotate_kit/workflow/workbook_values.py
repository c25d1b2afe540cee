"""What a cell says, as a record's data has it, and what is to be done for a changed one."""

from __future__ import annotations

from typing import cast

import attrs

from annotate_kit.codec import parse_json
from annotate_kit.core import ABSENT, Json
from annotate_kit.core.pointers import find_value
from annotate_kit.core.values import Absent
from annotate_kit.tables import ColumnKind, RecordAt
from annotate_kit.workbook.handing_back import BackRow
from annotate_kit.workbook.manifest import ManifestColumn
from annotate_kit.workbook.meaning import Given, Meaning, Unclear, read_cell
from annotate_kit.workflow.workbook_newcomers import File, Newcomers
from annotate_kit.workflow.workbook_now import Now, NowRow
from annotate_kit.workflow.workbook_tables import Compared
from annotate_kit.workflow.workbook_targets import Decide, SetField, Target, pointer_of

__all__ = ["in_data", "meaning_of", "target_of"]

_ELSEWHERE = Unclear("The article of this row has no record of that: make one there first")


def meaning_of(
    table: Compared, newcomers: Newcomers, row: BackRow, key: str, file: File | None, before: Json | Absent = ABSENT
) -> Meaning:
    """What a cell says; names mean records of an annotation file, or of all files where none is given."""
    column = table.columns[key]
    named = newcomers.named(file) if _is_reference(column) else ()
    return read_cell(column, table.fields[key], row.cells.get(key), before=before, named=named)


def in_data(column: ManifestColumn, given: Given, newcomers: Newcomers, file: File) -> Meaning:
    """The same as the data of a record in an annotation file has it: a reference is one of its own records."""
    value = given.value
    if not _is_reference(column) or not isinstance(value, str):
        return attrs.evolve(given, value=_parsed(column, value))
    record = newcomers.record_of(value, file)
    return _ELSEWHERE if record is None else attrs.evolve(given, value=record)


def target_of(table: Compared, newcomers: Newcomers, now: NowRow, key: str, given: Given) -> Target | Unclear:
    """What is to be done for a changed cell, or why it cannot be."""
    column = table.columns[key]
    held = _held(table.now, now, key)
    if held is None:
        value = _parsed(column, given.value)
        value = None if value is ABSENT else value
        return Decide(entity=now.row.id, pointer=key, value=value, records=now.row.records)
    meant = in_data(column, given, newcomers, (held.article, held.annotator))
    if isinstance(meant, Unclear):
        return meant
    return SetField(at=held, pointer=pointer_of(key, now.row.item), value=meant.value, is_numbered=key in table.lists)


def _held(now: Now, row: NowRow, key: str) -> RecordAt | None:
    """The one record that says the value; None where several do, or the register decides it."""
    if key in row.row.decided:
        return None
    if len(row.row.records) == 1:
        return row.row.records[0]
    saying = [at for at in row.row.records if _says(now, at, key)]
    return saying[0] if len(saying) == 1 else None


def _says(now: Now, at: RecordAt, key: str) -> bool:
    value = find_value(now.annotations[at.article, at.annotator].records[at.record].data, key)
    return value is not ABSENT and value is not None


def _is_reference(column: ManifestColumn) -> bool:
    return column.kind == ColumnKind.REFERENCE.value


def _parsed(column: ManifestColumn, value: Json | Absent) -> Json | Absent:
    """A value as data has it: a cell of JSON holds it as text."""
    if column.kind == ColumnKind.JSON.value and isinstance(value, str):
        return cast("Json", parse_json(value.encode(errors="replace"), file="").value)
    return value
