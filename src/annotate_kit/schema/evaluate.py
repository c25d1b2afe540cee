"""Whether data fits a schema, as far as a form must know it: which branch is meant, which condition holds.

This decides what is shown, never what is valid: validation asks real engines. What is not evaluated here (`format`,
`unevaluatedProperties`, a pattern without a linear-time engine, anything nested beyond the budget) is taken to hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import attrs

from annotate_kit.core.values import is_array, same
from annotate_kit.schema.addresses import PlainRegistry
from annotate_kit.schema.keywords import Schema, is_whole
from annotate_kit.schema.patterns import matches
from annotate_kit.schema.resources import Layer, Resources

__all__ = ["holds", "holds_plain", "item_layers", "type_of"]

_STEPS = 5_000
"""Schemas looked at for one question."""
_DEEPEST = 60
"""Schemas inside schemas."""
_LONGEST_COMPARED = 200
"""Items whose uniqueness is looked at."""


def holds(layer: Layer, instance: object) -> bool:
    """Whether data fits a schema; where that would take too long to find out, it does."""
    return _Evaluation().fits(layer, instance, 0)


def holds_plain(schema: Schema, instance: object) -> bool:
    """Whether data fits a schema without references."""
    registry = PlainRegistry()
    return holds(Layer(schema, registry.resolver(), Resources(registry)), instance)


def type_of(value: object) -> str:
    """The JSON Schema type of a value: `integer` where a number is whole."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float | Decimal):
        return "integer" if is_whole(value) else "number"
    if isinstance(value, str):
        return "string"
    return "object" if isinstance(value, Mapping) else "array"


@attrs.define
class _Evaluation:
    steps: int = 0

    def fits(self, layer: Layer, instance: object, depth: int) -> bool:
        self.steps += 1
        if self.steps > _STEPS or depth > _DEEPEST:
            return True
        schema = layer.schema
        if not all(_KEYWORDS[keyword](schema, instance) for keyword in schema if keyword in _KEYWORDS):
            return False
        # Most schemas have none of these, and building what they ask for is the dear part.
        wanted = dict.fromkeys(_APPLICATORS[keyword] for keyword in schema if keyword in _APPLICATORS)
        return all(check(self, layer, instance, depth + 1) for check in wanted)

    def all_fit(self, layers: Sequence[Layer], instance: object, depth: int) -> bool:
        return all(self.fits(layer, instance, depth) for layer in layers)


_Applicator = Callable[[_Evaluation, Layer, object, int], bool]


def _logic(run: _Evaluation, layer: Layer, instance: object, depth: int) -> bool:
    schema = layer.schema
    if not run.all_fit((*layer.targets(), *layer.subs("allOf")), instance, depth):
        return False
    if "anyOf" in schema and not any(run.fits(branch, instance, depth) for branch in layer.subs("anyOf")):
        return False
    if "oneOf" in schema and sum(run.fits(branch, instance, depth) for branch in layer.subs("oneOf")) != 1:
        return False
    return not ("not" in schema and run.fits(layer.sub(schema["not"]), instance, depth))


def _conditions(run: _Evaluation, layer: Layer, instance: object, depth: int) -> bool:
    schema = layer.schema
    if "if" in schema:
        branch = "then" if run.fits(layer.sub(schema["if"]), instance, depth) else "else"
        if branch in schema and not run.fits(layer.sub(schema[branch]), instance, depth):
            return False
    if not isinstance(instance, Mapping):
        return True
    return all(
        run.all_fit([inner for name, inner in layer.named(keyword).items() if name in instance], instance, depth)
        for keyword in ("dependencies", "dependentSchemas")
    )


def _members(run: _Evaluation, layer: Layer, instance: object, depth: int) -> bool:
    if not isinstance(instance, Mapping):
        return True
    schema = layer.schema
    properties, patterns = layer.named("properties"), layer.named("patternProperties")
    for name, value in instance.items():
        inner = [properties[name]] if name in properties else []
        asked = {pattern: matches(pattern, name) for pattern in patterns}
        inner += [patterns[pattern] for pattern, is_match in asked.items() if is_match]
        if not inner and "additionalProperties" in schema and None not in asked.values():
            inner = [layer.sub(schema["additionalProperties"])]
        if not run.all_fit(inner, value, depth):
            return False
        if "propertyNames" in schema and not run.fits(layer.sub(schema["propertyNames"]), name, depth):
            return False
    return True


def _items(run: _Evaluation, layer: Layer, instance: object, depth: int) -> bool:
    if not is_array(instance):
        return True
    assert isinstance(instance, Sequence)
    first, rest = item_layers(layer)
    for number, value in enumerate(instance):
        inner = first[number] if number < len(first) else rest
        if inner is not None and not run.fits(inner, value, depth):
            return False
    if "contains" not in layer.schema:
        return True
    contained = sum(run.fits(layer.sub(layer.schema["contains"]), value, depth) for value in instance)
    return _fits_count(layer.schema, contained)


def _fits_count(schema: Any, contained: int) -> bool:
    return bool(schema.get("minContains", 1) <= contained <= schema.get("maxContains", contained))


def item_layers(layer: Layer) -> tuple[tuple[Layer, ...], Layer | None]:
    """The schemas of the first items one by one, and of the rest, in both spellings of the drafts."""
    schema = layer.schema
    if "prefixItems" in schema:
        first, rest = layer.subs("prefixItems"), schema.get("items")
    elif is_array(schema.get("items")):
        first, rest = layer.subs("items"), schema.get("additionalItems")
    else:
        first, rest = (), schema.get("items")
    return first, layer.sub(rest) if isinstance(rest, Mapping | bool) else None


_APPLICATORS: Mapping[str, _Applicator] = {
    **dict.fromkeys(("$ref", "$dynamicRef", "$recursiveRef", "allOf", "anyOf", "oneOf", "not"), _logic),
    **dict.fromkeys(("if", "dependentSchemas", "dependencies"), _conditions),
    **dict.fromkeys(("properties", "patternProperties", "additionalProperties", "propertyNames"), _members),
    **dict.fromkeys(("prefixItems", "items", "contains"), _items),
}


def _is_type(wanted: Any, instance: object) -> bool:
    found = type_of(instance)
    names = {wanted} if isinstance(wanted, str) else set(wanted)
    return found in names or (found == "integer" and "number" in names)


def _is_divisible(divisor: Any, instance: Any) -> bool:
    try:
        return Decimal(str(instance)) % Decimal(str(divisor)) == 0
    except InvalidOperation:  # the quotient has more digits than a Decimal of default precision
        return True


def _are_unique(wanted: Any, instance: Any) -> bool:
    # Comparing each with each is the only way for JSON values, so long lists are left to the engines.
    if not wanted or len(instance) > _LONGEST_COMPARED:
        return True
    return not any(same(one, other) for number, one in enumerate(instance) for other in instance[:number])


def _has_required(wanted: Any, instance: Any) -> bool:
    return all(name in instance for name in wanted)


def _has_dependent(wanted: Any, instance: Any) -> bool:
    return all(_has_required(names, instance) for name, names in wanted.items() if name in instance and is_array(names))


_Keyword = Callable[[Any, Any], bool]


def _for(kind: str, check: _Keyword) -> _Keyword:
    """A check that holds for every value of another type."""
    kinds = {"number", "integer"} if kind == "number" else {kind}
    return lambda wanted, instance: type_of(instance) not in kinds or check(wanted, instance)


_CHECKS: Mapping[str, _Keyword] = {
    "type": _is_type,
    "const": same,
    "enum": lambda wanted, instance: any(same(one, instance) for one in wanted),
    "minimum": _for("number", lambda wanted, instance: instance >= wanted),
    "maximum": _for("number", lambda wanted, instance: instance <= wanted),
    "exclusiveMinimum": _for("number", lambda wanted, instance: instance > wanted),
    "exclusiveMaximum": _for("number", lambda wanted, instance: instance < wanted),
    "multipleOf": _for("number", _is_divisible),
    "minLength": _for("string", lambda wanted, instance: len(instance) >= wanted),
    "maxLength": _for("string", lambda wanted, instance: len(instance) <= wanted),
    "pattern": _for("string", lambda wanted, instance: matches(wanted, instance) is not False),
    "minItems": _for("array", lambda wanted, instance: len(instance) >= wanted),
    "maxItems": _for("array", lambda wanted, instance: len(instance) <= wanted),
    "uniqueItems": _for("array", _are_unique),
    "minProperties": _for("object", lambda wanted, instance: len(instance) >= wanted),
    "maxProperties": _for("object", lambda wanted, instance: len(instance) <= wanted),
    "required": _for("object", _has_required),
    "dependentRequired": _for("object", _has_dependent),
    "dependencies": _for("object", _has_dependent),
}

_KEYWORDS: Mapping[str, Callable[[Schema, object], bool]] = {
    keyword: (lambda schema, instance, keyword=keyword, check=check: check(schema[keyword], instance))  # type: ignore[misc]
    for keyword, check in _CHECKS.items()
}
