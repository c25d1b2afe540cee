"""Dates as news gives them: EDTF text, level 0 without times and the common part of level 1.

The specification is https://www.loc.gov/standards/datetime/. Of level 1, everything is read; of level 2, nothing.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

import attrs

__all__ = ["EdtfDate", "edtf_problem", "parse_edtf"]

_LONGEST = 64
"""Code points; a longer text is no date, and Python refuses to read numbers of thousands of digits."""

_DATE = re.compile(
    r"""(?: Y (?P<long>-?[1-9][0-9]{4,})
          | (?P<sign>-)? (?P<year>[0-9]{4} | [0-9]{3}X | [0-9]{2}XX)
            (?: - (?P<month>[0-9]{2} | XX) (?: - (?P<day>[0-9]{2} | XX) )? )?
        ) (?P<mark>[?~%])?""",
    re.VERBOSE,
)
_MONTHS = tuple(calendar.month_name)
_SEASONS = {21: ("spring", 3), 22: ("summer", 6), 23: ("autumn", 9), 24: ("winter", 12)}
"""Number → name and first month. EDTF's seasons belong to no hemisphere; the northern months are taken for sorting."""
_MARKS = {"?": "uncertain", "~": "approximate", "%": "uncertain and approximate"}

_ADVICE = (
    (r"\s*", "There is no date; write one such as 2023-05-17, 2023-05 or 2023"),
    (r"\s.*|.*\s", "A date has no space around it; take the space away"),
    (r".*[0-9]T[0-9].*", "A time of day is not kept; write the day alone, such as 2023-05-17"),
    (r"[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}", "A slash separates the two ends of an interval; write a day as 2023-05-17"),
    (r"[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4}", "The year comes first, then month and day; write 2023-05-17"),
    (r"[0-9]{4}/[0-9]{1,2}", "A slash separates the two ends of an interval; write a month as 2023-05"),
    (r"[0-9]{4}[0-9]{2}([0-9]{2})?", "Hyphens separate year, month and day; write 2023-05-17"),
    (r"[0-9]{4}-[0-9]{1,2}(-[0-9]{1,2})?", "Month and day have two digits each; write 2023-05-07"),
    (r"[0-9]{4}s", "A decade is written 202X and a century 20XX"),
    (r".*[–—].*", "An interval has a slash between its ends; write 2023-05-16/2023-05-17"),
    (r"(c\.?|ca\.?|circa|about|around)\s*[0-9].*", "An approximate date has ~ behind it; write 2023~"),
    (r".*[?~%].+", "The marks ?, ~ and % stand behind the whole date; write 2023-05?"),
    (r".*[0-9]u.*|.*X.*", "X stands only for the last digits of a year, a whole month or a whole day: 202X, 2023-XX"),
    (r"Y.*", "Y begins only a year of more than four digits, such as Y170000002"),
)
"""What people write instead, the first that fits, and what to say."""
_OTHERWISE = "This is no date; write one such as 2023-05-17, 2023-05, 2023, 2023-05? or 2023-05-16/2023-05-17"

_Day = tuple[int, int, int]


@attrs.frozen(kw_only=True)
class _Point:
    """One date: its first and last possible day, in any year."""

    first: _Day
    last: _Day
    precision: str
    words: str
    mark: str


@attrs.frozen(kw_only=True)
class EdtfDate:
    """A date or an interval, with the days it may mean."""

    text: str
    """As it was written."""
    earliest: dt.date | None
    """The first day it may mean; None where open, unknown, or outside the years 1 to 9999."""
    latest: dt.date | None
    """The last day it may mean, itself included; None as above."""
    is_approximate: bool
    """Whether `~` or `%` stands behind it, or behind an end of it."""
    is_uncertain: bool
    """Whether `?` or `%` stands behind it, or behind an end of it."""
    precision: str
    """The finest unit that is known: day, month, season, year, decade, century; or interval."""

    def words(self) -> str:
        """How a person reads it: "May 2023, uncertain"."""
        start, slash, end = self.text.partition("/")
        if not slash:
            return _read_end(start)
        if start in ("", ".."):
            return f"{'from an unknown day' if not start else 'any time'} until {_read_end(end)}"
        if end in ("", ".."):
            return f"from {_read_end(start)} {'until an unknown day' if not end else 'on'}"
        return f"from {_read_end(start)} to {_read_end(end)}"


def parse_edtf(text: str) -> EdtfDate | None:
    """The date that an EDTF text means, or None where it is none."""
    read = _read(text)
    return read if isinstance(read, EdtfDate) else None


def edtf_problem(text: str) -> str | None:
    """What is wrong with a text as a date and what to write, without a full stop; None where it is right."""
    read = _read(text)
    return read if isinstance(read, str) else None


def _read_end(text: str) -> str:
    point = _read_point(text)
    assert isinstance(point, _Point)
    return f"{point.words}, {_MARKS[point.mark]}" if point.mark else point.words


def _read(text: str) -> EdtfDate | str:
    if len(text) > _LONGEST:
        return f"A date is at most {_LONGEST} characters long; write one such as 2023-05-17"
    if text.count("/") != 1:
        point = _read_point(text)
        return point if isinstance(point, str) else _date(text, point, point)
    return _read_interval(text)


def _read_interval(text: str) -> EdtfDate | str:
    start, end = text.split("/")
    if {start, end} <= {"", ".."}:
        return "An interval needs a date at one end at least; write 2023/.. or ../2023"
    first = None if start in ("", "..") else _read_point(start)
    last = None if end in ("", "..") else _read_point(end)
    for point in (first, last):
        if isinstance(point, str):
            # "2023/05" and the like say more as a whole than their ends do.
            whole = _advise(text)
            return point if whole == _OTHERWISE else whole
    assert not isinstance(first, str)
    assert not isinstance(last, str)
    if first and last and first.first > last.last:
        return f"The interval ends before it begins; write {end}/{start}"
    return _date(text, first, last)


def _date(text: str, first: _Point | None, last: _Point | None) -> EdtfDate:
    marks = {point.mark for point in (first, last) if point}
    return EdtfDate(
        text=text,
        earliest=_calendar_day(first.first) if first else None,
        latest=_calendar_day(last.last) if last else None,
        is_approximate=bool(marks & {"~", "%"}),
        is_uncertain=bool(marks & {"?", "%"}),
        precision=first.precision if first and first is last else "interval",
    )


def _calendar_day(day: _Day) -> dt.date | None:
    return dt.date(*day) if dt.MINYEAR <= day[0] <= dt.MAXYEAR else None


def _advise(text: str) -> str:
    return next((advice for pattern, advice in _ADVICE if re.fullmatch(pattern, text, re.DOTALL)), _OTHERWISE)


def _read_point(text: str) -> _Point | str:
    found = _DATE.fullmatch(text)
    if not found:
        return _advise(text)
    mark = found["mark"] or ""
    if found["long"]:
        year = int(found["long"])
        return _Point(
            first=(year, 1, 1), last=(year, 12, 31), precision="year", words=_year(year, prefix="year "), mark=mark
        )
    if "X" in found["year"]:
        return _unknown_years(text, bool(found["sign"]), found["year"], found["month"], mark)
    if found["sign"] and found["year"] == "0000":
        return "The year before 1 is written 0000, without a sign"
    year = int(found["year"]) * (-1 if found["sign"] else 1)
    return _within_year(year, found["month"], found["day"], mark)


def _unknown_years(text: str, is_negative: bool, digits: str, month: str | None, mark: str) -> _Point | str:  # noqa: FBT001 - private, and called once
    if month:
        return _advise(text)
    years = sorted(int(digits.replace("X", digit)) * (-1 if is_negative else 1) for digit in "09")
    decade = not digits.endswith("XX")
    words = (
        f"the {digits[:3]}0s"
        if decade and not is_negative
        else f"some year from {_year(years[0])} to {_year(years[1])}"
    )
    return _Point(
        first=(years[0], 1, 1),
        last=(years[1], 12, 31),
        precision="decade" if decade else "century",
        words=words,
        mark=mark,
    )


def _within_year(year: int, month: str | None, day: str | None, mark: str) -> _Point | str:
    whole = _Point(first=(year, 1, 1), last=(year, 12, 31), precision="year", words=_year(year), mark=mark)
    if month is None:
        return whole
    if month == "XX":
        if day not in (None, "XX"):
            return "A known day needs a known month; write 2023-XX-XX, or 2023 alone"
        return attrs.evolve(whole, words=f"some {'day' if day else 'month'} of {_year(year)}")
    number = int(month)
    if number in _SEASONS:
        return "A season has no days; write 2023-21 for spring 2023" if day else _season(year, number, mark)
    if not 1 <= number < len(_MONTHS):
        return f"There is no month {month}; months are 01 to 12, seasons 21 to 24"
    return _within_month(year, number, day, mark)


def _season(year: int, number: int, mark: str) -> _Point:
    name, month = _SEASONS[number]
    last_year, last_month = (year + 1, 2) if name == "winter" else (year, month + 2)
    return _Point(
        first=(year, month, 1),
        last=(last_year, last_month, _days(last_year, last_month)),
        precision="season",
        words=f"{name} {_year(year)}",
        mark=mark,
    )


def _within_month(year: int, month: int, day: str | None, mark: str) -> _Point | str:
    last, words = _days(year, month), f"{_MONTHS[month]} {_year(year)}"
    if day in (None, "XX"):
        return _Point(
            first=(year, month, 1),
            last=(year, month, last),
            precision="month",
            words=f"some day in {words}" if day else words,
            mark=mark,
        )
    number = int(day)
    if not 1 <= number <= last:
        return f"There is no {number} {words}; the month has {last} days"
    return _Point(
        first=(year, month, number),
        last=(year, month, number),
        precision="day",
        words=f"{number} {words}",
        mark=mark,
    )


def _days(year: int, month: int) -> int:
    """The days of a month in the proleptic Gregorian calendar, which repeats every 400 years."""
    return calendar.monthrange(2000 + year % 400, month)[1]


def _year(year: int, *, prefix: str = "") -> str:
    return f"{prefix}{year}" if year > 0 else f"{1 - year} BC"
