"""What the names of types and fields say of them: which record type is for people, which field holds aliases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotate_kit.core import Annotation, Json, Record
from annotate_kit.core.pointers import find_value, join, split
from annotate_kit.core.values import ABSENT, is_array
from annotate_kit.schema import Catalog, Field, RecordType, caption

__all__ = ["ALIAS_FIELDS", "is_filled", "names_of", "organization_type", "person_type", "role_field"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ALIAS_FIELDS = _words(
    """
    alias aliases other_name other_names names also_known_as aka abbreviation abbreviations acronym acronyms short_name
    short_names former_name former_names native_name local_name nickname nicknames
    """
)
"""Properties that hold further names of a record: a text, texts, or objects with a `text`, `name` or `value`."""
_NAME_MEMBERS = ("text", "name", "value")
_PEOPLE = _words("official person people politician individual leader speaker actor human 인물 사람 공직자 人物")
_BODIES = _words("organization organisation company body institution firm agency 기관 단체 기업 組織 団体 企業")
_PERSON_FIELDS = _words("family_name given_name first_name last_name surname born nationality")
_ROLE_LISTS = _words("roles role positions posts offices jobs functions titles")
_ROLES = _words("title role position post office job job_title function")


def names_of(catalog: Catalog, annotation: Annotation, record: Record) -> tuple[str, ...]:
    """Everything that names a record here: its caption, its other names, the words that mention it."""
    record_type = catalog.types.get(record.type)
    named = [] if record_type is None else [words] if (words := _caption(record_type, record.data)) else []
    quotes = (annotation.spans[span].quote for span in record.mentions if span in annotation.spans)
    found = (*named, *_aliases(record.data), *quotes)
    return tuple(dict.fromkeys(plain for name in found if (plain := " ".join(name.split()))))


def _caption(record_type: RecordType, data: Mapping[str, Json]) -> str:
    words = caption(record_type, data)
    return "" if words == record_type.title else words


def _aliases(data: Mapping[str, Json]) -> Iterator[str]:
    for name in sorted(data.keys() & ALIAS_FIELDS):
        value = data[name]
        for item in value if is_array(value) and isinstance(value, Sequence) else (value,):
            inner = _name_in(item) if isinstance(item, Mapping) else item
            if isinstance(inner, str):
                yield inner


def _name_in(item: Mapping[str, Json]) -> Json:
    return next((item[key] for key in _NAME_MEMBERS if key in item), None)


def person_type(catalog: Catalog) -> str | None:
    """The record type that stands for people, if one does."""
    return _best(catalog, _PEOPLE, _PERSON_FIELDS)


def organization_type(catalog: Catalog) -> str | None:
    """The record type that stands for organizations, if one does."""
    return _best(catalog, _BODIES, frozenset())


def _best(catalog: Catalog, words: frozenset[str], fields: frozenset[str]) -> str | None:
    scored = [
        (3 * bool(words & _in_names(name, kind.title)) + len(fields & {field.name for field in kind.fields}), name)
        for name, kind in catalog.types.items()
    ]
    best = max(scored, key=lambda item: item[0], default=(0, ""))
    return best[1] if best[0] > 1 else None


def _in_names(*names: str) -> set[str]:
    return {word for name in names for word in name.lower().replace("-", " ").replace("_", " ").split()}


def role_field(record_type: RecordType) -> tuple[str, Field] | None:
    """The place for the title of a role, as a pointer for the first one: `/roles/0/title`."""
    for field in record_type.fields:
        if field.name in _ROLE_LISTS and field.kind == "list" and field.item is not None:
            if field.item.kind == "text":
                return f"/{field.name}/0", field.item
            inner = next((member for member in field.item.fields if _holds_role(member)), None)
            if inner is not None:
                return f"/{field.name}/0/{inner.name}", inner
    plain = next((field for field in record_type.fields if _holds_role(field)), None)
    return None if plain is None else (f"/{plain.name}", plain)


def _holds_role(field: Field) -> bool:
    return field.name in _ROLES and field.kind == "text"


def is_filled(record: Record, pointer: str) -> bool:
    """Whether the record holds a value at a pointer, or any item of a list that the pointer passes through."""
    tokens = split(pointer)
    above = (find_value(record.data, join(tokens[:n])) for n in range(1, len(tokens)))
    return find_value(record.data, pointer) is not ABSENT or any(is_array(value) and value for value in above)
