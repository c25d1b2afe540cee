"""What cells mean: a value, the same as before, or something to ask about."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.core import ABSENT
from annotate_kit.core.values import Absent, Json
from annotate_kit.schema import Field, field_at, load_catalog
from annotate_kit.tables import ColumnKind
from annotate_kit.workbook.cells import Bool, Fault, Figure, Moment, SheetCell, Value, Words
from annotate_kit.workbook.manifest import ManifestColumn
from annotate_kit.workbook.meaning import Given, Referable, Unclear, is_as_exported, normal, read_cell

KIND = {
    "oneOf": [
        {"const": "ngo", "title": "Non-governmental", "x-annotate": {"synonyms": ["charity"]}},
        {"const": "company", "title": "Company"},
        {"const": 3, "title": "Third"},
    ]
}


def field(schema: Any) -> Field:
    types = load_catalog({"thing.schema.json": {"type": "object", "properties": {"x": schema}}}).types
    found = field_at(types["thing"], "/x")
    assert found is not None
    return found


def column(kind: ColumnKind, *choices: tuple[Json, str]) -> ManifestColumn:
    return ManifestColumn(sheet="S", title="X", key="/x", kind=kind.value, is_editable=True, choices=choices)


def a_moment(*parts: int) -> Moment:
    return Moment(dt.datetime(*parts))  # type: ignore[arg-type]  # noqa: DTZ001  # days have no time zone


def read(kind: ColumnKind, value: Value, *, before: Json | Absent = ABSENT, schema: Any = None) -> Given | Unclear:
    made = column(kind, ("ngo", "Non-governmental"), ("company", "Company"), (3, "Third"))
    return read_cell(made, field(schema) if schema else None, SheetCell(value), before=before)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (ColumnKind.TEXT, Words(" a b "), " a b "),
        (ColumnKind.CODE, Words(" Company "), "company"),
        (ColumnKind.CODE, Words("non-GOVERNMENTAL"), "ngo"),
        (ColumnKind.CODE, Words("company"), "company"),
        (ColumnKind.CODE, Figure("3"), 3),
        (ColumnKind.CODE, Words("3"), 3),
        (ColumnKind.YES_NO, Words("Yes "), True),
        (ColumnKind.YES_NO, Bool(False), False),
        (ColumnKind.NUMBER, Figure("3"), 3),
        (ColumnKind.NUMBER, Figure("3.50"), Decimal("3.5")),
        (ColumnKind.NUMBER, Words(" -3 "), -3),
        (ColumnKind.DECIMAL, Words("1250.50"), "1250.50"),
        (ColumnKind.DECIMAL, Words("+7"), "7"),
        (ColumnKind.DECIMAL, Figure("1250.5"), "1250.5"),
        (ColumnKind.DATE, a_moment(2023, 5, 17), "2023-05-17"),
        (ColumnKind.DATE, Words("2023-05?"), "2023-05?"),
        (ColumnKind.DATE, Figure("2023"), "2023"),
        (ColumnKind.JSON, Words('{"b": 1, "a": [2.50]}'), '{"a":[2.50],"b":1}'),
        (ColumnKind.MIXED, Figure("12"), 12),
        (ColumnKind.MIXED, Bool(True), True),
        (ColumnKind.MIXED, Words("many"), "many"),
    ],
)
def test_cells_give_the_values_that_they_show(kind: ColumnKind, value: Value, expected: Json) -> None:
    found = read(kind, value)
    assert found == Given(expected)
    assert isinstance(found, Given)
    assert type(found.value) is type(expected)


@pytest.mark.parametrize(
    ("kind", "value", "expected", "flag"),
    [
        (ColumnKind.TEXT, Figure("7"), "7", "a number in a column of text, taken as “7”"),
        (ColumnKind.CODE, Words("charity"), "ngo", "“charity” is taken as “Non-governmental”"),
        (ColumnKind.DATE, Words("17/05/2023"), "2023-05-17", "“17/05/2023” is taken as 2023-05-17"),
        (ColumnKind.DATE, Words("31.12.99"), "1999-12-31", "“31.12.99” is taken as 1999-12-31"),
        (ColumnKind.DATE, Words("17 May 2023"), "2023-05-17", "“17 May 2023” is taken as 2023-05-17"),
    ],
)
def test_what_was_read_with_some_thought_says_so(kind: ColumnKind, value: Value, expected: Json, flag: str) -> None:
    assert read(kind, value, schema=KIND if kind is ColumnKind.CODE else None) == Given(expected, (flag,))


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (ColumnKind.TEXT, Bool(True), "“yes” is a truth value in a column of text"),
        (ColumnKind.TEXT, a_moment(2024, 1, 2), "the date 2024-01-02 stands in a column of text"),
        (ColumnKind.TEXT, Figure("123456789012340"), "of which only 15 digits are kept"),
        (ColumnKind.MIXED, a_moment(2024, 1, 2), "the date 2024-01-02"),
        (ColumnKind.TEXT, Fault("#N/A"), "the cell shows the error #N/A"),
        (ColumnKind.CODE, Words("Compny"), "Did you mean “Company”?"),
        (ColumnKind.CODE, Words("xyz"), "Choose one from the list"),
        (ColumnKind.YES_NO, Words("perhaps"), "neither yes nor no"),
        (ColumnKind.NUMBER, Words("1,250"), "“1,250” is no plain number"),
        (ColumnKind.NUMBER, a_moment(2024, 1, 2), "the date 2024-01-02 stands in a column of numbers"),
        (ColumnKind.NUMBER, Bool(True), "“yes” is no number"),
        (ColumnKind.DECIMAL, Words("12 EUR"), "no plain number"),
        (ColumnKind.DATE, Words("05/06/24"), "could be 24 June 2005 or 6 May 2024 or 5 June 2024"),
        (ColumnKind.DATE, Words("05/06/2024"), "could be 6 May 2024 or 5 June 2024. Write 2024-05-06 or 2024-06-05"),
        (ColumnKind.DATE, Words("99/99/2024"), "“99/99/2024” is no date"),
        (ColumnKind.DATE, Words("soon"), "“soon” is no date"),
        (ColumnKind.DATE, a_moment(2024, 1, 2, 10), "has a time of day. Write the day alone, 2024-01-02"),
        (ColumnKind.DATE, Figure("45123"), "45123 is a number, not a date. If it is the day 2023-07-16, write that"),
        (ColumnKind.DATE, Figure("12"), "12 is a number, not a date"),
        (ColumnKind.DATE, Bool(True), "“yes” is no date"),
        (ColumnKind.JSON, Words("{"), "this is no JSON"),
        (ColumnKind.JSON, Words('{"a": 1, "a": 2}'), "this is no JSON"),
    ],
)
def test_what_is_doubtful_is_asked_about_rather_than_guessed(kind: ColumnKind, value: Value, words: str) -> None:
    found = read(kind, value, schema=KIND if kind is ColumnKind.CODE else None)
    assert isinstance(found, Unclear)
    assert words in found.why


def test_a_text_that_a_spreadsheet_made_a_number_of_is_not_taken() -> None:
    for before, digits in (("007", "7"), ("1E5", "100000"), ("7.0", "7")):
        found = read(ColumnKind.TEXT, Figure(digits), before=before)
        assert isinstance(found, Unclear)
        assert f"the text “{before}” has become the number {digits}" in found.why


def test_codes_without_a_schema_are_told_by_what_was_exported() -> None:
    assert read(ColumnKind.CODE, Words("charity")) == Unclear(
        "“charity” is none of the values of “X”. Choose one from the list"
    )


def test_formulas_are_taken_by_the_value_that_was_saved_with_them() -> None:
    text = column(ColumnKind.TEXT)
    found = read_cell(text, None, SheetCell(Words("ab"), is_formula=True))
    assert found == Given("ab", ("a formula stands there; its value “ab” is taken",))
    assert isinstance(read_cell(text, None, SheetCell(None, is_formula=True)), Unclear)
    assert not is_as_exported(text, SheetCell(None, is_formula=True), ABSENT)
    assert isinstance(read_cell(text, None, SheetCell(Fault("#REF!"), is_formula=True)), Unclear)
    dated = SheetCell(a_moment(2024, 1, 2), is_formula=True)
    assert isinstance(read_cell(text, None, dated), Unclear)
    assert read_cell(text, None, None) == Given(ABSENT)


NAMED = (
    Referable(id="o-1", type="organization", names=("Kim & Co",)),
    Referable(id="o-2", type="organization", names=("Twin", "Twin [o-2]")),
    Referable(id="o-3", type="organization", names=("Twin", "Twin [o-3]")),
    Referable(id="p-1", type="official", names=("Kim", "Kim [p-1]")),
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("kim &  co", "o-1"),
        ("o-2", "o-2"),
        ("Twin [o-3]", "o-3"),
        ("Twin", "“Twin” is the name of several. Write the id instead: o-2 or o-3"),
        ("Kim", "there is no organization “Kim” here"),
        ("p-1", "there is no organization “p-1” here"),
    ],
)
def test_references_are_read_by_name_or_by_id(words: str, expected: str) -> None:
    schema = {"type": "string", "x-annotate": {"ref": ["organization"]}}
    found = read_cell(column(ColumnKind.REFERENCE), field(schema), SheetCell(Words(words)), named=NAMED)
    if isinstance(found, Given):
        assert found == Given(expected)
    else:
        assert found.why.startswith(expected)
    without_schema = read_cell(column(ColumnKind.REFERENCE), None, SheetCell(Words("nobody")), named=NAMED)
    assert without_schema == Unclear("there is no record “nobody” here. Write the name or the id of one that is there")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (Figure("-0"), "0"),
        (Figure("1E2"), "100"),
        (a_moment(2024, 1, 2), "2024-01-02"),
        (a_moment(2024, 1, 2, 3, 4, 5), "2024-01-02 03:04:05"),
        (Bool(True), "yes"),
        (Fault("#N/A"), "#N/A"),
    ],
)
def test_values_are_compared_as_texts(value: Value | None, text: str) -> None:
    assert normal(value) == text


@pytest.mark.parametrize(
    ("kind", "cell", "value", "shown"),
    [
        (ColumnKind.TEXT, None, ABSENT, None),
        (ColumnKind.TEXT, None, "", None),
        (ColumnKind.TEXT, None, None, None),
        (ColumnKind.TEXT, Words("a\nb"), "a\r\nb", None),
        (ColumnKind.TEXT, Words("�"), "\x01", "�"),
        (ColumnKind.TEXT, Figure("12"), "12", None),
        (ColumnKind.CODE, Words("Non-governmental"), "ngo", None),
        (ColumnKind.CODE, Words("other"), "other", None),
        (ColumnKind.YES_NO, Words("yes"), True, None),
        (ColumnKind.YES_NO, Bool(False), False, None),
        (ColumnKind.DATE, a_moment(2023, 5, 17), "2023-05-17", None),
        (ColumnKind.DATE, Words("2023-05-17"), "2023-05-17", None),
        (ColumnKind.DECIMAL, Figure("1250.5"), "1250.50", None),
        (ColumnKind.NUMBER, Figure("19.989999999999998"), Decimal("19.99"), None),
        (ColumnKind.NUMBER, Words("12345678901234567890"), 12345678901234567890, "12345678901234567890"),
        (ColumnKind.REFERENCE, Words("Kim & Co"), "o-1", "Kim & Co"),
        (ColumnKind.TEXT, Words('[1,"a"]'), [1, "a"], None),
    ],
)
def test_a_cell_that_nobody_changed_is_as_exported(
    kind: ColumnKind, cell: Value | None, value: Json | Absent, shown: str | None
) -> None:
    made = column(kind, ("ngo", "Non-governmental"))
    assert is_as_exported(made, None if cell is None else SheetCell(cell), value, shown)


def test_a_text_that_looks_like_an_escape_is_as_exported_also_where_its_own_escape_was_lost() -> None:
    text = column(ColumnKind.TEXT)
    assert is_as_exported(text, SheetCell(Words("A", "_x0041_")), "_x0041_")
    assert not is_as_exported(text, SheetCell(Words("A")), "_x0041_")
    assert not is_as_exported(text, SheetCell(Words("A", "_x0041_")), ABSENT)


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (ColumnKind.TEXT, Words("a "), "a"),
        (ColumnKind.TEXT, Figure("7"), "007"),
        (ColumnKind.TEXT, None, "a"),
        (ColumnKind.TEXT, Words("a"), ABSENT),
        (ColumnKind.NUMBER, Words("x"), 3),
        (ColumnKind.NUMBER, Figure("3"), "x"),
        (ColumnKind.TEXT, Words("1.0"), "1"),
    ],
)
def test_the_smallest_change_is_one(kind: ColumnKind, cell: Value | None, value: Json | Absent) -> None:
    assert not is_as_exported(column(kind), None if cell is None else SheetCell(cell), value)


@given(st.dates(min_value=dt.date(1900, 3, 1)), st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%y", "%y-%m-%d"]))
def test_a_day_in_any_order_is_never_read_as_another_one(day: dt.date, order: str) -> None:
    found = read(ColumnKind.DATE, Words(day.strftime(order)))
    likely = day.isoformat() if "%Y" in order or 1970 <= day.year < 2070 else None
    if isinstance(found, Given) and likely:
        assert found.value == likely
