"""The tables of records and of the lists inside them."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import cast

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.sources import FORUM, a_span, an_article, annotated, meeting_catalog, meetings, only, shipped_catalog

from annotate_kit.core import Json, Problem, Record
from annotate_kit.core.pointers import leaves
from annotate_kit.schema import load_catalog
from annotate_kit.tables import (
    MISSING,
    Annotated,
    Date,
    EdtfText,
    Id,
    JsonText,
    Jump,
    Note,
    Number,
    Reference,
    Row,
    Source,
    Table,
    TableKind,
    Text,
    build_model,
    plain,
    shown,
)
from annotate_kit.tables.cells import compact


def as_dicts(table: Table) -> list[dict[str, str]]:
    """Each row as title → words, without what is missing."""
    return [
        {column.title: shown(cell) for column, cell in zip(table.columns, row.cells, strict=True) if cell != MISSING}
        for row in table.rows()
    ]


def row_of(source: Source, name: str = "meeting") -> Row:
    (row,) = build_model(source).get(name).rows()
    return row


def test_a_record_is_a_row_with_its_values_as_people_read_them() -> None:
    first, second, third = as_dicts(build_model(meetings()).get("meeting"))
    assert first == {
        "Record ID": "meeting-0000000001",
        "Title": "Busan forum",
        "Kind": "Bilateral",
        "Room": "2",
        "Day": "2023-05-17",
        "Day (earliest)": "2023-05-17",
        "Open to the public": "yes",
        "Length [hours]": "3.5",
        "Cost": "1250.50",
        "Cost currency": "EUR",
        "Minutes": "One line.\nAnother line.",
        "Host": "Busan Chamber <of> Commerce & Industry",
        "Language 1": "en",
        "Language 2": "ko",
        "Latitude": "35.18",
        "Longitude": "129.08",
        "Phone": "+82 51 1234",
        "Budget": "12",
        "Follows title": "An earlier forum",
        "Follows kind": "Other",
        "Labels": '{"color":"red"}',
        "Internal": "hidden words",
        "Annotation status": "In work",
        "Article": "forum",
        "Evidence": "4 spans",
    }
    assert second == {
        "Record ID": "meeting-0000000002",
        "Title": "Tokyo summit",
        "Kind": "Summit",
        "Day": "2023-05",
        "Day (earliest)": "2023-05-01",
        "Other data": '{"/extra":[1]}',
        "Annotation status": "Done",
        "Article": "summit",
        "Evidence": "1 span",
    }
    assert third["Evidence"] == "no evidence"


def test_an_item_of_a_list_is_a_row_that_says_whose_and_which_it_is() -> None:
    model = build_model(meetings())
    assert as_dicts(model.get("meeting/people/*")) == [
        {
            "Meeting ID": "meeting-0000000001",
            "Meeting": "Busan forum",
            "Person no.": "1",
            "Name": "Kim Yoon",
            "Came": "2023-05-17",
            "Came (earliest)": "2023-05-17",
        },
        {
            "Meeting ID": "meeting-0000000001",
            "Meeting": "Busan forum",
            "Person no.": "2",
            "Name": "Sasaki",
            "Came": "2023-05",
            "Came (earliest)": "2023-05-01",
        },
    ]
    roles = as_dicts(model.get("meeting/people/*/roles/*"))
    assert [(row["Person no."], row["Role no."], row["Role"]) for row in roles] == [
        ("1", "1", "co-chair"),
        ("1", "2", "speaker"),
        ("2", "1", "co-chair"),
    ]


def test_rows_can_be_read_again_and_again() -> None:
    table = build_model(meetings()).get("meeting")
    assert list(table.rows()) == list(table.rows()) != []


def test_what_is_null_or_empty_is_an_empty_cell_and_noted() -> None:
    row = row_of(only({"phone": None, "topics": [], "follows": {}, "people": [{"roles": []}], "odd": None}))
    assert row.notes == (
        Note("Phone", "null is an empty cell"),
        Note("Meeting topics", "a list without items has no rows"),
        Note("/follows", "an object without members is an empty cell"),
        Note("/odd", "null is an empty cell"),
    )


def test_the_first_day_stands_beside_dates_only_where_one_is_no_whole_day() -> None:
    def titles(*dates: str) -> list[str]:
        model = build_model(attrs.evolve(only({}), articles=[_with_dates(*dates)]))
        return [column.title for column in model.get("meeting").columns if column.title.startswith("Day")]

    assert titles("2023-05-17", "1850-01-01") == ["Day"]
    assert titles("2023-05-17", "2023") == ["Day", "Day (earliest)"]


def test_a_first_day_is_a_day_or_nothing() -> None:
    model = build_model(attrs.evolve(only({}), articles=[_with_dates("2023", "../2023", "soon", "1850-01-01")]))
    table = model.get("meeting")
    at = [column.title for column in table.columns].index("Day (earliest)")
    cells = [(row.cells[at - 1], row.cells[at]) for row in table.rows()]
    assert cells == [
        (EdtfText("2023"), Date(dt.date(2023, 1, 1))),
        (EdtfText("../2023"), MISSING),
        (EdtfText("soon"), MISSING),
        (Date(dt.date(1850, 1, 1)), Date(dt.date(1850, 1, 1))),
    ]


def _with_dates(*dates: Json) -> Annotated:
    records = [Record(id=f"meeting-{n}", type="meeting", data={"when": date}) for n, date in enumerate(dates)]
    return annotated(an_article("forum", FORUM), FORUM, records)


def test_a_number_among_the_dates_has_no_first_day() -> None:
    model = build_model(attrs.evolve(only({}), articles=[_with_dates(2023, "2023")]))
    cells = [row.cells[4:6] for row in model.get("meeting").rows()]
    assert cells == [(Number(2023), MISSING), (EdtfText("2023"), Date(dt.date(2023, 1, 1)))]


def test_records_stand_in_the_order_of_the_text() -> None:
    busan, forum = a_span(FORUM, "Busan"), a_span(FORUM, "forum")
    records = [
        Record(id="meeting-a", type="meeting", data={}),
        Record(id="meeting-b", type="meeting", data={}, mentions=(forum.id,)),
        Record(id="meeting-c", type="meeting", data={}, mentions=(forum.id, busan.id)),
        Record(id="meeting-d", type="meeting", data={}, mentions=("s-lost",)),
    ]
    source = attrs.evolve(only({}), articles=[annotated(an_article("forum", FORUM), FORUM, records, [forum, busan])])
    assert [row.id for row in build_model(source).get("meeting").rows()] == [
        "meeting-c",
        "meeting-b",
        "meeting-a",
        "meeting-d",
    ]


def test_references_to_namesakes_are_told_apart_by_their_ids() -> None:
    records = [
        Record(id="organization-1", type="organization", data={"name": "KJE"}),
        Record(id="organization-2", type="organization", data={"name": "kje"}),
        Record(id="organization-3", type="organization", data={}),
        *(
            Record(id=f"meeting-{n}", type="meeting", data={"host": f"organization-{n}"})
            for n in ("1", "2", "3", "elsewhere")
        ),
    ]
    source = attrs.evolve(only({}), articles=[annotated(an_article("forum", FORUM), FORUM, records)])
    model = build_model(source)
    hosts = [next(cell for cell in row.cells if isinstance(cell, Reference)) for row in model.get("meeting").rows()]
    assert [host.caption for host in hosts] == [
        "KJE [organization-1]",
        "kje [organization-2]",
        "Organization",
        "organization-elsewhere",
    ]
    names = [row.cells[1] for row in model.get("organization").rows()]
    assert names == [Text("KJE"), Text("kje"), MISSING]


def test_a_name_made_of_several_fields_has_a_column_of_its_own() -> None:
    data = {"category": "world", "city": "Busan", "country": "KR", "stage": "vote", "year": "2030"}
    table = build_model(only(data, type_="expo-bid", catalog=shipped_catalog())).get("expo-bid")
    assert [column.title for column in table.columns[:3]] == ["Record ID", "Expo bid", "Category"]
    assert [row.cells[:2] for row in table.rows()] == [(Id("expo-bid-0000000001"), Text("Busan 2030"))]
    assert table.frozen == 2


def test_records_of_a_type_without_a_schema_are_not_lost() -> None:
    source = only({"a": [1, {"b": "c"}]}, type_="ghost")
    table = build_model(source).get("ghost")
    assert (table.title, table.kind) == ("ghost", TableKind.RECORDS)
    (row,) = table.rows()
    assert JsonText('{"a":[1,{"b":"c"}]}') in row.cells
    assert row.cells[1] == Text("ghost-0000000001")


def test_tables_begin_with_what_the_others_speak_of() -> None:
    source = only({}, type_="organization", catalog=shipped_catalog())
    titles = [table.title for table in build_model(source).of_kind(TableKind.RECORDS)]
    assert titles == ["Organizations", "Officials", "Agreements", "Expo bids"]


def test_types_that_speak_of_one_another_have_an_order_too() -> None:
    def kind(ref: str) -> Json:
        return {"type": "object", "properties": {"it": {"type": "string", "x-annotate": {"ref": [ref, "nobody"]}}}}

    catalog = load_catalog({"b.schema.json": kind("a"), "a.schema.json": kind("b"), "c.schema.json": kind("c")})
    model = build_model(Source(catalog=catalog, articles=()))
    assert [table.name for table in model.of_kind(TableKind.RECORDS)] == ["c", "a", "b"]


def test_lists_without_items_have_no_table_but_are_named() -> None:
    model = build_model(only({"title": "x", "topics": ["y"]}))
    assert [table.title for table in model.of_kind(TableKind.ITEMS)] == ["Meeting topics"]
    assert "Meeting people" in model.empty_lists
    assert "Meeting topics" not in model.empty_lists


def test_errors_of_a_record_are_counted_in_its_row() -> None:
    wrong = Problem(code="AK104", message="no such kind", record="meeting-0000000002")
    warning = Problem(code="AK306", message="no evidence", record="meeting-0000000003")
    general = Problem(code="AK001", message="broken")
    model = build_model(meetings(problems=[wrong, wrong, warning, general]))
    assert model.source.errors == 3
    table = model.get("meeting")
    at = [column.title for column in table.columns].index("Problems")
    assert [row.cells[at] for row in table.rows()] == [Number(0), Number(2), Number(0)]
    assert [(count.title, count.invalid) for count in model.counts] == [("Organizations", 0), ("Meetings", 1)]
    assert "Problems" not in [
        column.title for column in build_model(meetings(problems=[general])).get("meeting").columns
    ]


def test_what_is_counted() -> None:
    model = build_model(meetings())
    assert (model.articles, model.records) == (2, 4)
    assert model.articles_by_status == {"in-work": 1, "done": 1}
    organizations, found = model.counts
    assert organizations.spans == 1
    assert (found.title, found.records, found.articles, found.spans, found.unsupported) == ("Meetings", 3, 2, 5, 1)
    assert found.by_status == {"in-work": 1, "done": 2}


def test_a_status_that_a_newer_version_knows_is_shown_as_it_is() -> None:
    source = attrs.evolve(
        only({}), articles=[annotated(an_article("a", ""), "", [Record(id="meeting-1", type="meeting")], status="odd")]
    )
    row = row_of(source)
    assert Text("odd") in row.cells
    assert Jump("meeting-1", 0) in row.cells


def test_the_base_hash_is_of_what_can_be_corrected_alone() -> None:
    def base(data: Mapping[str, Json], **other: str) -> str:
        record = Record(id=other.pop("id", "meeting-1"), type="meeting", data=data)
        one = annotated(an_article("a", ""), "", [record], **other)  # type: ignore[arg-type]  # a status
        table = build_model(attrs.evolve(only({}), articles=[one])).get("meeting")
        (row,) = table.rows()
        return table.base(row)

    here = base({"title": "x", "when": "2023"})
    assert here == base({"when": "2023", "title": "x"}, id="meeting-2", status="in-work")
    assert here != base({"title": "x", "when": "2024"})
    assert here != base({"title": "x"})
    assert len(here) == 16
    assert base({"title": "\ud800"}) != base({"title": "?"})


def test_a_table_is_found_by_its_name_alone() -> None:
    with pytest.raises(KeyError):
        build_model(meetings()).get("Meetings")


_NAMES = st.sampled_from([*meeting_catalog().types["meeting"].schema["properties"], "a/b", "~", "cost", "name", ""])
_DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["2023", "2023-05-17", "KRW"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_NAMES, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(_NAMES, _DATA, max_size=6))
def test_every_value_is_in_a_cell_or_noted(data: dict[str, Json]) -> None:
    model = build_model(only(data))
    rows = [
        row for kind in (TableKind.RECORDS, TableKind.ITEMS) for table in model.of_kind(kind) for row in table.rows()
    ]
    cells = {compact(plain(cell)) for row in rows for cell in row.cells if cell != MISSING}
    json = "\n".join(cell.text for row in rows for cell in row.cells if isinstance(cell, JsonText))
    notes = sum(len(row.notes) for row in rows)
    for value in _values(data):
        if value is None or value in ([], {}):
            assert notes or compact(value) in json
        else:
            assert compact(value) in cells or compact(value) in json


def _values(data: Mapping[str, Json]) -> Iterator[Json]:
    return (value for pointer, value in leaves(cast("Json", data)) if pointer)
