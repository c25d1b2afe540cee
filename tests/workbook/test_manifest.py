"""What a workbook says about itself."""

from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fakes.sources import an_article, annotated, meetings, only
from tests.fakes.workbooks import load, write

from annotate_kit.core import Record
from annotate_kit.tables import RecordAt, Source, TableKind, build_model, compact
from annotate_kit.workbook.manifest import (
    Manifest,
    ManifestColumn,
    ManifestRow,
    ManifestSheet,
    parse_manifest,
    parse_manifest_rows,
)


def lines(raw: bytes, sheet: str) -> list[list[str]]:
    found: Any = load(raw)[sheet].iter_rows(values_only=True)
    return [["" if value is None else value for value in row] for row in found]


def read(raw: bytes) -> tuple[Manifest, list[ManifestRow]]:
    book = load(raw)
    rows: list[ManifestRow] = []
    for name in book.sheetnames:
        if name.startswith("_annotate_kit_rows"):
            for row in parse_manifest_rows(lines(raw, name)[1:]):
                assert row is not None
                rows.append(row)
    return parse_manifest(lines(raw, "_annotate_kit")), rows


def titled(*texts: str) -> Source:
    records = [Record(id=f"meeting-{n:03}", type="meeting", data={"title": text}) for n, text in enumerate(texts)]
    return attrs.evolve(only({}), articles=[annotated(an_article("a", ""), "", records)])


def test_it_names_the_export_the_sheets_and_the_place_of_every_column() -> None:
    raw, receipt = write(meetings(), revision="r7")
    manifest, _ = read(raw)
    model = build_model(meetings())
    assert (manifest.export_id, manifest.revision, manifest.facts["Rows"]) == (receipt.export_id, "r7", "records")
    assert ManifestSheet(name="Meeting people", table="meeting/people/*", kind="items of a list in a record") in (
        manifest.sheets
    )
    listed = {(column.sheet, column.title): column for column in manifest.columns}
    for table in model.tables:
        for column in table.columns:
            found = listed[table.title, column.title]
            assert (found.key, found.kind, found.is_editable) == (column.key, column.kind.value, column.is_editable)
            assert found.choices == tuple((choice.value, choice.title) for choice in column.choices)


def test_it_holds_every_row_as_it_was_exported() -> None:
    model = build_model(meetings())
    tables = (*model.of_kind(TableKind.RECORDS), *model.of_kind(TableKind.ITEMS))
    _, rows = read(write(meetings())[0])
    assert [(row.sheet, row.id, row.base, compact(row.values), row.item) for row in rows] == [
        (table.title, row.id, table.base(row), table.canonical(row), row.item)
        for table in tables
        for row in table.rows()
    ]
    assert rows[1].records == (RecordAt("forum", "kim", "meeting-0000000001"),)
    assert rows[1].shown == {"/host": "Busan Chamber <of> Commerce & Industry"}
    assert [(row.item, row.order) for row in rows if row.sheet == "Meeting people roles"] == [
        ((0, 0), (1, 1)),
        ((0, 1), (1, 2)),
        ((1, 0), (2, 1)),
    ]


def test_a_text_that_was_replaced_or_cut_is_told_with_what_is_shown() -> None:
    raw, _ = write(titled("\x01a", "x" * 40_000, "fine"))
    _, rows = read(raw)
    assert (rows[0].values, rows[0].shown, rows[0].closed) == ({"/title": "\x01a"}, {"/title": "\ufffda"}, frozenset())
    assert rows[1].values == {"/title": "x" * 40_000}
    assert rows[1].shown["/title"].endswith("full text in JSON]")
    assert rows[1].closed == {"/title"}
    assert (rows[2].shown, rows[2].closed) == ({}, frozenset())


def test_many_rows_go_on_in_another_hidden_sheet() -> None:
    raw, _ = write(titled("a", "b", "c"), most_rows=2)
    hidden = [name for name in load(raw).sheetnames if name.startswith("_annotate_kit")]
    assert hidden == ["_annotate_kit", "_annotate_kit_rows", "_annotate_kit_rows (2)"]
    assert [row.values["/title"] for row in read(raw)[1]] == ["a", "b", "c"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20), min_size=1, max_size=5))
@settings(max_examples=15)
def test_every_value_is_remembered_exactly_whatever_a_cell_can_show(texts: list[str]) -> None:
    raw, _ = write(titled(*texts, "_x0041_", "\ufffe\uffff_x000D_"))
    found = [row.values["/title"] for row in read(raw)[1]]
    assert found == [*texts, "_x0041_", "\ufffe\uffff_x000D_"]
    assert all(
        "_x" not in cell and cell.isprintable() for line in lines(raw, "_annotate_kit_rows")[-2:] for cell in line
    )


def test_lines_that_somebody_spoiled_are_passed_over() -> None:
    spoiled = [
        [],
        ["Meetings", "meeting-1", "0"],
        ["Meetings", "meeting-1", "0", "{"],
        ["Meetings", "meeting-1", "0", "[]"],
        ["Meetings", "meeting-1", "0", "{}"],
        ["Meetings", "meeting-1", "0", '{"values": 5}'],
        ["Meetings", "meeting-1", "0", '{"values": {}, "shown": []}'],
        ["Meetings", "meeting-1", "0", '{"values": {}, "records": [["a"]]}'],
        ["Meetings", "meeting-1", "0", '{"values": {}, "item": ["a"]}'],
    ]
    assert list(parse_manifest_rows(spoiled)) == [None] * len(spoiled)
    kept = ManifestRow(sheet="Meetings", id="meeting-1", base="0", values={"/a": 1})
    assert list(parse_manifest_rows([["Meetings", "meeting-1", "0", '{"val', 'ues": {"/a": 1}}', ""]])) == [kept]
    manifest = parse_manifest(
        [[], ["fact"], ["odd", "a", "b"], ["column", "S", "T", "/t", "code", "", '[["a","A"],["b"]', ",1]"],
         ["column", "S", "U", "/u", "code", "editable", "5"]]
    )  # fmt: skip
    assert manifest == Manifest(
        columns=(
            ManifestColumn(sheet="S", title="T", key="/t", kind="code", is_editable=False, choices=(("a", "A"),)),
            ManifestColumn(sheet="S", title="U", key="/u", kind="code", is_editable=True),
        )
    )
    assert (manifest.export_id, manifest.revision) == ("", "")
