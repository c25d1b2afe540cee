"""What the hints of a record type say about meaning: read once for a type, then looked up in each record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import attrs

from annotate_kit.core.pointers import child, split
from annotate_kit.core.values import Json, is_array
from annotate_kit.schema import Field, RecordType

__all__ = ["Plan", "instances", "plan_of"]


@attrs.frozen(kw_only=True)
class Plan:
    """Pointer templates (`*` for an index or a free key) of the places that hints speak of."""

    begins: tuple[str, ...] = ()
    """Dates from which on the record's thing exists."""
    ends: tuple[str, ...] = ()
    """Dates until which it does."""
    within: tuple[str, ...] = ()
    """Dates that have to lie in between."""
    tenses: tuple[tuple[str, Mapping[str, str]], ...] = ()
    """Codes, and which of them are past, present or future."""
    parts: tuple[tuple[str, str], ...] = ()
    """Numbers, and the name of the property beside each that it is a part of."""
    sequences: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Objects, and the names of their dates in the order in which they follow one another."""
    acyclic: Mapping[str, bool] = attrs.field(factory=dict)
    """References that were said to go, or not to go, in circles."""


def plan_of(record_type: RecordType) -> Plan:
    """What the hints of a type say."""
    found: dict[str, dict[str, Any]] = {}
    for field in _fields(record_type.root):
        for name in ("tense", "lifetime", "partOf", "sequence", "acyclic"):
            if name in field.hints:
                found.setdefault(name, {}).setdefault(field.pointer, field.hints[name])
    lifetime, tense = found.get("lifetime", {}), found.get("tense", {})
    return Plan(
        begins=tuple(place for place, said in lifetime.items() if said == "begin"),
        ends=tuple(place for place, said in lifetime.items() if said == "end"),
        within=tuple(place for place, said in lifetime.items() if said == "within"),
        tenses=tuple((place, said) for place, said in tense.items() if isinstance(said, Mapping)),
        parts=tuple(found.get("partOf", {}).items()),
        sequences=tuple((place, tuple(names)) for place, names in found.get("sequence", {}).items()),
        acyclic=found.get("acyclic", {}),
    )


def _fields(field: Field) -> Iterator[Field]:
    """A field and all below it; where a schema contains itself, its fields are cut off."""
    yield field
    for member in (*field.fields, *field.first_items, *field.alternatives, field.item, field.extra):
        if member is not None:
            yield from _fields(member)


def instances(data: Json, template: str) -> Iterator[tuple[str, Json]]:
    """The places of the data that a template means, and what stands there."""
    found: list[tuple[str, Json]] = [("", data)]
    for step in split(template):
        found = [place for pointer, value in found for place in _steps(pointer, value, step)]
    yield from found


def _steps(pointer: str, value: Json, step: str) -> Iterator[tuple[str, Json]]:
    if isinstance(value, Mapping):
        names = value.keys() if step == "*" else [step] if step in value else []
        yield from ((child(pointer, name), value[name]) for name in names)
    elif is_array(value) and step == "*":
        yield from ((child(pointer, n), item) for n, item in enumerate(cast("Sequence[Json]", value)))
