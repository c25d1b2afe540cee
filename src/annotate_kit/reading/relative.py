"""Dates reckoned from the article's day."""

from __future__ import annotations

import calendar
import datetime as dt

from annotate_kit.reading.moments import Moment

__all__ = ["ago", "day_step", "fiscal_year", "month_step", "nth_weekday", "week_step", "weekday_near"]

_WHY = "reckoned from the article's day"
_WEEK = 7
_FISCAL = 4
"""The month with which a Japanese fiscal year begins."""


def month_step(day: dt.date, months: int) -> tuple[int, int]:
    """Year and month so many months after a day's."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return year, month + 1


def day_step(day: dt.date | None, days: int) -> Moment | None:
    """The day so many days after the article's."""
    if day is None or not 0 < day.toordinal() + days <= dt.date.max.toordinal():
        return None
    return Moment(fixed=(day + dt.timedelta(days=days)).isoformat(), why=_WHY)


def week_step(day: dt.date | None, weeks: int, weekday: int | None = None) -> Moment | None:
    """A week from Monday to Sunday, or its day."""
    if day is None:
        return None
    monday = weeks * _WEEK - day.weekday()
    if weekday is not None:
        return day_step(day, monday + weekday)
    first, last = day_step(day, monday), day_step(day, monday + _WEEK - 1)
    return Moment(fixed=f"{first.fixed}/{last.fixed}", why=_WHY) if first and last else None


def weekday_near(day: dt.date | None, weekday: int, lean: int, *, is_this: bool = False) -> Moment | None:
    """News says "Wednesday" for the article's day or the one before it; less often for the one to come."""
    if day is None:
        return None
    if is_this:
        return week_step(day, 0, weekday)
    back = (day.weekday() - weekday) % _WEEK
    past = day_step(day, -(back or _WEEK) if lean < 0 else -back)
    coming = day_step(day, _WEEK - back)
    if lean < 0:
        return past
    first, second = (coming, day_step(day, 2 * _WEEK - back)) if lean > 0 else (past, coming)
    if first is None:
        return second
    return Moment(fixed=first.fixed, other=second.fixed if second else "", why=_WHY)


def ago(day: dt.date | None, count: int, unit: str) -> Moment | None:
    """So many days, weeks, months or years from the article's day, as exactly as the unit is."""
    if day is None:
        return None
    if unit in ("day", "week"):
        return day_step(day, count * (_WEEK if unit == "week" else 1)) if abs(count) < dt.MAXYEAR else None
    year, month = month_step(day, count * {"month": 1, "year": 12, "decade": 120}[unit])
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    return Moment(year=year, month=month if unit == "month" else None, why=_WHY)


def fiscal_year(day: dt.date | None, year: int | None, step: int) -> Moment | None:
    """A Japanese fiscal year, from April to March."""
    if year is None:
        if day is None:
            return None
        year = day.year - (day.month < _FISCAL) + step
    return Moment(fixed=f"{year:04}-04/{year + 1:04}-03", why="from April to March") if year < dt.MAXYEAR else None


def nth_weekday(moment: Moment, nth: int, weekday: int) -> Moment | None:
    """The second Tuesday of a month; None where the month has none, or its year is not said."""
    if moment.year is None or moment.month is None:
        return None
    days = [week[weekday] for week in calendar.monthcalendar(moment.year, moment.month) if week[weekday]]
    if nth > len(days):
        return None
    return Moment(year=moment.year, month=moment.month, day=days[nth if nth < 0 else nth - 1])
