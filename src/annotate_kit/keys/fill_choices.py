"""What `Enter` offers: the fields of a record, or of an object in it, with a letter for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotate_kit.core import ABSENT
from annotate_kit.core.pointers import child, find_value
from annotate_kit.keys.hearing import heard_words
from annotate_kit.keys.overlays import FillChoice
from annotate_kit.keys.showing import shown_value
from annotate_kit.keys.view import View
from annotate_kit.schema import Field

__all__ = ["field_letters", "is_measure", "leads_on", "offered_fields"]

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def offered_fields(view: View, record_id: str, parent: Field, pointer: str) -> Iterator[FillChoice]:
    """The fields of the object at a pointer, with what stands in them; alternatives that are no objects among them."""
    data = view.annotation.records[record_id].data
    plain = [field for field in parent.alternatives if field.kind not in ("object", "choice")]
    fields = [field for field in (*parent.fields, *plain) if not field.is_read_only]
    for key, field in zip(field_letters(fields), fields, strict=False):
        place = child(pointer, field.name) if field.name and field not in plain else pointer
        value = find_value(data, place)
        yield FillChoice(
            key=key,
            label=field.title,
            pointer=place,
            field=field,
            shown="" if value is ABSENT else shown_value(view, field, value),
            heard="" if leads_on(field) else heard_words(view, field, record_id),
            leads_on=leads_on(field),
        )


def field_letters(fields: Sequence[Field]) -> Iterator[str]:
    """A letter for each field: its own, else the first free one of its title, else any, then digits."""
    taken = {field.shortcut for field in fields}
    used: set[str] = set()
    for field in fields:
        own = field.shortcut if field.shortcut not in used else ""
        words = (*field.title.lower(), *_LETTERS)
        free = (key for key in words if key in _LETTERS and key not in taken and key not in used)
        key = own or next(free, "")
        used.add(key)
        yield key


def leads_on(field: Field) -> bool:
    """Whether a further letter follows."""
    if field.kind == "list" and field.item is not None:
        return leads_on(field.item)
    return field.kind in ("object", "choice") and bool(field.fields) and not is_measure(field)


def is_measure(field: Field) -> bool:
    """Whether a few words give the whole object: an amount of money, or a quantity."""
    names = {member.name for member in field.fields}
    return field.kind == "object" and (names >= {"amount", "currency"} or names >= {"value", "unit"})
