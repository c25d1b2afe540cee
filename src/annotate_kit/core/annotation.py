"""Articles, and what one annotator says about one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import attrs

from annotate_kit.core.records import Record
from annotate_kit.core.spans import Span
from annotate_kit.core.values import Json

__all__ = ["FORMAT", "STATUSES", "Annotation", "Article"]

FORMAT = "annotate-kit/1"
"""The `format` of every file that the kit writes."""

STATUSES = ("in-work", "needs-review", "done")
"""Where an annotation file stands; no file at all means new."""


@attrs.frozen(kw_only=True)
class Article:
    """What is known about a text, apart from the text."""

    id: str
    title: str
    text_sha256: str
    """Of the UTF-8 bytes of text.txt, lower-case hex."""
    length: int
    """In code points."""
    language: str | None = None
    """A BCP 47 tag such as `en` or `ko`."""
    source: str | None = None
    url: str | None = None
    published: str | None = None
    """EDTF, usually a full day."""
    licence: str | None = None
    """SPDX identifier or words; `no-text` forbids passing the text on."""
    extra: Mapping[str, Json] = attrs.field(factory=dict)
    """Fields that a newer version wrote; they survive a load and a save."""


def _as_tuple(items: Sequence[Json]) -> tuple[Json, ...]:
    # Lists come out of edits, tuples out of files; annotations that say the same are equal.
    return tuple(items)


@attrs.frozen(kw_only=True)
class Annotation:
    """What one annotator says about one article: the content of an annotation file."""

    article: str
    annotator: str
    text_sha256: str
    """Of the text that the offsets count in."""
    status: str = "in-work"
    spans: Mapping[str, Span] = attrs.field(factory=dict)
    """By id; never changed in place."""
    records: Mapping[str, Record] = attrs.field(factory=dict)
    """By id; never changed in place."""
    schemas: Mapping[str, str] = attrs.field(factory=dict)
    """Record type → the schema version that its records were made under."""
    notes: Sequence[Json] = attrs.field(default=(), converter=_as_tuple)
    """Comments: objects with `id`, `by`, `text`, and `span` or `record` and `pointer`."""
    rejected: Sequence[Json] = attrs.field(default=(), converter=_as_tuple)
    """Suggestions that a person refused."""
    waivers: Sequence[Json] = attrs.field(default=(), converter=_as_tuple)
    """Problems that a person accepts: objects with `code`, `pointer`, `reason`, `by`."""
    extra: Mapping[str, Json] = attrs.field(factory=dict)
    """Fields that a newer version wrote; they survive a load and a save."""

    @cached_property
    def ordered_spans(self) -> tuple[Span, ...]:
        """The spans in the order of the file: text order, the longer first."""
        return tuple(sorted(self.spans.values(), key=lambda span: span.sort_key))

    @cached_property
    def ordered_records(self) -> tuple[Record, ...]:
        """The records in the order of the file: by type, then id."""
        return tuple(sorted(self.records.values(), key=lambda record: record.sort_key))

    @cached_property
    def mentioned(self) -> Mapping[str, tuple[str, ...]]:
        """Span id → ids of the records that it names."""
        found: dict[str, tuple[str, ...]] = {}
        for record in self.records.values():
            for span in record.mentions:
                found[span] = (*found.get(span, ()), record.id)
        return found

    @cached_property
    def evidenced(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Span id → (record id, JSON Pointer) of the values that it is evidence for."""
        found: dict[str, tuple[tuple[str, str], ...]] = {}
        for record in self.records.values():
            for pointer, claims in record.evidence.items():
                for claim in claims:
                    for span in claim.spans:
                        found[span] = (*found.get(span, ()), (record.id, pointer))
        return found
