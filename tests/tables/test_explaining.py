"""The tables of articles, columns, codes and problems."""

import attrs
from tests.fakes.sources import an_article, annotated, meetings, only, shipped_catalog

from annotate_kit.core import Json, Place, Problem
from annotate_kit.schema import Choice, load_catalog
from annotate_kit.tables import MISSING, Table, build_model, code_lists, shown


def as_dicts(table: Table) -> list[dict[str, str]]:
    return [
        {column.title: shown(cell) for column, cell in zip(table.columns, row.cells, strict=True) if cell != MISSING}
        for row in table.rows()
    ]


def test_an_article_is_a_row() -> None:
    forum, summit = as_dicts(build_model(meetings(has_words=False)).get("@articles"))
    assert forum == {
        "Article": "forum",
        "Title": "Busan forum ends",
        "Source": "The Example",
        "Address": "https://example.org/forum?a=1&b=2",
        "Published": "2023-05",
        "Published (earliest)": "2023-05-01",
        "Language": "en",
        "Licence": "CC-BY-4.0",
        "Length": "103",
        "Annotator": "kim",
        "Annotation status": "In work",
        "Records": "2",
        "Spans": "4",
        "Words passed on": "no",
    }
    assert summit["Words passed on"] == "yes"
    assert "Published" not in summit


def test_dates_of_publication_and_addresses_of_every_kind_are_shown() -> None:
    known = [{"published": "2023-05-17"}, {"published": "soon"}, {"published": "../2023"}, {"url": "see page 4"}]
    articles = [annotated(an_article(f"a-{n}", "", **one), "", []) for n, one in enumerate(known)]
    rows = as_dicts(build_model(attrs.evolve(only({}), articles=articles)).get("@articles"))
    shown_dates = [(row.get("Published"), row.get("Published (earliest)")) for row in rows]
    assert shown_dates == [("2023-05-17", "2023-05-17"), ("soon", None), ("../2023", None), (None, None)]
    assert rows[3]["Address"] == "see page 4"


def test_the_dictionary_has_every_column_with_what_the_schema_says() -> None:
    model = build_model(meetings())
    rows = as_dicts(model.get("@dictionary"))
    explained = {(row["Sheet"], row["Column"]) for row in rows}
    kinds = ("@dictionary", "@codes")
    assert explained == {(t.title, c.title) for t in model.tables if t.name not in kinds for c in t.columns}
    by_column = {(row["Sheet"], row["Column"]): row for row in rows}
    assert by_column["Meetings", "Kind"] == {
        "Sheet": "Meetings",
        "Column": "Kind",
        "Group": "Basics",
        "Type": "code",
        "Required": "yes",
        "From the data": "yes",
        "Allowed values": "bilateral = Bilateral\nsummit = Summit\nother = Other",
        "Path": "/kind",
        "Schema": "meeting",
        "Schema version": "0.3.0",
    }
    assert by_column["Meetings", "Cost"]["Pattern"].startswith("^-?")
    assert by_column["Meetings", "Host"]["Type"] == "reference to organization"
    assert by_column["Meetings", "Room"]["Allowed values"] == "1 = 1\n2 = 2\nHall = Hall"
    assert by_column["Meeting topics", "Topic"]["Path"] == "/topics/*"


def test_long_lists_of_codes_are_written_out_in_a_table_of_their_own() -> None:
    model = build_model(only({}, type_="organization", catalog=shipped_catalog()))
    rows = as_dicts(model.get("@dictionary"))
    country = next(row for row in rows if row["Column"] == "Country")
    assert country["Allowed values"] == "251 codes, in the list “Country” of the table of codes"
    assert country["Example"] == "KR"
    codes = as_dicts(model.get("@codes"))
    assert {"List": "Country", "Code": "KR", "Title": "South Korea"} in codes
    assert {"List": "Kind", "Code": "ngo", "Title": "Non-governmental organization"}.items() <= {
        **next(row for row in codes if row["Code"] == "ngo")
    }.items()


def test_an_open_list_says_so_and_examples_that_are_no_text_are_json() -> None:
    properties = {
        "tone": {"title": "Tone", "anyOf": [{"enum": ["warm", "cold"]}, {"type": "string"}], "examples": [["x"]]},
        "bag": {"title": "Bag", "examples": ["text"]},
    }
    catalog = load_catalog({"thing.schema.json": {"type": "object", "properties": properties}})
    rows = {
        row["Column"]: row for row in as_dicts(build_model(only({}, type_="thing", catalog=catalog)).get("@dictionary"))
    }
    assert rows["Tone"]["Type"] == "text, or another text"
    assert rows["Tone"]["Example"] == '["x"]'
    assert rows["Bag"]["Example"] == '"text"'


def test_lists_of_codes_are_named_after_their_columns_and_told_apart() -> None:
    data: dict[str, Json] = {"name": "Kim Yoon", "roles": [{"title": "chair"}]}
    model = build_model(only(data, type_="official", catalog=shipped_catalog()))
    names = [one.title for one in code_lists(model.tables).values()]
    assert len(names) == len(set(names))
    assert {"Kind", "Country", "Status", "Agreements: Status"} <= set(names)
    assert all(isinstance(one.choices[0], Choice) for one in code_lists(model.tables).values())


def test_codes_may_be_objects_and_lists() -> None:
    codes: Json = {"enum": [{"a": [1]}, [2], "text"]}
    catalog = load_catalog({"thing.schema.json": {"type": "object", "properties": {"it": codes, "too": codes}}})
    model = build_model(only({"it": {"a": [1]}}, type_="thing", catalog=catalog))
    assert [row["Code"] for row in as_dicts(model.get("@codes")) if row["List"] == "It"] == ['{"a":[1]}', "[2]", "text"]
    assert as_dicts(model.get("thing"))[0]["It"] == '{"a": [1]}'


def test_problems_are_rows_in_the_order_of_reports() -> None:
    placed = Problem(
        code="AK104",
        message="no such kind",
        hint="Choose one.",
        file="annotations/b/kim.json",
        pointer="/records/0/data/kind",
        record="meeting-1",
        caption='meeting "Busan"',
        found="x",
        place=Place(line=4, column=7, end_line=4, end_column=9),
    )
    bare = Problem(code="AK006", message="not canonical", file="annotations/a/kim.json")
    first, second = as_dicts(build_model(meetings(problems=[placed, bare])).get("@problems"))
    assert first == {
        "Severity": "warning",
        "Code": "AK006",
        "Rule": "not-canonical",
        "What is wrong": "not canonical",
        "File": "annotations/a/kim.json",
    }
    assert second == {
        "Record ID": "meeting-1",
        "Record": 'meeting "Busan"',
        "Severity": "error",
        "Code": "AK104",
        "Rule": "unknown-value",
        "What is wrong": "no such kind",
        "What to do": "Choose one.",
        "Found": "x",
        "File": "annotations/b/kim.json",
        "Line": "4",
        "Column": "7",
        "Path": "/records/0/data/kind",
    }
