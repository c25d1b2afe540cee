"""What records and record types are called on the screen; none of it is yet safe to print."""

from __future__ import annotations

from annotate_kit.core import Record
from annotate_kit.keys.view import View
from annotate_kit.schema import Catalog, caption

__all__ = ["a_new", "caption_of", "name_of", "names_of", "title_of"]


def title_of(catalog: Catalog, type_name: str) -> str:
    """A record type's title; its name where the schema is missing."""
    record_type = catalog.types.get(type_name)
    return record_type.title if record_type is not None else type_name


def caption_of(view: View, record: Record) -> str:
    """A record's short name: from its data, else the first words that mention it, else its id."""
    known = view.lens.captions
    if record.id not in known:
        known[record.id] = _caption(view, record)
    return known[record.id]


def _caption(view: View, record: Record) -> str:
    record_type = view.catalog.types.get(record.type)
    words = caption(record_type, record.data) if record_type is not None else ""
    if record_type is not None and words != record_type.title:
        return words
    spans = view.annotation.spans
    return next((spans[span].quote for span in record.mentions if span in spans), record.id)


def name_of(view: View, record_id: str) -> str:
    """The short name of a record of this article; its id where it is gone."""
    record = view.annotation.records.get(record_id)
    return record_id if record is None else caption_of(view, record)


def names_of(view: View, record: Record) -> tuple[str, ...]:
    """Everything that names a record here: its caption and the words that mention it."""
    known = view.lens.names
    if record.id not in known:
        spans = view.annotation.spans
        mentions = (spans[span].quote for span in record.mentions if span in spans)
        known[record.id] = tuple(dict.fromkeys((caption_of(view, record), *mentions)))
    return known[record.id]


def a_new(catalog: Catalog, type_name: str) -> str:
    """The words for a new record of a type: a new official."""
    return f"a new {title_of(catalog, type_name).lower()}"
