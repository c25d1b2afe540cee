from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.core.dates import EdtfDate, edtf_problem, parse_edtf

D = dt.date

# The examples of the specification of the Library of Congress, levels 0 and 1, without times of day.
SPECIFICATION = """
1985-04-12 1985-04 1985 1964/2008 2004-06/2006-08 2004-02-01/2005-02-08 2004-02-01/2005-02 2004-02-01/2005
2005/2006-02 Y170000002 Y-170000002 2001-21 2003-22 2000-23 2010-24 1984? 2004-06~ 2004-06-11% 201X 20XX
2004-XX 1985-04-XX 1985-XX-XX 1985-04-12/.. 1985-04/.. 1985/.. ../1985-04-12 ../1985-04 ../1985 1985-04-12/
1985-04/ 1985/ /1985-04-12 /1985-04 /1985 -1985 1984~/2004-06 1984/2004-06~ 1984~/2004~ 1984?/2004%
1984-06?/2004-08? 1984-06-02?/2004-08-08~ 1984-06-02?/
"""

# Level 2, times, and mistakes.
NO_DATES = """
156X-12-25 15XX-12-25 XXXX-12-XX 1XXX-XX 1984-XX-02 Y-17E7 Y17E7 Y17101E4S3 1950S2 2001-34 ?2004-06-~11
2004?-06-11 2004-06~-11 [1667,1668,1670..1672] {1960,1961-12} 2004-06-XX/2004-06-0X 1985-04-12T23:20:30
2023-13 2023-00 2023-02-29 1900-02-29 2023-04-31 2023-05-00 2023-05-32 2023-5 2023-5-17 23 202 20235 Y2023
Y02023 Y 2023-25 2023-21-01 202X-05 20XX-XX X023 2X23 XXXX -0000 + +2023 2023-05-17/2023-05-16 2024/2023 /
../.. /.. ../ 2023/05 2023/05/17 17/05/2023 05/17/2023 17.05.2023 20230517 202305 2023-05-17/18 2023//
2023/2024/2025 .. 2023?? 2023~? circa2023 ca.2023 2020s 2023–2024 2023-137 ２０２３ 2023-05-1７ 2023- 2023-05-
"""


@pytest.mark.parametrize("text", SPECIFICATION.split())
def test_reads_every_example_of_the_specification(text: str) -> None:
    date = parse_edtf(text)
    assert date is not None
    assert date.text == text
    assert edtf_problem(text) is None
    assert date.words()


SPACED = ["", " ", " 2023", "2023 ", "2023\n", "17 May 2023", "May 2023", "about 2023"]


@pytest.mark.parametrize("text", [*NO_DATES.split(), *SPACED])
def test_refuses_what_is_no_date_of_these_levels(text: str) -> None:
    assert parse_edtf(text) is None
    problem = edtf_problem(text)
    assert problem
    assert not problem.endswith(".")


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision", "words"),
    [
        ("2023", D(2023, 1, 1), D(2023, 12, 31), "year", "2023"),
        ("0043", D(43, 1, 1), D(43, 12, 31), "year", "43"),
        ("2023-05", D(2023, 5, 1), D(2023, 5, 31), "month", "May 2023"),
        ("2024-02", D(2024, 2, 1), D(2024, 2, 29), "month", "February 2024"),
        ("2023-05-17", D(2023, 5, 17), D(2023, 5, 17), "day", "17 May 2023"),
        ("2000-02-29", D(2000, 2, 29), D(2000, 2, 29), "day", "29 February 2000"),
        ("2023-05?", D(2023, 5, 1), D(2023, 5, 31), "month", "May 2023, uncertain"),
        ("2023~", D(2023, 1, 1), D(2023, 12, 31), "year", "2023, approximate"),
        ("2023-05-17%", D(2023, 5, 17), D(2023, 5, 17), "day", "17 May 2023, uncertain and approximate"),
        ("202X", D(2020, 1, 1), D(2029, 12, 31), "decade", "the 2020s"),
        ("20XX", D(2000, 1, 1), D(2099, 12, 31), "century", "some year from 2000 to 2099"),
        ("000X", None, D(9, 12, 31), "decade", "the 0000s"),
        ("2023-XX", D(2023, 1, 1), D(2023, 12, 31), "year", "some month of 2023"),
        ("2023-XX-XX", D(2023, 1, 1), D(2023, 12, 31), "year", "some day of 2023"),
        ("2023-05-XX", D(2023, 5, 1), D(2023, 5, 31), "month", "some day in May 2023"),
        ("2023-21", D(2023, 3, 1), D(2023, 5, 31), "season", "spring 2023"),
        ("2023-22", D(2023, 6, 1), D(2023, 8, 31), "season", "summer 2023"),
        ("2023-23", D(2023, 9, 1), D(2023, 11, 30), "season", "autumn 2023"),
        ("2023-24", D(2023, 12, 1), D(2024, 2, 29), "season", "winter 2023"),
        ("9999-24", D(9999, 12, 1), None, "season", "winter 9999"),
        ("-0043", None, None, "year", "44 BC"),
        ("0000", None, None, "year", "1 BC"),
        ("-0043-03-15", None, None, "day", "15 March 44 BC"),
        ("0000-02-29", None, None, "day", "29 February 1 BC"),
        ("-004X", None, None, "decade", "some year from 50 BC to 41 BC"),
        ("Y170000002", None, None, "year", "year 170000002"),
        ("Y-170000002", None, None, "year", "170000003 BC"),
        ("2023-05-16/2023-05-17", D(2023, 5, 16), D(2023, 5, 17), "interval", "from 16 May 2023 to 17 May 2023"),
        ("2023-05-16/2023-05", D(2023, 5, 16), D(2023, 5, 31), "interval", "from 16 May 2023 to May 2023"),
        ("2023/2023", D(2023, 1, 1), D(2023, 12, 31), "interval", "from 2023 to 2023"),
        ("../2023", None, D(2023, 12, 31), "interval", "any time until 2023"),
        ("2023/..", D(2023, 1, 1), None, "interval", "from 2023 on"),
        ("/2023", None, D(2023, 12, 31), "interval", "from an unknown day until 2023"),
        ("2023/", D(2023, 1, 1), None, "interval", "from 2023 until an unknown day"),
        ("-0044/2023?", None, D(2023, 12, 31), "interval", "from 45 BC to 2023, uncertain"),
    ],
)
def test_days_precision_and_words(text: str, earliest: D | None, latest: D | None, precision: str, words: str) -> None:
    date = parse_edtf(text)
    assert date is not None
    assert (date.earliest, date.latest, date.precision, date.words()) == (earliest, latest, precision, words)


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2023", False, False),
        ("2023?", False, True),
        ("2023~", True, False),
        ("2023%", True, True),
        ("2023~/2024?", True, True),
        ("../2024~", True, False),
    ],
)
def test_marks_of_a_date_or_of_an_end(text: str, approximate: bool, uncertain: bool) -> None:
    date = parse_edtf(text)
    assert date is not None
    assert (date.is_approximate, date.is_uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "There is no date"),
        (" 2023", "no space"),
        ("2023-05-17T10:00", "time of day"),
        ("2023/05/17", "2023-05-17"),
        ("2023/05", "month as 2023-05"),
        ("17/05/2023", "year comes first"),
        ("20230517", "Hyphens"),
        ("2023-5-7", "two digits"),
        ("2020s", "202X"),
        ("2023–2024", "slash"),
        ("ca. 2023", "2023~"),
        ("2023?-05", "behind the whole date"),
        ("XXXX", "last digits"),
        ("202X-05", "last digits"),
        ("Y2023", "more than four digits"),
        ("yesterday", "This is no date"),
        ("-0000", "0000"),
        ("2023-XX-05", "known month"),
        ("2023-21-05", "season"),
        ("2023-13", "no month 13"),
        ("2023-02-30", "no 30 February 2023; the month has 28 days"),
        ("../..", "one end at least"),
        ("2024/2023", "2023/2024"),
        ("2023-02-30/2023-03", "no 30 February"),
        ("2023/someday", "This is no date"),
        ("1" * 5000, "at most 64"),
    ],
)
def test_says_what_to_write(text: str, says: str) -> None:
    assert says in (edtf_problem(text) or "")


@given(st.text(alphabet="0123456789-X?~%/.Y ") | st.text())
def test_any_text_is_either_a_date_or_has_a_problem(text: str) -> None:
    date, problem = parse_edtf(text), edtf_problem(text)
    assert (date is None) is (problem is not None)
    if date is not None:
        assert date.words()
        if date.earliest and date.latest:
            assert date.earliest <= date.latest


@given(st.dates())
def test_every_calendar_day_is_read_as_itself(day: dt.date) -> None:
    date = parse_edtf(day.isoformat())
    assert date is not None
    assert date.earliest == date.latest == day
    month = parse_edtf(day.isoformat()[:7])
    assert month is not None
    assert month.latest == day.replace(day=calendar.monthrange(day.year, day.month)[1])


@given(st.dates(), st.dates())
def test_an_interval_is_read_exactly_when_it_is_ordered(start: dt.date, end: dt.date) -> None:
    assert (parse_edtf(f"{start}/{end}") is not None) is (start <= end)


@given(
    st.sampled_from([text for text in SPECIFICATION.split() if "/" not in text and text[-1] not in "?~%"]),
    st.sampled_from("?~%"),
)
def test_a_mark_changes_no_day(text: str, mark: str) -> None:
    plain, marked = parse_edtf(text), parse_edtf(text + mark)
    assert isinstance(plain, EdtfDate)
    assert isinstance(marked, EdtfDate)
    assert (plain.earliest, plain.latest, plain.precision) == (marked.earliest, marked.latest, marked.precision)
