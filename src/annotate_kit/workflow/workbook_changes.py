"""What somebody changed in a workbook: each cell compared with what was exported and with what the project says now."""

from __future__ import annotations

from collections.abc import Iterator

from annotate_kit.tables import RecordAt
from annotate_kit.workbook.handing_back import BackRow, Exported, HandedBack
from annotate_kit.workbook.manifest import ManifestRow
from annotate_kit.workflow.workbook_cells import changes_of_row
from annotate_kit.workflow.workbook_gone_rows import gone_rows
from annotate_kit.workflow.workbook_new_rows import new_rows
from annotate_kit.workflow.workbook_newcomers import Newcomers, newcomers_of
from annotate_kit.workflow.workbook_now import Now
from annotate_kit.workflow.workbook_outcomes import Change, Outcome, refused
from annotate_kit.workflow.workbook_tables import Compared, by_key
from annotate_kit.workflow.workbook_targets import RemoveItemAt, RemoveRecordAt

__all__ = ["Change", "Outcome", "changes_of"]

_IDLE = "The row stands twice and says the same: nothing is added."
_DOUBTFUL = "It cannot be told which row this was: its id stands twice, or belongs to another row. Nothing is changed."
_UNKNOWN = "The id is of no row that was exported. Empty the cell for a new row, or put the id right."


def changes_of(
    back: HandedBack, exported: Exported, now: Now, *, is_two_way: bool, deletes: bool, seed: str
) -> tuple[Change, ...]:
    """Everything that was changed, in the order of sheets and rows.

    Args:
        back: What came back.
        exported: What was exported.
        now: What the project says now.
        is_two_way: Whether `exported` is only what is there now, because the workbook does not say.
        deletes: Whether rows that are gone are to be deleted.
        seed: What ids of new records are made of, besides what the rows say: the same gives the same ids.
    """
    by_sheet = {sheet.name: sheet.table for sheet in exported.manifest.sheets}
    rows: dict[str, list[ManifestRow]] = {}
    for row in exported.rows:
        rows.setdefault(by_sheet.get(row.sheet, ""), []).append(row)
    tables = [
        Compared(back=table, base=by_key(rows.get(table.name, [])), now=now, is_two_way=is_two_way)
        for table in back.tables
    ]
    newcomers = newcomers_of(tables, now, seed)
    found = [change for table in tables for change in _changes_in(table, newcomers, deletes=deletes)]
    gone = {target.at for change in found for target in change.targets if isinstance(target, RemoveRecordAt)}
    return tuple(change for change in found if not _goes_with_its_record(change, gone))


def _goes_with_its_record(change: Change, gone: set[RecordAt]) -> bool:
    return any(isinstance(target, RemoveItemAt) and target.at in gone for target in change.targets)


def _changes_in(table: Compared, newcomers: Newcomers, *, deletes: bool) -> Iterator[Change]:
    """What was changed in a table, in the order of its rows, and what is gone at the end."""
    matched = table.matched
    exported = {row: table.base[key] for key, row in matched.pairs.items()}
    new = dict(new_rows(table, newcomers))
    why: dict[BackRow, str] = {}
    for said, listed in ((_IDLE, matched.idle), (_DOUBTFUL, matched.doubtful), (_UNKNOWN, matched.unknown)):
        why |= {row: said for _, row in listed}
    for row in table.back.rows:
        if row in exported:
            yield from changes_of_row(table, newcomers, exported[row], row)
        elif row in new:
            yield new[row]
        elif row in why:
            yield refused(row, why[row])
    yield from gone_rows(table, deletes=deletes)
