"""Record types as the output format of a language model, in the strict subset of JSON Schema that endpoints take.

Every object is closed and lists all its properties as required, what may be missing may be null, and there is no
keyword beside `type`, `enum`, `properties`, `required`, `additionalProperties`, `items`, `anyOf`, `$ref`, `$defs` and
`description`. Each value comes with the words that say it and the words before them. What the subset cannot say is
checked afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from annotate_kit.schema import Catalog, Field

__all__ = ["CONTEXT", "is_leaf", "members_of", "output_schema"]

CONTEXT: Final = 25
"""Code points before a quotation that are asked for."""
_DEEPEST: Final = 3
"""Levels of objects inside a record; endpoints take ten levels of everything together."""
_MOST_CODES: Final = 60
"""Of a field that are listed; a longer list is asked for in words."""
_MOST_PROPERTIES: Final = 1500
"""Of one format; endpoints take 5,000 of everything together."""
_LEAVES: Final = {"number": "number", "integer": "integer", "boolean": "boolean"}

Json = dict[str, Any]


def output_schema(catalog: Catalog, types: Sequence[str]) -> Json:
    """The format of an answer: a list of records of these types."""
    budget = iter(range(_MOST_PROPERTIES))
    records = [_record(catalog, name, budget) for name in types]
    return {
        **_object({"records": {"type": "array", "items": {"anyOf": records}}}),
        "$defs": {
            "quote": _object({"quote": {"type": "string"}, "before": {"type": "string"}}),
            **{name: _leaf({"type": name}) for name in ("string", "number", "integer", "boolean")},
        },
    }


def _object(properties: Json) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _leaf(value: Json) -> Json:
    return _object({"value": value, "quote": {"type": "string"}, "before": {"type": "string"}})


def _ref(name: str) -> Json:
    return {"$ref": f"#/$defs/{name}"}


def _or_null(schema: Json, description: str) -> Json:
    return {"description": description, "anyOf": [schema, {"type": "null"}]}


def _record(catalog: Catalog, name: str, budget: Iterator[int]) -> Json:
    record_type = catalog.types[name]
    described = f"{record_type.title}. {record_type.description}".strip()
    named = _or_null(_ref("quote"), "The words that name it where the article names it in full.")
    data = _object(dict(_members(record_type.fields, _DEEPEST, budget)))
    return {
        **_object({"type": {"type": "string", "enum": [name]}, "name": named, "data": data}),
        "description": described,
    }


def members_of(field: Field) -> tuple[Field, ...]:
    """The members of an object that a model may fill, those of all its alternatives together."""
    return tuple(member for member in field.fields if not member.is_deprecated and not member.is_read_only)


def is_leaf(field: Field) -> bool:
    """Whether a field is asked for as one value: an amount of money is one, read from its words."""
    if field.kind in {"object", "choice"}:
        members = {member.name for member in field.fields}
        return (
            {"amount", "currency"} <= members
            or {"value", "unit"} <= members
            or (field.kind == "choice" and not members)
        )
    return field.kind not in {"list", "json", "null"}


def _members(fields: Sequence[Field], depth: int, budget: Iterator[int]) -> Iterator[tuple[str, Json]]:
    for field in fields:
        schema = _schema(field, depth, budget)
        if schema is not None and next(budget, None) is not None:
            yield field.name, _or_null(schema, _described(field))


def _described(field: Field) -> str:
    words = f"{field.title}. {field.description}".strip()
    if field.kind == "reference":
        return f"{words} The name as the article prints it."
    if field.kind == "date":
        return f"{words} EDTF, such as 2023-05 or 2023-05-16/2023-05-17."
    return words


def _schema(field: Field, depth: int, budget: Iterator[int]) -> Json | None:
    """The format of a field; None for what a model is not asked."""
    if is_leaf(field):
        codes = [choice.value for choice in field.choices]
        if field.kind == "code" and 0 < len(codes) <= _MOST_CODES and all(isinstance(code, str) for code in codes):
            return _leaf({"type": "string", "enum": codes})
        return _ref(_LEAVES.get(field.kind, "string"))
    if field.kind == "list":
        item = None if field.item is None else _schema(field.item, depth, budget)
        return None if item is None else {"type": "array", "items": item}
    members: Mapping[str, Json] = dict(_members(members_of(field), depth - 1, budget)) if depth else {}
    return _object(dict(members)) if members else None
