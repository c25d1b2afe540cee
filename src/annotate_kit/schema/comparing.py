"""Two versions of a record type, and what changed between them, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from annotate_kit.core.pointers import join, parent
from annotate_kit.core.values import ABSENT, same
from annotate_kit.schema.choices import value_words
from annotate_kit.schema.hints import KEYWORD
from annotate_kit.schema.resources import walk
from annotate_kit.schema.values import Field, RecordType

__all__ = ["Change", "all_fields", "compare_types"]


@attrs.frozen(kw_only=True)
class Change:
    """One change of a record type."""

    pointer: str
    """Of the field: a template such as `/roles/*/title`; empty for the record as a whole."""
    message: str
    """One sentence without a full stop."""
    is_about_data: bool = True
    """Whether it changes which data is right, or can."""


def all_fields(record_type: RecordType) -> dict[str, Field]:
    """Every field by its pointer template, the outer before the inner; of alternatives at one place the first."""
    found: dict[str, Field] = {}
    pending = [record_type.root]
    for field in pending:  # grows while it is walked
        found.setdefault(field.pointer, field)
        pending += field.fields
        pending += [inner for inner in (*field.first_items, field.item, field.extra) if inner]
        pending += [inner for branch in field.alternatives for inner in branch.fields]
    return found


def compare_types(old: RecordType, new: RecordType) -> tuple[Change, ...]:
    """What changed, fields in the order of the new version, those that are gone last."""
    return (*_about_type(old, new), *_about_fields(all_fields(old), all_fields(new)), *_conditions(old, new))


def _about_type(old: RecordType, new: RecordType) -> Iterator[Change]:
    for what in ("title", "plural", "description", "shortcut", "color", "caption", "identity", "version"):
        before, after = getattr(old, what), getattr(new, what)
        if before != after:
            message = f"the {_NAMES.get(what, what)} is {_words(after)} instead of {_words(before)}"
            if what == "description":
                message = "the description is another"
            yield Change(pointer="", message=message, is_about_data=False)


_NAMES = {"shortcut": "key"}


def _about_fields(old: Mapping[str, Field], new: Mapping[str, Field]) -> Iterator[Change]:
    moved = _moved(old, new)
    for pointer, field in new.items():
        if pointer in old:
            yield from _about_field(old[pointer], field)
        elif pointer in moved.values():
            before = next(place for place, after in moved.items() if after == pointer)
            message = f"{before} is now {pointer}, if that is what was meant: old values do not move by themselves"
            yield Change(pointer=pointer, message=message)
        elif _is_outermost(pointer, old, new):
            required = "required" if field.is_required else "optional"
            yield Change(pointer=pointer, message=f"{_named(field)} is new and {required}")
    for pointer, field in old.items():
        if pointer not in new and pointer not in moved and _is_outermost(pointer, new, old):
            yield Change(pointer=pointer, message=f"{_named(field)} is gone")


def _moved(old: Mapping[str, Field], new: Mapping[str, Field]) -> dict[str, str]:
    """Field that is gone → the new one beside it that is called the same, or that its hint names."""
    found: dict[str, str] = {}
    fresh = [pointer for pointer in new if pointer not in old]
    for pointer, field in old.items():
        beside = [place for place in fresh if parent(place) == parent(pointer) and place not in found.values()]
        named = [place for place in beside if _is_same_thing(field, new[place])]
        if pointer not in new and len(named) == 1:
            found[pointer] = named[0]
    return found


def _is_same_thing(old: Field, new: Field) -> bool:
    return bool(old.name and new.name) and (old.hints.get("replacedBy") == new.name or old.title == new.title)


def _is_outermost(pointer: str, other: Mapping[str, Field], own: Mapping[str, Field]) -> bool:
    """Whether the field is not only inside of one that is new, or gone, as well."""
    outer = parent(pointer)
    return outer in other or outer not in own


def _about_field(old: Field, new: Field) -> Iterator[Change]:
    # Of the record as a whole, its looks have been told.
    for message in _looks(old, new) if new.pointer else ():
        yield Change(pointer=new.pointer, message=f"{_named(new)} {message}", is_about_data=False)
    for message in _rules(old, new):
        yield Change(pointer=new.pointer, message=f"{_named(new)} {message}")


def _looks(old: Field, new: Field) -> Iterator[str]:
    if old.title != new.title:
        yield f'is called so instead of "{old.title}"'
    for attribute, words in _LOOKS.items():
        before, after = getattr(old, attribute), getattr(new, attribute)
        if before != after:
            yield f"has another {words}" if words else _instead(attribute, before, after)
    after_codes = {value_words(choice.value): choice for choice in new.choices}
    for choice in old.choices:
        code = value_words(choice.value)
        other = after_codes.get(code, choice)
        if choice.title != other.title:
            yield f'calls the code {code} "{other.title}" instead of "{choice.title}"'
        if choice.synonyms != other.synonyms:
            yield f"has other synonyms of the code {code}"


def _rules(old: Field, new: Field) -> Iterator[str]:
    if old.is_required != new.is_required and new.pointer:
        yield "is required now" if new.is_required else "is optional now"
    if old.kind != new.kind:
        yield f"is filled as {new.kind} instead of {old.kind}"
    if old.is_nullable != new.is_nullable:
        yield "may be null now" if new.is_nullable else "may no longer be null"
    before, after = (dict.fromkeys(value_words(choice.value) for choice in field.choices) for field in (old, new))
    if added := [code for code in after if code not in before] if before else []:
        yield f"has the {_counted(added)} besides"
    if gone := [code for code in before if code not in after] if after else []:
        yield f"no longer has the {_counted(gone)}"
    for attribute, keyword in _BOUNDS.items():
        one, other = getattr(old, attribute), getattr(new, attribute)
        if not (one == other if isinstance(one, tuple) else same(one, other)):
            yield _instead(keyword, one, other)


_LOOKS: Mapping[str, str] = {
    "description": "description",
    "examples": "set of examples",
    "column": "column",
    **dict.fromkeys(("default", "shortcut", "evidence", "group", "order", "unit", "widget", "prefill"), ""),
}
"""What only changes how a field looks, or what is asked beside it; with a word for what is too long to be shown."""

_BOUNDS: Mapping[str, str] = {
    "format": "format",
    "pattern": "pattern",
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusive_minimum": "exclusiveMinimum",
    "exclusive_maximum": "exclusiveMaximum",
    "multiple_of": "multipleOf",
    "min_length": "minLength",
    "max_length": "maxLength",
    "min_items": "minItems",
    "max_items": "maxItems",
    "is_unique": "uniqueItems",
    "ref": "ref",
}


def _instead(what: str, before: Any, after: Any) -> str:
    name = _NAMES.get(what, what)
    if _is_nothing(before):
        return f"has the {name} {_words(after)}"
    if _is_nothing(after):
        return f"no longer has the {name} {_words(before)}"
    return f"has the {name} {_words(after)} instead of {_words(before)}"


def _is_nothing(value: Any) -> bool:
    return value is None or value is ABSENT or value is False or value in ("", (), {})


def _words(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_words, value)) or "none"
    if isinstance(value, str):
        return f'"{value}"' if value else "none"
    return value_words(value)


def _counted(codes: list[str]) -> str:
    return f"code{'s' * (len(codes) != 1)} {', '.join(codes)}"


def _named(field: Field) -> str:
    return f'{field.pointer} "{field.title}"' if field.pointer else "the record"


_UNSEEN = (
    *("if", "then", "else", "not", "dependentRequired", "dependentSchemas", "dependencies"),
    *("contains", "minContains", "maxContains", "unevaluatedItems", "minProperties", "maxProperties"),
    *("propertyNames", "patternProperties", "additionalProperties", "unevaluatedProperties"),
)
"""Keywords that no field shows."""


def _conditions(old: RecordType, new: RecordType) -> Iterator[Change]:
    before, after = _nodes(old), _nodes(new)
    for tokens in before.keys() & after.keys():
        for keyword in _UNSEEN:
            one, other = before[tokens].get(keyword, ABSENT), after[tokens].get(keyword, ABSENT)
            if not same(_plain(one), _plain(other)):
                what = "is gone" if other is ABSENT else "is new" if one is ABSENT else "is another"
                yield Change(pointer="", message=f'"{keyword}" at {join(tokens) or "the top"} of the schema {what}')


def _nodes(record_type: RecordType) -> dict[tuple[str, ...], Mapping[str, object]]:
    """The schema objects of the type's own document, those inside conditions left to the whole condition."""
    found = walk(record_type.root.shape.layers[0])
    return {tokens: layer.schema for tokens, layer in found if set(tokens).isdisjoint(_UNSEEN)}


def _plain(value: Any) -> Any:
    """A schema without what only people read."""
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items() if name not in _FOR_PEOPLE}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


_FOR_PEOPLE = frozenset({"title", "description", "examples", KEYWORD})
