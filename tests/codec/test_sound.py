"""What is read without cattrs is what cattrs reads; what is not sound is left to it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.codec import decode_annotation
from annotate_kit.codec.sound import find_record, find_span
from annotate_kit.codec.structuring import read
from annotate_kit.core import Record, Span

SPAN: dict[str, Any] = {
    "fragments": [[0, 5], [7, 9]],
    "id": "s-1",
    "prefix": "",
    "quotes": ["Busan", "is"],
    "suffix": " ",
}
CLAIM: dict[str, Any] = {
    "spans": ["s-1"],
    "claim": "reported",
    "by": "Kim",
    "note": "n",
    "origin": "names",
    "value": None,
}
RECORD: dict[str, Any] = {
    "data": {"name": "Busan"},
    "evidence": {"/name": [{"spans": ["s-1"]}, CLAIM], "": [{}]},
    "id": "city-1",
    "mentions": ["s-1"],
    "type": "city",
    "entity": "city-2",
}
ODD = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 9), st.text(max_size=3), st.just([]), st.just({}), st.just([[1, 2]])
)


@pytest.mark.parametrize("more", [{}, {"later": 1}, {"prefix": "x"}])
def test_sound_spans_and_records_are_read(more: dict[str, Any]) -> None:
    span = find_span({**SPAN, **more})
    assert span is not None
    assert span == read({**SPAN, **more}, Span)
    claims = [{**CLAIM, **more}, {"spans": [], "note": None}]
    record = find_record({**RECORD, "evidence": {"/name": claims}, **more})
    assert record is not None
    assert record == read({**RECORD, "evidence": {"/name": claims}, **more}, Record)


@pytest.mark.parametrize("kept", [("id", "type"), ("id", "type", "entity"), tuple(RECORD)])
def test_what_may_be_left_out_may_be_left_out(kept: tuple[str, ...]) -> None:
    value = {name: RECORD[name] for name in kept}
    assert find_record(value) == read(value, Record)
    short = {name: SPAN[name] for name in ("id", "fragments", "quotes")}
    assert find_span(short) == read(short, Span)


@given(st.sampled_from([*SPAN, "x"]), ODD)
def test_a_span_with_anything_odd_is_read_alike_or_left_alone(name: str, odd: Any) -> None:
    value = {**SPAN, name: odd}
    found = find_span(value)
    assert found is None or found == read(value, Span)


@given(st.sampled_from([*RECORD, "x"]), ODD)
def test_a_record_with_anything_odd_is_read_alike_or_left_alone(name: str, odd: Any) -> None:
    value = {**RECORD, name: odd}
    found = find_record(value)
    assert found is None or found == read(value, Record)


@given(st.sampled_from([*CLAIM, "x"]), ODD)
def test_a_claim_with_anything_odd_is_read_alike_or_left_alone(name: str, odd: Any) -> None:
    value = {**RECORD, "evidence": {"/name": [{**CLAIM, name: odd}]}}
    found = find_record(value)
    assert found is None or found == read(value, Record)


@pytest.mark.parametrize("value", [None, [], "span"])
def test_what_is_no_object_is_neither(value: Any) -> None:
    assert find_span(value) is None
    assert find_record(value) is None


@pytest.mark.parametrize(
    "evidence", [{"name": []}, {"/name": {}}, {"/name": ["s-1"]}, {"/name": [{"spans": "s-1"}]}, {"/name": [{"by": 1}]}]
)
def test_evidence_that_is_not_sound_is_left_to_whoever_explains_it(evidence: Any) -> None:
    assert find_record({**RECORD, "evidence": evidence}) is None


def test_what_is_not_from_a_file_is_read_all_the_same() -> None:
    value: dict[str, Any] = {
        "format": "annotate-kit/1",
        "article": "a",
        "annotator": "kim",
        "text_sha256": "",
        "records": (RECORD,),
    }
    span = {**SPAN, "quotes": ("Busan", "is")}
    decoded = decode_annotation({**value, "spans": [span], "status": "done"}, file="a")
    assert decoded.problems == ()
    assert decoded.annotation is not None
    assert decoded.annotation.spans["s-1"] == find_span(SPAN)
