"""Cells: what they are as data, and as people read them."""

import datetime as dt
from decimal import Decimal
from types import MappingProxyType

import pytest

from annotate_kit.core import Json
from annotate_kit.tables import (
    MISSING,
    Cell,
    Code,
    Date,
    DecimalText,
    EdtfText,
    Id,
    JsonText,
    Jump,
    Link,
    Marked,
    Number,
    Reference,
    Text,
    YesNo,
    plain,
    shown,
)
from annotate_kit.tables.cells import compact


@pytest.mark.parametrize(
    ("cell", "data", "words"),
    [
        (MISSING, None, ""),
        (Text("Busan"), "Busan", "Busan"),
        (Id("007"), "007", "007"),
        (Code("KR", "South Korea"), "KR", "South Korea"),
        (Code(2, "2"), 2, "2"),
        (Number(Decimal("3.50")), Decimal("3.50"), "3.50"),
        (DecimalText("7800000000.50"), "7800000000.50", "7800000000.50"),
        (Date(dt.date(2023, 5, 7)), "2023-05-07", "2023-05-07"),
        (EdtfText("2023-05?"), "2023-05?", "2023-05?"),
        (YesNo(True), True, "yes"),
        (YesNo(False), False, "no"),
        (Reference("official-1", "Kim Yoon"), "official-1", "Kim Yoon"),
        (JsonText("[1]"), "[1]", "[1]"),
        (Marked("Kim spoke.", ((0, 3),)), "Kim spoke.", "Kim spoke."),
        (Link("forum", "https://example.org/"), "forum", "forum"),
        (Jump("official-1", 0), 0, "no evidence"),
        (Jump("official-1", 1), 1, "1 span"),
        (Jump("official-1", 12), 12, "12 spans"),
    ],
)
def test_a_cell_is_data_and_words(cell: Cell, data: Json, words: str) -> None:
    assert plain(cell) == data
    assert shown(cell) == words


def test_a_decimal_text_is_an_exact_number() -> None:
    assert DecimalText("-0.10").value == Decimal("-0.10")
    assert [DecimalText(text).places for text in ("5", "5.0", "-0.125")] == [0, 1, 3]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": [1, Decimal("1.50")], "a": None}, '{"a":null,"b":[1,1.50]}'),
        ("한", '"한"'),
        ("\ud800", '"\\ud800"'),
        ([float("nan"), Decimal("1.5")], '[NaN,"1.5"]'),
        ({"a": (MappingProxyType({"b": "\ud800"}),)}, '{"a":[{"b":"\\ud800"}]}'),
    ],
)
def test_json_on_one_line_never_fails(value: Json, text: str) -> None:
    assert compact(value) == text
