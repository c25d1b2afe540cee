"""What people do to an annotation, spelt as edits: each function reads the annotation and returns one edit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

import attrs

from annotate_kit.core.annotation import Annotation
from annotate_kit.core.edits import (
    AddRecord,
    AddSpan,
    Batch,
    ChangeSpan,
    Edit,
    Evidence,
    InsertItem,
    MoveItem,
    RemoveItem,
    RemoveRecord,
    RemoveSpan,
    SetEvidence,
    SetMentions,
    SetProperty,
    SetValue,
    apply,
)
from annotate_kit.core.pointers import child, find_value, is_under, parent, rebase, split
from annotate_kit.core.records import Claim, Record
from annotate_kit.core.spans import Span
from annotate_kit.core.values import ABSENT, Json, is_array

__all__ = [
    "add_claim",
    "add_mention",
    "append_item",
    "change_span",
    "find_span",
    "label_of",
    "made_under",
    "move_item",
    "new_record",
    "remove_record",
    "remove_span",
    "remove_value",
    "set_status",
    "set_value",
]


def find_span(annotation: Annotation, fragments: Sequence[tuple[int, int]]) -> Span | None:
    """The span of exactly these ranges, or None: one stretch of words is one span, however often it is used."""
    wanted = sorted(fragments)
    for span in annotation.spans.values():
        if [(fragment.start, fragment.end) for fragment in span.fragments] == wanted:
            return span
    return None


def new_record(annotation: Annotation, record: Record, span: Span | None = None) -> Edit:
    """A new record, named by the span, which is added where it is new."""
    edits = _adding(annotation, span)
    if span is not None:
        record = attrs.evolve(record, mentions=(span.id,))
    words = "" if span is None else f' "{span.quote}"'
    return Batch(label=f"new {record.type}{words}", edits=(*edits, AddRecord(record=record)))


def made_under(annotation: Annotation, type_name: str, version: str) -> tuple[Edit, ...]:
    """The edit that notes the schema version of a type's first record; none where one is noted already."""
    if not version or type_name in annotation.schemas:
        return ()
    after = {**annotation.schemas, type_name: version}
    return (SetProperty(name="schemas", before=dict(annotation.schemas), after=after),)


def add_mention(annotation: Annotation, record_id: str, span: Span) -> Edit:
    """The span names the record too; it is added where it is new."""
    record = annotation.records[record_id]
    edits = _adding(annotation, span)
    after = _in_text_order(apply(Batch(label="", edits=edits), annotation), (*record.mentions, span.id))
    edits = (*edits, SetMentions(record=record_id, before=record.mentions, after=after))
    return Batch(label=f'mention "{span.quote}"', edits=edits)


def add_claim(annotation: Annotation, record_id: str, pointer: str, claim: Claim, spans: Sequence[Span] = ()) -> Edit:
    """One more claim for a value; its spans are added where they are new.

    What only says that the value came from a workbook, and that no words say so, goes when words do.
    """
    before = annotation.records[record_id].evidence.get(pointer, ())
    edits: tuple[Edit, ...] = tuple(edit for span in spans for edit in _adding(annotation, span))
    is_backed = claim.value is ABSENT and bool(claim.spans)
    kept = [held for held in before if not (is_backed and held.is_bare_entry)]
    change = SetEvidence(record=record_id, pointer=pointer, before=before, after=(*kept, claim))
    return Batch(label=f"evidence for {pointer}", edits=(*edits, change))


def set_value(
    annotation: Annotation,
    record_id: str,
    pointer: str,
    value: Json,
    evidence: Evidence | None = None,
    spans: Sequence[Span] = (),
) -> Edit:
    """The value at `pointer` becomes `value`; `evidence` (pointers into the record) stands for it from now on.

    Without `evidence` the old claims at that very place stay, those below it go where the value has no such
    place any more. Objects on the way that are missing are made.
    """
    record = annotation.records[record_id]
    place, whole = _first_missing(record, pointer, value)
    under = {at: claims for at, claims in record.evidence.items() if is_under(at, place)}
    if evidence is None:
        kept = {at: c for at, c in under.items() if find_value(whole, rebase(at, place, "")) is not ABSENT}
    else:
        kept = {at: claims for at, claims in evidence.items() if claims}
    edits = tuple(edit for span in spans for edit in _adding(annotation, span))
    # A list that ends where the new item begins grows by insertion, so that its inverse removes the item.
    items = find_value(record.data, parent(place)) if place else ABSENT
    if is_array(items) and find_value(record.data, place) is ABSENT:
        own = {rebase(at, place, ""): claims for at, claims in kept.items()}
        index = len(cast("Sequence[Json]", items))
        change: Edit = InsertItem(record=record_id, pointer=parent(place), index=index, value=whole, evidence=own)
    else:
        change = SetValue(
            record=record_id,
            pointer=place,
            before=find_value(record.data, place),
            after=whole,
            evidence_before=under,
            evidence_after=kept,
        )
    return Batch(label=f"set {pointer}", edits=(*edits, change))


def _first_missing(record: Record, pointer: str, value: Json) -> tuple[str, Json]:
    """The highest place that has to be made for `pointer`, and the value it then holds."""
    tokens = split(pointer)
    place = ""
    for n, token in enumerate(tokens):
        place = child(place, token)
        if find_value(record.data, place) is ABSENT:
            for inner in reversed(tokens[n + 1 :]):
                value = [value] if inner == "0" else {inner: value}
            break
    return place, value


def remove_value(annotation: Annotation, record_id: str, pointer: str) -> Edit:
    """The value at `pointer` goes, with its evidence; an item of a list leaves it."""
    record = annotation.records[record_id]
    value = find_value(record.data, pointer)
    if value is ABSENT:
        return Batch(label=f"remove {pointer}", edits=())
    under = {at: claims for at, claims in record.evidence.items() if is_under(at, pointer)}
    if is_array(find_value(record.data, parent(pointer))):
        own = {rebase(at, pointer, ""): claims for at, claims in under.items()}
        index = int(split(pointer)[-1])
        change: Edit = RemoveItem(record=record_id, pointer=parent(pointer), index=index, value=value, evidence=own)
    else:
        change = SetValue(record=record_id, pointer=pointer, before=value, after=ABSENT, evidence_before=under)
    return Batch(label=f"remove {pointer}", edits=(change,))


def append_item(
    annotation: Annotation,
    record_id: str,
    pointer: str,
    value: Json,
    evidence: Evidence | None = None,
    spans: Sequence[Span] = (),
) -> Edit:
    """`value` becomes the last item of the list at `pointer`, which is made where it is missing.

    `evidence` goes by pointers relative to the item: "" is the item itself.
    """
    items = find_value(annotation.records[record_id].data, pointer)
    index = len(cast("Sequence[Json]", items)) if is_array(items) else 0
    place = child(pointer, index)
    absolute = {place + relative: claims for relative, claims in (evidence or {}).items()}
    return set_value(annotation, record_id, place, value, absolute, spans)


def move_item(annotation: Annotation, record_id: str, pointer: str, index: int, to: int) -> Edit:
    """The item `index` of the list at `pointer` takes the place `to`; both are cut to the list."""
    items = find_value(annotation.records[record_id].data, pointer)
    last = len(cast("Sequence[Json]", items)) - 1 if is_array(items) else -1
    if last < 0:
        return Batch(label=f"move {pointer}", edits=())
    index, to = (min(max(n, 0), last) for n in (index, to))
    change = MoveItem(record=record_id, pointer=pointer, index=index, to=to)
    return Batch(label=f"move {child(pointer, index)}", edits=(change,) if index != to else ())


def change_span(annotation: Annotation, after: Span) -> Edit:
    """The span with this id gets new fragments; records and evidence keep pointing to it."""
    before = annotation.spans[after.id]
    return Batch(label=f'edges of "{after.quote}"', edits=(ChangeSpan(before=before, after=after),))


def remove_span(annotation: Annotation, span_id: str) -> Edit:
    """A span goes, and with it every mention and claim that rests on it alone."""
    edits: list[Edit] = []
    for record in annotation.records.values():
        edits.extend(_letting_go(record, {span_id}))
    span = annotation.spans[span_id]
    notes = _notes_kept(annotation, {span_id}, set())
    return Batch(label=f'remove "{span.quote}"', edits=(*edits, RemoveSpan(span=span), *notes))


def remove_record(annotation: Annotation, record_id: str) -> Edit:
    """A record goes, with the spans that nothing else uses; references to it stay, and validation shows them."""
    record = annotation.records[record_id]
    used = {span for other in annotation.records.values() if other.id != record_id for span in other.span_ids()}
    own = [span for span in dict.fromkeys(record.span_ids()) if span not in used and span in annotation.spans]
    gone = tuple(RemoveSpan(span=annotation.spans[span]) for span in own)
    notes = _notes_kept(annotation, set(own), {record_id})
    return Batch(label=f"remove {record.type} {record.id}", edits=(RemoveRecord(record=record), *gone, *notes))


def _notes_kept(annotation: Annotation, spans: set[str], records: set[str]) -> tuple[Edit, ...]:
    """What people wrote about spans and records that go stays, about the article; doubts and conflicts go with them."""
    after: list[Json] = []
    for note in annotation.notes:
        if not isinstance(note, Mapping) or not (note.get("span") in spans or note.get("record") in records):
            after.append(note)
        elif "doubt" not in note and "conflict" not in note:
            span = annotation.spans.get(str(note.get("span")))
            about = f"“{span.quote}”" if span is not None else str(note.get("record"))
            kept = {name: value for name, value in note.items() if name not in ("span", "record", "pointer")}
            after.append({**kept, "text": f"{about}: {note.get('text', '')}"})
    before = list(annotation.notes)
    return () if after == before else (SetProperty(name="notes", before=before, after=after),)


def set_status(annotation: Annotation, status: str) -> Edit:
    """The annotation file moves to another status."""
    change = SetProperty(name="status", before=annotation.status, after=status)
    return Batch(label=f"status {status}", edits=(change,) if status != annotation.status else ())


def label_of(edit: Edit) -> str:
    """What the edit does, in a few words, for the undo list."""
    return edit.label if isinstance(edit, Batch) else type(edit).__name__


def _adding(annotation: Annotation, span: Span | None) -> tuple[Edit, ...]:
    return () if span is None or span.id in annotation.spans else (AddSpan(span=span),)


def _in_text_order(annotation: Annotation, spans: Sequence[str]) -> tuple[str, ...]:
    known = [span for span in dict.fromkeys(spans) if span in annotation.spans]
    return tuple(sorted(known, key=lambda span: annotation.spans[span].sort_key))


def _letting_go(record: Record, spans: set[str]) -> list[Edit]:
    """The edits after which the record uses none of these spans."""
    edits: list[Edit] = []
    mentions = tuple(span for span in record.mentions if span not in spans)
    if mentions != record.mentions:
        edits.append(SetMentions(record=record.id, before=record.mentions, after=mentions))
    for pointer, claims in record.evidence.items():
        left = tuple(kept for claim in claims if (kept := _claim_without(claim, spans)) is not None)
        if left != claims:
            edits.append(SetEvidence(record=record.id, pointer=pointer, before=claims, after=left))
    return edits


def _claim_without(claim: Claim, spans: set[str]) -> Claim | None:
    """The claim without these spans; None where nothing of it is left."""
    left = tuple(span for span in claim.spans if span not in spans)
    return claim if left == claim.spans else attrs.evolve(claim, spans=left) if left else None
