"""Shapes → fields: breadth first and within a budget, so that a schema that contains itself ends as well."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from annotate_kit.core.limits import FIXED
from annotate_kit.core.pointers import child
from annotate_kit.schema import kinds
from annotate_kit.schema.members import Member, humanize, members_of, title_of
from annotate_kit.schema.resources import ANYTHING
from annotate_kit.schema.shape import Shape, conditional_layers, shape_of
from annotate_kit.schema.shortcuts import FIELD_LETTERS, Claim, assign
from annotate_kit.schema.values import Field

__all__ = ["build", "expanded"]

_DEEPEST = 24
"""Levels of fields."""


@attrs.define(eq=False, kw_only=True)
class _Node:
    member: Member
    pointer: str
    title: str
    """Where the schema has none."""
    shortcut: str
    above: frozenset[tuple[int, ...]]
    """The keys of the shapes that it is inside of."""
    depth: int
    kind: str = "json"
    is_cut: bool = False
    fields: list[_Node] = attrs.field(factory=list)
    extra: _Node | None = None
    item: _Node | None = None
    first_items: list[_Node] = attrs.field(factory=list)
    alternatives: list[_Node] = attrs.field(factory=list)

    def inner(self, pointer: str, member: Member, *, title: str, shortcut: str = "") -> _Node:
        return _Node(
            member=member,
            pointer=pointer,
            title=title,
            shortcut=shortcut,
            above=self.above | {self.member.shape.key},
            depth=self.depth + 1,
        )


def build(
    member: Member, *, pointer: str, title: str = "", shortcut: str = "", budget: int = FIXED.schema_fields
) -> Field:
    """The field of a member and the fields inside it, up to `budget` of them."""
    root = _Node(
        member=member,
        pointer=pointer,
        title=title or humanize(member.name),
        shortcut=shortcut,
        above=frozenset(),
        depth=0,
    )
    pending, made = deque([root]), 1
    while pending:
        node = pending.popleft()
        node.kind = _kind(node.member)
        if node.kind in _INSIDES:
            if made > budget or node.depth > _DEEPEST or node.member.shape.key in node.above:
                node.kind, node.is_cut = "json", True
            else:
                _INSIDES[node.kind](node)
                inside = [*node.fields, *node.first_items, *node.alternatives]
                inside += [inner for inner in (node.extra, node.item) if inner]
                made += len(inside)
                pending.extend(inside)
    return _freeze(root)


def _kind(member: Member) -> str:
    if member.variants:
        return "choice"
    return kinds.kind_of(member.shape) if member.choices is None else "code"


def expanded(field: Field) -> Field:
    """The field with its insides, where its schema contains itself and was left unexpanded."""
    if not field.is_cut:
        return field
    memo = field.shape.layers[0].resources.memo
    key = ("expanded", field.shape.key, field.pointer, field.shortcut)
    if key not in memo:
        member = Member(name=field.name, shape=field.shape, is_required=field.is_required)
        memo[key] = build(member, pointer=field.pointer, title=field.title, shortcut=field.shortcut, budget=200)
    found: Field = memo[key]
    return found


def _inside_object(node: _Node) -> None:
    layers = node.member.shape.layers
    conditional = conditional_layers(node.member.shape)
    _fields(node, members_of(layers, conditional))
    extra = kinds.extra_of((*layers, *conditional), None)
    if extra:
        node.extra = node.inner(f"{node.pointer}/*", Member(name="", shape=extra, is_required=False), title="Value")
    _alternatives(node)


def _inside_choice(node: _Node) -> None:
    # What any alternative may hold, for columns and for paths into the data.
    _fields(node, members_of((), conditional_layers(node.member.shape)))
    _alternatives(node)


def _fields(node: _Node, members: Sequence[Member]) -> None:
    claims = [
        Claim(hint=member.shape.hints().get("shortcut", ""), words=title_of(member.shape) + member.name)
        for member in members
    ]
    node.fields = [
        node.inner(child(node.pointer, member.name), member, title=humanize(member.name), shortcut=letter)
        for member, letter in zip(members, assign(claims, FIELD_LETTERS), strict=True)
    ]


def _inside_list(node: _Node) -> None:
    first, rest = kinds.items_of(node.member.shape)
    title = title_of(node.member.shape) or node.title
    node.first_items = [
        node.inner(f"{node.pointer}/{n}", Member(name="", shape=shape, is_required=False), title=title)
        for n, shape in enumerate(first)
    ]
    if not rest.layers:
        rest = shape_of([node.member.shape.layers[0].sub(ANYTHING)])
    node.item = node.inner(f"{node.pointer}/*", Member(name="", shape=rest, is_required=False), title=title)


def _alternatives(node: _Node) -> None:
    shapes = node.member.variants or kinds.alternatives_of(node.member.shape, node.kind)
    node.alternatives = [
        node.inner(
            node.pointer,
            Member(name=node.member.name, shape=shape, is_required=False),
            title=_TYPE_TITLES.get(kinds.kind_of(shape), node.title),
        )
        for shape in shapes
    ]


_INSIDES: Mapping[str, Callable[[_Node], None]] = {
    "object": _inside_object,
    "list": _inside_list,
    "choice": _inside_choice,
}

_TYPE_TITLES = {
    "text": "Text",
    "number": "Number",
    "integer": "Whole number",
    "boolean": "Yes or no",
    "date": "Date",
    "list": "List",
    "code": "From a list",
}
"""Of alternatives that have no title of their own."""


def _told_apart(branches: tuple[Field, ...]) -> tuple[Field, ...]:
    """Alternatives of one title are called by their kinds: those of a list of types all have the title of the whole."""
    titles = Counter(branch.title for branch in branches)
    return tuple(
        branch if titles[branch.title] == 1 else attrs.evolve(branch, title=_TYPE_TITLES.get(branch.kind, branch.title))
        for branch in branches
    )


def _freeze(node: _Node) -> Field:
    shape = node.member.shape
    hints = shape.hints()
    choices = node.member.choices
    title = title_of(shape)
    return Field(
        name=node.member.name,
        pointer=node.pointer,
        title=title or node.title,
        has_title=bool(title),
        kind=node.kind,
        is_required=node.member.is_required,
        is_nullable=shape.allows_null(),
        is_cut=node.is_cut,
        choices=kinds.offered(shape, node.kind) if choices is None else choices,
        fields=tuple(map(_freeze, node.fields)),
        extra=_freeze(node.extra) if node.extra else None,
        item=_freeze(node.item) if node.item else None,
        first_items=tuple(map(_freeze, node.first_items)),
        alternatives=_told_apart(tuple(map(_freeze, node.alternatives))),
        shortcut=node.shortcut,
        ref=tuple(hints.get("ref", ())),
        hints=hints,
        shape=shape,
        **_said(shape),
        **_hinted(hints),
    )


def _said(shape: Shape) -> dict[str, Any]:
    """What the keywords say; nothing of those that no layer has."""
    said = {keyword for layer in shape.layers for keyword in layer.schema}
    return {name: read(shape, keyword) for keyword, (name, read) in _READ.items() if keyword in said}


def _first_text(shape: Shape, keyword: str) -> str:
    return str(shape.first(keyword))


def _first_list(shape: Shape, keyword: str) -> tuple[Any, ...]:
    return tuple(shape.first(keyword))


def _most(shape: Shape, keyword: str) -> Any:
    return max(shape.every(keyword))


def _least(shape: Shape, keyword: str) -> Any:
    return min(shape.every(keyword))


def _is_said(shape: Shape, keyword: str) -> bool:
    return any(shape.every(keyword))


_READ: Mapping[str, tuple[str, Callable[[Shape, str], Any]]] = {
    "description": ("description", _first_text),
    "format": ("format", _first_text),
    "pattern": ("pattern", _first_text),
    "examples": ("examples", _first_list),
    "default": ("default", Shape.first),
    "minimum": ("minimum", _most),
    "maximum": ("maximum", _least),
    "exclusiveMinimum": ("exclusive_minimum", _most),
    "exclusiveMaximum": ("exclusive_maximum", _least),
    "multipleOf": ("multiple_of", _most),
    "minLength": ("min_length", _most),
    "maxLength": ("max_length", _least),
    "minItems": ("min_items", _most),
    "maxItems": ("max_items", _least),
    "uniqueItems": ("is_unique", _is_said),
    "deprecated": ("is_deprecated", _is_said),
    "readOnly": ("is_read_only", _is_said),
}
"""Keyword → attribute of a field, and how it is read where it is said; of several bounds the tightest."""


def _hinted(hints: Mapping[str, Any]) -> dict[str, Any]:
    column = hints.get("column", {})
    return {
        **{name: hints.get(name, "") for name in ("unit", "widget", "evidence", "prefill", "group")},
        "order": hints.get("order"),
        "column": column if isinstance(column, Mapping) else {"hidden": not column},
    }
