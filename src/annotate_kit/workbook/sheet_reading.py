"""The XML of a worksheet → its rows. What the file says of its own size is never believed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation

import attrs

from annotate_kit.core.limits import FIXED
from annotate_kit.workbook.cells import Bool, Fault, Figure, Moment, SheetCell, SheetRow, Value, Words, decoded
from annotate_kit.workbook.markup import local

__all__ = ["MOST_COLUMNS", "SheetReader", "Styles", "find_moment"]

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
_LARGEST = 400
"""Powers of ten; Excel's numbers end at 308."""
_REF = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_EPOCH, _EPOCH_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)  # noqa: DTZ001  # days have no time zone
_FIRST, _LAST = 61, 2_958_466
"""Days since the epoch: from 1 March 1900, before which Excel's calendar is wrong, up to the year 9999."""


@attrs.frozen(kw_only=True)
class Styles:
    """What the styles of a workbook say of its values."""

    dates: Sequence[bool] = ()
    """Whether the cells of a style, by its number, are days or times."""
    is_1904: bool = False
    """Whether days count from 1904."""


def column_of(letters: str) -> int:
    """The number of a column from 0: A is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def find_moment(serial: Decimal, *, is_1904: bool) -> dt.datetime | None:
    """The moment that a number of days means, to whole seconds; None where Excel's calendar has none."""
    epoch, first = (_EPOCH_1904, 0) if is_1904 else (_EPOCH, _FIRST)
    if not first <= serial < _LAST:
        return None
    seconds = (serial * 86_400).to_integral_value()
    return epoch + dt.timedelta(seconds=int(seconds))


class SheetReader:
    """Takes the XML of one sheet, and hands over each row that holds something."""

    def __init__(self, strings: Sequence[str], styles: Styles, on_row: Callable[[SheetRow], None]) -> None:
        self._strings = strings
        self._styles = styles
        self._on_row = on_row
        self.merges: list[tuple[int, int, int, int]] = []
        """First row, first column, last row, last column of merged cells."""
        self._row = 0
        self._column = -1
        self._cells: dict[int, SheetCell] = {}
        self._type = self._style = ""
        self._is_formula = False
        self._text: list[str] | None = None
        self._pieces: list[str] = []
        self._phonetic = 0
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "c": self._start_cell,
            "f": self._start_formula,
            "is": self._start_inline,
            "mergeCell": self._start_merge,
            "rPh": self._start_phonetic,
            "row": self._start_row,
            "t": self._start_text,
            "v": self._start_value,
        }
        self._ends: dict[str, Callable[[], None]] = {
            "c": self._end_cell,
            "rPh": self._end_phonetic,
            "row": self._end_row,
            "t": self._end_text,
            "v": self._end_text,
        }

    # What a parser calls.

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        """An element begins."""
        begin = self._starts.get(local(tag))
        if begin is not None:
            begin(attrs)

    def end(self, tag: str) -> None:
        """It ends."""
        finish = self._ends.get(local(tag))
        if finish is not None:
            finish()

    def data(self, data: str) -> None:
        """Text, perhaps only a piece of it."""
        if self._text is not None:
            self._text.append(data)

    def close(self) -> None:
        """The part has ended."""

    # Rows and cells.

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = int(attributes["r"]) if "r" in attributes else self._row + 1
        if not self._row < number <= MOST_ROWS:
            raise ValueError(f"there is no row {number} after row {self._row}")
        self._row, self._column, self._cells = number, -1, {}

    def _end_row(self) -> None:
        if self._cells:
            self._on_row(SheetRow(number=self._row, cells=self._cells))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        ref = attributes.get("r")
        # Some programs leave out where a cell is: then it stands behind the one before.
        self._column = self._column + 1 if ref is None else _parse_ref(ref)[1]
        if self._column >= MOST_COLUMNS:
            raise ValueError(f"there is no column {self._column + 1}")
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._is_formula = False
        self._pieces = []

    def _end_cell(self) -> None:
        text = "".join(self._pieces)
        value = self._value(text) if text else None
        if value is not None or self._is_formula:
            self._cells[self._column] = SheetCell(value, self._is_formula)

    def _value(self, text: str) -> Value | None:  # one for each type of the format
        match self._type:
            case "s":
                return _words(self._strings[int(text)])
            case "str" | "inlineStr":
                return _words(text)
            case "b":
                return Bool(text.strip() in ("1", "true"))
            case "e":
                return Fault(text)
            case "d":
                return _moment(text)
            case _:
                return self._number(text.strip())

    def _number(self, text: str) -> Value:
        try:
            number = Decimal(text)
        except InvalidOperation:
            return Fault(text)
        if not number.is_finite() or abs(number.adjusted()) > _LARGEST:
            return Fault(text)
        style = int(self._style)
        if style < len(self._styles.dates) and self._styles.dates[style]:
            moment = find_moment(number, is_1904=self._styles.is_1904)
            if moment is not None:
                return Moment(moment)
        return Figure(text)

    # Texts.

    def _start_formula(self, _attributes: dict[str, str]) -> None:
        self._is_formula = True

    def _start_inline(self, _attributes: dict[str, str]) -> None:
        self._type = "inlineStr"

    def _start_text(self, _attributes: dict[str, str]) -> None:
        # How a word is read aloud stands beside it, and is no part of it.
        self._text = None if self._phonetic else []

    def _start_value(self, _attributes: dict[str, str]) -> None:
        self._text = []

    def _end_text(self) -> None:
        self._pieces += self._text or ()
        self._text = None

    def _start_phonetic(self, _attributes: dict[str, str]) -> None:
        self._phonetic += 1

    def _end_phonetic(self) -> None:
        self._phonetic -= 1

    def _start_merge(self, attributes: dict[str, str]) -> None:
        if len(self.merges) == FIXED.workbook_merges:
            raise ValueError(f"more than {FIXED.workbook_merges:,} merged ranges on one sheet")
        first, _, last = attributes["ref"].partition(":")
        top, left = _parse_ref(first)
        bottom, right = _parse_ref(last or first)
        self.merges.append((top, left, bottom, right))


def _parse_ref(ref: str) -> tuple[int, int]:
    """The row from 1 and the column from 0 of a cell such as B7."""
    found = _REF.fullmatch(ref)
    if found is None:
        raise ValueError(f"there is no cell {ref[:20]!a}")
    return int(found[2]), column_of(found[1])


def _words(text: str) -> Value | None:
    if not text:
        return None
    meant = decoded(text)
    return Words(meant) if meant == text else Words(meant, text)


def _moment(text: str) -> Value:
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return Words(text)
    if moment.tzinfo is not None:
        return Words(text)
    return Moment(moment.replace(microsecond=0))
