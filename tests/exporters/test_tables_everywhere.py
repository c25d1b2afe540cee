"""One table model, whatever it is written as: every format has the same cells."""

import csv
import datetime as dt
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, cast

import attrs
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fakes.goldens import check_golden
from tests.fakes.sources import an_article, annotated, meetings, only
from tests.fakes.workbooks import decoded, load

from annotate_kit.core import Json, Record
from annotate_kit.core.pointers import find_value
from annotate_kit.errors import UsageError
from annotate_kit.exporters import EXPORTERS, Options, export_to
from annotate_kit.exporters.tabular import file_names
from annotate_kit.tables import (
    MISSING,
    Cell,
    Receipt,
    Source,
    TableKind,
    TableModel,
    build_model,
    compact,
    plain,
    shown,
)

HERE = Path(__file__).parent / "golden"
Rows = list[list[object]]


def files(name: str, source: Source, **options: Any) -> tuple[dict[str, bytes], Receipt]:
    """What an exporter writes, by file."""
    written: dict[str, bytes] = {}

    @contextmanager
    def output(file: str) -> Iterator[BinaryIO]:
        stream = io.BytesIO()
        yield stream
        written[file] = stream.getvalue()

    receipt = EXPORTERS[name].write(source, output, Options(**options))
    return written, receipt


def from_csv(source: Source) -> dict[str, Rows]:
    written, _ = files("csv", source)
    return {
        name.removesuffix(".csv"): [list[object](row) for row in csv.reader(io.StringIO(raw.decode(), newline=""))]
        for name, raw in written.items()
    }


def from_sqlite(source: Source, folder: Path) -> dict[str, Rows]:
    (folder / "a.sqlite").write_bytes(files("sqlite", source)[0][""])
    database = sqlite3.connect(folder / "a.sqlite")
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found: dict[str, Rows] = {}
    for name in tables:
        cursor = database.execute(f'SELECT * FROM "{name}"')  # noqa: S608  # a name that was just read
        found[name] = [[column[0] for column in cursor.description], *map(list, cursor)]
    database.close()
    return found


def from_parquet(source: Source) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for name, raw in files("parquet", source)[0].items():
        table = pq.read_table(io.BytesIO(raw))
        rows = [list(row.values()) for row in table.to_pylist()]
        found[name.removesuffix(".parquet")] = [list[object](table.column_names), *rows]
    return found


def same_as_data(value: object) -> str:
    """A value without what formats spell differently: dates and exact numbers."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return str(Decimal(str(value)).normalize())
    return value if isinstance(value, str) else compact(cast("Json", value))


def number_or_text(value: str) -> str:
    """The same of what CSV has, which tells no numbers from texts."""
    try:
        return str(Decimal(value).normalize())
    except ArithmeticError:
        return value


def expected(model: TableModel) -> dict[str, list[list[str]]]:
    names = file_names(model.tables)
    return {
        names[table.name]: [
            [column.title for column in table.columns],
            *([same_as_data(plain(cell)) for cell in row.cells] for row in table.rows()),
        ]
        for table in model.tables
    }


def sources() -> list[Source]:
    wrong = meetings(left_out=["1 article not annotated: not exported."])
    return [meetings(), attrs.evolve(meetings(), rows="entities"), wrong, attrs.evolve(meetings(), articles=())]


@pytest.mark.parametrize("source", sources())
def test_csv_sqlite_and_parquet_have_the_cells_of_the_tables(source: Source, tmp_path: Path) -> None:
    model = build_model(source)
    wanted = expected(model)
    loose = {name: [[number_or_text(value) for value in row] for row in rows] for name, rows in wanted.items()}
    assert {
        name: [[number_or_text(str(value)) for value in row] for row in rows] for name, rows in from_csv(source).items()
    } == loose
    by_title = dict(zip((table.title for table in model.tables), loose, strict=True))
    whole = {"true": "1", "false": "0"}  # a database has no truth, only 1 and 0
    assert {
        by_title[name]: [[number_or_text(same_as_data(value)) for value in row] for row in rows]
        for name, rows in from_sqlite(source, tmp_path).items()
    } == {name: [[whole.get(value, value) for value in row] for row in rows] for name, rows in loose.items()}
    assert {
        name: [[number_or_text(same_as_data(value)) for value in row] for row in rows]
        for name, rows in from_parquet(source).items()
    } == loose


@pytest.mark.parametrize("source", sources())
def test_the_workbook_shows_the_cells_of_the_tables(source: Source) -> None:
    stream = io.BytesIO()
    export_to("xlsx", source, stream)
    book = load(stream.getvalue(), data_only=True)
    for table in build_model(source).tables:
        found = [[decoded(value) for value in row] for row in book[table.title].iter_rows(min_row=2, values_only=True)]
        rows = list(table.rows())
        for cells, row in zip(found, rows, strict=False):
            width = len(row.cells)
            assert [_seen(value) for value in cells[:width]] == [_shown(cell) for cell in row.cells]
        assert len(found) >= len(rows)


def _seen(value: object) -> str:
    return same_as_data(value.date() if isinstance(value, dt.datetime) else value)


def _shown(cell: Cell) -> str:
    value = plain(cell)
    is_number = isinstance(value, int | float | Decimal) and type(cell).__name__ == "Number"
    if type(cell).__name__ == "DecimalText":
        return same_as_data(Decimal(str(value)))
    return same_as_data(value) if is_number else shown(cell)


def test_json_has_the_values_of_the_tables_of_records() -> None:
    stream, lines = io.BytesIO(), io.BytesIO()
    export_to("json", meetings(), stream)
    export_to("jsonl", meetings(), lines)
    documents = {record["id"]: record for record in json.loads(stream.getvalue())["records"]}
    flat = {row["id"]: row for row in map(json.loads, lines.getvalue().splitlines())}
    checked = 0
    for table in build_model(meetings()).of_kind(TableKind.RECORDS):
        for row in table.rows():
            for column, cell in zip(table.columns, row.cells, strict=True):
                if column.field and cell is not MISSING and column.kind.value != "JSON":
                    value = find_value(documents[row.id]["data"], column.key)
                    assert same_as_data(value) == same_as_data(plain(cell))
                    if not column.key[-1].isdecimal():
                        assert flat[row.id][f"data{column.key}"] == value
                    checked += 1
    assert checked > 20


def test_a_csv_file_is_as_rfc_4180_says() -> None:
    written, receipt = files("csv", only({"title": 'say "a, b"', "minutes": "one\r\ntwo", "phone": ""}))
    raw = written["meetings.csv"].decode()
    assert raw.startswith("Record ID,Title,Kind,Room,")
    assert '"say ""a, b"""' in raw
    assert '"one\r\ntwo"' in raw
    assert raw.endswith("\r\n")
    assert raw.count("\r\n") == 3
    assert [str(one) for one in receipt.alterations] == [
        "Meetings (Phone, meeting-0000000001): an empty text looks like no value"
    ]
    assert receipt.tables["Meetings"] == 1


def test_csv_can_be_made_safe_for_spreadsheets_and_says_what_it_did() -> None:
    source = only({"title": "=1+1", "phone": "+82", "length": -3, "minutes": "fine"})
    assert "=1+1" in files("csv", source)[0]["meetings.csv"].decode()
    written, receipt = files("csv", source, is_formula_safe=True)
    (row,) = list(csv.DictReader(io.StringIO(written["meetings.csv"].decode())))
    assert (row["Title"], row["Phone"], row["Length [hours]"], row["Minutes"]) == ("'=1+1", "'+82", "-3", "fine")
    assert [one.field for one in receipt.alterations] == ["Title", "Phone"]


@pytest.mark.parametrize("name", ["csv", "sqlite", "parquet"])
def test_what_no_file_can_hold_is_replaced_and_said(name: str) -> None:
    written, receipt = files(name, only({"title": "a\ud800"}))
    assert written
    assert any("U+FFFD" in one.what and one.field == "Title" for one in receipt.alterations)


@pytest.mark.parametrize("number", [2**70, Decimal("0.12345678901234567890"), 1.5, 7, Decimal("3.50"), float("inf")])
def test_numbers_keep_their_digits(number: Json, tmp_path: Path) -> None:
    source = only({"length": number, "title": "x"})
    (row,) = from_sqlite(source, tmp_path)["Meetings"][1:]
    titles = from_sqlite(source, tmp_path)["Meetings"][0]
    at = titles.index("Length [hours]")
    assert Decimal(str(row[at])) == Decimal(str(number))
    assert Decimal(str(from_parquet(source)["meetings"][1][at])) == Decimal(str(number))


def test_a_parquet_column_is_typed_where_all_its_values_are_alike() -> None:
    written, _ = files("parquet", meetings())
    schema = pq.read_schema(io.BytesIO(written["meetings.parquet"]))
    types = {field.name: str(field.type) for field in schema}
    assert types["Open to the public"] == "bool"
    assert types["Cost"] == "decimal128(6, 2)"
    assert types["Day"] == "string"  # 2023-05 is no day
    assert types["Day (earliest)"] == "date32[day]"
    assert types["Length [hours]"] == "double"
    assert types["Evidence"] == "int64"

    def record(n: int, length: Json) -> Record:
        return Record(id=f"meeting-{n}", type="meeting", data={"length": length})

    def kind(*lengths: Json) -> str:
        one = annotated(an_article("a", ""), "", [record(n, length) for n, length in enumerate(lengths)])
        raw = files("parquet", attrs.evolve(only({}), articles=[one]))[0]["meetings.parquet"]
        return str(pq.read_schema(io.BytesIO(raw)).field("Length [hours]").type)

    assert kind(100, Decimal("0.5")) == "decimal128(4, 1)"
    assert kind(1, "many") == "string"
    assert kind(1, 0.5) == "double"
    assert kind(Decimal("1E+40"), 1) == "string"
    assert kind(Decimal("NaN")) == "string"


def test_parquet_says_what_it_needs_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"parquet needs pyarrow\. Install it: pip install 'annotate-kit\[parquet\]'"):
        files("parquet", meetings())


def test_a_table_is_named_in_every_format() -> None:
    written, _ = files("csv", meetings())
    assert sorted(written) == [
        "articles.csv",
        "codes.csv",
        "data-dictionary.csv",
        "evidence.csv",
        "meeting-people-roles.csv",
        "meeting-people.csv",
        "meeting-topics.csv",
        "meetings.csv",
        "organizations.csv",
    ]
    korean = build_model(only({}))
    (table, *_) = [
        attrs.evolve(korean.tables[0], title=title, name=name) for title, name in (("기관", "organization"),)
    ]
    odd = [table, attrs.evolve(table, name="기관"), attrs.evolve(table, title="Organization", name="x")]
    assert list(file_names(odd).values()) == ["organization", "table", "organization-2"]


def test_what_is_written_is_kept() -> None:
    for name in ("csv", "parquet"):
        written, _ = files(name, meetings())
        if name == "csv":
            check_golden(
                HERE / "meetings.csv.txt",
                "\n".join(f"=== {file}\n{raw.decode()}" for file, raw in sorted(written.items())).encode(),
            )
    database = sqlite3.connect(":memory:")
    database.deserialize(files("sqlite", meetings())[0][""])
    check_golden(HERE / "meetings.sqlite.txt", "\n".join(database.iterdump()).encode())
    database.close()


def test_each_row_is_a_step_of_progress() -> None:
    for name in EXPORTERS:
        steps: list[None] = []
        files(name, meetings(), on_row=lambda steps=steps: steps.append(None))
        assert len(steps) >= 4


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20), min_size=1, max_size=5))
@settings(max_examples=20)
def test_every_text_comes_back_from_every_format(texts: list[str]) -> None:
    records = [Record(id=f"meeting-{n:03}", type="meeting", data={"title": text}) for n, text in enumerate(texts)]
    source = attrs.evolve(only({}), articles=[annotated(an_article("a", ""), "", records)])
    assert [row[1] for row in from_csv(source)["meetings"][1:]] == texts
    assert [row[1] for row in from_parquet(source)["meetings"][1:]] == texts
    database = sqlite3.connect(":memory:")
    database.deserialize(files("sqlite", source)[0][""])
    assert [text for (text,) in database.execute("SELECT Title FROM Meetings")] == texts
    database.close()
