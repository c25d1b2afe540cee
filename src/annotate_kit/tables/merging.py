"""The values of an entity, out of what its records say and what the register decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from decimal import Decimal
from typing import cast

from annotate_kit.core.entities import Ruling
from annotate_kit.core.pointers import split, with_value
from annotate_kit.core.values import ABSENT, Absent, Json, is_array, is_object, same
from annotate_kit.tables.cells import compact
from annotate_kit.tables.model import ColumnKind
from annotate_kit.tables.plan import Place, Plan

__all__ = ["Meant", "apply_rulings", "key_of", "meant", "merge_data"]

Meant = Callable[[str], str]
"""Record id, as one article uses it → id of the entity."""

_Said = tuple[Json, Meant]


def merge_data(plan: Plan, said: Sequence[_Said]) -> Mapping[str, Json]:
    """What the records of one entity say together, in their order; what stands in tables of their own is left out.

    Of values that differ, the one that most records have is taken, else the first. The plain members of one object,
    such as an amount and its currency, come from one record; others only add to them what they do not contradict.
    """
    merged = _merge(plan, plan.root, list(said))
    return cast("Mapping[str, Json]", merged) if is_object(merged) else {}


def apply_rulings(data: Mapping[str, Json], rulings: Mapping[str, Ruling]) -> tuple[Mapping[str, Json], frozenset[str]]:
    """The data with what the register decides, and the pointers of what it decides."""
    decided: set[str] = set()
    for pointer, ruling in rulings.items():
        if any(token.isdecimal() for token in split(pointer)):
            continue  # what stands in lists adds up, and nothing is decided about it
        try:
            changed = with_value(data, pointer, ruling.value)
        except (KeyError, ValueError):  # the records have no such place any more
            continue
        if is_object(changed):
            data = cast("Mapping[str, Json]", changed)
            decided.add(pointer)
    return data, frozenset(decided)


def meant(plan: Plan, column: int | None, value: Json, refer: Meant) -> Json:
    """A value of a column; references as entities."""
    is_reference = column is not None and plan.columns[column].kind is ColumnKind.REFERENCE
    return refer(value) if is_reference and isinstance(value, str) else value


def _merge(plan: Plan, place: Place, said: list[_Said]) -> Json | Absent:
    if place.members and all(is_object(value) for value, _ in said):
        return _merge_members(plan, place, said)
    if place.child is not None and all(is_array(value) for value, _ in said):
        return ABSENT
    if place.numbered and all(is_array(value) for value, _ in said):
        return _merge_numbered(plan, place, said)
    return _most([meant(plan, place.column, value, refer) for value, refer in said])


def _merge_members(plan: Plan, place: Place, said: list[_Said]) -> Json:
    objects = [(cast("Mapping[str, Json]", value), refer) for value, refer in said]
    if place is not plan.root and all(_is_plain(member) for member in place.members.values()):
        return _merge_plain(plan, place, objects)
    merged: dict[str, Json] = {}
    for name in dict.fromkeys(name for value, _ in objects for name in value):
        inner = [(value[name], refer) for value, refer in objects if name in value]
        found = _merge(plan, place.members.get(name, Place()), _full(inner))
        if found is not ABSENT:
            merged[name] = found
    return merged


def _full(said: list[_Said]) -> list[_Said]:
    """Without nulls, where there is anything else."""
    return [one for one in said if one[0] is not None] or said


def _is_plain(place: Place) -> bool:
    return place.column is not None and not place.members


def _merge_plain(plan: Plan, place: Place, said: list[tuple[Mapping[str, Json], Meant]]) -> Json:
    """An object of plain values, as one record has it; others add what goes with it."""
    objects = [
        {name: meant(plan, place.members.get(name, Place()).column, value, refer) for name, value in one.items()}
        for one, refer in said
    ]
    merged = dict(cast("Mapping[str, Json]", _most(cast("list[Json]", objects))))
    for one in objects:
        if all(same(merged[name], one[name]) for name in merged.keys() & one.keys()) and merged.keys() & one.keys():
            merged |= one
    return merged


def _merge_numbered(plan: Plan, place: Place, said: list[_Said]) -> Json:
    """A short list: of codes, those that any record has; of parts such as coordinates, those of one record."""
    first = place.numbered[0]
    lists = [[meant(plan, first, item, refer) for item in cast("Sequence[Json]", value)] for value, refer in said]
    field = plan.columns[place.numbered[0]].field
    if field is None or not field.pointer.endswith("/*"):
        return _most(cast("list[Json]", lists))
    union: list[Json] = []
    for items in lists:
        union += [item for item in items if not any(same(item, known) for known in union)]
    return union if len(union) <= len(place.numbered) else _most(cast("list[Json]", lists))


def _most(values: Sequence[Json]) -> Json:
    """The value that most have; of several such the first."""
    often = Counter(map(key_of, values))
    return max(values, key=lambda value: often[key_of(value)])


def key_of(value: Json) -> Hashable:
    """What is equal for two values that are the same: 1 and 1.0, but not 1 and true."""
    if isinstance(value, bool) or value is None:
        return (value is None, value)
    return value if isinstance(value, str | int | float | Decimal) else (compact(value),)
