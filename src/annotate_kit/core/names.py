"""Names of types, articles and annotators, and opaque ids."""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["CROCKFORD", "Ids", "is_annotator_name", "is_article_id", "is_type_name", "make_id"]

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base-32 digits, lower case: no i, l, o, u."""

Ids = Callable[[str], str]
"""Makes a new id from a prefix: a type's name, or `s` for a span."""

_TYPE = re.compile(r"[a-z][a-z0-9-]{0,40}")
_ARTICLE = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_ANNOTATOR = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))})
_TAKEN = frozenset({"article", "final", "text"})


def is_type_name(name: str) -> bool:
    """Whether a schema file may give a record type this name."""
    return bool(_TYPE.fullmatch(name)) and name not in _DEVICES


def is_article_id(name: str) -> bool:
    """Whether an article's folder may have this name."""
    return bool(_ARTICLE.fullmatch(name)) and name not in _DEVICES


def is_annotator_name(name: str) -> bool:
    """Whether an annotator may have this name; `final` is kept for the adjudicated file."""
    return bool(_ANNOTATOR.fullmatch(name)) and name not in _DEVICES and name not in _TAKEN


def make_id(prefix: str, random: int) -> str:
    """The id of a prefix and fifty random bits; opaque, and the prefix is never parsed."""
    digits = "".join(CROCKFORD[(random >> shift) & 31] for shift in range(45, -1, -5))
    return f"{prefix}-{digits}"
