from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.codec import (
    ENVELOPE_SCHEMA,
    decode_annotation,
    decode_article,
    edit_from_json,
    edit_to_json,
    encode,
    encode_annotation,
    encode_article,
    encode_line,
    locate,
    parse_json,
)
from annotate_kit.core import (
    ABSENT,
    CLAIM_KINDS,
    AddRecord,
    AddSpan,
    Annotation,
    Article,
    Batch,
    ChangeSpan,
    Claim,
    Fragment,
    InsertItem,
    Json,
    MoveItem,
    Record,
    RemoveItem,
    RemoveRecord,
    RemoveSpan,
    SetEntity,
    SetEvidence,
    SetMentions,
    SetProperty,
    SetValue,
    Span,
)

SAMPLES = sorted((Path(__file__).parents[2] / "annotations").glob("*/*.json"))
WORDS = st.text(st.characters(codec="utf-8"), max_size=6)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | WORDS | st.just(Decimal("19.99")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
IDS = st.from_regex(r"[a-z]-[0-9a-z]{4}", fullmatch=True)
EXTRA = st.dictionaries(st.sampled_from(["later", "x-new"]), JSON, max_size=2)
POINTERS = st.sampled_from(["", "/name", "/roles/0/title", "/a~1b"])
SPANS = st.builds(
    lambda id_, start, lengths, words, extra: Span(
        id=id_,
        fragments=tuple(Fragment(start + n * 10, start + n * 10 + length) for n, length in enumerate(lengths)),
        quotes=tuple("x" * length for length in lengths),
        prefix=words,
        extra=extra,
    ),
    IDS,
    st.integers(0, 10**6),
    st.lists(st.integers(1, 9), min_size=1, max_size=3),
    WORDS,
    EXTRA,
)
CLAIMS = st.builds(
    Claim,
    spans=st.lists(IDS, max_size=2).map(tuple),
    claim=st.sampled_from(CLAIM_KINDS),
    by=st.none() | WORDS,
    value=st.just(ABSENT) | JSON,
    origin=st.sampled_from(["person", "workbook"]),
    note=st.none() | WORDS,
    extra=EXTRA,
)
EVIDENCE = st.dictionaries(POINTERS, st.lists(CLAIMS, min_size=1, max_size=2).map(tuple), max_size=2)
RECORDS = st.builds(
    Record,
    id=IDS,
    type=st.sampled_from(["city", "official"]),
    data=st.dictionaries(WORDS, JSON, max_size=3),
    mentions=st.lists(IDS, max_size=2).map(tuple),
    evidence=EVIDENCE,
    entity=st.none() | IDS,
    extra=EXTRA,
)
LISTS = st.lists(st.dictionaries(WORDS, JSON, max_size=2), max_size=2)
ANNOTATIONS = st.builds(
    lambda spans, records, **more: Annotation(
        spans={span.id: span for span in spans}, records={record.id: record for record in records}, **more
    ),
    st.lists(SPANS, max_size=3),
    st.lists(RECORDS, max_size=3),
    article=st.just("an-article"),
    annotator=st.just("kim"),
    text_sha256=st.just("0" * 64),
    status=st.sampled_from(["in-work", "needs-review", "done"]),
    schemas=st.dictionaries(st.sampled_from(["city", "official"]), WORDS),
    notes=LISTS,
    rejected=LISTS,
    waivers=LISTS,
    extra=EXTRA,
)
SIMPLE_EDITS = st.one_of(
    st.builds(AddSpan, span=SPANS),
    st.builds(RemoveSpan, span=SPANS),
    st.builds(ChangeSpan, before=SPANS, after=SPANS),
    st.builds(AddRecord, record=RECORDS),
    st.builds(RemoveRecord, record=RECORDS),
    st.builds(
        SetValue,
        record=IDS,
        pointer=POINTERS,
        before=JSON | st.just(ABSENT),
        after=JSON | st.just(ABSENT),
        evidence_before=EVIDENCE,
        evidence_after=EVIDENCE,
    ),
    st.builds(InsertItem, record=IDS, pointer=POINTERS, index=st.integers(0, 9), value=JSON, evidence=EVIDENCE),
    st.builds(RemoveItem, record=IDS, pointer=POINTERS, index=st.integers(0, 9), value=JSON, evidence=EVIDENCE),
    st.builds(MoveItem, record=IDS, pointer=POINTERS, index=st.integers(0, 9), to=st.integers(0, 9)),
    st.builds(
        SetEvidence,
        record=IDS,
        pointer=POINTERS,
        before=st.lists(CLAIMS, max_size=2).map(tuple),
        after=st.lists(CLAIMS, max_size=2).map(tuple),
    ),
    st.builds(
        SetMentions, record=IDS, before=st.lists(IDS, max_size=2).map(tuple), after=st.lists(IDS, max_size=2).map(tuple)
    ),
    st.builds(SetEntity, record=IDS, before=st.none() | IDS, after=st.none() | IDS),
    st.builds(SetProperty, name=st.sampled_from(["status", "notes", "schemas"]), before=JSON, after=JSON),
)
EDITS = st.recursive(
    SIMPLE_EDITS,
    lambda inner: st.builds(Batch, label=WORDS, edits=st.lists(inner, max_size=3).map(tuple)),
    max_leaves=4,
)


@given(ANNOTATIONS)
def test_reading_takes_back_writing_an_annotation(annotation: Annotation) -> None:
    raw = encode_annotation(annotation)
    parsed = parse_json(raw, file="f")
    decoded = decode_annotation(parsed.value, file="f")
    assert (parsed.problems, decoded.problems) == ((), ())
    assert decoded.annotation == annotation
    assert encode_annotation(decoded.annotation) == raw


@given(ANNOTATIONS)
def test_what_is_written_is_what_the_schema_of_the_envelope_says(annotation: Annotation) -> None:
    value = parse_json(encode_annotation(attrs.evolve(annotation, extra={})), file="f").value
    validator = jsonschema.Draft202012Validator(ENVELOPE_SCHEMA)
    assert [error.message for error in validator.iter_errors(value)] == []


@given(EDITS)
def test_reading_takes_back_writing_an_edit(edit: Any) -> None:
    assert edit_from_json(edit_to_json(edit)) == edit
    assert edit_from_json(parse_json(encode_line(edit_to_json(edit)), file="f").value) == edit  # type: ignore[arg-type]  # it is there


@given(
    st.builds(
        Article,
        id=st.just("an-article"),
        title=WORDS,
        text_sha256=st.just("0" * 64),
        length=st.integers(0, 10**6),
        language=st.none() | WORDS,
        source=st.none() | WORDS,
        url=st.none() | WORDS,
        published=st.none() | WORDS,
        licence=st.none() | WORDS,
        extra=EXTRA,
    )
)
def test_reading_takes_back_writing_an_article(article: Article) -> None:
    raw = encode_article(article)
    decoded = decode_article(parse_json(raw, file="f").value, file="f")
    assert decoded.problems == ()
    assert decoded.article == article


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_sample_files_are_canonical(path: Path) -> None:
    raw = path.read_bytes()
    value = parse_json(raw, file=path.name).value
    if path.name == "article.json":
        article = decode_article(value, file=path.name).article
        assert article is not None
        assert encode_article(article) == raw
    else:
        annotation = decode_annotation(value, file=path.name).annotation
        assert annotation is not None
        assert encode_annotation(annotation) == raw


SPAN: dict[str, Json] = {"fragments": [[0, 5]], "id": "s-1", "prefix": "", "quotes": ["Busan"], "suffix": ""}
RECORD: dict[str, Json] = {"data": {"name": "Busan"}, "id": "city-1", "mentions": ["s-1"], "type": "city"}
FILE: dict[str, Json] = {
    "annotator": "kim",
    "article": "a",
    "format": "annotate-kit/1",
    "records": [RECORD],
    "spans": [SPAN],
    "status": "done",
    "text_sha256": "0",
}


def wrong(value: Json) -> tuple[Annotation | None, list[tuple[str, str]]]:
    decoded = decode_annotation(value, file="f")
    assert all(problem.file == "f" and problem.hint for problem in decoded.problems)
    assert all(problem.place for problem in locate(decoded.problems, encode(value)))
    return decoded.annotation, [(problem.code, problem.pointer) for problem in decoded.problems]


def test_the_shortest_file_is_enough() -> None:
    annotation, problems = wrong(FILE)
    assert problems == []
    assert annotation is not None
    assert annotation.records["city-1"].mentions == ("s-1",)


@pytest.mark.parametrize(
    ("broken", "code", "pointer"),
    [
        (5, "AK101", "/spans/1"),
        ({"id": "s-2", "quotes": ["x"]}, "AK102", "/spans/1"),
        ({**SPAN, "id": 5}, "AK101", "/spans/1/id"),
        ({**SPAN, "id": "s-2", "fragments": []}, "AK107", "/spans/1/fragments"),
        ({**SPAN, "id": "s-2", "fragments": {}}, "AK101", "/spans/1/fragments"),
        ({**SPAN, "id": "s-2", "fragments": [[0]]}, "AK101", "/spans/1/fragments"),
        ({**SPAN, "id": "s-2", "fragments": [[0, True]]}, "AK101", "/spans/1/fragments"),
        ({**SPAN, "id": "s-2", "fragments": [[5, 5]]}, "AK202", "/spans/1/fragments"),
        ({**SPAN, "id": "s-2", "fragments": [[-1, 5]]}, "AK202", "/spans/1/fragments"),
        ({**SPAN, "id": "s-2", "fragments": [[5, 9], [0, 2]], "quotes": ["a", "b"]}, "AK202", "/spans/1/fragments"),
        ({**SPAN, "id": "s-2", "quotes": []}, "AK203", "/spans/1"),
        ({**SPAN, "id": "s-2", "quotes": "Busan"}, "AK101", "/spans/1/quotes"),
        ({**SPAN, "id": "s-2", "quotes": [5]}, "AK101", "/spans/1/quotes/0"),
        (SPAN, "AK301", "/spans/1/id"),
    ],
)
def test_a_span_that_is_none_is_left_out_and_the_others_load(broken: Json, code: str, pointer: str) -> None:
    annotation, problems = wrong({**FILE, "spans": [SPAN, broken, {**SPAN, "id": "s-9"}]})
    assert problems == [(code, pointer)]
    assert annotation is not None
    assert set(annotation.spans) == {"s-1", "s-9"}


@pytest.mark.parametrize(
    ("broken", "code", "pointer"),
    [
        ({**RECORD, "id": "city-2", "type": None}, "AK101", "/records/1/type"),
        ({**RECORD, "id": "city-2", "data": []}, "AK101", "/records/1/data"),
        ({**RECORD, "id": "city-2", "entity": 5}, "AK101", "/records/1/entity"),
        ({**RECORD, "id": "city-2", "mentions": "s-1"}, "AK101", "/records/1/mentions"),
        ({**RECORD, "id": "city-2", "evidence": []}, "AK101", "/records/1/evidence"),
        ({**RECORD, "id": "city-2", "evidence": {"name": []}}, "AK305", "/records/1/evidence"),
        ({**RECORD, "id": "city-2", "evidence": {"/a~b": 5}}, "AK101", "/records/1/evidence/~1a~0b"),
        ({**RECORD, "id": "city-2", "evidence": {"/a": [5]}}, "AK101", "/records/1/evidence/~1a/0"),
        ({**RECORD, "id": "city-2", "evidence": {"/a": [{"spans": 5}]}}, "AK101", "/records/1/evidence/~1a/0/spans"),
        ({**RECORD, "id": "city-2", "evidence": {"/a": [{"by": 5}]}}, "AK101", "/records/1/evidence/~1a/0/by"),
    ],
)
def test_a_record_that_is_none_is_left_out_and_the_others_load(broken: Json, code: str, pointer: str) -> None:
    annotation, problems = wrong({**FILE, "records": [RECORD, broken]})
    assert problems == [(code, pointer)]
    assert annotation is not None
    assert set(annotation.records) == {"city-1"}


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"status": "finished"}, ("AK104", "/status")),
        ({"status": 5}, ("AK101", "/status")),
        ({"annotator": None}, ("AK101", "/annotator")),
        ({"records": {}}, ("AK101", "/records")),
        ({"notes": 5}, ("AK101", "/notes")),
        ({"schemas": []}, ("AK101", "/schemas")),
        ({"schemas": {"city": 1, "mayor": "2"}}, ("AK101", "/schemas/city")),
    ],
)
def test_what_is_wrong_with_the_file_as_a_whole_is_named_and_the_rest_loads(
    changed: dict[str, Json], found: tuple[str, str]
) -> None:
    annotation, problems = wrong({**FILE, **changed})
    assert problems == [found]
    assert annotation is not None
    assert annotation.spans


def test_what_is_missing_is_named() -> None:
    annotation, problems = wrong({})
    assert problems == [("AK102", "")] * 5
    assert annotation == Annotation(article="", annotator="", text_sha256="")


@pytest.mark.parametrize(
    ("value", "found"),
    [([], [("AK101", "")]), ({**FILE, "format": "annotate-kit/2"}, [("AK005", "/format")]), (ABSENT, [])],
)
def test_what_is_no_annotation_file_of_this_version_is_not_read(value: Any, found: list[tuple[str, str]]) -> None:
    decoded = decode_annotation(value, file="f")
    assert decoded.annotation is None
    assert [(problem.code, problem.pointer) for problem in decoded.problems] == found


@pytest.mark.parametrize(
    ("changed", "pointers"),
    [
        ({"id": 5}, ["/id"]),
        ({"length": -1}, ["/length"]),
        ({"length": True}, ["/length"]),
        ({"text_sha256": None}, ["/text_sha256"]),
    ],
)
def test_an_article_without_what_makes_it_one_is_none(changed: dict[str, Json], pointers: list[str]) -> None:
    good: dict[str, Json] = {"id": "a", "title": "A", "text_sha256": "0", "length": 1, "format": "annotate-kit/1"}
    assert decode_article(good, file="f").problems == ()
    decoded = decode_article({**good, **changed}, file="f")
    assert decoded.article is None
    assert [problem.pointer for problem in decoded.problems] == pointers
    assert decode_article([], file="f").article is None


def test_an_article_with_a_bad_detail_is_one_all_the_same() -> None:
    decoded = decode_article({"id": "a", "text_sha256": "0", "length": 1, "url": 5, "published": None}, file="f")
    assert decoded.article is not None
    assert (decoded.article.title, decoded.article.url, decoded.article.published) == ("a", None, None)
    assert sorted((problem.code, problem.pointer) for problem in decoded.problems) == [
        ("AK101", "/url"),
        ("AK102", ""),
        ("AK102", ""),
    ]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (5, "an object belongs here"),
        ({}, "there is no edit None"),
        ({"edit": "explode"}, "there is no edit 'explode'"),
        ({"edit": ["batch"]}, "there is no edit"),
        ({"edit": "batch", "label": "x", "edits": [{"edit": "add-span", "span": 5}]}, "/edits/0/span an object"),
        ({"edit": "move-item", "record": "x", "pointer": "", "index": "0", "to": 0}, "/index a whole number"),
        ({"edit": "set-property", "name": "article", "before": 1, "after": 2}, "/name this value means nothing here"),
    ],
)
def test_what_is_no_edit_says_why(value: Json, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        edit_from_json(value)
