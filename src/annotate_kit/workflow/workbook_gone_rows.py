"""Rows that were exported and did not come back: deleted only where that is asked for."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from annotate_kit.workbook.manifest import ManifestRow
from annotate_kit.workflow.workbook_outcomes import Change, Outcome, value_shown
from annotate_kit.workflow.workbook_tables import Compared
from annotate_kit.workflow.workbook_targets import RemoveItemAt, RemoveRecordAt, pointer_of

__all__ = ["gone_rows"]

_CHANGED_HERE = "The row is gone from the workbook, but was changed here since the export. It stays."
_KEPT = "The row is gone. Nothing is deleted without --deletes."


def gone_rows(table: Compared, *, deletes: bool) -> Iterator[Change]:
    """What becomes of the rows that did not come back and are still there."""
    if table.is_two_way or not table.back.has_ids:
        return  # it cannot be told that they were there
    for key in table.matched.missing:
        change = _gone(table, table.base[key], deletes=deletes)
        if change is not None:
            yield change


def _gone(table: Compared, base: ManifestRow, *, deletes: bool) -> Change | None:
    now = table.find_now(base)
    if now is None:
        return None
    said = "; ".join(
        base.shown.get(key) or value_shown(table.columns[key], value)
        for key, value in base.values.items()
        if key in table.columns
    )
    change = Change(
        sheet=table.back.title, cell="", record=base.id, field="", base=said, ours=said, outcome=Outcome.MISSING
    )
    if table.content(now.values) != table.content(base.values):
        return attrs.evolve(change, outcome=Outcome.CONFLICT, why=_CHANGED_HERE)
    if not deletes:
        return attrs.evolve(change, why=_KEPT)
    if table.is_items:
        pointer = pointer_of("/" + table.back.name.partition("/")[2], now.row.item)
        item = RemoveItemAt(at=now.row.records[0], pointer=pointer)
        return attrs.evolve(change, outcome=Outcome.DELETE, targets=(item,))
    return attrs.evolve(change, outcome=Outcome.DELETE, targets=tuple(RemoveRecordAt(at=at) for at in now.row.records))
