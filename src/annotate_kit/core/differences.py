"""The one edit that leads from an annotation to another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, cast

from annotate_kit.core.annotation import Annotation
from annotate_kit.core.edits import AddRecord, AddSpan, Batch, ChangeSpan, Edit, RemoveRecord, RemoveSpan, SetProperty
from annotate_kit.core.records import same_record
from annotate_kit.core.values import Json, same

__all__ = ["edit_between"]

_Property = Literal["status", "notes", "rejected", "waivers", "schemas", "text_sha256"]
_PROPERTIES: tuple[_Property, ...] = ("text_sha256", "status", "schemas", "notes", "rejected", "waivers")


def edit_between(before: Annotation, after: Annotation, label: str) -> Batch:
    """The edit after which `before` says what `after` does; it holds no edits where they say the same.

    Article, annotator and `extra` are not for edits to change, and stay those of `before`.
    """
    return Batch(label=label, edits=tuple(_edits(before, after)))


def _edits(before: Annotation, after: Annotation) -> Iterator[Edit]:
    # Records let go of their spans before these go, and come after theirs are there.
    changed = [id_ for id_, record in before.records.items() if not same_record(record, after.records.get(id_))]
    yield from (RemoveRecord(record=before.records[id_]) for id_ in changed)
    yield from (RemoveSpan(span=span) for id_, span in before.spans.items() if id_ not in after.spans)
    for id_, span in after.spans.items():
        old = before.spans.get(id_)
        if old is None:
            yield AddSpan(span=span)
        elif old != span:
            yield ChangeSpan(before=old, after=span)
    for id_, record in after.records.items():
        if not same_record(record, before.records.get(id_)):
            yield AddRecord(record=record)
    for name in _PROPERTIES:
        old_value, new_value = (_plain(getattr(side, name)) for side in (before, after))
        if not same(old_value, new_value):
            yield SetProperty(name=name, before=old_value, after=new_value)


def _plain(value: object) -> Json:
    return list(value) if isinstance(value, tuple) else cast("Json", value)
