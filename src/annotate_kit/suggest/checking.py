"""What a record type refuses of values that were proposed together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from annotate_kit.core import Json, Problem, Record
from annotate_kit.core.pointers import find_value, is_under, split
from annotate_kit.schema import Catalog, RecordType, field_at, new_data
from annotate_kit.suggest.values import FieldValue, NameOf
from annotate_kit.validate import check_record

__all__ = ["meets", "refused_places"]

_MISSING: Final = frozenset({"AK102", "AK112"})
"""Codes of problems that only say that something is not there yet."""


def refused_places(catalog: Catalog, record_type: RecordType, values: Sequence[FieldValue]) -> tuple[str, ...]:
    """The places of a record with these values that its schema refuses; what is only missing yet is not refused.

    Numbers in pointers are items of lists, counted from 0 without gaps.
    """
    data = {**new_data(record_type, None), **_tree(values)}
    record = Record(id=f"{record_type.name}-0", type=record_type.name, data=data)
    return tuple(
        problem.data_pointer
        for problem in check_record(catalog, record)
        if problem.data_pointer and not _is_incomplete(problem, record_type, data)
    )


def _tree(values: Iterable[FieldValue]) -> dict[str, Any]:
    """Values by their pointers as data; numbers in pointers are items of lists, counted from 0 without gaps."""
    tree: dict[str, Any] = {}
    for value in values:
        *above, last = split(value.pointer)
        node = tree
        for step in above:
            node = node.setdefault(step, {})
        # A reference is some text until it is settled.
        node[last] = value.value.words or "?" if isinstance(value.value, NameOf) else value.value
    return {key: _listed(inner) for key, inner in tree.items()}


def _listed(node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    inner = {key: _listed(value) for key, value in node.items()}
    return list(inner.values()) if all(key.isdecimal() for key in inner) else inner


def _is_incomplete(problem: Problem, record_type: RecordType, data: Mapping[str, Json]) -> bool:
    """Whether a problem only says that something is not there yet, a further item of a list included."""
    if problem.code in _MISSING:
        return True
    field = field_at(record_type, problem.data_pointer or "")
    value = find_value(data, problem.data_pointer or "")
    least = field.min_items if field else None
    return least is not None and isinstance(value, list) and len(value) < least


def meets(pointer: str, place: str) -> bool:
    """Whether one of two places in a record's data is the other or lies below it."""
    return is_under(pointer, place) or is_under(place, pointer)
