"""What a file of a project's own rules may hold: the meta-schema of `rules/*.json`."""

from __future__ import annotations

from typing import Any

__all__ = ["OWN_RULES_SCHEMA"]

_PLAIN = {"type": ["string", "number", "boolean", "null"]}
_FIELD = {"title": "Field", "type": "string", "minLength": 1}

OWN_RULES_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "https://annotate-kit.invalid/own-rules.schema.json",
    "title": "Rules",
    "type": "object",
    "required": ["rules"],
    "additionalProperties": False,
    "properties": {
        "rules": {
            "title": "Rules",
            "type": "array",
            "items": {
                "title": "Rule",
                "type": "object",
                "required": ["code", "name", "type", "must", "message"],
                "additionalProperties": False,
                "properties": {
                    "code": {
                        "title": "Code",
                        "type": "string",
                        "pattern": "^(?:[B-Z][A-Z]|A[A-JL-Z])[A-Z]{0,4}[0-9]{3}$",
                        "examples": ["EXPO001"],
                        "description": "Two to six capitals of the project's own, not AK, and three digits.",
                    },
                    "name": {
                        "title": "Name",
                        "type": "string",
                        "pattern": "^[a-z][a-z0-9-]*$",
                        "examples": ["selected-has-votes"],
                    },
                    "type": {"title": "Type", "type": "string"},
                    "when": {"title": "When", "$ref": "#/$defs/tests"},
                    "must": {"title": "Must", "$ref": "#/$defs/tests", "minProperties": 1},
                    "message": {"title": "Message", "type": "string", "minLength": 1},
                    "hint": {"title": "Hint", "type": "string"},
                    "severity": {
                        "title": "Severity",
                        "oneOf": [{"const": "error", "title": "error"}, {"const": "warning", "title": "warning"}],
                    },
                },
            },
        }
    },
    "$defs": {
        "tests": {"type": "object", "additionalProperties": {"$ref": "#/$defs/test"}},
        "test": {
            "title": "Test",
            "if": {"type": "object"},
            "then": {
                "type": "object",
                "minProperties": 1,
                "additionalProperties": False,
                "properties": {
                    "is": {"title": "Is", **_PLAIN},
                    "in": {"title": "In", "type": "array", "items": _PLAIN, "minItems": 1},
                    "at-least": {"title": "At least", "type": "number"},
                    "at-most": {"title": "At most", "type": "number"},
                    "matches": {"title": "Matches", "type": "string"},
                    "contains": {"title": "Contains", "type": "string", "minLength": 1},
                    "present": {"title": "Present", "type": "boolean"},
                    "evidence": {"title": "Evidence", "type": "boolean"},
                    "same-as": _FIELD,
                    "not-after": _FIELD,
                    "not-before": _FIELD,
                    "not": {"title": "Not", "$ref": "#/$defs/test"},
                },
            },
            "else": {"type": ["string", "number", "boolean", "null", "array"], "items": _PLAIN},
        },
    },
}
"""A test is a value, a list of values, or an object of which everything has to hold."""
