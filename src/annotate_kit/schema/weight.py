"""What checking one value may cost: how many schemas are applied on the way to its deepest part, alternatives counted.

References that double at every step make a small schema a bomb, whichever engine runs it: it has to be refused unrun.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from annotate_kit.schema.resources import Layer
from annotate_kit.schema.shape import conditional

__all__ = ["HEAVIEST", "can_double", "weight_of"]

HEAVIEST = 200_000
"""Schemas that are applied to one value and to what lies inside it on one way down; more is refused."""
_DEEPEST = 24
"""Levels of data that are looked at: what doubles at each of them is more than enough."""
_IN_PLACE = ("allOf", "anyOf", "oneOf")
_ALL_MEMBERS = ("additionalProperties", "unevaluatedProperties", "additionalItems", "unevaluatedItems", "contains")

_Counts = dict[int, int]
"""Schema, by its identity → how many times it is applied."""


def weight_of(root: Layer) -> int:
    """How many schemas are applied on the heaviest way down; no more than needed to know that it is too much."""
    return _Scale().weight(root, _DEEPEST)


def can_double(document: object) -> bool:
    """Whether a document has what it takes to be heavy at all, which most have not and which is quick to see.

    It needs references beside or inside of keywords that apply several schemas to one value.
    """
    if isinstance(document, Mapping):
        has_reference = not document.keys().isdisjoint(_REFERENCES)
        several = [inner for keyword, inner in document.items() if keyword in _SEVERAL]
        if (has_reference and (several or "properties" in document or "items" in document)) or any(
            map(_refers, several)
        ):
            return True
        return any(map(can_double, document.values()))
    return isinstance(document, list) and any(map(can_double, document))


def _refers(part: object) -> bool:
    if isinstance(part, Mapping):
        return not part.keys().isdisjoint(_REFERENCES) or any(map(_refers, part.values()))
    return isinstance(part, list) and any(map(_refers, part))


_REFERENCES = frozenset({"$ref", "$dynamicRef", "$recursiveRef"})
_SEVERAL = frozenset(
    {
        *("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas", "dependencies"),
        *("contains", "patternProperties", "additionalProperties", "unevaluatedProperties", "unevaluatedItems"),
        *("additionalItems", "prefixItems"),
    }
)


@attrs.define
class _Scale:
    _layers: dict[int, Layer] = attrs.field(factory=dict)
    _closed: dict[int, _Counts] = attrs.field(factory=dict)
    _weighed: dict[tuple[int, int], int] = attrs.field(factory=dict)

    def weight(self, layer: Layer, depth: int) -> int:
        key = (self._known(layer), depth)
        if key not in self._weighed:
            applied = self._in_place(layer, set())
            total = sum(applied.values())
            if depth and total < HEAVIEST:
                total += self._inside(applied, depth - 1)
            self._weighed[key] = total
        return self._weighed[key]

    def _known(self, layer: Layer) -> int:
        self._layers[id(layer.schema)] = layer
        return id(layer.schema)

    def _in_place(self, layer: Layer, above: set[int]) -> _Counts:
        """The schemas that are applied to the same value, itself among them."""
        key = self._known(layer)
        if key in above:  # the engines see to a circle that leads nowhere
            return {}
        if key not in self._closed:
            found: Counter[int] = Counter({key: 1})
            for inner in _same_value(layer):
                found.update(self._in_place(inner, above | {key}))
            self._closed[key] = found
        return self._closed[key]

    def _inside(self, applied: _Counts, depth: int) -> int:
        every: int = 0
        named: Counter[str] = Counter()
        for key, times in applied.items():
            layer = self._layers[key]
            every += times * sum(self.weight(inner, depth) for inner in _members(layer))
            for name, inner in layer.named("properties").items():
                named[name] += times * self.weight(inner, depth)
        return every + max(named.values(), default=0)


def _same_value(layer: Layer) -> Iterator[Layer]:
    yield from layer.targets()
    for keyword in _IN_PLACE:
        yield from layer.subs(keyword)
    for keyword in ("not", "if"):
        if keyword in layer.schema:
            yield layer.sub(layer.schema[keyword])
    yield from (inner for _, inner in conditional(layer))


def _members(layer: Layer) -> Iterator[Layer]:
    schema: Mapping[str, Any] = layer.schema
    yield from layer.named("patternProperties").values()
    yield from (layer.sub(schema[keyword]) for keyword in _ALL_MEMBERS if isinstance(schema.get(keyword), Mapping))
    items = schema.get("items")
    yield from layer.subs("items") if isinstance(items, list) else (layer.sub(items),) if items is not None else ()
    yield from layer.subs("prefixItems")
