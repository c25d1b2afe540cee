"""Titles of columns and tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.tables import Titles
from annotate_kit.tables.titles import chain, lowered, one_line


@pytest.mark.parametrize(
    ("titles", "whole"),
    [
        (("Name",), "Name"),
        (("Dates", "In force"), "Dates in force"),
        (("Amount", "Amount"), "Amount"),
        (("Amount", "amount", "Currency"), "Amount currency"),
        (("By", "An organization", "Organization"), "By an organization organization"),
        (("Place", "ISO code"), "Place ISO code"),
        (("Place", "A country"), "Place a country"),
        (("회의", "Name"), "회의 name"),
        (("Names", "Ünited"), "Names Ünited"),
        (("Two\nlines", " and  spaces "), "Two lines and spaces"),
        (("", "Name"), "Name"),
        ((), ""),
    ],
)
def test_the_titles_on_the_way_make_one(titles: tuple[str, ...], whole: str) -> None:
    assert chain(titles) == whole


def test_an_abbreviation_keeps_its_capitals_within_a_title() -> None:
    assert [lowered(title) for title in ("As printed", "EU member", "A", "X")] == ["as printed", "EU member", "a", "X"]


def test_a_taken_title_gets_a_number_whatever_its_case() -> None:
    titles = Titles(["Name"])
    assert titles.take("x" * 101) == "x" * 99 + "…"
    assert [titles.take(title) for title in ("name", "NAME", " Kind\n", "")] == [
        "name (2)",
        "NAME (3)",
        "Kind",
        "Untitled",
    ]


@given(st.lists(st.text(max_size=6), max_size=20))
def test_titles_are_one_line_and_differ(wanted: list[str]) -> None:
    titles = Titles()
    taken = [titles.take(title) for title in wanted]
    assert len({title.casefold() for title in taken}) == len(wanted)
    assert all(title and title == one_line(title) for title in taken)
