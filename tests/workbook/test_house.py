"""Templates: the fonts and colours of a house, and its cover sheets; and that everything can be read."""

import io
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Color, Font, NamedStyle, PatternFill
from openpyxl.worksheet.table import Table
from tests.fakes.sources import meetings
from tests.fakes.workbooks import load, values, write

from annotate_kit.errors import InputError
from annotate_kit.tables import ColumnKind
from annotate_kit.workbook.house import HOUSE, House, contrast, open_template
from annotate_kit.workbook.looks import DERIVED_HEADER, HEADER, LOOKS, MARK_COLOR, Look, dressed, look_of

GREEN_THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="House"><a:themeElements>'
    '<a:clrScheme name="House"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
    '<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1><a:dk2><a:srgbClr val="{dark}"/></a:dk2>'
    '<a:lt2><a:srgbClr val="EEEEEE"/></a:lt2><a:accent1><a:srgbClr val="00A000"/></a:accent1>'
    "</a:clrScheme></a:themeElements></a:theme>"
)


def a_template(*, header: NamedStyle | None = None, theme: str | None = None, font: Font | None = None) -> bytes:
    book: Any = Workbook()
    cover = book.active
    cover.title = "Cover"
    cover["B2"] = "Ministry of Examples"
    cover["B2"].font = Font(name="Georgia", size=30, bold=True)
    cover.append(["Name", "Value"])
    cover.add_table(Table(displayName="tblMeetings", ref="A3:B4"))
    book.create_sheet("Summary")
    if font:
        book._named_styles["Normal"].font = font
        book._fonts[0] = font
    if header:
        book.add_named_style(header)
    if theme:
        book.loaded_theme = theme.encode()
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def a_header(fill: str | Color, color: str | Color | None) -> NamedStyle:
    return NamedStyle("Header", font=Font(color=color), fill=PatternFill("solid", fgColor=fill))


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("000000", "FFFFFF", 21), ("FFFFFF", "FFFFFF", 1), ("777777", "FFFFFF", 4.48)]
)
def test_contrast_is_what_the_guidelines_compute(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.01)


def _every_look() -> list[Look]:
    kinds = [look_of(kind, is_editable=is_editable) for kind in ColumnKind for is_editable in (True, False)]
    return [HEADER, DERIVED_HEADER, *LOOKS.values(), *kinds, Look(color=MARK_COLOR)]


HOUSES = [
    HOUSE,
    open_template(a_template(header=a_header("FFFF00", "FFFFFF"))).house,
    open_template(a_template(header=a_header("000080", "000000"))).house,
    open_template(a_template(theme=GREEN_THEME.format(dark="DDFFDD"))).house,
]


@pytest.mark.parametrize("house", HOUSES)
def test_everything_can_be_read_on_its_ground(house: House) -> None:
    for look in _every_look():
        worn = dressed(look, house)
        assert contrast(worn.color, worn.fill or "FFFFFF") >= 4.5, worn


def test_the_cover_is_kept_and_comes_first() -> None:
    raw, _ = write(meetings(), template=a_template())
    book = load(raw)
    assert book.sheetnames[:4] == ["Cover", "Summary", "Read me", "Summary1"]
    assert book["Cover"]["B2"].value == "Ministry of Examples"
    assert (book["Cover"]["B2"].font.name, book["Cover"]["B2"].font.sz) == ("Georgia", 30)
    assert list(book["Meetings"].tables) == ["tblMeetings_2"]
    assert values(book["Meetings"])[1:] == values(load(write(meetings())[0])["Meetings"])[1:]


def test_text_has_the_font_of_the_house_and_rows_grow_with_it() -> None:
    raw, _ = write(meetings(), template=a_template(font=Font(name="Verdana & Co", size=15)))
    sheet = load(raw, rich_text=True)["Evidence"]
    assert (sheet["A2"].font.name, sheet["A2"].font.sz) == ("Verdana & Co", 15)
    marked = sheet["F2"].value[1]
    assert (marked.font.rFont, marked.font.sz, marked.font.b) == ("Verdana & Co", 15, True)
    plain = load(write(meetings())[0])["Evidence"]
    assert sheet.column_dimensions["A"].width == pytest.approx(plain.column_dimensions["A"].width * 1.5)
    assert sheet.row_dimensions[1].height > plain.row_dimensions[1].height
    assert sheet.row_dimensions[2].height is not None


def test_headers_look_like_the_style_header_of_the_template() -> None:
    raw, _ = write(meetings(), template=a_template(header=a_header("7030A0", "FFFF00")))
    header = load(raw)["Meetings"]["B1"]
    assert (header.fill.fgColor.rgb[2:], header.font.color.rgb[2:]) == ("7030A0", "FFFF00")


@pytest.mark.parametrize(
    ("style", "fill", "color"),
    [
        (None, "004000", "FFFFFF"),
        (a_header(Color(theme=4), Color(theme=1)), "00A000", "000000"),
        (a_header(Color(theme=3, tint=0.5), Color(theme=1)), "80A080", "000000"),
        (a_header(Color(theme=4, tint=-0.5), None), "005000", "FFFFFF"),
        (a_header(Color(indexed=5), Color(indexed=5)), "004000", "FFFFFF"),
        (NamedStyle("Header", font=Font(color="FFFF00")), "004000", "FFFF00"),
    ],
)
def test_else_they_have_the_colours_of_its_theme(style: NamedStyle | None, fill: str, color: str) -> None:
    house = open_template(a_template(header=style, theme=GREEN_THEME.format(dark="004000"))).house
    assert (house.header_fill, house.header_color, house.title_color) == (fill, color, "004000")


def test_a_theme_that_says_no_colours_is_passed_over() -> None:
    bare = '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
    assert open_template(a_template(theme=bare)).house.header_fill == HOUSE.header_fill
    assert open_template(a_template(theme=GREEN_THEME.format(dark="dark"))).house.header_fill == "000000"


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"no workbook at all"])
def test_what_is_no_workbook_is_refused_in_one_line(raw: bytes) -> None:
    with pytest.raises(InputError, match="the template"):
        open_template(raw)


def test_what_openpyxl_stumbles_over_is_refused_in_one_line() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(a_template())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<broken" if name == "xl/styles.xml" else old.read(name))
    with pytest.raises(InputError, match="openpyxl cannot read it"):
        open_template(out.getvalue())


def test_the_same_template_and_data_give_the_same_bytes() -> None:
    template = a_template()
    assert write(meetings(), template=template)[0] == write(meetings(), template=template)[0]


def test_the_chart_is_told_in_words() -> None:
    with zipfile.ZipFile(io.BytesIO(write(meetings())[0])) as parts:
        drawing = parts.read("xl/drawings/drawing1.xml").decode()
    assert 'descr="Bars: records by type. Organizations 1, Meetings 3."' in drawing
