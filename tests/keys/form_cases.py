"""Schemas as people write them, each with data that fits it; and a person who enters data by the keys of a form."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import attrs
from hypothesis import strategies as st

Values = st.SearchStrategy[Any]

TEXTS = st.sampled_from(
    [
        "",
        "a",
        "abc",
        "x y",
        ' two  spaces "quoted" ',
        '""',
        '"',
        '"""',
        "null",
        "true",
        "12",
        "김윤",
        "é",
        "a\nb",
        "\t",
        "0",
    ]
)
NUMBERS = st.sampled_from(["0", "-1", "7", "12", "2.5", "-0.10", "1E+5", "1e-3", "3.0", "100000000000000000000"])
NAMES = st.sampled_from(["a", "b", "name", "for", "0", "1", "x/y", "~t", "", "x-1", "이름", "a b"])
PLAIN: Values = st.recursive(
    st.none() | st.booleans() | TEXTS | NUMBERS.map(lambda text: json.loads(text, parse_float=Decimal)),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=2),
    max_leaves=4,
)


@attrs.frozen
class Spec:
    """A schema and the values that fit it."""

    schema: dict[str, Any]
    values: Values


def number_of(text: str) -> Any:
    return json.loads(text, parse_float=Decimal)


def texts() -> st.SearchStrategy[Spec]:
    return st.sampled_from(
        [
            Spec({"type": "string"}, TEXTS),
            Spec(
                {"type": "string", "minLength": 1, "maxLength": 3, "examples": ["abc"]},
                st.sampled_from(["a", "abc", "김윤"]),
            ),
            Spec({"type": "string", "pattern": "^[a-c]+$", "default": "abc"}, st.sampled_from(["a", "abc", "cab"])),
            Spec(
                {"type": "string", "format": "edtf"}, st.sampled_from(["2023", "2023-05", "2023-05-16?", "2020/2021"])
            ),
            Spec({"type": "string", "format": "date"}, st.sampled_from(["2023-05-16", "1999-12-31"])),
            Spec({"type": "string", "format": "uri"}, st.just("https://example.org/a?b=c")),
            Spec({"type": ["string", "null"], "deprecated": True}, st.none() | TEXTS),
            Spec({"minLength": 2}, st.sampled_from(["ab", 5, None, [], {"a": 1}])),
            Spec({"type": "string", "x-annotate": {"widget": "text-area"}}, st.sampled_from(["a\nb", "a"])),
            Spec({"type": "string", "x-annotate": {"ref": ["pipe"]}}, st.sampled_from(["pipe-1", "pipe-2"])),
            Spec({"type": ["string", "null"], "x-annotate": {"ref": ["pipe"]}}, st.sampled_from(["pipe-1", None])),
        ]
    )


def numbers() -> st.SearchStrategy[Spec]:
    return st.sampled_from(
        [
            Spec({"type": "number"}, NUMBERS.map(number_of)),
            Spec({"type": "integer", "minimum": 0, "maximum": 9, "default": 3}, st.integers(0, 9)),
            Spec(
                {"type": "number", "exclusiveMinimum": 0, "multipleOf": 5, "examples": [10]},
                st.sampled_from([5, 10, 100]),
            ),
            Spec({"type": ["integer", "null"]}, st.none() | st.integers(-9, 9)),
            Spec({"minimum": 3}, st.sampled_from([3, 99, "text", None, True])),
        ]
    )


def codes() -> st.SearchStrategy[Spec]:
    mixed = ["a", "b", 1, 2.5, True, None, [1], {"a": 1}, ""]
    named = [{"const": value, "title": title} for value, title in (("high", "High"), ("low", "Low"), ("mid", "Low"))]
    decimals = json.loads(json.dumps(mixed), parse_float=Decimal)
    return st.sampled_from(
        [
            Spec({"enum": ["one", "two", "three"]}, st.sampled_from(["one", "two", "three"])),
            Spec({"enum": mixed}, st.sampled_from(decimals)),
            Spec({"type": "integer", "enum": [1, 2, 12]}, st.sampled_from([1, 2, 12])),
            Spec({"const": {"a": [1]}}, st.just({"a": [1]})),
            Spec({"const": "only"}, st.just("only")),
            Spec({"oneOf": named}, st.sampled_from(["high", "low", "mid"])),
            Spec({"oneOf": [*named, {"type": "null"}]}, st.sampled_from(["high", None])),
            Spec({"anyOf": [{"enum": ["one", "two"]}, {"type": "string"}]}, st.just("one") | TEXTS),
            Spec({"type": "boolean", "default": False}, st.booleans()),
            Spec({"type": ["boolean", "null"]}, st.none() | st.booleans()),
            Spec({"type": "null"}, st.none()),
            Spec({"enum": [True]}, st.just(True)),
        ]
    )


def unions() -> st.SearchStrategy[Spec]:
    return st.sampled_from(
        [
            Spec({"type": ["string", "integer", "boolean"]}, st.sampled_from(["a", 5, True, "5"])),
            Spec({"type": ["object", "array", "null"]}, st.sampled_from([{}, {"a": 1}, [], [1], None])),
            Spec(
                {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
                st.sampled_from(["a", ["a", "b"], []]),
            ),
            Spec({}, PLAIN),
            Spec({"not": {"type": "string"}}, st.sampled_from([5, None, {"a": 1}])),
            Spec({"x-annotate": {"widget": "json"}, "type": "object"}, st.sampled_from([{}, {"a": [1, {"b": None}]}])),
        ]
    )


LEAVES = st.one_of(texts(), texts(), numbers(), codes(), unions())


@st.composite
def lists(draw: st.DrawFn, inner: st.SearchStrategy[Spec]) -> Spec:
    item = draw(inner)
    how = draw(st.sampled_from(["plain", "bounded", "unique", "prefix", "closed", "contains"]))
    schema: dict[str, Any] = {"type": "array", "items": item.schema}
    values: Values = st.lists(item.values, max_size=3)
    if how == "bounded":
        schema |= {"minItems": 1, "maxItems": 2}
        values = st.lists(item.values, min_size=1, max_size=2)
    elif how == "unique":
        schema["uniqueItems"] = True
        values = st.lists(
            item.values, max_size=2, unique_by=lambda value: json.dumps(value, default=str, sort_keys=True)
        )
    elif how in ("prefix", "closed"):
        first = draw(inner)
        schema["prefixItems"] = [first.schema]
        rest = st.lists(item.values, max_size=2) if how == "prefix" else st.just([])
        if how == "closed":
            schema["items"] = False
        values = st.tuples(first.values, rest).map(lambda pair: [pair[0], *pair[1]])
    elif how == "contains":
        schema |= {"contains": item.schema, "minContains": 1}
        values = st.lists(item.values, min_size=1, max_size=2)
    return Spec(schema, values)


Objects = tuple[dict[str, Any], Values]
"""Keywords beside the members of an object, and the further members that fit them."""


def opened(_draw: st.DrawFn, _inner: st.SearchStrategy[Spec]) -> Objects:
    return {}, st.dictionaries(NAMES, PLAIN, max_size=1)


def closed(_draw: st.DrawFn, _inner: st.SearchStrategy[Spec]) -> Objects:
    return {"additionalProperties": False}, st.just({})


def free(draw: st.DrawFn, inner: st.SearchStrategy[Spec]) -> Objects:
    extra = draw(inner)
    return {"additionalProperties": extra.schema}, st.dictionaries(NAMES, extra.values, max_size=2)


def by_pattern(draw: st.DrawFn, inner: st.SearchStrategy[Spec]) -> Objects:
    extra = draw(inner)
    keywords = {"patternProperties": {"^p-": extra.schema}, "additionalProperties": False}
    return keywords, st.dictionaries(st.sampled_from(["p-1", "p-2"]), extra.values, max_size=2)


def by_name(_draw: st.DrawFn, _inner: st.SearchStrategy[Spec]) -> Objects:
    return {"propertyNames": {"maxLength": 4}}, st.dictionaries(st.sampled_from(["k", "k2"]), PLAIN, max_size=1)


def needing(_draw: st.DrawFn, _inner: st.SearchStrategy[Spec]) -> Objects:
    return {"dependentRequired": {"k": ["k2"]}}, st.sampled_from([{}, {"k2": 1}, {"k": 1, "k2": "x"}])


def bringing(draw: st.DrawFn, inner: st.SearchStrategy[Spec]) -> Objects:
    extra = draw(inner)
    keywords = {"dependentSchemas": {"k": {"properties": {"more": extra.schema}, "required": ["more"]}}}
    return keywords, st.just({}) | extra.values.map(lambda value: {"k": True, "more": value})


def together(draw: st.DrawFn, inner: st.SearchStrategy[Spec]) -> Objects:
    extra = draw(inner)
    keywords = {"allOf": [{"properties": {"also": extra.schema}, "required": ["also"]}, {"title": "Both"}]}
    return keywords, extra.values.map(lambda value: {"also": value})


def conditional(draw: st.DrawFn, inner: st.SearchStrategy[Spec]) -> Objects:
    extra, other = draw(inner), draw(inner)
    keywords = {
        "if": {"properties": {"sort": {"const": "x"}}, "required": ["sort"]},
        "then": {"properties": {"then": extra.schema}, "required": ["then"]},
        "else": {"properties": {"else": other.schema}},
    }
    yes = extra.values.map(lambda value: {"sort": "x", "then": value})
    return keywords, yes | other.values.map(lambda value: {"sort": "y", "else": value}) | st.just({})


HOW = (opened, closed, free, by_pattern, by_name, needing, bringing, together, conditional)


@st.composite
def objects(draw: st.DrawFn, inner: st.SearchStrategy[Spec]) -> Spec:
    members = draw(st.dictionaries(NAMES, inner, max_size=3))
    required = [name for name in members if draw(st.booleans())]
    keywords, more = draw(st.sampled_from(HOW))(draw, inner)
    schema: dict[str, Any] = {"type": "object", **keywords}
    if members:
        schema["properties"] = {name: member.schema for name, member in members.items()}
    if required:
        schema["required"] = required
    certain = {name: members[name].values for name in required}
    optional = {name: member.values for name, member in members.items() if name not in certain}
    return Spec(schema, with_free(st.fixed_dictionaries(certain, optional=optional), more))


def with_free(values: Values, more: Values) -> Values:
    return st.tuples(values, more).map(lambda pair: {**pair[1], **pair[0]})


def branch(name: str, member: str, spec: Spec) -> Spec:
    """One alternative: a closed object of a required member and one that others have too."""
    schema = {
        "title": name,
        "type": "object",
        "additionalProperties": False,
        "properties": {member: spec.schema, "both": {"type": "integer"}},
        "required": [member],
    }
    more = st.sampled_from([{}, {"both": 1}])
    return Spec(schema, st.tuples(spec.values, more).map(lambda pair: {**pair[1], member: pair[0]}))


def by_sort(keyword: str, one: Spec, two: Spec) -> Spec:
    """Alternatives that a constant tells apart."""

    def sort(name: str, spec: Spec) -> dict[str, Any]:
        members = {"sort": {"const": name}, "it": spec.schema}
        return {"title": name, "type": "object", "properties": members, "required": ["sort"]}

    values = one.values.map(lambda value: {"sort": "one", "it": value})
    values |= two.values.map(lambda value: {"sort": "two", "it": value})
    return Spec({keyword: [sort("one", one), sort("two", two)]}, values)


def by_keys(keyword: str, one: Spec, two: Spec) -> Spec:
    a, b = branch("A", "a", one), branch("B", "b", two)
    return Spec({keyword: [a.schema, b.schema]}, a.values | b.values)


def or_null(keyword: str, one: Spec, two: Spec) -> Spec:
    a, b = branch("A", "a", one), branch("B", "b", two)
    return Spec({keyword: [a.schema, {"type": "null"}, b.schema]}, a.values | b.values | st.none())


def of_types(keyword: str, one: Spec, two: Spec) -> Spec:
    a = branch("A", "a", one)
    branches = [a.schema, {"type": "string"}, {"type": "array", "items": two.schema}]
    return Spec({keyword: branches}, a.values | TEXTS | st.lists(two.values, max_size=2))


def nested(_keyword: str, one: Spec, _two: Spec) -> Spec:
    a = branch("A", "a", one)
    inner = {"oneOf": [{"type": "string"}, {"type": "integer"}]}
    return Spec({"oneOf": [a.schema, inner]}, a.values | st.sampled_from(["x", 5]))


def either(_keyword: str, one: Spec, two: Spec) -> Spec:
    return Spec({"anyOf": [one.schema, two.schema]}, one.values | two.values)


def two_groups(_keyword: str, one: Spec, two: Spec) -> Spec:
    """Two choices in one object."""

    def only(name: str, other: str) -> dict[str, Any]:
        members = {"properties": {name: one.schema}, "required": [name]}
        return {"title": name.upper(), **members, "not": {"required": [other]}}

    schema = {
        "type": "object",
        "properties": {"name": {"type": "string"}},
        "oneOf": [only("a", "b"), only("b", "a")],
        "anyOf": [
            {"title": "C", "properties": {"c": two.schema}, "required": ["c"]},
            {"properties": {"d": {}}, "required": ["d"]},
        ],
    }
    first = one.values.map(lambda value: {"a": value}) | one.values.map(lambda value: {"b": value})
    second = two.values.map(lambda value: {"c": value}) | PLAIN.map(lambda value: {"d": value})
    return Spec(schema, st.tuples(first, second).map(lambda pair: {**pair[0], **pair[1]}))


@st.composite
def choices(draw: st.DrawFn, inner: st.SearchStrategy[Spec], how: Sequence[Any] = ()) -> Spec:
    ways = how or (by_sort, by_keys, or_null, of_types, nested, either, two_groups)
    made: Spec = draw(st.sampled_from(ways))(draw(st.sampled_from(["oneOf", "anyOf"])), draw(inner), draw(inner))
    return made


def specs() -> st.SearchStrategy[Spec]:
    return st.recursive(LEAVES, lambda inner: st.one_of(objects(inner), lists(inner), choices(inner)), max_leaves=5)


@attrs.frozen
class Case:
    """Schema documents by file name, the record type is `thing`, and data that fits it."""

    documents: dict[str, Any]
    data: dict[str, Any]


PIPE = {"title": "Pipe", "type": "object", "properties": {"name": {"type": "string"}}}


@st.composite
def cases(draw: st.DrawFn) -> Case:
    spec = draw(specs())
    how = draw(st.sampled_from(["here", "defs", "file", "tree", "draft-07", "draft-04", "root"]))
    document: dict[str, Any] = {"title": "Thing", "type": "object", "properties": {"it": spec.schema}}
    values = spec.values.map(lambda value: {"it": value})
    documents: dict[str, Any] = {"pipe.schema.json": PIPE}
    if how == "defs":
        document |= {"properties": {"it": {"$ref": "#/$defs/it", "title": "It"}}, "$defs": {"it": spec.schema}}
    elif how == "file":
        document["properties"] = {"it": {"$ref": "common.schema.json#/$defs/it"}}
        documents["common.schema.json"] = {"$defs": {"it": spec.schema}}
    elif how == "tree":
        node = {"it": spec.schema, "parts": {"type": "array", "items": {"$ref": "#"}}, "next": {"$ref": "#"}}
        document["properties"] = node
        parts = st.lists(values, max_size=2)
        values = st.fixed_dictionaries({}, optional={"it": spec.values, "next": values, "parts": parts})
    elif how in ("draft-07", "draft-04"):
        document = {**document, "$schema": f"http://json-schema.org/{how}/schema#"}
        document["properties"] = {"it": {"$ref": "#/definitions/it"}, "pair": OLD_PAIR}
        document["definitions"] = {"it": json.loads(json.dumps(spec.schema), object_hook=old)}
        values = with_free(values, st.sampled_from([{}, {"pair": ["x", 5, True]}]))
    elif how == "root":
        root = draw(objects(LEAVES) | choices(LEAVES, (by_sort, by_keys, two_groups)))
        document, values = {"title": "Thing", **root.schema}, root.values
    return Case({**documents, "thing.schema.json": document}, draw(values))


OLD_PAIR = {"items": [{"type": "string"}, {"type": "integer"}], "additionalItems": {"type": "boolean"}}


def old(schema: dict[str, Any]) -> dict[str, Any]:
    """The keywords as draft-07 had them."""
    if isinstance(schema.get("prefixItems"), list):
        schema = {**schema, "items": schema["prefixItems"], "additionalItems": schema.get("items", True)}
        del schema["prefixItems"]
    for now in ("dependentRequired", "dependentSchemas"):
        if isinstance(schema.get(now), dict) and "properties" not in schema.get(now, {}):
            schema = {**schema, "dependencies": schema[now]}
            del schema[now]
    return schema


def is_text_for_keys(text: str) -> bool:
    """Whether keys alone type it: none types a line feed."""
    return text.isprintable()


def as_typed(value: Any) -> str:
    """JSON in characters that keys type."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(key)}: {as_typed(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_typed, value)) + "]"
    return json.dumps(value)
