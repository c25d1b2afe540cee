"""Every value that reading takes out of words is in these words, and another one is not: the tables of reading."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.reading.test_cases import WEDNESDAY, rows

from annotate_kit.core import Article, make_span
from annotate_kit.validate.said_dates import date_objection
from annotate_kit.validate.said_numbers import number_objection
from annotate_kit.validate.saying_words import Words, words_of


def words(text: str, language: str, published: str | None = WEDNESDAY) -> Words:
    span = make_span(id="s-1", text=text, fragments=[(0, len(text))])
    article = Article(id="a", title="A", text_sha256="", length=len(text), published=published, language=language)
    return words_of([span], article)


@pytest.mark.parametrize(("said", "published", "expected", "language"), rows("dates"))
def test_a_date_that_was_read_is_said_and_another_is_not(
    said: str, published: str, expected: str, language: str
) -> None:
    known = words(said, language, {"": WEDNESDAY, "-": None}.get(published, published))
    if expected == "-":
        return
    for date in expected.removeprefix("? ").split(", "):
        assert date_objection(date, known) is None
    # Days before the year 1 are not compared.
    assert date_objection("1777-07-07", known) or expected.startswith("-")


@pytest.mark.parametrize(("said", "expected", "language"), [*rows("numbers"), *rows("money")])
def test_a_number_that_was_read_is_said_and_another_is_not(said: str, expected: str, language: str) -> None:
    known = words(said, language)
    if expected == "-":
        return
    value = Decimal(expected.partition(" ")[0].lstrip("~"))
    assert number_objection(value, known) is None
    assert number_objection(Decimal(777_777), known)
