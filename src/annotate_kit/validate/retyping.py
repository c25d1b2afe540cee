"""What somebody meant who wrote a value as another type than its schema has: one for a list, words for a number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

import attrs

from annotate_kit.core.dates import parse_edtf
from annotate_kit.core.pointers import child
from annotate_kit.core.values import ABSENT, Absent, Json, is_array
from annotate_kit.schema import Field

__all__ = ["Retyped", "retyped"]


@attrs.frozen(kw_only=True)
class Retyped:
    """A value as the type that is wanted."""

    value: Json
    below: str = ""
    """JSON Pointer into it: where what stood there before is now."""
    above: str = ""
    """JSON Pointer into what stood there before: where the value was."""


_TYPES: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("text", "code", "date", "reference"), frozenset({"string"})),
    "integer": frozenset({"integer"}),
    "number": frozenset({"integer", "number"}),
    "boolean": frozenset({"boolean"}),
    "object": frozenset({"object"}),
    "list": frozenset({"array"}),
    "choice": frozenset({"object"}),
}
"""Kind of field → the JSON types that it takes."""
_PLAIN = frozenset({"text", "code", "date", "reference", "integer", "number", "boolean"})
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,18})(\.[0-9]{1,18})?")
_LONGEST = 500
"""Code points of words that are read; nobody wants to be told that of a longer text."""
_NAMES = ("name", "title", "text")
"""Properties that are what an object is called, where it needs none."""


def retyped(value: Json, field: Field | None, types: Any = None) -> Retyped | None:
    """The value as one of the types that are wanted, or None where nobody can tell.

    Args:
        value: what stands there.
        field: the field that describes the place, if there is one.
        types: the `type` of its schema; else the field's kind decides.
    """
    listed = types if is_array(types) else [types]
    kind = field.kind if field is not None else ""
    wanted = {one for one in listed if isinstance(one, str)} or set(_TYPES.get(kind, ()))
    if isinstance(value, str):
        return _from_text(value, field, wanted)
    if is_array(value):
        return _from_list(cast("Sequence[Json]", value), field, wanted)
    if isinstance(value, Mapping):
        return _from_object(value, field, wanted)
    return None if value is None else _from_number(value, field, wanted)


def _from_text(text: str, field: Field | None, wanted: set[str]) -> Retyped | None:
    digits = re.sub(r"(?<=[0-9])[, ](?=[0-9]{3})", "", text.strip())
    number = _NUMBER.fullmatch(digits)
    if number and (wanted & {"number", "integer"}) and not (number[1] and "number" not in wanted):
        return Retyped(value=Decimal(digits) if number[1] else int(digits))
    if "boolean" in wanted and text.strip().lower() in _WORDS:
        return Retyped(value=_WORDS[text.strip().lower()])
    if not text.strip() or len(text) > _LONGEST:
        return None
    if "array" in wanted:
        return _in_list(text, field)
    read = _read(text, field)
    return None if read is ABSENT or isinstance(read, str) else _around(read)


_WORDS = {"true": True, "yes": True, "false": False, "no": False}


def _read(text: str, field: Field | None) -> Json | Absent:
    """The value that words give, or ABSENT."""
    if field is None or field.kind in ("json", "null"):
        return ABSENT
    from annotate_kit.reading import Understood, read_value  # noqa: PLC0415 - only where something is wrong

    named = next((inner.name for name in _NAMES for inner in field.fields if inner.name == name), None)
    if field.kind == "object" and named and not any(inner.is_required for inner in field.fields):
        return {named: text}
    found = read_value(field, text)
    return found.value if isinstance(found, Understood) else ABSENT


def _in_list(value: Json, field: Field | None) -> Retyped | None:
    """One thing as the list of it; what it is made of may be of another type as well."""
    item = field.item if field is not None else None
    kind = item.kind if item is not None else "json"
    is_object = isinstance(value, Mapping)
    if item is None or kind == "json" or (kind in _PLAIN and not is_object and _fits(value, kind)):
        return Retyped(value=[value], below="/0")
    if is_object and (kind == "choice" or (kind == "object" and _is_like(value, item))):
        return Retyped(value=[value], below="/0")
    inner = retyped(value, item)
    return None if inner is None else attrs.evolve(inner, value=[inner.value], below=f"/0{inner.below}")


def _is_like(value: object, field: Field) -> bool:
    """Whether an object has a property that is known of its kind, where any is."""
    return not field.fields or any(inner.name in value for inner in field.fields)  # type: ignore[operator]  # a mapping


def _fits(value: Json, kind: str) -> bool:
    return isinstance(value, str) if "string" in _TYPES[kind] else not isinstance(value, str)


def _around(value: Json) -> Retyped:
    """The value, and where in it the words are that it was made of."""
    if isinstance(value, Mapping) and len(value) == 1:
        return Retyped(value=value, below=child("", next(iter(value))))
    return Retyped(value=value)


def _from_list(items: Sequence[Json], field: Field | None, wanted: set[str]) -> Retyped | None:
    if "string" in wanted and field is not None and field.kind == "date":
        interval = _interval(items)
        if interval:
            return Retyped(value=interval)
    only = items[0] if len(items) == 1 else None
    if only is None or "array" in wanted:
        return None
    is_right = ("string" in wanted and isinstance(only, str)) or ("object" in wanted and isinstance(only, Mapping))
    if is_right:
        return Retyped(value=only, above="/0")
    inner = retyped(only, field, [*wanted])
    return None if inner is None else attrs.evolve(inner, above=f"/0{inner.above}")


def _from_object(value: Mapping[str, Json], field: Field | None, wanted: set[str]) -> Retyped | None:
    if "array" in wanted:
        return _in_list(value, field)
    if "string" not in wanted:
        return None
    if field is not None and field.kind == "date":
        interval = _interval([*value.values()])
        if interval:
            return Retyped(value=interval)
    # Somebody wrote the thing where its id or its name belongs.
    texts = [(name, inner) for name, inner in value.items() if isinstance(inner, str) and inner.strip()]
    if len(texts) == len(value) == 1:
        return Retyped(value=texts[0][1], above=child("", texts[0][0]))
    return None


def _interval(ends: Sequence[Json]) -> str | None:
    """Two dates as the time between them."""
    if len(ends) != 2 or not all(isinstance(end, str) and parse_edtf(end) for end in ends):  # noqa: PLR2004 - two ends
        return None
    text = f"{ends[0]}/{ends[1]}"
    return text if parse_edtf(text) else None


def _from_number(value: Json, field: Field | None, wanted: set[str]) -> Retyped | None:
    if "array" in wanted:
        return _in_list(value, field)
    if "string" not in wanted or isinstance(value, bool):
        return None
    is_whole = isinstance(value, Decimal) and value == value.to_integral_value() and abs(value) < _MOST
    text = str(int(value)) if is_whole else str(value)  # type: ignore[arg-type]  # is_whole says so
    return Retyped(value=text) if field is None or _may_be(text, field) else None


def _may_be(text: str, field: Field) -> bool:
    """Whether the digits of a number can be what a field holds as text; they are the id of no record."""
    if field.kind == "date":
        return parse_edtf(text) is not None
    if field.kind == "code":
        return any(choice.value == text for choice in field.choices)
    return field.kind != "reference"


_MOST = 10**18
"""A number from here on keeps its spelling."""
