"""Slips that a machine can put right: a text in the form that a pattern wants."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

__all__ = ["find_address", "repaired"]

_SCHEME = re.compile(r"(https?)[:/]*(?=[\w-]+[.])", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+([.][\w-]+)+([/:?#]\S*)?")


def find_address(text: str) -> str | None:
    """The web address that is meant by one without its beginning, or with a slip in it; None where none is."""
    begun = _SCHEME.match(text)
    rest = text[begun.end() :] if begun else text
    meant = f"{begun[1].lower() if begun else 'https'}://{rest}"
    return meant if _HOST.fullmatch(rest) and meant != text else None


# A sign, or words behind the digits, may make another number of them: "-30", "30 billion".
_NUMBERED = re.compile(r"(?:[^0-9]*[^\W0-9_](?:[.:]? ?|-))?([0-9]+)[년年]?[\s.]*")


def _only_number(text: str) -> str:
    """The digits of "Expo 2030" and of "2030년"; the text itself where it may mean another number, or several."""
    found = _NUMBERED.fullmatch(text.strip("'\"‘’“”# "))
    return found[1] if found else text


_REPAIRS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("has white space at an end", str.strip),
    ("has a line break in it", lambda text: " ".join(text.split())),
    ("does not have the right form", lambda text: re.sub(r"(?<=[0-9])[, _  '’](?=[0-9]{3})", "", text.strip())),
    ("does not have the right form", lambda text: re.sub("[‐-―−]", "-", text.strip())),
    ("does not have the right form", lambda text: re.sub("[‐-―−-]", "/", text.strip())),
    ("does not have the right form", lambda text: text.strip().lower()),
    ("does not have the right form", lambda text: text.strip().upper()),
    ("does not have the right form", lambda text: unicodedata.normalize("NFKC", text).strip()),
    ("does not have the right form", _only_number),
    ("does not have the right form", lambda text: find_address(text.strip()) or text),
)
"""What is wrong, and how it is put right; the first that makes the text fit is taken."""

_LONGEST = 500
"""Code points; nobody wants to be told that of a longer text."""


def repaired(text: str, pattern: str) -> tuple[str, str] | None:
    """What is wrong with a text that a pattern refuses, and the text put right; None where no slip is known."""
    from annotate_kit.validate.patterns import found  # noqa: PLC0415 - re2 is needed only to mend mistakes

    if len(text) > _LONGEST:
        return None
    for what, repair in _REPAIRS:
        meant = repair(text)
        if meant and meant != text and found(pattern, meant):
            return what, meant
    return None
