"""Edges of characters that two code points tell: nearly all there are, without cutting a text into graphemes."""

import re
from functools import cache
from typing import Final

_APART: Final = (
    "\0-\x0c\x0e-\u02ff\u0370-\u03ff\u0400-\u0482\u048a-\u052f\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf"
    "\u2190-\u2bff\u3000-\u3029\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff\uac00-\ud7a3\uff01-\uff9d"
)
"""Code points between any two of which a character ends: no marks, joiners, jamo, signs that join, carriage return."""


@cache
def _apart() -> re.Pattern[str]:
    return re.compile(f"[{_APART}]{{2}}")


def is_surely_boundary(text: str, offset: int) -> bool:
    """Whether an offset is an edge of a grapheme cluster beyond doubt; of the others a text's index knows."""
    if offset <= 0 or offset >= len(text):
        return offset in (0, len(text))
    around = text[offset - 1 : offset + 1]
    return (around.isascii() and "\r" not in around) or _apart().fullmatch(around) is not None
