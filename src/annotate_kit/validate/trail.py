"""From a finding back to the schema: the subschema that holds the keyword, and the conditions on the way to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from annotate_kit.core.pointers import join, split
from annotate_kit.core.values import ABSENT
from annotate_kit.schema.keywords import subschemas
from annotate_kit.schema.resources import Layer
from annotate_kit.validate.findings import Finding

__all__ = ["Condition", "Trail", "follow"]

_REFERENCES = frozenset({"$ref", "$dynamicRef", "$recursiveRef"})
_INTO = frozenset(
    {"properties", "patternProperties", "additionalProperties", "items", "prefixItems", "additionalItems"}
)
"""Keywords whose subschemas describe something inside the value."""
_CONDITIONS = frozenset({"then", "else", "dependentSchemas", "dependencies"})


@attrs.frozen(kw_only=True)
class Condition:
    """Why a part of the schema applies to this data."""

    pointer: str
    """JSON Pointer of the value that the condition looks at."""
    keyword: str
    """`then`, `else`, `dependentSchemas` or `dependencies`."""
    name: str
    """The property that a dependent schema depends on."""
    asked: Layer | None
    """The schema of `if`."""
    branch: Layer
    """The schema that applies."""


@attrs.frozen(kw_only=True)
class Trail:
    """The end of the way that a finding's path describes."""

    holder: Layer
    """The schema that has the keyword; the deepest that was found, where the path could not be followed."""
    value: Any
    """What stands at the keyword; ABSENT where the path could not be followed."""
    conditions: tuple[Condition, ...]
    """Outermost first."""


def follow(root: Layer, finding: Finding) -> Trail:
    """The way from a whole schema to the keyword of a finding."""
    tokens = split(finding.pointer)
    layer, rest, depth = root, list(map(str, finding.path)), 0
    conditions: list[Condition] = []
    end = 1 if finding.keyword else 0
    while len(rest) > end:
        step = _step(layer, rest)
        if step is None:
            return Trail(holder=layer, value=ABSENT, conditions=tuple(conditions))
        taken, inner = step
        if taken[0] in _CONDITIONS:
            conditions.append(_condition(layer, taken, inner, join(tokens[:depth])))
        depth += taken[0] in _INTO
        layer, rest = inner, rest[len(taken) :]
    value = layer.schema.get(finding.keyword, ABSENT) if finding.keyword else False
    return Trail(holder=layer, value=value, conditions=tuple(conditions))


def _step(layer: Layer, rest: Sequence[str]) -> tuple[Sequence[str], Layer] | None:
    """The steps of the path that lead into the next schema, and that schema."""
    if rest[0] in _REFERENCES and rest[0] in layer.schema:
        target = layer.resources.find(layer, rest[0])
        return (rest[:1], target) if target else None
    for tokens, inner in subschemas(layer.schema):
        if list(tokens) == list(rest[: len(tokens)]):
            return tokens, layer.sub(inner)
    return None


def _condition(layer: Layer, taken: Sequence[str], branch: Layer, pointer: str) -> Condition:
    asked = layer.sub(layer.schema["if"]) if "if" in layer.schema and len(taken) == 1 else None
    return Condition(
        pointer=pointer, keyword=taken[0], name=taken[1] if len(taken) > 1 else "", asked=asked, branch=branch
    )
