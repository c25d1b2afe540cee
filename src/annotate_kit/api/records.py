"""Records with their words: spans resolved, evidence by value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from annotate_kit.core import Annotation, Claim, Json, Record
from annotate_kit.core.pointers import find_value
from annotate_kit.core.values import ABSENT, Absent
from annotate_kit.schema import Catalog, caption

__all__ = ["EvidenceFor", "Quote", "RecordWithWords", "records_of"]


@attrs.frozen(kw_only=True)
class Quote:
    """Words of an article."""

    article: str
    text: str
    """The exact words; fragments joined by an ellipsis."""
    start: int
    """In code points, 0-based."""
    end: int
    """One past the last code point."""
    span: str
    """Id of the span."""


@attrs.frozen(kw_only=True)
class EvidenceFor:
    """One claim for a value, and its words."""

    claim: str
    """stated, reported, planned, denied or inferred."""
    quotes: tuple[Quote, ...]
    by: str | None
    value: Json | Absent
    """Another source's competing value; ABSENT where the claim is for the value taken."""
    origin: str


@attrs.frozen(kw_only=True)
class RecordWithWords:
    """A record, and the words that say so."""

    id: str
    entity: str
    """The same for records of one real thing in several articles."""
    type: str
    caption: str
    """Its short name."""
    article: str
    annotator: str
    data: Mapping[str, Json]
    mentions: tuple[Quote, ...]
    evidence: Mapping[str, tuple[EvidenceFor, ...]]
    """JSON Pointer into `data` → claims."""

    def value(self, pointer: str) -> Json | None:
        """The value at a JSON Pointer into the data, or None where there is none."""
        found = find_value(self.data, pointer)
        return None if found is ABSENT else found


def records_of(annotation: Annotation, catalog: Catalog) -> tuple[RecordWithWords, ...]:
    """The records of an annotation file, in its order; words whose span is missing are left out."""
    return tuple(_record(annotation, catalog, record) for record in annotation.ordered_records)


def _record(annotation: Annotation, catalog: Catalog, record: Record) -> RecordWithWords:
    kind = catalog.types.get(record.type)
    return RecordWithWords(
        id=record.id,
        entity=record.entity_id,
        type=record.type,
        caption=caption(kind, record.data) if kind else record.id,
        article=annotation.article,
        annotator=annotation.annotator,
        data=record.data,
        mentions=_quotes(annotation, record.mentions),
        evidence={
            pointer: tuple(_evidence(annotation, claim) for claim in claims)
            for pointer, claims in record.evidence.items()
        },
    )


def _evidence(annotation: Annotation, claim: Claim) -> EvidenceFor:
    return EvidenceFor(
        claim=claim.claim,
        quotes=_quotes(annotation, claim.spans),
        by=claim.by,
        value=claim.value,
        origin=claim.origin,
    )


def _quotes(annotation: Annotation, spans: Sequence[str]) -> tuple[Quote, ...]:
    found = (annotation.spans.get(id_) for id_ in spans)
    return tuple(
        Quote(article=annotation.article, text=span.quote, start=span.start, end=span.end, span=span.id)
        for span in found
        if span is not None
    )
