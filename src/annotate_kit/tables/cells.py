"""What may stand in a cell of a table: typed values, whatever format they are written in later."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from decimal import Decimal

import attrs

from annotate_kit.codec import encode_line
from annotate_kit.core.values import Json

__all__ = [
    "MISSING",
    "Cell",
    "Code",
    "Date",
    "DecimalText",
    "EdtfText",
    "Id",
    "JsonText",
    "Jump",
    "Link",
    "Marked",
    "Missing",
    "Number",
    "Refer",
    "Reference",
    "Text",
    "YesNo",
    "compact",
    "evidence_words",
    "plain",
    "shown",
]


@attrs.frozen
class Missing:
    """No value."""


MISSING = Missing()


@attrs.frozen
class Text:
    """Words."""

    value: str


@attrs.frozen
class Id:
    """An opaque id, a long number or a register's number: text that nobody calculates with."""

    value: str


@attrs.frozen
class Code:
    """One value of a closed list, and its title, which is what people see."""

    value: Json
    title: str


@attrs.frozen
class Number:
    """A number that the data holds as a number."""

    value: int | float | Decimal


@attrs.frozen
class DecimalText:
    """An exact decimal number that the data holds as text, such as an amount of money."""

    text: str
    """Digits, perhaps a sign and a point; nothing else."""

    @property
    def value(self) -> Decimal:
        """The number that the text means."""
        return Decimal(self.text)

    @property
    def places(self) -> int:
        """How many digits stand behind the point."""
        return len(self.text.partition(".")[2])


@attrs.frozen
class Date:
    """A whole day."""

    value: dt.date


@attrs.frozen
class EdtfText:
    """A date that is no whole day: a month, a year, an interval, an uncertain one."""

    text: str


@attrs.frozen
class YesNo:
    """True or false, shown in words."""

    value: bool


@attrs.frozen
class Reference:
    """The id of another record, and that record's name."""

    id: str
    caption: str
    """Unlike that of every other record of its article, or of every other entity."""


Refer = Callable[[str], Reference]
"""Makes a reference of an id that stands in the data."""


@attrs.frozen
class JsonText:
    """A value that has no column of its own kind, as compact JSON."""

    text: str


@attrs.frozen
class Marked:
    """A sentence in which some words are meant."""

    text: str
    marks: tuple[tuple[int, int], ...]
    """Half-open ranges of code points of `text`, in order."""


@attrs.frozen
class Link:
    """Words that lead to a page."""

    text: str
    url: str
    """http or https."""


@attrs.frozen
class Jump:
    """How many spans speak of a record; leads to the first of its rows in the evidence table."""

    record: str
    spans: int


Cell = (
    Missing
    | Text
    | Id
    | Code
    | Number
    | DecimalText
    | Date
    | EdtfText
    | YesNo
    | Reference
    | JsonText
    | Marked
    | Link
    | Jump
)


def plain(cell: Cell) -> Json:
    """The value as the data holds it, None where there is none."""
    match cell:
        case Missing():
            return None
        case Reference():
            return cell.id
        case Date():
            return cell.value.isoformat()
        case Jump():
            return cell.spans
        case DecimalText() | EdtfText() | JsonText() | Marked() | Link():
            return cell.text
        case _:
            return cell.value


def shown(cell: Cell) -> str:
    """The value as people read it, an empty text where there is none."""
    match cell:
        case Missing():
            return ""
        case Code():
            return cell.title
        case YesNo():
            return "yes" if cell.value else "no"
        case Reference():
            return cell.caption
        case Jump():
            return evidence_words(cell.spans)
        case _:
            return str(plain(cell))


def evidence_words(spans: int) -> str:
    """How many spans there are, in words."""
    return "no evidence" if not spans else "1 span" if spans == 1 else f"{spans} spans"


def compact(value: Json) -> str:
    """Exact JSON on one line with sorted keys; never fails, whatever the value holds."""
    try:
        return encode_line(value).decode()
    except ValueError:  # a lone surrogate, or a number that is none
        return json.dumps(value, sort_keys=True, separators=(",", ":"), default=_other)


def _other(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    return list(value) if isinstance(value, Sequence) else dict(value)  # type: ignore[call-overload]  # a Mapping
