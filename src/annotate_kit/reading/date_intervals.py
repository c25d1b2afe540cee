"""Two moments with "to" between them: what only one of them says counts for both."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

import attrs

from annotate_kit.core import parse_edtf
from annotate_kit.reading.moments import DateReading, DatesRead, Moment, resolved

__all__ = ["find_interval"]

_TO = re.compile(
    r" ?(?:부터|에서) ?|から| (?:to|until|till|through|thru) | ?[~∼〜–—―‒] ?"
    r"| - |(?<=\d)(?:st|nd|rd|th)?-(?=\d)|(?<=[a-z])-(?=[a-z])"
)
_AND = re.compile(r" ?(?:and|&|및|と|·|・|、) ?| ?, ?(?=\d{1,2}(?:일|日))")
_LEAD = re.compile(r"(?:from|between) +")
_END = re.compile(r"(?: ?까지(?:의)?|まで(?:の)?)$")
_MOST = 6
"""Places at which words are taken apart."""
_FULL_YEAR = 100
_FindMoment = Callable[[str, dt.date | None], Moment | None]


def find_interval(text: str, day: dt.date | None, find_moment: _FindMoment) -> DatesRead | None:
    """The interval that words give; of two days with "and" between them, only where one follows the other.

    Args:
        text: at most a few dozen code points, in small letters.
        day: the article's.
        find_moment: reads each of the two.
    """
    text = _END.sub("", text)
    is_between = text.startswith("between ")
    text = _LEAD.sub("", text)
    pairs = [(match, True) for match in _TO.finditer(text)] + [(match, is_between) for match in _AND.finditer(text)]
    # Words with many of them are no interval, and each is read twice.
    for match, is_range in pairs[:_MOST]:
        first = find_moment(text[: match.start()].strip(), day)
        last = find_moment(text[match.end() :].strip(), day)
        if first is None or last is None:
            continue
        for one, other in _completed(first, last):
            reading = _between(one, other, day, is_range=is_range)
            if reading is not None:
                return DatesRead(readings=(reading,), is_sure=True)
    return None


def _completed(first: Moment, last: Moment) -> Iterator[tuple[Moment, Moment]]:
    """Both with what only the other says."""
    first, last = _named(first, last), _named(last, first)
    if first.bare is not None or last.bare is not None:
        return
    if not last.fixed and last.month is None and last.day is not None:
        last = attrs.evolve(last, month=first.month, year=first.year if last.year is None else last.year)
    if not first.fixed and first.month is None and first.day is not None:
        first = attrs.evolve(first, month=last.month)
    if last.year is None and first.year is not None and not last.fixed:
        is_over = (first.month or 0) > (last.month or 0) > 0
        last = attrs.evolve(last, year=first.year + is_over)
    elif first.year is None and last.year is not None and not first.fixed:
        is_over = (first.month or 0) > (last.month or 0) > 0
        first = attrs.evolve(first, year=last.year - is_over)
    yield first, last


def _named(moment: Moment, other: Moment) -> Moment:
    """A bare number is a day, a month or the end of a year, as the other is."""
    if moment.bare is None:
        return moment
    if other.day is not None:
        return attrs.evolve(moment, bare=None, day=moment.bare)
    if other.month is not None:
        return attrs.evolve(moment, bare=None, month=moment.bare)
    if other.year is not None and moment.bare < _FULL_YEAR:
        return attrs.evolve(moment, bare=None, year=other.year - other.year % _FULL_YEAR + moment.bare)
    return moment


def _between(first: Moment, last: Moment, day: dt.date | None, *, is_range: bool) -> DateReading | None:
    ends = [resolved(first, day)[:1]]
    if not ends[0]:
        return None
    start = ends[0][0]
    if last.year is None and not last.fixed and day is not None:
        # The year of the first is told by the article's day; the last comes after it.
        begun = parse_edtf(start.edtf)
        year = begun.earliest.year if begun and begun.earliest else day.year
        month = begun.earliest.month if begun and begun.earliest and last.month is None and last.day else last.month
        same = attrs.evolve(last, year=year, month=month)
        last = same if _is_after(start.edtf, resolved(same, day)) else attrs.evolve(same, year=year + 1)
    found = resolved(last, day)
    if not found:
        return None
    edtf = f"{start.edtf.partition('/')[0]}/{found[0].edtf.rpartition('/')[2]}"
    date = parse_edtf(edtf)
    if date is None or date.earliest is None or date.latest is None or not _is_after(start.edtf, found):
        return None
    if not is_range and (date.latest - date.earliest).days != 1:
        return None
    return DateReading(edtf=edtf, why="; ".join(dict.fromkeys(one.why for one in (start, found[0]) if one.why)))


def _is_after(start: str, found: tuple[DateReading, ...]) -> bool:
    one, other = parse_edtf(start), parse_edtf(found[0].edtf) if found else None
    return bool(one and other and one.earliest and other.earliest and one.earliest < other.earliest)
