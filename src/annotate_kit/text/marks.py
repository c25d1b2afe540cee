"""Unicode's normal forms in time that is linear in the text, whatever marks stand in it."""

import re
import unicodedata
from typing import Final, Literal

__all__ = ["normal_form"]

_LONG: Final = re.compile(r"[^\w\s!-~]{40,}")
"""Runs in which many marks may stand: no letters, digits, white space or ASCII."""


def normal_form(form: Literal["NFC", "NFD", "NFKC"], text: str) -> str:
    """The text in a normal form.

    The library sorts the marks of one letter by exchanging neighbours: a million out of order keep it busy for an hour.
    Here they are in order before.
    """
    return unicodedata.normalize(form, _LONG.sub(_in_order, text))


def _in_order(run: re.Match[str]) -> str:
    """Marks sorted by their class, each group between characters that are none by itself; equal ones stay in turn."""
    made: list[str] = []
    marks: list[str] = []
    for char in run.group():
        if unicodedata.combining(char):
            marks.append(char)
        else:
            made += (*sorted(marks, key=unicodedata.combining), char)
            marks.clear()
    return "".join((*made, *sorted(marks, key=unicodedata.combining)))
