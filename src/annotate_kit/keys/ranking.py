"""Which record might these words mean? This article's, then the project's, the likeliest first, each with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from annotate_kit.core import Record
from annotate_kit.keys.captions import a_new, caption_of, names_of, title_of
from annotate_kit.keys.known_rows import known_rows
from annotate_kit.keys.overlays import ListRow, TakeEntity, TakeNew, TakeRecord
from annotate_kit.keys.view import View
from annotate_kit.suggest import NameBook

__all__ = ["book_of", "near_rows", "new_rows", "record_row", "rest_rows"]

_MOST = 8
"""Rows of each kind that come near."""


def near_rows(view: View, types: Sequence[str], words: str) -> tuple[ListRow, ...]:
    """The records here and the entities of the project that these words come near to."""
    here = [record for record in view.annotation.records.values() if record.type in types]
    found = book_of(view, types, here).find(words, _MOST)
    rows = [record_row(view, here[match.thing], note=match.reason) for match in found]
    taken = {record.entity_id for record in here}
    rows += known_rows(view, types).near(words, taken, _MOST)
    return tuple(rows)


def book_of(view: View, types: Sequence[str], records: Sequence[Record]) -> NameBook:
    """The names of these records, which have these types; what was prepared for the same names is taken again."""
    names = [names_of(view, record) for record in records]
    kept = view.lens.books.get(tuple(types))
    if kept is None or kept.things != names:
        kept = view.lens.books[tuple(types)] = NameBook(names)
    return kept


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
