"""One table of a workbook three times: as it was exported, as it came back, and as it is now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import cast

import attrs

from annotate_kit.core import ABSENT, Json
from annotate_kit.core.pointers import parent
from annotate_kit.schema import Field, field_at
from annotate_kit.tables import RecordAt, TableKind, compact
from annotate_kit.tables.differing import Identity, Matched, match_rows, pair_items
from annotate_kit.workbook.handing_back import BackRow, BackTable
from annotate_kit.workbook.manifest import ManifestColumn, ManifestRow
from annotate_kit.workbook.meaning import is_as_exported
from annotate_kit.workflow.workbook_now import Now, NowRow
from annotate_kit.workflow.workbook_targets import is_numbered

__all__ = ["Compared", "Key", "by_key"]

Key = tuple[str, tuple[int, ...]]
"""The id of a row, and the numbers of an item as the row shows them."""

_Numbers = dict[tuple[int, ...], tuple[int, ...]]


def by_key(rows: Iterable[ManifestRow]) -> Mapping[Key, ManifestRow]:
    """Exported rows by what identifies them."""
    return {(row.id, row.order): row for row in rows}


@attrs.define(kw_only=True, eq=False)
class Compared:
    """A table in its three versions. Mutable: it remembers which items are which by now."""

    back: BackTable
    base: Mapping[Key, ManifestRow]
    """What was exported."""
    now: Now
    is_two_way: bool
    """Whether `base` is only what is there now, because the workbook does not say."""
    _followed: dict[tuple[RecordAt, ...], _Numbers] = attrs.field(factory=dict)

    @property
    def type(self) -> str:
        """The record type of its rows, or of the records that its items belong to."""
        return self.back.name.partition("/")[0]

    @property
    def is_items(self) -> bool:
        """Whether a row is an item of a list."""
        return self.back.kind is TableKind.ITEMS

    @cached_property
    def columns(self) -> Mapping[str, ManifestColumn]:
        """Those that can be corrected, by key."""
        return {key: column for key, column in self.back.columns.items() if column.is_editable}

    @cached_property
    def fields(self) -> Mapping[str, Field | None]:
        """The field of each column, where the schemas still have it."""
        record_type = self.now.catalog.types.get(self.type)
        return {key: field_at(record_type, key) if record_type else None for key in self.columns}

    @cached_property
    def lists(self) -> Mapping[str, str]:
        """Column of an item of a short list → that list."""
        record_type = self.now.catalog.types.get(self.type)
        return {key: parent(key) for key in self.columns if is_numbered(record_type, key)}

    @property
    def rows_now(self) -> Mapping[str, list[NowRow]]:
        """The rows as they are now, by id."""
        return self.now.rows_of(self.back.name)

    @cached_property
    def base_by_id(self) -> Mapping[str, list[ManifestRow]]:
        """The exported rows by id; several where they are items."""
        found: dict[str, list[ManifestRow]] = {}
        for row in self.base.values():
            found.setdefault(row.id, []).append(row)
        return found

    def filled(self, row: BackRow) -> list[str]:
        """The keys of cells that can be corrected and say something."""
        return [key for key in self.columns if key in row.cells and key not in row.unread]

    def content(self, values: Mapping[str, object]) -> str:
        """What a row says in the columns that were exported: an export may have been of a few alone."""
        return compact({key: cast("Json", values[key]) for key in self.columns if key in values})

    # Which row is which.

    @cached_property
    def matched(self) -> Matched[Key, BackRow]:
        """Which row that came back is which of those exported."""
        identities = [(self._identity(row), row) for row in self.back.rows]
        exported = {key: row.base for key, row in self.base.items()}
        return match_rows(exported, [(one, row) for one, row in identities if one is not None])

    @cached_property
    def _by_hash(self) -> Mapping[tuple[str, str], list[Key]]:
        found: dict[tuple[str, str], list[Key]] = {}
        for key, row in self.base.items():
            found.setdefault((row.id, row.base), []).append(key)
        return found

    @property
    def new_rows(self) -> list[BackRow]:
        """The rows that were not, in the order of the sheet."""
        new = {*self.matched.new, *(row for _, row in self.matched.copies)}
        return [row for row in self.back.rows if row in new]

    def _identity(self, row: BackRow) -> Identity[Key] | None:
        """Who a row says it is; None where it says nothing at all that can be corrected."""
        key: Key | None = (row.id, row.order if self.is_items else ()) if row.id else None
        if key is not None and self.is_items and row.id in self.base_by_id:
            own = self._by_hash.get((row.id, row.base), [])
            if key not in own and len(own) == 1:
                key = own[0]  # somebody changed its number
            elif key not in self.base:
                key = None  # a new item of a record that there is
        base = self.base.get(key) if key is not None else None
        if base is None and not self.filled(row):
            return None
        is_unchanged = base is not None and not any(self.changed(base, row))
        return Identity(key=key, base=row.base, is_unchanged=is_unchanged)

    def changed(self, base: ManifestRow, row: BackRow) -> Iterator[str]:
        """The keys of cells that say something else than what was exported."""
        for key, column in self.columns.items():
            if key in row.places and key not in row.unread:
                value = base.values.get(key, ABSENT)
                if not is_as_exported(column, row.cells.get(key), value, base.shown.get(key)):
                    yield key

    def find_now(self, base: ManifestRow) -> NowRow | None:
        """An exported row as it is now; None where it is gone."""
        listed = self.rows_now.get(base.id, [])
        if not self.is_items:
            return next(iter(listed), None)
        own = {one.row.item: one for one in listed if one.row.records == base.records}
        if base.records not in self._followed:
            then = (row for row in self.base_by_id[base.id] if row.records == base.records)
            self._followed[base.records] = pair_items(
                {row.item: self.content(row.values) for row in then},
                {item: self.content(one.values) for item, one in own.items()},
            )
        return own.get(self._followed[base.records].get(base.item, (-1,)))
