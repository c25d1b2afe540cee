"""The looks of a house: fonts and colours of a workbook that somebody gives as a template, and its cover sheets."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import attrs
from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from annotate_kit.core.limits import LIMITS, Limits
from annotate_kit.errors import InputError
from annotate_kit.workbook.container import open_container

__all__ = ["HOUSE", "House", "Template", "contrast", "open_template"]

_LEAST = 4.5
"""The least contrast of words on their ground."""
_NAVY, _WHITE, _BLACK = "1F3864", "FFFFFF", "000000"
_LINEAR = 0.04045
"""Of the whole: darker parts of a colour are in proportion to their light."""
_HEADER = "header"
_SLOTS = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
"""The colours of a theme in the order in which cells number them."""
_TEXT = _SLOTS.index("dk2")
_XML = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RGB = re.compile(r"[0-9A-Fa-f]{6}")


@attrs.frozen(kw_only=True)
class House:
    """How a house wants its workbooks to look."""

    font: str = "Arial"
    """Without a template a font of measures that there are everywhere, so that what fits here fits there."""
    size: float = 10
    """Points of plain text."""
    header_fill: str = _NAVY
    header_color: str = _WHITE
    title_color: str = _NAVY
    """Of titles and headings, on white."""

    @property
    def scale(self) -> float:
        """How much larger than ours its text is."""
        return self.size / HOUSE.size


HOUSE = House()


@attrs.frozen(eq=False, kw_only=True)
class Template:
    """An empty workbook to write into, but for its cover sheets, and how it wants to look."""

    book: Workbook
    house: House
    covers: tuple[str, ...]
    """Names of the sheets that it brings along."""
    tables: tuple[str, ...]
    """Names of tables in them."""


def open_template(raw: bytes, limits: Limits = LIMITS) -> Template:
    """A workbook whose sheets become the first ones, and whose fonts and colours all others take.

    Text has the font of its cell style Normal. Headers look like its cell style Header, where it has one, else they and
    the titles have the second text colour of its theme. What could not be read on its ground is not taken.

    Raises:
        InputError: where it is no workbook, or larger than the limits.
    """
    name = "the template"
    open_container(raw, file=name, limits=limits)
    try:
        book = load_workbook(BytesIO(raw), rich_text=True)
    except Exception as error:
        # openpyxl raises whatever it stumbles over.
        raise InputError(
            name, f"openpyxl cannot read it: {error}", "Save it again with Excel or LibreOffice."
        ) from error
    book.template = False
    tables = tuple(table for sheet in book.worksheets for table in sheet.tables)
    return Template(book=book, house=_house(book), covers=tuple(book.sheetnames), tables=tables)


def _house(book: Any) -> House:
    styles = {style.name.casefold(): style for style in book._named_styles}  # noqa: SLF001  # the only way to see them
    theme = _theme(book.loaded_theme)
    normal = styles["normal"].font
    text = theme[_TEXT] if len(theme) > _TEXT else _NAVY
    fill, color = text, _WHITE
    if _HEADER in styles:
        fill = _rgb(styles[_HEADER].fill.fgColor, theme) if styles[_HEADER].fill.fill_type == "solid" else fill
        color = _rgb(styles[_HEADER].font.color, theme) or color
    fill = fill or text
    if contrast(color, fill) < _LEAST:
        color = max((_WHITE, _BLACK), key=lambda one: contrast(one, fill))
    return House(
        font=normal.name or HOUSE.font,
        size=float(normal.sz or HOUSE.size),
        header_fill=fill,
        header_color=color,
        title_color=text if contrast(text, _WHITE) >= _LEAST else _BLACK,
    )


def _theme(raw: bytes | None) -> list[str]:
    """The colours of a theme, none where there is none."""
    scheme = fromstring(raw).find(f".//{_XML}clrScheme") if raw else None
    if scheme is None:
        return []
    found = {}
    for slot in scheme:
        for color in slot:
            found[slot.tag.removeprefix(_XML)] = str(color.get("lastClr") or color.get("val") or "").upper()
    return [found.get(slot, "") if _RGB.fullmatch(found.get(slot, "")) else _BLACK for slot in _SLOTS]


def _rgb(color: Any, theme: list[str]) -> str:
    """A colour of a cell as six hexadecimal digits; empty where it says none that can be known."""
    if color is None:
        return ""
    if color.type == "theme" and color.theme < len(theme):
        return _tinted(theme[color.theme], color.tint or 0)
    return str(color.rgb)[-6:].upper() if color.type == "rgb" and _RGB.fullmatch(str(color.rgb)[-6:]) else ""


def _tinted(rgb: str, tint: float) -> str:
    """A colour made lighter, or darker where the tint is negative."""
    ground = 255 if tint > 0 else 0
    parts = (int(rgb[n : n + 2], 16) for n in (0, 2, 4))
    return "".join(f"{round(part + (ground - part) * abs(tint)):02X}" for part in parts)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21, as the Web Content Accessibility Guidelines compute it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(rgb: str) -> float:
    parts = (int(rgb[n : n + 2], 16) / 255 for n in (0, 2, 4))
    linear = [part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
