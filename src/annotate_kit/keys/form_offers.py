"""What a field offers to choose from: codes, yes and no, the default, the examples. None of it is written by itself."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import attrs

from annotate_kit.core import ABSENT, Json, same
from annotate_kit.keys.overlays import ListRow, TakeValue
from annotate_kit.keys.showing import as_json
from annotate_kit.schema import Field

__all__ = ["offered_rows"]

_TEXTS = frozenset({"text", "date"})
_NUMBERS = frozenset({"number", "integer"})


def offered_rows(field: Field, *, is_json: bool = False) -> Iterator[ListRow]:
    """The rows of a field that is no reference: what it allows, then its default and examples where they fit."""
    listed = [] if is_json else list(_listed(field))
    for row in listed:
        assert isinstance(row.choice, TakeValue)
        is_default = field.default is not ABSENT and same(field.default, row.choice.value)
        note = ", ".join(word for word in ("default" if is_default else "", row.note) if word)
        yield attrs.evolve(row, note=note)
    known = [row.choice.value for row in listed if isinstance(row.choice, TakeValue)]
    for value, note in _examples(field):
        if (is_json or _fits(field, value)) and not any(same(value, other) for other in known):
            known.append(value)
            words = value if isinstance(value, str) and not is_json else as_json(value)
            yield ListRow(label=words, note=note, choice=TakeValue(value=value))


def _listed(field: Field) -> Iterator[ListRow]:
    if field.kind == "boolean":
        known = [choice.value for choice in field.choices]
        for value in (True, False):
            if not known or value in known:
                yield ListRow(label="yes" if value else "no", choice=TakeValue(value=value))
        return
    for choice in field.choices:
        yield ListRow(
            label=choice.title,
            detail="" if choice.title == choice.value else str(choice.value),
            note=choice.description,
            choice=TakeValue(value=choice.value),
            names=choice.synonyms,
        )


def _examples(field: Field) -> Iterator[tuple[Json, str]]:
    if field.default is not ABSENT:
        yield field.default, "default"
    for value in field.examples:
        yield value, "example"


def _fits(field: Field, value: Json) -> bool:
    """Whether an example is of the field's own kind; a closed list needs none besides its codes."""
    if isinstance(value, str):
        return field.kind in _TEXTS
    return field.kind in _NUMBERS and isinstance(value, int | float | Decimal) and not isinstance(value, bool)
