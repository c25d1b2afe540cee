"""Laws of reading: nothing raises, what is read is well formed and in the words, what is written out is read back."""

from __future__ import annotations

import datetime as dt
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.core import parse_edtf
from annotate_kit.reading import find_amount, find_amounts, find_date, find_figure, find_names, read_dates

DAYS = st.dates(dt.date(1600, 1, 1), dt.date(2400, 12, 31))
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"),
    "December",
)
PIECES = st.sampled_from(
    (
        *("May", "Sept.", "Wednesday", "last", "next", "week", "month", "year", "the", "of", "early", "end", "quarter"),
        *("17", "5", "2023", "1990s", "'99", "05/06/24", "Q1", "since", "until", "to", "-", "~", "and", "about", "BC"),
        *(
            "5월",
            "17일",
            "2023년",
            "지난달",
            "말",
            "부터",
            "까지",
            "경",
            "수요일",
            "年",
            "5月",
            "昨年",
            "令和5年",
            "頃",
            "上旬",
        ),
        *(
            "two",
            "dozen",
            "million",
            "half a",
            "2억",
            "3만5천",
            "두",
            "명",
            "二億",
            "約",
            "%",
            "$",
            "원",
            "円",
            "US$",
            "5bn",
        ),
        *(
            "Kim",
            "Yoon",
            "von",
            "Dr.",
            "김윤",
            "회장",
            "山田太郎",
            "氏",
            "・",
            ",",
            "(",
            ")",
            ".",
            " ",
            "\u00a0",
            "１２",
        ),
    )
)
WORDS = st.one_of(
    st.text(max_size=60), st.lists(PIECES, max_size=8).map(" ".join), st.lists(PIECES, max_size=8).map("".join)
)


@given(
    WORDS, st.one_of(st.none(), DAYS.map(str), st.text(max_size=8)), st.sampled_from(("en", "ko", "ja-JP", "", None))
)
def test_whatever_the_words_the_dates_are_edtf_and_each_is_offered_once(
    words: str, published: str | None, language: str | None
) -> None:
    read = read_dates(words, published, language)
    found = [one.edtf for one in read.readings]
    assert all(map(parse_edtf, found))
    assert len(found) == len(set(found))
    assert bool(read.reason) != read.is_sure
    assert not read.is_sure or found
    assert find_date(words, published, language) == (found[0] if read.is_sure else None)


@given(WORDS)
def test_whatever_the_words_numbers_are_finite_and_what_they_count_stands_there(words: str) -> None:
    figure = find_figure(words)
    if figure is not None:
        assert figure.value.is_finite()
        assert (figure.unit or "") in unicodedata.normalize("NFKC", words)


@given(WORDS)
def test_whatever_the_words_sums_have_a_currency_code(words: str) -> None:
    for amount in find_amounts(words):
        assert amount.value.is_finite()
        assert len(amount.currency) == 3
        assert amount.currency.isupper()


@given(WORDS)
def test_whatever_the_words_the_parts_of_a_name_stand_in_them(words: str) -> None:
    plain = " ".join(unicodedata.normalize("NFC", words).split()).casefold()
    for name in find_names(words):
        assert name.family
        assert all(part.casefold() in plain for part in (*name.family.split(), *name.given.split()))


@given(WORDS, st.sampled_from((" {} ", "({})", "“{}”", "{},", "\n{}")))
def test_what_stands_around_words_changes_nothing(words: str, around: str) -> None:
    plain = " ".join(words.split())
    if plain and plain == plain.strip("()[]\"'“”‘’「」『』.,;: "):
        assert find_date(around.format(plain), "2023-05-17") == find_date(plain, "2023-05-17")
        assert find_amount(around.format(plain)) == find_amount(plain)
        assert find_figure(around.format(plain)) == find_figure(plain)


@pytest.mark.parametrize(
    "form",
    [
        *("{month} {day.day}, {day.year}", "{day.day} {month} {day.year}", "{short}. {day.day}, {day.year}"),
        *("{weekday}, {month} {day.day}, {day.year}", "{day.year}-{day.month:02}-{day.day:02}"),
        *(
            "{day.year}년 {day.month}월 {day.day}일",
            "{day.year}年{day.month}月{day.day}日",
            "{day.year}.{day.month}.{day.day}",
        ),
        *("at 10:30 a.m. on {month} {day.day}, {day.year}", "{day.year}년 {day.month}월 {day.day}일 오전 10시"),
    ],
)
@given(day=DAYS)
def test_a_day_written_out_is_read_back(form: str, day: dt.date) -> None:
    month = MONTHS[day.month - 1]
    words = form.format(day=day, month=month, short="Sept" if month == "September" else month[:3], weekday=f"{day:%A}")
    assert find_date(words) == day.isoformat()


@given(DAYS, DAYS)
def test_two_days_written_out_are_an_interval_where_one_is_before_the_other(one: dt.date, other: dt.date) -> None:
    first, last = (f"{MONTHS[day.month - 1]} {day.day}, {day.year}" for day in (one, other))
    assert find_date(f"from {first} to {last}") == (f"{one}/{other}" if one < other else None)
    first, last = (f"{day.year}년 {day.month}월 {day.day}일" for day in (one, other))
    assert find_date(f"{first}부터 {last}까지") == (f"{one}/{other}" if one < other else None)


@given(DAYS, DAYS)
def test_a_day_without_its_year_is_the_nearest_to_the_articles(day: dt.date, published: dt.date) -> None:
    found = find_date(f"{MONTHS[day.month - 1]} {day.day}", published.isoformat())
    assert found is not None
    read = dt.date.fromisoformat(found)
    assert (read.month, read.day) == (day.month, day.day)
    # A 29th of February may be four years away, or eight.
    assert abs((read - published).days) <= (184 if (day.month, day.day) != (2, 29) else 366 * 8)


@given(DAYS, st.integers(min_value=0, max_value=6))
def test_a_weekday_is_the_articles_day_or_within_the_week_before(published: dt.date, weekday: int) -> None:
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]
    found = dt.date.fromisoformat(find_date(name, published.isoformat()) or "")
    assert found.weekday() == weekday
    assert 0 <= (published - found).days < 7


@given(st.integers(min_value=1, max_value=10**16 - 1))
def test_a_number_in_myriads_is_read_back(number: int) -> None:
    for scales, counter in (("조억만", "명"), ("兆億万", "人")):
        parts = [number // 10**12, number // 10**8 % 10**4, number // 10**4 % 10**4, number % 10**4]
        words = "".join(f"{part}{scale}" for part, scale in zip(parts, (*scales, ""), strict=True) if part)
        figure = find_figure(f"{words}{counter}")
        assert figure is not None
        assert (int(figure.value), figure.unit) == (number, counter)


@given(st.integers(min_value=1, max_value=9999))
def test_a_number_in_kanji_is_read_back(number: int) -> None:
    digits = [number // 1000, number // 100 % 10, number // 10 % 10, number % 10]
    words = "".join(
        ("" if digit == 1 and scale else "一二三四五六七八九"[digit - 1]) + scale
        for digit, scale in zip(digits, ("千", "百", "十", ""), strict=True)
        if digit
    )
    figure = find_figure(f"{words}人")
    assert figure is not None
    assert (int(figure.value), figure.unit) == (number, "人")


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_a_number_spelt_out_in_english_is_read_back(number: int) -> None:
    figure = find_figure(f"{spelt(number)} votes")
    assert figure is not None
    assert (int(figure.value), figure.unit) == (number, "votes")


ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def spelt(number: int) -> str:
    """A number below a trillion in English words."""
    for size, name in ((10**9, "billion"), (10**6, "million"), (10**3, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            joint = " and " if 0 < rest < 100 else " "
            return f"{spelt(number // size)} {name}" + (f"{joint}{spelt(rest)}" if rest else "")
    if number < len(ONES):
        return ONES[number]
    return TENS[number // 10 - 2] + (f"-{ONES[number % 10]}" if number % 10 else "")


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False), st.sampled_from(("$", "€", "£", "₩")))
def test_a_sum_is_read_back(value: Decimal, symbol: str) -> None:
    amount = find_amount(f"{symbol}{value:,}")
    assert amount is not None
    assert amount.value == value
