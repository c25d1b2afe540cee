"""The JSON Schema of annotation files: the envelope, which is the same whatever the record types are."""

from __future__ import annotations

from typing import Any

from annotate_kit.core.annotation import FORMAT, STATUSES
from annotate_kit.core.records import CLAIM_KINDS
from annotate_kit.core.spans import CONTEXT

__all__ = ["ENVELOPE_SCHEMA"]


def _text(title: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "title": title, **more}


def _spans(title: str) -> dict[str, Any]:
    return {"type": "array", "title": title, "items": {"$ref": "#/$defs/id"}}


def _objects(title: str, description: str, **example: str) -> dict[str, Any]:
    items = {"type": "object", **({"examples": [example]} if example else {})}
    return {"type": "array", "title": title, "description": description, "items": items}


_PROVENANCE = {
    "score": {
        "type": "number",
        "title": "Score",
        "description": "How likely the suggester thought it.",
        "minimum": 0,
        "maximum": 1,
    },
    "accepted_by": _text("Accepted by", description="The annotator who accepted the suggestion."),
}

_SPAN = {
    "type": "object",
    "title": "Span",
    "description": "A stretch of the text, or several that belong together, with what is needed to find it again.",
    "required": ["fragments", "id", "quotes"],
    "properties": {
        "id": {"$ref": "#/$defs/id"},
        "fragments": {
            "type": "array",
            "title": "Fragments",
            "description": "Half-open ranges of code points of the text, 0-based, in text order.",
            "minItems": 1,
            "items": {
                "type": "array",
                "minItems": 2,
                "maxItems": 2,
                "items": {"type": "integer", "minimum": 0},
            },
        },
        "quotes": {
            "type": "array",
            "title": "Quotes",
            "description": "The exact words of each fragment.",
            "minItems": 1,
            "items": {"type": "string", "minLength": 1},
        },
        "prefix": _text("Prefix", maxLength=CONTEXT, description="The code points before the first fragment."),
        "suffix": _text("Suffix", maxLength=CONTEXT, description="The code points after the last fragment."),
        "origin": _text("Origin", description="The suggester that proposed it, with its version."),
        **_PROVENANCE,
    },
}

_CLAIM = {
    "type": "object",
    "title": "Claim",
    "description": "The words for one value, and how they say it.",
    "required": ["spans"],
    "properties": {
        "spans": _spans("Spans"),
        "claim": {"title": "How it is claimed", "enum": [*CLAIM_KINDS], "default": CLAIM_KINDS[0]},
        "by": _text("By", description="Who says so, where the words report it."),
        "value": {"title": "Value", "description": "Another source's competing value."},
        "origin": _text("Origin", default="person", description="`person`, `workbook`, or a suggester's name."),
        "note": _text("Note"),
        **_PROVENANCE,
    },
}

_RECORD = {
    "type": "object",
    "title": "Record",
    "description": "One thing that the article talks about.",
    "required": ["data", "id", "type"],
    "properties": {
        "id": {"$ref": "#/$defs/id"},
        "type": {"title": "Type", "description": "The name of a record type.", "type": "string", "minLength": 1},
        "data": {"type": "object", "title": "Data", "description": "What the record type's schema describes."},
        "mentions": _spans("Mentions"),
        "evidence": {
            "type": "object",
            "title": "Evidence",
            "description": "JSON Pointer into the data → the claims for that value.",
            "propertyNames": {"pattern": "^(/|$)"},
            "additionalProperties": {"type": "array", "items": _CLAIM},
        },
        "entity": _text("Entity", minLength=1, description="The real thing, where several articles speak of it."),
    },
}

_PROPERTIES: dict[str, Any] = {
    "annotator": _text("Annotator", minLength=1),
    "article": _text("Article", minLength=1, description="The id of the article: its folder's name."),
    "format": {"title": "Format", "const": FORMAT},
    "notes": _objects(
        "Notes",
        "Comments on a span, a record or a value, and conflicts that a person has to decide.",
        text="Is this the same person?",
        record="official-7k3mq0x2pd",
    ),
    "records": {"type": "array", "title": "Records", "items": _RECORD},
    "rejected": _objects("Rejected", "Suggestions that a person refused."),
    "schemas": {
        "type": "object",
        "title": "Schemas",
        "description": "Record type → the version of its schema that the records were made under.",
        "additionalProperties": {"type": "string"},
    },
    "spans": {"type": "array", "title": "Spans", "items": _SPAN},
    "status": {"title": "Status", "enum": [*STATUSES]},
    "text_sha256": _text("Digest", pattern="^[0-9a-f]{64}$", description="SHA-256 of the text that offsets count in."),
    "waivers": _objects(
        "Waivers",
        "Problems that a person accepts, with the reason.",
        code="AK408",
        record="expo-bid-7k3mq0x2pd",
        reason="as printed",
        by="kim",
    ),
}

ENVELOPE_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "https://annotate-kit.invalid/envelope.schema.json",
    "title": "Annotation file",
    "description": "What one annotator says about one article. Unknown properties are kept.",
    "type": "object",
    "required": ["annotator", "article", "format", "records", "spans", "status", "text_sha256"],
    "properties": _PROPERTIES,
    "$defs": {"id": {"type": "string", "title": "Id", "minLength": 1, "maxLength": 80}},
}
"""2020-12. Of `annotations/<article>/<annotator>.json`."""
