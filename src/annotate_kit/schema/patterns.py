"""Regular expressions of a schema, in linear time or not at all."""

from __future__ import annotations

import functools
from typing import Any

__all__ = ["matches"]


@functools.lru_cache(maxsize=512)
def _compile(pattern: str) -> Any | None:
    # Few schemas have patterns that decide what a form shows, and the start of the app waits for every import.
    import re2  # noqa: PLC0415 - see the line above

    options = re2.Options()
    options.log_errors = False  # re2 prints what it cannot read to stderr, which would spoil the screen.
    options.never_capture = True  # of thousands of groups it would look for each
    try:
        return re2.compile(pattern, options=options)
    except re2.error:
        return None


def matches(pattern: str, text: str) -> bool | None:
    """Whether a pattern is found in a text; None for a pattern that has no linear-time engine."""
    try:
        compiled = _compile(pattern)
        return None if compiled is None else compiled.search(text) is not None
    except UnicodeEncodeError:  # a lone surrogate, which no UTF-8 engine takes
        return None
