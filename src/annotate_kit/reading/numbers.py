"""Numbers out of words: digits, words and scales in English, Korean and Japanese; approximate ones; what they count."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

import attrs

from annotate_kit.reading.number_words import (
    CJK_DIGITS,
    CJK_SCALES,
    COUNTERS,
    JAPANESE_COUNTERS,
    KOREAN_ONES,
    KOREAN_TENS,
    MYRIAD,
    ORDINALS,
    SCALES,
    SMALL,
)

__all__ = ["Figure", "find_figure"]

_LONGEST = 200
"""Code points of words that may be a number and what it counts."""


@attrs.frozen(kw_only=True)
class Figure:
    """A number as the words give it."""

    value: Decimal
    approximate: bool = False
    """Whether the words leave it open: "around", "more than", 약, 約."""
    unit: str | None = None
    """What is counted, as printed."""


_ABOUT = re.compile(
    r"^(?:(?:about|around|some|roughly|approximately|approx\.?|nearly|almost|more than|over|at least|at most|up to"
    r"|less than|fewer than|no fewer than|no more than|as many as|as much as|under|close to|an estimated|estimated"
    r"|an average of|above|below|a record)\b|~|≈|약 ?|대략 ?|최소 ?|최대 ?|거의 ?|평균 ?"
    r"|約 ?|およそ|ほぼ|最大|最低|少なくとも|平均)\s*",
    re.IGNORECASE,
)
_EXACT = re.compile(
    r"^(?:(?:the|all|a total of|exactly|only|just|a combined|its|their)\b"
    r"|모두 |총 ?|전체 |제(?=\d)|計|全(?=\d)|第)\s*",
    re.IGNORECASE,
)
_ABOUT_AFTER = re.compile(
    r"^\s*(?:or so\b|or more\b|or fewer\b|-?plus\b|\+|-odd\b|여(?=\s|명|개|건|곳|만|억|$)"
    r"|(?:이상|이하|가량|정도|안팎|남짓|余り?|以上|以下|程度|前後|ほど)$)"
)
_ABOUT_UNIT = re.compile(
    r"\s?(?:이상|이하|가량|정도|안팎|남짓|미만|余り?|以上|以下|未満|程度|前後|ほど|or more|or so)$"
)
_GROUPED = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])|\d{1,3}(?:\.\d{3}){2,}(?![\d.])|\d+(?:\.\d+)?"
_FIGURE = re.compile(rf"(?P<sign>[-−+]|minus )?(?P<digits>{_GROUPED})(?P<ordinal>(?:st|nd|rd|th)\b)?")
_HALVED = re.compile(
    rf"(?:(?P<half>half an?)|(?P<whole>\d{{1,3}}|{'|'.join(list(SMALL)[:13])}) and a half|(?P<couple>a couple of))"
    rf"[ -](?P<scale>dozen|{'|'.join(SCALES)})\b",
    re.IGNORECASE,
)
_COUPLE = re.compile("a couple of", re.IGNORECASE)
_SCALE = re.compile(rf"^[\s-]*({'|'.join(SCALES)})\b", re.IGNORECASE)
_CJK_NUMBER = rf"(?:{_GROUPED}|[{''.join(CJK_DIGITS)}])"
_CJK_SCALE = f"[{''.join(CJK_SCALES)}]"
_CJK = re.compile(rf"^(?:{_CJK_NUMBER}?\s?{_CJK_SCALE}\s?)+{_CJK_NUMBER}?")
_CJK_PART = re.compile(rf"({_CJK_NUMBER})?\s?({_CJK_SCALE})?")
_POSITIONAL = re.compile(r"[〇一二三四五六七八九]+(?![、,〜~～])")
_KOREAN = re.compile(
    rf"(?P<tens>{'|'.join(KOREAN_TENS)})?(?P<ones>{'|'.join(sorted(KOREAN_ONES, key=len, reverse=True))})?"
    rf"(?= ?(?:{'|'.join(COUNTERS)}))"
)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_UNIT = re.compile(r"^[\s-]*(?P<unit>%|％|[^\W\d][\w'’ -]{0,60}\w|[^\W\d])\s*$")
_NOT_UNITS = re.compile(
    r"(?:to|or|and|of|in|대|対|halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|tenths?)\b"
    r"|분의|分の|対|[몇수]\b|数",
    re.IGNORECASE,
)
"""What follows the first number of a range, a share or a score."""
_OTHER_NUMBER = re.compile(rf"\b(?:{'|'.join(word for word in SMALL if word not in ('a', 'an'))})\b", re.IGNORECASE)
_COUNTED = re.compile(
    rf"\s?(?:$|여|이상|이하|가량|정도|余|以上|以下|程度|前後|ほど|{'|'.join((*COUNTERS, *JAPANESE_COUNTERS))})"
)
"""What may follow a number that is not in digits."""


def find_figure(words: str) -> Figure | None:
    """The number that the words give, or None where they give none, or more than one."""
    if len(words) > _LONGEST:
        return None
    # Thin and fixed spaces between groups of three digits are told from words' spaces before they become them.
    words = re.sub(r"(?<=\d)[\u2009\u202f\u00a0](?=\d{3}(?!\d))", ",", words)
    rest = unicodedata.normalize("NFKC", words).strip().strip("()[]\"'“”‘’.,;:")
    rest, is_about = _opening(rest)
    opened = rest
    found = (
        _halved(rest)
        or _cjk(rest)
        or _digits(rest)
        or _korean(rest)
        or _positional(rest)
        or _ordinal(rest)
        or _spelled(rest)
    )
    if found is None:
        return None
    value, rest = found
    after = _ABOUT_AFTER.match(rest)
    rest = rest[after.end() :] if after else rest
    about_unit = _ABOUT_UNIT.search(rest)
    rest = rest[: about_unit.start()] if about_unit else rest
    unit = _UNIT.match(rest)
    if rest.strip() and (unit is None or not _is_unit(unit["unit"])):
        return None
    is_about = is_about or bool(after or about_unit) or _COUPLE.match(opened) is not None
    return Figure(value=value, approximate=is_about, unit=unit["unit"].strip() if unit else None)


def _is_unit(unit: str) -> bool:
    is_number = any(map(str.isdigit, unit)) or _OTHER_NUMBER.search(unit) or _ordinal(unit)
    return not is_number and not _NOT_UNITS.match(unit)


def _opening(rest: str) -> tuple[str, bool]:
    """The words without what stands before their number, and whether that makes it approximate."""
    is_about = False
    while True:
        if about := _ABOUT.match(rest):
            is_about, rest = True, rest[about.end() :]
        elif exact := _EXACT.match(rest):
            rest = rest[exact.end() :]
        else:
            return rest, is_about


_Found = tuple[Decimal, str]
"""A number, and the words behind it."""


def _halved(text: str) -> _Found | None:
    """Half a million, two and a half billion, a couple of hundred."""
    match = _HALVED.match(text)
    if match is None:
        return None
    scale = SCALES.get(match["scale"].lower(), 12)
    whole = Decimal(0) if match["half"] else Decimal(2) if match["couple"] else _whole(match["whole"])
    half = Decimal(0) if match["couple"] else Decimal("0.5")
    return (whole + half) * scale, text[match.end() :]


def _whole(text: str) -> Decimal:
    return Decimal(SMALL.get(text.lower()) or int(text))


def _ordinal(text: str) -> _Found | None:
    """A place in an order: "the second round" is 2; inside other words, second is a unit of time."""
    first, _, second = text.partition("-")
    tens = SMALL.get(first.lower(), 0)
    if tens >= _TWENTY and (match := _WORD.match(second)) and ORDINALS.get(match[0].lower(), _TWENTY) < 10:  # noqa: PLR2004  # ones
        return Decimal(tens + ORDINALS[match[0].lower()]), second[match.end() :]
    match = _WORD.match(text)
    if match is None or match[0].lower() not in ORDINALS:
        return None
    return Decimal(ORDINALS[match[0].lower()]), text[match.end() :]


_TWENTY = 20


def _decimal(digits: str) -> Decimal:
    if digits in CJK_DIGITS:
        return Decimal(CJK_DIGITS[digits])
    return Decimal(digits.replace(",", "") if digits.count(".") < 2 else digits.replace(".", ""))  # noqa: PLR2004  # groups


def _digits(text: str) -> _Found | None:
    match = _FIGURE.match(text)
    if match is None:
        return None
    value, rest = _decimal(match["digits"]), text[match.end() :]
    while not match["ordinal"] and (scale := _SCALE.match(rest)):
        value, rest = value * SCALES[scale[1].lower()], rest[scale.end() :]
    return (-value if match["sign"] and match["sign"] != "+" else value), rest


def _cjk(text: str) -> _Found | None:
    """Digits and myriads: 2억, 3조 4000억, 1만2천, 二十."""
    match = _CJK.match(text)
    if match is None:
        return None
    rest = text[match.end() :]
    if not any(char.isdigit() and char.isascii() for char in match[0]) and not _COUNTED.match(rest):
        return None
    total = section = Decimal(0)
    for digits, scale in _CJK_PART.findall(match[0]):
        number = _decimal(digits) if digits else Decimal(0)
        factor = CJK_SCALES.get(scale, 1)
        if factor < MYRIAD:
            section += (number if digits or not scale else Decimal(1)) * factor
        else:
            total += ((section + number) or Decimal(1)) * factor
            section = Decimal(0)
    return total + section, rest


def _korean(text: str) -> _Found | None:
    """Korean's own numbers before what they count: 두 곳, 열두 명."""
    match = _KOREAN.match(text)
    if match is None or not match[0]:
        return None
    value = KOREAN_TENS.get(match["tens"] or "", 0) + KOREAN_ONES.get(match["ones"] or "", 0)
    return Decimal(value), text[match.end() :]


def _positional(text: str) -> _Found | None:
    """Kanji digit by digit: 三人, 二〇二三."""
    match = _POSITIONAL.match(text)
    if match is None or not _COUNTED.match(text, match.end()):
        return None
    return Decimal(int("".join(str(CJK_DIGITS[digit]) for digit in match[0]))), text[match.end() :]


def _spelled(text: str) -> _Found | None:
    """Words: twenty-nine, two billion, a hundred and ten; None where two numbers stand side by side."""
    total = section = 0
    seen, end, last = False, 0, 0
    for match in _WORD.finditer(text):
        gap, word = text[last : match.start()], match[0].lower()
        last = match.end()
        if gap.strip(" -"):
            break
        if word in SMALL and not (seen and word in ("a", "an")):
            if word == "dozen" and section:
                section *= 12
            elif seen and not _may_follow(section, SMALL[word]):
                return None
            else:
                section += SMALL[word]
        elif word in SCALES and seen:
            section = max(section, 1) * SCALES[word]
            if SCALES[word] > 100:  # noqa: PLR2004  # a hundred stays inside its section
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


def _may_follow(section: int, value: int) -> bool:
    """Whether a small number goes on with what stands before it: "twenty one", but not "nineteen ninety"."""
    return section % 100 == 0 or (section % 100 >= _TWENTY and section % 10 == 0 and value < 10)  # noqa: PLR2004  # ones
