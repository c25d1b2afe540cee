"""Fields → columns, values → cells."""

import datetime as dt
from decimal import Decimal

import pytest

from annotate_kit.core import Json
from annotate_kit.schema import Choice, load_catalog
from annotate_kit.tables import (
    Cell,
    Code,
    ColumnKind,
    Date,
    DecimalText,
    EdtfText,
    JsonText,
    Number,
    Reference,
    Text,
    YesNo,
)
from annotate_kit.tables.columns import distinct, field_column, find_day, reader
from annotate_kit.tables.model import Column

CAPTIONS = {"org-1": "BIE"}


def column(schema: Json) -> Column:
    document = {"type": "object", "properties": {"it": schema}}
    field = load_catalog({"thing.schema.json": document}).types["thing"].fields[0]
    return field_column(field, key="/it", title="It", group="", is_hidden=False, is_required=False)


def cell(schema: Json, value: Json) -> Cell:
    return reader(column(schema))(value, lambda id_: Reference(id_, CAPTIONS.get(id_, id_)))


TEXT: Json = {"type": "string"}
DECIMAL: Json = {"type": "string", "pattern": "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$"}
DATE: Json = {"type": "string", "format": "edtf"}
CODES: Json = {"oneOf": [{"const": "kr", "title": "Korea"}, {"const": 1, "title": "One"}, {"const": True}]}
REF: Json = {"type": "string", "x-annotate": {"ref": ["organization"]}}


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        (TEXT, ColumnKind.TEXT),
        ({"type": "string", "x-annotate": {"widget": "text-area"}}, ColumnKind.LONG_TEXT),
        ({"type": "integer"}, ColumnKind.NUMBER),
        ({"type": "number"}, ColumnKind.NUMBER),
        ({"type": "boolean"}, ColumnKind.YES_NO),
        (DATE, ColumnKind.DATE),
        ({"type": "string", "format": "date"}, ColumnKind.DATE),
        (CODES, ColumnKind.CODE),
        (REF, ColumnKind.REFERENCE),
        ({"type": ["string", "number"]}, ColumnKind.MIXED),
        ({"type": "object"}, ColumnKind.JSON),
        ({}, ColumnKind.JSON),
        (DECIMAL, ColumnKind.DECIMAL),
    ],
)
def test_a_field_makes_a_column_of_its_kind(schema: Json, kind: ColumnKind) -> None:
    assert column(schema).kind is kind


@pytest.mark.parametrize(
    "pattern", ["^[0-9]+$", "^[0-9]{4}(/[0-9]{2})?$", "^[0-9.]+$", "^\\S+$", ".*", "(", "^-?[0-9]+([.,][0-9]+)*$"]
)
def test_only_a_pattern_of_exact_decimals_makes_a_number_of_a_text(pattern: str) -> None:
    assert column({"type": "string", "pattern": pattern}).kind is ColumnKind.TEXT


@pytest.mark.parametrize(
    ("schema", "value", "made"),
    [
        (TEXT, "=1+1", Text("=1+1")),
        (TEXT, 5, Number(5)),
        (TEXT, True, YesNo(True)),
        (TEXT, [1], JsonText("[1]")),
        ({"type": "number"}, Decimal("0.10"), Number(Decimal("0.10"))),
        ({"type": "number"}, "many", Text("many")),
        ({"type": "boolean"}, False, YesNo(False)),
        (DECIMAL, "19.90", DecimalText("19.90")),
        (DECIMAL, "around 5", Text("around 5")),
        (DECIMAL, 5, Number(5)),
        (DATE, "2023-05-17", Date(dt.date(2023, 5, 17))),
        (DATE, "2023-05-17?", EdtfText("2023-05-17?")),
        (DATE, "2023-02-30", EdtfText("2023-02-30")),
        (DATE, "٢٠٢٣-٠٥-١٧", EdtfText("٢٠٢٣-٠٥-١٧")),
        (DATE, 2023, Number(2023)),
        (CODES, "kr", Code("kr", "Korea")),
        (CODES, 1, Code(1, "One")),
        (CODES, Decimal(1), Code(1, "One")),
        (CODES, True, Code(True, "yes")),
        (CODES, "jp", Text("jp")),
        (CODES, 2, Number(2)),
        (REF, "org-1", Reference("org-1", "BIE")),
        (REF, "org-2", Reference("org-2", "org-2")),
        (REF, 1, Number(1)),
        ({}, "text", JsonText('"text"')),
        ({"type": ["string", "number"]}, 7, Number(7)),
    ],
)
def test_a_value_becomes_a_cell_of_the_column_or_of_its_own_kind(schema: Json, value: Json, made: Cell) -> None:
    assert cell(schema, value) == made


def test_codes_of_one_title_are_told_apart_by_their_values() -> None:
    choices = [
        Choice(value="a", title="Same"),
        Choice(value=1, title="same"),
        Choice(value="b", title="  "),
        Choice(value="c", title="C"),
    ]
    assert [choice.title for choice in distinct(choices)] == ["Same (a)", "same (1)", '"b"', "C"]


def test_only_a_real_day_is_a_day() -> None:
    assert find_day("2024-02-29") == dt.date(2024, 2, 29)
    assert [find_day(text) for text in ("2023-02-29", "2023-05", "20230517", "2023-05-17T10:00")] == [None] * 4
