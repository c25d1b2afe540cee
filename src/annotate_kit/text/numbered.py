"""Names that a number belongs to: "173rd General Assembly", "Expo 2030 Riyadh"."""

import re
from collections.abc import Sequence
from typing import Final

from annotate_kit.text.amounts import Amount
from annotate_kit.text.tokens import Found

_ORDINAL: Final = re.compile(r"\d{1,4}(?:st|nd|rd|th)")
_YEAR: Final = re.compile(r"\d{4}")


def with_numbers(text: str, amounts: Sequence[Amount], names: Sequence[Found]) -> list[Found]:
    """The amounts and names of a text in order, those that are one name joined.

    An ordinal belongs to the name behind it. A year does where a name stands before it too: "In 2018 France withdrew"
    says when, and of "the 2030 World Expo" the year is wanted by itself.
    """
    found: list[Found] = []
    for item in sorted((*amounts, *names)):
        found.append(item)
        if item[2] == "name" and _follows(text, found, 1):
            count = _belonging(text, found)
            found[-1 - count :] = [(found[-1 - count][0], item[1], "name")]
    return found


def _follows(text: str, found: Sequence[Found], back: int) -> bool:
    """Whether nothing but a space stands between one of the last and the one before it."""
    return len(found) > back and text[found[-back - 1][1] : found[-back][0]] == " "


def _belonging(text: str, found: Sequence[Found]) -> int:
    """How many of what stands before the last belong to its name."""
    start, end, kind = found[-2]
    if kind == "number":
        return 1 if _ORDINAL.fullmatch(text, start, end) else 0
    is_year = kind == "date" and _YEAR.fullmatch(text, start, end)
    return 2 if is_year and _follows(text, found, 2) and found[-3][2] == "name" else 0
