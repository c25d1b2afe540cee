"""Laws: undo takes back do; evidence goes where its value goes; nothing that does not fit is applied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.core import (
    ABSENT,
    Absent,
    AddRecord,
    AddSpan,
    Annotation,
    Batch,
    ChangeSpan,
    Claim,
    Edit,
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
    apply,
    invert,
)
from annotate_kit.core.pointers import child, find_value, is_under, parent, walk
from annotate_kit.errors import EditMismatchError

SPANS = {f"s-{n}": Span(id=f"s-{n}", fragments=(Fragment(n * 10, n * 10 + 5),), quotes=(f"word{n}",)) for n in range(4)}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(0, 2) | st.sampled_from(["x", "y"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "0", "~/"]), inner, max_size=3)
    ),
    max_leaves=8,
)
CLAIMS = st.lists(
    st.builds(
        Claim,
        spans=st.lists(st.sampled_from(sorted(SPANS)), max_size=2).map(tuple),
        claim=st.sampled_from(["stated", "denied"]),
    ),
    min_size=1,
    max_size=2,
).map(tuple)


@st.composite
def records(draw: st.DrawFn, id_: str = "city-1") -> Record:
    data = draw(st.dictionaries(st.sampled_from(["a", "b", "list", "~/"]), JSON, max_size=4))
    places = [pointer for pointer, _ in walk(data)]
    evidence = {place: draw(CLAIMS) for place in draw(st.sets(st.sampled_from(places), max_size=5))}
    return Record(id=id_, type="city", data=data, evidence=evidence, mentions=("s-0",))


@st.composite
def annotated(draw: st.DrawFn) -> Annotation:
    made = (draw(records("city-1")), draw(records("city-2")))
    return Annotation(
        article="a", annotator="kim", text_sha256="0", spans=SPANS, records={record.id: record for record in made}
    )


def lists(record: Record) -> list[str]:
    return [pointer for pointer, value in walk(record.data) if isinstance(value, list)]


@st.composite
def edits(draw: st.DrawFn, annotation: Annotation) -> Edit:  # noqa: C901, PLR0911, PLR0912  # one case for each kind of edit
    record = draw(st.sampled_from(list(annotation.records.values())))
    kinds: list[str] = ["add-span", "remove-span", "change-span", "add-record", "remove-record", "property", "batch"]
    kinds += ["value", "evidence", "mentions", "entity"]
    kinds += ["insert", "remove", "move"] * (2 if lists(record) else 0)
    match draw(st.sampled_from(kinds)):
        case "add-span":
            return AddSpan(span=attrs.evolve(SPANS["s-0"], id=f"s-new-{len(annotation.spans)}"))
        case "remove-span":
            return RemoveSpan(span=draw(st.sampled_from(list(annotation.spans.values()))))
        case "change-span":
            span = draw(st.sampled_from(list(annotation.spans.values())))
            return ChangeSpan(before=span, after=attrs.evolve(span, fragments=(Fragment(1, 2),), quotes=("o",)))
        case "add-record":
            return AddRecord(record=draw(records(f"city-new-{len(annotation.records)}")))
        case "remove-record":
            return RemoveRecord(record=record)
        case "property":
            return SetProperty(name="notes", before=annotation.notes, after=draw(st.lists(JSON, max_size=2)))
        case "batch":
            first = draw(edits(annotation).filter(lambda edit: not isinstance(edit, Batch)))
            return Batch(
                label="both", edits=(first, draw(edits(apply(first, annotation))) if annotation.records else first)
            )
        case "evidence":
            place = draw(st.sampled_from([pointer for pointer, _ in walk(record.data)]))
            claims = draw(CLAIMS | st.just(()))
            return SetEvidence(record=record.id, pointer=place, before=record.evidence.get(place, ()), after=claims)
        case "mentions":
            return SetMentions(record=record.id, before=record.mentions, after=("s-1", "s-2"))
        case "entity":
            return SetEntity(record=record.id, before=record.entity, after=draw(st.none() | st.just("city-0")))
        case "insert":
            place = draw(st.sampled_from(lists(record)))
            count = len(cast("Sequence[Json]", find_value(record.data, place)))
            value = draw(JSON)
            inside = draw(st.sets(st.sampled_from([pointer for pointer, _ in walk(value)]), max_size=2))
            evidence = {pointer: draw(CLAIMS) for pointer in inside}
            index = draw(st.integers(0, count))
            return InsertItem(record=record.id, pointer=place, index=index, value=value, evidence=evidence)
        case "remove" | "move" as kind:
            place = draw(st.sampled_from(lists(record)))
            items = cast("Sequence[Json]", find_value(record.data, place))
            if not items:
                return InsertItem(record=record.id, pointer=place, index=0, value=draw(JSON))
            index, to = (draw(st.integers(0, len(items) - 1)) for _ in range(2))
            if kind == "move":
                return MoveItem(record=record.id, pointer=place, index=index, to=to)
            item = child(place, index)
            own = {at[len(item) :]: claims for at, claims in record.evidence.items() if is_under(at, item)}
            return RemoveItem(record=record.id, pointer=place, index=index, value=items[index], evidence=own)
        case _:
            members = [
                at for at, _ in walk(record.data) if at and isinstance(find_value(record.data, parent(at)), dict)
            ]
            place = draw(st.sampled_from([*members, "/new"]))
            value = draw(JSON)
            after: Json | Absent = ABSENT if place in members and draw(st.booleans()) else value
            under = {at: claims for at, claims in record.evidence.items() if is_under(at, place)}
            return SetValue(
                record=record.id,
                pointer=place,
                before=find_value(record.data, place),
                after=after,
                evidence_before=under,
                evidence_after={} if after is ABSENT else {place: draw(CLAIMS)},
            )


@given(st.data())
def test_undo_takes_back_do(draw: st.DataObject) -> None:
    annotation = draw.draw(annotated())
    edit = draw.draw(edits(annotation))
    after = apply(edit, annotation)
    assert apply(invert(edit), after) == annotation
    assert invert(invert(edit)) == edit


def labelled(value: Any, path: str = "") -> Any:
    """A copy in which every place holds its own name, to see where it goes."""
    if isinstance(value, Mapping):
        return {key: labelled(inner, child(path, key)) for key, inner in value.items()} | {"_": path}
    if isinstance(value, list):
        return [labelled(inner, child(path, n)) for n, inner in enumerate(value)]
    return path


@given(st.data())
def test_evidence_goes_along_with_its_value(draw: st.DataObject) -> None:
    """Against a model: each value is replaced by its first place, each claim names that place."""
    data = {"list": [labelled(item, f"/list/{n}") for n, item in enumerate(draw.draw(st.lists(JSON, max_size=5)))]}
    leaves = [(at, value) for at, value in walk(data) if isinstance(value, str)]
    evidence = {at: (Claim(by=value),) for at, value in leaves}
    record = Record(id="city-1", type="city", data=data, evidence=evidence)
    annotation = Annotation(article="a", annotator="kim", text_sha256="0", records={"city-1": record})
    for _ in range(draw.draw(st.integers(1, 4))):
        record = annotation.records["city-1"]
        items = cast("Sequence[Json]", record.data["list"])
        act = draw.draw(st.sampled_from(["insert", "remove", "move"] if items else ["insert"]))
        if act == "insert":
            index = draw.draw(st.integers(0, len(items)))
            new = {"": (Claim(by="new"),)}
            edit: Edit = InsertItem(record="city-1", pointer="/list", index=index, value="new", evidence=new)
        elif act == "move":
            index, to = (draw.draw(st.integers(0, len(items) - 1)) for _ in range(2))
            edit = MoveItem(record="city-1", pointer="/list", index=index, to=to)
        else:
            index = draw.draw(st.integers(0, len(items) - 1))
            item = f"/list/{index}"
            own = {at[len(item) :]: claims for at, claims in record.evidence.items() if is_under(at, item)}
            edit = RemoveItem(record="city-1", pointer="/list", index=index, value=items[index], evidence=own)
        annotation = apply(edit, annotation)
        record = annotation.records["city-1"]
        for at, value in walk(record.data):
            if isinstance(value, str):
                assert record.evidence[at] == (Claim(by=value),)
        assert len(record.evidence) == sum(isinstance(value, str) for _, value in walk(record.data))


RECORD = Record(
    id="city-1",
    type="city",
    data={"name": "Busan", "list": ["x", "y"], "is_port": True},
    evidence={"/name": (Claim(spans=("s-0",)),), "/list/0": (Claim(spans=("s-1",)),), "/list/9": (Claim(),)},
    mentions=("s-0",),
)
ANNOTATION = Annotation(article="a", annotator="kim", text_sha256="0", spans=SPANS, records={"city-1": RECORD})


@pytest.mark.parametrize(
    "edit",
    [
        AddSpan(span=SPANS["s-0"]),
        RemoveSpan(span=attrs.evolve(SPANS["s-0"], id="s-none")),
        RemoveSpan(span=attrs.evolve(SPANS["s-0"], prefix="other")),
        ChangeSpan(before=attrs.evolve(SPANS["s-0"], prefix="other"), after=SPANS["s-0"]),
        ChangeSpan(before=SPANS["s-0"], after=SPANS["s-1"]),
        AddRecord(record=RECORD),
        RemoveRecord(record=attrs.evolve(RECORD, entity="other")),
        SetProperty(name="status", before="done", after="in-work"),
        SetProperty(name="status", before="in-work", after=5),
        SetProperty(name="schemas", before={}, after={"city": 1}),
        SetProperty(name="notes", before=[], after="text"),
        SetEntity(record="city-none", before=None, after="x"),
        SetEntity(record="city-1", before="other", after="x"),
        SetMentions(record="city-1", before=(), after=()),
        SetEvidence(record="city-1", pointer="/name", before=(), after=()),
        SetValue(record="city-1", pointer="/name", before="Seoul", after="x", evidence_before=dict(RECORD.evidence)),
        SetValue(record="city-1", pointer="/is_port", before=1, after=False),
        SetValue(record="city-1", pointer="/name", before="Busan", after="x"),
        SetValue(record="city-1", pointer="/list/1", before="y", after=ABSENT),
        SetValue(record="city-1", pointer="/name/deep", before=ABSENT, after="x"),
        SetValue(record="city-1", pointer="/new/deep", before=ABSENT, after="x"),
        SetValue(record="city-1", pointer="/list/2", before=ABSENT, after="x"),
        SetValue(record="city-1", pointer="", before=RECORD.data, after=[], evidence_before=dict(RECORD.evidence)),
        SetValue(record="city-1", pointer="", before=RECORD.data, after=ABSENT, evidence_before=dict(RECORD.evidence)),
        InsertItem(record="city-1", pointer="/list", index=3, value="x"),
        InsertItem(record="city-1", pointer="/list", index=-1, value="x"),
        InsertItem(record="city-1", pointer="/name", index=0, value="x"),
        RemoveItem(record="city-1", pointer="/list", index=1, value="x"),
        RemoveItem(record="city-1", pointer="/list", index=0, value="x"),
        RemoveItem(record="city-1", pointer="/list", index=2, value=None),
        RemoveItem(record="city-1", pointer="/none", index=0, value="x"),
        MoveItem(record="city-1", pointer="/list", index=0, to=2),
        MoveItem(record="city-1", pointer="/list", index=-1, to=0),
        MoveItem(record="city-1", pointer="", index=0, to=0),
    ],
    ids=lambda edit: type(edit).__name__,
)
def test_what_does_not_fit_is_refused(edit: Edit) -> None:
    with pytest.raises(EditMismatchError):
        apply(edit, ANNOTATION)
    with pytest.raises(EditMismatchError):
        apply(Batch(label="x", edits=(edit,)), ANNOTATION)


def test_evidence_for_no_item_stays_where_it_is() -> None:
    edit = InsertItem(record="city-1", pointer="/list", index=0, value="new")
    evidence = apply(edit, ANNOTATION).records["city-1"].evidence
    assert set(evidence) == {"/name", "/list/1", "/list/9"}
    strange = attrs.evolve(RECORD, evidence={"/list/x": (Claim(),), "/list": (Claim(),)})
    annotation = attrs.evolve(ANNOTATION, records={"city-1": strange})
    assert set(apply(edit, annotation).records["city-1"].evidence) == {"/list/x", "/list"}


def test_no_edit_changes_what_it_was_given() -> None:
    before = repr(ANNOTATION)
    apply(MoveItem(record="city-1", pointer="/list", index=0, to=1), ANNOTATION)
    apply(SetProperty(name="schemas", before={}, after={"city": "1.0.0"}), ANNOTATION)
    assert repr(ANNOTATION) == before


def test_the_very_same_edit_of_the_very_same_annotation_is_made_once() -> None:
    before = Annotation(article="a", annotator="b", text_sha256="c")
    edit = SetProperty(name="status", before="in-work", after="done")
    after = apply(edit, before)
    assert apply(edit, before) is after
    again = apply(attrs.evolve(edit), before)
    assert again == after
    assert again is not after
    assert apply(edit, attrs.evolve(before, annotator="d")).annotator == "d"
