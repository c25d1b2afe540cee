"""Amounts of money out of words: a figure and its currency."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal

import attrs

from annotate_kit.reading.numbers import Figure, find_figure

__all__ = ["Amount", "find_amount", "find_amounts"]

_LONGEST = 200
"""Code points of words that may be a sum."""


@attrs.frozen(kw_only=True)
class Amount:
    """A sum of money as the words give it."""

    value: Decimal
    currency: str
    """ISO 4217."""
    approximate: bool = False
    why: str = ""
    """What had to be concluded; "" where the words say all of it."""


def _spread(names: Mapping[str, str]) -> dict[str, str]:
    """Each of the names → its code."""
    return {unicodedata.normalize("NFKC", name): code for code, listed in names.items() for name in listed.split("|")}


_SYMBOLS: Mapping[str, str] = _spread(
    {
        "USD": "US$|U.S.$|U.S. $|$",
        "CAD": "C$|CA$|Can$",
        "AUD": "A$|AU$",
        "NZD": "NZ$",
        "HKD": "HK$",
        "TWD": "NT$",
        "SGD": "S$|SG$",
        "BRL": "R$",
        "MXN": "MX$",
        "EUR": "€",
        "GBP": "£",
        "KRW": "₩",
        "JPY": "¥|JP¥",
        "CNY": "CN¥|RMB",
        "INR": "₹|Rs.|Rs",
        "VND": "₫",
        "TRY": "₺",
        "RUB": "₽",
        "THB": "฿",
        "PHP": "₱",
        "ILS": "₪",
        "UAH": "₴",
        "KZT": "₸",
    }
)
_NAMES: Mapping[str, str] = _spread(
    {
        "USD": "us dollars|us dollar|u.s. dollars|u.s. dollar|american dollars|dollars|dollar"
        "|미국 달러|미국달러|미 달러|달러|米ドル|ドル",
        "CAD": "canadian dollars|캐나다 달러|캐나다달러|カナダドル|加ドル",
        "AUD": "australian dollars|호주 달러|호주달러|オーストラリアドル|豪ドル",
        "NZD": "new zealand dollars|뉴질랜드 달러|뉴질랜드달러|ニュージーランドドル",
        "HKD": "hong kong dollars|홍콩 달러|홍콩달러|香港ドル",
        "SGD": "singapore dollars|싱가포르 달러|싱가포르달러|シンガポールドル",
        "TWD": "taiwan dollars|new taiwan dollars|대만 달러|대만달러|台湾ドル|台湾元",
        "EUR": "euros|euro|유로|ユーロ",
        "GBP": "pounds sterling|british pounds|pounds|pound|파운드|英ポンド|ポンド",
        "KRW": "korean won|south korean won|won|한국 원|원|韓国ウォン|ウォン",
        "JPY": "japanese yen|yen|엔화|엔|日本円|円",
        "CNY": "chinese yuan|yuan|renminbi|위안화|위안|人民元|元",
        "INR": "indian rupees|rupees|rupee|루피|ルピー",
        "RUB": "rubles|roubles|ruble|루블|ルーブル",
        "SAR": "saudi riyals|riyals|riyal|사우디 리얄|리얄|サウジリヤル|リヤル",
        "AED": "dirhams|dirham|디르함|ディルハム",
        "CHF": "swiss francs|francs|스위스프랑|스위스 프랑|スイスフラン",
        "THB": "baht|바트|バーツ",
        "VND": "dong|동|ドン",
        "IDR": "rupiah|루피아|ルピア",
        "BRL": "reais|헤알|レアル",
        "SEK": "swedish kronor|스웨덴 크로나|スウェーデンクローナ",
        "TRY": "turkish liras|lira|리라|リラ",
        "PLN": "zlotys|zloty|즈워티|ズウォティ",
        "ZAR": "rand|랜드|ランド",
    }
)
_UNSURE: Mapping[str, str] = {
    **dict.fromkeys(
        ("$", "dollars", "dollar", "달러", "ドル"), "dollars of the United States, as nothing else is said"
    ),
    "¥": "yen, as nothing else is said",
    "francs": "Swiss francs, as nothing else is said",
    "riyals": "Saudi riyals, as nothing else is said",
    "riyal": "Saudi riyals, as nothing else is said",
    **dict.fromkeys(("pounds", "pound", "£", "파운드", "ポンド"), ""),
}
_LETTERS: Mapping[str, int] = {
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "bln": 10**9,
    "t": 10**12,
    "tn": 10**12,
}


def _alternatives(names: Mapping[str, str]) -> str:
    # Longest first, so that "US$" wins over "$".
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


_SYMBOL = re.compile(rf"(?<![^\W\d])(?:{_alternatives(_SYMBOLS)})\s?(?=\d)|(?<=\d)\s?€$")
_NAME = re.compile(rf"[\s-]*({_alternatives(_NAMES)})$", re.IGNORECASE)
_CODE = re.compile(r"(?<![A-Za-z])([A-Z]{3})(?![A-Za-z])")
_SHORT_SCALE = re.compile(r"(?<=\d)\s?(k|mn|mln|m|bn|bln|b|tn|t)\b", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\(([^()]{1,80})\)$")
_AFTER = re.compile(
    r"\s?(?:이상|이하|가량|정도|안팎|남짓|어치|규모|余り?|以上|以下|程度|前後|ほど|相当|規模|or more|or so)$"
)
_THING = re.compile(
    r"^(?:an? )?(?P<sum>.{1,80}?)"
    r"[ -](?:contracts?|deals?|projects?|agreements?|packages?|funds?|investments?|loans?|plants?|orders?|worth)$",
    re.IGNORECASE,
)


def find_amount(words: str, currencies: frozenset[str] = frozenset()) -> Amount | None:
    """The sum that the words give, or None.

    Args:
        words: as printed: "$3.4 billion", "2억 원", "USD 12 million".
        currencies: the codes that count, where the words use one; empty for every three capital letters.
    """
    return next(find_amounts(words, currencies), None)


def find_amounts(words: str, currencies: frozenset[str] = frozenset()) -> Iterator[Amount]:
    """The sum that the words give, then the same in another currency where one follows in brackets."""
    if len(words) > _LONGEST:
        return
    text = unicodedata.normalize("NFKC", words).strip().strip("[]\"'“”‘’.,;:")
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    bracket = _BRACKET.search(text)
    main = _find(text[: bracket.start()] if bracket else text, currencies)
    if main is not None:
        yield main
        other = _find(bracket[1], currencies) if bracket else None
        if other is not None:
            yield attrs.evolve(other, why="the sum in brackets")


def _find(text: str, currencies: frozenset[str]) -> Amount | None:
    if match := _THING.match(text):
        text = match["sum"]
    after = _AFTER.search(text)
    text = text[: after.start()] if after else text
    found = _with_symbol(text) or _with_name(text) or _with_code(text, currencies)
    return attrs.evolve(found, approximate=True) if found and after and after[0].strip() not in _NO_MORE else found


_NO_MORE = frozenset({"어치", "규모", "相当", "規模"})


def _with_symbol(text: str) -> Amount | None:
    match = _SYMBOL.search(text)
    if match is None:
        return None
    symbol = match[0].strip()
    figures = f"{text[: match.start()]}{text[match.end() :]}"
    name = _NAME.search(figures)
    if name is not None and _NAMES[name[1].lower()] == _SYMBOLS[symbol]:
        figures = figures[: name.start()]
    return _amount(figures, _SYMBOLS[symbol], symbol)


def _with_name(text: str) -> Amount | None:
    match = _NAME.search(text)
    return _amount(text[: match.start()], _NAMES[match[1].lower()], match[1].lower()) if match else None


def _with_code(text: str, currencies: frozenset[str]) -> Amount | None:
    match = _CODE.search(text)
    if match is None or (currencies and match[1] not in currencies):
        return None
    return _amount(f"{text[: match.start()]} {text[match.end() :]}".strip(), match[1], "")


def _amount(text: str, currency: str, name: str) -> Amount | None:
    figure = _figure(_SHORT_SCALE.sub(_spelt, text))
    if figure is None or figure.unit:
        return None
    return Amount(value=figure.value, currency=currency, approximate=figure.approximate, why=_UNSURE.get(name, ""))


def _figure(text: str) -> Figure | None:
    # "a $3.4 billion contract" leaves "a 3.4 billion".
    return find_figure(re.sub(r"^an?\s+(?=\d)", "", text.strip(), flags=re.IGNORECASE))


_SCALE_NAMES = {10**3: " thousand", 10**6: " million", 10**9: " billion", 10**12: " trillion"}


def _spelt(match: re.Match[str]) -> str:
    return _SCALE_NAMES[_LETTERS[match[1].lower()]]
