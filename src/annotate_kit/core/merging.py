"""Two annotations that grew out of one, put together by id, field by field. What both changed is a conflict."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, cast

import attrs

from annotate_kit.core.annotation import Annotation
from annotate_kit.core.conflicts import Conflict
from annotate_kit.core.pointers import child, find_value
from annotate_kit.core.records import Record, same_record
from annotate_kit.core.spans import Span
from annotate_kit.core.trees import claims_of, data_of, grow, merge_trees, merge_unordered
from annotate_kit.core.values import ABSENT, Absent, Json, same

__all__ = ["Merged", "merge"]

_Item = TypeVar("_Item", Span, Record)


@attrs.frozen(kw_only=True)
class Merged:
    """What came of two annotations."""

    annotation: Annotation
    """In a conflict it holds what `theirs` has; what one side took away and the other changed, it keeps."""
    conflicts: tuple[Conflict, ...] = ()


def merge(base: Annotation, ours: Annotation, theirs: Annotation) -> Merged:
    """What `ours` and `theirs`, which both grew out of `base`, say together.

    A change that only one side made is taken. Evidence goes where its value goes. A span that somebody still uses
    stays, whoever removed it.
    """
    merger = _Merger(base, ours, theirs)
    return Merged(annotation=merger.run(), conflicts=tuple(merger.conflicts))


class _Merger:
    def __init__(self, base: Annotation, ours: Annotation, theirs: Annotation) -> None:
        self.base = base
        self.ours = ours
        self.theirs = theirs
        self.every = {**base.spans, **ours.spans, **theirs.spans}
        self.conflicts: list[Conflict] = []

    def run(self) -> Annotation:
        base, ours, theirs = self.base, self.ours, self.theirs
        every = self.every
        spans = self._by_id(base.spans, ours.spans, theirs.spans, "span", self._span)
        records = self._by_id(base.records, ours.records, theirs.records, "record", self._record)
        used = {span for record in records.values() for span in record.span_ids()}
        spans |= {id_: every[id_] for id_ in sorted(used - spans.keys()) if id_ in every}
        return attrs.evolve(
            theirs,
            spans=spans,
            records=records,
            status=self._property("/status", base.status, ours.status, theirs.status),
            text_sha256=self._property("/text_sha256", base.text_sha256, ours.text_sha256, theirs.text_sha256),
            schemas=self._keyed("/schemas", base.schemas, ours.schemas, theirs.schemas),
            extra=self._keyed("", base.extra, ours.extra, theirs.extra),
            notes=self._items("notes"),
            rejected=self._items("rejected"),
            waivers=self._items("waivers"),
        )

    def _by_id(
        self,
        base: Mapping[str, _Item],
        ours: Mapping[str, _Item],
        theirs: Mapping[str, _Item],
        kind: str,
        both_changed: Callable[[_Item | None, _Item, _Item], _Item],
    ) -> dict[str, _Item]:
        made: dict[str, _Item] = {}
        for id_ in dict.fromkeys((*theirs, *ours)):
            before, mine, other = base.get(id_), ours.get(id_), theirs.get(id_)
            if _is_same(mine, before) or _is_same(mine, other):
                taken = other
            elif _is_same(other, before):
                taken = mine
            elif mine is None or other is None:
                taken = mine or other
                sides: dict[str, Any] = {kind: id_, "ours" if mine else "theirs": "changed"}
                self.conflicts.append(Conflict(kind="removed", base="there", **sides))
            else:
                taken = both_changed(before, mine, other)
            if taken is not None:
                made[id_] = taken
        return made

    def _span(self, base: Span | None, ours: Span, theirs: Span) -> Span:
        if ours.fragments != theirs.fragments:
            before, mine, other = (
                ABSENT if span is None else [[fragment.start, fragment.end] for fragment in span.fragments]
                for span in (base, ours, theirs)
            )
            conflict = Conflict(kind="span", span=theirs.id, base=before, ours=mine, theirs=other)
            self.conflicts.append(conflict)
        return theirs

    def _record(self, base: Record | None, ours: Record, theirs: Record) -> Record:
        base = base or Record(id=theirs.id, type=theirs.type)

        def report(pointer: str, before: Json | Absent, mine: Json | Absent, other: Json | Absent) -> None:
            self.conflicts.append(
                Conflict(kind="value", record=theirs.id, pointer=pointer, base=before, ours=mine, theirs=other)
            )

        sides = (base, ours, theirs)
        before, mine, other = (grow(side.data, side.evidence) for side in sides)
        tree = merge_trees(before, mine, other, "", report)
        assert tree is not None
        data = cast("Mapping[str, Json]", data_of(tree))
        mentions = merge_unordered(base.mentions, ours.mentions, theirs.mentions)
        name = child("/records", theirs.id)
        return attrs.evolve(
            theirs,
            type=self._property(f"{name}/type", base.type, ours.type, theirs.type),
            data=data,
            mentions=_in_text_order(mentions, self.every),
            evidence={**_stray(*sides, data), **dict(claims_of(tree))},
            entity=self._entity(base, ours, theirs),
            extra=self._keyed(name, base.extra, ours.extra, theirs.extra),
        )

    def _entity(self, base: Record, ours: Record, theirs: Record) -> str | None:
        entity: str | None
        entity, is_conflict = _one_of(base.entity, ours.entity, theirs.entity)
        if is_conflict:
            self.conflicts.append(
                Conflict(kind="entity", record=theirs.id, base=base.entity, ours=ours.entity, theirs=theirs.entity)
            )
        return entity

    def _property(self, pointer: str, base: Any, ours: Any, theirs: Any) -> Any:
        value, is_conflict = _one_of(base, ours, theirs)
        if is_conflict:
            self.conflicts.append(Conflict(kind="property", pointer=pointer, base=base, ours=ours, theirs=theirs))
        return value

    def _keyed(
        self, pointer: str, base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]
    ) -> dict[str, Any]:
        made = {
            key: self._property(
                child(pointer, key), base.get(key, ABSENT), ours.get(key, ABSENT), theirs.get(key, ABSENT)
            )
            for key in dict.fromkeys((*theirs, *ours))
        }
        return {key: value for key, value in made.items() if value is not ABSENT}

    def _items(self, name: str) -> tuple[Json, ...]:
        base, ours, theirs = (getattr(side, name) for side in (self.base, self.ours, self.theirs))
        if same(ours, base):
            return tuple(theirs)
        if same(theirs, base):
            return tuple(ours)
        sides = ({_key(item): item for item in items} for items in (base, ours, theirs))
        return tuple(self._keyed(f"/{name}", *sides).values())


def _is_same(one: Span | Record | None, other: Span | Record | None) -> bool:
    if isinstance(one, Record):
        return same_record(one, cast("Record | None", other))
    return one == other


def _one_of(base: Any, ours: Any, theirs: Any) -> tuple[Any, bool]:
    """What was changed, and whether both changed it; then it is theirs, if it is there."""
    if same(ours, base) or same(ours, theirs):
        return theirs, False
    if same(theirs, base):
        return ours, False
    return (ours if theirs is ABSENT else theirs), True


def _stray(base: Record, ours: Record, theirs: Record, merged: Json) -> dict[str, Any]:
    """The evidence for places that no side has: it is wrong, and validation says so."""
    made: dict[str, Any] = {}
    for pointer in dict.fromkeys((*theirs.evidence, *ours.evidence)):
        if all(find_value(data, pointer) is ABSENT for data in (ours.data, theirs.data, merged)):
            claims = merge_unordered(*(side.evidence.get(pointer, ()) for side in (base, ours, theirs)))
            made[pointer] = claims
    return {pointer: claims for pointer, claims in made.items() if claims}


def _in_text_order(ids: Sequence[str], spans: Mapping[str, Span]) -> tuple[str, ...]:
    known = sorted((id_ for id_ in ids if id_ in spans), key=lambda id_: spans[id_].sort_key)
    return (*known, *(id_ for id_ in ids if id_ not in spans))


def _key(item: Json) -> str:
    id_ = item.get("id") if isinstance(item, Mapping) else None
    return id_ if isinstance(id_, str) else json.dumps(item, default=str, sort_keys=True)
