"""Three-way merges by id: what one side does is kept, what both do alike is done once, the rest is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.core import ABSENT, Absent, Annotation, Claim, Fragment, Json, Record, Span, apply, changes
from annotate_kit.core.conflicts import Conflict, conflicts_of, resolve, with_conflicts
from annotate_kit.core.merging import Merged, merge
from annotate_kit.core.pointers import walk

TEXT = "0123456789" * 10
SPANS = {f"s-{n}": Span(id=f"s-{n}", fragments=(Fragment(n, n + 1),), quotes=(str(n),)) for n in range(4)}


def a_claim(*spans: str) -> tuple[Claim, ...]:
    return (Claim(spans=spans),)


def a_record(id_: str = "city-1", **fields: object) -> Record:
    return Record(id=id_, type="city", **fields)  # type: ignore[arg-type]  # a test's shorthand


def an_annotation(*records: Record, **fields: object) -> Annotation:
    found: dict[str, object] = {"spans": SPANS, "records": {record.id: record for record in records}, **fields}
    return Annotation(article="a", annotator="kim", text_sha256="0", **found)  # type: ignore[arg-type]  # the same


def of_data(before: Json, mine: Json, other: Json, **evidence: Mapping[str, tuple[Claim, ...]]) -> Merged:
    sides = zip(("base", "ours", "theirs"), (before, mine, other), strict=True)
    return merge(
        *(an_annotation(a_record(data={"x": value}, evidence=evidence.get(name, {}))) for name, value in sides)
    )


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(0, 2) | st.sampled_from(["x", "y"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b"]), inner, max_size=2),
    max_leaves=6,
)
RECORDS = st.builds(
    lambda data, picks, mentions, entity: a_record(
        data=data,
        evidence={place: a_claim(pick) for (place, _), pick in zip(walk(data), picks, strict=False) if pick},
        mentions=tuple(mentions),
        entity=entity,
    ),
    st.dictionaries(st.sampled_from(["a", "b", "list"]), JSON, max_size=3),
    st.lists(st.sampled_from(["", *SPANS]), max_size=6),
    st.lists(st.sampled_from(sorted(SPANS)), max_size=3, unique=True),
    st.none() | st.sampled_from(["city-8", "city-9"]),
)
ANNOTATIONS = st.builds(
    lambda records, spans, status, notes: an_annotation(
        status=status,
        notes=[{"id": f"note-{n}", "text": text} for n, text in notes.items()],
        records={id_: attrs.evolve(record, id=id_) for id_, record in records.items()},
        spans={id_: attrs.evolve(SPANS[id_], fragments=(Fragment(start, start + 1),)) for id_, start in spans.items()},
    ),
    st.dictionaries(st.sampled_from(["city-1", "city-2", "city-3"]), RECORDS, max_size=3),
    st.dictionaries(st.sampled_from(sorted(SPANS)), st.integers(0, 3), max_size=4),
    st.sampled_from(["in-work", "done", "needs-review"]),
    st.dictionaries(st.integers(0, 2), st.sampled_from(["x", "y"]), max_size=2),
)


@given(ANNOTATIONS, ANNOTATIONS)
def test_what_one_side_alone_did_is_taken(base: Annotation, changed: Annotation) -> None:
    used = {span for record in changed.records.values() for span in record.span_ids()}
    again = {id_: span for id_, span in base.spans.items() if id_ in used and id_ not in changed.spans}
    wanted = attrs.evolve(changed, spans={**changed.spans, **again})
    for merged in (merge(base, changed, base), merge(base, base, changed)):
        assert merged.annotation == wanted
        assert merged.conflicts == ()


@given(ANNOTATIONS, ANNOTATIONS)
def test_what_both_did_alike_is_done_once(base: Annotation, changed: Annotation) -> None:
    merged = merge(base, changed, changed)
    assert merged.annotation.records == changed.records
    assert merged.conflicts == ()


@given(ANNOTATIONS, ANNOTATIONS, ANNOTATIONS)
def test_nothing_new_on_either_side_is_lost_and_to_merge_again_changes_nothing(
    base: Annotation, ours: Annotation, theirs: Annotation
) -> None:
    merged = merge(base, ours, theirs)
    result = merged.annotation
    for side in (ours, theirs):
        assert side.records.keys() - base.records.keys() <= result.records.keys()
        assert side.spans.keys() - base.spans.keys() <= result.spans.keys()
    known = base.spans.keys() | ours.spans.keys() | theirs.spans.keys()
    used = {span for record in result.records.values() for span in record.span_ids()}
    assert used & known <= result.spans.keys()
    noted = with_conflicts(result, merged.conflicts, by="kim")
    assert {conflict.id for conflict in merged.conflicts} <= {conflict.id for conflict in conflicts_of(noted)}
    assert with_conflicts(noted, merged.conflicts, by="kim") == noted


@given(ANNOTATIONS, ANNOTATIONS, ANNOTATIONS)
def test_it_does_not_matter_who_comes_first_where_nobody_disagrees(
    base: Annotation, ours: Annotation, theirs: Annotation
) -> None:
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert len(one.conflicts) == len(other.conflicts)
    if not one.conflicts:
        assert one.annotation.records.keys() == other.annotation.records.keys()
        assert one.annotation.spans == other.annotation.spans
        assert one.annotation.status == other.annotation.status
    for conflict, mirrored in zip(
        sorted(one.conflicts, key=repr_of), sorted(other.conflicts, key=repr_of), strict=True
    ):
        assert (conflict.kind, conflict.record, conflict.span) == (mirrored.kind, mirrored.record, mirrored.span)


def repr_of(conflict: Conflict) -> tuple[str, str, str, str]:
    return (conflict.kind, conflict.record or "", conflict.span or "", conflict.pointer)


def test_two_fields_of_one_record_are_both_taken_with_their_words() -> None:
    base = an_annotation(a_record(data={"name": "Busan"}))
    ours = an_annotation(a_record(data={"name": "Busan", "country": "KR"}, evidence={"/country": a_claim("s-1")}))
    theirs = an_annotation(a_record(data={"name": "Pusan"}, evidence={"/name": a_claim("s-2")}, mentions=("s-2",)))
    merged = merge(base, ours, theirs)
    record = merged.annotation.records["city-1"]
    assert record.data == {"name": "Pusan", "country": "KR"}
    assert record.evidence == {"/name": a_claim("s-2"), "/country": a_claim("s-1")}
    assert record.mentions == ("s-2",)
    assert merged.conflicts == ()


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "wanted"),
    [
        ([], ["o"], ["t"], ["t", "o"]),
        (["a"], ["a", "o"], ["a", "t"], ["a", "t", "o"]),
        (["a"], ["a", "n"], ["a", "n"], ["a", "n"]),
        (["a", "b"], ["a"], ["a", "b", "t"], ["a", "t"]),
        (["a", "b"], ["b"], ["a"], []),
        (["a", "b"], ["b", "o"], ["a", "b", "t"], ["b", "t", "o"]),
        (["a", "b"], ["b", "a"], ["a", "b", "t"], ["a", "b", "t"]),
        ([{"t": 1}], [{"t": 2}], [{"t": 1}, {"t": 9}], [{"t": 2}, {"t": 9}]),
        ([{"t": 1, "u": 1}], [{"t": 2, "u": 1}], [{"t": 1, "u": 2}], [{"t": 2, "u": 2}]),
        ({"k": 1, "l": 1}, {"l": 1}, {"k": 1, "l": 2}, {"l": 2}),
        ([1, True], [1, True, "o"], [1, True, "t"], [1, True, "t", "o"]),
    ],
)
def test_lists_and_objects_grow_and_shrink_on_both_sides(base: Json, ours: Json, theirs: Json, wanted: Json) -> None:
    merged = of_data(base, ours, theirs)
    assert merged.annotation.records["city-1"].data == {"x": wanted}
    assert merged.conflicts == ()


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "pointer"),
    [
        ("a", "o", "t", "/x"),
        (1, True, 0, "/x"),
        (["a"], ["o"], ["t"], "/x/0"),
        (["a"], {"k": 1}, ["t"], "/x"),
        (["a", "b"], ["b", "c"], ["d", "b"], "/x"),
        (["a", "a"], ["a"], ["a", "a", "t"], "/x"),
        ({"k": 1}, {"k": 2}, {"k": 3}, "/x/k"),
        ([{"t": 1}, {"t": 2}], [{"t": 3}], [{"t": 4}, {"t": 2}], "/x"),
    ],
)
def test_what_both_changed_is_a_conflict_and_theirs_stands(base: Json, ours: Json, theirs: Json, pointer: str) -> None:
    merged = of_data(base, ours, theirs)
    assert merged.annotation.records["city-1"].data == {"x": theirs}
    assert [(conflict.kind, conflict.pointer) for conflict in merged.conflicts] == [("value", pointer)]


def test_a_value_removed_here_and_changed_there_is_kept_and_shown() -> None:
    base = an_annotation(a_record(data={"x": 1}))
    gone, changed = an_annotation(a_record(data={})), an_annotation(a_record(data={"x": 2}))
    for merged, sides in ((merge(base, gone, changed), (ABSENT, 2)), (merge(base, changed, gone), (2, ABSENT))):
        assert merged.annotation.records["city-1"].data == {"x": 2}
        (conflict,) = merged.conflicts
        assert (conflict.ours, conflict.theirs) == sides


def test_items_take_their_words_along() -> None:
    base = {"/x/0": a_claim("s-0"), "/x/1": a_claim("s-1")}
    merged = of_data(
        ["a", "b"],
        ["b", "o"],
        ["a", "b", "t"],
        base=base,
        ours={"/x/0": a_claim("s-1"), "/x/1": a_claim("s-2")},
        theirs={**base, "/x/2": a_claim("s-3")},
    )
    record = merged.annotation.records["city-1"]
    assert record.data == {"x": ["b", "t", "o"]}
    assert record.evidence == {"/x/0": a_claim("s-1"), "/x/1": a_claim("s-3"), "/x/2": a_claim("s-2")}


def test_new_claims_of_both_stay_and_a_claim_that_went_goes() -> None:
    old, mine, other = Claim(spans=("s-0",)), Claim(spans=("s-1",)), Claim(spans=("s-2",))
    merged = of_data("a", "a", "a", base={"/x": (old,)}, ours={"/x": (mine,)}, theirs={"/x": (old, other)})
    assert merged.annotation.records["city-1"].evidence == {"/x": (other, mine)}
    assert merged.conflicts == ()


def test_in_a_conflict_our_words_stay_as_those_of_another_source() -> None:
    merged = of_data("a", "o", "t", ours={"/x": a_claim("s-1")}, theirs={"/x": a_claim("s-2")})
    claims = merged.annotation.records["city-1"].evidence["/x"]
    assert claims == (Claim(spans=("s-2",)), Claim(spans=("s-1",), value="o"))


def test_claims_for_places_that_are_not_there_stay_for_validation_to_show() -> None:
    stray = {"/nowhere": a_claim("s-1")}
    gone = {"/gone": a_claim("s-1")}
    base, ours, theirs = {**stray, **gone}, {**stray, "/x": ()}, {**stray, **gone, "/y": a_claim("s-2")}
    merged = of_data("a", "o", "a", base=base, ours=ours, theirs=theirs)
    assert merged.annotation.records["city-1"].evidence == {**stray, "/y": a_claim("s-2")}


def test_a_span_that_somebody_still_uses_stays() -> None:
    base = an_annotation(a_record(mentions=("s-0",)))
    used = an_annotation(a_record(mentions=("s-0",)), a_record("city-2", evidence={"": a_claim("s-1")}))
    spans = {id_: span for id_, span in SPANS.items() if id_ != "s-1"}
    gone = attrs.evolve(base, spans=spans)
    assert set(merge(base, used, gone).annotation.spans) == set(SPANS)
    assert set(merge(base, gone, used).annotation.spans) == set(SPANS)
    assert set(merge(base, gone, base).annotation.spans) == set(spans)


def test_a_record_removed_here_and_changed_there_is_kept_and_shown() -> None:
    base = an_annotation(a_record(data={"x": 1}))
    gone, changed = an_annotation(), an_annotation(a_record(data={"x": 2}))
    merged = merge(base, gone, changed)
    assert set(merged.annotation.records) == {"city-1"}
    (conflict,) = merged.conflicts
    assert (conflict.kind, conflict.record, conflict.ours) == ("removed", "city-1", ABSENT)
    assert "one session removed city-1" in conflict.message
    assert merge(base, gone, base).annotation.records == {}
    assert merge(base, changed, gone).conflicts[0].theirs is ABSENT


def test_entities_statuses_and_other_properties_conflict_as_values_do() -> None:
    base = an_annotation(
        a_record(entity="city-0"), schemas={"city": "1"}, extra={"new": 1}, waivers=[{"code": "AK306"}]
    )
    ours = attrs.evolve(
        base, status="done", schemas={"city": "2"}, extra={}, records={"city-1": a_record(entity="city-8")}
    )
    theirs = attrs.evolve(
        base,
        status="needs-review",
        schemas={"city": "3"},
        extra={"new": 2},
        waivers=[],
        records={"city-1": a_record(entity=None)},
    )
    merged = merge(base, ours, theirs)
    assert {(conflict.kind, conflict.pointer) for conflict in merged.conflicts} == {
        ("entity", ""),
        ("property", "/status"),
        ("property", "/schemas/city"),
        ("property", "/new"),
    }
    result = merged.annotation
    assert (result.status, dict(result.schemas), dict(result.extra)) == ("needs-review", {"city": "3"}, {"new": 2})
    assert result.waivers == ()
    assert result.records["city-1"].entity is None
    assert merge(base, theirs, ours).annotation.extra == {"new": 2}


def moved(span: Span, start: int) -> Span:
    return attrs.evolve(span, fragments=(Fragment(start, start + 1),))


def test_a_span_moved_by_both_is_a_conflict_of_ranges() -> None:
    base = an_annotation()
    ours, theirs = (attrs.evolve(base, spans={**SPANS, "s-0": moved(SPANS["s-0"], at)}) for at in (50, 60))
    merged = merge(base, ours, theirs)
    (conflict,) = merged.conflicts
    assert (conflict.base, conflict.ours, conflict.theirs) == ([[0, 1]], [[50, 51]], [[60, 61]])
    assert merged.annotation.spans["s-0"].start == 60
    added = merge(attrs.evolve(base, spans={}), ours, theirs)
    assert added.conflicts[0].base is ABSENT
    quoted = attrs.evolve(ours, spans={**SPANS, "s-0": attrs.evolve(ours.spans["s-0"], prefix="x")})
    assert merge(base, quoted, ours).conflicts == ()


def decided(merged: Merged, *, take_ours: bool) -> Annotation:
    annotation = with_conflicts(merged.annotation, merged.conflicts, by="kim")
    for conflict in conflicts_of(annotation):
        annotation = apply(resolve(annotation, conflict, take_ours=take_ours, text=TEXT), annotation)
    assert annotation.notes == ()
    return annotation


@pytest.mark.parametrize("take_ours", [True, False])
def test_a_decision_takes_one_side_of_everything(take_ours: bool) -> None:
    base = an_annotation(a_record(data={"x": 1, "y": 1}, entity="city-0"), a_record("city-2"), a_record("city-3"))
    ours = an_annotation(
        a_record(data={"x": 2, "y": 2}, entity="city-8", evidence={"/x": a_claim("s-1")}),
        a_record("city-2", data={"x": 5}),
        status="done",
        spans={"s-1": SPANS["s-1"], "s-0": moved(SPANS["s-0"], 50)},
    )
    theirs = an_annotation(
        a_record(data={"x": 3}, entity="city-9"),
        a_record("city-3", data={"x": 5}),
        status="needs-review",
        spans={"s-1": moved(SPANS["s-1"], 70), "s-0": moved(SPANS["s-0"], 60)},
    )
    base = attrs.evolve(base, spans={**SPANS, "s-1": SPANS["s-1"]})
    merged = merge(base, ours, theirs)
    side = ours if take_ours else theirs
    result = decided(merged, take_ours=take_ours)
    assert result.records.keys() == side.records.keys()
    assert result.records["city-1"].data == side.records["city-1"].data
    assert result.records["city-1"].entity == side.records["city-1"].entity
    assert result.status == side.status
    assert result.spans["s-0"].fragments == side.spans["s-0"].fragments
    assert result.spans["s-0"].quotes == ("0",)
    if take_ours:
        assert result.records["city-1"].evidence == {"/x": a_claim("s-1")}


@pytest.mark.parametrize(("take_ours", "wanted"), [(True, ("city-8", None)), (False, (None, 2))])
def test_null_is_a_side_like_any_other(take_ours: bool, wanted: tuple[object, object]) -> None:
    base = an_annotation(a_record(data={"x": 1}, entity="city-0"))
    ours = an_annotation(a_record(data={"x": None}, entity="city-8"))
    theirs = an_annotation(a_record(data={"x": 2}, entity=None))
    record = decided(merge(base, ours, theirs), take_ours=take_ours).records["city-1"]
    assert (record.entity, record.data["x"]) == wanted


def test_a_span_removed_here_and_moved_there_can_be_decided_too() -> None:
    base = an_annotation()
    gone = attrs.evolve(base, spans={"s-1": SPANS["s-1"]})
    changed = attrs.evolve(base, spans={"s-0": moved(SPANS["s-0"], 50), "s-1": SPANS["s-1"]})
    merged = merge(base, gone, changed)
    assert merged.conflicts[0].span == "s-0"
    assert set(decided(merged, take_ours=True).spans) == {"s-1"}
    assert set(decided(merged, take_ours=False).spans) == {"s-0", "s-1"}


def test_a_decision_about_what_has_gone_only_drops_the_note() -> None:
    every: Sequence[Conflict] = (
        Conflict(kind="value", record="city-9", pointer="/x", ours=1, theirs=2),
        Conflict(kind="removed", record="city-9", theirs="changed"),
        Conflict(kind="removed", span="s-9", theirs="changed"),
        Conflict(kind="removed", span="s-9", ours="changed", theirs="changed"),
        Conflict(kind="span", span="s-9", ours=[[0, 1]], theirs=[[0, 2]]),
        Conflict(kind="entity", record="city-9", ours="a", theirs="b"),
        Conflict(kind="property", pointer="/new", ours=1, theirs=2),
    )
    start = an_annotation(notes=[{"id": "note-1", "text": "stays"}, 5])
    annotation = with_conflicts(start, every, by="kim")
    assert conflicts_of(annotation) == tuple(every)
    for conflict in every:
        annotation = apply(resolve(annotation, conflict, take_ours=True, text=TEXT), annotation)
    assert annotation == start


def test_notes_that_are_no_conflicts_are_not_taken_for_such() -> None:
    found: list[Json] = [
        5,
        {"kind": "other"},
        {"kind": ["value"]},
        {"kind": "value", "record": 5},
        {"kind": "entity", "ours": 5},
        {"kind": "span", "ours": "text"},
        {"kind": "span", "ours": [[0]]},
        {"kind": "span", "ours": [[0, True]]},
        {"kind": "value", "more": 1},
    ]
    notes: list[Json] = [5, *({"conflict": facts} for facts in found)]
    assert conflicts_of(an_annotation(notes=notes)) == (Conflict(kind="value"),)


@pytest.mark.parametrize(
    "conflict",
    [
        Conflict(kind="span", span="s-0", ours=[[0, 9_999]]),
        Conflict(kind="span", span="s-0"),
        Conflict(kind="value", record="city-1", pointer="x", ours=1),
        Conflict(kind="value", record="city-1", pointer="/name/deep", ours=1),
        Conflict(kind="entity", record="city-1"),
        Conflict(kind="property", pointer="/status", ours=5),
    ],
)
def test_a_note_that_asks_for_what_cannot_be_is_dropped_and_changes_nothing(conflict: Conflict) -> None:
    start = an_annotation(a_record(data={"name": "Busan"}))
    annotation = with_conflicts(start, [conflict], by="kim")
    assert apply(resolve(annotation, conflict, take_ours=True, text=TEXT), annotation) == start


@pytest.mark.parametrize(
    ("ours", "words"), [(ABSENT, "nothing"), ("o", '"o"'), ("x" * 90, '"' + "x" * 39 + "…"), ([1], "[1]")]
)
def test_a_conflict_says_what_it_is_about(ours: Json | Absent, words: str) -> None:
    conflict = Conflict(kind="value", record="city-1", pointer="/x", ours=ours, theirs=1)
    assert conflict.message == f"two sessions changed /x of city-1: {words} and 1"
    assert Conflict(kind="property", pointer="/status").message == "two sessions changed status: nothing and nothing"
    assert conflict.id == attrs.evolve(conflict).id
    assert conflict.id != attrs.evolve(conflict, theirs=2).id


def test_a_decision_can_leave_a_value_out() -> None:
    base = an_annotation(a_record(data={"x": 1}))
    merged = merge(base, an_annotation(a_record(data={})), an_annotation(a_record(data={"x": 2})))
    assert decided(merged, take_ours=True).records["city-1"].data == {}
    assert decided(merged, take_ours=False).records["city-1"].data == {"x": 2}
    assert changes.label_of(resolve(merged.annotation, merged.conflicts[0], take_ours=True, text=TEXT)) == "decide /x"
