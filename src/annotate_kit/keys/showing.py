"""A value in the words of its schema: titles for codes, names for references, what a date was understood as."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal

from annotate_kit.core import Claim, Json, same
from annotate_kit.core.dates import parse_edtf
from annotate_kit.core.values import is_array
from annotate_kit.keys.captions import name_of
from annotate_kit.keys.view import View
from annotate_kit.schema import Field

__all__ = ["as_json", "claim_words", "heard_date", "shown_value", "typed_value"]


def shown_value(view: View, field: Field, value: Json) -> str:  # noqa: PLR0911  # one flat case for each kind of value
    """The value as the card and the form show it; not yet safe to print."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "yes" if value else "no"
    choice = next((choice for choice in field.choices if same(choice.value, value)), None)
    if choice is not None:
        return choice.title
    if field.kind == "reference" and isinstance(value, str):
        return f"→ {name_of(view, value)}"
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        known = {inner.name: inner for inner in (*field.fields, *(f for a in field.alternatives for f in a.fields))}
        return " · ".join(shown_value(view, known.get(name, field), inner) for name, inner in value.items())
    if is_array(value):
        assert isinstance(value, Sequence)
        return ", ".join(shown_value(view, field.item or field, inner) for inner in value)
    return str(value)


def claim_words(view: View, claim: Claim) -> str:
    """A claim in words: what says so, how, and by whom; not yet safe to print."""
    quotes = (view.annotation.spans[key].quote for key in claim.spans if key in view.annotation.spans)
    words = ", ".join(f'"{quote}"' for quote in quotes) or "no words"
    return f"{words}, {claim.claim}{f' by {claim.by}' if claim.by else ''}"


def heard_date(value: Json) -> str:
    """What a date's text was understood as, or "" where it is no date or already plain."""
    date = parse_edtf(value) if isinstance(value, str) else None
    return date.words() if date is not None else ""


def typed_value(field: Field, value: Json) -> str:
    """The value as it is put into an open field, to be edited."""
    if not isinstance(value, str) or field.kind == "json":
        return as_json(value)
    # Of an open list the words are taken as typed, so a title would take the place of the value.
    choices = field.choices if field.kind == "code" else ()
    choice = next((choice for choice in choices if same(choice.value, value)), None)
    if choice is not None:
        return choice.title
    # Two quotation marks say that there is a text: an empty one, or one of nothing but such marks.
    return value if value.strip('"') else value + '""'


def as_json(value: Json) -> str:
    """JSON on one line, numbers exact."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_quoted(key)}: {as_json(inner)}" for key, inner in value.items()) + "}"
    if is_array(value):
        assert isinstance(value, Sequence)
        return "[" + ", ".join(map(as_json, value)) + "]"
    return _quoted(value)


def _quoted(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)
