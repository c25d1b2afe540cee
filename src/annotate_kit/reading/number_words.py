"""What numbers are called in English, Korean and Japanese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = [
    "CJK_DIGITS",
    "CJK_SCALES",
    "COUNTERS",
    "JAPANESE_COUNTERS",
    "KOREAN_ONES",
    "KOREAN_TENS",
    "MYRIAD",
    "ORDINALS",
    "SCALES",
    "SMALL",
]

_BELOW_TWENTY = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SMALL: Final[Mapping[str, int]] = {
    **{word: n for n, word in enumerate(_BELOW_TWENTY)},
    **{word: 10 * n for n, word in enumerate(_TENS, start=2)},
    "a": 1,
    "an": 1,
    "dozen": 12,
}
SCALES: Final[Mapping[str, int]] = {
    "hundred": 10**2,
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
    "mn": 10**6,
    "bn": 10**9,
    "tn": 10**12,
}
ORDINALS: Final[Mapping[str, int]] = {
    **{
        word: n
        for n, word in enumerate(
            (
                *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
                *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
                *("eighteenth", "nineteenth", "twentieth"),
            ),
            start=1,
        )
    },
    "thirtieth": 30,
}

MYRIAD: Final = 10**4
CJK_SCALES: Final[Mapping[str, int]] = {
    **dict.fromkeys("십十", 10),
    **dict.fromkeys("백百", 10**2),
    **dict.fromkeys("천千", 10**3),
    **dict.fromkeys("만万萬", MYRIAD),
    **dict.fromkeys("억億", 10**8),
    **dict.fromkeys("조兆", 10**12),
}
CJK_DIGITS: Final[Mapping[str, int]] = {
    **{digit: n for n, digit in enumerate("〇一二三四五六七八九")},
    **{digit: n for n, digit in enumerate("영일이삼사오육칠팔구")},
}
KOREAN_TENS: Final[Mapping[str, int]] = {
    "열": 10,
    "스물": 20,
    "스무": 20,
    "서른": 30,
    "마흔": 40,
    "쉰": 50,
    "예순": 60,
    "일흔": 70,
    "여든": 80,
    "아흔": 90,
}
KOREAN_ONES: Final[Mapping[str, int]] = {
    "하나": 1,
    "한": 1,
    "첫": 1,
    "둘": 2,
    "두": 2,
    "셋": 3,
    "세": 3,
    "넷": 4,
    "네": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
}
COUNTERS: Final = (
    *(
        "명",
        "개",
        "곳",
        "건",
        "차례",
        "번째",
        "번",
        "사람",
        "나라",
        "달",
        "시간",
        "해",
        "살",
        "가지",
        "대",
        "척",
        "마리",
        "팀",
    ),
    *("회", "표", "도시", "기업", "단체", "후보", "배", "권", "장", "군데", "분", "자리", "국가", "회사", "부처"),
)
"""What Korean counts with its own numbers; without one, 한 and 두 begin other words."""
JAPANESE_COUNTERS: Final = (
    *(
        "人",
        "名",
        "社",
        "か国",
        "カ国",
        "ヶ国",
        "ヵ国",
        "国",
        "か月",
        "カ月",
        "ヶ月",
        "か所",
        "カ所",
        "年",
        "票",
        "件",
        "回",
        "度",
    ),
    *(
        "つ",
        "個",
        "台",
        "倍",
        "割",
        "時間",
        "日間",
        "分",
        "秒",
        "位",
        "校",
        "店",
        "団体",
        "都市",
        "万",
        "歳",
        "世帯",
        "トン",
        "キロ",
    ),
)
"""The same for numbers in kanji: 千葉 and 三菱 are names."""
