"""Text that a workbook can hold: what cannot stand in a cell is replaced visibly, and said."""

from __future__ import annotations

import re

import attrs

__all__ = ["LONGEST", "MOST_LINES", "Clean", "clean", "escape", "escape_attribute", "is_clean", "shortened", "units"]

LONGEST = 32_767
"""UTF-16 units in a cell; a longer text is cut without a word by openpyxl, and refused by Excel."""
MOST_LINES = 253
"""Line feeds in a cell."""

_SUSPECT = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML text may hold, and the carriage return, which every XML reader turns into a line feed."""
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Excel reads `_x0041_` as the character U+0041, unless its first underscore is written so itself."""


@attrs.frozen
class Clean:
    """A text that a cell can hold, and what was done to it, one clause each."""

    text: str
    changes: tuple[str, ...] = ()
    is_cut: bool = False
    """Whether a part of it is missing."""


def units(text: str) -> int:
    """The length of a text in UTF-16 units, the measure of Excel's limits."""
    return len(text) + sum(map("\uffff".__lt__, text)) if not text.isascii() else len(text)


def shortened(text: str, longest: int) -> str:
    """The text, cut to so many UTF-16 units with an ellipsis where it is longer."""
    if units(text) <= longest:
        return text
    kept = text[: longest - 1]
    while units(kept) > longest - 1:
        kept = kept[:-1]
    return kept + "…"


def is_clean(text: str) -> bool:
    """Whether a cell can hold a text for sure, as nearly every one: one search, and no counting."""
    return len(text) <= MOST_LINES and not _SUSPECT.search(text)


def clean(text: str) -> Clean:
    """The text as a cell can hold it; where nothing was done, the same text."""
    if is_clean(text):
        return Clean(text)
    changes: list[str] = []
    text = _replace(text, changes)
    if text.count("\n") > MOST_LINES:
        changes.append(f"line feeds after the first {MOST_LINES} became ⏎")
        head = text.split("\n", MOST_LINES)
        text = "\n".join(head[:-1]) + "\n" + head[-1].replace("\n", "⏎")
    is_cut = len(text) > LONGEST // 2 and units(text) > LONGEST
    if is_cut:
        changes.append(f"{len(text):,} characters were cut to fit into a cell; the JSON export has all")
        text = _cut(text)
    return Clean(text, tuple(changes), is_cut)


def _replace(text: str, changes: list[str]) -> str:
    if "\r" in text:
        changes.append("carriage returns became line feeds")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    suspects = sorted(set(_SUSPECT.findall(text)))
    if suspects:
        named = ", ".join(f"U+{ord(suspect):04X}" for suspect in suspects)
        changes.append(f"{named} became U+FFFD (�), as no workbook can hold it")
        text = _SUSPECT.sub("\ufffd", text)
    return text


def _cut(text: str) -> str:
    marker = f"… [cut: {len(text):,} characters; full text in JSON]"
    room = LONGEST - units(marker)
    kept = text[:room]
    excess = units(kept) - room
    while excess > 0:
        kept = kept[: -((excess + 1) // 2)]
        excess = units(kept) - room
    return kept + marker


def escape(text: str) -> str:
    """A clean text as XML content."""
    if "_x" in text:
        text = _ESCAPE.sub("_x005F_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(text: str) -> str:
    """A clean text for openpyxl to write where Excel reads `_xHHHH_` escapes, such as a header."""
    return _ESCAPE.sub("_x005F_", text)
