"""Names of sheets, tables and ranges."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from annotate_kit.tables import Titles
from annotate_kit.workbook.names import column_letters, defined_name, quoted, sheet_name, table_name
from annotate_kit.workbook.sanitise import units


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Officials", "Officials"),
        ("a/b\\c:d*e?[f]", "a b c d e f"),
        ("'quoted'", "quoted"),
        ("History", "History sheet"),
        ("  ", "Sheet"),
        ("???", "Sheet"),
        ("Two\nlines\x01", "Two lines\ufffd"),
        ("x" * 40, "x" * 30 + "…"),
        ("😀" * 16, "😀" * 15 + "…"),
        ("기관 목록", "기관 목록"),
    ],
)
def test_a_title_becomes_a_name_that_excel_takes(title: str, name: str) -> None:
    assert sheet_name(title, set()) == name


def test_names_of_sheets_differ_whatever_their_case() -> None:
    taken: set[str] = set()
    assert [sheet_name(title, taken) for title in ("Roles", "ROLES", "roles", "x" * 40, "X" * 40)] == [
        "Roles",
        "ROLES (2)",
        "roles (3)",
        "x" * 30 + "…",
        "X" * 26 + "… (2)",
    ]


@given(st.lists(st.text(max_size=40), max_size=12))
def test_names_of_sheets_are_valid(titles: list[str]) -> None:
    taken: set[str] = set()
    names = [sheet_name(title, taken) for title in titles]
    assert len({name.casefold() for name in names}) == len(titles)
    for name in names:
        assert 1 <= units(name) <= 31
        assert not re.search(r"[\[\]:*?/\\\x00-\x1f]|^'|'$", name)


def test_a_table_is_not_named_like_a_cell() -> None:
    assert table_name("2024", "year", Titles()) == "tblYear"  # TBL2024 would be a cell


def test_names_of_tables_and_ranges_are_words() -> None:
    taken = Titles()
    titles = [
        ("Official roles", "official/roles/*"),
        ("official  ROLES", "x"),
        ("기관", "organization"),
        ("기관", "---"),
    ]
    assert [table_name(title, name, taken) for title, name in titles] == [
        "tblOfficialRoles",
        "tblOfficialROLES_2",
        "tblOrganization",
        "tbl",
    ]
    assert [defined_name(title, taken) for title in ("Kind", "kind", "Cost currency", "국가")] == [
        "list_kind",
        "list_kind_2",
        "list_cost_currency",
        "list",
    ]


def test_columns_are_lettered_as_in_excel() -> None:
    assert [column_letters(n) for n in range(2000)] == [get_column_letter(n + 1) for n in range(2000)]


def test_a_sheet_in_a_formula_is_quoted() -> None:
    assert quoted("Kim's sheet") == "'Kim''s sheet'"
