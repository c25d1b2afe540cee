"""Numbers in words: in digits, with their scale, spelt out, as ordinals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from annotate_kit.validate import wording
from annotate_kit.validate.saying_words import Words, scripts_of

__all__ = ["DECIMAL", "number_objection"]

DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,38})(\.[0-9]{1,38})?")
_DIGITS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_WORD = r"[^\W\d_]+(?:-[^\W\d_]+)*"
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
)
_WORDS: Mapping[str, int] = {
    **{word: number for number, word in enumerate(_ORDINALS, start=1)},
    **dict.fromkeys(("no", "none", "nobody", "nil"), 0),
    **dict.fromkeys(("once", "single", "sole", "only", "primary", "maiden", "inaugural"), 1),
    **dict.fromkeys(("both", "pair", "couple", "twice", "twin", "double"), 2),
    **dict.fromkeys(("triple", "trio", "thrice"), 3),
    **{
        word: n
        for n, words in enumerate(
            ("하나 한 첫", "둘 두", "셋 세", "넷 네", "다섯", "여섯", "일곱", "여덟", "아홉", "열"), 1
        )
        for word in words.split()
    },
}
_KOREAN = "첫|하나|한|둘|두|셋|세|넷|네|다섯|여섯|일곱|여덟|아홉|열"
_JAPANESE = {**{digit: n for n, digit in enumerate("〇一二三四五六七八九十")}, "初": 1}
_VAGUE = (
    r"\b(?:half|quarter|majority|several|many|few|dozens?|hundreds?|thousands?|millions?|all|every|unanimous)|"
    "[반몇수여양兩両半数]|모두|전원|全員|全会一致"
)
"""Words that give some number which nobody can read out of them alone."""
_TAIL = 3
"""How many words after digits may belong to their number: "7.5 billion US dollars"."""
_SHOWN = 4


def number_objection(value: float | Decimal, words: Words) -> str | None:
    """What number the words give instead, or that they give none; None where they give it, or it cannot be told."""
    wanted = Decimal(value)
    seen: list[Decimal] = []
    for number in _numbers(words):
        if abs(number) == abs(wanted):
            return None
        seen.append(number)
    if seen:
        shown = list(dict.fromkeys(f"{number.normalize():f}" for number in seen if abs(number.adjusted()) < _PLAIN))
        return f"say {wording.several(shown[:_SHOWN])}" if shown else None
    return None if not _is_readable(words) or re.search(_VAGUE, words.joined, re.IGNORECASE) else "give no number"


_PLAIN = 40
"""Digits of a number that a message writes out."""


def _is_readable(words: Words) -> bool:
    return words.is_readable and "other" not in scripts_of(words.joined)


def _numbers(words: Words) -> Iterator[Decimal]:
    """Every number that the words may mean, the plainest first."""
    text = words.folded
    for match in _DIGITS.finditer(text):
        yield Decimal(match[0].replace(",", ""))
    for token in re.findall(_WORD, text):
        if token in _WORDS:
            yield Decimal(_WORDS[token])
    yield from _read(words)
    if "hangul" in words.scripts:
        yield from (Decimal(_WORDS[match]) for match in re.findall(_KOREAN, text))
    if words.scripts & {"han", "kana"}:
        yield from (Decimal(_JAPANESE[char]) for char in text if char in _JAPANESE)


def _read(words: Words) -> Iterator[Decimal]:
    """The numbers that have to be understood: with a scale, spelt out, with a currency."""
    # Loaded only once a number is not found at a glance.
    from annotate_kit.reading import find_amount, find_figure  # noqa: PLC0415 - see the line above

    for piece in dict.fromkeys(_pieces(words)):
        figure = find_figure(piece) or find_amount(piece)
        if figure is not None:
            yield figure.value


def _pieces(words: Words) -> Iterator[str]:
    yield words.joined
    yield from words.quotes
    tokens = words.joined.split()
    for start, token in enumerate(tokens):
        if any(char.isdigit() for char in token):
            for end in range(start + 1, min(start + 1 + _TAIL, len(tokens)) + 1):
                yield " ".join(tokens[start:end]).rstrip(".,;:)")
        else:
            yield token.strip("\"'“”‘’.,;:()")
