"""Dates in words: every year, month and day of the value has to stand there, or the words have to mean it."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable

from annotate_kit.core.dates import EdtfDate, parse_edtf
from annotate_kit.validate import wording
from annotate_kit.validate.saying_words import Words

__all__ = ["date_objection"]

_POINT = re.compile(r"(-?[0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?[?~%]?")
_NUMBER = re.compile(r"[0-9]+")
_TIME = (
    r"[0-9]|\b(?:day|today|tomorrow|yesterday|tonight|week|month|year|decade|centur|morning|noon|evening|night|hour|"
    r"minute|spring|summer|autumn|fall|winter|quarter|later|earlier|ago|since|until|then|now|when|next|last|"
    r"mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)|"
    r"[일월년날해주봄여름가을겨올작내초말때당]|[日月年春夏秋冬週朝夜今昨明前後時]"
)
"""What says that words may speak of a time, however it is reckoned from."""


def date_objection(value: str, words: Words) -> str | None:
    """What date the words give instead, or that they give none; None where they give it, or it cannot be told."""
    date = parse_edtf(value)
    if date is None or _are_parts_there(value, words.folded):
        return None
    possible, likely = _read(words)
    if possible:
        return None if any(_agree(date, other) for other in possible) else f"say {_listed(likely)}"
    years = {int(number) for number in _NUMBER.findall(words.folded) if len(number) == _YEAR_DIGITS}
    if years:
        # Years that are known and others; what the rest of the words means is not.
        meant = {int(point[1]) for end in value.split("/") if (point := _POINT.fullmatch(end))}
        other = " and ".join(map(str, sorted(years)))
        return None if not meant or meant & years else f"say {other}"
    return None if re.search(_TIME, words.joined, re.IGNORECASE) or not words.is_readable else "give no date"


_YEAR_DIGITS = 4


def _are_parts_there(value: str, words: str) -> bool:
    """Whether each number of the date stands in the words, months also by name."""
    numbers = {int(number) for number in _NUMBER.findall(words) if len(number) <= _YEAR_DIGITS}
    for end in value.split("/"):
        if end in ("", ".."):
            continue
        point = _POINT.fullmatch(end)
        if not point or int(point[1]) not in numbers:
            return False
        if point[2] and not _is_month_there(int(point[2]), words, numbers):
            return False
        if point[3] and int(point[3]) not in numbers:
            return False
    return True


def _is_month_there(month: int, words: str, numbers: set[int]) -> bool:
    if month in numbers:
        return True
    return month < len(calendar.month_abbr) and re.search(rf"\b{calendar.month_abbr[month].lower()}", words) is not None


def _read(words: Words) -> tuple[tuple[EdtfDate, ...], tuple[EdtfDate, ...]]:
    """The dates that the words may mean, each span by itself and all together; and of these the likeliest of each."""
    # Loaded only once a date is not found at a glance.
    from annotate_kit.reading import read_dates  # noqa: PLC0415 - see the line above

    pieces = dict.fromkeys((words.joined, *words.quotes))
    reads = [read_dates(piece, words.published, words.language) for piece in pieces]
    likely = [one.edtf for read in reads for one in read.readings[: 1 if read.is_sure else None]]
    return _dates(one.edtf for read in reads for one in read.readings), _dates(likely)


def _dates(texts: Iterable[str]) -> tuple[EdtfDate, ...]:
    return tuple(date for text in dict.fromkeys(texts) if (date := parse_edtf(text)))


def _agree(value: EdtfDate, read: EdtfDate) -> bool:
    """Whether one may be within the other, or is an end of it."""
    if value.earliest is None or value.latest is None or read.earliest is None or read.latest is None:
        pairs = ((value.earliest, read.earliest), (value.latest, read.latest))
        return all(None in pair or pair[0] == pair[1] for pair in pairs)
    ends = {value.earliest, value.latest}
    is_within = read.earliest >= value.earliest and read.latest <= value.latest
    return is_within or ("/" in value.text and bool(ends & {read.earliest, read.latest}))


def _listed(dates: tuple[EdtfDate, ...]) -> str:
    return wording.several([f'"{date.text}"' if date.precision in _PLAIN else date.words() for date in dates[:3]])


_PLAIN = frozenset({"day", "month", "year"})
"""Whose EDTF reads itself; of others a person reads the words."""
