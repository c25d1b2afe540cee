"""Which record might these words mean? This article's, then the project's, the likeliest first, each with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from annotate_kit.core import Record
from annotate_kit.keys.captions import a_new, caption_of, names_of, title_of
from annotate_kit.keys.known_rows import known_rows
from annotate_kit.keys.overlays import ListRow, TakeEntity, TakeNew, TakeRecord
from annotate_kit.keys.view import View
from annotate_kit.suggest import NameBook

__all__ = ["near_rows", "new_rows", "record_row", "rest_rows"]

_T = TypeVar("_T")

_MOST = 8
"""Rows of each kind that come near."""


def near_rows(view: View, types: Sequence[str], words: str) -> tuple[ListRow, ...]:
    """The records here and the entities of the project that these words come near to."""
    here = [record for record in view.annotation.records.values() if record.type in types]
    ranked = _ranked(words, here, lambda record: names_of(view, record))
    rows = [record_row(view, record, note=reason) for record, reason in ranked]
    taken = {record.entity_id for record in here}
    rows += known_rows(view, types).near(words, taken, _MOST)
    return tuple(rows)


def _ranked(words: str, things: Sequence[_T], names: Callable[[_T], Iterable[str]]) -> list[tuple[_T, str]]:
    book = NameBook([tuple(names(thing)) for thing in things])
    return [(things[match.thing], match.reason) for match in book.find(words, _MOST)]


def rest_rows(view: View, types: Sequence[str], near: Sequence[ListRow]) -> tuple[ListRow, ...]:
    """All other records here and entities of the project, for typing to find."""
    seen = {row.choice for row in near}
    taken = {record.entity_id for record in view.annotation.records.values()}
    taken |= {row.choice.entity for row in near if isinstance(row.choice, TakeEntity)}
    here = (record_row(view, record) for record in view.annotation.ordered_records if record.type in types)
    return (*(row for row in here if row.choice not in seen), *known_rows(view, types).rest(taken))


def new_rows(view: View, types: Sequence[str]) -> tuple[ListRow, ...]:
    """The rows that make a new record, one for each type."""
    return tuple(ListRow(label=a_new(view.catalog, name), choice=TakeNew(type=name)) for name in types)


def record_row(view: View, record: Record, *, note: str = "") -> ListRow:
    """The row of a record of this article."""
    return ListRow(
        label=caption_of(view, record),
        detail=title_of(view.catalog, record.type).lower(),
        note=note,
        choice=TakeRecord(record=record.id),
        names=names_of(view, record),
    )
