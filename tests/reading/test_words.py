"""Numbers, money and dates out of words: tables of cases."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.core import parse_edtf
from annotate_kit.reading import find_amount, find_date, find_figure

WEDNESDAY = "2023-05-17"


@pytest.mark.parametrize(
    ("words", "value", "approximate", "unit"),
    [
        ("240", "240", False, None),
        ("around 240", "240", True, None),
        ("about 240 officials", "240", True, "officials"),
        ("more than 1,500", "1500", True, None),
        ("some 30 companies", "30", True, "companies"),
        ("119 votes", "119", False, "votes"),
        ("3.4 billion", "3400000000", False, None),
        ("two billion", "2000000000", False, None),
        ("twenty-nine", "29", False, None),
        ("one hundred and sixty-five", "165", False, None),
        ("a hundred", "100", False, None),
        ("two hundred thousand", "200000", False, None),
        ("one million two hundred", "1000200", False, None),
        ("a dozen", "12", False, None),
        ("two dozen", "24", False, None),
        ("two-day", "2", False, "day"),
        ("29 percent", "29", False, "percent"),
        ("12.5%", "12.5", False, "%"),
        ("-3", "-3", False, None),
        ("the 165 members", "165", False, "members"),
        ("(17)", "17", False, None),
        ("20-odd", "20", True, None),
        ("30 or more", "30", True, None),
        ("240명", "240", False, "명"),
        ("약 240명", "240", True, "명"),
        ("240여 명", "240", True, "명"),
        ("2억", "200000000", False, None),
        ("1만2천 명", "12000", False, "명"),
        ("3조 4000억", "3400000000000", False, None),
        ("백", "100", False, None),
        ("만", "10000", False, None),
        ("二十人", "20", False, "人"),
        ("約300社", "300", True, "社"),
        ("300億", "30000000000", False, None),
        ("１２３人", "123", False, "人"),
        ("165か国", "165", False, "か国"),
        ("1,000名以上", "1000", True, "名"),
        ("300以上", "300", True, None),
        ("the second round", "2", False, "round"),
        ("first", "1", False, None),
    ],
)
def test_a_figure_is_read(words: str, value: str, approximate: bool, unit: str | None) -> None:
    figure = find_figure(words)
    assert figure is not None
    assert (figure.value, figure.approximate, figure.unit) == (Decimal(value), approximate, unit)


@pytest.mark.parametrize(
    "words",
    ["", "votes", "a", "an agreement", "and", "29 to 119", "29, 119 and 17", "Expo 2030", "million"],
)
def test_words_without_one_number_give_none(words: str) -> None:
    assert find_figure(words) is None


@given(st.integers(min_value=0, max_value=10**15))
def test_every_printed_integer_is_read(number: int) -> None:
    figure = find_figure(f"{number:,}")
    assert figure is not None
    assert figure.value == number


@given(st.text())
def test_no_words_break_the_readers(words: str) -> None:
    find_figure(words)
    find_amount(words)
    found = find_date(words, WEDNESDAY)
    assert found is None or parse_edtf(found)


@pytest.mark.parametrize(
    ("words", "value", "currency", "approximate"),
    [
        ("$3.4 billion", "3400000000", "USD", False),
        ("US$ 12 million", "12000000", "USD", False),
        ("about $7.8 billion", "7800000000", "USD", True),
        ("12 million US dollars", "12000000", "USD", False),
        ("€500,000", "500000", "EUR", False),
        ("₩2 trillion", "2000000000000", "KRW", False),
        ("2 trillion won", "2000000000000", "KRW", False),
        ("2억 원", "200000000", "KRW", False),
        ("약 5조 원", "5000000000000", "KRW", True),
        ("10억 달러", "1000000000", "USD", False),
        ("300億円", "30000000000", "JPY", False),
        ("約500億ウォン", "50000000000", "KRW", True),
        ("USD 12 million", "12000000", "USD", False),
        ("5 billion SAR", "5000000000", "SAR", False),
        ("19.99 euros", "19.99", "EUR", False),
        ("¥1,000", "1000", "JPY", False),
    ],
)
def test_money_is_read(words: str, value: str, currency: str, approximate: bool) -> None:
    amount = find_amount(words)
    assert amount is not None
    assert (amount.value, amount.currency, amount.approximate) == (Decimal(value), currency, approximate)


@pytest.mark.parametrize("words", ["$", "3.4 billion", "dollars", "won the vote", "$3 per ton a year 5", "12 ABC"])
def test_words_without_a_sum_give_none(words: str) -> None:
    assert find_amount(words, frozenset({"USD"})) is None


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("May 17, 2023", "2023-05-17"),
        ("on May 17, 2023", "2023-05-17"),
        ("May 17 2023", "2023-05-17"),
        ("17 May 2023", "2023-05-17"),
        ("17th of May 2023", "2023-05-17"),
        ("Nov. 28, 2023", "2023-11-28"),
        ("Sept. 1, 2023", "2023-09-01"),
        ("May 16-17, 2023", "2023-05-16/2023-05-17"),
        ("May 30 to June 2, 2023", "2023-05-30/2023-06-02"),
        ("16–17 May 2023", "2023-05-16/2023-05-17"),
        ("May 2023", "2023-05"),
        ("May, 2023", "2023-05"),
        ("2023", "2023"),
        ("in 2030", "2030"),
        ("about 2030", "2030~"),
        ("2027/28", "2027/2028"),
        ("2023-05-17", "2023-05-17"),
        ("2023-05", "2023-05"),
        ("2023.05.17", "2023-05-17"),
        ("2023년 5월 17일", "2023-05-17"),
        ("2023년 5월", "2023-05"),
        ("2023년", "2023"),
        ("5월 17일", "2023-05-17"),
        ("5월 16∼17일", "2023-05-16/2023-05-17"),
        ("2023年5月17日", "2023-05-17"),
        ("11月28日", "2022-11-28"),
        ("2025年", "2025"),
        ("May 17", "2023-05-17"),
        ("December 31", "2022-12-31"),
        ("March", "2023-03"),
        ("In March", "2023-03"),
        ("Wednesday", "2023-05-17"),
        ("Tuesday", "2023-05-16"),
        ("last Wednesday", "2023-05-10"),
        ("next Friday", "2023-05-19"),
        ("수요일", "2023-05-17"),
        ("지난 화요일", "2023-05-16"),
        ("today", "2023-05-17"),
        ("yesterday", "2023-05-16"),
        ("내일", "2023-05-18"),
        ("last month", "2023-04"),
        ("지난달", "2023-04"),
        ("先月", "2023-04"),
        ("this year", "2023"),
        ("작년", "2022"),
        ("昨年", "2022"),
        ("next year", "2024"),
        ("1 May to 31 October 2030", "2030-05-01/2030-10-31"),
        ("from 1 October 2030 until 31 March 2031", "2030-10-01/2031-03-31"),
        ("March 3 through April 5, 2024", "2024-03-03/2024-04-05"),
        ("May 3 to June 4", "2023-05-03/2023-06-04"),
        ("2030년 5월 1일부터 10월 31일까지", "2030-05-01/2030-10-31"),
        ("2025年4月13日から10月13日まで", "2025-04-13/2025-10-13"),
    ],
)
def test_a_date_is_read(words: str, edtf: str) -> None:
    assert find_date(words, WEDNESDAY) == edtf


@pytest.mark.parametrize(
    "words",
    [
        "",
        "soon",
        "February 30, 2023",
        "13월 1일",
        "May 17-16, 2023",
        "2028/27",
        "2023-02-30",
        "2023년 13월",
        "the summit",
        "1 May to him",
        "1 May to 2 May to 3 May 2030",
    ],
)
def test_words_without_a_certain_date_give_none(words: str) -> None:
    assert find_date(words, WEDNESDAY) is None


@pytest.mark.parametrize("words", ["Wednesday", "last month", "May 17", "3월", "yesterday"])
def test_nothing_relative_is_guessed_without_the_articles_day(words: str) -> None:
    assert find_date(words) is None
    assert find_date(words, "2023-05") is None
