"""How cells look: few shared styles, each made once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.styleable import StyleableObject

from annotate_kit.tables import ColumnKind
from annotate_kit.workbook.house import HOUSE, House

__all__ = [
    "BODY_SIZE",
    "DAY_FORMAT",
    "DERIVED_HEADER",
    "HEADER",
    "LOOKS",
    "MARK_COLOR",
    "Look",
    "Looks",
    "dressed",
    "look_of",
    "wear",
]

BODY_SIZE = 10
"""Points that the sizes of looks are meant for; a house may have another size."""
MARK_COLOR = "9C0006"
"""Dark red, 8.6:1 on white; the marked words are bold besides."""

DAY_FORMAT = "yyyy\\-mm\\-dd"
"""The same in every country, where "yyyy-mm-dd" alone may get another separator."""

_NAVY, _WHITE, _GREY, _DARK, _LINK = HOUSE.title_color, HOUSE.header_color, "D9D9D9", "262626", "0563C1"
_QUIET = "595959"
"""7:1 on white."""


@attrs.frozen(kw_only=True)
class Look:
    """Everything that a style says."""

    number_format: str = "General"
    is_quoted: bool = False
    """Excel then takes the cell for text whatever it begins with, also after it was edited."""
    color: str = "000000"
    fill: str = ""
    size: float = BODY_SIZE
    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False
    is_wrapped: bool = False
    is_locked: bool = False
    vertical: str = "top"
    horizontal: str | None = None
    indent: int = 0
    has_border: bool = True


HEADER = Look(
    number_format="@", color=_WHITE, fill=_NAVY, is_bold=True, is_wrapped=True, is_locked=True, vertical="center"
)
DERIVED_HEADER = Look(
    number_format="@",
    color=_DARK,
    fill=_GREY,
    is_bold=True,
    is_italic=True,
    is_wrapped=True,
    is_locked=True,
    vertical="center",
)
"""Of a column that cannot be corrected: italic besides, so that colour is not the only sign."""

_TEXT = Look(number_format="@", is_wrapped=True)
_ID = Look(number_format="@", color=_QUIET, is_wrapped=True)
_NUMBER = Look(horizontal="right", indent=1)
_DATE = Look(number_format=DAY_FORMAT, horizontal="left")
_LINKED = Look(color=_LINK, is_underlined=True, is_wrapped=True)

LOOKS: Mapping[str, Look] = {
    "title": Look(size=18, is_bold=True, color=_NAVY, has_border=False),
    "heading": Look(size=12, is_bold=True, color=_NAVY, has_border=False, vertical="bottom"),
    "plain": Look(has_border=False),
    "words": Look(is_wrapped=True),
    "warning": Look(is_wrapped=True, is_bold=True, color=MARK_COLOR, has_border=False),
    "number": attrs.evolve(_NUMBER, number_format="#,##0"),
    "link": _LINKED,
    "text": _TEXT,
}

_BY_KIND: Mapping[ColumnKind, Look] = {
    ColumnKind.ID: _ID,
    ColumnKind.NUMBER: _NUMBER,
    ColumnKind.DECIMAL: attrs.evolve(_NUMBER, number_format="#,##0"),
    ColumnKind.DATE: _TEXT,
    ColumnKind.EARLIEST: attrs.evolve(_DATE, color=_QUIET),
    ColumnKind.LINK: _LINKED,
    ColumnKind.JUMP: _LINKED,
}


def look_of(kind: ColumnKind, *, is_editable: bool) -> Look:
    """The look of a column's cells."""
    return attrs.evolve(_BY_KIND.get(kind, _TEXT), is_locked=not is_editable)


_SIDE = Side(style="thin", color="BFBFBF")
_BORDER = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)


def dressed(look: Look, house: House) -> Look:
    """A look in the colours and the size of a house."""
    if look.fill == _NAVY:
        return attrs.evolve(look, color=house.header_color, fill=house.header_fill, size=look.size * house.scale)
    color = house.title_color if look.color == _NAVY else look.color
    return attrs.evolve(look, color=color, size=look.size * house.scale)


def wear(styled: StyleableObject, look: Look, house: House = HOUSE) -> None:
    """Give a cell or a column a look."""
    look = dressed(look, house)
    styled.font = Font(
        name=house.font,
        size=look.size,
        bold=look.is_bold,
        italic=look.is_italic,
        underline="single" if look.is_underlined else None,
        color=look.color,
    )
    if look.fill:
        styled.fill = PatternFill("solid", fgColor=look.fill)
    if look.has_border:
        styled.border = _BORDER
    styled.alignment = Alignment(
        horizontal=look.horizontal, vertical=look.vertical, wrap_text=look.is_wrapped, indent=look.indent
    )
    styled.number_format = look.number_format
    styled.protection = Protection(locked=look.is_locked)
    styled.quotePrefix = look.is_quoted


class Looks:
    """The styles of one workbook: each look is made once, and is a small number from then on."""

    def __init__(self, sheet: Any, house: House = HOUSE) -> None:
        self.house = house
        self._sheet = sheet
        self._ids: dict[Look, int] = {}

    def id_of(self, look: Look) -> int:
        """The number of a look's style in the workbook's style sheet."""
        if look not in self._ids:
            cell = WriteOnlyCell(self._sheet)
            wear(cell, look, self.house)
            self._ids[look] = cell.style_id
        return self._ids[look]
