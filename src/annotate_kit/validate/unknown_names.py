"""Properties that a schema does not know: what was probably meant, or where they belong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from annotate_kit.core.pointers import child
from annotate_kit.core.problems import Problem
from annotate_kit.core.values import Json, is_array
from annotate_kit.schema import Field
from annotate_kit.text import safe_line
from annotate_kit.validate import wording
from annotate_kit.validate.cases import Case
from annotate_kit.validate.guessing import guess, named_choice

__all__ = ["unknown"]

_LEAST = 3
"""Code points that the beginning of a name has to have."""


def unknown(case: Case, name: str, known: Sequence[str], missing: Sequence[str] = ()) -> Problem:
    """A property that may not stand here.

    Args:
        case: of the object.
        name: the property's.
        known: the names that may stand here.
        missing: those of them that have to, and do not; none where other names are unknown besides, so that it cannot
            be said which stands for which.
    """
    present = case.value if isinstance(case.value, Mapping) else {}
    absent = [other for other in known if other not in present]
    fields = {field.name: field for field in (case.field.fields if case.field else ())}
    others = [fields[other] for other in absent if other in fields]
    value = present.get(name)
    meant = guess(name, absent) or _only(
        _begun(name, absent),
        _with_code(others, value),
        [other for other in missing if _suits(value, fields.get(other))],
    )
    pointer = child(case.pointer, name)
    what = f"{case.place} has no property {wording.with_spaces(name)}"
    if meant is not None:
        what = f"{what}; did you mean {wording.quoted(meant)}?"
        return case.say("AK103", what, suggestion=meant, pointer=pointer, at_key=True)
    return case.say("AK103", what, _advice(name, value, known, present, fields), pointer=pointer, at_key=True)


def _only(*ways: Sequence[str]) -> str | None:
    """What the first way says that says just one."""
    return next((found[0] for found in ways if len(found) == 1), None)


def _begun(name: str, others: Iterable[str]) -> list[str]:
    """The names that begin with this one, as `organization` with `org`."""
    return [other for other in others if len(name) >= _LEAST and other.startswith(name.lower())]


def _with_code(fields: Iterable[Field], value: Json) -> list[str]:
    """The properties that have the value as one of their codes."""
    if not isinstance(value, str):
        return []
    return [field.name for field in fields if field.kind == "code" and named_choice(field.choices, value) is not None]


def _suits(value: Json, field: Field | None) -> bool:
    """Whether a value is of the kind that a field wants, as far as that can be said without its schema."""
    kinds = _KINDS.get(field.kind) if field is not None else None
    if kinds is None or isinstance(value, bool):
        return False
    return is_array(value) if kinds is list else isinstance(value, kinds)


_KINDS: Mapping[str, type | tuple[type, ...]] = {
    "text": str,
    "date": str,
    "integer": int,
    "number": (int, Decimal),
    "list": list,
    "object": Mapping,
}


def _advice(
    name: str, value: Json, known: Sequence[str], present: Mapping[str, Json], fields: Mapping[str, Field]
) -> str:
    twin = guess(name, [other for other in known if other in present])
    if twin is not None:
        return f"Take it out; there is {wording.quoted(twin)} already."
    outer = list(_with_member(name, fields.values()))
    if len(outer) == 1:
        inner = f"{{{wording.quoted(name)}: {wording.as_json(value)}}}"
        inside = f"[{inner}]" if outer[0].kind == "list" else inner
        return f"Write it within {wording.quoted(outer[0].name)}: {inside}."
    return f"Take it out; the properties are {wording.listed(map(safe_line, known))}." if known else "Take it out."


def _with_member(name: str, fields: Iterable[Field]) -> Iterator[Field]:
    """The fields whose object, or the objects in whose list, have such a property."""
    for field in fields:
        inner = field.item if field.kind == "list" else field
        if inner is not None and any(member.name == name for member in inner.fields):
            yield field
