"""Names in a script without capitals inside a text of another: "Ibrahim Al-Sultan (إبراهيم السلطان)".

Such words stand in an article because they are what something is called at home. In a text that is mostly in such a
script nothing tells names from other words, so none is offered there.
"""

import re
from collections.abc import Sequence
from typing import Final

from annotate_kit.text.tokens import Found, Token

_LONGEST: Final = 10
"""Words; what is longer is a sentence."""
_BETWEEN: Final = re.compile(r" (?:\d{1,4} )?")
"""What may stand inside a name: "إكسبو 2030 الرياض"."""


def is_uncased(word: str) -> bool:
    """Whether a word is of a script that has no capitals."""
    return word[0].isalpha() and word.lower() == word.upper()


def find_uncased(text: str, tokens: Sequence[Token], count: int) -> list[Found]:
    """The runs of words without capitals, in order.

    Args:
        text: the article.
        tokens: its words of such scripts.
        count: all its words.
    """
    if len(tokens) * 2 > count:
        return []
    runs: list[list[int]] = []
    for start, end, _ in tokens:
        gap = text[runs[-1][1] : min(start, runs[-1][1] + 7)] if runs else ""
        if _BETWEEN.fullmatch(gap):
            runs[-1][1:] = [end, runs[-1][2] + 1]
        else:
            runs.append([start, end, 1])
    return [(start, end, "name") for start, end, words in runs if words <= _LONGEST]
