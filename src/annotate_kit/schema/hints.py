"""The hints of `x-annotate`: what a schema alone cannot say, with the closed meta-schema that knows them all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from annotate_kit.core.pointers import child
from annotate_kit.core.problems import Problem
from annotate_kit.schema.evaluate import holds_plain
from annotate_kit.schema.nearness import closest
from annotate_kit.schema.resources import Layer

__all__ = ["HINTS", "HINTS_SCHEMA", "KEYWORD", "hint_problems", "sound_hints", "sound_synonyms"]

KEYWORD = "x-annotate"
"""The annotation keyword that holds the hints."""

_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "items": _TEXT, "minItems": 1}

HINTS: Final[Mapping[str, Mapping[str, Any]]] = {
    "shortcut": {"type": "string", "pattern": "^[a-z0-9]$", "description": "one small letter or digit"},
    "color": {
        "type": "string",
        "pattern": "^([a-z][a-z_]*|#[0-9a-fA-F]{6})$",
        "description": "the name of a colour, such as cyan, or #rrggbb",
    },
    "order": {"type": "number", "description": "a number; record types and fields with small ones come first"},
    "group": {**_TEXT, "description": "the heading that fields stand under, as text"},
    "plural": {**_TEXT, "description": "the name of several of them, as text"},
    "caption": {"anyOf": [_TEXT, _TEXTS], "description": "the properties that make a record's short name, as a list"},
    "identity": {**_TEXTS, "description": "the properties that tell two records apart, as a list"},
    "ref": {**_TEXTS, "description": "the record types whose ids may stand here, as a list"},
    "evidence": {"enum": ["required", "optional", "none"], "description": "required, optional or none"},
    "prefill": {"enum": ["mention", "none"], "description": "mention (tagging puts the words here) or none"},
    "widget": {
        "enum": ["text", "text-area", "list", "radio", "json"],
        "description": "text, text-area, list, radio or json",
    },
    "column": {
        "anyOf": [
            {"type": "boolean"},
            {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "width": {"type": "number", "minimum": 1, "maximum": 255},
                    "title": _TEXT,
                    "hidden": {"type": "boolean"},
                },
            },
        ],
        "description": "true, false, or an object with width (1 to 255 cells), title, hidden",
    },
    "unit": {**_TEXT, "description": "what a number counts, as text"},
    "tense": {
        "anyOf": [
            {"const": "any"},
            {"type": "object", "minProperties": 1, "additionalProperties": {"enum": ["past", "present", "future"]}},
        ],
        "description": "any (a date that may lie ahead), or an object of codes, each with past, present or future",
    },
    "lifetime": {
        "enum": ["begin", "end", "within"],
        "description": "begin, end (of the record's existence) or within (this date has to lie in it)",
    },
    "partOf": {**_TEXT, "description": "the property beside it that this number is a part of, as text"},
    "sequence": {**_TEXTS, "description": "the properties whose dates follow one another, as a list"},
    "acyclic": {"type": "boolean", "description": "true where these references must not go in a circle, else false"},
    "synonyms": {**_TEXTS, "description": "other words for this code, as a list"},
    "version": {**_TEXT, "description": "the version of this schema, as text"},
    "replacedBy": {**_TEXT, "description": "the property or code that took its place, as text"},
}
"""Hint → the schema of its value; `description` finishes the sentence "the hint is …"."""

HINTS_SCHEMA: Final[Mapping[str, Any]] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "https://annotate-kit.invalid/hints.schema.json",
    "title": "JSON Schema with the hints of annotate-kit",
    "$dynamicAnchor": "meta",
    "allOf": [{"$ref": "https://json-schema.org/draft/2020-12/schema"}],
    "properties": {KEYWORD: {"$ref": "#/$defs/hints"}},
    "$defs": {
        "hints": {
            "title": "Hints",
            "type": "object",
            "additionalProperties": False,
            "properties": HINTS,
        }
    },
}
"""The meta-schema of a schema with hints: closed, and through `$dynamicAnchor` at every depth."""


def sound_hints(layer: Layer) -> Mapping[str, Any]:
    """The hints of a schema that are what they may be; the others are left out."""
    memo = layer.resources.memo
    key = ("hints", id(layer.schema))
    if key not in memo:
        hints = layer.schema.get(KEYWORD)
        items = hints.items() if isinstance(hints, Mapping) else ()
        memo[key] = {name: value for name, value in items if name in HINTS and _is_sound(name, value)}
    found: Mapping[str, Any] = memo[key]
    return found


def sound_synonyms(schema: Mapping[str, object]) -> tuple[str, ...]:
    """The hint `synonyms` of a schema that nothing refers to, if it is what it may be."""
    hints = schema.get(KEYWORD)
    said = hints.get("synonyms") if isinstance(hints, Mapping) else None
    return tuple(said) if _is_sound("synonyms", said) else ()  # type: ignore[arg-type]  # then it is a list of texts


def _is_sound(name: str, value: object) -> bool:
    """Whether a hint is what it may be: at a glance, where that is enough, for a schema has hundreds."""
    schema = HINTS[name]
    if schema.get("items") is _TEXT:
        return isinstance(value, list) and bool(value) and all(isinstance(text, str) and text for text in value)
    if "pattern" in schema:
        return isinstance(value, str) and re.search(schema["pattern"].replace("$", r"\Z"), value) is not None
    if "enum" in schema:
        return isinstance(value, str) and value in schema["enum"]
    if schema.get("type") == "string":
        return isinstance(value, str) and bool(value)
    return holds_plain(schema, value)


def hint_problems(layer: Layer, file: str, pointer: str) -> Iterator[Problem]:
    """What is wrong with the hints of a schema, which stand at `pointer` of `file`."""
    hints, sound = layer.schema[KEYWORD], sound_hints(layer)
    if not isinstance(hints, Mapping):
        yield Problem(
            code="AK602",
            file=file,
            pointer=pointer,
            message=f'"{KEYWORD}" must be an object of hints',
            hint=f'Write it as {{"{KEYWORD}": {{"shortcut": "o"}}}}.',
        )
        return
    for name in hints.keys() - sound.keys():
        place = child(pointer, name)
        if name not in HINTS:
            near = closest(name, HINTS)
            yield Problem(
                code="AK602",
                file=file,
                pointer=place,
                at_key=True,
                message=f'there is no hint "{name}"' + (f'; did you mean "{near}"?' if near else ""),
                hint=f"Write {near} instead." if near else f"The hints are {', '.join(HINTS)}.",
                suggestion=near,
            )
        else:
            yield Problem(
                code="AK602",
                file=file,
                pointer=place,
                message=f'the hint "{name}" is {HINTS[name]["description"]}',
                hint="Write it so, or take it out.",
            )
