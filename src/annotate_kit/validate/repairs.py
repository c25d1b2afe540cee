"""Slips that a machine can put right: a value as another type, a text in the form that a pattern wants."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from annotate_kit.core.values import ABSENT, Absent, Json, is_array

__all__ = ["repaired", "retyped"]

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,18})(\.[0-9]{1,18})?")

_HOST = re.compile(r"[\w-]+(\.[\w-]+)+(/\S*)?$")

_REPAIRS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("has white space at an end", str.strip),
    ("has a line break in it", lambda text: " ".join(text.split())),
    ("does not have the right form", lambda text: re.sub(r"(?<=[0-9])[, _  '’](?=[0-9]{3})", "", text.strip())),
    ("does not have the right form", lambda text: re.sub("[‐-―−]", "-", text.strip())),
    ("does not have the right form", lambda text: re.sub("[‐-―−-]", "/", text.strip())),
    ("does not have the right form", lambda text: text.strip().lower()),
    ("does not have the right form", lambda text: text.strip().upper()),
    ("does not have the right form", lambda text: unicodedata.normalize("NFKC", text).strip()),
    ("does not have the right form", lambda text: f"https://{text.strip()}" if _HOST.match(text.strip()) else text),
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


def retyped(value: Json, types: Any) -> Json | Absent:
    """The value as one of the types that are wanted, where there is no doubt; ABSENT where there is."""
    wanted = {types} if isinstance(types, str) else set(types) if is_array(types) else set()
    if isinstance(value, str):
        return _from_text(value, wanted)
    if isinstance(value, Mapping) and "string" in wanted:
        # Somebody wrote the thing where its id or its name belongs.
        texts = [inner for inner in value.values() if isinstance(inner, str) and inner.strip()]
        return texts[0] if len(texts) == len(value) == 1 else ABSENT
    if "array" in wanted and not is_array(value):
        return [value]
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return str(value) if is_number and "string" in wanted else ABSENT


def _from_text(text: str, wanted: set[str]) -> Json | Absent:
    digits = re.sub(r"(?<=[0-9])[, ](?=[0-9]{3})", "", text.strip())
    number = _NUMBER.fullmatch(digits)
    if number and (wanted & {"number", "integer"}) and not (number[1] and "number" not in wanted):
        return Decimal(digits) if number[1] else int(digits)
    if "boolean" in wanted and text.strip().lower() in _WORDS:
        return _WORDS[text.strip().lower()]
    return [text] if "array" in wanted and text.strip() else ABSENT


_WORDS = {"true": True, "yes": True, "false": False, "no": False}
