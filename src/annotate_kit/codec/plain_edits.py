"""Edits → plain JSON values, as journals have them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from annotate_kit.codec.plain import claim_to_json, record_to_json, span_to_json
from annotate_kit.codec.structuring import EDIT_NAMES
from annotate_kit.core.edits import Edit
from annotate_kit.core.records import Claim, Record
from annotate_kit.core.spans import Span
from annotate_kit.core.values import ABSENT, Json

__all__ = ["edit_to_json"]


_NAMES = {kind: name for name, kind in EDIT_NAMES.items()}


def edit_to_json(edit: Edit) -> dict[str, Json]:
    """An edit as journals have it: `edit` names its kind, absent values are left out."""
    fields = attrs.asdict(edit, recurse=False, filter=lambda _field, value: value is not ABSENT)
    return {"edit": _NAMES[type(edit)], **{name: _value(value) for name, value in fields.items()}}


def _value(value: Any) -> Json:
    if write := _WRITERS.get(type(value)):
        return write(value)
    if isinstance(value, tuple | list):
        return [*map(_value, value)]
    if isinstance(value, Mapping):
        return {key: _value(inner) for key, inner in value.items()}
    plain: Json = value
    return plain


_WRITERS: dict[type[Any], Callable[[Any], Json]] = {
    Span: span_to_json,
    Record: record_to_json,
    Claim: claim_to_json,
    **dict.fromkeys(_NAMES, edit_to_json),
}
