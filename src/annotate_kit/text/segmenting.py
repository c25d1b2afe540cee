"""Cutting a text into words, paragraphs and sentences, each in one pass.

A word is a run of letters and digits with its inner apostrophes, hyphens, periods and ampersands: a hyphenated
compound ("Korea-Japan") is one word, "Corp." is "Corp", "U.S." is "U.S". An English possessive "'s" belongs to no
word. Korean is cut at spaces, Japanese where kanji, katakana and hiragana meet. Punctuation is no word.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from annotate_kit.text.ranges import Range
from annotate_kit.text.vocabulary import CORPORATE, OTHER_ABBREVIATIONS, STOP_WORDS, TITLE_ABBREVIATIONS

KATAKANA: Final = "ァ-ヺー-ヿㇰ-ㇿｦ-ﾟ"
HIRAGANA: Final = "ぁ-ゟ"
HAN: Final = "㐀-䶿一-鿿\uf900-\ufaff々〆〇\U00020000-\U0003ffff"
HANGUL: Final = "가-힣"

_WRAPPED_LINE: Final = 100
"""Code points: a block with a longer line was not wrapped by hand, so each of its lines is a paragraph."""

_TERMINATOR: Final = re.compile(
    # The look-behind keeps a million dots in a row linear: only the first of them is tried.
    r"(?<![.!?…])[.!?…]++[”’\"')\]」』）]*+(?=\s)|[。！？]++[」』”’）)]*+"
)
_LAST_TOKEN: Final = re.compile(r"[\w.]+\Z")
_LONGEST_ABBREVIATION: Final = 16
_NEXT_WORD: Final = re.compile(r"\s*[“‘\"'(\[「『（]?(\w+)?")


@lru_cache(maxsize=64)
def _word_pattern(marks: str) -> re.Pattern[str]:
    other = rf"[^\W{KATAKANA}{HIRAGANA}{HAN}]"
    if marks:
        other = f"(?:{other}|[{re.escape(marks)}])"
    joint = rf"(?:[-‐‑.&·]|['’](?!s(?!\w)|[{HANGUL}])|(?<=\d)[,/:](?=\d))"
    possessive = r"(?!(?<=\w['’])s(?!\w))"
    return re.compile(
        f"[{KATAKANA}]+(?:・[{KATAKANA}]+)*|[{HAN}]+|[{HIRAGANA}]+|{possessive}{other}+(?:{joint}{other}+)*"
    )


def word_matches(text: str) -> Iterator[re.Match[str]]:
    """The words of a text in order, as matches."""
    # Python's \w knows no combining marks, which Hindi and Thai words are full of; only those in use are listed.
    marks = "" if text.isascii() else "".join(sorted(c for c in set(text) if unicodedata.category(c).startswith("M")))
    return _word_pattern(marks).finditer(text)


def paragraph_ranges(text: str) -> tuple[Range, ...]:
    """The paragraphs without the white space around them: blocks between blank lines, or their lines when long."""
    found: list[Range] = []
    block: list[Range] = []
    start = 0
    for line in [*text.split("\n"), ""]:
        stripped = line.strip()
        if stripped:
            first = start + len(line) - len(line.lstrip())
            block.append(Range(start=first, end=first + len(stripped)))
        elif block:
            if any(line.end - line.start > _WRAPPED_LINE for line in block):
                found.extend(block)
            else:
                found.append(Range(start=block[0].start, end=block[-1].end))
            block = []
        start += len(line) + 1
    return tuple(found)


def sentence_ranges(text: str, paragraphs: tuple[Range, ...]) -> tuple[Range, ...]:
    """The sentences without the white space around them; none crosses a paragraph."""
    found: list[Range] = []
    for paragraph in paragraphs:
        cuts = [paragraph.start]
        for match in _TERMINATOR.finditer(text, paragraph.start, paragraph.end):
            following = _NEXT_WORD.match(text, match.end(), paragraph.end)
            assert following is not None
            before = text[max(cuts[-1], match.start() - _LONGEST_ABBREVIATION) : match.start()]
            if _ends_sentence(before, match.group(), following.group(1) or ""):
                cuts.append(match.end())
        cuts.append(paragraph.end)
        found.extend(piece for piece in (_trimmed(text, a, b) for a, b in pairwise(cuts)) if piece.start < piece.end)
    return tuple(found)


def _trimmed(text: str, start: int, end: int) -> Range:
    piece = text[start:end]
    first = start + len(piece) - len(piece.lstrip())
    return Range(start=first, end=first + len(piece.strip()))


def _ends_sentence(before: str, terminator: str, following: str) -> bool:
    if following[:1].islower():
        return False
    token = _LAST_TOKEN.search(before)
    if terminator != "." or token is None:
        return True
    name = token.group().lower()
    if name in TITLE_ABBREVIATIONS or (len(name) == 1 and token.group().isupper()):
        return False
    if name in CORPORATE or name in OTHER_ABBREVIATIONS or "." in name:
        return following.lower() in STOP_WORDS
    return True
