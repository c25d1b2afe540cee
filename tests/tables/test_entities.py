"""One row an entity: the records of all articles that speak of one thing, together."""

from collections.abc import Mapping
from typing import Any, cast

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.sources import a_span, an_article, annotated, meeting_catalog, meetings

from annotate_kit.core import Claim, Json, Problem, Record
from annotate_kit.core.entities import Ruling
from annotate_kit.core.pointers import leaves
from annotate_kit.errors import NotFoundError
from annotate_kit.tables import (
    MISSING,
    Annotated,
    RecordAt,
    Row,
    Source,
    Table,
    TableKind,
    build_model,
    compact,
    plain,
    shown,
)
from annotate_kit.tables.merging import key_of, merge_data
from annotate_kit.tables.planning import plan_record_type

TEXT = "Kim met Lee."


def said(*records: Record, id_: str = "a", status: str = "done") -> Annotated:
    return annotated(an_article(id_, TEXT), TEXT, records, [a_span(TEXT, "Kim"), a_span(TEXT, "Lee")], status=status)


def meeting(id_: str, entity: str | None = None, /, **data: Any) -> Record:
    return Record(id=id_, type="meeting", data=data, entity=entity)


def entities(*articles: Annotated, **known: Any) -> Source:
    return Source(catalog=meeting_catalog(), articles=articles, rows="entities", **known)


def two(one: dict[str, Json], other: dict[str, Json], **known: Any) -> Source:
    """Two articles that speak of one meeting."""
    return entities(said(meeting("m-1", **one), id_="a"), said(meeting("m-2", "m-1", **other), id_="b"), **known)


def cells(table: Table, row: Row) -> dict[str, str]:
    pairs = zip(table.columns, row.cells, strict=True)
    return {column.title: shown(cell) for column, cell in pairs if cell != MISSING}


def rows(source: Source, name: str = "meeting") -> list[dict[str, str]]:
    table = build_model(source).get(name)
    return [cells(table, row) for row in table.rows()]


def test_the_records_of_several_articles_are_one_row_that_counts_them() -> None:
    source = two({"title": "Forum", "kind": "summit"}, {"title": "Forum", "phone": "1"})
    assert rows(source) == [
        {
            "Entity ID": "m-1",
            "Title": "Forum",
            "Kind": "Summit",
            "Phone": "1",
            "Annotation status": "Done",
            "Articles": "2",
            "First article": "a",
            "Evidence": "no evidence",
        }
    ]
    table = build_model(source).get("meeting")
    (row,) = table.rows()
    assert row.records == (RecordAt("a", "kim", "m-1"), RecordAt("b", "kim", "m-2"))
    assert build_model(source).counts[1].entities == 1
    assert build_model(source).counts[1].records == 2


def test_where_sources_agree_there_is_no_table_of_differences() -> None:
    agreed = two({"title": "Forum"}, {"title": "Forum", "length": 3})
    assert build_model(agreed).of_kind(TableKind.DIFFERENCES) == ()
    source = two({"title": "Forum"}, {"title": "Assembly"})
    assert build_model(source).of_kind(TableKind.DIFFERENCES) != ()
    assert build_model(attrs.evolve(source, rows="records")).of_kind(TableKind.DIFFERENCES) == ()


def test_of_values_that_differ_that_of_most_records_is_taken_else_the_first_and_all_are_listed() -> None:
    source = entities(
        said(meeting("m-1", title="A", when="2023"), id_="a"),
        said(meeting("m-2", "m-1", title="B", when="2024"), id_="b"),
        said(meeting("m-3", "m-1", title="B"), id_="c"),
    )
    (row,) = rows(source)
    assert (row["Title"], row["Day"]) == ("B", "2023")
    found = [
        (one["Field"], one["Value"], one["Taken"], one.get("Why"), one["Article"])
        for one in rows(source, "@differences")
    ]
    assert found == [
        ("Title", "A", "no", None, "a"),
        ("Title", "B", "yes", "most records say so", "b"),
        ("Title", "B", "yes", "most records say so", "c"),
        ("Day", "2023", "yes", "the first that says so; nobody decided", "a"),
        ("Day", "2024", "no", None, "b"),
    ]


def test_what_the_register_decides_is_taken_and_says_who_decided() -> None:
    rulings: Mapping[str, Mapping[str, Ruling]] = {
        "m-1": {
            "/title": Ruling(value="B", by="lee", because="the minutes"),
            "/length": Ruling(value=5),
            "/topics/0": Ruling(value="nothing is decided about lists"),
            "/title/x": Ruling(value="no such place"),
        }
    }
    source = two({"title": "A", "length": 3}, {"title": "B", "length": 4}, rulings=rulings)
    table = build_model(source).get("meeting")
    (row,) = table.rows()
    assert (cells(table, row)["Title"], cells(table, row)["Length [hours]"]) == ("B", "5")
    assert row.decided == {"/title", "/length"}
    found = [(one["Value"], one["Taken"], one.get("Why"), one.get("Article")) for one in rows(source, "@differences")]
    assert found == [
        ("A", "no", None, "a"),
        ("B", "yes", "decided by lee: the minutes", "b"),
        ("5", "yes", "decided", None),
        ("3", "no", None, "a"),
        ("4", "no", None, "b"),
    ]


def test_a_decision_about_a_thing_of_one_record_counts_too() -> None:
    rulings = {"m-1": {"/when": Ruling(value="2024-05"), "": Ruling(value="whole"), "/new": Ruling(value=1)}}
    source = entities(said(meeting("m-1", title="A", when="2023-01-01")), rulings=rulings)
    (row,) = rows(source)
    assert (row["Day"], row["Day (earliest)"], row["Other data"]) == ("2024-05", "2024-05-01", '{"/new":1}')
    assert [one["Value"] for one in rows(source, "@differences")] == ["2024-05", "2023-01-01"]


def test_what_other_collections_call_a_thing_has_columns() -> None:
    source = two({"title": "A"}, {}, identifiers={"m-1": {"wikidata": "Q1", "Title": "t"}, "gone": {"viaf": "2"}})
    more = attrs.evolve(source, articles=(*source.articles, said(meeting("m-3", title="B"), id_="c")))
    assert [(row.get("wikidata"), row.get("Title (2)")) for row in rows(more)] == [("Q1", "t"), (None, None)]
    titles = [column.title for column in build_model(more).get("meeting").columns]
    assert titles[-6:-4] == ["Title (2)", "wikidata"]
    assert "wikidata" not in rows(attrs.evolve(more, rows="records"))[0]


def test_entities_that_the_register_joins_are_one() -> None:
    source = entities(
        said(meeting("m-2", title="B"), id_="a"), said(meeting("m-1", title="B"), id_="b"), leaders={"m-2": "m-1"}
    )
    assert [(row["Entity ID"], row["Articles"]) for row in rows(source)] == [("m-1", "2")]


def test_the_parts_of_an_amount_come_from_one_record() -> None:
    source = entities(
        said(meeting("m-1", cost={"cost": "90"}), id_="a"),
        said(meeting("m-2", "m-1", cost={"cost": "88", "currency": "EUR"}), id_="b"),
        said(meeting("m-3", "m-1", cost={"cost": "88", "currency": "KRW"}), id_="c"),
    )
    (row,) = rows(source)
    assert (row["Cost"], row.get("Cost currency")) == ("90", None)
    assert [(one["Field"], one["Value"], one["Taken"]) for one in rows(source, "@differences")] == [
        ("Cost", "90", "yes"),
        ("Cost", "88", "no"),
        ("Cost", "88", "no"),
        ("Cost currency", "EUR", "no"),
        ("Cost currency", "KRW", "no"),
    ]
    (row,) = rows(two({"cost": {"cost": "90"}}, {"cost": {"cost": "90", "currency": "EUR"}}))
    assert (row["Cost"], row["Cost currency"]) == ("90", "EUR")


def test_short_lists_add_up_as_long_as_they_fit_and_pairs_stay_pairs() -> None:
    source = two({"languages": ["en"], "place": [1, 2]}, {"languages": ["ko", "en"], "place": [1, 3]})
    table = build_model(source).get("meeting")
    (row,) = table.rows()
    found = cells(table, row)
    assert (found["Language 1"], found["Language 2"], found["Latitude"], found["Longitude"]) == ("en", "ko", "1", "2")
    assert row.closed == {f"{before}/{name}" for before in ("", "/follows") for name in
                          ("languages/0", "languages/1", "place/0", "place/1")}  # fmt: skip
    assert [(one["Path"], one["Value"], one["Taken"]) for one in rows(source, "@differences")] == [
        ("/place/1", "2", "yes"),
        ("/place/1", "3", "no"),
    ]
    (row_,) = rows(two({"languages": ["en", "ja"]}, {"languages": ["ko"]}))
    assert (row_["Language 1"], row_["Language 2"]) == ("en", "ja")


def test_items_of_lists_stand_beside_one_another_and_say_their_article() -> None:
    people: list[Json] = [{"name": "Kim", "roles": ["a", "b"]}, {"name": "Lee"}]
    source = two({"people": people}, {"people": [{"name": "Park", "roles": ["c"]}]})
    assert [(row["Person no."], row["Name"], row["Article"]) for row in rows(source, "meeting/people/*")] == [
        ("1", "Kim", "a"),
        ("2", "Lee", "a"),
        ("3", "Park", "b"),
    ]
    table = build_model(source).get("meeting/people/*/roles/*")
    assert [(row.order, row.item, row.records[0].record, cells(table, row)["Role"]) for row in table.rows()] == [
        ((1, 1), (0, 0), "m-1", "a"),
        ((1, 2), (0, 1), "m-1", "b"),
        ((3, 1), (0, 0), "m-2", "c"),
    ]
    assert build_model(source).of_kind(TableKind.DIFFERENCES) == ()


def test_references_lead_to_entities_and_namesakes_are_told_apart() -> None:
    def host(id_: str, name: str, entity: str | None = None) -> Record:
        return Record(id=id_, type="organization", data={"name": name}, entity=entity)

    source = entities(
        said(meeting("m-1", title="A", host="o-1"), host("o-1", "KJE"), id_="a"),
        said(meeting("m-2", "m-1", host="o-2"), host("o-2", "KJE", "o-1"), id_="b"),
        said(meeting("m-3", title="C", host="o-3"), host("o-3", "kje"), id_="c"),
        said(meeting("m-4", title="D", host="o-9"), meeting("m-5", "m-4", host="o-9"), id_="d"),
        said(meeting("m-6", title="E", host="o-9"), id_="e"),
    )
    assert [row["Host"] for row in rows(source)] == ["KJE [o-1]", "kje [o-3]", "o-9", "o-9"]
    assert [row["Articles"] for row in rows(source)] == ["2", "1", "1", "1"]
    assert build_model(source).of_kind(TableKind.DIFFERENCES) == ()


def test_the_evidence_leads_to_the_row_and_names_the_record() -> None:
    one, other = meeting("m-1", title="A"), meeting("m-2", "m-1", title="A")
    source = entities(
        said(attrs.evolve(one, mentions=("s-0",)), id_="a"), said(attrs.evolve(other, mentions=("s-8",)), id_="b")
    )
    assert [(row["Entity ID"], row["Record"], row["Record ID"], row["Quote"]) for row in rows(source, "@evidence")] == [
        ("m-1", "A", "m-1", "Kim"),
        ("m-1", "A", "m-2", "Lee"),
    ]
    assert rows(source)[0]["Evidence"] == "2 spans"


def test_what_a_source_in_one_article_says_instead_is_a_difference_with_its_words() -> None:
    claims = (Claim(spans=("s-0",)), Claim(spans=("s-8",), value="Assembly", claim="reported", by="the mayor"))
    item = {"/people/0/name": (Claim(value="Li"), Claim())}
    record = attrs.evolve(meeting("m-1", title="Forum", people=[{"name": "Lee"}]), evidence={"/title": claims, **item})
    source = entities(said(record))
    assert rows(source, "@differences") == [
        {
            "Entity ID": "m-1", "Entity": "Forum", "Type": "Meeting", "Field": "Title", "Value": "Forum",
            "Taken": "yes", "Claim": "Stated", "Quote": "Kim", "Article": "a", "Path": "/title", "Record ID": "m-1",
        },
        {
            "Entity ID": "m-1", "Entity": "Forum", "Type": "Meeting", "Field": "Title", "Value": "Assembly",
            "Taken": "no", "Claim": "Reported", "Said by": "the mayor", "Quote": "Lee", "Article": "a",
            "Path": "/title", "Record ID": "m-1",
        },
        {
            "Entity ID": "m-1", "Entity": "Forum", "Type": "Meeting", "Field": "Person 1, name", "Value": "Lee",
            "Taken": "yes", "Article": "a", "Path": "/people/0/name", "Record ID": "m-1",
        },
        {
            "Entity ID": "m-1", "Entity": "Forum", "Type": "Meeting", "Field": "Person 1, name", "Value": "Li",
            "Taken": "no", "Claim": "Stated", "Article": "a", "Path": "/people/0/name", "Record ID": "m-1",
        },
    ]  # fmt: skip


def test_in_a_list_only_who_contradicts_a_value_is_told_beside_it() -> None:
    people: list[Json] = [{"name": "Lee"}]
    first = attrs.evolve(meeting("m-1", people=people), evidence={"/people/0/name": (Claim(value="Li"),)})
    source = entities(said(first, id_="a"), said(meeting("m-2", "m-1", people=people), id_="b"))
    assert [(row["Value"], row["Taken"], row["Article"]) for row in rows(source, "@differences")] == [
        ("Lee", "yes", "a"),
        ("Li", "no", "a"),
    ]


def test_the_status_is_that_of_the_article_that_is_furthest_from_done_and_errors_add_up() -> None:
    source = entities(
        said(meeting("m-1", title="A"), id_="a"),
        said(meeting("m-2", "m-1", title="A"), id_="b", status="in-work"),
        problems=(Problem(code="AK104", message="no", record="m-2"), Problem(code="AK104", message="no", record="m-1")),
    )
    (row,) = rows(source)
    assert (row["Annotation status"], row["Problems"]) == ("In work", "2")


def test_other_types_can_be_left_out_of_all_tables() -> None:
    source = attrs.evolve(meetings(), types=frozenset({"organization"}))
    model = build_model(source)
    assert [table.name for table in model.of_kind(TableKind.RECORDS)] == ["organization"]
    assert {row["Type"] for row in rows(source, "@evidence")} == {"Organization"}
    assert model.records == 1
    both = attrs.evolve(source, rows="entities", types=frozenset({"meeting"}))
    assert [row.get("Host") for row in rows(both)] == ["Busan Chamber <of> Commerce & Industry", None, None]


def test_differences_of_types_that_are_left_out_are_left_out_too() -> None:
    host = Record(id="o-1", type="organization", data={"name": "KJE"})
    source = two({"title": "A"}, {"title": "B"})
    source = attrs.evolve(source, articles=(*source.articles, said(host, id_="c")))
    assert {row["Type"] for row in rows(source, "@differences")} == {"Meeting"}
    only_hosts = attrs.evolve(source, types=frozenset({"organization"}))
    assert build_model(only_hosts).of_kind(TableKind.DIFFERENCES) == ()
    only_meetings = attrs.evolve(source, types=frozenset({"meeting"}))
    assert len(rows(only_meetings, "@differences")) == 2


def test_a_few_columns_can_be_chosen_by_title_name_or_pointer() -> None:
    source = attrs.evolve(meetings(), columns=("title", "day", "/cost/currency", "people"))
    model = build_model(source)
    assert [column.title for column in model.get("meeting").columns] == [
        "Record ID", "Title", "Day", "Day (earliest)", "Cost currency", "Annotation status", "Article", "Evidence",
    ]  # fmt: skip
    assert [table.name for table in model.of_kind(TableKind.ITEMS)] == ["meeting/people/*", "meeting/people/*/roles/*"]
    assert [column.title for column in model.get("organization").columns][:2] == ["Record ID", "Annotation status"]
    assert [len(row.cells) for row in model.get("meeting").rows()] == [8, 8, 8]
    assert not any(row.notes for row in model.get("meeting").rows())
    with pytest.raises(NotFoundError, match="there is no column 'nonsense'"):
        build_model(attrs.evolve(source, columns=("nonsense",)))


_DATA = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["A", "B", 1]),
        "phone": st.none() | st.just("1"),
        "cost": st.fixed_dictionaries({}, optional={"cost": st.sampled_from(["1", "2"]), "currency": st.just("EUR")}),
        "languages": st.lists(st.sampled_from(["en", "ko", "ja"]), max_size=2) | st.just("en"),
        "place": st.lists(st.sampled_from([1, 2]), max_size=3),
        "people": st.lists(st.fixed_dictionaries({"name": st.sampled_from(["x", "y"])}), max_size=2)
        | st.just("nobody"),
        "extra": st.sampled_from([1, [2]]),
        "labels": st.sampled_from([{}, {"a": "b"}, {"a": "c"}]),
        "follows": st.sampled_from([{"title": "x"}, {"kind": "other"}, "before"]),
    },
)


@given(st.lists(_DATA, min_size=1, max_size=4))
def test_every_value_of_every_record_is_in_the_row_its_lists_or_the_differences(data: list[dict[str, Json]]) -> None:
    articles = [said(meeting(f"m-{n}", "m-0" if n else None, **one), id_=f"a-{n}") for n, one in enumerate(data)]
    source = entities(*articles)
    model = build_model(source)
    kinds = (TableKind.RECORDS, TableKind.ITEMS, TableKind.DIFFERENCES)
    told = "\n".join(
        compact(plain(cell))
        for kind in kinds
        for table in model.of_kind(kind)
        for row in table.rows()
        for cell in row.cells
    )
    for one in data:
        for pointer, value in leaves(cast("Json", one)):
            if pointer and value not in (None, [], {}):
                assert compact(value) in told or compact(compact(value))[1:-1] in told


@given(st.lists(_DATA, min_size=1, max_size=4))
def test_what_records_say_alike_is_said_alike_together(data: list[dict[str, Json]]) -> None:
    plan = plan_record_type(meeting_catalog().types["meeting"])
    for one in data:
        alike = merge_data(plan, [(cast("Json", one), lambda id_: id_)] * 3)
        lists = {name for name, value in one.items() if name == "people" and isinstance(value, list)}
        assert alike == {name: value for name, value in one.items() if name not in lists}


def test_values_are_the_same_as_json_schema_has_it() -> None:
    assert key_of(1) == key_of(1.0)
    assert len(set(map(key_of, (1, True, "1", None, [1], ["1"], {}, [])))) == 8
