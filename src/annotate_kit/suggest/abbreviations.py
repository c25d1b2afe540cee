"""Short names that an article explains itself: "World Trade Organization (WTO)", 전국경제인연합회(전경련)."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

import attrs

from annotate_kit.text import TextIndex, candidates

__all__ = ["Short", "short_names"]

_BRACKETS: Final = re.compile(r"\s?[(（]([^()（）\n]{2,24})[)）]")
_INITIAL_SOUNDS: Final = str.maketrans("련령률론력량림류", "연영율논역양임유")
"""Korean syllables that are spelt otherwise at the start of a word: 연합회 is 련 in 전경련."""
_LONGER: Final = 2
"""A short name has at least so many code points less than the long one, unless it is in another script."""


@attrs.frozen(kw_only=True)
class Short:
    """A name in brackets behind a longer one, half-open in code points."""

    start: int
    end: int
    long_start: int
    long_end: int


def short_names(index: TextIndex) -> tuple[Short, ...]:
    """Every name in brackets right behind the name that it stands for, in text order."""
    text = index.text
    names = sorted((c.end, c.start) for c in candidates(index) if c.kind == "name")
    ends = [end for end, _ in names]
    found: list[Short] = []
    for match in _BRACKETS.finditer(text):
        position = bisect_left(ends, match.start())
        if position < len(ends) and ends[position] == match.start():
            start = names[position][1]
            if _is_short(text[start : match.start()], match[1]):
                found.append(Short(start=match.start(1), end=match.end(1), long_start=start, long_end=match.start()))
    return tuple(found)


def _is_short(name: str, short: str) -> bool:
    """Whether the letters of the short one stand in the long one in order, or the two are in different scripts."""
    if name.isascii() != short.isascii():
        return any(char.isalpha() for char in short) and not any(char.isdigit() for char in short)
    if len(short) > len(name) - _LONGER:
        return False
    rest = iter(_plain(name))
    return all(char in rest for char in _plain(short) if char.isalnum())


def _plain(name: str) -> str:
    return name.casefold().translate(_INITIAL_SOUNDS)
