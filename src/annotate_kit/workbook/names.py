"""Names that Excel takes: of sheets, tables, and ranges."""

from __future__ import annotations

import re

from annotate_kit.tables import Titles
from annotate_kit.workbook.sanitise import clean, shortened

__all__ = ["column_letters", "defined_name", "quoted", "sheet_name", "table_name"]

_LONGEST = 31
"""UTF-16 units of a sheet's name."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_RESERVED = "history"


def sheet_name(title: str, taken: set[str]) -> str:
    """A name for a sheet, unlike those taken (in lower case), to which it is added."""
    words = " ".join(_FORBIDDEN.sub(" ", clean(title).text).split()).strip("' ") or "Sheet"
    if words.casefold() == _RESERVED:
        words += " sheet"
    name, number = shortened(words, _LONGEST), 1
    while name.casefold() in taken:
        number += 1
        ending = f" ({number})"
        name = shortened(words, _LONGEST - len(ending)) + ending
    taken.add(name.casefold())
    return name


def table_name(title: str, name: str, taken: Titles) -> str:
    """A name for a table: `tblOfficialRoles`; where the title has no Latin letters, from the machine's name.

    With a letter behind "tbl" it cannot be taken for a cell, as TBL2024 would be.
    """
    words = re.findall(r"[A-Za-z0-9]+", title if re.search(r"[A-Za-z]", title) else name)
    return _joined(taken, "tbl" + "".join(word[:1].upper() + word[1:] for word in words))


def defined_name(title: str, taken: Titles) -> str:
    """A name for a range of codes: `list_kind`."""
    return _joined(taken, "_".join(["list", *re.findall(r"[a-z0-9]+", title.lower())]))


def _joined(taken: Titles, name: str) -> str:
    # "tblRoles (2)" is no name in Excel, "tblRoles_2" is one.
    return taken.take(name[:80]).replace(" (", "_").rstrip(")")


def quoted(sheet: str) -> str:
    """A sheet's name as a formula has it."""
    return "'" + sheet.replace("'", "''") + "'"


def column_letters(position: int) -> str:
    """The letters of a column, counted from 0: A, …, Z, AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
