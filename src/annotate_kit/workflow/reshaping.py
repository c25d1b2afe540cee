"""Records put together, taken apart, and given another type: whatever belongs to them comes along, in one act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import attrs

from annotate_kit.core import (
    ABSENT,
    AddRecord,
    Annotation,
    Batch,
    Claim,
    Edit,
    Json,
    Record,
    RemoveRecord,
    SetEntity,
    SetEvidence,
    SetMentions,
    apply,
    changes,
    same,
)
from annotate_kit.core.changes import made_under
from annotate_kit.core.pointers import child, find_value, is_under, rebase, split
from annotate_kit.core.values import is_array, is_object
from annotate_kit.schema import Catalog, RecordType, new_data, references

__all__ = ["Retyped", "merge_records", "retyped", "split_record"]


@attrs.define(kw_only=True, eq=False)
class _Draft:
    """The annotation while one act is put together. Mutable: it lives within one call."""

    annotation: Annotation
    edits: list[Edit] = attrs.field(factory=list)

    def do(self, edit: Edit) -> None:
        self.annotation = apply(edit, self.annotation)
        self.edits.append(edit)


def merge_records(catalog: Catalog, annotation: Annotation, kept_id: str, gone_id: str) -> Edit:
    """One edit after which two records of a type are one: references, mentions, values and evidence follow.

    Where the two say different things, the kept record's value stays, and the other's becomes a competing claim.
    """
    draft = _Draft(annotation=annotation)
    gone = annotation.records[gone_id]
    for record_id in annotation.records:
        if record_id != gone_id:
            _turn(draft, catalog, record_id, gone_id, kept_id)
    for pointer, value in _parts(gone.data):
        claims = {at: held for at, held in gone.evidence.items() if is_under(at, pointer)}
        if not _is_reference_to(catalog, gone, pointer, kept_id):
            _take_in(draft, kept_id, pointer, value, claims)
    kept = draft.annotation.records[kept_id]
    mentions = _in_text_order(annotation, (*kept.mentions, *gone.mentions))
    if mentions != kept.mentions:
        draft.do(SetMentions(record=kept_id, before=kept.mentions, after=mentions))
    if kept.entity is None and gone.entity is not None:
        draft.do(SetEntity(record=kept_id, before=None, after=gone.entity))
    draft.do(RemoveRecord(record=gone))
    return Batch(label=f"merge {gone_id} into {kept_id}", edits=tuple(draft.edits))


def _in_text_order(annotation: Annotation, spans: Sequence[str]) -> tuple[str, ...]:
    known = (span for span in dict.fromkeys(spans) if span in annotation.spans)
    return tuple(sorted(known, key=lambda span: annotation.spans[span].sort_key))


def _turn(draft: _Draft, catalog: Catalog, record_id: str, gone: str, kept: str) -> None:
    """Every reference to the record that goes is one to the kept one; none to itself, none twice in a list."""
    # From the end, so that an item that goes moves none that is still to be turned.
    for pointer in reversed(list(_references_to(catalog, draft.annotation.records[record_id], gone))):
        record = draft.annotation.records[record_id]
        items = find_value(record.data, pointer.rpartition("/")[0])
        is_there = is_array(items) and kept in cast("Sequence[Json]", items)
        if record_id == kept or is_there:
            draft.do(changes.remove_value(draft.annotation, record_id, pointer))
        else:
            draft.do(changes.set_value(draft.annotation, record_id, pointer, kept))


def _references_to(catalog: Catalog, record: Record, wanted: str) -> Iterator[str]:
    record_type = catalog.types.get(record.type)
    for pointer, id_, _types in references(record_type, record.data) if record_type is not None else ():
        if id_ == wanted:
            yield pointer


def _is_reference_to(catalog: Catalog, record: Record, pointer: str, wanted: str) -> bool:
    return pointer in _references_to(catalog, record, wanted)


def _parts(data: Mapping[str, Json], above: str = "") -> Iterator[tuple[str, Json]]:
    """The values that are compared one by one: plain ones, the items of lists, what stands inside objects."""
    for name, value in data.items():
        pointer = child(above, name)
        if is_object(value) and value:
            yield from _parts(cast("Mapping[str, Json]", value), pointer)
        elif is_array(value):
            yield from ((child(pointer, n), item) for n, item in enumerate(cast("Sequence[Json]", value)))
        else:
            yield pointer, value


def _take_in(draft: _Draft, record_id: str, pointer: str, value: Json, claims: Mapping[str, tuple[Claim, ...]]) -> None:
    above, last = pointer.rpartition("/")[::2]
    record = draft.annotation.records[record_id]
    items = find_value(record.data, above) if last.isdecimal() else ABSENT
    if is_array(items) or (last.isdecimal() and items is ABSENT):
        _take_in_item(draft, record_id, above, value, {rebase(at, pointer, ""): held for at, held in claims.items()})
        return
    there = find_value(record.data, pointer)
    if there is ABSENT:
        if _has_room(record.data, pointer):
            draft.do(changes.set_value(draft.annotation, record_id, pointer, value, claims))
        return
    known = record.evidence.get(pointer, ())
    more = claims.get(pointer, ())
    if not same(there, value):
        rivals = tuple(attrs.evolve(claim, value=value) for claim in more if claim.value is ABSENT)
        more = rivals or (Claim(value=value, note="of a record that was merged"),)
    added = tuple(claim for claim in more if claim not in known)
    if added:
        draft.do(SetEvidence(record=record_id, pointer=pointer, before=known, after=(*known, *added)))


def _take_in_item(
    draft: _Draft, record_id: str, pointer: str, value: Json, claims: Mapping[str, tuple[Claim, ...]]
) -> None:
    items = find_value(draft.annotation.records[record_id].data, pointer)
    held = list(cast("Sequence[Json]", items)) if is_array(items) else []
    at = next((n for n, item in enumerate(held) if same(item, value)), None)
    if at is None:
        draft.do(changes.append_item(draft.annotation, record_id, pointer, value, claims))
        return
    for relative, more in claims.items():
        place = child(pointer, at) + relative
        known = draft.annotation.records[record_id].evidence.get(place, ())
        added = tuple(claim for claim in more if claim not in known)
        if added:
            draft.do(SetEvidence(record=record_id, pointer=place, before=known, after=(*known, *added)))


def _has_room(data: Mapping[str, Json], pointer: str) -> bool:
    """Whether nothing but objects stands on the way to a place."""
    tokens = split(pointer)
    above = (find_value(data, "".join(child("", token) for token in tokens[:n])) for n in range(1, len(tokens)))
    return all(value is ABSENT or is_object(value) for value in above)


def split_record(catalog: Catalog, annotation: Annotation, record_id: str, spans: Sequence[str], new_id: str) -> Edit:
    """One edit after which some of a record's mentions name a new record of the type.

    The values that rest on these words alone go along; what the two share stays where it was.
    """
    draft = _Draft(annotation=annotation)
    record = annotation.records[record_id]
    record_type = catalog.types.get(record.type)
    moved = _in_text_order(annotation, [span for span in record.mentions if span in spans])
    words = " ".join(annotation.spans[moved[0]].quote.split()) if moved else ""
    left = tuple(span for span in record.mentions if span not in moved)
    draft.do(SetMentions(record=record_id, before=record.mentions, after=left))
    data = new_data(record_type, words) if record_type is not None and words else {}
    claims = (Claim(spans=moved[:1]),) if moved else ()
    named = {child("", name): claims for name, value in data.items() if claims and value == words}
    made = Record(id=new_id, type=record.type, data=data, mentions=moved, evidence=named)
    draft.do(AddRecord(record=made))
    for name, value in record.data.items():
        pointer = child("", name)
        own = {at: held for at, held in record.evidence.items() if is_under(at, pointer)}
        resting = {span for held in own.values() for claim in held for span in claim.spans}
        if resting and resting <= set(moved):
            draft.do(changes.remove_value(draft.annotation, record_id, pointer))
            draft.do(changes.set_value(draft.annotation, new_id, pointer, value, own))
    return Batch(label=f"split {record_id}", edits=tuple(draft.edits))


@attrs.frozen(kw_only=True)
class Retyped:
    """What giving a record another type comes to, before it is done."""

    edit: Edit
    carried: tuple[str, ...]
    """Titles of the fields whose values come along."""
    lost: tuple[str, ...]
    """Titles of the fields whose values do not."""


def retyped(catalog: Catalog, annotation: Annotation, record_id: str, type_name: str) -> Retyped:
    """A record as one of another type: fields of the same name and kind come along, and so does what it is called.

    The id stays, so references and mentions do too.
    """
    record, record_type = annotation.records[record_id], catalog.types[type_name]
    before = catalog.types.get(record.type)
    names = _carried_names(before, record_type)
    data: dict[str, Json] = {**new_data(record_type, None)}
    evidence: dict[str, tuple[Claim, ...]] = {}
    for name, value in record.data.items():
        if name in names:
            old, new = child("", name), child("", names[name])
            data[names[name]] = value
            evidence |= {rebase(at, old, new): held for at, held in record.evidence.items() if is_under(at, old)}
    after = attrs.evolve(record, type=type_name, data=data, evidence=evidence)
    titles = {field.name: field.title for field in before.fields} if before is not None else {}
    begun = made_under(annotation, type_name, record_type.version)
    edits: tuple[Edit, ...] = (RemoveRecord(record=record), AddRecord(record=after), *begun)
    return Retyped(
        edit=Batch(label=f"{record_id} is a {type_name}", edits=edits),
        carried=tuple(titles.get(name, name) for name in record.data if name in names),
        lost=tuple(titles.get(name, name) for name in record.data if name not in names),
    )


def _carried_names(before: RecordType | None, after: RecordType) -> dict[str, str]:
    """Field of the old type → field of the new one that takes its values."""
    if before is None:
        return {}
    kinds = {field.name: (field.kind, field.item.kind if field.item else None) for field in after.fields}
    names = {
        field.name: field.name
        for field in before.fields
        if kinds.get(field.name) == (field.kind, field.item.kind if field.item else None)
    }
    for old, new in zip(before.caption[:1], after.caption[:1], strict=False):
        if old not in names and kinds.get(new) == ("text", None):
            names[old] = new
    return names
