"""Records of arbitrary schemas, with awkward values: each value is in the workbook, or what became of it is told."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from typing import Any, cast

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fakes.sources import FORUM, an_article, annotated
from tests.fakes.workbooks import decoded, load, write
from tests.keys.form_cases import Case, cases

from annotate_kit.core import Json, Record, same
from annotate_kit.core.pointers import find_value, leaves
from annotate_kit.core.values import ABSENT, is_array
from annotate_kit.schema import load_catalog
from annotate_kit.tables import Source, compact
from annotate_kit.workbook.manifest import ManifestColumn, parse_manifest

AWKWARD = [
    "=1+1", "+82 2", "-1", "@x", "'", "007", "1E5", "12345678901234567890", "#N/A", "TRUE", "yes",
    "1850-01-01", "1900-02-29", "2023-05-17", "2023-05?", "2023-05-17T10:00+09:00", "05/06/24",
    "\x00\x1b", "a\r\nb", "\r", "\ufffe", "\ud800", "_x0041_", "_x005F_", "x" * 33_000, "😀" * 17_000, "\n" * 300,
    "", " ", "\u00a0", "\u202e", "<b>&amp;]]>", "한국\u200b", "e\u0301", "a; b", "https://example.org/?a=b",
]  # fmt: skip
NUMBERS: list[Json] = [0, -1, 10**20, 2**53 + 1, Decimal("19.90"), Decimal("0.1234567890123456789"), Decimal("1E+400")]

some = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def spoiled(value: Json, luck: st.DataObject) -> Json:
    """The same data, with awkward values instead of some texts and numbers."""
    if isinstance(value, Mapping):
        return {name: spoiled(inner, luck) for name, inner in value.items()}
    if is_array(value):
        return [spoiled(inner, luck) for inner in cast("list[Json]", value)]
    if isinstance(value, str):
        return luck.draw(st.sampled_from([value, *AWKWARD]))
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return luck.draw(st.sampled_from([value, *NUMBERS]))
    return value


@attrs.frozen
class Cell:
    """What a cell shows, and which column says what it means."""

    place: str
    value: object
    column: ManifestColumn


def shown_cells(raw: bytes) -> dict[str, list[Cell]]:
    """JSON Pointer into the data of the one record → what the workbook shows for it, `*` replaced by numbers."""
    book = load(raw)
    lines = ([str(value or "") for value in row] for row in book["_annotate_kit"].iter_rows(values_only=True))
    found: dict[str, list[Cell]] = {}
    manifest = parse_manifest(lines)
    kinds = {sheet.name: sheet.table for sheet in manifest.sheets}
    for name, table in kinds.items():
        columns = [column for column in manifest.columns if column.sheet == name]
        if not table.startswith("thing"):
            continue
        for row in book[name].iter_rows(min_row=2):
            numbers = [int(cell.value) - 1 for cell, one in zip(row, columns, strict=False) if "@order" in one.key]
            for cell, column in zip(row, columns, strict=False):
                if cell.value is not None:
                    pointer = _numbered(column.key, numbers)
                    at = f"{name}!{cell.coordinate}"
                    found.setdefault(pointer, []).append(Cell(at, decoded(cell.value), column))
    return found


def _numbered(key: str, numbers: list[int]) -> str:
    left = list(numbers)
    return "/".join(str(left.pop(0)) if step == "*" and left else step for step in key.split("/"))


def is_shown(value: Json, cell: Cell) -> bool:
    """Whether a cell shows a value, as the legend of the workbook says it is read."""
    if any(title == cell.value and same(code, value) for code, title in cell.column.choices):
        return True
    if isinstance(cell.value, dt.datetime):
        return cell.value.date().isoformat() == value
    if isinstance(value, bool):
        return cell.value == ("yes" if value else "no")
    if isinstance(value, int | Decimal) and isinstance(cell.value, int | float):
        return Decimal(str(cell.value)) == value
    if isinstance(value, str) and isinstance(cell.value, int | float):
        return cell.column.kind == "decimal number" and Decimal(value) == Decimal(str(cell.value))
    return cell.value == (value if isinstance(value, str) else str(value))


def in_json(cells: list[Cell], tokens: tuple[str, ...], value: Json) -> bool:
    """Whether one of the cells holds the value in its JSON."""
    for cell in cells:
        with suppress(ValueError):
            held = json.loads(str(cell.value), parse_float=Decimal)
            found = find_value(held, "".join(f"/{token}" for token in tokens))
            if found is not ABSENT and compact(found) == compact(value):
                return True
    return False


def check(case: Case, luck: st.DataObject, rows: Any) -> None:
    data = cast("dict[str, Json]", spoiled(case.data, luck))
    documents = json.loads(json.dumps(case.documents), parse_float=Decimal)
    record = Record(id="thing-1", type="thing", data=data)
    one = annotated(an_article("a", FORUM), FORUM, [record])
    raw, receipt = write(Source(catalog=load_catalog(documents), articles=(one,), rows=rows))
    altered = {f"{one.table}!{one.cell}" for one in receipt.alterations}
    about = {one.field for one in receipt.alterations}
    cells = shown_cells(raw)
    leftovers = cells.get("@leftovers", [])
    for pointer, value in leaves(cast("Json", data)):
        tokens = tuple(part for part in pointer.split("/")[1:])
        above = [("/".join(["", *tokens[:n]]), tokens[n:]) for n in range(len(tokens), -1, -1)]
        is_there = any(is_shown(value, cell) or cell.place in altered for cell in cells.get(pointer, []))
        is_there |= any(in_json(cells.get(place, []), rest, value) for place, rest in above)
        is_there |= any(cell.place in altered for place, _ in above for cell in cells.get(place, []))
        is_there |= any(_in_leftovers(cell, pointer, value) or cell.place in altered for cell in leftovers)
        if value is None or value in ([], {}, ""):
            is_there |= bool(about) or value == "" or not pointer
        assert is_there, (pointer, value, [cell.value for cell in cells.get(pointer, [])])


def _in_leftovers(cell: Cell, pointer: str, value: Json) -> bool:
    held = json.loads(str(cell.value), parse_float=Decimal)
    for place, inner in held.items():
        if pointer == place or pointer.startswith(f"{place}/"):
            rest = "".join(f"/{token}" for token in pointer.removeprefix(place).split("/")[1:])
            found = find_value(inner, rest)
            if found is not ABSENT and compact(found) == compact(value):
                return True
    return False


@some
@given(cases(), st.data(), st.sampled_from(["records", "entities"]))
def test_every_value_is_in_the_workbook_or_in_the_receipt(case: Case, luck: st.DataObject, rows: str) -> None:
    check(case, luck, rows)


@pytest.mark.soak
@settings(some, max_examples=3_000)
@given(cases(), st.data(), st.sampled_from(["records", "entities"]))
def test_every_value_is_there_in_a_long_run(case: Case, luck: st.DataObject, rows: str) -> None:
    check(case, luck, rows)
