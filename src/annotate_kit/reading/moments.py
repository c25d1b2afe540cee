"""A moment as words give it, with what they leave out, and the dates that it may mean from the article's day."""

from __future__ import annotations

import calendar
import datetime as dt

import attrs

from annotate_kit.core import parse_edtf

__all__ = ["DateReading", "DatesRead", "Moment", "resolved"]


@attrs.frozen(kw_only=True)
class DateReading:
    """One date that words may mean."""

    edtf: str
    why: str = ""
    """What had to be concluded, in a few words; "" where the words say all of it."""


@attrs.frozen(kw_only=True)
class DatesRead:
    """What dates words may mean."""

    readings: tuple[DateReading, ...] = ()
    """The likeliest first."""
    is_sure: bool = False
    """Whether the first may be taken; else a person has to choose."""
    reason: str = ""
    """Why none may be taken."""


@attrs.frozen(kw_only=True)
class Moment:
    """What words say of a moment; None and "" for what they do not say."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    """EDTF's number, 21 to 24."""
    months: tuple[int, int] | None = None
    """First and last month of a quarter or half of a year."""
    third: int | None = None
    """Which ten days of the month, 1 to 3."""
    part: str = ""
    """The part of the year or month, in English: "the end of"."""
    lean: int = 0
    """Where the words say so, whether it lies before (-1) or after (1) the article's day."""
    weekday: int | None = None
    """Said beside the day; Monday is 0."""
    fixed: str = ""
    """EDTF of what needs no more: a decade, a week, a day reckoned from the article's."""
    other: str = ""
    """EDTF of what it could mean as well."""
    bare: int | None = None
    """A number with nothing to say what of: "16" in "16 to 18 May"."""
    why: str = ""


def resolved(moment: Moment, day: dt.date | None) -> tuple[DateReading, ...]:
    """The dates that a moment may mean, the likeliest first; none where it cannot be told.

    Args:
        moment: what the words say.
        day: the article's, without which no year can be told that they leave out.
    """
    if moment.fixed:
        made = [DateReading(edtf=moment.fixed, why=moment.why)]
        return (*made, DateReading(edtf=moment.other, why=moment.why)) if moment.other else tuple(made)
    found = _found(moment, day)
    ends = parse_edtf(found[0].edtf) if found and moment.part == "the end of" else None
    if ends is None or ends.latest is None or moment.season or moment.months:
        return found
    return (*found, DateReading(edtf=ends.latest.isoformat(), why="its last day"))


def _found(moment: Moment, day: dt.date | None) -> tuple[DateReading, ...]:
    if moment.year is not None:
        reading = _reading(moment, moment.why)
        return () if reading is None else (reading,)
    if day is None:
        return ()
    if moment.month is None and moment.day is not None:
        return _days(moment, day)
    return _years(moment, day)


def _reading(moment: Moment, why: str) -> DateReading | None:
    """The moment, which has its year, as EDTF; None where there is no such day."""
    edtf = _edtf(moment)
    if edtf is None or parse_edtf(edtf) is None:
        return None
    if moment.part:
        why = f"{why}; " if why else ""
        why = f'{why}"{moment.part}" is not kept'
    return DateReading(edtf=edtf, why=why)


def _edtf(moment: Moment) -> str | None:
    assert moment.year is not None
    year = f"-{-moment.year:04}" if moment.year < 0 else f"{moment.year:04}"
    if moment.season is not None:
        return f"{year}-{moment.season}"
    if moment.months is not None:
        return f"{year}-{moment.months[0]:02}/{year}-{moment.months[1]:02}"
    if moment.month is None:
        return year if moment.day is None else None
    if not 1 <= moment.month <= 12:  # noqa: PLR2004  # months of a year
        return None
    month = f"{year}-{moment.month:02}"
    if moment.third is not None:
        last = calendar.monthrange(moment.year, moment.month)[1] if moment.third == _LAST_THIRD else moment.third * 10
        return f"{month}-{moment.third * 10 - 9:02}/{month}-{last:02}"
    return month if moment.day is None else _on_its_weekday(moment, f"{month}-{moment.day:02}")


_LAST_THIRD = 3


def _on_its_weekday(moment: Moment, edtf: str) -> str | None:
    date = parse_edtf(edtf)
    if date is None or date.earliest is None:
        return None
    return edtf if moment.weekday in (None, date.earliest.weekday()) else None


def _years(moment: Moment, day: dt.date) -> tuple[DateReading, ...]:
    """Of a month, day or season without its year: the nearest to the article's day, then the one on the other side."""
    found = []
    for year in range(max(day.year - 2, dt.MINYEAR), min(day.year + 3, dt.MAXYEAR)):
        one = _reading(attrs.evolve(moment, year=year), "")
        if one is not None:
            found.append((_distance(one, day), one))
    if moment.lean:
        found = [one for one in found if one[0] * moment.lean > 0 or one[0] == 0]
    if not found:
        return ()
    found.sort(key=lambda one: abs(one[0]))
    first = found[0]
    why = "the one before" if moment.lean < 0 else "the one after" if moment.lean > 0 else "the year nearest to"
    same_side = [one for one in found[1:] if (one[0] > 0) != (first[0] > 0)]
    others = [] if moment.lean or abs(first[0]) < _NEAR else same_side[:1]
    return tuple(
        attrs.evolve(one, why="; ".join(part for part in (words, one.why) if part))
        for words, (_, one) in ((f"{why} {_shown(day)}", first), *(("or the other year", one) for one in others))
    )


_NEAR = 90
"""Days; what lies nearer is hardly meant of another year."""


def _distance(reading: DateReading, day: dt.date) -> int:
    """Days from the article's day to the middle of what a reading means; 0 where the day is within it."""
    date = parse_edtf(reading.edtf)
    assert date is not None
    assert date.earliest is not None
    assert date.latest is not None
    if date.earliest <= day <= date.latest:
        return 0
    return (date.earliest - day + (date.latest - date.earliest) / 2).days or -1


def _days(moment: Moment, day: dt.date) -> tuple[DateReading, ...]:
    """Of a day without its month: in the article's month, then in the one before or after that is nearest."""
    assert moment.day is not None
    there = []
    for step in (-1, 0, 1):
        year, month = divmod(day.year * 12 + day.month - 1 + step, 12)
        is_kept = dt.MINYEAR <= year <= dt.MAXYEAR
        edtf = _edtf(attrs.evolve(moment, year=year, month=month + 1)) if is_kept else None
        if edtf is not None:
            there.append(dt.date.fromisoformat(edtf))
    if moment.lean:
        there = [one for one in there if (one - day).days * moment.lean >= 0]
    # A day far ahead is likelier one of the month before: "on the 30th", told on the 2nd.
    there.sort(key=lambda one: ((one.year, one.month) != (day.year, day.month), abs((one - day).days)))
    why = f"the month of {_shown(day)}"
    return tuple(
        DateReading(
            edtf=one.isoformat(), why=why if (one.year, one.month) == (day.year, day.month) else "or the other month"
        )
        for one in there[:2]
    )


def _shown(day: dt.date) -> str:
    return f"{day.day} {calendar.month_abbr[day.month]} {day.year}"
