"""Letters with strokes, ligatures and accents as plain ones."""

import re
from typing import Final

from annotate_kit.text.marks import normal_form

_PLAIN: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss", "ħ": "h", "ŋ": "n"}
)
_ACCENTS: Final = re.compile("[\u0300-\u036f]")


def fold(text: str) -> str:
    """The text in NFKC and small letters, its Latin, Greek and Cyrillic letters without accents."""
    if text.isascii():
        return text.lower()
    small = normal_form("NFKC", text).casefold().translate(_PLAIN)
    # Only these accents go: in NFD the voicing marks of kana are marks as well, and carry meaning.
    return normal_form("NFC", _ACCENTS.sub("", normal_form("NFD", small)))
