from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.core import Annotation, Claim, Edit, Json, Record, apply, invert, make_span
from annotate_kit.schema import Catalog, load_catalog, references
from annotate_kit.workflow.reshaping import merge_records, retyped, split_record

SCHEMAS = Path(__file__).parents[2] / "schemas"
TEXT = "Kim Yoon of the KJE met Kim Jae of Posco in Seoul. Kim Yoon is chair of the KJE."


@cache
def shipped() -> Catalog:
    documents = {path.name: json.loads(path.read_text("utf-8"), parse_float=Decimal) for path in SCHEMAS.glob("*.json")}
    return load_catalog(documents)


def spans(*words: tuple[str, int]) -> dict[str, Any]:
    found = {}
    for n, (word, nth) in enumerate(words):
        start = -1
        for _ in range(nth + 1):
            start = TEXT.index(word, start + 1)
        span = make_span(id=f"s-{n}", text=TEXT, fragments=((start, start + len(word)),))
        found[span.id] = span
    return found


ALL = spans(
    ("Kim Yoon", 0), ("KJE", 0), ("Kim Jae", 0), ("Posco", 0), ("Seoul", 0), ("Kim Yoon", 1), ("chair", 0), ("KJE", 1)
)


def record(id_: str, kind: str, data: dict[str, Any], *mentions: str, **evidence: Any) -> Record:
    said = {pointer: tuple(claims) for pointer, claims in evidence.get("evidence", {}).items()}
    return Record(id=id_, type=kind, data=data, mentions=mentions, evidence=said, entity=evidence.get("entity"))


def annotation(*records: Record) -> Annotation:
    return Annotation(article="a", annotator="b", text_sha256="0", spans=ALL, records={one.id: one for one in records})


def done(edit: Edit, before: Annotation) -> Annotation:
    after = apply(edit, before)
    assert apply(invert(edit), after) == before
    return after


def said(*ids: str, **more: Any) -> Claim:
    return Claim(spans=ids, **more)


YOON = record(
    "official-1",
    "official",
    {"name": "Kim Yoon", "roles": [{"title": "chair", "organization": "organization-1"}]},
    "s-0",
    evidence={"/name": [said("s-0")], "/roles/0/title": [said("s-6")], "/roles/0/organization": [said("s-7")]},
)
YOON_AGAIN = record(
    "official-2",
    "official",
    {"name": "Kim Yoon", "nationality": "KR", "roles": [{"title": "chief"}]},
    "s-5",
    evidence={"/name": [said("s-5")], "/nationality": [said("s-4")], "/roles/0": [said("s-6")]},
    entity="official-9",
)
KJE = record(
    "organization-1", "organization", {"name": "KJE", "kind": "association"}, "s-1", evidence={"/name": [said("s-1")]}
)
POSCO = record(
    "organization-2",
    "organization",
    {"name": "Posco", "kind": "company", "parent": "organization-1", "aliases": ["P", "KJE"]},
    "s-3",
    evidence={"/kind": [said("s-3")], "/aliases/1": [said("s-7")]},
)


# Merging.


def test_mentions_values_evidence_and_entity_follow() -> None:
    before = annotation(YOON, YOON_AGAIN, KJE)
    after = done(merge_records(shipped(), before, "official-1", "official-2"), before)
    merged = after.records["official-1"]
    assert "official-2" not in after.records
    assert merged.mentions == ("s-0", "s-5")
    assert merged.entity == "official-9"
    assert merged.data["nationality"] == "KR"
    assert merged.evidence["/nationality"] == (said("s-4"),)
    assert merged.evidence["/name"] == (said("s-0"), said("s-5"))
    assert [role["title"] for role in merged.data["roles"]] == ["chair", "chief"]  # type: ignore[union-attr, index, call-overload]
    assert merged.evidence["/roles/1"] == (said("s-6"),)


def test_what_differs_becomes_a_competing_claim() -> None:
    before = annotation(KJE, POSCO)
    after = done(merge_records(shipped(), before, "organization-1", "organization-2"), before)
    merged = after.records["organization-1"]
    assert merged.data["kind"] == "association"
    assert merged.evidence["/kind"] == (said("s-3", value="company"),)
    assert [claim.value for claim in merged.evidence["/name"][1:]] == ["Posco"]
    assert merged.evidence["/name"][1].note == "of a record that was merged"
    assert merged.data["aliases"] == ["P", "KJE"]
    assert merged.evidence["/aliases/1"] == (said("s-7"),)
    assert "parent" not in merged.data, "nothing is its own parent"


def test_references_to_the_one_that_goes_lead_to_the_one_that_stays() -> None:
    third = record("organization-3", "organization", {"name": "Sub", "kind": "company", "parent": "organization-2"})
    member = record(
        "agreement-1", "agreement", {"parties": ["organization-1", "organization-2", "organization-3"]}, "s-4"
    )
    before = annotation(KJE, POSCO, third, member)
    after = done(merge_records(shipped(), before, "organization-1", "organization-2"), before)
    assert after.records["organization-3"].data["parent"] == "organization-1"
    found = [id_ for one in after.ordered_records for _, id_, _ in references(shipped().types[one.type], one.data)]
    assert "organization-2" not in found


def test_a_kept_record_does_not_refer_to_itself() -> None:
    kept = attrs.evolve(KJE, data={**KJE.data, "parent": "organization-2"})
    before = annotation(kept, attrs.evolve(POSCO, data={"name": "Posco"}, evidence={}))
    after = done(merge_records(shipped(), before, "organization-1", "organization-2"), before)
    assert "parent" not in after.records["organization-1"].data


def test_the_same_items_are_one_with_the_evidence_of_both() -> None:
    one = record(
        "organization-1", "organization", {"name": "K", "aliases": ["KJE"]}, evidence={"/aliases/0": [said("s-1")]}
    )
    two = record(
        "organization-2", "organization", {"name": "K", "aliases": ["KJE"]}, evidence={"/aliases/0": [said("s-7")]}
    )
    before = annotation(one, two)
    merged = done(merge_records(shipped(), before, "organization-1", "organization-2"), before).records[
        "organization-1"
    ]
    assert merged.data["aliases"] == ["KJE"]
    assert merged.evidence["/aliases/0"] == (said("s-1"), said("s-7"))
    again = annotation(one, attrs.evolve(one, id="organization-2"))
    merged = done(merge_records(shipped(), again, "organization-1", "organization-2"), again).records["organization-1"]
    assert merged == one


def test_data_of_another_shape_is_not_forced_in() -> None:
    one = record("organization-1", "organization", {"name": "K", "address": "Seoul", "aliases": "KJE"})
    two = record(
        "organization-2", "organization", {"address": {"city": "Seoul"}, "aliases": ["K"], "empty": {}, "none": []}
    )
    before = annotation(one, two)
    after = apply(merge_records(shipped(), before, "organization-1", "organization-2"), before)
    assert after.records["organization-1"].data["address"] == "Seoul"


def test_records_without_a_schema_are_merged_all_the_same() -> None:
    one, two = record("x-1", "x", {"a": 1}, "s-0"), record("x-2", "x", {"b": 2}, "s-2")
    before = annotation(one, two)
    merged = done(merge_records(shipped(), before, "x-1", "x-2"), before).records["x-1"]
    assert (merged.data, merged.mentions) == ({"a": 1, "b": 2}, ("s-0", "s-2"))


plain = st.one_of(st.integers(0, 3), st.sampled_from(["a", "b"]))
data = st.dictionaries(
    st.sampled_from(["name", "kind", "aliases", "inner"]),
    st.one_of(plain, st.lists(plain, max_size=3), st.dictionaries(st.sampled_from("pq"), plain, max_size=2)),
    max_size=4,
)


@given(one=data, other=data)
def test_merging_anything_can_be_taken_back_and_loses_no_mention(one: dict[str, Json], other: dict[str, Json]) -> None:
    before = annotation(record("x-1", "x", one, "s-0", "s-1"), record("x-2", "x", other, "s-1", "s-2"))
    after = done(merge_records(shipped(), before, "x-1", "x-2"), before)
    assert after.records["x-1"].mentions == ("s-0", "s-1", "s-2")
    assert one.keys() | other.keys() >= after.records["x-1"].data.keys() >= one.keys()


# Splitting.


def test_values_that_rest_on_the_moved_words_go_along() -> None:
    both = attrs.evolve(
        YOON,
        mentions=("s-0", "s-2"),
        data={**YOON.data, "nationality": "KR", "gender": "f"},
        evidence={**YOON.evidence, "/nationality": (said("s-2"),)},
    )
    before = annotation(both, KJE)
    after = done(split_record(shipped(), before, "official-1", ["s-2", "s-9"], "official-7"), before)
    new, old = after.records["official-7"], after.records["official-1"]
    assert (new.mentions, old.mentions) == (("s-2",), ("s-0",))
    assert new.data["name"] == "Kim Jae"
    assert new.evidence["/name"] == (said("s-2"),)
    assert new.data["nationality"] == "KR"
    assert "nationality" not in old.data
    assert old.data["gender"] == "f"


@pytest.mark.parametrize("kind", ["official", "x"])
def test_a_record_can_be_split_without_words_or_schema(kind: str) -> None:
    before = annotation(record("r-1", kind, {"name": "K"}, "s-0"))
    after = done(split_record(shipped(), before, "r-1", [], "r-2"), before)
    assert after.records["r-2"].mentions == ()


# Another type.


def test_fields_of_the_same_name_and_kind_come_along() -> None:
    before = annotation(KJE)
    would = retyped(shipped(), before, "organization-1", "official")
    assert (would.carried, would.lost) == (("Name",), ("Kind",))
    after = done(would.edit, before)
    made = after.records["organization-1"]
    assert (made.type, made.data["name"], made.mentions) == ("official", "KJE", ("s-1",))
    assert made.evidence == {"/name": (said("s-1"),)}


def test_what_a_record_is_called_comes_along_under_another_name() -> None:
    bid = record("expo-bid-1", "expo-bid", {"city": "Seoul", "year": "2030"}, "s-4", evidence={"/city": [said("s-4")]})
    before = annotation(bid)
    would = retyped(shipped(), before, "expo-bid-1", "organization")
    after = done(would.edit, before)
    assert after.records["expo-bid-1"].data["name"] == "Seoul"
    assert after.records["expo-bid-1"].evidence == {"/name": (said("s-4"),)}
    assert "City" in would.carried


def test_a_record_without_a_schema_keeps_nothing_but_its_words() -> None:
    before = annotation(record("x-1", "x", {"a": 1}, "s-0"))
    would = retyped(shipped(), before, "x-1", "official")
    assert (would.carried, would.lost) == ((), ("a",))
    assert done(would.edit, before).records["x-1"].mentions == ("s-0",)
