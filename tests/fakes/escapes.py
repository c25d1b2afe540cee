"""A strict reader of what goes to a terminal: every sequence must be one that the program itself meant."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

__all__ = ["PAYLOADS", "foreign"]

PAYLOADS = (
    "\x1b[8;5m",
    "\x1b[2J",
    "\x1b[99;99H",
    "\x1b[?1047h",
    "\x1b[!p",
    "\x1b[5i",
    "\x1b[6n",
    "\x1b]0;gone\x07",
    "\x1b]52;c;Z29uZQ==\x07",
    "\x1b]8;;javascript:gone\x1b\\gone\x1b]8;;\x1b\\",
    "\x1bP+q544e\x1b\\",
    "\x1b_gone\x1b\\",
    "\x1b#8",
    "\x1bc",
    "\x9b31m",
    "\x9d0;gone\x9c",
    "\x90gone\x9c",
    "\x84\x85\x8d",
    "\u202egone\u202c",
    "\u2066gone\u2069",
    "\u200f\u061c",
    "\x07",
    "\x05\x0e\x0f",
    "\x08\x0b\x0c\x7f",
    "\x00",
)
"""What texts from outside try; none of it is ever written by the program, apart from the clipboard when it is asked."""

_NUMBER = r"(?:[1-9][0-9]*)"
_COLOR = rf"(?:3[0-7]|4[0-7]|39|49|9[0-7]|10[0-7]|[34]8;5;{_NUMBER}|[34]8;2;[0-9]+;[0-9]+;[0-9]+)"
_SGR = re.compile(rf"\x1b\[(?:(?:0|[12347]|2[2347]|{_COLOR})(?:;(?:0|[12347]|2[2347]|{_COLOR}))*)?m")
_MODES = frozenset({"7", "25", "1000", "1002", "1003", "1004", "1006", "1015", "1049", "2004", "2026", "2048"})
_MODE = re.compile(r"\x1b\[\?([0-9]+)[hl]")
_PLACE = re.compile(rf"\x1b\[(?:({_NUMBER});({_NUMBER}))?H")
_OF_TEXTUAL = re.compile(r"\x1b\[\?20(?:26|48)\$p|\x1b\[[<>][0-9]*u|\x1b\]22;default\x07")
_OF_PROGRESS = re.compile(r"\x1b\[K")
_LINK = re.compile(r"\x1b\]8;;(?:(?:https?|file)://[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+)?\x1b\\")
_COPY = re.compile(r"\x1b\]52;c;([A-Za-z0-9+/]*={0,2})\x07")
_ACTING = re.compile("[\0-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
"""All that acts, but line feeds and carriage returns, which a terminal's own line discipline writes."""


def foreign(raw: bytes, *, size: tuple[int, int] = (80, 24), copied: str | None = None) -> Iterator[str]:
    """What stands in a terminal's input that the program did not mean, with some of what stands around it.

    Args:
        raw: all that was written.
        size: columns and lines of the terminal: nobody goes beyond.
        copied: what may be put on the clipboard; nothing where it is None.
    """
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        yield f"no UTF-8: {raw[max(0, error.start - 30) : error.end + 30]!r}"
        text = raw.decode(errors="ignore")
    at = 0
    while (found := _ACTING.search(text, at)) is not None:
        start = found.start()
        end = _meant(text, start, size, copied)
        if end is None:
            yield f"{text[max(0, start - 30) : start + 30]!r}"
            end = start + 1
        at = end


def _meant(text: str, start: int, size: tuple[int, int], copied: str | None) -> int | None:
    """Where a sequence that may be there ends; None where it may not."""
    for pattern in (_SGR, _OF_TEXTUAL, _OF_PROGRESS, _LINK):
        if (found := pattern.match(text, start)) is not None:
            return found.end()
    if (found := _MODE.match(text, start)) is not None and found[1] in _MODES:
        return found.end()
    if (found := _PLACE.match(text, start)) is not None:
        columns, lines = size
        y, x = int(found[1] or 1), int(found[2] or 1)
        # A terminal's cursor may stand behind the last column.
        return found.end() if y <= lines and x <= columns + 1 else None
    if copied is not None and (found := _COPY.match(text, start)) is not None:
        return found.end() if base64.b64decode(found[1]).decode() == copied else None
    return None
