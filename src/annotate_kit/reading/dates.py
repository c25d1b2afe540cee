"""Dates out of words, as EDTF: full, partial and intervals, and such as are relative to the article's day."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping

from annotate_kit.core import parse_edtf

__all__ = ["find_date"]

_MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS: Mapping[str, int] = {
    **{name: n for n, name in enumerate(_WEEKDAY_NAMES)},
    **{f"{name}요일": n for n, name in enumerate("월화수목금토일")},
    **{f"{name}曜日": n for n, name in enumerate("月火水木金土日")},
}
_DAYS: Mapping[str, int] = {
    **dict.fromkeys(("today", "오늘", "今日", "本日", "tonight"), 0),
    **dict.fromkeys(("yesterday", "어제", "昨日"), -1),
    **dict.fromkeys(("tomorrow", "내일", "明日"), 1),
    **dict.fromkeys(("그저께", "一昨日"), -2),
    **dict.fromkeys(("모레", "明後日"), 2),
}
_MONTH_STEPS: Mapping[str, int] = {
    **dict.fromkeys(("this month", "이번 달", "이달", "今月"), 0),
    **dict.fromkeys(("last month", "지난달", "지난 달", "先月"), -1),
    **dict.fromkeys(("next month", "다음 달", "다음달", "내달", "来月"), 1),
}
_YEAR_STEPS: Mapping[str, int] = {
    **dict.fromkeys(("this year", "올해", "今年"), 0),
    **dict.fromkeys(("last year", "지난해", "작년", "昨年", "去年"), -1),
    **dict.fromkeys(("next year", "내년", "来年"), 1),
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_YEAR = r"(?P<year>[12]\d{3})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_SPAN = r"\s*(?:-|–|—|~|to|and|through)\s*"
_LEAD = re.compile(r"^(?:on|in|since|from|until|by|of|the|dated)\s+", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:about|around|circa|ca\.?|c\.|약|約)\s*", re.IGNORECASE)

_Shape = tuple[re.Pattern[str], Callable[[re.Match[str], dt.date | None], str | None]]


def _number(match: re.Match[str], name: str) -> int | None:
    text = match.groupdict().get(name)
    if text is None:
        return None
    return _MONTHS[text.lower()] if text.lower() in _MONTHS else int(text)


def _nearest_year(day: dt.date | None, month: int, _day: int | None) -> int | None:
    """The year of a month without one: the one that lies nearest to the article's day."""
    if day is None:
        return None
    years = (day.year - 1, day.year, day.year + 1)
    return min(years, key=lambda year: abs((dt.date(year, month, _day or 15) - day).days))


def _calendar(match: re.Match[str], published: dt.date | None) -> str | None:
    year, month, day = (_number(match, name) for name in ("year", "month", "day"))
    if month is None:
        return None if year is None else f"{year:04}"
    try:
        year = year or _nearest_year(published, month, day)
        if year is None:
            return None
        if day is None:
            return f"{year:04}-{month:02}" if 1 <= month <= 12 else None  # noqa: PLR2004  # months of a year
        first = dt.date(year, month, day)
        if last := _number(match, "last"):
            end = dt.date(year, _number(match, "last_month") or month, last)
            return f"{first.isoformat()}/{end.isoformat()}" if first < end else None
    except ValueError:
        return None
    return first.isoformat()


def _fixed(match: re.Match[str], _published: dt.date | None) -> str | None:
    text = match[0]
    return text if parse_edtf(text) else None


def _year_span(match: re.Match[str], _published: dt.date | None) -> str | None:
    last = match["last"]
    year = int(match["year"])
    end = int(last) if len(last) == 4 else year - year % 100 + int(last)  # noqa: PLR2004  # "2027/28"
    return f"{year:04}/{end:04}" if year < end else None


_LAST_MONTH = _MONTH.replace("month", "last_month")
_SHAPES: tuple[_Shape, ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (r"\d{4}-\d{2}(-\d{2})?[?~%]?(/\d{4}-\d{2}(-\d{2})?)?", _fixed),
        (rf"{_MONTH}\s*{_DAY}(?:{_SPAN}(?:{_LAST_MONTH}\s*)?(?P<last>\d{{1,2}}))?(?:,?\s*{_YEAR})?", _calendar),
        (rf"{_DAY}(?:{_SPAN}(?P<last>\d{{1,2}}))?\s+(?:of\s+)?{_MONTH}(?:,?\s*{_YEAR})?", _calendar),
        (rf"{_MONTH},?\s*(?:of\s+)?{_YEAR}", _calendar),
        (_MONTH, _calendar),
        (rf"{_YEAR}\s*[/–-]\s*(?P<last>\d{{2}}|\d{{4}})", _year_span),
        (_YEAR, _calendar),
        (
            (
                rf"(?:{_YEAR}\s*[년年]\s*)?(?P<month>\d{{1,2}})\s*[월月]"
                rf"(?:\s*(?P<day>\d{{1,2}})\s*[일日]?(?:\s*[~∼〜–-]\s*(?P<last>\d{{1,2}}))?\s*[일日]?)?"
            ),
            _calendar,
        ),
        (rf"{_YEAR}\s*[년年]", _calendar),
        (rf"{_YEAR}[./](?P<month>\d{{1,2}})[./](?P<day>\d{{1,2}})\.?", _calendar),
    )
)


def find_date(words: str, published: str | None = None) -> str | None:
    """The date that the words give, as EDTF, or None where they give none for certain.

    Args:
        words: as printed: "May 17, 2023", "5월 17일", "last month", "昨年", "Wednesday".
        published: the article's day as EDTF, without which nothing relative can be told.
    """
    text = unicodedata.normalize("NFKC", words).strip().strip("()[]\"'“”‘’.,;:").strip()
    text = _LEAD.sub("", _LEAD.sub("", text))
    about = _ABOUT.match(text)
    text = text[about.end() :] if about else text
    known = parse_edtf(published) if published else None
    day = known.earliest if known and known.precision == "day" else None
    found = _relative(text.lower(), day) or _absolute(text, day) or _interval(text, day)
    return f"{found}~" if found and about and "/" not in found else found


def _absolute(text: str, day: dt.date | None) -> str | None:
    for pattern, read in _SHAPES:
        if (match := pattern.fullmatch(text)) and (found := read(match, day)):
            return found
    return None


_FROM_TO = re.compile(r"\s*(?:부터|から)\s*|\s+(?:to|until|till|through)\s+|\s*[~∼〜–-]\s*")
_TO_END = re.compile(r"(?:까지|まで)$")
_SOME_YEAR = re.compile(r"[12]\d{3}")


def _interval(text: str, day: dt.date | None) -> str | None:
    """Two days with a word between; a year that only one of them has counts for both."""
    parts = _FROM_TO.split(_TO_END.sub("", text))
    if len(parts) != 2:  # noqa: PLR2004  # from, to
        return None
    years = [match[0] for part in parts if (match := _SOME_YEAR.search(part))]
    year = years[0] if len(years) == 1 else None
    first, last = (_day_in(part, year, day) for part in parts)
    if first is None or last is None or not first < last:
        return None
    return f"{first}/{last}"


def _day_in(words: str, year: str | None, day: dt.date | None) -> str | None:
    """A whole day, in a year that the words may leave out."""
    spelt = (words, f"{words} {year}", f"{year}年{words}") if year is not None and year not in words else (words,)
    for one in reversed(spelt):
        found = _absolute(one, day)
        if found is not None and len(found) == len("2030-05-01"):
            return found
    return None


def _relative(text: str, day: dt.date | None) -> str | None:
    if day is None:
        return None
    if text in _DAYS:
        return (day + dt.timedelta(days=_DAYS[text])).isoformat()
    if text in _MONTH_STEPS:
        months = day.year * 12 + day.month - 1 + _MONTH_STEPS[text]
        return f"{months // 12:04}-{months % 12 + 1:02}"
    if text in _YEAR_STEPS:
        return f"{day.year + _YEAR_STEPS[text]:04}"
    side, _, name = text.rpartition(" ")
    if name in _WEEKDAYS and side in {"", "last", "next", "지난", "다음", "this", "이번"}:
        return _weekday(day, _WEEKDAYS[name], side)
    return None


def _weekday(day: dt.date, weekday: int, side: str) -> str:
    """News says "Wednesday" for the day of the article or the one before; "next" looks ahead."""
    back = (day.weekday() - weekday) % 7
    if side in {"next", "다음"}:
        return (day + dt.timedelta(days=7 - back)).isoformat()
    if side in {"last", "지난"}:
        back = back or 7
    return (day - dt.timedelta(days=back)).isoformat()
