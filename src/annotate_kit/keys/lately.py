"""Rows in the order in which their records were last in hand: what a person comes back to stands first."""

from __future__ import annotations

from collections.abc import Sequence

from annotate_kit.keys.overlays import ListRow, TakeRecord
from annotate_kit.keys.view import View

__all__ = ["held_rows", "lately_first"]


def lately_first(view: View, rows: Sequence[ListRow], *, but: str | None = None) -> tuple[ListRow, ...]:
    """The rows, before all others those of records that were in hand, the latest first; `but` is not moved."""
    held = held_rows(view, rows, but=but)
    moved = {row.choice for row in held}
    return (*held, *(row for row in rows if row.choice not in moved)) if held else tuple(rows)


def held_rows(view: View, rows: Sequence[ListRow], *, but: str | None = None) -> tuple[ListRow, ...]:
    """The rows of the records that are or were in hand, the latest first, without the one of `but`."""
    by_record = {row.choice.record: row for row in rows if isinstance(row.choice, TakeRecord)}
    return tuple(by_record[record] for record in view.held if record in by_record and record != but)
