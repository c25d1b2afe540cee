"""JSON, JSON Lines and the workbook from one source."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.fakes.goldens import check_golden
from tests.fakes.sources import an_article, annotated, meetings, only
from tests.fakes.workbooks import dump

from annotate_kit.codec import encode, parse_json
from annotate_kit.core import ABSENT, Claim, Json, Place, Problem, Record
from annotate_kit.exporters import EXPORT_FORMAT, EXPORTERS, export_to
from annotate_kit.tables import Receipt, Source

HERE = Path(__file__).parent / "golden"

PROBLEMS = (
    Problem(
        code="AK104",
        message="Kind is not in the list",
        hint="Choose one.",
        record="meeting-0000000002",
        data_pointer="/kind",
        file="annotations/summit/kim.json",
        place=Place(line=4, column=2, end_line=4, end_column=9),
    ),
    Problem(code="AK306", message="no evidence", record="meeting-0000000003", file="annotations/summit/kim.json"),
)


def export(name: str, source: Source) -> tuple[bytes, Receipt]:
    stream = io.BytesIO()
    receipt = export_to(name, source, stream)
    return stream.getvalue(), receipt


def loaded(source: Source) -> Any:
    return json.loads(export("json", source)[0])


@pytest.mark.parametrize("name", ["json", "jsonl", "xlsx"])
def test_what_it_writes_is_kept(name: str) -> None:
    source = meetings(problems=PROBLEMS, left_out=["1 article not annotated: not exported."])
    raw, receipt = export(name, source)
    made = dump(raw, "Read me", "Meetings").encode() if name == "xlsx" else raw
    check_golden(HERE / f"meetings.{name}{'.txt' if name == 'xlsx' else ''}", made)
    assert (receipt.format, receipt.articles, receipt.records, receipt.problems) == (name, 2, 4, 1)
    assert receipt.left_out == ("1 article not annotated: not exported.",)


def test_comments_go_out_as_they_are() -> None:
    source = meetings()
    first, *others = source.articles
    comment: Json = {"id": "n-1", "by": "kim", "text": "Ask Lee", "record": "meeting-1", "pointer": "/kind"}
    notes: tuple[Json, ...] = (comment, "odd", {"id": "conflict-1", "text": "two sessions changed …", "conflict": {}})
    noted = attrs.evolve(first, annotation=attrs.evolve(first.annotation, notes=notes))
    articles = loaded(attrs.evolve(source, articles=(noted, *others)))["articles"]
    assert [one.get("notes") for one in articles] == [[comment, "odd"], None]


ONE_FILE = sorted(name for name, exporter in EXPORTERS.items() if not exporter.is_folder)


@pytest.mark.parametrize("name", ONE_FILE)
def test_the_same_source_gives_the_same_bytes(name: str) -> None:
    assert export(name, meetings()) == export(name, meetings())


@pytest.mark.parametrize("articles", [0, 1, 2])
def test_the_document_is_canonical_though_it_is_written_piece_by_piece(articles: int) -> None:
    source = meetings(problems=PROBLEMS)
    raw, _ = export("json", attrs.evolve(source, articles=tuple(source.articles)[:articles]))
    parsed = parse_json(raw, file="annotations.json")
    assert parsed.value is not ABSENT
    assert parsed.problems == ()
    assert encode(parsed.value) == raw


def test_a_text_of_several_lines_stays_one_value() -> None:
    source = only({"title": "a\n\n  b", "minutes": '"\n}'})
    (record,) = loaded(source)["records"]
    assert record["data"] == {"title": "a\n\n  b", "minutes": '"\n}'}


def test_every_value_of_a_record_leads_to_its_words() -> None:
    document = loaded(meetings())
    assert document["format"] == EXPORT_FORMAT
    assert document["schemas"] == {"meeting": "0.3.0", "organization": ""}
    record = next(one for one in document["records"] if one["id"] == "meeting-0000000001")
    assert (record["caption"], record["article"], record["status"]) == ("Busan forum", "forum", "in-work")
    (claim,) = record["evidence"]["/people/0/name"]
    assert (claim["claim"], claim["by"], claim["origin"]) == ("reported", "the organizer", "person")
    (span,) = claim["spans"]
    assert (span["quote"], span["fragments"], span["start"], span["end"]) == (
        "Kim Yoon … Sasaki",
        [[36, 44], [47, 53]],
        36,
        53,
    )
    assert record["evidence"]["/length"][0]["value"] == 3
    assert record["evidence"]["/when"][1] == {
        "claim": "inferred",
        "note": "from the year",
        "origin": "person",
        "spans": [],
    }


def test_an_entity_is_named_by_its_own_id_or_the_record_s() -> None:
    records = [
        Record(id="meeting-1", type="meeting", data={}, entity="meeting-9"),
        Record(id="meeting-2", type="meeting", data={}, extra={"newer": [1]}, evidence={"": (Claim(extra={"x": 1}),)}),
    ]
    first, second = loaded(attrs.evolve(only({}), articles=[annotated(an_article("a", ""), "", records)]))["records"]
    assert (first["entity"], second["entity"]) == ("meeting-9", "meeting-2")
    assert (second["newer"], second["evidence"][""][0]["x"]) == ([1], 1)


def test_a_span_that_is_not_there_is_named_all_the_same() -> None:
    record = Record(id="meeting-1", type="meeting", data={}, mentions=("s-lost",))
    source = attrs.evolve(only({}), articles=[annotated(an_article("a", ""), "", [record])])
    assert loaded(source)["records"][0]["mentions"] == [{"id": "s-lost"}]
    row = json.loads(export("jsonl", source)[0])
    assert (row["mentions"], row["spans"]) == ([], 1)


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_words_that_may_not_be_passed_on_are_nowhere(name: str) -> None:
    raw, _ = export(name, meetings(has_words=False))
    assert "Kim Yoon … Sasaki" not in raw.decode()
    assert "부산" not in raw.decode()
    assert "spoke" not in raw.decode()
    if name == "json":
        assert [one["words_passed_on"] for one in json.loads(raw)["articles"]] == [False, True]


def test_a_flat_row_has_every_value_under_the_name_of_its_place() -> None:
    rows = [json.loads(line) for line in export("jsonl", meetings(problems=PROBLEMS))[0].splitlines()]
    assert [row["id"] for row in rows] == [f"meeting-{n:010}" for n in (1,)] + [
        "organization-0000000001",
        "meeting-0000000002",
        "meeting-0000000003",
    ]
    assert rows[0]["data/cost/cost"] == "1250.50"
    assert rows[0]["data/topics"] == ["trade", "=1+1"]
    assert rows[2]["data/phone"] is None
    assert rows[0]["evidence"]["/people/0/name"] == ["Kim Yoon … Sasaki"]
    assert "/length" not in rows[0]["evidence"], "its words say another value"
    assert rows[2]["problems"] == ["AK104 Kind is not in the list"]
    assert "problems" not in rows[3]


def test_a_flat_row_says_how_words_claim_a_value_and_what_others_say_instead() -> None:
    source = meetings()
    row = json.loads(export("jsonl", source)[0].splitlines()[0])
    (other,) = row["claims"]["/length"]
    assert (other["value"], other["claim"], other["quotes"]) == (3, "stated", ["17 May 2023"])
    (report,) = row["claims"]["/people/0/name"]
    assert (report["claim"], report["by"], report["quotes"]) == ("reported", "the organizer", ["Kim Yoon … Sasaki"])
    assert [one["claim"] for one in row["claims"]["/when"]] == ["inferred"], (
        "that its words state it is said by evidence"
    )
    assert row["evidence"]["/when"] == ["17 May 2023"]
    silent = attrs.evolve(source, articles=[attrs.evolve(one, has_words=False) for one in source.articles])
    first = json.loads(export("jsonl", silent)[0].splitlines()[0])
    assert "quotes" not in first["claims"]["/length"][0]


def test_flat_names_keep_odd_properties_apart() -> None:
    row = json.loads(export("jsonl", only({"a/b": 1, "a": {"b": 2, "~": {}}, "id": "mine"}))[0])
    assert {name: value for name, value in row.items() if name.startswith("data/")} == {
        "data/a~1b": 1,
        "data/a/b": 2,
        "data/a/~0": {},
        "data/id": "mine",
    }


def test_only_the_workbook_needs_openpyxl() -> None:
    script = "import sys, annotate_kit.exporters; sys.exit('openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_what_a_suggester_proposed_says_which_how_likely_and_who_accepted_it() -> None:
    source = meetings()
    first, *others = source.articles
    id_ = first.annotation.ordered_records[0].mentions[0]
    span = attrs.evolve(
        first.annotation.spans[id_], extra={"origin": "names/1", "score": 1, "accepted_by": "kim", "later": True}
    )
    annotation = attrs.evolve(first.annotation, spans={**first.annotation.spans, id_: span})
    document = loaded(attrs.evolve(source, articles=[attrs.evolve(first, annotation=annotation), *others]))
    (said, *_) = [one for record in document["records"] for one in record["mentions"] if one["id"] == id_]
    assert (said["origin"], said["score"], said["accepted_by"]) == ("names/1", 1, "kim")
    assert "later" not in said
