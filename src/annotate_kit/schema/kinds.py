"""What kind of field a shape makes: which widget, and what is inside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from annotate_kit.core.values import ABSENT
from annotate_kit.schema.choices import branch_choices, choices_of
from annotate_kit.schema.evaluate import item_layers
from annotate_kit.schema.hints import KEYWORD
from annotate_kit.schema.patterns import matches
from annotate_kit.schema.resources import Layer
from annotate_kit.schema.shape import Shape, shape_of, with_type
from annotate_kit.schema.values import Choice

__all__ = ["alternatives_of", "extra_of", "items_of", "kind_of", "offered"]

_BY_TYPE = {
    "string": "text",
    "number": "number",
    "integer": "integer",
    "boolean": "boolean",
    "object": "object",
    "array": "list",
    "null": "null",
}
_SCALARS = frozenset({"text", "number", "integer", "boolean", "code", "date", "reference", "null"})
_DATES = frozenset({"edtf", "date"})
_TELLING = (
    ("object", ("properties", "patternProperties", "additionalProperties", "required", "propertyNames")),
    ("object", ("dependentRequired", "dependentSchemas", "minProperties", "maxProperties")),
    ("list", ("items", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems")),
    ("text", ("pattern", "minLength", "maxLength", "format")),
    ("number", ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")),
)
"""What a schema without `type` is probably about."""
_WITH_CHOICES = frozenset({"code", "boolean", "text"})
_DEEPEST = 4
"""Alternatives inside alternatives that are looked into for a common kind."""


def kind_of(shape: Shape, depth: int = 0) -> str:
    """The kind of field: one of `KINDS`."""
    # Alternatives that contain themselves would be looked into again and again.
    memo = shape.layers[0].resources.memo
    key = ("kind", shape.key, depth)
    if key not in memo:
        memo[key] = _found_kind(shape, depth)
    return str(memo[key])


def _found_kind(shape: Shape, depth: int) -> str:
    hints = shape.hints()
    types = shape.types()
    if hints.get("widget") == "json":
        return "json"
    if hints.get("ref") and types <= {"string"} and not any(map(_has_items, shape.layers)):
        return "reference"
    choices = choices_of(shape)
    if choices is not None:
        return _kind_of_choices(choices)
    return _kind_by_types(shape, types, depth)


def _kind_by_types(shape: Shape, types: frozenset[str], depth: int) -> str:
    if len(types) == 1:
        return _kind_of_type(shape, next(iter(types)))
    if types:
        return "choice"
    # Types that contradict one another leave nothing that a widget could write.
    return "json" if shape.every("type") else _kind_without_type(shape, depth)


def _kind_of_choices(choices: Sequence[Choice]) -> str:
    if choices and all(isinstance(choice.value, bool) for choice in choices):
        return "boolean"
    return "null" if choices and choices[0].value is None else "code"


def _kind_of_type(shape: Shape, name: str) -> str:
    if name == "string" and shape.first("format") in _DATES:
        return "date"
    if name == "array" and shape.groups() and not any(map(_has_items, shape.layers)):
        return "choice"
    return _BY_TYPE[name]


def _has_items(layer: Layer) -> bool:
    return "items" in layer.schema or "prefixItems" in layer.schema


def _kind_without_type(shape: Shape, depth: int) -> str:
    told = next(
        (kind for kind, words in _TELLING if any(not layer.schema.keys().isdisjoint(words) for layer in shape.layers)),
        "json",
    )
    groups = shape.groups()
    if told == "object" or not groups:
        return "date" if told == "text" and shape.first("format") in _DATES else told
    return _common_kind({kind_of(branch, depth + 1) for branch in groups[0]}) if depth < _DEEPEST else "choice"


def _common_kind(kinds: set[str]) -> str:
    """The kind that serves for all alternatives, or `choice`."""
    if len(kinds) == 1 and kinds <= _SCALARS:
        return next(iter(kinds))
    if kinds == {"code", "text"}:
        return "text"
    return "number" if kinds == {"integer", "number"} else "choice"


def alternatives_of(shape: Shape, kind: str) -> tuple[Shape, ...]:
    """The branches of which one is meant: of a choice, or of an object besides its own members."""
    groups = shape.groups()
    if kind in ("choice", "object") and groups:
        return groups[0]
    return tuple(with_type(shape, name) for name in _BY_TYPE if name in shape.types()) if kind == "choice" else ()


def offered(shape: Shape, kind: str) -> tuple[Choice, ...]:
    """The choices of a code; of an open list, what may be offered."""
    if kind not in _WITH_CHOICES:
        return ()
    own = choices_of(shape)
    if own is not None:
        return own
    return tuple(choice for group in shape.groups() for branch in group for choice in branch_choices(branch))


def items_of(shape: Shape) -> tuple[tuple[Shape, ...], Shape]:
    """The shapes of a list's first items one by one, and of the rest."""
    pairs = [item_layers(layer) for layer in shape.layers]
    length = max((len(first) for first, _ in pairs), default=0)
    passed = _passed_on(shape)
    first = tuple(
        shape_of(
            [*(found for items, rest in pairs if (found := items[n] if n < len(items) else rest) is not None), *passed]
        )
        for n in range(length)
    )
    return first, shape_of([*(rest for _, rest in pairs if rest is not None), *passed])


def _passed_on(shape: Shape) -> tuple[Layer, ...]:
    """What a list's own hints say of its items: a reference on the list is one on each of them."""
    types = shape.hints().get("ref")
    if not types:
        return ()
    outermost = shape.layers[0]
    memo = outermost.resources.memo
    # One object for each list of types, because shapes are told apart by the identity of their schemas.
    schema: Any = memo.setdefault(("items", tuple(types)), {KEYWORD: {"ref": list(types)}})
    return (Layer(schema, outermost.resolver, outermost.resources),)


def extra_of(layers: Sequence[Layer], name: str | None) -> Shape | None:
    """What a free key of an object holds; without a name, any of them. None where the schema says nothing."""
    found: list[Layer] = []
    for layer in layers:
        patterns: Mapping[str, Layer] = layer.named("patternProperties")
        matching = [inner for pattern, inner in patterns.items() if name is None or matches(pattern, name)]
        rest: Any = layer.schema.get("additionalProperties", layer.schema.get("unevaluatedProperties", ABSENT))
        if matching:
            found += matching
        elif isinstance(rest, Mapping) or rest is True:
            found.append(layer.sub(rest))
    return shape_of(found) if found else None
