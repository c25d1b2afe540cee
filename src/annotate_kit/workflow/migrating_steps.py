"""The named steps of a migration: each takes one record from an old form to a new one, with all that belongs to it.

Evidence, comments and waivers follow the values. What has no new place stays where it is, and is told. A step that is
done again does nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import attrs

from annotate_kit.codec import claim_to_json, encode_line
from annotate_kit.core import (
    ABSENT,
    Annotation,
    Claim,
    Edit,
    Json,
    Record,
    SetEvidence,
    SetProperty,
    apply,
    changes,
    same,
)
from annotate_kit.core.pointers import child, find_value, is_under, join, parent, rebase, split
from annotate_kit.core.values import is_array, is_object

__all__ = ["ANY", "Default", "Draft", "Drop", "Kept", "MapCodes", "Move", "Split", "Step"]

ANY = "*"
"""In a template: every item of a list, every key of an object."""


@attrs.frozen(kw_only=True)
class Move:
    """A value gets another name, or another place."""

    source: str
    """JSON Pointer template into the data, `*` for every item or key, a name last."""
    target: str
    """The same; its `*` are those of the source, in order."""


@attrs.frozen(kw_only=True)
class MapCodes:
    """Codes become others; one that is not listed stays."""

    source: str
    codes: Mapping[str, Json]
    """Old code → new one. A code that is no text stands as its JSON."""


@attrs.frozen(kw_only=True)
class Split:
    """A text is divided, and its parts get places of their own."""

    source: str
    by: str
    """What stands between the parts."""
    targets: tuple[str, ...]
    """JSON Pointer templates, as many as there are parts."""


@attrs.frozen(kw_only=True)
class Default:
    """A value is written where there is none."""

    target: str
    value: Json


@attrs.frozen(kw_only=True)
class Drop:
    """A value leaves the data and becomes a comment on its record, which holds its evidence as well."""

    source: str


Step = Move | MapCodes | Split | Default | Drop


@attrs.frozen(kw_only=True)
class Kept:
    """A value that a step could not move, and that stays where it is."""

    record: str
    """Its id."""
    pointer: str
    """JSON Pointer into the data."""
    reason: str
    """Why, as the end of a sentence."""


@attrs.define(kw_only=True, eq=False)
class Draft:
    """An annotation while it is migrated. Mutable: it lives within one call."""

    annotation: Annotation
    edits: list[Edit] = attrs.field(factory=list)
    kept: list[Kept] = attrs.field(factory=list)

    def take(self, step: Step, record_id: str) -> None:
        """Take one step with one record."""
        match step:
            case Move():
                _move(self, record_id, step)
            case MapCodes():
                _map(self, record_id, step)
            case Split():
                _split(self, record_id, step)
            case Default():
                _default(self, record_id, step)
            case _:
                _drop(self, record_id, step)

    def do(self, edit: Edit) -> None:
        """Apply one edit."""
        self.annotation = apply(edit, self.annotation)
        self.edits.append(edit)

    def record(self, record_id: str) -> Record:
        """A record as it is by now."""
        return self.annotation.records[record_id]

    def keep(self, record_id: str, pointer: str, reason: str) -> None:
        """Note that a value stays where it is."""
        self.kept.append(Kept(record=record_id, pointer=pointer, reason=reason))


def _move(draft: Draft, record_id: str, step: Move) -> None:
    # From the end, so that nothing which goes has still to be found.
    for pointer, bound in reversed(_places(draft.record(record_id).data, step.source)):
        target = _filled(step.target, bound)
        value = find_value(draft.record(record_id).data, pointer)
        there = find_value(draft.record(record_id).data, target)
        if pointer == target:
            continue
        if there is ABSENT and _has_room(draft.record(record_id).data, pointer, target):
            _carry(draft, record_id, pointer, {target: cast("Json", value)})
        elif there is not ABSENT and same(there, value):
            _join(draft, record_id, pointer, target)
        else:
            draft.keep(record_id, pointer, f"{target} is taken")


def _carry(draft: Draft, record_id: str, pointer: str, values: Mapping[str, Json]) -> None:
    """One value goes and others take its place, each with all of its evidence."""
    held = {at: c for at, c in draft.record(record_id).evidence.items() if is_under(at, pointer)}
    _remove(draft, record_id, pointer)
    for target, value in values.items():
        moved = _united(draft.record(record_id), target, {rebase(at, pointer, target): c for at, c in held.items()})
        draft.do(changes.set_value(draft.annotation, record_id, target, value, moved))
    _follow(draft, record_id, pointer, next(iter(values)))


def _united(record: Record, target: str, moved: Mapping[str, tuple[Claim, ...]]) -> dict[str, tuple[Claim, ...]]:
    """Claims with those that point to the place already, though no value is there."""
    tokens = split(target)
    prefixes = (join(tokens[:n]) for n in range(1, len(tokens) + 1))
    made = next(place for place in prefixes if find_value(record.data, place) is ABSENT)
    there = {at: claims for at, claims in record.evidence.items() if is_under(at, made)}
    return {at: (*there.get(at, ()), *moved.get(at, ())) for at in (*there, *moved)}


def _join(draft: Draft, record_id: str, pointer: str, target: str) -> None:
    """The same value stands in the new place already: it takes over the evidence."""
    held = {at: c for at, c in draft.record(record_id).evidence.items() if is_under(at, pointer)}
    _remove(draft, record_id, pointer)
    for at, claims in held.items():
        place = rebase(at, pointer, target)
        before = draft.record(record_id).evidence.get(place, ())
        after = (*before, *(claim for claim in claims if claim not in before))
        draft.do(SetEvidence(record=record_id, pointer=place, before=before, after=after))
    _follow(draft, record_id, pointer, target)


def _remove(draft: Draft, record_id: str, pointer: str) -> None:
    """Take a value out, and the objects around it that hold nothing else."""
    while True:
        draft.do(changes.remove_value(draft.annotation, record_id, pointer))
        pointer = parent(pointer)
        record = draft.record(record_id)
        is_used = any(is_under(at, pointer) for at in record.evidence)
        # An item of a list stays, for its neighbours are counted from the front.
        in_list = is_array(find_value(record.data, parent(pointer)))
        if not pointer or find_value(record.data, pointer) != {} or is_used or in_list:
            return


def _has_room(data: Json, pointer: str, target: str) -> bool:
    """Whether objects can be made on the way to a place, once the value at `pointer` is gone."""
    place = ""
    for token in split(target)[:-1]:
        place = child(place, token)
        value = find_value(data, place)
        if place == pointer:
            return True
        if value is ABSENT:
            return is_object(find_value(data, parent(place)))
        if not is_object(value) and not is_array(value):
            return False
    return is_object(find_value(data, parent(target)))


def _follow(draft: Draft, record_id: str, pointer: str, target: str) -> None:
    """Comments and waivers of the value point to where it is now."""
    _change_listed(draft, "notes", record_id, pointer, target)
    _change_listed(draft, "waivers", record_id, pointer, target)


def _change_listed(draft: Draft, name: str, record_id: str, pointer: str, target: str) -> None:
    before = cast("Sequence[Json]", getattr(draft.annotation, name))
    after = [_pointing(one, record_id, pointer, target) for one in before]
    if after != list(before):
        draft.do(SetProperty(name=name, before=before, after=after))  # type: ignore[arg-type]  # one of two names


def _pointing(one: Json, record_id: str, pointer: str, target: str) -> Json:
    if not isinstance(one, Mapping) or one.get("record") != record_id:
        return one
    at = one.get("pointer")
    is_meant = isinstance(at, str) and is_under(at, pointer)
    return {**one, "pointer": rebase(cast("str", at), pointer, target)} if is_meant else one


def _map(draft: Draft, record_id: str, step: MapCodes) -> None:
    for pointer, _ in _places(draft.record(record_id).data, step.source):
        record = draft.record(record_id)
        before = record.evidence.get(pointer, ())
        # What other sources say instead is in codes as well.
        after = tuple(attrs.evolve(claim, value=_mapped(claim.value, step)) for claim in before)
        value = find_value(record.data, pointer)
        mapped = _mapped(value, step)
        if not same(mapped, value):
            draft.do(changes.set_value(draft.annotation, record_id, pointer, mapped))
        if after != before:
            draft.do(SetEvidence(record=record_id, pointer=pointer, before=before, after=after))


def _mapped(value: object, step: MapCodes) -> Json:
    if value is ABSENT:
        return cast("Json", value)
    code = value if isinstance(value, str) else _as_json(cast("Json", value))
    return step.codes.get(code, cast("Json", value))


def _split(draft: Draft, record_id: str, step: Split) -> None:
    for pointer, bound in reversed(_places(draft.record(record_id).data, step.source)):
        record = draft.record(record_id)
        value = find_value(record.data, pointer)
        parts = _parts(value, step)
        targets = [_filled(target, bound) for target in step.targets]
        taken = [t for t in targets if t != pointer and find_value(record.data, t) is not ABSENT]
        if len(parts) != len(targets):
            # The rest of what was divided before looks so, where the first part keeps its place.
            if pointer not in targets:
                draft.keep(record_id, pointer, f"it has no {_as_json(step.by)} to be split by")
        elif taken:
            draft.keep(record_id, pointer, f"{taken[0]} is taken")
        elif not all(_has_room(record.data, pointer, target) for target in targets):
            draft.keep(record_id, pointer, "there is no object for its parts")
        elif any(claim.value is not ABSENT for claim in record.evidence.get(pointer, ())):
            draft.keep(record_id, pointer, "another source says something else, which has to be decided first")
        else:
            _carry(draft, record_id, pointer, dict(zip(targets, parts, strict=True)))


def _parts(value: object, step: Split) -> list[str]:
    parts = value.split(step.by, len(step.targets) - 1) if isinstance(value, str) else []
    return [part.strip() for part in parts]


def _default(draft: Draft, record_id: str, step: Default) -> None:
    tokens = split(step.target)
    for pointer, _ in _places(draft.record(record_id).data, join(tokens[:-1])):
        place = child(pointer, tokens[-1])
        data = draft.record(record_id).data
        if is_object(find_value(data, pointer)) and find_value(data, place) is ABSENT:
            draft.do(changes.set_value(draft.annotation, record_id, place, step.value))


def _drop(draft: Draft, record_id: str, step: Drop) -> None:
    for pointer, _ in reversed(_places(draft.record(record_id).data, step.source)):
        record = draft.record(record_id)
        value = find_value(record.data, pointer)
        held = {at: claims for at, claims in record.evidence.items() if is_under(at, pointer)}
        note: dict[str, Json] = {
            "record": record_id,
            "text": f"{pointer} was {_as_json(cast('Json', value))}",
            "was": {"evidence": _evidence(held), "pointer": pointer, "value": cast("Json", value)},
        }
        _remove(draft, record_id, pointer)
        before = draft.annotation.notes
        draft.do(SetProperty(name="notes", before=before, after=[*before, note]))


def _evidence(held: Mapping[str, tuple[Claim, ...]]) -> Json:
    return {at: [claim_to_json(claim) for claim in claims] for at, claims in held.items()}


def _as_json(value: Json) -> str:
    return encode_line(value).decode().rstrip("\n")


def _places(data: Json, template: str) -> list[tuple[str, tuple[str, ...]]]:
    """The places of the data that a template means, and what its `*` stand for in each."""
    found: list[tuple[str, tuple[str, ...]]] = [("", ())]
    for token in split(template):
        found = [place for pointer, bound in found for place in _inside(data, pointer, bound, token)]
    return found


def _inside(data: Json, pointer: str, bound: tuple[str, ...], token: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    value = find_value(data, pointer)
    if token != ANY:
        if isinstance(value, Mapping) and token in value:
            yield child(pointer, token), bound
    elif isinstance(value, Mapping):
        yield from ((child(pointer, name), (*bound, name)) for name in value)
    elif is_array(value):
        yield from ((child(pointer, n), (*bound, str(n))) for n in range(len(cast("Sequence[Json]", value))))


def _filled(template: str, bound: Sequence[str]) -> str:
    """The place that a template means where its `*` stand for these."""
    left = iter(bound)
    return join([next(left) if token == ANY else token for token in split(template)])
