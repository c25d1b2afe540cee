"""Spans, records and claims → plain JSON values."""

from __future__ import annotations

from annotate_kit.core.records import Claim, Record
from annotate_kit.core.spans import Span
from annotate_kit.core.values import ABSENT, Json

__all__ = ["claim_to_json", "record_to_json", "span_to_json"]


def span_to_json(span: Span) -> dict[str, Json]:
    """A span as annotation files have it."""
    return {
        **span.extra,
        "fragments": [[fragment.start, fragment.end] for fragment in span.fragments],
        "id": span.id,
        "prefix": span.prefix,
        "quotes": span.quotes,
        "suffix": span.suffix,
    }


def claim_to_json(claim: Claim) -> dict[str, Json]:
    """A claim as annotation files have it: what is meant when nothing is said is left out."""
    made: dict[str, Json] = {**claim.extra, "spans": claim.spans}
    if claim.claim != "stated":
        made["claim"] = claim.claim
    if claim.origin != "person":
        made["origin"] = claim.origin
    if claim.by is not None:
        made["by"] = claim.by
    if claim.note is not None:
        made["note"] = claim.note
    if claim.value is not ABSENT:
        made["value"] = claim.value
    return made


def record_to_json(record: Record) -> dict[str, Json]:
    """A record as annotation files have it."""
    made: dict[str, Json] = {
        **record.extra,
        "data": record.data,
        "evidence": {pointer: [*map(claim_to_json, claims)] for pointer, claims in record.evidence.items()},
        "id": record.id,
        "mentions": record.mentions,
        "type": record.type,
    }
    if record.entity is not None:
        made["entity"] = record.entity
    return made
