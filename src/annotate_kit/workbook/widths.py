"""How wide columns must be, from what stands in them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from string import ascii_uppercase

from annotate_kit.tables import (
    MISSING,
    Cell,
    Column,
    ColumnKind,
    Date,
    DecimalText,
    Id,
    Missing,
    Number,
    Row,
    Text,
    shown,
)
from annotate_kit.text import cell_width

__all__ = ["count_lines", "find_widths", "lines_of", "measure"]

_MEASURED = 1_000
"""Rows that are looked at."""
_NARROWEST, _WIDEST = 10, 44
_WIDE = {ColumnKind.LONG_TEXT: 60, ColumnKind.SENTENCE: 70, ColumnKind.JSON: 60}
_NAMES, _NAME = {"@caption"}, 32
"""Names that stand beside ids are cut short before the values are."""
_LONG = 100
"""Code points above which a text needs no measuring: it is wider than any column."""
_LETTER, _CAPITAL = 0.8, 0.45
"""The width of a Latin letter in digits, on the average of running text, and what a capital takes besides."""
_NO_CAPITALS = dict.fromkeys(map(ord, ascii_uppercase))
_OF_ONE_LINE = frozenset({Missing, Number, Date})
_WORDS = (Text, Id)
_DAY = 12
_ARROW = 4
"""Cells beside a header for the filter's button."""
_FILLED = 0.95
"""Of a line, before a word that does not fit goes to the next."""
_BREATH = 1.5
"""Cells beside the longest text; letters differ in width."""


def find_widths(columns: Sequence[Column], rows: Iterable[Row]) -> tuple[float, ...]:
    """The width of each column in characters: as the schema says, or as the first rows need."""
    widest = [0.0] * len(columns)
    for row in islice(rows, _MEASURED):
        for position, cell in enumerate(row.cells):
            if cell is not MISSING:
                widest[position] = max(widest[position], _measure_cell(cell))
    return tuple(float(column.width or _width(column, cells)) for column, cells in zip(columns, widest, strict=True))


def count_lines(cells: Sequence[Cell], widths: Sequence[float]) -> int:
    """How many lines a row takes."""
    lines = 1
    for cell, width in zip(cells, widths, strict=False):
        kind = type(cell)
        if kind in _OF_ONE_LINE:
            continue
        words = cell.value if isinstance(cell, _WORDS) else shown(cell)
        # Most texts are so short that they need no measuring, whatever their letters.
        if len(words) * (_LETTER + _CAPITAL if words.isascii() else 2) > width or "\n" in words:
            lines = max(lines, lines_of(words, width))
    return lines


def measure(words: str) -> float:
    """How wide one line of words is, in the digits that column widths count."""
    if words.isascii() and words.isprintable():
        return len(words) * _LETTER + (len(words) - len(words.translate(_NO_CAPITALS))) * _CAPITAL
    wide = cell_width(words)
    return wide * _LETTER + sum(map(str.isupper, words)) * _CAPITAL if wide == len(words) else float(wide)


@lru_cache(maxsize=4_096)  # a name, and a sentence that says several things, stand in many rows
def lines_of(words: str, width: float) -> int:
    """How many lines words take in a column."""
    return sum(_lines_of_one(measure(line), width) for line in words.split("\n"))


def _lines_of_one(needed: float, width: float) -> int:
    return 1 if needed <= width else math.ceil(needed / (width * _FILLED))


def _measure_cell(cell: Cell) -> float:
    if isinstance(cell, Date):
        return _DAY
    words = shown(cell)
    if isinstance(cell, DecimalText | Number):
        return len(words) * 4 // 3 + 1
    if len(words) > _LONG:
        return _LONG
    return max(map(measure, words.split("\n")))


def _width(column: Column, widest: float) -> float:
    # A header may take two lines: half of it must fit, and its longest word; its letters are bold.
    header = max(*map(cell_width, column.title.split()), (cell_width(column.title) + 1) // 2) + _ARROW
    most = max(_NAME if column.key in _NAMES else _WIDE.get(column.kind, _WIDEST), header)
    return min(max(_NARROWEST, header, widest + _BREATH), most)
