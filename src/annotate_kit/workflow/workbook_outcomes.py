"""What will happen with one thing that somebody changed in a workbook, as people are shown it."""

from __future__ import annotations

import enum
from collections.abc import Iterable

import attrs

from annotate_kit.core import ABSENT, Json
from annotate_kit.core.values import Absent, same
from annotate_kit.tables import compact
from annotate_kit.tables.titles import one_line
from annotate_kit.workbook.handing_back import BackRow
from annotate_kit.workbook.manifest import ManifestColumn, ManifestRow
from annotate_kit.workbook.meaning import normal
from annotate_kit.workflow.workbook_targets import AddNew, Target, ended

__all__ = ["Change", "Outcome", "of_cell", "of_row", "refused", "said_in", "sentence", "value_shown"]


class Outcome(enum.Enum):
    """What will happen with a change."""

    APPLY = "apply"
    ADD = "add"
    DELETE = "delete"
    CONFLICT = "conflict"
    MISSING = "missing"
    """A row is gone, and nothing is deleted without being asked for."""
    REFUSED = "refused"


@attrs.frozen(kw_only=True)
class Change:
    """One thing that somebody changed, and what will happen."""

    sheet: str
    cell: str
    record: str
    """The id that stands in the row; of a new record, the one that it gets."""
    field: str
    """The header of the column; empty where a whole row is meant."""
    key: str = ""
    """Of the column."""
    base: str = ""
    """What was exported, as cells show it; "" is an empty cell."""
    theirs: str = ""
    """What stands there."""
    ours: str = ""
    """What the project says now."""
    outcome: Outcome
    why: str = ""
    """Of what is not done, what to do about it; else what a person should know."""
    targets: tuple[Target, ...] = ()
    """What is done; of a conflict, what would be if a person took theirs."""
    makes: str = ""
    """The id of the record that a new row makes, or would make if it were not refused."""

    @property
    def is_done(self) -> bool:
        """Whether it is something that will be done."""
        return self.outcome in (Outcome.APPLY, Outcome.ADD, Outcome.DELETE)


def of_cell(
    column: ManifestColumn, row: BackRow, base: ManifestRow, outcome: Outcome, *, ours: Json | Absent = ABSENT
) -> Change:
    """The change of one cell of an exported row; why and what is done may be added."""
    key = column.key
    before = base.values.get(key, ABSENT)
    cell = row.cells.get(key)
    return Change(
        sheet=row.sheet,
        cell=row.place(key),
        record=base.id,
        field=column.title,
        key=key,
        base=base.shown.get(key) or value_shown(column, before),
        theirs="" if cell is None or key in row.unread else normal(cell.value),
        ours=base.shown.get(key, "") if same(before, ours) and key in base.shown else value_shown(column, ours),
        outcome=outcome,
    )


def of_row(row: BackRow, keys: Iterable[str], id_: str, flags: Iterable[str], target: Target) -> Change:
    """A new row, whose filled cells have these keys."""
    return Change(
        sheet=row.sheet,
        cell=row.place(),
        record=id_,
        field="",
        theirs="; ".join(normal(row.cells[key].value) for key in keys),
        outcome=Outcome.ADD,
        why=sentence(flags),
        targets=(target,),
        makes=target.id if isinstance(target, AddNew) else "",
    )


def refused(row: BackRow, why: str, column: ManifestColumn | None = None) -> Change:
    """A row of which nothing is done, because of a cell where a column is given."""
    key = column.key if column else ""
    said = row.cells.get(key)
    return Change(
        sheet=row.sheet,
        cell=row.place(key),
        record=row.id,
        field=column.title if column else "",
        key=key,
        theirs=normal(said.value) if said else "",
        outcome=Outcome.REFUSED,
        why=why,
    )


def said_in(row: BackRow, key: str) -> str:
    """What stands in a cell, its white space made even."""
    return one_line(normal(row.cells[key].value)) if key in row.cells else ""


def value_shown(column: ManifestColumn, value: Json | Absent) -> str:
    """A value as a cell of the column shows it."""
    if value is ABSENT or value is None:
        return ""
    title = next((title for code, title in column.choices if same(code, value)), None)
    if title is not None:
        return title
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else compact(value)


def sentence(clauses: Iterable[str]) -> str:
    """Clauses as one sentence; empty where there is none."""
    words = "; ".join(clauses)
    return ended(f"{words[0].upper()}{words[1:]}") if words else ""
