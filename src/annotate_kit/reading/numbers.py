"""Numbers out of words: digits, words and scales in English, Korean and Japanese; approximate ones; what they count."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

import attrs

__all__ = ["Figure", "find_figure"]


@attrs.frozen(kw_only=True)
class Figure:
    """A number as the words give it."""

    value: Decimal
    approximate: bool = False
    """Whether the words leave it open: "around", "more than", 약, 約."""
    unit: str | None = None
    """What is counted, as printed."""


_BELOW_TWENTY = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL: Mapping[str, int] = {
    **{word: n for n, word in enumerate(_BELOW_TWENTY)},
    **{word: 10 * n for n, word in enumerate(_TENS, start=2)},
    "a": 1,
    "an": 1,
    "dozen": 12,
}
_SCALES: Mapping[str, int] = {
    "hundred": 10**2,
    "thousand": 10**3,
    "million": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
}
_CJK_SCALES: Mapping[str, int] = {
    **dict.fromkeys("십十", 10),
    **dict.fromkeys("백百", 10**2),
    **dict.fromkeys("천千", 10**3),
    **dict.fromkeys("만万萬", 10**4),
    **dict.fromkeys("억億", 10**8),
    **dict.fromkeys("조兆", 10**12),
}
_CJK_DIGITS: Mapping[str, int] = {
    **{digit: n for n, digit in enumerate("〇一二三四五六七八九")},
    **{digit: n for n, digit in enumerate("영일이삼사오육칠팔구")},
}
_MYRIAD = 10**4

_ABOUT_WORDS = (
    "about|around|some|roughly|approximately|approx\\.?|nearly|almost|more than|over|at least|up to|less than|"
    "fewer than|under|close to|an estimated|estimated"
)
_ABOUT = re.compile(
    rf"^(?:(?:{_ABOUT_WORDS})\b|~|≈|약\s*|대략\s*|최소\s*|최대\s*|約|およそ|少なくとも)\s*",
    re.IGNORECASE,
)
_ABOUT_AFTER = re.compile(
    r"^\s*(?:or so\b|or more\b|-odd\b|여(?=\s|명|개|건|곳|만|억)|이상|이하|가량|정도|余り?|以上|以下|程度|前後)"
)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_FIGURE = re.compile(rf"(?P<sign>[-−])?(?P<digits>{_DIGITS})")
_SCALE = re.compile(rf"^[\s-]*({'|'.join(_SCALES)})\b", re.IGNORECASE)
_CJK_NUMBER = rf"(?:{_DIGITS}|[{''.join(_CJK_DIGITS)}])"
_CJK_SCALE = f"[{''.join(_CJK_SCALES)}]"
_CJK = re.compile(rf"^(?:{_CJK_NUMBER}?\s?{_CJK_SCALE}\s?)+{_CJK_NUMBER}?")
_CJK_PART = re.compile(rf"({_CJK_NUMBER})?\s?({_CJK_SCALE})?")
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_UNIT = re.compile(r"^[\s-]*(?P<unit>%|％|\w[\w'’ -]{0,40}\w|\w)\s*$")


def find_figure(words: str) -> Figure | None:
    """The number that the words give, or None where they give none, or more than one."""
    rest = unicodedata.normalize("NFKC", words).strip().strip("()[]\"'“”‘’.,;:")
    rest = re.sub(r"^the\s+", "", rest, flags=re.IGNORECASE)
    about = _ABOUT.match(rest)
    rest = rest[about.end() :] if about else rest
    found = _cjk(rest) or _digits(rest) or _ordinal(rest) or _spelled(rest)
    if found is None:
        return None
    value, rest = found
    after = _ABOUT_AFTER.match(rest)
    rest = rest[after.end() :] if after else rest
    unit = _UNIT.match(rest)
    if rest.strip() and (unit is None or any(map(str.isdigit, rest))):
        return None
    return Figure(value=value, approximate=bool(about or after), unit=unit["unit"].strip() if unit else None)


_ORDINALS: Mapping[str, int] = {
    word: n
    for n, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), start=1
    )
}


def _ordinal(text: str) -> tuple[Decimal, str] | None:
    """A place in an order: "the second round" is 2; inside other words, second is a unit of time."""
    match = _WORD.match(text)
    if match is None or match[0].lower() not in _ORDINALS:
        return None
    return Decimal(_ORDINALS[match[0].lower()]), text[match.end() :]


def _decimal(digits: str) -> Decimal:
    return Decimal(_CJK_DIGITS[digits]) if digits in _CJK_DIGITS else Decimal(digits.replace(",", ""))


def _digits(text: str) -> tuple[Decimal, str] | None:
    match = _FIGURE.match(text)
    if match is None:
        return None
    value, rest = _decimal(match["digits"]), text[match.end() :]
    while scale := _SCALE.match(rest):
        value, rest = value * _SCALES[scale[1].lower()], rest[scale.end() :]
    return (-value if match["sign"] else value), rest


def _cjk(text: str) -> tuple[Decimal, str] | None:
    """Digits and myriads: 2억, 3조 4000억, 1만2천, 二十."""
    match = _CJK.match(text)
    if match is None:
        return None
    total = section = Decimal(0)
    for digits, scale in _CJK_PART.findall(match[0]):
        number = (
            Decimal(0) if not digits else Decimal(_CJK_DIGITS[digits]) if digits in _CJK_DIGITS else _decimal(digits)
        )
        factor = _CJK_SCALES.get(scale, 1)
        if factor < _MYRIAD:
            section += (number if digits or not scale else Decimal(1)) * factor
        else:
            total += ((section + number) or Decimal(1)) * factor
            section = Decimal(0)
    return total + section, text[match.end() :]


def _spelled(text: str) -> tuple[Decimal, str] | None:
    """Words: twenty-nine, two billion, a hundred and ten."""
    total = section = 0
    seen, end, last = False, 0, 0
    for match in _WORD.finditer(text):
        gap, word = text[last : match.start()], match[0].lower()
        last = match.end()
        if gap.strip(" -"):
            break
        if word in _SMALL and not (seen and word in {"a", "an"}):
            section = section * 12 if word == "dozen" and section else section + _SMALL[word]
        elif word in _SCALES and seen:
            section = max(section, 1) * _SCALES[word]
            if _SCALES[word] > 100:  # noqa: PLR2004  # a hundred stays inside its section
                total, section = total + section, 0
        elif word != "and" or not seen:
            break
        else:
            continue
        seen, end = True, match.end()
    # "a" and "an" alone are articles, not numbers.
    if not seen or text[:end].lower() in {"a", "an"}:
        return None
    return Decimal(total + section), text[end:]
