"""Names and roles in Japanese: runs of kanji, katakana, Latin letters and digits between hiragana."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from annotate_kit.text.segmenting import HAN, HIRAGANA, KATAKANA
from annotate_kit.text.tokens import Found, Token
from annotate_kit.text.vocabulary import JAPANESE_HONORIFICS, JAPANESE_ROLES

_ROLE: Final = re.compile("|".join(JAPANESE_ROLES) + r"|代表(?![団部的者作取])")
_CJK: Final = re.compile(f"[{HAN}{KATAKANA}]")
_HIRAGANA: Final = re.compile(f"[{HIRAGANA}]")
_VERBAL: Final = re.compile(r"する|した|して|し[、,]|され|させ|せず|できる|できた")
"""Hiragana that make the kanji before them a verb."""


def is_cjk(word: str) -> bool:
    """Whether a word is kanji or kana; the words of a text never mix those with other scripts."""
    return _CJK.match(word) is not None or is_hiragana(word)


def is_hiragana(word: str) -> bool:
    """Whether a word is hiragana."""
    return _HIRAGANA.match(word) is not None


def find_japanese(text: str, tokens: Sequence[Token]) -> list[Found]:
    """The names and roles in runs of adjoining words, in order."""
    found: list[Found] = []
    for start, run_end in _runs(tokens):
        if not _CJK.search(text, start, run_end) or _VERBAL.match(text, run_end):
            continue
        end = _without_honorific(text, start, run_end)
        at = start
        for role in _ROLE.finditer(text, start, end):
            found.extend(_name(at, role.start(), is_before_role=True))
            found.append((role.start(), role.end(), "role"))
            at = role.end()
        found.extend(_name(at, end, is_before_role=False))
    return found


def _runs(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    start = end = -1
    for token_start, token_end, word in tokens:
        if is_hiragana(word):
            continue
        if token_start != end:
            if start < end:
                yield start, end
            start = token_start
        end = token_end
    if start < end:
        yield start, end


def _without_honorific(text: str, start: int, end: int) -> int:
    return end - 1 if end - start > 1 and text[end - 1] in JAPANESE_HONORIFICS else end


def _name(start: int, end: int, *, is_before_role: bool) -> list[Found]:
    return [(start, end, "name")] if end - start > 1 or (is_before_role and start < end) else []
