"""Words for people, and words from people: captions, choices, and what tagging writes."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, cast

from annotate_kit.core import pointers
from annotate_kit.core.dates import parse_edtf
from annotate_kit.core.values import ABSENT, Absent, Json, same
from annotate_kit.schema.choices import value_words
from annotate_kit.schema.lookup import field_at
from annotate_kit.schema.nearness import nearest
from annotate_kit.schema.values import Choice, Field, RecordType

__all__ = ["alternative_data", "caption", "close_choices", "find_choice", "new_data"]

_LONGEST_CAPTION = 80
"""Code points."""
_SHORT_CODE = 3
"""Code points; a code up to this length is found only as it is written: "in" is not India, "IN" is."""


def caption(record_type: RecordType, data: Mapping[str, Json]) -> str:
    """A record's short name, at most 80 code points on one line; the type's title where it has none."""
    parts = (_part(record_type, data, place) for place in record_type.caption)
    words = " ".join(" ".join(part for part in parts if part).split())
    if len(words) > _LONGEST_CAPTION:
        return words[: _LONGEST_CAPTION - 1].rstrip() + "…"
    return words or record_type.title


def _part(record_type: RecordType, data: Mapping[str, Json], place: str) -> str:
    pointer = place if place.startswith("/") else pointers.join((place,))
    value = pointers.find_value(data, pointer)
    if value is ABSENT or value is None or isinstance(value, Mapping | list | tuple):
        return ""
    field = field_at(record_type, pointer)
    choice = next((choice for choice in field.choices if same(choice.value, value)), None) if field else None
    return choice.title if choice else value_words(value)


def find_choice(field: Field, words: str) -> Choice | None:
    """The choice that words name exactly, by value, title or synonym; None also where two fit equally."""
    words = " ".join(words.split())
    for choice in field.choices:
        if words in (choice.value, choice.title):
            return choice
    key = _key(words)
    for names in (_names, _synonyms):
        found = [choice for choice in field.choices if key and key in map(_key, names(choice))]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def close_choices(field: Field, words: str, limit: int = 5) -> tuple[Choice, ...]:
    """The choices that words may name, the nearest first."""
    named = [(name, choice) for choice in field.choices for name in (*_names(choice), *_synonyms(choice))]
    found = nearest(words, [name for name, _ in named], limit * 4)
    return tuple({id(named[n][1]): named[n][1] for n in found}.values())[:limit]


def _names(choice: Choice) -> Iterator[str]:
    if isinstance(choice.value, str) and len(choice.value) > _SHORT_CODE:
        yield choice.value
    yield choice.title


def _synonyms(choice: Choice) -> Iterator[str]:
    yield from choice.synonyms


@functools.lru_cache(maxsize=20_000)
def _key(words: str) -> str:
    """Words without regard to case, width, hyphens and typographic apostrophes."""
    plain = unicodedata.normalize("NFKC", words).casefold().replace("’", "'")
    return " ".join(plain.replace("-", " ").replace("_", " ").split())


def new_data(record_type: RecordType, words: str | None) -> dict[str, Any]:
    """What a new record holds: the words that were tagged where the schema wants them, and what can only be one thing.

    It may be invalid: what is required and not known is missing.
    """
    data: Json | Absent = _fixed(record_type.root)
    words = " ".join((words or "").split())
    for field in _prefilled(record_type) if words else ():
        value = _value_of(field, words)
        if value is not ABSENT:
            data = pointers.with_value(cast("Json", data), field.pointer, value)
    return cast("dict[str, Any]", data)


def alternative_data(field: Field, chosen: int, value: Json | Absent) -> Json | Absent:
    """What stands in a place after another alternative was chosen for it: what both know stays, the rest is let go."""
    branch = field.alternatives[chosen]
    if branch.kind == "object":
        foreign = _others(field, chosen)
        fixed = _fixed(branch)
        kept = (
            {name: inner for name, inner in value.items() if name not in foreign} if isinstance(value, Mapping) else {}
        )
        return {**kept, **fixed}
    if branch.kind == "list":
        return cast("Json", value) if isinstance(value, list) else []
    is_kept = branch.kind == "text" and isinstance(value, str)
    return value if is_kept else ABSENT


def _others(field: Field, chosen: int) -> set[str]:
    """The members that only the other alternatives of the same choice know."""
    foreign = {inner.name for n, other in enumerate(field.alternatives) if n != chosen for inner in other.fields}
    known = {inner.name for inner in field.alternatives[chosen].fields}
    known |= {name for layer in field.shape.layers for name in layer.named("properties")}
    own = {other.shape.key for other in field.alternatives}
    for group in field.shape.groups():
        if {shape.key for shape in group} != own:
            known |= {name for shape in group for layer in shape.layers for name in layer.named("properties")}
    return foreign - known


def _fixed(field: Field) -> dict[str, Any]:
    """The required members that can hold only one value."""
    return {
        inner.name: inner.choices[0].value for inner in field.fields if inner.is_required and len(inner.choices) == 1
    }


def _prefilled(record_type: RecordType) -> Iterator[Field]:
    """The fields that take the tagged words: those with the hint, else the one that makes the caption."""
    hinted = [field for field in _within(record_type.root) if field.prefill == "mention"]
    yield from hinted
    if not hinted and len(record_type.caption) == 1:
        named = record_type.caption[0]
        field = field_at(record_type, named if named.startswith("/") else pointers.join((named,)))
        if field and field.kind == "text" and field.prefill != "none":
            yield field


def _within(field: Field) -> Iterator[Field]:
    for inner in field.fields:
        yield inner
        if inner.kind == "object":
            yield from _within(inner)


def _value_of(field: Field, words: str) -> Json | Absent:
    if field.kind == "text":
        return words
    if field.kind == "list" and field.item and field.item.kind in ("text", "code"):
        value = _value_of(field.item, words)
        return ABSENT if value is ABSENT else [value]
    if field.kind == "code":
        choice = find_choice(field, words)
        return choice.value if choice else ABSENT
    return words if field.kind == "date" and parse_edtf(words) else ABSENT
