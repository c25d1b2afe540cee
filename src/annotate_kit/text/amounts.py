"""Dates, money and numbers as news writes them in English, Korean and Japanese.

Patterns are tried only where a word that can begin one stands, and every repetition in them is bounded, so the work
grows with the number of words alone.
"""

import functools
import re
from typing import Final

from annotate_kit.text.indexing import TextIndex
from annotate_kit.text.vocabulary import AMOUNT_OPENERS, ASIAN_AMOUNT_OPENERS

Amount = tuple[int, int, str]
"""Start, end and kind: money, date or number."""

_NUM: Final = r"\d(?:[\d,.]{0,30}\d)?(?!\d)"
_SCALE: Final = r"(?:[ -](?:hundred|thousand|million|billion|trillion)\b){0,2}"
_LETTER_SCALE: Final = r"(?:\s?(?:bn|mn|tn|[mkbMKB])\b|\s?[억조만兆億万千]{1,2})?"
_APPROX: Final = (
    r"(?:(?:around|about|some|nearly|almost|roughly|approximately|over|more than|less than|fewer than|at least|at most"
    r"|up to|under|close to|an estimated)\s|약\s?|최대\s?|최소\s?|約|およそ|最大)?"
)
_WORD: Final = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|half a"
    r"|a (?:dozen|hundred|thousand|million|billion))"
)
_ASIAN: Final = rf"{_NUM}(?:여\s?)?(?:\s?(?:[백천]?[만억조]|[백천百千]|[百千]?[万億兆])(?:여\s?)?(?:\s?{_NUM})?){{0,4}}"
_CODES: Final = r"(?:USD|KRW|JPY|EUR|GBP|CNY|CHF|AUD|CAD|INR|HKD|SGD|TWD)"
_COINS: Final = (
    r"(?:(?:U\.?S\.?|Korean|Japanese|Canadian|Australian|Hong Kong|Singapore|Taiwan)\s)?"
    rf"(?:dollars?|won|yen|euros?|pounds?|yuan|rupees?|francs?|cents?|{_CODES})(?!\w)"
)
_MONEY: Final = (
    rf"{_APPROX}(?:(?:US|A|C|HK|NT|S|R)?[$€£¥￥₩￦₹]\s?{_NUM}{_SCALE}{_LETTER_SCALE}(?:\s(?:U\.S\. )?dollars)?"
    rf"|{_CODES}\s?{_NUM}{_SCALE}{_LETTER_SCALE}"
    rf"|(?:{_NUM}|{_WORD}){_SCALE}[ -]{_COINS}"
    rf"|{_ASIAN}\s?(?:원|달러|엔|유로|위안|파운드|円|ドル|ウォン|ユーロ|人民元|元|ポンド))"
)

_LONG_MONTH: Final = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
_MONTH: Final = rf"(?:{_LONG_MONTH}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)"
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?(?!\d)"
_DAYS: Final = rf"{_DAY}(?:\s?[-–~]\s?{_DAY}|\s(?:and|to)\s{_DAY}(?!\s\w))?"
_YEAR: Final = r"(?:1[5-9]|20)\d\d(?!\d)"
_TO: Final = r"\s?[~∼〜～–-]\s?"
_KOREAN_DAY: Final = rf"\d{{1,2}}(?:일?{_TO}\d{{1,2}})?일(?!간|째|정|본)"
_KOREAN_MONTH: Final = rf"\d{{1,2}}(?:{_TO}\d{{1,2}})?월(?:\s?(?:{_KOREAN_DAY}|초|중순|말))?"
_JAPANESE_DAY: Final = rf"\d{{1,2}}(?:日?{_TO}\d{{1,2}})?日(?!間|本)"
_JAPANESE_MONTH: Final = rf"\d{{1,2}}月(?:{_JAPANESE_DAY}|上旬|中旬|下旬|末)?"
_TILL: Final = rf"(?:\s(?:to|until|till|through)\s|{_TO})"
_IN_YEAR: Final = rf"(?:,?\s{_YEAR})?"
_FULL_KOREAN: Final = r"(?:\d{4}년\s?)?\d{1,2}월\s?\d{1,2}일"
_FULL_JAPANESE: Final = r"(?:\d{4}年)?\d{1,2}月\d{1,2}日"
_DATE: Final = "|".join(
    (
        # An interval is one candidate: "1 May to 31 October 2030" is what an exposition's dates are filled from.
        rf"{_DAY}\s{_MONTH}{_IN_YEAR}{_TILL}{_DAY}\s{_MONTH}{_IN_YEAR}",
        rf"{_MONTH}\s{_DAY}{_IN_YEAR}{_TILL}{_MONTH}\s{_DAY}{_IN_YEAR}",
        rf"{_FULL_KOREAN}부터\s{_FULL_KOREAN}(?=까지)|{_FULL_JAPANESE}から{_FULL_JAPANESE}(?=まで)",
        rf"{_MONTH}\s{_DAYS}(?:{_TO}{_MONTH}\s{_DAY})?(?:,?\s{_YEAR})?",
        rf"{_DAYS}\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?",
        rf"{_MONTH}(?:,|\sof)?\s{_YEAR}",
        # "May" and "March" are verbs too, so alone they count only with a capital and, for May, after a preposition.
        r"(?:January|February|March|April|June|July|August|September|October|November|December)\b",
        r"(?:(?<=\b(?i:in|by|of)\s)|(?<=\b(?i:late|last|next|this)\s)|(?<=\b(?i:since|early|until)\s))May\b",
        r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b",
        r"\d{4}-\d{2}(?:-\d{2})?(?![-\d])",
        r"\d{4}\.\s?\d{1,2}\.\s?\d{1,2}\.?(?!\d)",
        r"\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?!\d)",
        rf"{_YEAR}\s?[-–/~]\s?(?:{_YEAR}|\d\d(?!\d))(?![-–])",
        r"(?:1[5-9]|20)\d0s\b",
        rf"\d{{4}}년(?:\s?(?:{_KOREAN_MONTH}|초|말|상반기|하반기))?|{_KOREAN_MONTH}|{_KOREAN_DAY}",
        r"(?:지난해|지난달|지난주|작년|올해|내년|이달|이번\s?달|다음\s?달|오늘|어제|내일|[월화수목금토일]요일)",
        rf"(?:\d{{4}}|(?:令和|平成|昭和)(?:\d{{1,2}}|元))年(?!間)(?:{_JAPANESE_MONTH}|末|春|夏|秋|冬)?|{_JAPANESE_MONTH}|{_JAPANESE_DAY}",
        r"[月火水木金土日]曜日?|一昨年|昨年末?|今年|来年|先月|今月|来月|先週|今週|来週|昨日|本日|明日",
        r"(?:last|next|this|past)\s(?:week|month|year|quarter|spring|summer|autumn|fall|winter|century|decade)\b",
        rf"(?:first|second|third|fourth)\squarter(?:\s(?:of\s)?{_YEAR})?\b|Q[1-4](?:\s{_YEAR})?\b",
        r"(?:yesterday|today|tomorrow)\b",
        rf"{_YEAR}(?![,.]\d|\s?(?:%|percent|people|[가-힣年人名社件円票]))(?![A-Za-z])",
    )
)

_TIME_UNITS: Final = r"(?:years?|months?|weeks?|days?|hours?|minutes?)"
_UNITS: Final = (
    rf"(?:\s?(?:%|％|percent(?:age\spoints?)?\b|per\scent\b|[°℃])|[ -](?:{_TIME_UNITS}|kilomet(?:er|re)s?"
    r"|met(?:er|re)s?|miles?|tons?|tonnes?|hectares?|acres?|barrels?|km|kg|cm|mm|MW|GW|kW|TWh|GWh|MWh"
    r"|square\s(?:kilomet(?:er|re)s?|met(?:er|re)s?|miles?|feet))\b)"
)
_ASIAN_UNITS: Final = (
    r"(?:\s?(?:개국|개사|개월|개|명|건|곳|차례|회|번|표|년간|년|주간|주|일간|퍼센트|포인트|%p|%|％|㎞|㎢|㎡|톤|달|시간|가지|대|척|인"
    r"|[カかヵヶ]国|[カかヵヶ]月|人|名|社|件|票|年間|年|日間|回|台|トン|キロ|時間|割|倍|項目|つ))"
)
_NUMBER: Final = (
    rf"{_APPROX}(?:{_NUM}(?:[ -](?:hundred|thousand|million|billion|trillion)\b{_UNITS}?|{_UNITS}|(?:st|nd|rd|th)\b"
    r"|(?::\d\d)?\s[ap]\.?m\b\.?|:\d\d(?!\d))"
    rf"|{_ASIAN}{_ASIAN_UNITS}?(?![A-Za-z])"
    rf"|{_WORD}(?:[ -](?:hundred|thousand|million|billion|trillion)\b(?:{_UNITS})?"
    rf"|\s(?:percent\b|per\scent\b|{_TIME_UNITS}\b)))"
    rf"|(?:around|about|some|nearly|almost|roughly|approximately|more than|less than|at least|up to)\s{_WORD}"
    r"(?:\s(?:dozen|hundred|thousand|million|billion))?\b"
)


@functools.cache
def _amount() -> re.Pattern[str]:
    # Compiling it takes as long as starting Python, and most commands look for no amounts.
    return re.compile(rf"(?P<money>{_MONEY})|(?P<date>{_DATE})|(?P<number>{_NUMBER})")


_SYMBOLS: Final = frozenset("$€£¥￥₩￦₹")


def find_amounts(index: TextIndex) -> list[Amount]:
    """The dates, sums of money and numbers of a text in order, none overlapping another."""
    text, pattern = index.text, _amount()
    found: list[Amount] = []
    end = 0
    for start, word_end in zip(*index.word_edges, strict=True):
        if start < end:
            continue
        at = _opening(text, start, word_end)
        if at is None:
            continue
        match = pattern.match(text, at)
        if match is not None and match.lastgroup is not None:
            found.append((match.start(), match.end(), match.lastgroup))
            end = match.end()
    return found


def _opening(text: str, start: int, end: int) -> int | None:
    """Where an amount may begin at a word: at it, at the currency sign before it, at the 約 that ends it."""
    first = text[start]
    if first.isdecimal():
        return start - 1 if start and text[start - 1] in _SYMBOLS else start
    if first == "약" or text[start : start + 2] in ASIAN_AMOUNT_OPENERS or text[start:end].lower() in AMOUNT_OPENERS:
        return start
    return end - 1 if text[end - 1] == "約" else None
