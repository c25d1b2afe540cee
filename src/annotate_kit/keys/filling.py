"""One key fills: `Enter` and a field's letter take the selected words as a value and as its evidence."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from annotate_kit.core import ABSENT, CLAIM_KINDS, Claim, Edit, Ids, Span, apply, changes, same
from annotate_kit.core.pointers import child, find_value
from annotate_kit.core.values import is_array
from annotate_kit.keys.captions import name_of, names_of, title_of
from annotate_kit.keys.fill_choices import is_measure, offered_fields
from annotate_kit.keys.form_opening import open_at
from annotate_kit.keys.hearing import read_words, reading_rows, told
from annotate_kit.keys.lately import lately_first
from annotate_kit.keys.lens import plain_words
from annotate_kit.keys.making import as_one, made_record, selected_span
from annotate_kit.keys.overlays import Chosen, Fill, FormView, ListRow, Picker, TakeEntity, TakeNew, TakeRecord
from annotate_kit.keys.picking import make_picker
from annotate_kit.keys.ranking import near_rows, new_rows, rest_rows
from annotate_kit.keys.steps import act, closed, opened, remembered, replaced, say, shown_record
from annotate_kit.keys.view import Step, View
from annotate_kit.reading import Named, NotUnderstood, Understood, read_value
from annotate_kit.schema import Field, field_at, label

__all__ = [
    "begin_fill",
    "fill_back",
    "fill_chosen",
    "fill_claim",
    "fill_evidence",
    "fill_form",
    "fill_further",
    "fill_letter",
    "fill_other",
    "fill_shift",
    "fill_with",
    "others_near",
]

_CLAIMS = ("inferred", *(kind for kind in CLAIM_KINDS if kind not in ("stated", "inferred")))


def begin_fill(view: View, key: str, _ids: Ids) -> Step:
    """A field's letter follows: the selection becomes that field's value."""
    hand = view.hand if view.hand in view.annotation.records else shown_record(view)
    if hand is None or hand not in view.annotation.records:
        return say(view, "No record in hand: tag one with its type's letter, or take one with r.")
    record_type = view.catalog.types.get(view.annotation.records[hand].type)
    if record_type is None:
        return say(view, f"There is no schema for {view.annotation.records[hand].type}: its fields are not known.")
    choices = tuple(offered_fields(view, hand, record_type.root, ""))
    return opened(attrs.evolve(view, hand=hand), Fill(record=hand, choices=choices, typed=(key,)))


def fill_other(view: View, _key: str, _ids: Ids) -> Step:
    """Another record is filled: the one named nearest before these words, then those held before."""
    fill = _fill(view)
    order = fill.others or (fill.record, *_others(view, fill.record))
    record_id = order[(order.index(fill.record) + 1) % len(order)]
    record_type = view.catalog.types[view.annotation.records[record_id].type]
    choices = tuple(offered_fields(view, record_id, record_type.root, ""))
    # `.` goes on with the record in hand, so the way to it is no part of the act, nor are letters of the other one.
    typed = (*fill.typed[:1], *(key for key in fill.typed if key in "+-"))
    changed = attrs.evolve(fill, record=record_id, pointer="", choices=choices, others=order, typed=typed)
    return replaced(attrs.evolve(view, hand=record_id), changed)


def _others(view: View, record_id: str) -> tuple[str, ...]:
    """The other records, likeliest first: named before the words in the sentence, the last first; then lately held."""
    return others_near(view, record_id, view.index.sentence_at(view.selection.start).start)


def others_near(view: View, record_id: str, first: int) -> tuple[str, ...]:
    """The other records: those named between an offset and the words, the last first; then those lately held."""
    here = view.selection
    before = [span for span in view.lens.spans_between(first, here.end) if span.start <= here.start]
    near = (record for span in reversed(before) for record in view.lens.mentions_of(span.id))
    records = view.annotation.records
    found = dict.fromkeys((*near, *view.held))
    return tuple(
        key for key in found if key != record_id and key in records and records[key].type in view.catalog.types
    )


def fill_claim(view: View, key: str, _ids: Ids) -> Step:
    """The words do not say it themselves: inferred; again: reported, planned, denied."""
    fill = _fill(view)
    kinds = ("", *_CLAIMS)
    claim = kinds[(kinds.index(fill.claim) + 1) % len(kinds)]
    return say(replaced(view, attrs.evolve(fill, claim=claim, typed=(*fill.typed, key))).view, claim)


def fill_evidence(view: View, key: str, _ids: Ids) -> Step:
    """The words are further evidence for what stands in the field already."""
    fill = _fill(view)
    on = attrs.evolve(fill, adds_evidence=not fill.adds_evidence, typed=(*fill.typed, key))
    return say(replaced(view, on).view, "further evidence for what stands there" if on.adds_evidence else "")


def _fill(view: View) -> Fill:
    assert isinstance(view.overlay, Fill)
    return view.overlay


def fill_shift(view: View, _key: str, _ids: Ids) -> Step:
    """The next letter edits the last item of its list, as with Shift."""
    return replaced(view, attrs.evolve(_fill(view), is_shifted=True))


def fill_back(view: View, _key: str, _ids: Ids) -> Step:
    """Nothing is filled."""
    return closed(view)


def fill_form(view: View, _key: str, _ids: Ids) -> Step:
    """The form of the record instead."""
    return opened(closed(view).view, FormView(record=_fill(view).record))


def fill_letter(view: View, key: str, ids: Ids) -> Step:
    """The field of this letter gets the selected words; a nested type waits for a second letter."""
    fill = _fill(view)
    shifted = fill.is_shifted or key != key.lower()
    choice = next((choice for choice in fill.choices if choice.key == key.lower()), None)
    view = closed(view).view
    if choice is None:
        return say(view, f"No field has the letter {key.lower()} here.")
    if not plain_words(view.words):
        return say(view, "There are no words in the selection.")
    typed = (*fill.typed, *(("at",) if shifted else ()), choice.key)
    return _into(_Target(fill=fill, typed=typed, ids=ids), view, choice.field, choice.pointer, is_shifted=shifted)


@attrs.frozen(kw_only=True)
class _Target:
    fill: Fill
    typed: tuple[str, ...]
    ids: Ids


def _into(  # noqa: PLR0911  # one flat case for each kind of field
    target: _Target, view: View, field: Field, pointer: str, *, is_shifted: bool
) -> Step:
    record = view.annotation.records[target.fill.record]
    if field.is_cut:
        field = field_at(view.catalog.types[record.type], pointer) or field
    if field.kind == "list" and field.item is not None:
        value = find_value(record.data, pointer)
        count = len(value) if is_array(value) and isinstance(value, Sequence) else 0
        index = count - 1 if (is_shifted or target.fill.adds_evidence) and count else count
        item = field.first_items[index] if index < len(field.first_items) else field.item
        return _into(target, view, item, child(pointer, index), is_shifted=False)
    leads_on = field.kind not in ("json", "null", "reference") and field.fields and not is_measure(field)
    if target.fill.adds_evidence and not leads_on:
        return remembered(_further(view, target, pointer), target.typed)
    if is_shifted or field.kind in ("json", "null"):
        rows = reading_rows(read_words(view, field)) if field.kind != "reference" else ()
        return remembered(_open(view, target, pointer, rows), target.typed)
    if field.kind == "reference":
        return remembered(_refer(view, target, field, pointer), target.typed)
    if leads_on:
        return _lead_on(target, view, field, pointer)
    read = read_words(view, field)
    if isinstance(read, NotUnderstood) and field.fields:
        return _lead_on(target, view, field, pointer)
    if isinstance(read, NotUnderstood):
        return remembered(_open(view, target, pointer, reading_rows(read)), target.typed)
    span = selected_span(view, target.ids)
    return remembered(_put(view, target.fill, pointer, read, span), target.typed)


def _further(view: View, target: _Target, pointer: str) -> Step:
    """One more claim for the value that is there."""
    record = target.fill.record
    value = find_value(view.annotation.records[record].data, pointer)
    if value is ABSENT:
        return say(view, f"{_label(view, record, pointer)} is empty: without + the words become its value.")
    return _put(view, target.fill, pointer, Understood(value=value, note=""), selected_span(view, target.ids))


def _open(view: View, target: _Target, pointer: str, rows: tuple[ListRow, ...]) -> Step:
    """The form's field with the words in it and what they may mean below, for a person to finish."""
    return open_at(view, target.fill.record, pointer, plain_words(view.words), claim=target.fill.claim, readings=rows)


def _lead_on(target: _Target, view: View, field: Field, pointer: str) -> Step:
    choices = tuple(offered_fields(view, target.fill.record, field, pointer))
    fill = attrs.evolve(target.fill, pointer=pointer, choices=choices, typed=target.typed, is_shifted=False)
    return opened(view, fill)


def _put(view: View, fill: Fill | Picker, pointer: str, read: Understood, span: Span, *before: Edit) -> Step:
    """The value and its evidence; the same value once more is further evidence."""
    record_id = fill.record or ""
    annotation = view.annotation
    for edit in before:
        annotation = apply(edit, annotation)
    record = annotation.records[record_id]
    claims = record.evidence.get(pointer, ())
    claim = Claim(spans=(span.id,), claim=fill.claim or "stated")
    words = f"{_label(view, record_id, pointer)}: {told(read) or plain_words(str(read.value))}"
    words = f"{words}, {fill.claim}" if fill.claim else words
    others = " or ".join(one.note for one in read.others)
    words = f"{words}; Shift and its letter: {others}" if others else words
    if same(find_value(record.data, pointer), read.value):
        if any(span.id in held.spans for held in claims):
            return say(view, f"{words} — these words say so already.", span=span.id)
        edit = changes.add_claim(annotation, record_id, pointer, claim, (span,))
        words = f"{words} — further evidence"
    else:
        edit = changes.set_value(annotation, record_id, pointer, read.value, {pointer: (claim,)}, (span,))
    return act(view, as_one(changes.label_of(edit), *before, edit), words, span=span.id, offer=None)


def _label(view: View, record_id: str, pointer: str) -> str:
    record_type = view.catalog.types[view.annotation.records[record_id].type]
    return label(record_type, pointer)


# References: the words name a record.


def _refer(view: View, target: _Target, field: Field, pointer: str) -> Step:
    found = _meant(view, field, target.fill.record)
    if found is not None:
        return _put_reference(view, target.fill, pointer, TakeRecord(record=found), target.ids)
    near = near_rows(view, field.ref, view.words)
    near = tuple(row for row in near if row.choice != TakeRecord(record=target.fill.record))
    title = f'"{plain_words(view.words)}" as {_label(view, target.fill.record, pointer)} is'
    picker = Picker(
        title=title,
        pick_for="fill",
        all_rows=(),
        rows=(),
        record=target.fill.record,
        pointer=pointer,
        claim=target.fill.claim,
    )
    rest = lately_first(view, rest_rows(view, field.ref, near), but=target.fill.record)
    # "The kingdom" and "its unit" name nobody: they mean a record of this article more often than a new one.
    mine = TakeRecord(record=target.fill.record)
    here = [row for row in rest if isinstance(row.choice, TakeRecord) and row.choice != mine]
    few = here[:_FEW] if view.words.islower() and not near else []
    left = [row for row in rest if row not in few]
    return opened(view, make_picker(picker, (*near, *few), new_rows(view, field.ref), left))


_FEW = 4
"""Records of the article that stand above the row that makes a new one."""


def _meant(view: View, field: Field, filled: str) -> str | None:
    """The one record of an allowed type that the selected words mention or name."""
    records = view.annotation.records
    span = view.lens.span_at(view.selection.start, view.selection.end)
    here = view.lens.mentions_of(span.id) if span is not None else ()
    allowed = [key for key in here if records[key].type in field.ref and key != filled]
    if len(allowed) == 1:
        return allowed[0]
    words = plain_words(view.words)
    same_words = [key for name in field.ref for key in view.lens.named.get((name, words), ()) if key != filled]
    if len(same_words) == 1:
        return same_words[0]
    named = [
        Named(id=record.id, type=record.type, names=names_of(view, record))
        for record in records.values()
        if record.type in field.ref and record.id != filled
    ]
    read = read_value(field, words, named=named)
    return str(read.value) if isinstance(read, Understood) else None


def fill_with(view: View, record_id: str, pointer: str, value: Understood | TakeRecord, ids: Ids) -> Step:
    """The selected words say this value of this record."""
    fill = Fill(record=record_id)
    if isinstance(value, TakeRecord):
        return _put_reference(view, fill, pointer, value, ids)
    return _put(view, fill, pointer, value, selected_span(view, ids))


def fill_further(view: View, record_id: str, pointer: str, value: Understood, ids: Ids) -> Step:
    """The selected words complete a value, which goes on to rest on what it rested on before, too."""
    span = selected_span(view, ids)
    claims = (*view.annotation.records[record_id].evidence.get(pointer, ()), Claim(spans=(span.id,)))
    edit = changes.set_value(view.annotation, record_id, pointer, value.value, {pointer: claims}, (span,))
    return act(view, edit, f"{_label(view, record_id, pointer)}: {told(value)}", span=span.id, offer=None)


def fill_chosen(view: View, picker: Picker, chosen: Chosen, ids: Ids) -> Step:
    """The reference gets the record that was chosen, made now where it is new."""
    return _put_reference(view, picker, picker.pointer, chosen, ids)


def _put_reference(view: View, fill: Fill | Picker, pointer: str, chosen: Chosen, ids: Ids) -> Step:
    """Record, mention and reference in one act."""
    span = selected_span(view, ids)
    if isinstance(chosen, TakeRecord):
        before = (
            ()
            if chosen.record in view.lens.mentions_of(span.id)
            else (changes.add_mention(view.annotation, chosen.record, span),)
        )
        read = Understood(value=chosen.record, note=name_of(view, chosen.record))
        return _put(view, fill, pointer, read, span, *before)
    assert isinstance(chosen, TakeEntity | TakeNew)
    entity = chosen.entity if isinstance(chosen, TakeEntity) else None
    record, edit = made_record(
        view.catalog, view.annotation, chosen.type, ids, span=span, words=span.quote, entity=entity
    )
    note = f"a new {title_of(view.catalog, chosen.type).lower()}, {plain_words(span.quote)}"
    return _put(view, fill, pointer, Understood(value=record.id, note=note), span, edit)
