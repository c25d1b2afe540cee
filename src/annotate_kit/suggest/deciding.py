"""What a person's key makes of a suggestion: one edit that takes it in, or one that remembers that it was refused."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import attrs

from annotate_kit.core import (
    AddSpan,
    Annotation,
    Batch,
    Claim,
    Edit,
    Ids,
    Json,
    Record,
    SetProperty,
    Span,
    apply,
    changes,
    make_span,
)
from annotate_kit.core.pointers import leaves
from annotate_kit.reading import Named, Understood, read_value
from annotate_kit.schema import Catalog, field_at, new_data
from annotate_kit.suggest.knowing import is_filled, names_of
from annotate_kit.suggest.numbering import dense, in_order
from annotate_kit.suggest.refusing import refusal
from annotate_kit.suggest.values import Elsewhere, FieldValue, Here, NameOf, Suggestion
from annotate_kit.text import name_key

__all__ = ["accept", "accept_all", "reject"]


@attrs.define(kw_only=True, eq=False)
class _Draft:
    """The annotation as it becomes while one act is put together. Mutable: it lives within one call."""

    annotation: Annotation
    edits: list[Edit] = attrs.field(factory=list)

    def do(self, edit: Edit) -> None:
        self.annotation = apply(edit, self.annotation)
        self.edits.append(edit)

    def provenance(self, suggestion: Suggestion) -> dict[str, Json]:
        """How likely the suggester thought it, and who accepted it: adjudication and merging keep that."""
        return {**_score(suggestion), "accepted_by": self.annotation.annotator}

    def span(self, text: str, start: int, end: int, ids: Ids, suggestion: Suggestion) -> Span:
        """The span of these words: the one that is there, else a new one that says who proposed it."""
        found = changes.find_span(self.annotation, ((start, end),))
        if found is None:
            made = make_span(id=ids("s"), text=text, fragments=((start, end),))
            found = attrs.evolve(made, extra={"origin": suggestion.source.origin, **self.provenance(suggestion)})
            self.do(AddSpan(span=found))
        return found


def accept(
    suggestion: Suggestion,
    annotation: Annotation,
    text: str,
    ids: Ids,
    *,
    catalog: Catalog,
    start: int | None = None,
    end: int | None = None,
    published: str | None = None,
    language: str | None = None,
) -> Edit:
    """The one edit after which the suggestion is data.

    Spans and claims say which suggester it came from, how likely it was, and who accepted it: the file's annotator. A
    new thing joins the record here that has its name already. A reference to something that has no record here is left
    out, and so is a value for a place that holds one.

    Args:
        suggestion: what a person accepts.
        annotation: what it is accepted into.
        text: the article's.
        ids: makes ids.
        catalog: the record types.
        start: the corrected start of its words, in code points.
        end: the corrected end of its words, one past the last code point.
        published: the article's day, to read corrected words.
        language: the article's language, to read corrected words.
    """
    draft = _Draft(annotation=annotation)
    suggestion = _corrected(suggestion, text, start, end, catalog, published, language)
    record_id, is_new = _record_for(draft, suggestion, text, ids, catalog)
    # What a record says already is never overwritten; what tagging put into a new one was a guess.
    record = draft.annotation.records[record_id]
    fields = [_settled(draft.annotation, record_id, value, catalog) for value in suggestion.fields]
    free = [value for value in fields if value is not None and (is_new or not is_filled(record, value.pointer))]
    for value in _by_place(free):
        _put(draft, record_id, value, suggestion, text, ids)
    words = " ".join(text[suggestion.start : suggestion.end].split())
    return Batch(label=f'accept "{words}" as {suggestion.type}', edits=tuple(draft.edits))


def accept_all(
    suggestions: Sequence[Suggestion], annotation: Annotation, text: str, ids: Ids, *, catalog: Catalog
) -> Edit:
    """One edit that accepts all of them, in text order; those whose record is gone are left out."""
    draft = _Draft(annotation=annotation)
    for suggestion in sorted(suggestions, key=lambda s: s.sort_key):
        if not isinstance(suggestion.target, Here) or suggestion.target.record in draft.annotation.records:
            draft.do(accept(suggestion, draft.annotation, text, ids, catalog=catalog))
    return Batch(label=f"accept {len(draft.edits)} suggestions", edits=tuple(draft.edits))


def reject(suggestion: Suggestion, annotation: Annotation, text: str, *, everywhere: bool = False) -> Edit:
    """The one edit after which the suggestion does not come back; `everywhere`: nor the same words elsewhere."""
    entry = {**refusal(suggestion, text, everywhere=everywhere), **_score(suggestion)}
    before = annotation.rejected
    words = " ".join(text[suggestion.start : suggestion.end].split())
    change = SetProperty(name="rejected", before=before, after=(*before, entry))
    return Batch(label=f'reject "{words}" as {suggestion.type}', edits=(change,))


def _score(suggestion: Suggestion) -> dict[str, Json]:
    # Decimal is what the strict reader gives back, so that an edit read from the journal is the same edit.
    return {"score": Decimal(f"{suggestion.score:.2f}")}


def _corrected(
    suggestion: Suggestion,
    text: str,
    start: int | None,
    end: int | None,
    catalog: Catalog,
    published: str | None,
    language: str | None,
) -> Suggestion:
    """The suggestion with other edges; a value that stands on the same words is read again."""
    old = (suggestion.start, suggestion.end)
    new = (old[0] if start is None else start, old[1] if end is None else end)
    if new == old:
        return suggestion
    record_type = catalog.types[suggestion.type]
    fields: list[FieldValue] = []
    for value in suggestion.fields:
        field = field_at(record_type, value.pointer)
        if (value.start, value.end) != old or field is None:
            fields.append(value)
            continue
        words = text[new[0] : new[1]]
        read = read_value(field, words, published=published, language=language)
        if isinstance(value.value, NameOf):
            fields.append(attrs.evolve(value, value=NameOf(words=words), start=new[0], end=new[1]))
        elif isinstance(read, Understood):
            fields.append(attrs.evolve(value, value=read.value, note=read.note, start=new[0], end=new[1]))
    return attrs.evolve(suggestion, start=new[0], end=new[1], fields=tuple(fields))


def _record_for(draft: _Draft, suggestion: Suggestion, text: str, ids: Ids, catalog: Catalog) -> tuple[str, bool]:
    """The record that the suggestion is about, made where it is new, mentioned where it is named; whether it is new."""
    known = _find_record(draft.annotation, suggestion, text, catalog)
    span = draft.span(text, suggestion.start, suggestion.end, ids, suggestion) if suggestion.is_mention else None
    if known is None:
        return _make(draft, suggestion, span, ids, catalog), True
    if span is not None and span.id not in draft.annotation.records[known].mentions:
        draft.do(changes.add_mention(draft.annotation, known, span))
    return known, False


def _find_record(annotation: Annotation, suggestion: Suggestion, text: str, catalog: Catalog) -> str | None:
    target = suggestion.target
    if isinstance(target, Here):
        return target.record
    same_type = [record for record in annotation.ordered_records if record.type == suggestion.type]
    if isinstance(target, Elsewhere):
        return next((record.id for record in same_type if record.entity_id == target.entity), None)
    name = target.name or (text[suggestion.start : suggestion.end] if suggestion.is_mention else "")
    key = name_key(name)
    found = [
        record.id
        for record in same_type
        if key and any(name_key(n) == key for n in names_of(catalog, annotation, record))
    ]
    return found[0] if len(found) == 1 else None


def _make(draft: _Draft, suggestion: Suggestion, span: Span | None, ids: Ids, catalog: Catalog) -> str:
    target, record_type = suggestion.target, catalog.types[suggestion.type]
    words = " ".join((span.quote if span else "").split())
    data = new_data(record_type, words)
    claims = (_claim(draft, suggestion, span),) if span else ()
    record = Record(
        id=ids(suggestion.type),
        type=suggestion.type,
        data=data,
        entity=target.entity if isinstance(target, Elsewhere) else None,
        # Only what the words themselves say rests on them, not what the schema puts beside.
        evidence={pointer: claims for pointer, value in leaves(data) if claims and value == words},
    )
    draft.do(changes.new_record(draft.annotation, record, span))
    for begun in changes.made_under(draft.annotation, suggestion.type, record_type.version):
        draft.do(begun)
    return record.id


def _claim(draft: _Draft, suggestion: Suggestion, span: Span) -> Claim:
    return Claim(spans=(span.id,), origin=suggestion.source.origin, extra=draft.provenance(suggestion))


def _by_place(fields: Sequence[FieldValue]) -> list[FieldValue]:
    """The values in the order in which lists are built, an item after the one before it."""
    ordered = sorted(fields, key=lambda value: in_order(value.pointer))
    pointers = dense([value.pointer for value in ordered])
    return [attrs.evolve(value, pointer=pointer) for value, pointer in zip(ordered, pointers, strict=True)]


def _put(draft: _Draft, record_id: str, value: FieldValue, suggestion: Suggestion, text: str, ids: Ids) -> None:
    assert not isinstance(value.value, NameOf)
    span = draft.span(text, value.start, value.end, ids, suggestion)
    evidence = {value.pointer: (_claim(draft, suggestion, span),)}
    draft.do(changes.set_value(draft.annotation, record_id, value.pointer, value.value, evidence))


def _settled(annotation: Annotation, record_id: str, value: FieldValue, catalog: Catalog) -> FieldValue | None:
    """The value with the id of the record that a name means; None where it means none, or several."""
    if not isinstance(value.value, NameOf):
        return value
    field = field_at(catalog.types[annotation.records[record_id].type], value.pointer)
    named = [
        Named(id=record.id, type=record.type, names=names_of(catalog, annotation, record))
        for record in annotation.records.values()
        if field is not None and record.type in field.ref and record.id != record_id
    ]
    read = read_value(field, value.value.words, named=named) if field is not None and named else None
    return attrs.evolve(value, value=read.value) if isinstance(read, Understood) else None
