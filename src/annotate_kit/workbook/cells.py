"""What stands in the cells of a workbook that was read: what the file says, before anybody asks what it means."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Mapping
from decimal import Decimal

import attrs

__all__ = ["Book", "Bool", "Fault", "Figure", "Moment", "Sheet", "SheetCell", "SheetRow", "Value", "Words", "decoded"]

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_HALF = re.compile("[\ud800-\udfff]")
_DIGITS = 15
"""Significant digits that Excel keeps of a number."""
_WRITTEN_OUT = 21
"""Digits of a whole number up to which it is written out."""


@attrs.frozen
class Words:
    """A text, never empty, with line feeds alone between its lines."""

    text: str
    raw: str = attrs.field(default="", eq=False)
    """As it stands in the file, where escapes in it mean another text: openpyxl may have lost the escape's escape."""


@attrs.frozen
class Figure:
    """A number, as its digits stand in the file."""

    digits: str

    @property
    def value(self) -> Decimal:
        """The number to the 15 digits that Excel keeps: 19.989999999999998 is 19.99."""
        exact = Decimal(self.digits)
        rounded = Decimal(f"{exact:.{_DIGITS - 1}e}") if len(exact.as_tuple().digits) > _DIGITS else exact
        plain = rounded.normalize()
        # 1E+3 is 1000: whoever reads the number expects an integer.
        return (
            plain.quantize(Decimal(1))
            if plain == plain.to_integral_value() and plain.adjusted() < _WRITTEN_OUT
            else plain
        )


@attrs.frozen
class Moment:
    """A day, or a time of a day, to whole seconds."""

    value: dt.datetime

    @property
    def is_day(self) -> bool:
        """Whether it is a day without a time."""
        return self.value.time() == dt.time()


@attrs.frozen
class Bool:
    """A truth value of the file format."""

    value: bool


@attrs.frozen
class Fault:
    """An error such as #N/A."""

    code: str


Value = Words | Figure | Moment | Bool | Fault


@attrs.frozen
class SheetCell:
    """A cell that holds something."""

    value: Value | None
    """None where a formula has no value with it."""
    is_formula: bool = False


@attrs.frozen(kw_only=True)
class SheetRow:
    """A row that holds something."""

    number: int
    """From 1, the header included."""
    cells: Mapping[int, SheetCell]
    """By column, counted from 0."""


@attrs.frozen(kw_only=True, eq=False)
class Sheet:
    """A worksheet: its rows in order, without those that hold nothing."""

    name: str
    is_hidden: bool = False
    rows: tuple[SheetRow, ...] = ()
    merged: Mapping[int, tuple[tuple[int, int, int], ...]] = attrs.field(factory=dict)
    """Column → first row, last row and first column of the merged cells that reach into it, by first row."""

    def cover_of(self, row: int, column: int) -> tuple[int, int] | None:
        """The row and column of the merged cell that covers a place; None where nothing but itself stands there."""
        ranges = self.merged.get(column)
        if not ranges:
            return None
        first, last, start = ranges[max(bisect_right(ranges, (row, 1 << 30, 0)) - 1, 0)]
        return (first, start) if first <= row <= last and (first, start) != (row, column) else None


@attrs.frozen(kw_only=True, eq=False)
class Book:
    """A workbook that was read."""

    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
    """What was passed over: macros, external links and the like, one sentence each."""

    def find(self, name: str) -> Sheet | None:
        """The sheet of a name, without regard to case; None where there is none."""
        folded = name.casefold()
        return next((sheet for sheet in self.sheets if sheet.name.casefold() == folded), None)


def decoded(text: str) -> str:
    """A text of the file as people see it: `_x0041_` is A, and every line ends with a line feed."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
        if _HALF.search(text):
            # Two halves may have become neighbours; what is still half then is nothing.
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
