"""Which record might these words mean? This article's, then the project's, the likeliest first, each with a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import attrs

from annotate_kit.core import Record
from annotate_kit.keys.books import Book
from annotate_kit.keys.captions import a_new, caption_of, names_of, title_of
from annotate_kit.keys.known_rows import known_rows, reason_of
from annotate_kit.keys.overlays import ListRow, TakeEntity, TakeNew, TakeRecord
from annotate_kit.keys.view import View
from annotate_kit.suggest import NameBook

if TYPE_CHECKING:
    from annotate_kit.suggest import Match

__all__ = [
    "Near",
    "likely_same",
    "near_records",
    "near_rows",
    "new_rows",
    "prepare_names",
    "record_row",
    "rest_rows",
]

_MOST = 8
"""Rows of each kind that come near."""


_STALEST = 256
"""Records that may change before the book of names is made anew: preparing a thousand names takes 30 ms."""


@attrs.frozen(kw_only=True)
class Near:
    """A record that words come near to."""

    record: str
    match: Match


def near_rows(view: View, types: Sequence[str], words: str) -> tuple[ListRow, ...]:
    """The records here and the entities of the project that these words come near to."""
    records = view.annotation.records
    rows = [record_row(view, records[one.record], note=one.match.reason) for one in near_records(view, types, words)]
    known = known_rows(view, types)
    if known.entities:
        taken = {records[key].entity_id for name in types for key in view.lens.by_type.get(name, ())}
        rows += known.near(words, taken, _MOST)
    return tuple(rows)


def near_records(view: View, types: Sequence[str], words: str) -> list[Near]:
    """The records of these types here that words come near to, the likeliest first."""
    return _asked(view, types, lambda book, most: book.find(words, most))[:_MOST]


def likely_same(view: View, record: Record) -> Near | None:
    """The other record of the type that a record probably is; None where none is likely."""
    names = names_of(view, record)
    found = _asked(view, (record.type,), lambda book, most: book.duplicates(names, most))
    return next((one for one in found if one.record != record.id), None)


def prepare_names(view: View) -> None:
    """Make ready the names of the records of each type, before a key asks for them."""
    for name in view.catalog.types:
        _made(view, (name,)).names.find("a")


def _asked(view: View, types: Sequence[str], ask: Callable[[NameBook, int], Sequence[Match]]) -> list[Near]:
    """What the prepared names answer, put right by the records that have changed since."""
    book, changed = _book_of(view, types)
    found = [Near(record=book.ids[match.thing], match=match) for match in ask(book.names, _MOST + len(changed))]
    found = [one for one in found if one.record not in changed]
    records = view.annotation.records
    new = sorted(key for key in changed if key in records and records[key].type in types)
    if new:
        own = NameBook([names_of(view, records[key]) for key in new])
        found += [Near(record=new[match.thing], match=match) for match in ask(own, _MOST)]
    return sorted(found, key=lambda one: -one.match.score)


def _book_of(view: View, types: Sequence[str]) -> tuple[Book, frozenset[str]]:
    """The prepared names, and the records that have changed since they were."""
    kept = view.lens.books.get(tuple(types))
    changed = view.lens.trace.since(kept.trace, _STALEST) if kept is not None else None
    if kept is not None and changed is not None and len(changed) <= _STALEST:
        return kept, changed
    return _made(view, types), frozenset()


def _made(view: View, types: Sequence[str]) -> Book:
    ids = tuple(key for name in types for key in view.lens.by_type.get(name, ()))
    names = NameBook([names_of(view, view.annotation.records[key]) for key in ids])
    made = view.lens.books[tuple(types)] = Book(names=names, ids=ids, trace=view.lens.trace)
    return made


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
        note=reason_of(view.catalog, record.type, note),
        choice=TakeRecord(record=record.id),
        names=names_of(view, record),
    )
