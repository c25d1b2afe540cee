"""Fields → columns, and values → cells of the kind that the column asks for."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

import attrs

from annotate_kit.core.values import Json, same
from annotate_kit.schema import Choice, Field
from annotate_kit.tables.cells import (
    Cell,
    Code,
    Date,
    DecimalText,
    EdtfText,
    JsonText,
    Number,
    Refer,
    Text,
    YesNo,
    compact,
)
from annotate_kit.tables.model import Column, ColumnKind
from annotate_kit.tables.titles import one_line

__all__ = ["Read", "distinct", "field_column", "find_day", "reader"]

Read = Callable[[Json, Refer], Cell]
"""Makes a cell of a value; the function makes references of the ids in it."""

_KINDS = {
    "number": ColumnKind.NUMBER,
    "integer": ColumnKind.NUMBER,
    "boolean": ColumnKind.YES_NO,
    "code": ColumnKind.CODE,
    "date": ColumnKind.DATE,
    "reference": ColumnKind.REFERENCE,
    "choice": ColumnKind.MIXED,
    "object": ColumnKind.JSON,
    "list": ColumnKind.JSON,
    "json": ColumnKind.JSON,
}

_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DECIMALS = ("0", "19.99", "7800000000")
_NO_DECIMALS = ("", "abc", "007", "1,000", "1e5", " 1", "2023-05", "+1")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def field_column(field: Field, *, key: str, title: str, group: str, is_hidden: bool, is_required: bool) -> Column:
    """The column of a field."""
    kind = _KINDS.get(field.kind, ColumnKind.TEXT)
    if kind is ColumnKind.TEXT and _is_decimal(field.pattern):
        kind = ColumnKind.DECIMAL
    elif kind is ColumnKind.TEXT and field.widget == "text-area":
        kind = ColumnKind.LONG_TEXT
    return Column(
        key=key,
        title=title,
        kind=kind,
        description=one_line(field.description),
        choices=distinct(field.choices),
        is_open=kind is not ColumnKind.CODE,
        is_required=is_required,
        group=one_line(group),
        is_editable=not field.is_read_only,
        is_hidden=is_hidden,
        width=field.column.get("width"),
        field=field,
    )


def _is_decimal(pattern: str) -> bool:
    """Whether a pattern lets exact decimal numbers through and nothing that two spellings could mean."""
    if not pattern:
        return False
    try:
        found = re.compile(pattern)
    except re.error:
        return False
    return all(map(found.search, _DECIMALS)) and not any(map(found.search, _NO_DECIMALS))


def distinct(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """The choices with one-line titles that differ, whatever the case: the value stands behind one that would not."""
    titles = [one_line(choice.title) or compact(choice.value) for choice in choices]
    folded = [title.casefold() for title in titles]
    times = Counter(folded)
    return tuple(
        attrs.evolve(choice, title=f"{title} ({_word(choice.value)})" if times[fold] > 1 else title)
        for choice, title, fold in zip(choices, titles, folded, strict=True)
    )


def _word(value: Json) -> str:
    return value if isinstance(value, str) else compact(value)


def find_day(text: str) -> dt.date | None:
    """The day that a text in the form 2023-05-17 means, if there is one."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def reader(column: Column) -> Read:
    """What makes a cell of a value in this column; a value of another type becomes a cell of its own kind."""
    if column.kind is ColumnKind.CODE:
        return _code_reader(column.choices)
    return _READERS.get(column.kind, _read_any)


def _code_reader(choices: Sequence[Choice]) -> Read:
    texts = {choice.value: Code(choice.value, choice.title) for choice in choices if isinstance(choice.value, str)}
    others = [Code(choice.value, choice.title) for choice in choices if not isinstance(choice.value, str)]

    def read(value: Json, refer: Refer) -> Cell:
        if isinstance(value, str):
            return texts.get(value) or Text(value)
        found = next((code for code in others if same(code.value, value)), None)
        return found or _read_any(value, refer)

    return read


def _read_any(value: Json, _refer: Refer) -> Cell:
    if isinstance(value, str):
        return Text(value)
    if isinstance(value, bool):
        return YesNo(value)
    if isinstance(value, int | float | Decimal):
        return Number(value)
    return JsonText(compact(value))


def _read_decimal(value: Json, refer: Refer) -> Cell:
    return DecimalText(value) if isinstance(value, str) and _DECIMAL.fullmatch(value) else _read_any(value, refer)


def _read_date(value: Json, refer: Refer) -> Cell:
    if not isinstance(value, str):
        return _read_any(value, refer)
    day = find_day(value)
    return EdtfText(value) if day is None else Date(day)


def _read_reference(value: Json, refer: Refer) -> Cell:
    return refer(value) if isinstance(value, str) else _read_any(value, refer)


def _read_json(value: Json, _refer: Refer) -> Cell:
    return JsonText(compact(value))


_READERS: Mapping[ColumnKind, Read] = {
    ColumnKind.DECIMAL: _read_decimal,
    ColumnKind.DATE: _read_date,
    ColumnKind.REFERENCE: _read_reference,
    ColumnKind.JSON: _read_json,
}
