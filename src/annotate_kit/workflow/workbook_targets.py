"""What is to be done for a change in a workbook: to which record, at which place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from annotate_kit.core import Json
from annotate_kit.core.pointers import join, parent, split
from annotate_kit.core.values import Absent
from annotate_kit.schema import RecordType, field_at
from annotate_kit.tables import RecordAt, Row

__all__ = [
    "AddItem",
    "AddNew",
    "Decide",
    "FileTarget",
    "RemoveItemAt",
    "RemoveRecordAt",
    "SetField",
    "Target",
    "ended",
    "file_of",
    "is_numbered",
    "list_pointer",
    "pointer_of",
    "record_of",
]


@attrs.frozen(kw_only=True)
class SetField:
    """One value of a record becomes another; ABSENT where it goes."""

    at: RecordAt
    pointer: str
    value: Json | Absent
    is_numbered: bool = False
    """Whether it is an item of a short list that has columns of its own."""


@attrs.frozen(kw_only=True)
class AddItem:
    """An item is put behind the others of a list."""

    at: RecordAt
    pointer: str
    """Of the list."""
    key: str
    """The list's template without the first slash, `*` for items: keys of `values` begin with it."""
    values: Mapping[str, Json]
    """Column key → value."""


@attrs.frozen(kw_only=True)
class RemoveItemAt:
    """An item leaves its list."""

    at: RecordAt
    pointer: str


@attrs.frozen(kw_only=True)
class AddNew:
    """A record that was not there."""

    article: str
    annotator: str
    id: str
    type: str
    values: Mapping[str, Json]
    """Column key → value."""


@attrs.frozen(kw_only=True)
class RemoveRecordAt:
    """A record goes."""

    at: RecordAt


@attrs.frozen(kw_only=True)
class Decide:
    """The register decides what an entity's value is: null where it has none."""

    entity: str
    pointer: str
    value: Json
    records: tuple[RecordAt, ...]
    """Those that speak of the entity."""


FileTarget = SetField | AddItem | AddNew | RemoveItemAt | RemoveRecordAt
"""What changes an annotation file."""

Target = FileTarget | Decide


def file_of(target: FileTarget) -> tuple[str, str]:
    """The article and annotator of the file that it changes."""
    at = target if isinstance(target, AddNew) else target.at
    return at.article, at.annotator


def record_of(target: FileTarget) -> str:
    """The id of the record that it changes, or makes."""
    return target.id if isinstance(target, AddNew) else target.at.record


def ended(words: str) -> str:
    """The words with a full stop, unless they end otherwise."""
    return words if words.endswith(("?", "!", ".")) else f"{words}."


def pointer_of(key: str, item: Sequence[int]) -> str:
    """The place that a column's key means for an item: its numbers, from 0, stand for the `*` in order."""
    numbers = iter(item)
    return join([next(numbers, part) if part == "*" else part for part in split(key)])


def list_pointer(table: str, numbers: Sequence[int | None], sibling: Row | None) -> str | None:
    """The list that a new item goes into: the numbers before its own, from 1, say in which items that list stands.

    Args:
        table: The machine's name of the table: `official/roles/*`.
        numbers: As they stand in the row.
        sibling: An item of the same record, whose numbers may begin later than at 1.

    Returns:
        The pointer; None where a number is missing.
    """
    shift = sibling.order[0] - sibling.item[0] - 1 if sibling else 0
    outer = list(numbers[:-1])
    if any(number is None for number in outer):
        return None
    item = [number - 1 - (shift if n == 0 else 0) for n, number in enumerate(outer) if number is not None]
    return parent(pointer_of("/" + table.partition("/")[2], item))


def is_numbered(record_type: RecordType | None, key: str) -> bool:
    """Whether a column stands for an item of a short list rather than for a member of an object."""
    if record_type is None or not key.rpartition("/")[2].isdecimal():
        return False
    above = field_at(record_type, parent(key))
    return above is not None and above.kind == "list"
