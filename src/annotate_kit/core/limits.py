"""The limits on size, depth and count, in one place."""

from __future__ import annotations

import attrs

__all__ = ["LIMITS", "Limits"]


@attrs.frozen(kw_only=True)
class Limits:
    """How large what comes from outside may be."""

    article_bytes: int = 16 * 1024 * 1024
    """Of an article's file."""
    json_bytes: int = 64 * 1024 * 1024
    """Of a JSON file, journal or settings file."""
    json_depth: int = 200
    """Of nested arrays and objects."""
    number_digits: int = 1_000
    """Of a JSON number."""
    problems_per_file: int = 1_000
    """How many problems of one file are reported in full."""
    workbook_bytes: int = 2 * 1024 * 1024 * 1024
    """Of a workbook, inflated."""


LIMITS = Limits()
"""The limits where nothing else is said."""
