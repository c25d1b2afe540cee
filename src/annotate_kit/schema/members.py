"""The properties of an object: what every layer and every condition says of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from annotate_kit.schema import kinds
from annotate_kit.schema.patterns import matches
from annotate_kit.schema.resources import ANYTHING, Layer
from annotate_kit.schema.shape import Shape, shape_of
from annotate_kit.schema.values import Choice

__all__ = ["Member", "humanize", "members_of", "title_of"]


@attrs.frozen(eq=False, kw_only=True)
class Member:
    """One property of an object: its name, its shape, and what several alternatives say of it together."""

    name: str
    shape: Shape
    is_required: bool
    choices: tuple[Choice, ...] | None = None
    """The union of the codes that several alternatives allow."""
    variants: tuple[Shape, ...] = ()
    """What several alternatives say, where no one kind serves for all."""


def humanize(name: str) -> str:
    """A property's name as words: `on_behalf_of` → "On behalf of"."""
    words = re.sub(r"(?<=[a-z0-9])[A-Z](?=[a-z])", lambda found: f" {found[0].lower()}", name)
    words = re.sub(r"[_\-\s]+", " ", words).strip()
    return words[:1].upper() + words[1:] or name or "Value"


def title_of(shape: Shape) -> str:
    """The title that a schema gives, else ""."""
    title = shape.first("title")
    return title if isinstance(title, str) else ""


def members_of(layers: Sequence[Layer], conditional: Sequence[Layer], needed: Iterable[str] = ()) -> list[Member]:
    """The properties that layers describe, those of conditional layers behind, in the order of the schema and hints.

    `needed` are properties that are required besides those that the layers require.
    """
    certain = [layer.named("properties") for layer in layers]
    maybe = [layer.named("properties") for layer in conditional]
    names = dict.fromkeys(name for named in (*certain, *maybe) for name in named)
    required = [name for layer in layers for name in layer.schema.get("required", ())]  # type: ignore[attr-defined]
    required += sorted(needed)
    names |= dict.fromkeys(required)
    found = []
    for name in names:
        own = [named[name] for named in certain if name in named]
        own += [inner for layer in layers for inner in _by_pattern(layer, name)]
        others = [named[name] for named in maybe if name in named]
        found.append(_member(name, own, others, layers, is_required=name in required))
    return sorted(found, key=_order)


def _order(member: Member) -> tuple[bool, Any]:
    order = member.shape.hints().get("order")
    return (order is None, order or 0)


def _by_pattern(layer: Layer, name: str) -> list[Layer]:
    return [inner for pattern, inner in layer.named("patternProperties").items() if matches(pattern, name)]


def _member(
    name: str, own: Sequence[Layer], others: Sequence[Layer], layers: Sequence[Layer], *, is_required: bool
) -> Member:
    if own:
        shape = shape_of(own)
        if others and kinds.kind_of(shape) == "json":
            shape = shape_of([*own, *others])
        return Member(name=name, shape=shape, is_required=is_required)
    if not others:
        shape = kinds.extra_of(layers, name) or shape_of([layers[0].sub(ANYTHING)])
        return Member(name=name, shape=shape, is_required=is_required)
    variants = tuple({shape.key: shape for shape in (shape_of([layer]) for layer in others)}.values())
    found = {kinds.kind_of(shape) for shape in variants}
    member = Member(name=name, shape=shape_of(others), is_required=is_required)
    if found == {"code"}:
        choices = {repr(c.value): c for shape in variants for c in kinds.offered(shape, "code")}
        return attrs.evolve(member, choices=tuple(choices.values()))
    return member if len(found) == 1 else attrs.evolve(member, variants=variants)
