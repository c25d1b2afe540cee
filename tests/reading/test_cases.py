"""Tables of cases: every row of a file in `cases/` is a test, and so is a row of a file dropped in there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from annotate_kit.core import parse_edtf
from annotate_kit.reading import (
    NotUnderstood,
    Understood,
    find_amount,
    find_amounts,
    find_date,
    find_figure,
    find_names,
    read_dates,
    read_value,
)
from annotate_kit.schema import field_at, load_catalog

CASES = Path(__file__).parent / "cases"
SCHEMAS = Path(__file__).parents[2] / "schemas"
CATALOG = load_catalog({path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.schema.json")})
WEDNESDAY = "2023-05-17"
"""The article's day where a row gives none."""
CURRENCIES = frozenset(["USD", "EUR", "GBP", "KRW", "JPY", "CNY", "SAR"])
LANGUAGES = {"english": "en", "korean": "ko", "japanese": "ja"}


def rows(kind: str) -> list[object]:
    """Columns and language of each row of the files of one kind; a line that begins with # is a comment."""
    return list(_rows(kind))


def _rows(kind: str) -> Iterator[object]:
    for path in sorted(CASES.glob(f"{kind}-*.tsv")):
        language = LANGUAGES[path.stem.rpartition("-")[2]]
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if line and not line.startswith("#"):
                yield pytest.param(*line.split("\t"), language, id=f"{path.stem}:{number} {line.partition(chr(9))[0]}")


@pytest.mark.parametrize(("words", "published", "expected", "language"), rows("dates"))
def test_a_date_is_read_asked_about_or_refused(words: str, published: str, expected: str, language: str) -> None:
    read = read_dates(words, {"": WEDNESDAY, "-": None}.get(published, published), language)
    found = [one.edtf for one in read.readings]
    assert all(map(parse_edtf, found))
    if expected == "-":
        assert (found, read.is_sure) == ([], False)
        assert read.reason
    elif expected.startswith("?"):
        assert (found, read.is_sure) == (expected[2:].split(", "), False)
        assert read.reason
    else:
        assert (found[:1], read.is_sure) == ([expected], True)


@pytest.mark.parametrize(("words", "expected", "language"), rows("numbers"))
def test_a_number_is_read_or_refused(words: str, expected: str, language: str) -> None:
    del language
    figure = find_figure(words)
    if expected == "-":
        assert figure is None
        return
    assert figure is not None
    value, _, unit = expected.partition(" ")
    assert figure.approximate == value.startswith("~")
    assert (figure.value, figure.unit or "") == (Decimal(value.lstrip("~")), unit)


@pytest.mark.parametrize(("words", "expected", "language"), rows("money"))
def test_a_sum_is_read_or_refused(words: str, expected: str, language: str) -> None:
    del language
    amount = find_amount(words, CURRENCIES)
    if expected == "-":
        assert amount is None
        return
    assert amount is not None
    value, _, currency = expected.partition(" ")
    assert (amount.value, amount.currency) == (Decimal(value.lstrip("~")), currency)
    assert amount.approximate == value.startswith("~")


def test_the_sum_in_brackets_is_offered_second() -> None:
    found = list(find_amounts("1 billion won ($750,000)"))
    assert [(int(one.value), one.currency) for one in found] == [(10**9, "KRW"), (750_000, "USD")]
    assert found[1].why == "the sum in brackets"


def test_words_in_brackets_that_are_no_sum_are_left() -> None:
    assert [one.currency for one in find_amounts("$5 million (worth it)")] == ["USD"]


def test_long_words_are_no_value() -> None:
    words = "one " * 1000
    assert (find_figure(words), find_amount(words), find_date(words), find_names(words)) == (None, None, None, ())


@pytest.mark.parametrize(("words", "family", "given", "language"), rows("names"))
def test_a_name_is_split_or_refused(words: str, family: str, given: str, language: str) -> None:
    del language
    names = find_names(words)
    if family == "-":
        assert names == ()
        return
    assert names
    assert (names[0].family, names[0].given) == (family, given)
    assert names[0].why


@pytest.mark.parametrize(("place", "words", "expected", "language"), rows("codes"))
def test_a_code_is_read_asked_about_or_refused(place: str, words: str, expected: str, language: str) -> None:
    type_name, _, pointer = place.partition(" ")
    field = field_at(CATALOG.types[type_name], pointer)
    assert field is not None
    read = read_value(field, words, language=language)
    if expected == "-" or expected.startswith("?"):
        assert isinstance(read, NotUnderstood)
        assert ", ".join(str(one.value) for one in read.readings) == expected[2:]
    else:
        assert isinstance(read, Understood)
        assert read.value == expected
