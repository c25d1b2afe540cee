"""Where JSON Schema keeps its subschemas, and what each keyword may hold: 2020-12, with draft-07 and 04 read as well.

Everything behind this module works on cleaned documents: a keyword that holds what it may not is reported once and left
out, so that no later code has to ask again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from urllib.parse import urlsplit

import attrs

from annotate_kit.core.limits import FIXED
from annotate_kit.core.pointers import join
from annotate_kit.core.values import is_array

__all__ = ["CONDITIONS", "DIALECTS", "KNOWN", "TYPES", "Report", "Schema", "clean", "is_whole", "subschemas"]

Schema = Mapping[str, object]
"""A schema that is an object; `true` and `false` stand apart."""

Report = Callable[[str, str, str], None]
"""Takes the JSON Pointer of what is wrong, what is wrong, and what to do."""

TYPES = ("string", "number", "integer", "boolean", "object", "array", "null")

DIALECTS = (
    "https://json-schema.org/draft/2020-12/schema",
    "https://json-schema.org/draft/2019-09/schema",
    "http://json-schema.org/draft-07/schema",
    "http://json-schema.org/draft-06/schema",
)
"""The values of `$schema` that are read, without an empty fragment; 2020-12 where there is none."""

_DRAFT_04 = "http://json-schema.org/draft-04/schema"
"""Read as draft-07: `id` becomes `$id`, and a flag for an exclusive bound becomes that bound."""
_DRAFT_07 = DIALECTS[2]
_BOUNDS = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}

_ONE = frozenset(
    {
        *("additionalProperties", "additionalItems", "unevaluatedProperties", "unevaluatedItems", "propertyNames"),
        *("contains", "items", "not", "if", "then", "else", "contentSchema"),
    }
)
_MANY = frozenset({"allOf", "anyOf", "oneOf", "prefixItems", "items"})
_NAMED = frozenset({"properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies"})
_PLACES = _ONE | _MANY | _NAMED
CONDITIONS = frozenset({"if", "then", "else", "not", "contains", "dependentSchemas", "dependencies", "propertyNames"})
"""Keywords whose subschemas refine what is described elsewhere."""


def subschemas(schema: Schema) -> Iterator[tuple[tuple[str, ...], object]]:
    """The direct subschemas of a cleaned schema, booleans included, each with its reference tokens."""
    for keyword, value in schema.items():
        if keyword not in _PLACES:
            continue
        if keyword in _NAMED and isinstance(value, Mapping):
            for name, inner in value.items():
                if not is_array(inner):  # draft-07: `dependencies` may list properties
                    yield (keyword, name), inner
        elif keyword in _MANY and is_array(value):
            assert isinstance(value, Sequence)
            for number, inner in enumerate(value):
                yield (keyword, str(number)), inner
        elif keyword in _ONE:
            yield (keyword,), value


@attrs.frozen(kw_only=True)
class _Place:
    """Where cleaning has come to."""

    pointer: str
    depth: int
    has_item_lists: bool
    """Whether the dialect lets `items` be a list of schemas, as all before 2020-12 do."""
    is_draft_04: bool = False

    def at(self, *tokens: str | int) -> _Place:
        return _Place(
            pointer=self.pointer + join(tokens),
            depth=self.depth + 1,
            has_item_lists=self.has_item_lists,
            is_draft_04=self.is_draft_04,
        )


def clean(schema: object, report: Report, *, has_item_lists: bool = False) -> Schema | bool:
    """A copy of a schema without what no schema may hold, each reported; unknown keywords are kept as they are."""
    return _clean(schema, report, _Place(pointer="", depth=0, has_item_lists=has_item_lists))


def _clean(schema: object, report: Report, place: _Place) -> Schema | bool:
    if isinstance(schema, bool):
        return schema
    if not isinstance(schema, Mapping):
        report(place.pointer, "a schema is an object, or true, or false", 'Write one such as {"type": "string"}.')
        return True
    if place.depth > FIXED.schema_depth:
        report(
            place.pointer,
            f"schemas are nested more than {FIXED.schema_depth} levels deep",
            "Move inner parts to $defs.",
        )
        return True
    dialect = _dialect(schema["$schema"]) if "$schema" in schema else None
    if dialect is not None:
        place = attrs.evolve(place, has_item_lists=dialect != DIALECTS[0], is_draft_04=dialect == _DRAFT_04)
    kept: dict[str, object] = {}
    for written, said in schema.items():
        keyword: str | None = written
        value = said
        if place.is_draft_04 or written == "$schema":
            keyword, value = _as_now(written, said, schema)
        if keyword is None:
            continue
        what = _wrong(keyword, value)
        if keyword == "items" and is_array(value) and not place.has_item_lists:
            what = "one schema; a list of schemas is now called prefixItems"
        if what:
            report(place.at(written).pointer, f'"{written}" must be {what}', _advice(keyword, value))
        else:
            kept[keyword] = _clean_inside(keyword, value, report, place)
    return kept


def _clean_inside(keyword: str, value: object, report: Report, place: _Place) -> object:
    if keyword not in _PLACES:
        return value
    if keyword in _NAMED and isinstance(value, Mapping):
        return {
            name: inner
            if keyword == "dependencies" and is_array(inner)
            else _clean(inner, report, place.at(keyword, name))
            for name, inner in value.items()
        }
    if keyword in _MANY and is_array(value):
        assert isinstance(value, Sequence)
        return [_clean(inner, report, place.at(keyword, number)) for number, inner in enumerate(value)]
    return _clean(value, report, place.at(keyword)) if keyword in _ONE else value


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def is_whole(number: float | Decimal) -> bool:
    """Whether a number has no fraction: 2.0 has none."""
    # `int()` of a Decimal such as 1E+999999 would write out a million digits.
    return number == number.to_integral_value() if isinstance(number, Decimal) else number == number // 1


def _is_count(value: object) -> bool:
    return _is_number(value) and isinstance(value, int | float | Decimal) and value >= 0 and is_whole(value)


def _are_texts(value: object) -> bool:
    return is_array(value) and isinstance(value, Sequence) and all(isinstance(text, str) for text in value)


def _is_type(value: object) -> bool:
    if isinstance(value, str):
        return value in TYPES
    return _are_texts(value) and isinstance(value, Sequence) and bool(value) and set(value) <= set(TYPES)


def _is_address(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        urlsplit(value)
    except ValueError:
        return False
    return True


def _dialect(value: object) -> str | None:
    """The dialect that `$schema` names, with `http` or `https` and an empty fragment or none; else None."""
    plain = value.removesuffix("#").partition("://")[2] if isinstance(value, str) else ""
    return next((known for known in (*DIALECTS, _DRAFT_04) if known.partition("://")[2] == plain), None)


def _is_dialect(value: object) -> bool:
    return _dialect(value) is not None


def _as_now(keyword: str, value: object, schema: Mapping[str, object]) -> tuple[str | None, object]:
    """`$schema`, or a keyword of draft-04, as later drafts have it; None for one that another keyword says as well."""
    if keyword == "$schema":
        dialect = _dialect(value)
        return keyword, value if dialect is None else _DRAFT_07 if dialect == _DRAFT_04 else dialect
    if keyword == "id" and isinstance(value, str):
        return "$id", value
    if keyword in _BOUNDS and isinstance(value, bool):
        return (keyword, schema[_BOUNDS[keyword]]) if value and _BOUNDS[keyword] in schema else (None, None)
    flags = [flag for flag, bound in _BOUNDS.items() if bound == keyword and schema.get(flag) is True]
    return (None, None) if flags else (keyword, value)


def _advice(keyword: str, value: object) -> str:
    if keyword in _BOUNDS and isinstance(value, bool):
        return f'Write the bound itself, or "$schema": "{_DRAFT_04}#" if the schema is draft-04.'
    return "Write it so, or take it out."


def _name_texts(value: object) -> bool:
    return isinstance(value, Mapping) and all(map(_are_texts, value.values()))


def _name_schemas_or_texts(value: object) -> bool:
    return isinstance(value, Mapping) and all(not is_array(inner) or _are_texts(inner) for inner in value.values())


def _are_schemas(value: object) -> bool:
    return is_array(value) and bool(value)


_Check = tuple[Callable[[object], bool], str]
_TEXT: _Check = (lambda value: isinstance(value, str), "text")
_FLAG: _Check = (lambda value: isinstance(value, bool), "true or false")
_NUMBER: _Check = (_is_number, "a number")
_COUNT: _Check = (_is_count, "a whole number, 0 or more")
_ADDRESS: _Check = (_is_address, "a URI reference")
_MAP: _Check = (lambda value: isinstance(value, Mapping), "an object with a schema for each name")
_LIST: _Check = (_are_schemas, "a list with at least one schema")
_ARRAY: _Check = (is_array, "a list")

_CHECKS: Mapping[str, _Check] = {
    **dict.fromkeys(
        ["$comment", "title", "description", "format", "pattern", "contentEncoding", "contentMediaType"], _TEXT
    ),
    **dict.fromkeys(("$anchor", "$dynamicAnchor"), _TEXT),
    **dict.fromkeys(("$id", "$ref", "$dynamicRef"), _ADDRESS),
    **dict.fromkeys(("uniqueItems", "deprecated", "readOnly", "writeOnly"), _FLAG),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), _NUMBER),
    "multipleOf": (lambda value: _is_number(value) and value > 0, "a number above 0"),  # type: ignore[operator]
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"), _COUNT),
    **dict.fromkeys(("minContains", "maxContains"), _COUNT),
    **dict.fromkeys(_NAMED - {"dependencies"}, _MAP),
    "dependencies": (_name_schemas_or_texts, "an object with a schema or a list of property names for each name"),
    "dependentRequired": (_name_texts, "an object with a list of property names for each name"),
    **dict.fromkeys(_MANY - {"items"}, _LIST),
    "$schema": (_is_dialect, "JSON Schema 2020-12, draft-07 or draft-04: https://json-schema.org/draft/2020-12/schema"),
    "type": (_is_type, f"one of {', '.join(TYPES)}, or a list of these"),
    "required": (_are_texts, "a list of property names"),
    "enum": _ARRAY,
    "examples": _ARRAY,
}

KNOWN = frozenset(
    {*_CHECKS, *_ONE, *_MANY, *_NAMED, "const", "default", "$recursiveRef", "$recursiveAnchor", "$vocabulary", "id"}
)
"""Every keyword of the drafts that are read."""


def _wrong(keyword: str, value: object) -> str | None:
    """What a keyword must hold, where it holds something else."""
    check = _CHECKS.get(keyword)
    return check[1] if check and not check[0](value) else None
