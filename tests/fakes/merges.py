"""Two sides of a merge made at random, and what a plain model says comes of them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import attrs

from annotate_kit.core import Annotation, Claim, Fragment, Record, Span

FIELDS = ("name", "country", "votes")
VALUES = ("Busan", "Pusan", "KR", 29, 30, True, 1, None)
GONE = object()
LENGTH_OF_RECORD = 2
"""Of the key of a record, which those of its values are longer than."""

Flat = dict[tuple[str, ...], object]
"""What an annotation says, key by key: the plain model merges these one at a time."""


@attrs.frozen
class Case:
    """A merge, and what should come of it."""

    base: Annotation
    ours: Annotation
    theirs: Annotation
    wanted: Flat
    conflicts: int


def flat(annotation: Annotation) -> Flat:
    made: Flat = {("status",): annotation.status}
    for record in annotation.records.values():
        made["record", record.id] = record.type
        for name, value in record.data.items():
            made["record", record.id, name] = (value, record.evidence.get(f"/{name}", ()), type(value))
        for mention in record.mentions:
            made["mention", record.id, mention] = True
    for span in annotation.spans.values():
        made["span", span.id] = span.fragments
    return made


def a_case(luck: random.Random) -> Case:
    base = _grown(Annotation(article="a", annotator="kim", text_sha256="0"), luck, 6, "b")
    ours, theirs = _grown(base, luck, luck.randrange(5), "o"), _grown(base, luck, luck.randrange(5), "t")
    wanted, conflicts = _model(flat(base), flat(ours), flat(theirs))
    return Case(base, ours, theirs, wanted, conflicts)


def _grown(annotation: Annotation, luck: random.Random, steps: int, side: str) -> Annotation:
    """The annotation after some acts of one side; ids tell the side, as ids of two sides never meet."""
    records, spans = dict(annotation.records), dict(annotation.spans)
    status = annotation.status
    for step in range(steps):
        act = luck.choice(["add", "set", "set", "set", "unset", "remove", "mention", "status"])
        if act == "add" or not records:
            id_ = f"city-{side}{step}"
            records[id_] = Record(id=id_, type="city", data={"name": luck.choice(VALUES)})
            continue
        record = records[luck.choice(sorted(records))]
        name = luck.choice(FIELDS)
        if act == "set":
            # A side that comes back to an old value with new words is a case of its own, in the tests of the merge.
            old = [held.records[record.id].data.get(name, GONE) for held in (annotation,) if record.id in held.records]
            old.append(record.data.get(name, GONE))
            value = luck.choice([value for value in VALUES if not any(_same(value, one) for one in old)])
            span = _span(spans, f"s-{side}{step}", luck)
            data = {**record.data, name: value}
            evidence = {**record.evidence, f"/{name}": (Claim(spans=(span,)),)}
            records[record.id] = attrs.evolve(record, data=data, evidence=evidence)
        elif act == "unset":
            data = {key: value for key, value in record.data.items() if key != name}
            evidence = {key: claims for key, claims in record.evidence.items() if key != f"/{name}"}
            records[record.id] = attrs.evolve(record, data=data, evidence=evidence)
        elif act == "remove":
            del records[record.id]
        elif act == "mention":
            span = _span(spans, f"s-{side}{step}m", luck)
            records[record.id] = attrs.evolve(record, mentions=(*record.mentions, span))
        else:
            status = luck.choice(["in-work", "needs-review", "done"])
    used = {span for record in records.values() for span in record.span_ids()}
    kept = {id_: span for id_, span in spans.items() if id_ in used}
    return attrs.evolve(annotation, records=records, spans=kept, status=status)


def _span(spans: dict[str, Span], id_: str, luck: random.Random) -> str:
    start = luck.randrange(90)
    spans[id_] = Span(id=id_, fragments=(Fragment(start, start + 2),), quotes=("ab",))
    return id_


def _model(base: Mapping[Any, Any], ours: Mapping[Any, Any], theirs: Mapping[Any, Any]) -> tuple[Flat, int]:
    """Key by key: what one side changed is taken; what both did, theirs, and it counts as a conflict."""
    made: Flat = {}
    conflicts = 0
    removed = {side: _removed(base, keys) for side, keys in (("ours", ours), ("theirs", theirs))}
    for key in base.keys() | ours.keys() | theirs.keys():
        sides = tuple(side.get(key, GONE) for side in (base, ours, theirs))
        # A record that one side took away stays, whole, where the other changed anything in it.
        gone = [key[0] in ("record", "mention") and key[1] in removed[side] for side in ("ours", "theirs")]
        if any(gone):
            kept = theirs if gone[0] else ours
            is_kept = not all(gone) and _part(kept, key[1]) != _part(base, key[1])
            taken, is_conflict = kept.get(key, GONE) if is_kept else GONE, is_kept and len(key) == LENGTH_OF_RECORD
        else:
            taken, is_conflict = _decided(key, *sides)
        conflicts += is_conflict
        if taken is not GONE:
            made[key] = taken
    used = {key[2] for key in made if key[0] == "mention"}
    used |= {
        span
        for key, value in made.items()
        if len(key) > LENGTH_OF_RECORD and key[0] == "record"
        for span in _spans(value)
    }
    # A span stays as long as somebody uses it.
    every = {**base, **ours, **theirs}
    made |= {("span", id_): every["span", id_] for id_ in used}
    return made, conflicts


def _decided(key: tuple[str, ...], before: object, mine: object, other: object) -> tuple[object, bool]:
    if mine in (before, other):
        return other, False
    if other == before:
        return mine, False
    if len(key) > LENGTH_OF_RECORD and key[0] == "record" and mine is not GONE and other is not GONE:
        return _both_said(before, mine, other)
    return (mine if other is GONE else other), True


def _both_said(before: Any, mine: Any, other: Any) -> tuple[object, bool]:
    """Theirs with our words beside theirs; what was ours, where it is another value, stands with our words."""
    is_conflict = (mine[0], mine[2]) != (other[0], other[2])
    known = () if before is GONE else before[1]
    own = [claim for claim in mine[1] if claim not in known and claim not in other[1]]
    own = [attrs.evolve(claim, value=mine[0]) for claim in own] if is_conflict else own
    return (other[0], (*other[1], *own), other[2]), is_conflict


def _same(one: object, other: object) -> bool:
    return one == other and type(one) is type(other)


def _removed(base: Mapping[Any, Any], side: Mapping[Any, Any]) -> set[str]:
    return {key[1] for key in base if key[0] == "record" and len(key) == LENGTH_OF_RECORD and key not in side}


def _part(flat_: Mapping[Any, Any], id_: str) -> dict[Any, Any]:
    return {key: value for key, value in flat_.items() if key[0] in ("record", "mention") and key[1] == id_}


def _spans(value: object) -> set[str]:
    assert isinstance(value, tuple)
    return {span for claim in value[1] for span in claim.spans}
