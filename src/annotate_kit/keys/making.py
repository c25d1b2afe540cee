"""The edits that make records and mentions out of words."""

from __future__ import annotations

from collections.abc import Sequence

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
    SetMentions,
    Span,
    apply,
    changes,
    make_span,
)
from annotate_kit.core.counting import counted
from annotate_kit.core.pointers import leaves
from annotate_kit.keys.captions import a_new, name_of
from annotate_kit.keys.lens import Lens, plain_words
from annotate_kit.keys.overlays import Chosen, TakeEntity, TakeNew, TakeRecord
from annotate_kit.keys.view import View
from annotate_kit.schema import Catalog, new_data
from annotate_kit.text import Range

__all__ = ["as_one", "made_record", "mention_all", "mention_chosen", "selected_span", "span_of"]


def selected_span(view: View, ids: Ids) -> Span:
    """The span of the selected words: the one that is there already, else a new one."""
    start, end = view.selection.start, view.selection.end
    return span_of(view.lens, view.text, start, end, ids)


def span_of(lens: Lens, text: str, start: int, end: int, ids: Ids) -> Span:
    """The span of `[start, end)`: the one that is there already, else a new one."""
    return lens.span_at(start, end) or make_span(id=ids("s"), text=text, fragments=((start, end),))


def made_record(
    catalog: Catalog,
    annotation: Annotation,
    type_name: str,
    ids: Ids,
    *,
    span: Span | None,
    words: str,
    entity: str | None = None,
) -> tuple[Record, Edit]:
    """A new record that the span mentions, its data begun with the words, and the edit that adds it."""
    record_type = catalog.types.get(type_name)
    data: dict[str, Json] = new_data(record_type, words) if record_type is not None else {}
    said = (Claim(spans=(span.id,)),) if span is not None else ()
    record = Record(
        id=ids(type_name),
        type=type_name,
        data=data,
        entity=entity,
        mentions=(span.id,) if span is not None else (),
        # Only what the words themselves say rests on them, not what the schema puts beside.
        evidence={pointer: said for pointer, value in leaves(data) if said and value == plain_words(words)},
    )
    edit = changes.new_record(annotation, record, span)
    begun = changes.made_under(annotation, type_name, record_type.version if record_type is not None else "")
    named = f': "{span.quote}"' if span is not None else ""
    edit = as_one(f"{a_new(catalog, type_name)}{named}", edit, *begun)
    return record, edit


def mention_chosen(
    view: View, chosen: Chosen, span: Span, ids: Ids, *, instead_of: str | None = None
) -> tuple[str, Edit]:
    """The record that a row of a picker stands for, and the edit after which the span mentions it.

    The span no longer mentions the record `instead_of`, which it did before.
    """
    annotation = view.annotation
    edits: list[Edit] = []
    if instead_of is not None:
        edits.append(_let_go(annotation, instead_of, span.id))
        annotation = apply(edits[0], annotation)
    if isinstance(chosen, TakeRecord):
        edit = changes.add_mention(annotation, chosen.record, span)
        edits.append(as_one(f'"{span.quote}" mentions {name_of(view, chosen.record)}', edit))
        record_id = chosen.record
    else:
        assert isinstance(chosen, TakeEntity | TakeNew)
        entity = chosen.entity if isinstance(chosen, TakeEntity) else None
        record, edit = made_record(
            view.catalog, annotation, chosen.type, ids, span=span, words=span.quote, entity=entity
        )
        edits.append(edit)
        record_id = record.id
    return record_id, Batch(label=changes.label_of(edits[-1]), edits=tuple(edits)) if len(edits) > 1 else edits[0]


def _let_go(annotation: Annotation, record_id: str, span_id: str) -> Edit:
    before = annotation.records[record_id].mentions
    after = tuple(kept for kept in before if kept != span_id)
    return SetMentions(record=record_id, before=before, after=after)


def mention_all(view: View, record_id: str, places: Sequence[Range], ids: Ids) -> Edit:
    """One edit after which all these places mention the record."""
    record = view.annotation.records[record_id]
    spans = [span_of(view.lens, view.text, place.start, place.end, ids) for place in places]
    new: list[Edit] = [AddSpan(span=span) for span in spans if span.id not in view.annotation.spans]
    there = view.annotation.spans
    by_id = {**{key: there[key] for key in record.mentions if key in there}, **{span.id: span for span in spans}}
    after = tuple(span.id for span in sorted(by_id.values(), key=lambda span: span.sort_key))
    mention = SetMentions(record=record_id, before=record.mentions, after=after)
    quote = spans[0].quote if spans else ""
    label = f'"{quote}" mentions {name_of(view, record_id)} in {counted(len(spans), "more place")}'
    return Batch(label=label, edits=(*new, mention))


def as_one(label: str, *edits: Edit) -> Edit:
    """Several edits as one act."""
    return (
        attrs.evolve(edits[0], label=label)
        if len(edits) == 1 and isinstance(edits[0], Batch)
        else Batch(label=label, edits=edits)
    )
