"""The changed cells of a row that was exported, three ways: what was exported, what stands there, what is here now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import attrs

from annotate_kit.core import ABSENT, Json
from annotate_kit.core.values import Absent, same
from annotate_kit.tables.differing import Verdict, compare
from annotate_kit.workbook.handing_back import BackRow
from annotate_kit.workbook.manifest import ManifestRow
from annotate_kit.workbook.meaning import Given, Meaning, Unclear
from annotate_kit.workflow.workbook_newcomers import Newcomers
from annotate_kit.workflow.workbook_now import NowRow
from annotate_kit.workflow.workbook_outcomes import Change, Outcome, of_cell, sentence
from annotate_kit.workflow.workbook_tables import Compared
from annotate_kit.workflow.workbook_targets import ended
from annotate_kit.workflow.workbook_values import meaning_of, target_of

__all__ = ["changes_of_row"]

_CLOSED = "The cell shows only a part of the value, so it cannot be corrected here."
_MERGED = "The cell is merged with one beside it, so it is not read. Take the cells apart."
_GONE = "The row is not there any more: it was deleted since the export."
_BOTH = "Both were changed since the export. Ours stays; change it in the annotation if theirs is right."
_SINCE = "The value here was changed since the export, and the workbook does not say what was exported. Ours stays."
_UNDER = "the cell is merged with the one above"


def changes_of_row(table: Compared, newcomers: Newcomers, base: ManifestRow, row: BackRow) -> Iterator[Change]:
    """What was changed in a row that was exported."""
    for key in row.unread & table.columns.keys():
        yield attrs.evolve(of_cell(table.columns[key], row, base, Outcome.REFUSED), why=_MERGED)
    changed = tuple(table.changed(base, row))
    if not changed:
        return
    now = table.find_now(base)
    if now is None:
        for key in changed:
            yield attrs.evolve(of_cell(table.columns[key], row, base, Outcome.CONFLICT), why=_GONE)
        return
    compared = _Row(table=table, newcomers=newcomers, base=base, row=row, now=now)
    for key in changed:
        change = None if compared.is_list_settled(key) else compared.change(key)
        if change is not None:
            yield change


@attrs.frozen(kw_only=True, eq=False)
class _Row:
    """A row that was exported and is still there."""

    table: Compared
    newcomers: Newcomers
    base: ManifestRow
    row: BackRow
    now: NowRow

    def is_list_settled(self, key: str) -> bool:
        """Whether a cell is of a short list that says already what its cells say, whichever of them are empty."""
        above = self.table.lists.get(key)
        if above is None:
            return False
        theirs: list[Json] = []
        ours: list[Json] = []
        for one in (one for one, its_list in self.table.lists.items() if its_list == above):
            meaning = self._meaning(one)
            if isinstance(meaning, Given) and meaning.value is not ABSENT:
                theirs.append(meaning.value)
            if one in self.now.values:
                ours.append(cast("Json", self.now.values[one]))
        return same(theirs, ours)

    def change(self, key: str) -> Change | None:
        """One changed cell; None where nothing is to be done."""
        ours = cast("Json | Absent", self.now.values.get(key, ABSENT))
        if key in self.base.closed:
            return self._left(key, Outcome.REFUSED, ours, _CLOSED)
        meaning = self._meaning(key)
        if isinstance(meaning, Unclear):
            return self._left(key, Outcome.REFUSED, ours, ended(meaning.why))
        verdict = compare(self.base.values.get(key, ABSENT), meaning.value, ours)
        if verdict is Verdict.NOTHING:
            return None
        target = target_of(self.table, self.newcomers, self.now, key, meaning)
        is_changed_since = self.table.is_two_way and self.row.base not in ("", self.now.base)
        if verdict is Verdict.CONFLICT or is_changed_since:
            conflict = self._left(key, Outcome.CONFLICT, ours, _SINCE if is_changed_since else _BOTH)
            return attrs.evolve(conflict, targets=() if isinstance(target, Unclear) else (target,))
        if isinstance(target, Unclear):
            return self._left(key, Outcome.REFUSED, ours, ended(target.why))
        flags = (*meaning.flags, *((_UNDER,) if key in self.row.merged else ()))
        return attrs.evolve(self._left(key, Outcome.APPLY, ours, sentence(flags)), targets=(target,))

    def _left(self, key: str, outcome: Outcome, ours: Json | Absent, why: str) -> Change:
        return attrs.evolve(of_cell(self.table.columns[key], self.row, self.base, outcome, ours=ours), why=why)

    def _meaning(self, key: str) -> Meaning:
        at = self.now.row.records[0] if len(self.now.row.records) == 1 else None
        file = (at.article, at.annotator) if at else None
        before = self.base.values.get(key, ABSENT)
        return meaning_of(self.table, self.newcomers, self.row, key, file, before)
