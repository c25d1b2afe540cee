"""Which record might these words mean? This article's, then the project's, the likeliest first, each with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from annotate_kit.core import Record
from annotate_kit.keys.captions import a_new, caption_of, names_of, title_of
from annotate_kit.keys.overlays import ListRow, TakeEntity, TakeNew, TakeRecord
from annotate_kit.keys.view import Known, View
from annotate_kit.text import similar_names

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
    known = [entity for entity in view.known if entity.type in types and entity.entity not in taken]
    rows += [_known_row(view, entity, reason) for entity, reason in _ranked(words, known, lambda entity: entity.names)]
    return tuple(rows)


def _ranked(words: str, things: Sequence[_T], names: Callable[[_T], Iterable[str]]) -> list[tuple[_T, str]]:
    listed = [(name, n) for n, thing in enumerate(things) for name in names(thing)]
    found: dict[int, str] = {}
    for position, _score, reason in similar_names(words, tuple(name for name, _ in listed), 4 * _MOST):
        found.setdefault(listed[position][1], reason)
    return [(things[n], reason) for n, reason in list(found.items())[:_MOST]]


def rest_rows(view: View, types: Sequence[str], near: Sequence[ListRow]) -> tuple[ListRow, ...]:
    """All other records here and entities of the project, for typing to find."""
    seen = {row.choice for row in near}
    taken = {record.entity_id for record in view.annotation.records.values()}
    here = (record_row(view, record) for record in view.annotation.ordered_records if record.type in types)
    known = (
        _known_row(view, entity, "") for entity in view.known if entity.type in types and entity.entity not in taken
    )
    return tuple(row for row in (*here, *known) if row.choice not in seen)


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


def _known_row(view: View, entity: Known, reason: str) -> ListRow:
    count = len(entity.articles)
    where = entity.articles[0] if count == 1 else f"{count} articles"
    return ListRow(
        label=entity.caption,
        detail=title_of(view.catalog, entity.type).lower(),
        note=f"{reason}, {where}" if reason else where,
        choice=TakeEntity(entity=entity.entity, type=entity.type),
        names=entity.names,
    )
