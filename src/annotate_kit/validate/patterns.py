"""Patterns of JSON Schema (the dialect of ECMAScript) in linear time, for the engine that has none of its own."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

import re2

__all__ = ["found", "is_linear", "is_runnable"]

_SPACE = r"\t\n\x0b\x0c\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}"
"""What `\\s` means there; re2 knows the ASCII ones only."""

_TOKEN = re.compile(
    r"""\\u\{(?P<braced>[0-9a-fA-F]+)\} | \\u(?P<four>[0-9a-fA-F]{4}) | \\c(?P<control>[A-Za-z])
      | \\(?P<category>[pP]\{(?:(?:General_Category|gc|Script|sc)=)?(?P<value>\w+)\}) | \\(?P<space>[sS])
      | \\(?P<identity>[/\-]) | \\. | (?P<bracket>[\[\]]) | .""",
    re.VERBOSE | re.DOTALL,
)


_CATEGORIES: Mapping[str, str] = {
    "Letter": "L",
    "Mark": "M",
    "Number": "N",
    "Punctuation": "P",
    "Symbol": "S",
    "Separator": "Z",
    "Other": "C",
    "Uppercase_Letter": "Lu",
    "Lowercase_Letter": "Ll",
    "Other_Letter": "Lo",
    "Decimal_Number": "Nd",
    "digit": "Nd",
}
"""The long names of categories that people write; re2 knows the short ones only."""


def found(pattern: str, text: str) -> bool | None:
    """Whether a pattern is found in a text; None for a pattern that cannot be run in linear time."""
    compiled = _compile(pattern)
    return None if compiled is None else compiled.search(text.encode(errors="replace").decode()) is not None


def is_linear(pattern: str) -> bool:
    """Whether the engine that decides runs a pattern without backtracking."""
    return _runs(pattern, backtracking=False)


def is_runnable(pattern: str) -> bool:
    """Whether the engine that decides runs a pattern at all, if need be under a budget of steps."""
    return _runs(pattern, backtracking=True)


def _runs(pattern: str, *, backtracking: bool) -> bool:
    try:
        # Needed by lint alone, and not there on every machine.
        from annotate_kit.validate.fast import patterns_run  # noqa: PLC0415 - see the line above
    except ImportError:
        return backtracking or found(pattern, "") is not None
    return patterns_run(pattern, backtracking=backtracking)


@functools.lru_cache(maxsize=512)
def _compile(pattern: str) -> Any | None:
    options = re2.Options()
    options.log_errors = False  # re2 prints what it cannot read to stderr
    options.never_capture = True  # of thousands of groups it would look for each
    try:
        return re2.compile(_translate(pattern), options=options)
    except (re2.error, UnicodeEncodeError):
        return None


def _translate(pattern: str) -> str:
    parts: list[str] = []
    in_class = False
    for token in _TOKEN.finditer(pattern):
        whole = token[0]
        if token["bracket"]:
            in_class = whole == "[" or (in_class and whole != "]")
        parts.append(_translated(token, in_class=in_class))
    return "".join(parts)


def _translated(token: re.Match[str], *, in_class: bool) -> str:
    if code := token["braced"] or token["four"]:
        return f"\\x{{{code}}}"
    if name := token["value"]:
        return f"\\{token['category'][0]}{{{_CATEGORIES.get(name, name)}}}"
    if token["control"]:
        return f"\\x{ord(token['control']) % 32:02x}"
    if token["space"] and in_class:
        return _SPACE if token["space"] == "s" else token[0]
    if token["space"]:
        return f"[{'^' if token['space'] == 'S' else ''}{_SPACE}]"
    return "/" if token["identity"] == "/" else token[0]
