"""What typed words mean in a field, and the objects and lists that a new value needs around it."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal

from annotate_kit.core import ABSENT, Absent, Json
from annotate_kit.core.dates import parse_edtf
from annotate_kit.core.pointers import child, find_value, split
from annotate_kit.keys.view import View
from annotate_kit.reading import Understood, read_value
from annotate_kit.schema import Field, RecordType, field_at, find_choice

__all__ = ["meant", "plain_text", "with_containers"]

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")
_LONGEST_NUMBER = 1000
"""Digits, as the strict reader has it."""
_FIRST = "0"
"""The index of a list's first item; a key of an object may be spelt so too."""


def plain_text(typed: str) -> str:
    """The text that typed words stand for: nothing but quotation marks stand for two less, two of them for none."""
    return typed if typed.strip('"') or len(typed) < len('""') else typed[2:]


def meant(view: View, field: Field, typed: str) -> Json | Absent:
    """What typed words mean for a field; words that mean nothing there stay as they are, and a problem shows."""
    text = plain_text(typed)
    if not typed:
        return ABSENT
    if not text or field.kind == "text":
        return text
    if field.kind in ("number", "integer") and _NUMBER.fullmatch(text) and len(text) <= _LONGEST_NUMBER:
        return int(text) if text.lstrip("-").isdecimal() else Decimal(text)
    if field.kind == "code":
        choice = find_choice(field, text)
        return choice.value if choice is not None else text
    if field.kind == "date" and parse_edtf(text) is not None:
        return text
    read = read_value(field, text, published=view.article.published, language=view.article.language)
    return read.value if isinstance(read, Understood) else text


def with_containers(
    record_type: RecordType, data: Json, pointer: str, value: Json, lists: Collection[str]
) -> tuple[str, Json]:
    """The highest place that is missing on the way to a value, and what stands there with the value in it.

    `lists` are places that are lists whatever the schema says of them: the alternatives that were chosen.
    """
    tokens = split(pointer)
    places = [""]
    for token in tokens:
        places.append(child(places[-1], token))
    missing = next((n for n, place in enumerate(places) if find_value(data, place) is ABSENT), len(tokens))
    for n in range(len(tokens) - 1, missing - 1, -1):
        is_list = tokens[n] == _FIRST and (places[n] in lists or _is_list(record_type, places[n]))
        value = [value] if is_list else {tokens[n]: value}
    return places[missing], value


def _is_list(record_type: RecordType, place: str) -> bool:
    field = field_at(record_type, place)
    return field is not None and field.kind == "list"
