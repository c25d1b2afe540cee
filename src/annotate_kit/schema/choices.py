"""Closed lists of codes: `enum`, `const`, and `oneOf` of `const` with titles."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, cast

from annotate_kit.core.values import ABSENT, Json, same
from annotate_kit.schema.hints import sound_synonyms
from annotate_kit.schema.keywords import Schema
from annotate_kit.schema.resources import Layer
from annotate_kit.schema.shape import Shape, code_groups, plain_codes
from annotate_kit.schema.values import Choice

__all__ = ["branch_choices", "choices_of", "value_words"]


def value_words(value: object) -> str:
    """A JSON value as people read it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def choices_of(shape: Shape) -> tuple[Choice, ...] | None:
    """All values that a closed list allows, null apart where others are left; None where there is no such list."""
    memo = shape.layers[0].resources.memo
    key = ("all choices", shape.key)
    if key not in memo:
        memo[key] = _intersect([listed for layer in shape.layers for listed in _lists(layer)])
    found: tuple[Choice, ...] | None = memo[key]
    return found


def _intersect(lists: Sequence[Sequence[Choice]]) -> tuple[Choice, ...] | None:
    if not lists:
        return None
    # The list with titles of its own is the definition; the others narrow it.
    named = next((listed for listed in lists if any(c.title != value_words(c.value) for c in listed)), lists[0])
    others = [listed for listed in lists if listed is not named]
    left = [c for c in named if all(any(same(c.value, other.value) for other in listed) for listed in others)]
    return tuple(c for c in left if c.value is not None) or tuple(left)


def _lists(layer: Layer) -> Sequence[Sequence[Choice]]:
    """The closed lists of one layer: most have none, and a long one is asked for again and again."""
    memo = layer.resources.memo
    key = ("choices", id(layer.schema))
    if key not in memo:
        memo[key] = list(_made_lists(layer))
    return cast("Sequence[Sequence[Choice]]", memo[key])


def _made_lists(layer: Layer) -> Iterator[Sequence[Choice]]:
    if "const" in layer.schema:
        yield [_plain(layer.schema["const"])]
    if "enum" in layer.schema:
        yield [_plain(value) for value in cast("Sequence[object]", layer.schema["enum"])]
    for keyword in ("oneOf", "anyOf"):
        if codes := plain_codes(layer, keyword):
            yield list(map(_worded, codes))
    for group in code_groups(layer):
        yield [choice for branch in group for choice in branch_choices(branch)]


def _worded(code: Schema) -> Choice:
    title, description = code.get("title"), code.get("description")
    return Choice(
        value=cast("Json", code["const"]),
        title=title if isinstance(title, str) else value_words(code["const"]),
        description=description if isinstance(description, str) else "",
        synonyms=sound_synonyms(code),
    )


def _plain(value: object) -> Choice:
    return Choice(value=cast("Json", value), title=value_words(value))


def branch_choices(branch: Shape) -> Iterator[Choice]:
    """The codes that one alternative of several lists under its title; none where it lists none."""
    const, enum = branch.first("const"), branch.first("enum")
    values: Sequence[Any] = [const] if const is not ABSENT else enum if enum is not ABSENT else ()
    title, description = branch.first("title"), branch.first("description")
    for value in values:
        yield Choice(
            value=value,
            title=title if isinstance(title, str) and len(values) == 1 else value_words(value),
            description=description if isinstance(description, str) else "",
            synonyms=tuple(branch.hints().get("synonyms", ())),
        )
