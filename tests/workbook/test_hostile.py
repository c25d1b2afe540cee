"""Whatever is handed in as a workbook: a book, or one clear sentence; no crash, and no more work than it is worth."""

import random
import zipfile
from io import BytesIO

import pytest
from tests.fakes.raw_books import a_raw_book, book_parts, packed, related, sheet_xml
from tests.fakes.sources import meetings

from annotate_kit.core import LIMITS, Limits
from annotate_kit.errors import InputError
from annotate_kit.tables import build_model
from annotate_kit.workbook import write_workbook
from annotate_kit.workbook.container import open_container
from annotate_kit.workbook.reading import read_workbook

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'


def refused(raw: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(InputError) as caught:
        read_workbook(raw, file="book.xlsx", limits=limits)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def without(raw: bytes, *names: str) -> bytes:
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        return packed({name: archive.read(name) for name in archive.namelist() if name not in names})


def old(words: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + words.encode("utf-16-le") + bytes(512)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "the file is empty"),
        (old("Workbook"), "the old kind (.xls)"),
        (old("EncryptedPackage"), "is encrypted. Save it without a password."),
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "an OpenDocument spreadsheet (.ods)"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text"}), "an OpenDocument file, not a workbook"),
        (packed({"mimetype": "image/openraster"}), "a zip file, not a workbook"),
        (packed({"Index/Document.iwa": "x"}), "a Numbers spreadsheet"),
        (packed({"a.txt": "x"}), "a zip file, not a workbook"),
        (b"%PDF-1.7\n", "a PDF, not a workbook"),
        (b"\xef\xbb\xbf <!DOCTYPE html><table>", "a web page, not a workbook"),
        (b"<?xml version='1.0'?><Workbook/>", "XML, not a workbook"),
        (b"Name;Kind\nKim;chair\n", "a text file (perhaps CSV), not a workbook"),
        (b"\x89PNG\r\n\0\0\0", "this is no workbook"),
        (b"PK\x03\x04 and then nothing", "cut off or damaged"),
    ],
)
def test_what_is_no_workbook_is_told_in_one_line(raw: bytes, words: str) -> None:
    assert words in refused(raw)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("xl/workbook.bin", "a binary workbook (.xlsb)"),
        ("word/document.xml", "another Office document, not a workbook"),
        ("xl/missing.xml", "the part that lists its sheets is missing"),
    ],
)
def test_other_documents_of_the_family_are_told_apart(target: str, words: str) -> None:
    parts = book_parts(sheet_xml(ROW)) | {"_rels/.rels": related(("rId1", "officeDocument", target))}
    if "missing" not in target:
        parts[target] = "x"
    assert words in refused(packed(parts))


def test_a_book_cut_off_anywhere_is_said_to_be_so() -> None:
    stream = BytesIO()
    write_workbook(build_model(meetings()), stream)
    raw = stream.getvalue()
    assert len(raw) > 20_000
    for length in range(1_000, len(raw), 1_000):
        assert "cut off or damaged" in refused(raw[:length])


def test_flipped_bytes_are_a_book_or_one_line() -> None:
    luck = random.Random(7)  # noqa: S311  # nothing here is secret
    raw = a_raw_book(sheet_xml(ROW), strings="<si><t>x</t></si>")
    lines = set()
    for _ in range(600):
        flipped = bytearray(raw)
        for _ in range(luck.randint(1, 4)):
            flipped[luck.randrange(len(raw))] = luck.randrange(256)
        try:
            read_workbook(bytes(flipped), file="b")
        except InputError as error:
            lines.add(error.what.partition("(")[0])
    assert len(lines) > 3


def test_the_directory_is_looked_at_before_anything_is_inflated() -> None:
    zeros = packed(book_parts(sheet_xml(ROW)) | {"xl/media/image1.bin": bytes(20 << 20)})
    assert "xl/media/image1.bin would inflate to" in refused(zeros)
    raw = a_raw_book(sheet_xml(ROW))
    assert "too large to be opened safely: it has more than 100 bytes" in refused(raw, Limits(workbook_bytes=100))
    assert "6 parts, and 5 are allowed" in refused(raw, Limits(workbook_parts=5))
    assert "it would inflate to more than 100 bytes" in refused(raw, Limits(workbook_inflated_bytes=100))
    assert "would inflate to more than 100 bytes" in refused(raw, Limits(workbook_part_bytes=100))


def test_a_part_that_lies_about_its_size_is_never_inflated_further() -> None:
    raw = bytearray(a_raw_book(sheet_xml(ROW), sheet_xml("<row/>" * 10_000)))
    with zipfile.ZipFile(BytesIO(bytes(raw))) as archive:
        size = archive.getinfo("xl/worksheets/sheet2.xml").file_size
    lie = bytes(raw).replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert "damaged" in refused(lie)


def test_encrypted_parts_and_odd_packing_are_refused() -> None:
    raw = a_raw_book(sheet_xml(ROW))
    at = raw.rindex(b"PK\x01\x02")
    assert "encrypted" in refused(raw[: at + 8] + b"\x01" + raw[at + 9 :])
    assert "packs" in refused(packed(book_parts(sheet_xml(ROW)), compression=zipfile.ZIP_BZIP2))
    assert "has the part x twice" in refused(packed({"[Content_Types].xml": "x", "x": "1", "/x": "2"}))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "_rels/.rels"])
def test_document_types_are_refused_wherever_they_stand(part: str) -> None:
    parts = book_parts(sheet_xml(ROW))
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    assert "declares a document type" in refused(packed(parts | {part: laughs + parts[part]}))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("<row r='2'/><row r='1'/>", "there is no row 1 after row 2"),
        ("<row r='1048577'/>", "there is no row 1048577"),
        ("<row r='one'/>", "invalid literal"),
        ("<row><c r='XFE1'><v>1</v></c></row>", "there is no column 16385"),
        ("<row><c r='1A'><v>1</v></c></row>", "there is no cell '1A'"),
        ("<row><c t='s'><v>7</v></c></row>", "damaged"),
        ("<row>", "mismatched tag"),
    ],
)
def test_cells_that_cannot_be_are_damage(rows: str, words: str) -> None:
    assert words in refused(a_raw_book(sheet_xml(rows), strings=""))


def test_a_book_without_sheets_or_with_lost_parts_is_told() -> None:
    assert "has no sheets" in refused(a_raw_book())
    raw = a_raw_book(sheet_xml(ROW))
    assert "zip file, not a workbook" in refused(without(raw, "_rels/.rels"))
    assert read_workbook(without(raw, "xl/worksheets/sheet1.xml"), file="b").sheets == ()
    assert read_workbook(without(raw, "xl/_rels/workbook.xml.rels"), file="b").sheets == ()


def test_what_a_sheet_says_of_its_own_size_is_not_believed() -> None:
    for told in ("A1", "A1:XFD1048576", "nonsense"):
        sheet = read_workbook(a_raw_book(sheet_xml(ROW, before=f'<dimension ref="{told}"/>')), file="b").sheets[0]
        assert len(sheet.rows) == 1
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    sheet = read_workbook(a_raw_book(sheet_xml(far, after=merged)), file="b").sheets[0]
    assert [len(row.cells) for row in sheet.rows] == [1, 1]
    assert sheet.cover_of(1_048_576, 16_383) == (1, 0)


def test_more_merged_cells_than_anybody_makes_are_refused() -> None:
    merges = '<mergeCell ref="A1:A2"/>' * 100_001
    assert "more than 100,000 merged ranges" in refused(a_raw_book(sheet_xml(ROW, after=merges)))


def test_a_million_empty_rows_and_styles_on_every_cell_leave_nothing_behind() -> None:
    styled = '<c s="1"/>' * 20
    rows = ROW + "".join(f'<row r="{n}" s="4" customFormat="1">{styled}</row>' for n in range(2, 20_000))
    rows += "".join(f'<row r="{n}"/>' for n in range(20_000, 1_048_577))
    sheet = read_workbook(a_raw_book(sheet_xml(rows)), file="b").sheets[0]
    assert [row.number for row in sheet.rows] == [1]


def test_macros_links_and_objects_are_neither_run_nor_followed() -> None:
    outside = '<Relationship Id="x" Type="x/worksheet" Target="file:///etc/passwd" TargetMode="External"/>'
    parts = book_parts(sheet_xml(ROW))
    parts["xl/_rels/workbook.xml.rels"] = related(("rId1", "worksheet", "worksheets/sheet1.xml"), more=outside)
    hostile: dict[str, str | bytes] = {
        **parts,
        "xl/vbaProject.bin": b"\xd0\xcf",
        "xl/externalLinks/externalLink1.xml": "<x/>",
        "xl/connections.xml": "<x/>",
        "xl/embeddings/oleObject1.bin": b"MZ",
        "xl/activeX/activeX1.bin": b"MZ",
    }
    book = read_workbook(packed(hostile), file="b")
    assert len(book.sheets) == 1
    assert len(book.notes) == 5


def test_a_path_that_leaves_the_file_leads_nowhere() -> None:
    parts = book_parts(sheet_xml(ROW))
    parts["xl/_rels/workbook.xml.rels"] = related(("rId1", "worksheet", "../../../../etc/passwd"))
    assert read_workbook(packed(parts), file="b").sheets == ()


def test_an_unknown_encoding_is_damage() -> None:
    parts = book_parts('<?xml version="1.0" encoding="EBCDIC-CP-BE-NO"?><worksheet/>')
    assert "damaged" in refused(packed(parts))


def test_a_part_that_cannot_be_opened_is_damage() -> None:
    raw = a_raw_book(sheet_xml(ROW))
    at = raw.index(b"xl/workbook.xml")
    assert "damaged" in refused(raw[:at] + b"xx/workbook.xml" + raw[at + 15 :])
    assert open_container(raw, file="b").names[0] == "[Content_Types].xml"
