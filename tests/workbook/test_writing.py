"""The workbook as a whole: same bytes, sound parts, sheets that split, links that lead somewhere."""

import datetime as dt
import hashlib
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from defusedxml.ElementTree import fromstring
from tests.fakes.sources import an_article, annotated, meeting_catalog, meetings, only
from tests.fakes.workbooks import decoded, load, needs_libreoffice, through_libreoffice, values, write

from annotate_kit.core import Record
from annotate_kit.schema import load_catalog
from annotate_kit.tables import Row, build_model
from annotate_kit.workbook import write_workbook
from annotate_kit.workbook.sheets import SPARE

ROOT = Path(__file__).parents[2]


def test_the_same_data_gives_the_same_bytes_under_any_hash_seed() -> None:
    script = (
        "import hashlib\nfrom tests.fakes.sources import meetings\nfrom tests.fakes.workbooks import write\n"
        "print(hashlib.sha256(write(meetings())[0]).hexdigest())"
    )
    digests = {hashlib.sha256(write(meetings())[0]).hexdigest()}
    for seed in ("0", "1", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "TZ": "Asia/Seoul"}
        done = subprocess.run(
            [sys.executable, "-c", script], check=True, capture_output=True, text=True, env=environment, cwd=ROOT
        )
        digests.add(done.stdout.strip())
    assert len(digests) == 1


def test_every_part_is_xml_of_a_fixed_date() -> None:
    raw, _ = write(meetings())
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        for part in parts.infolist():
            assert fromstring(parts.read(part)) is not None
            assert part.date_time == (1980, 1, 1, 0, 0, 0)
            assert part.extract_version < 45  # 4.5 would be ZIP64, which Excel calls damaged


def test_a_stream_that_only_takes_bytes_is_enough_and_gets_nothing_of_a_failed_workbook() -> None:
    class Pipe:
        def __init__(self) -> None:
            self.taken = b""

        def write(self, more: bytes) -> int:
            self.taken += more
            return len(more)

    pipe = Pipe()
    write_workbook(build_model(meetings()), pipe)  # type: ignore[arg-type]  # the point
    assert pipe.taken == write(meetings())[0]

    model = build_model(meetings())

    def broken() -> Iterator[Row]:
        raise RuntimeError

    tables = (*model.tables[:-1], attrs.evolve(model.tables[-1], read=broken))
    pipe = Pipe()
    with pytest.raises(RuntimeError):
        write_workbook(attrs.evolve(model, tables=tables), pipe)  # type: ignore[arg-type]  # the point
    assert pipe.taken == b""


def test_the_export_id_is_of_the_content_alone() -> None:
    def export_id(title: str, **options: object) -> str:
        return write(only({"title": title}), **options)[1].export_id

    assert export_id("a") == export_id("a", date=dt.date(2024, 1, 1), revision="abc")
    assert export_id("a") != export_id("b")


def test_day_and_revision_are_in_the_workbook_when_they_are_given() -> None:
    raw, _ = write(meetings(), date=dt.date(2024, 1, 2), revision="r7")
    said = {row[0]: row[1] for row in values(load(raw)["Read me"])}
    assert (said["Date"], said["Project revision"]) == ("2024-01-02", "r7")
    assert [row[2] for row in values(load(raw)["_annotate_kit"]) if row[1] == "Project revision"] == ["r7"]


def test_a_table_too_long_for_a_sheet_goes_on_in_the_next_and_links_find_both() -> None:
    raw, receipt = write(meetings(), most_rows=3)
    names = load(raw).sheetnames
    assert [name for name in names if name.startswith("Evidence")] == ["Evidence", "Evidence (2)", "Evidence (3)"]
    assert (receipt.tables["Evidence"], receipt.tables["Evidence (3)"]) == (3, 2)
    formula = load(raw)["Meetings"].cell(2, 43).value
    assert formula == (
        "=IFERROR(HYPERLINK(\"#'Evidence'!A\"&MATCH($A2,'Evidence'!$A:$A,0),\"4 spans\"),"
        "IFERROR(HYPERLINK(\"#'Evidence (2)'!A\"&MATCH($A2,'Evidence (2)'!$A:$A,0),\"4 spans\"),"
        'IFERROR(HYPERLINK("#\'Evidence (3)\'!A"&MATCH($A2,\'Evidence (3)\'!$A:$A,0),"4 spans"),"4 spans")))'
    )
    tables = [table for sheet in load(raw) for table in sheet.tables]
    assert len(tables) == len(set(tables))


def test_an_empty_project_makes_a_workbook_too() -> None:
    raw, receipt = write(attrs.evolve(meetings(), articles=()))
    sheet = load(raw)["Meetings"]
    assert sheet.tables["tblMeetings"].ref.endswith("2")
    assert receipt.tables["Meetings"] == 0
    assert (receipt.articles, receipt.records) == (0, 0)


def test_a_project_without_record_types_makes_a_workbook_too() -> None:
    catalog = attrs.evolve(meeting_catalog(), types={}, documents={})
    raw, _ = write(attrs.evolve(meetings(), catalog=catalog, articles=()))
    assert load(raw).sheetnames[:3] == ["Read me", "Summary", "Evidence"]


def test_the_workbook_says_what_it_had_to_change_up_to_fifty_and_how_many_more() -> None:
    records = [Record(id=f"meeting-{n:03}", type="meeting", data={"title": "\x01"}) for n in range(60)]
    raw, receipt = write(attrs.evolve(only({}), articles=[annotated(an_article("a", ""), "", records)]))
    assert len(receipt.alterations) == 60
    lines = [row[0] for row in values(load(raw)["Read me"])]
    assert lines.count("Meetings: Title") == 50
    assert lines[-1] == "and 10 more, in the receipt of the export"


def test_headers_are_the_columns_of_real_tables_whatever_they_hold() -> None:
    titles = ["=1+1", "_x0041_", "a\x01b", "#N/A", "한국", "[x]", "x" * 300, "Record ID"]
    properties = {str(n): {"title": title, "type": "string"} for n, title in enumerate(titles)}
    catalog = load_catalog({"thing.schema.json": {"type": "object", "properties": properties}})
    raw, _ = write(only({}, type_="thing", catalog=catalog))
    sheet = load(raw)["Things"]
    # openpyxl decodes the names of a table's columns, and not what stands in cells.
    assert [decoded(cell.value) for cell in sheet[1]] == sheet.tables["tblThings"].column_names
    assert {cell.data_type for cell in sheet[1]} == {"s"}
    assert values(sheet)[0][1:7] == ["=1+1", "_x0041_", "a\ufffdb", "#N/A", "한국", "[x]"]


def test_rules_reach_beyond_the_data_and_offer_the_titles_of_codes() -> None:
    raw, _ = write(meetings())
    book = load(raw)
    rules = {str(rule.sqref): rule for rule in book["Meetings"].data_validations.dataValidation}
    rule = rules[f"C2:C{4 + SPARE}"]
    assert (rule.type, rule.formula1) == ("list", "list_kind")
    sheet, cells = book.defined_names["list_kind"].attr_text.split("!")
    assert [cell.value for (cell,) in book[sheet][cells.replace("$", "")]] == ["Bilateral", "Summit", "Other"]
    assert all(len(rule.prompt or "") <= 255 and len(rule.promptTitle or "") <= 32 for rule in rules.values())


def test_a_long_description_is_shortened_in_its_prompt() -> None:
    properties = {"a": {"title": "T" * 40, "description": "word " * 80, "type": "string"}}
    properties["b"] = {"title": "b", "description": "😀" * 300, "type": "string"}
    catalog = load_catalog({"thing.schema.json": {"type": "object", "properties": properties}})
    raw, _ = write(only({}, type_="thing", catalog=catalog))
    words, faces = [one for one in load(raw)["Things"].data_validations.dataValidation if one.prompt]
    assert (len(words.prompt), words.prompt[-1], len(words.promptTitle)) == (255, "…", 32)
    assert faces.prompt == "😀" * 127 + "…"


def test_a_text_column_that_offers_values_takes_others_too() -> None:
    properties = {"tone": {"title": "Tone", "anyOf": [{"enum": ["warm", "cold"]}, {"type": "string"}]}}
    catalog = load_catalog({"thing.schema.json": {"type": "object", "properties": properties}})
    raw, _ = write(only({"tone": "tepid"}, type_="thing", catalog=catalog))
    (rule,) = [one for one in load(raw)["Things"].data_validations.dataValidation if one.type == "list"]
    assert (rule.formula1, rule.showErrorMessage) == ("list_tone", False)


def test_sheets_of_every_kind_have_a_table_but_those_for_people_and_machines() -> None:
    raw, _ = write(meetings())
    book = load(raw)
    bare = [sheet.title for sheet in book if not sheet.tables]
    assert bare == ["Read me", "Summary", "Lists", "_annotate_kit", "_annotate_kit_rows"]
    assert [book[name].sheet_state for name in bare] == ["visible", "visible", "hidden", "veryHidden", "veryHidden"]
    assert not any(sheet.merged_cells.ranges for sheet in book)


def test_the_base_hash_stands_in_every_row_of_data() -> None:
    raw, _ = write(meetings())
    table = build_model(meetings()).get("meeting/people/*")
    column = [row[-1] for row in values(load(raw)["Meeting people"])]
    assert column == ["_base", *(table.base(row) for row in table.rows())]


@needs_libreoffice
def test_libreoffice_opens_calculates_and_keeps_it(tmp_path: Path) -> None:
    raw, _ = write(meetings())
    saved = through_libreoffice(raw, tmp_path, "xlsx").read_bytes()
    before, after = load(raw, data_only=True), load(saved, data_only=True)
    assert after.sheetnames == before.sheetnames
    for name in before.sheetnames[2:]:
        known = values(before[name])
        found = [row[: len(known[0])] for row in values(after[name])[: len(known)]]
        assert found == known, name
    assert list(after["Meetings"].tables) == ["tblMeetings"]
    lists = [rule.formula1 for rule in after["Meetings"].data_validations.dataValidation if rule.type == "list"]
    assert "list_kind" in lists


@needs_libreoffice
def test_nothing_is_shown_as_hashes(tmp_path: Path) -> None:
    if not os.access("/usr/bin/pdftotext", os.X_OK):
        pytest.skip("pdftotext (poppler-utils) is not installed here")
    raw, _ = write(meetings())
    page = through_libreoffice(raw, tmp_path, "pdf")
    text = subprocess.run(["pdftotext", "-layout", str(page), "-"], check=True, capture_output=True, text=True).stdout
    assert "###" not in text
    assert "Err:" not in text
    assert "#N" not in text
    for words in ("2023-05-17", "1,250.50", "Busan Chamber <of> Commerce & Industry", "4 spans", "Page 1 of"):
        assert words in text
