"""What months, weekdays, seasons, eras and days near the article's are called in English, Korean and Japanese."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

__all__ = [
    "DAYS",
    "ERAS",
    "KANJI_NUMBER",
    "MONTHS",
    "MONTH_STEPS",
    "NUMBER_WORDS",
    "ORDINALS",
    "PARTS",
    "SEASONS",
    "UNITS",
    "WEEKDAYS",
    "WEEK_STEPS",
    "YEAR_STEPS",
    "any_of",
    "full_year",
    "kanji_value",
]


def _numbered(*names: str, first: int = 0) -> dict[str, int]:
    """Each name of each entry → the entry's number."""
    return {name: n for n, entry in enumerate(names, start=first) for name in entry.split("|")}


def any_of(names: Iterable[str]) -> str:
    """A pattern for any of these names, the longest first."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def full_year(two_digits: str) -> int:
    """The year that two digits stand for: '99 is 1999, '24 is 2024."""
    return int(two_digits) + (1900 if int(two_digits) >= _CENTURY_TURNS else 2000)


_CENTURY_TURNS = 50

MONTHS: Final[Mapping[str, int]] = _numbered(
    *("january|jan", "february|feb", "march|mar", "april|apr", "may", "june|jun", "july|jul", "august|aug"),
    *("september|sept|sep", "october|oct", "november|nov", "december|dec"),
    first=1,
)
WEEKDAYS: Final[Mapping[str, int]] = _numbered(
    "monday|mon|월요일|月曜日|月曜|월|月",
    "tuesday|tues|tue|화요일|火曜日|火曜|화|火",
    "wednesday|weds|wed|수요일|水曜日|水曜|수|水",
    "thursday|thurs|thur|thu|목요일|木曜日|木曜|목|木",
    "friday|fri|금요일|金曜日|金曜|금|金",
    "saturday|sat|토요일|土曜日|土曜|토|土",
    "sunday|sun|일요일|日曜日|日曜|일|日",
)
"""Monday is 0. Names of one letter count only in brackets behind a date."""
SEASONS: Final[Mapping[str, int]] = _numbered(
    "spring|springtime|봄|春", "summer|summertime|여름|夏", "autumn|fall|가을|秋", "winter|wintertime|겨울|冬", first=21
)
"""EDTF's numbers."""
ERAS: Final[Mapping[str, int]] = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
"""The year before the era's first."""

DAYS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("today", "tonight", "this morning", "this afternoon", "this evening", "earlier today"), 0),
    **dict.fromkeys(("오늘", "今日", "本日", "きょう", "今朝", "今夜"), 0),
    **dict.fromkeys(("yesterday", "last night", "어제", "전날", "昨日", "きのう", "昨夜", "昨晩", "어젯밤"), -1),
    **dict.fromkeys(("tomorrow", "내일", "明日", "あす", "あした"), 1),
    **dict.fromkeys(("day before yesterday", "그저께", "그제", "一昨日", "おととい"), -2),
    **dict.fromkeys(("day after tomorrow", "모레", "明後日", "あさって"), 2),
}
WEEK_STEPS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("this week", "이번 주", "이번주", "금주", "今週"), 0),
    **dict.fromkeys(("last week", "지난주", "지난 주", "저번 주", "先週"), -1),
    **dict.fromkeys(("next week", "다음 주", "다음주", "내주", "来週"), 1),
    **dict.fromkeys(("지지난주", "先々週", "week before last"), -2),
    **dict.fromkeys(("다다음 주", "再来週", "week after next"), 2),
}
MONTH_STEPS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("this month", "이번 달", "이번달", "이달", "금월", "今月", "本月"), 0),
    **dict.fromkeys(("last month", "지난달", "지난 달", "저번 달", "전월", "先月"), -1),
    **dict.fromkeys(("next month", "다음 달", "다음달", "내달", "来月"), 1),
    **dict.fromkeys(("지지난달", "先々月", "month before last"), -2),
    **dict.fromkeys(("다다음 달", "再来月", "month after next"), 2),
}
YEAR_STEPS: Final[Mapping[str, int]] = {
    **dict.fromkeys(("this year", "current year", "올해", "금년", "올", "今年", "本年"), 0),
    **dict.fromkeys(("last year", "지난해", "작년", "지난 해", "昨年", "去年"), -1),
    **dict.fromkeys(("next year", "내년", "다음 해", "明年", "来年"), 1),
    **dict.fromkeys(("재작년", "지지난해", "一昨年", "おととし", "year before last"), -2),
    **dict.fromkeys(("내후년", "후년", "再来年", "year after next"), 2),
}

PARTS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("early", "beginning", "start", "초", "초반", "초기", "初め", "初頭", "前半"), "early in"),
    **dict.fromkeys(("mid", "middle", "중반", "半ば", "中頃", "中ごろ"), "the middle of"),
    **dict.fromkeys(("end", "말", "말기", "末", "暮れ"), "the end of"),
    **dict.fromkeys(("late", "후반", "後半"), "late in"),
    **dict.fromkeys(("초순", "상순", "上旬", "初旬"), "1"),
    **dict.fromkeys(("중순", "中旬"), "2"),
    **dict.fromkeys(("하순", "下旬"), "3"),
    **dict.fromkeys(("상반기", "上半期", "上期"), "h1"),
    **dict.fromkeys(("하반기", "下半期", "下期"), "h2"),
}
"""A part of a year or month → how it is called in English, or which third of a month or half of a year it is."""

UNITS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("day", "days", "일", "日"), "day"),
    **dict.fromkeys(("week", "weeks", "주", "주일", "週間"), "week"),
    **dict.fromkeys(("month", "months", "개월", "달", "か月", "カ月", "ヶ月", "ヵ月", "ケ月"), "month"),
    **dict.fromkeys(("year", "years", "년", "年"), "year"),
    **dict.fromkeys(("decade", "decades"), "decade"),
}

NUMBER_WORDS: Final[Mapping[str, int]] = {
    **_numbered(
        *(
            "one|a|an",
            "two|a couple of",
            *["three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        ),
        first=1,
    ),
    **_numbered(*["한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열"], first=1),
}
_ENDINGS = {1: "st", 21: "st", 31: "st", 2: "nd", 22: "nd", 3: "rd", 23: "rd"}
ORDINALS: Final[Mapping[str, int]] = {
    **_numbered(
        *["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], first=1
    ),
    **{f"{n}{_ENDINGS.get(n, 'th')}": n for n in range(1, 32)},
}

KANJI_NUMBER: Final = "〇零一二三四五六七八九十百千"
_KANJI_DIGITS: Final = {**{digit: n for n, digit in enumerate("〇一二三四五六七八九")}, "零": 0}
_KANJI_TENS: Final = {"十": 10, "百": 100, "千": 1000}


def kanji_value(digits: str) -> int:
    """The number below ten thousand that kanji spell, digit by digit or with tens: 二〇二三, 二十八."""
    if not set(digits) & _KANJI_TENS.keys():
        return int("".join(str(_KANJI_DIGITS[digit]) for digit in digits))
    total, held = 0, 0
    for digit in digits:
        if digit in _KANJI_TENS:
            total, held = total + (held or 1) * _KANJI_TENS[digit], 0
        else:
            held = _KANJI_DIGITS[digit]
    return total + held
