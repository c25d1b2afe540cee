"""Records that a workbook brings, by their names: rows of their lists, on other sheets, have no id to point at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import cast

import attrs

from annotate_kit.core import Json, Record
from annotate_kit.schema import Catalog
from annotate_kit.tables import RecordAt, captions_of
from annotate_kit.workflow.workbook_drafting import built
from annotate_kit.workflow.workbook_targets import AddNew

__all__ = ["Newcomers"]


@attrs.define(kw_only=True, eq=False)
class Newcomers:
    """The new records of a workbook. Mutable: sheets of records are read before those of their lists."""

    catalog: Catalog
    _named: dict[tuple[str, str], list[RecordAt]] = attrs.field(factory=dict)

    def add(self, target: AddNew, typed: str) -> None:
        """Remember a record by the name that its values make, and by what somebody typed where names stand."""
        at = RecordAt(target.article, target.annotator, target.id)
        for name in {_folded(name) for name in (*self._names(target), typed)} - {""}:
            self._named.setdefault((target.type, name), []).append(at)

    def find(self, type_: str, name: str) -> list[RecordAt]:
        """The new records of a type that have a name."""
        return self._named.get((type_, _folded(name)), [])

    def _names(self, target: AddNew) -> Iterable[str]:
        with suppress(KeyError):  # values that make no record together are refused later, with the reason
            data = built(self.catalog.types.get(target.type), target.values, "")
            record = Record(id=target.id, type=target.type, data=cast("Mapping[str, Json]", data))
            return captions_of(self.catalog, {target.id: record}).values()
        return ()


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
