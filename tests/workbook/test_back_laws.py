"""Records of arbitrary schemas, out and back: nothing differs, and every cell read anew gives the value, or the receipt
lists it."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.sources import FORUM, an_article, annotated
from tests.fakes.workbooks import write
from tests.keys.form_cases import Case, cases
from tests.workbook.test_nothing_dropped import some, spoiled

from annotate_kit.core import ABSENT, Json, Record, parse_edtf, same
from annotate_kit.schema import Field, field_at, load_catalog
from annotate_kit.tables import ColumnKind, Source
from annotate_kit.workbook.handing_back import find_exported, hand_back
from annotate_kit.workbook.manifest import ManifestColumn
from annotate_kit.workbook.meaning import Given, is_as_exported, read_cell
from annotate_kit.workbook.reading import read_workbook


def fits(column: ManifestColumn, value: Json) -> bool:
    """Whether a value is of the kind that its column holds; others are shown as they are, and only compared."""
    if isinstance(value, bool):
        return column.kind == ColumnKind.YES_NO.value
    match column.kind:
        case ColumnKind.CODE.value:
            # A number that is the title of another code may mean either.
            titles = [title.casefold() for _, title in column.choices]
            return any(same(code, value) for code, _ in column.choices) and str(value).casefold() not in titles
        case ColumnKind.DATE.value:
            return isinstance(value, str) and parse_edtf(value) is not None
        case ColumnKind.NUMBER.value:
            return isinstance(value, int | Decimal)
        case ColumnKind.TEXT.value | ColumnKind.LONG_TEXT.value | ColumnKind.ID.value | ColumnKind.JSON.value:
            return isinstance(value, str)
        case _:
            return False


def check(case: Case, luck: st.DataObject, rows: Any) -> int:
    data = cast("dict[str, Json]", spoiled(case.data, luck))
    catalog = load_catalog(json.loads(json.dumps(case.documents), parse_float=Decimal))
    record = Record(id="thing-1", type="thing", data=data)
    one = annotated(an_article("a", FORUM), FORUM, [record])
    raw, receipt = write(Source(catalog=catalog, articles=(one,), rows=rows))
    altered = {f"{one.table}!{one.cell}" for one in receipt.alterations}
    book = read_workbook(raw, file="b")
    exported = find_exported(book)
    assert exported is not None
    back = hand_back(book, exported.manifest)
    assert back.notes == ()
    base = {(row.sheet, row.id, row.order): row for row in exported.rows}
    read = 0
    for table in back.tables:
        for row in table.rows:
            then = base.pop((row.sheet, row.id, row.order))
            for key, column in table.columns.items():
                if column.is_editable:
                    value, cell = then.values.get(key, ABSENT), row.cells.get(key)
                    assert is_as_exported(column, cell, value, then.shown.get(key)), (key, value, cell)
                    if value is ABSENT or f"{row.sheet}!{row.place(key)}" in altered or not fits(column, value):
                        continue
                    field: Field | None = field_at(catalog.types["thing"], key)
                    meaning = read_cell(column, field, cell, before=value)
                    assert isinstance(meaning, Given), (key, value, meaning)
                    assert meaning.value is not ABSENT or value == ""
                    assert meaning.value is ABSENT or same(meaning.value, value), (key, value, meaning)
                    read += 1
    assert not [row for row in base.values() if row.values]
    return read


@some
@given(cases(), st.data(), st.sampled_from(["records", "entities"]))
def test_out_and_back_is_the_same_or_in_the_receipt(case: Case, luck: st.DataObject, rows: str) -> None:
    check(case, luck, rows)
