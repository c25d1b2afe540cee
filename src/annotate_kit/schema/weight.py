"""What checking one value may cost: how many schemas are applied on the way to its deepest part, alternatives counted.

References that double at every step make a small schema a bomb, whichever engine runs it: it has to be refused unrun.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from annotate_kit.schema.resources import Layer
from annotate_kit.schema.shape import conditional

__all__ = ["is_surely_light", "weight_of"]

_DEEPEST = 24
"""Levels of data that are looked at: what doubles at each of them is more than enough."""
_IN_PLACE = ("allOf", "anyOf", "oneOf")
_ALL_MEMBERS = ("additionalProperties", "unevaluatedProperties", "additionalItems", "unevaluatedItems", "contains")

_Counts = dict[int, int]
"""Schema, by its identity → how many times it is applied."""


def weight_of(root: Layer, most: int) -> int:
    """How many schemas are applied on the heaviest way down; counted no further than to know that it is over `most`."""
    return _Scale(most).weight(root, _DEEPEST)


def is_surely_light(documents: Mapping[str, object]) -> bool:
    """Whether a glance at documents by file name is enough: few references in company, and none in a circle.

    In company means beside or inside of keywords that apply several schemas to one value. Weighing takes ten times as
    long as compiling, and most schemas need none of it.
    """
    found = [reference for name, document in documents.items() for reference in _references(document, name, "", False)]  # noqa: FBT003 - whether in company
    if sum(is_in_company for _, _, is_in_company in found) > _FEW:
        return False
    known: dict[str, set[str]] = {}
    for holder, target, _ in found:
        file, _, place = target.partition("#")
        if file not in documents or not _PLACE.fullmatch(place):
            return False
        known.setdefault(holder, set()).add(target)
    return not _has_circle(known)


_FEW = 20
"""References in company; with so many the heaviest schema without a circle applies some thousands."""
_PLACE = re.compile(r"(/(\$defs|definitions)/[^/]+)?")


def _references(part: object, file: str, place: str, is_in_company: bool) -> Iterator[tuple[str, str, bool]]:  # noqa: FBT001 - as above
    """Each reference: the part of the document that holds it, what it refers to, and whether it stands in company."""
    if isinstance(part, list):
        for inner in part:
            if type(inner) is not str:
                yield from _references(inner, file, place, is_in_company)
    if type(part) is not dict and not isinstance(part, Mapping):
        return
    beside = is_in_company or not part.keys().isdisjoint(_COMPANY)
    for keyword, inner in part.items():
        if keyword in _REFERENCES:
            target = str(inner)
            yield f"{file}#{place}", f"{file}{target}" if target.startswith("#") else target, beside
        elif keyword in ("$defs", "definitions") and not place and isinstance(inner, Mapping):
            for name, definition in inner.items():
                yield from _references(definition, file, f"/{keyword}/{name}", False)  # noqa: FBT003 - as above
        elif isinstance(inner, Mapping | list):
            yield from _references(inner, file, place, is_in_company or keyword in _SEVERAL)


def _has_circle(known: Mapping[str, set[str]]) -> bool:
    left = {holder: set(targets) for holder, targets in known.items()}
    while ready := [holder for holder, targets in left.items() if not targets & left.keys()]:
        for holder in ready:
            del left[holder]
    return bool(left)


_REFERENCES = frozenset({"$ref", "$dynamicRef", "$recursiveRef"})
_SEVERAL = frozenset(
    {
        *("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas", "dependencies"),
        *("contains", "patternProperties", "additionalProperties", "unevaluatedProperties", "unevaluatedItems"),
        *("additionalItems", "prefixItems"),
    }
)
_COMPANY = _SEVERAL | {"properties", "items"}


@attrs.define
class _Scale:
    _most: int
    _layers: dict[int, Layer] = attrs.field(factory=dict)
    _closed: dict[int, _Counts] = attrs.field(factory=dict)
    _weighed: dict[tuple[int, int], int] = attrs.field(factory=dict)

    def weight(self, layer: Layer, depth: int) -> int:
        key = (self._known(layer), depth)
        if key not in self._weighed:
            applied = self._in_place(layer, set())
            total = sum(applied.values())
            if depth and total <= self._most:
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
