"""What each field of a record type costs in keys, told from its schema alone, and what would make it cheaper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from annotate_kit.keys.fill_choices import field_letters, is_measure, leads_on
from annotate_kit.schema import Field, RecordType

__all__ = ["FieldCost", "field_costs"]

_ANSWER = 3
"""Keys for what the words do not say: two letters typed into the list that opens, and `Enter`."""
_DEEP = 3
"""Letters."""
_LIKE_A_DATE = re.compile(r"(?:^|_)(?:date|day|when|since|until|from|on|at)(?:_|$)|(?:date|day)s?$")


@attrs.frozen(kw_only=True)
class FieldCost:
    """What a field costs once its words are selected and its record is in hand."""

    pointer: str
    """JSON Pointer template: `/roles/*/title`."""
    title: str
    kind: str
    keys: tuple[str, ...]
    """`Enter` and the letters; of a list they append an item, with Shift on its letter they go on in the last one."""
    least: int
    """Keys where the words say the value."""
    most: int
    """Keys where they do not, and it is typed or chosen."""
    advice: tuple[str, ...] = ()
    """What in the schema would make it cheaper, a sentence each."""


def field_costs(record_type: RecordType) -> tuple[FieldCost, ...]:
    """All fields that `Enter` reaches, in the order of the schema."""
    return tuple(_inside(record_type.root, ("enter",), record_type))


def _inside(parent: Field, typed: tuple[str, ...], record_type: RecordType) -> Iterator[FieldCost]:
    plain = [field for field in parent.alternatives if field.kind not in ("object", "choice")]
    fields = [field for field in (*parent.fields, *plain) if not field.is_read_only]
    for key, field in zip(field_letters(fields), fields, strict=True):
        item = _item(field)
        keys = (*typed, key) if key else (*typed, "enter")
        if leads_on(field):
            yield from _inside(item, keys, record_type)
        else:
            yield _cost(field, item, keys, record_type)


def _item(field: Field) -> Field:
    while field.kind == "list" and field.item is not None:
        field = field.item
    return field


def _cost(field: Field, item: Field, keys: tuple[str, ...], record_type: RecordType) -> FieldCost:
    is_prefilled = field.prefill == "mention" or _is_caption(field, record_type)
    return FieldCost(
        pointer=field.pointer,
        title=field.title,
        kind=f"list of {item.kind}" if field is not item else field.kind,
        keys=keys,
        least=0 if is_prefilled else len(keys) + (item.kind == "json"),
        most=len(keys) + (0 if item.kind == "text" else _ANSWER),
        advice=tuple(_advice(field, item, keys)),
    )


def _is_caption(field: Field, record_type: RecordType) -> bool:
    """Whether tagging puts the words here, as no field has the hint and this one makes the record's name."""
    named = [name if name.startswith("/") else f"/{name}" for name in record_type.caption]
    is_it = named == [field.pointer] and field.kind == "text" and field.prefill != "none"
    return is_it and not any(inner.prefill == "mention" for inner in record_type.fields)


def _advice(field: Field, item: Field, keys: Sequence[str]) -> Iterator[str]:
    letter = keys[-1]
    if letter == "enter":
        yield "No letter is left, so the form has to be opened; put some of the fields into an object of their own."
    elif not field.title.lower().startswith(letter) and not field.hints.get("shortcut"):
        yield f'Its letter is {letter}; x-annotate: {{"shortcut": …}} chooses one that is easier to remember.'
    if len(keys) > _DEEP:
        yield "It lies deep; lifted out of its object it would take a letter less."
    if item.kind == "code" and not any(choice.synonyms for choice in item.choices):
        yield 'x-annotate: {"synonyms": […]} on its codes lets the words of the news name them.'
    if item.kind == "text" and _LIKE_A_DATE.search(field.name.lower()):
        yield '"format": "edtf" lets dates be read out of the words.'
    if item.kind == "json" and not is_measure(item):
        yield "Nothing says what it holds, so it is edited as JSON; give it a type."
