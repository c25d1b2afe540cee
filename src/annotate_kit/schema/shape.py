"""Shapes: all schemas that describe one value together; `$ref` and `allOf` followed, conditions kept apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from annotate_kit.core.values import ABSENT, Absent, same
from annotate_kit.schema.evaluate import holds, type_of
from annotate_kit.schema.hints import KEYWORD, sound_hints
from annotate_kit.schema.keywords import TYPES, Schema
from annotate_kit.schema.resources import NOTHING, Layer

__all__ = [
    "Active",
    "Holds",
    "Shape",
    "activate",
    "branch_for",
    "code_groups",
    "conditional_layers",
    "plain_codes",
    "shape_of",
    "with_type",
]

Holds = Callable[[Layer, object], bool]
"""Whether data fits a schema."""

Preferred = Callable[[int, int], int | None]
"""Which alternative was chosen, by the number of the set and the number of its alternatives."""

_SAYS_NOTHING = frozenset(
    {
        *("$schema", "$id", "$anchor", "$dynamicAnchor", "$comment", "$defs", "definitions", KEYWORD),
        *("title", "description", "examples", "default", "deprecated", "required", "not", "if", "then", "else"),
        *("minProperties", "maxProperties", "dependentRequired", "uniqueItems"),
        *("contains", "minContains", "maxContains"),
    }
)
"""Keywords that refine or decorate; a branch with nothing else is a condition on the data, not an alternative."""

_LEADING = frozenset({"$ref", "$dynamicRef", "$recursiveRef", "allOf", "oneOf", "anyOf"})
"""Keywords that lead to more layers."""

_ONE_TYPE: Mapping[str, Schema] = {name: {"type": name} for name in TYPES}


@attrs.frozen(eq=False)
class Shape:
    """The layers that all describe one value, the use before what it refers to."""

    layers: tuple[Layer, ...]
    is_nullable: bool = False
    """Whether an alternative besides allows null."""

    @property
    def key(self) -> tuple[int, ...]:
        """The same for two shapes made of the same schema objects."""
        return tuple(id(layer.schema) for layer in self.layers)

    def first(self, keyword: str) -> Any:
        """What the outermost layer that has a keyword says, or ABSENT."""
        return next((layer.schema[keyword] for layer in self.layers if keyword in layer.schema), ABSENT)

    def every(self, keyword: str) -> list[Any]:
        """What each layer that has a keyword says, outermost first."""
        return [layer.schema[keyword] for layer in self.layers if keyword in layer.schema]

    def hints(self) -> dict[str, Any]:
        """The hints of all layers; the use wins, hint by hint."""
        merged: dict[str, Any] = {}
        for layer in self.layers:
            if KEYWORD in layer.schema:
                merged = {**sound_hints(layer), **merged}
        return merged

    def types(self) -> frozenset[str]:
        """The types that are left besides null; empty where nothing is said, or nothing is left."""
        allowed: set[str] | None = None
        for value in self.every("type"):
            names = {value} if isinstance(value, str) else set(value)
            if "number" in names:
                names.add("integer")
            allowed = names if allowed is None else allowed & names
        if allowed is None:
            return frozenset()
        if "number" in allowed:
            allowed.discard("integer")
        return frozenset(allowed if allowed == {"null"} else allowed - {"null"})

    def allows_null(self) -> bool:
        """Whether null may stand here by type."""
        if self.is_nullable or any("null" in value for value in self.every("type")):
            return True
        return not self.every("type") and any(None in listed for listed in self.every("enum"))

    def is_impossible(self) -> bool:
        """Whether the schema is `false`, so that nothing may stand here."""
        return any(layer.schema == NOTHING for layer in self.layers)

    def groups(self) -> tuple[tuple[Shape, ...], ...]:
        """The sets of alternatives (`oneOf`, `anyOf`) of which there are two or more that describe something."""
        return tuple(
            group
            for layer in self.layers
            for keyword in ("oneOf", "anyOf")
            if keyword in layer.schema
            and not plain_codes(layer, keyword)
            and len(group := _alternatives(layer, keyword)) > 1
            and not _are_codes(group)
        )


def shape_of(layers: Iterable[Layer]) -> Shape:
    """The shape of layers and of all that they refer to without a condition."""
    given = tuple(layers)
    if not given:
        return Shape(())
    memo = given[0].resources.memo
    key = ("shape", *[id(layer.schema) for layer in given])
    if key not in memo:
        memo[key] = _found_shape(given)
    found: Shape = memo[key]
    return found


def _found_shape(layers: Sequence[Layer]) -> Shape:
    pending, seen, is_nullable = list(layers)[::-1], set[int](), False
    kept: list[Layer] = []
    while pending:
        layer = pending.pop()
        if id(layer.schema) in seen:
            continue
        seen.add(id(layer.schema))
        kept.append(layer)
        if layer.schema.keys().isdisjoint(_LEADING):
            continue
        inner = [*layer.targets(), *layer.subs("allOf")]
        for keyword in ("oneOf", "anyOf"):
            branches = _branches(layer, keyword)
            described = [branch for branch in branches if not _is_only_null(branch)]
            if len(described) == 1:
                inner.append(layer.sub(described[0]))
            is_nullable = is_nullable or len(described) < len(branches)
        pending += inner[::-1]
    return Shape(tuple(kept), is_nullable)


def with_type(shape: Shape, name: str) -> Shape:
    """The same shape for values of one type."""
    outermost = shape.layers[0]
    return Shape((Layer(_ONE_TYPE[name], outermost.resolver, outermost.resources), *shape.layers), shape.is_nullable)


def _branches(layer: Layer, keyword: str) -> Sequence[Any]:
    value = layer.schema.get(keyword)
    return value if isinstance(value, Sequence) else ()


def _is_only_null(branch: Any) -> bool:
    return isinstance(branch, dict) and (
        branch.get("type") == "null" or ("const" in branch and branch["const"] is None)
    )


def plain_codes(layer: Layer, keyword: str) -> Sequence[Schema]:
    """The alternatives besides null, where each is a code with nothing but its words; none where one is more.

    The long lists of schemas are such, and are read without a shape for each code.
    """
    memo = layer.resources.memo
    key = ("codes", id(layer.schema), keyword)
    if key not in memo:
        listed = [branch for branch in _branches(layer, keyword) if not _is_only_null(branch)]
        are_plain = all(isinstance(code, dict) and "const" in code and code.keys() <= _CODE for code in listed)
        memo[key] = listed if are_plain else ()
    found: Sequence[Schema] = memo[key]
    return found


_CODE = frozenset({"const", "title", "description", "$comment", "deprecated", KEYWORD})


def _alternatives(layer: Layer, keyword: str) -> tuple[Shape, ...]:
    key = ("alternatives", id(layer.schema), keyword)
    memo = layer.resources.memo
    if key not in memo:
        branches = (layer.sub(branch) for branch in _branches(layer, keyword) if not _is_only_null(branch))
        memo[key] = tuple(shape for branch in branches if _describes(shape := shape_of((branch,))))
    found: tuple[Shape, ...] = memo[key]
    return found


def _describes(shape: Shape) -> bool:
    return any(layer.schema.keys() - _SAYS_NOTHING for layer in shape.layers)


def _are_codes(group: Sequence[Shape]) -> bool:
    return all(shape.first("const") is not ABSENT or shape.first("enum") is not ABSENT for shape in group)


def code_groups(layer: Layer) -> Iterator[tuple[Shape, ...]]:
    """The sets of alternatives of a layer that only list codes, but plain ones."""
    for keyword in ("oneOf", "anyOf"):
        if keyword not in layer.schema or plain_codes(layer, keyword):
            continue
        group = _alternatives(layer, keyword)
        if group and _are_codes(group):
            yield group


def conditional(layer: Layer) -> Iterator[tuple[Callable[[object, Holds], bool], Layer]]:
    """The subschemas that a layer applies only to some data, each with the question whether to this."""
    schema = layer.schema
    if "if" in schema:
        test = layer.sub(schema["if"])
        if "then" in schema:
            yield lambda data, asked: asked(test, data), layer.sub(schema["then"])
        if "else" in schema:
            yield lambda data, asked: not asked(test, data), layer.sub(schema["else"])
    for name, inner in (*layer.named("dependencies").items(), *layer.named("dependentSchemas").items()):
        yield lambda data, _asked, name=name: isinstance(data, Mapping) and name in data, inner  # type: ignore[misc]


def conditional_layers(shape: Shape) -> tuple[Layer, ...]:
    """All layers that describe the value for some data only: conditions and alternatives, and theirs."""
    walked, seen = list(shape.layers), set(shape.key)
    start = len(walked)
    for layer in walked:  # grows while it is walked
        inner = [found for _, found in conditional(layer)]
        inner += [found for group in Shape((layer,)).groups() for branch in group for found in branch.layers]
        for found in shape_of(inner).layers:
            if id(found.schema) not in seen:
                seen.add(id(found.schema))
                walked.append(found)
    return tuple(walked[start:])


@attrs.frozen(eq=False)
class Active:
    """What of a shape applies to some data."""

    shape: Shape
    groups: tuple[tuple[tuple[Shape, ...], int | None], ...]
    """Each set of alternatives, and which one the data fits."""


def activate(
    shape: Shape, data: object, asked: Holds = holds, preferred: Preferred = lambda _group, _count: None
) -> Active:
    """The layers of a shape that apply to the data: conditions decided, alternatives chosen.

    `preferred` says which alternative counts where the data does not decide.
    """
    if _is_unconditional(shape):
        return Active(shape, ())
    layers = list(shape.layers)
    seen = set(shape.key)
    groups: list[tuple[tuple[Shape, ...], int | None]] = []
    for layer in layers:  # grows while it is walked
        found = [inner for applies, inner in conditional(layer) if applies(data, asked)]
        for group in Shape((layer,)).groups():
            chosen = branch_for(group, data, asked, preferred(len(groups), len(group)))
            groups.append((group, chosen))
            found += () if chosen is None else group[chosen].layers
        for inner in shape_of(found).layers:
            if id(inner.schema) not in seen:
                seen.add(id(inner.schema))
                layers.append(inner)
    return Active(Shape(tuple(layers), shape.is_nullable), tuple(groups))


def _is_unconditional(shape: Shape) -> bool:
    """Whether a shape has no conditions and no alternatives, as most have; found out once."""
    memo = shape.layers[0].resources.memo
    key = ("unconditional", shape.key)
    if key not in memo:
        memo[key] = not any(next(conditional(layer), None) for layer in shape.layers) and not shape.groups()
    return bool(memo[key])


def branch_for(group: Sequence[Shape], data: object, asked: Holds = holds, preferred: int | None = None) -> int | None:
    """Which alternative is meant: by its discriminator, else the first that fits, else the one that fits best.

    The preferred one counts before others that fit no better.
    """
    if data is ABSENT:
        return preferred
    chosen = _by_discriminator(group, data)
    if chosen is None and preferred is not None and asked(group[preferred].layers[0], data):
        return preferred
    if chosen is None:
        fitting = (n for n, shape in enumerate(group) if asked(shape.layers[0], data))
        chosen = next(fitting, preferred)
    return _best(group, data) if chosen is None else chosen


def _by_discriminator(group: Sequence[Shape], data: object) -> int | None:
    if not isinstance(data, Mapping):
        return None
    for name in data:
        consts = [_const_of(shape, name) for shape in group]
        if ABSENT not in consts:
            found = [n for n, const in enumerate(consts) if same(const, data[name])]
            return found[0] if len(found) == 1 else None
    return None


def _const_of(shape: Shape, name: str) -> Any | Absent:
    for layer in shape.layers:
        member = layer.named("properties").get(name)
        if member is not None:
            inner = shape_of((member,))
            enum = inner.first("enum")
            return enum[0] if enum is not ABSENT and len(enum) == 1 else inner.first("const")
    return ABSENT


def _best(group: Sequence[Shape], data: object) -> int | None:
    """The alternative that knows the most of the data's properties, or else has its type; None on a tie."""
    scores = [_score(shape, data) for shape in group]
    best = max(scores)
    return scores.index(best) if best > 0 and scores.count(best) == 1 else None


def _score(shape: Shape, data: object) -> int:
    if isinstance(data, Mapping):
        known = {name for layer in shape.layers for name in layer.named("properties")}
        return len(known & data.keys())
    found = type_of(data)
    types = shape.types()
    return int(found in types or (found == "integer" and "number" in types))
