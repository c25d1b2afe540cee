"""From a place in the data to the field that describes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from annotate_kit.core import pointers
from annotate_kit.schema import kinds
from annotate_kit.schema.build import build, expanded
from annotate_kit.schema.members import Member, humanize
from annotate_kit.schema.resources import ANYTHING
from annotate_kit.schema.shape import Shape, shape_of
from annotate_kit.schema.values import Field, RecordType

__all__ = ["field_at", "free_field", "inner_field", "item_field", "label", "plain_field", "remembered"]


_ANY = frozenset("*-")
"""Any item, in a template; the item after the last, in a pointer."""


def field_at(record_type: RecordType, pointer: str) -> Field | None:
    """The field that describes a place in the data, whatever conditions say; None where the schema has none."""
    field: Field | None = record_type.root
    for token in _tokens(pointer):
        field = inner_field(field, token) if field else None
    return expanded(field) if field else None


def free_field(record_type: RecordType, pointer: str) -> Field:
    """The field of a place as `field_at` has it; one that takes any JSON where the schema says nothing of it."""
    return field_at(record_type, pointer) or plain_field(record_type.root, (*_tokens(pointer), "")[-2])


def label(record_type: RecordType, pointer: str) -> str:
    """A place in the data in the words of the titles: "Role 1, title"."""
    words: list[str] = []
    field: Field | None = record_type.root
    for token in _tokens(pointer):
        field = expanded(field) if field else None
        inner = inner_field(field, token) if field else None
        if field and field.kind == "list" and _is_index(token):
            title = inner.title if inner else field.title
            # The item stands for its list: "Role 1", not "Roles, role 1".
            words[-1:] = [f"{title} {int(token) + 1}"]
        else:
            words.append(inner.title if inner else humanize(token))
        field = inner
    return ", ".join([*words[:1], *map(_lowered, words[1:])]) or record_type.title


def inner_field(field: Field, token: str) -> Field | None:
    """The field of one member or item of what a field describes; None where the schema says nothing of it."""
    field = expanded(field)
    if field.kind == "list":
        return item_field(field, int(token)) if _is_index(token) else field.item if token in _ANY else None
    named = next((member for member in field.fields if member.name == token), None)
    if named or not token:
        return named
    extra = kinds.extra_of(field.shape.layers, token) if field.kind == "object" else None
    if extra:
        return remembered(extra, pointers.child(field.pointer, token), token, field.extra)
    return next((found for branch in field.alternatives if (found := inner_field(branch, token))), None)


def item_field(field: Field, index: int) -> Field:
    """The field of a list's item, counted from 0."""
    assert field.item
    return field.first_items[index] if index < len(field.first_items) else field.item


def remembered(shape: Shape, pointer: str, name: str, known: Field | None = None, shortcut: str = "") -> Field:
    """The field of a shape: the one that is known already where it is the same, else made once."""
    if known and known.shape.key == shape.key and known.pointer == pointer:
        return known
    memo = shape.layers[0].resources.memo
    key = ("field", shape.key, pointer, shortcut)
    if key not in memo:
        member = Member(name=name, shape=shape, is_required=False)
        memo[key] = build(member, pointer=pointer, shortcut=shortcut, budget=100)
    return cast("Field", memo[key])


def plain_field(parent: Field, name: str) -> Field:
    """The field of a property that the schema says nothing of: it is edited as JSON."""
    layer = parent.shape.layers[0]
    shape = shape_of([layer.sub(ANYTHING)])
    return remembered(shape, pointers.child(parent.pointer, name), name)


def _tokens(pointer: str) -> Sequence[str]:
    return pointers.split(pointer) if pointer.startswith("/") else ()


def _is_index(token: str) -> bool:
    return token.isascii() and token.isdecimal()


def _lowered(title: str) -> str:
    """A title within a sentence; abbreviations stay as they are."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
