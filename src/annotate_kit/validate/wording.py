"""How messages speak: places by the schema's titles, values shortened and safe, lists as people write them."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from annotate_kit.core.pointers import child
from annotate_kit.core.values import Json, is_array
from annotate_kit.schema import RecordType, field_at, label
from annotate_kit.text import safe_line

__all__ = [
    "as_json",
    "caption_of",
    "code",
    "described",
    "example",
    "kinds",
    "listed",
    "lowered",
    "place",
    "quoted",
    "sentence",
    "several",
    "title",
    "with_spaces",
]

_FOUND = 60
"""Cells of a value in a message."""
_CONSIDERED = 1_000
"""Code points of a text that are looked at; more do not fit anywhere."""
_PLACE = 120
"""Cells of a place in a message."""
_EXAMPLE = 100
"""Cells of an example in a hint."""
_SENTENCE = 300
"""Cells of what a schema says in its own words."""
_MOST = 12
"""Entries of a list that a hint writes out."""

_KINDS = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "object": "an object",
    "array": "a list",
    "null": "null",
}


def quoted(text: str) -> str:
    """A text in double quotes, shortened and safe to print."""
    return as_json(text)


def with_spaces(text: str) -> str:
    """A text in double quotes, its line breaks, tabs and white space at an end visible; of a long one both ends."""
    inner = text.strip()
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :] if inner else ""
    if after and len(text) > _FOUND // 2:  # a letter may be two cells wide
        inner = f"{inner[: _FOUND // 4]}…{inner[-_FOUND // 8 :]}"
        before, after = before[:_EDGE], after[:_EDGE]
    edges = ["".join(_SPACES.get(char, "␣") for char in edge) for edge in (before, after)]
    return quoted(f"{edges[0]}{inner.translate(_TABLE)}{edges[1]}")


_EDGE = 8
"""Code points of white space at an end that are shown."""
_SPACES = {"\t": "␉", "\n": "␊", "\r": "␍"}
_TABLE = str.maketrans(_SPACES)
"""White space that has no picture of its own in a line."""


def as_json(value: Json, limit: int = _FOUND) -> str:
    """A value as it is written in a file, shortened to a number of cells and safe to print."""
    if isinstance(value, str):
        return f'"{safe_line(value[:_CONSIDERED], limit)}"'
    if isinstance(value, Decimal):
        return safe_line(str(value), limit)
    return safe_line(json.dumps(value, ensure_ascii=False, default=_plain), limit)


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else str(value)


def described(value: Json) -> str:
    """What stands there: `the text "x"`, `the number 3`, `an object`."""
    if isinstance(value, str):
        return f"the text {quoted(value)}" if value else "an empty text"
    if isinstance(value, Mapping):
        return "an object"
    if is_array(value):
        return "a list"
    return as_json(value) if value is None or isinstance(value, bool) else f"the number {as_json(value)}"


def kinds(types: Json) -> str:
    """The types that may stand somewhere: `a whole number or null`."""
    names = (
        [types] if isinstance(types, str) else list(types) if is_array(types) and isinstance(types, Sequence) else []
    )
    return several([_KINDS.get(str(name), safe_line(str(name))) for name in names], "or")


def code(value: Json) -> str:
    """A code as people name it: text without quotes."""
    return _safe_code(value) if isinstance(value, str) else as_json(value)


@functools.lru_cache(maxsize=4096)
def _safe_code(value: str) -> str:
    return safe_line(value, _FOUND)


def several(words: Iterable[str], last: str = "and") -> str:
    """Words as a list in a sentence: `a, b and c`."""
    *first, end = list(words) or [""]
    return f"{', '.join(first)} {last} {end}" if first else end


def listed(words: Iterable[str], most: int = _MOST) -> str:
    """Words one after the other, the first of many only, and how many more there are."""
    shown = list(words)
    more = f" and {len(shown) - most} more" if len(shown) > most else ""
    return ", ".join(shown[:most]) + more


def lowered(words: str) -> str:
    """A title within a sentence; abbreviations stay as they are."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def place(record_type: RecordType, pointer: str) -> str:
    """A place in the data by the titles: `role 2: title`; the record type where the whole record is meant."""
    *outer, last = safe_line(lowered(label(record_type, pointer)), _PLACE).rsplit(", ", 1)
    return ": ".join((*outer, last))


def example(values: Sequence[Json]) -> str:
    """How to write it, by the first example that is short enough; empty where there is none."""
    shown = (as_json(value, _EXAMPLE) for value in values)
    return next((f"Write it like {words}." for words in shown if not words.endswith("…")), "")


def title(record_type: RecordType, pointer: str, name: str) -> str:
    """A property below a place by its own title alone."""
    field = field_at(record_type, child(pointer, name))
    return safe_line(lowered(field.title)) if field and field.name == name and field.has_title else quoted(name)


def sentence(said: str) -> str:
    """What a schema says of itself, as a hint."""
    shown = safe_line(said, _SENTENCE)
    return shown if shown.endswith((".", "!", "?", "…")) else f"{shown}."


def caption_of(type_name: str, caption: str) -> str:
    """A record for people: `expo-bid "Busan 2030"`."""
    return f"{safe_line(type_name)} {quoted(caption)}"
