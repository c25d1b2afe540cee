"""Hints that stand at a place whatever else the data hold: found once for a record type.

The engine tells which hints apply to valid data, and asking it costs as much as all else about a record. Of most
schemas it would say the same of every record; where it might not, this module knows nothing, and the engine is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from annotate_kit.core.pointers import child
from annotate_kit.core.values import Json
from annotate_kit.schema import RecordType
from annotate_kit.schema.hints import KEYWORD
from annotate_kit.schema.keywords import DIALECTS, Schema, subschemas
from annotate_kit.schema.resources import Layer

__all__ = ["Standing", "standing_hints"]

_NAMES = ("ref", "evidence", "prefill")
"""The hints that checking asks for."""
_FOLLOWED = frozenset({"properties", "items", "oneOf"})
"""Keywords into which this module looks; `$defs` say nothing by themselves, and nothing may be said elsewhere."""
_DEFINITIONS = frozenset({"$defs", "definitions"})
_REFERENCES = frozenset({"$dynamicRef", "$recursiveRef"})
_DEEPEST, _MOST = 60, 20_000
"""Steps into a schema, and schemas looked at, after which the engine is asked instead."""


@attrs.frozen(kw_only=True)
class Standing:
    """What is said of a place, and of what lies below it."""

    said: Mapping[str, object] = attrs.field(factory=dict)
    """The hints of the place itself."""
    members: Mapping[str, Standing] = attrs.field(factory=dict)
    items: Standing | None = None

    def of(self, data: Json, pointer: str = "") -> Iterator[tuple[str, Mapping[str, object]]]:
        """JSON Pointers into valid data, and the hints there."""
        if self.said:
            yield pointer, self.said
        if self.members and isinstance(data, Mapping):
            for name, inner in self.members.items():
                if name in data:
                    yield from inner.of(data[name], child(pointer, name))
        elif self.items and isinstance(data, Sequence) and not isinstance(data, str):
            for number, item in enumerate(data):
                yield from self.items.of(item, child(pointer, number))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said here or below."""
        return not (self.said or self.members or self.items)


class _DependsError(Exception):
    """What is said depends on the data, or may."""


def standing_hints(record_type: RecordType) -> Standing | None:
    """The hints that valid data of a record type have by their places; None where they may depend on the data."""
    try:
        return _Reading().standing(record_type.root.shape.layers[0], _DEEPEST)
    except _DependsError:
        return None


@attrs.define
class _Reading:
    """One way through a schema, of bounded length: references may double at every step."""

    left: int = _MOST
    _known: dict[int, Standing] = attrs.field(factory=dict)
    """Identity of a schema → what it says; the layers of a record type keep all its schemas."""

    def standing(self, layer: Layer, deepest: int) -> Standing:
        """What a schema says of a place that it describes."""
        known = self._known.get(id(layer.schema))
        if known is None:
            known = self._known[id(layer.schema)] = self._standing(layer, deepest)
        return known

    def _standing(self, layer: Layer, deepest: int) -> Standing:
        schema = layer.schema
        self._count(schema, deepest)
        if str(schema.get("$schema", DIALECTS[0])).removesuffix("#") != DIALECTS[0]:
            raise _DependsError  # before 2019-09 what stands beside a reference did not count
        for tokens, inner in subschemas(schema):
            if tokens[0] not in _FOLLOWED | _DEFINITIONS and self._has_hints(layer.sub(inner), deepest - 1):
                raise _DependsError
        hints = schema.get(KEYWORD)
        named = layer.named("properties").items()
        members = _told({name: self.standing(inner, deepest - 1) for name, inner in named})
        branches = _told(dict(self._of_branches(layer, deepest)))
        if members.keys() & branches.keys():
            raise _DependsError
        own = Standing(
            said={name: hints[name] for name in _NAMES if name in hints} if isinstance(hints, Mapping) else {},
            members=members | branches,
            items=self._items(layer, deepest),
        )
        target = layer.resources.find(layer, "$ref") if "$ref" in schema else None
        return _merged(own, self.standing(target, deepest - 1)) if target else own

    def _count(self, schema: Schema, deepest: int) -> None:
        self.left -= 1
        if not deepest or not self.left or not _REFERENCES.isdisjoint(schema):
            raise _DependsError

    def _items(self, layer: Layer, deepest: int) -> Standing | None:
        if "items" not in layer.schema:
            return None
        items = self.standing(layer.sub(layer.schema["items"]), deepest - 1)
        if items.is_empty:
            return None
        if "prefixItems" in layer.schema:
            raise _DependsError  # for the first items it does not count
        return items

    def _of_branches(self, layer: Layer, deepest: int) -> Iterator[tuple[str, Standing]]:
        """What alternatives say of members that only one of them allows: where such a one is, that branch is meant."""
        schemas = [schema for schema in layer.schema.get("oneOf", ()) if not _is_code(schema)]  # type: ignore[attr-defined]  # cleaned, so a list
        branches = [layer.sub(schema) for schema in schemas]
        for branch in branches:
            found = self.standing(branch, deepest - 1)
            if found.said or found.items:
                raise _DependsError
            for name, standing in found.members.items():
                if not all(_refuses(other, name) for other in branches if other is not branch):
                    raise _DependsError
                yield name, standing

    def _has_hints(self, layer: Layer, deepest: int) -> bool:
        """Whether a hint that checking asks for stands anywhere in a schema."""
        schema = layer.schema
        self._count(schema, deepest)
        hints = schema.get(KEYWORD)
        if isinstance(hints, Mapping) and not hints.keys().isdisjoint(_NAMES):
            return True
        inner = [layer.sub(value) for tokens, value in subschemas(schema) if tokens[0] not in _DEFINITIONS]
        return any(self._has_hints(sub, deepest - 1) for sub in (*layer.targets(), *inner))


def _is_code(schema: object) -> bool:
    """Whether an alternative is one text of a list, as hundreds are, of which checking asks nothing."""
    if not isinstance(schema, Mapping) or not schema.keys() <= _OF_CODES or not isinstance(schema.get("const"), str):
        return False
    hints = schema.get(KEYWORD)
    return not isinstance(hints, Mapping) or hints.keys().isdisjoint(_NAMES)


_OF_CODES = frozenset({"const", "title", "description", KEYWORD})


def _refuses(branch: Layer, name: str) -> bool:
    """Whether an alternative allows no member of this name."""
    schema = branch.schema
    return (
        schema.get("additionalProperties") is False
        and name not in branch.named("properties")
        and "patternProperties" not in schema
    )


def _merged(use: Standing, definition: Standing) -> Standing:
    """Both together; of the same hint the use's counts."""
    together = {
        name: _merged(use.members[name], definition.members[name])
        for name in use.members.keys() & definition.members.keys()
    }
    return Standing(
        said={**definition.said, **use.said},
        members={**definition.members, **use.members, **together},
        items=_merged(use.items, definition.items) if use.items and definition.items else use.items or definition.items,
    )


def _told(members: Mapping[str, Standing]) -> dict[str, Standing]:
    return {name: standing for name, standing in members.items() if not standing.is_empty}
