"""Amounts of money out of words: a figure and its currency."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

import attrs

from annotate_kit.reading.numbers import Figure, find_figure

__all__ = ["Amount", "find_amount"]


@attrs.frozen(kw_only=True)
class Amount:
    """A sum of money as the words give it."""

    value: Decimal
    currency: str
    """ISO 4217."""
    approximate: bool = False


_SYMBOLS: Mapping[str, str] = {
    "US$": "USD",
    "C$": "CAD",
    "A$": "AUD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "NT$": "TWD",
    "S$": "SGD",
    "R$": "BRL",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "₩": "KRW",
    "￦": "KRW",
    "¥": "JPY",
    "￥": "JPY",
    "₹": "INR",
    "₫": "VND",
    "₺": "TRY",
    "₽": "RUB",
    "฿": "THB",
    "₱": "PHP",
    "₪": "ILS",
}
_NAMES: Mapping[str, str] = {
    "us dollars": "USD",
    "u.s. dollars": "USD",
    "american dollars": "USD",
    "canadian dollars": "CAD",
    "australian dollars": "AUD",
    "dollars": "USD",
    "dollar": "USD",
    "euros": "EUR",
    "euro": "EUR",
    "pounds": "GBP",
    "pound": "GBP",
    "won": "KRW",
    "yen": "JPY",
    "yuan": "CNY",
    "renminbi": "CNY",
    "rupees": "INR",
    "rupee": "INR",
    "riyals": "SAR",
    "riyal": "SAR",
    "dirhams": "AED",
    "dirham": "AED",
    "francs": "CHF",
    "swiss francs": "CHF",
    "달러": "USD",
    "유로": "EUR",
    "파운드": "GBP",
    "엔": "JPY",
    "위안": "CNY",
    "원": "KRW",
    "米ドル": "USD",
    "ドル": "USD",
    "ユーロ": "EUR",
    "ポンド": "GBP",
    "円": "JPY",
    "元": "CNY",
    "ウォン": "KRW",
}
_CODE = re.compile(r"\b([A-Z]{3})\b")


def _alternatives(names: Mapping[str, str]) -> str:
    # Longest first, so that "US$" wins over "$".
    return "|".join(re.escape(unicodedata.normalize("NFKC", name)) for name in sorted(names, key=len, reverse=True))


_SYMBOL = re.compile(rf"({_alternatives(_SYMBOLS)})\s?")
_NAME = re.compile(rf"[\s-]*({_alternatives(_NAMES)})$", re.IGNORECASE)
_BY_FORM = {unicodedata.normalize("NFKC", name): code for name, code in {**_SYMBOLS, **_NAMES}.items()}


def find_amount(words: str, currencies: frozenset[str] = frozenset()) -> Amount | None:
    """The sum that the words give, or None.

    Args:
        words: as printed: "$3.4 billion", "2억 원", "USD 12 million".
        currencies: the codes that count, where the words use one; empty for every three capital letters.
    """
    text = unicodedata.normalize("NFKC", words).strip().strip("()[]\"'“”‘’.,;:")
    if match := _SYMBOL.search(text):
        return _amount(find_figure(text[: match.start()] + text[match.end() :]), _BY_FORM[match[1]])
    if match := _NAME.search(text):
        return _amount(find_figure(text[: match.start()]), _BY_FORM[match[1].lower()])
    if (match := _CODE.search(text)) and (not currencies or match[1] in currencies):
        return _amount(find_figure((text[: match.start()] + text[match.end() :]).strip()), match[1])
    return None


def _amount(figure: Figure | None, currency: str) -> Amount | None:
    if figure is None or figure.unit:
        return None
    return Amount(value=figure.value, currency=currency, approximate=figure.approximate)
