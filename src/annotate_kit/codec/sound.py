"""Spans and records whose JSON is just as it should be, as most are: read without cattrs, which costs a start-up.

What is anything else is no business of this module: it says None, and `structuring` says what is wrong. A law holds
that both read the same.
"""

from __future__ import annotations

from typing import Any

from annotate_kit.core.records import Claim, Record
from annotate_kit.core.spans import Fragment, Span
from annotate_kit.core.values import ABSENT, Json

__all__ = ["find_record", "find_span"]

_SPAN = frozenset({"id", "fragments", "quotes", "prefix", "suffix"})
_CLAIM = frozenset({"spans", "claim", "by", "value", "origin", "note"})
_RECORD = frozenset({"id", "type", "data", "mentions", "evidence", "entity"})
_END = 2
"""Numbers of a fragment."""


def find_span(value: Json) -> Span | None:
    """The span that a value is, or None where something about it is not as usual."""
    if type(value) is not dict:
        return None
    id_, prefix, suffix = value.get("id"), value.get("prefix", ""), value.get("suffix", "")
    fragments, quotes = _fragments(value.get("fragments")), _texts(value.get("quotes"))
    if type(id_) is not str or type(prefix) is not str or type(suffix) is not str or fragments is None:
        return None
    if quotes is None or len(quotes) != len(fragments):
        return None
    return Span(id=id_, fragments=fragments, quotes=quotes, prefix=prefix, suffix=suffix, extra=_extra(value, _SPAN))


def find_record(value: Json) -> Record | None:
    """The record that a value is, or None where something about it is not as usual."""
    if type(value) is not dict:
        return None
    id_, type_, data, entity = value.get("id"), value.get("type"), value.get("data", {}), value.get("entity")
    mentions, evidence = _texts(value.get("mentions", [])), _evidence(value.get("evidence", {}))
    if type(id_) is not str or type(type_) is not str or type(data) is not dict:
        return None
    if mentions is None or evidence is None or not (entity is None or type(entity) is str):
        return None
    return Record(
        id=id_,
        type=type_,
        data=data,
        mentions=mentions,
        evidence=evidence,
        entity=entity,
        extra=_extra(value, _RECORD),
    )


def _fragments(value: Any) -> tuple[Fragment, ...] | None:
    if type(value) is not list or not value:
        return None
    last = 0
    for pair in value:
        if type(pair) is not list or len(pair) != _END or type(pair[0]) is not int or type(pair[1]) is not int:
            return None
        if not last <= pair[0] < pair[1]:
            return None
        last = pair[1]
    return tuple(Fragment(start, end) for start, end in value)


def _evidence(value: Any) -> dict[str, tuple[Claim, ...]] | None:
    if type(value) is not dict:
        return None
    made: dict[str, tuple[Claim, ...]] = {}
    for pointer, claims in value.items():
        if (pointer and pointer[0] != "/") or type(claims) is not list:
            return None
        found = tuple(map(_claim, claims))
        if None in found:
            return None
        made[pointer] = found  # type: ignore[assignment]  # none of them is None, as the line above says
    return made


def _claim(value: Any) -> Claim | None:
    if type(value) is not dict:
        return None
    spans = _texts(value.get("spans", []))
    by, note, claim, origin = value.get("by"), value.get("note"), value.get("claim", ""), value.get("origin", "")
    if spans is None or type(claim) is not str or type(origin) is not str:
        return None
    if not (by is None or type(by) is str) or not (note is None or type(note) is str):
        return None
    if value.keys() == {"spans"}:
        return Claim(spans=spans)
    return Claim(
        spans=spans,
        claim=claim if "claim" in value else "stated",
        by=by,
        value=value.get("value", ABSENT),
        origin=origin if "origin" in value else "person",
        note=note,
        extra=_extra(value, _CLAIM),
    )


def _texts(value: Any) -> tuple[str, ...] | None:
    return tuple(value) if type(value) is list and all(type(item) is str for item in value) else None


def _extra(value: dict[str, Any], known: frozenset[str]) -> dict[str, Any]:
    return {} if value.keys() <= known else {name: inner for name, inner in value.items() if name not in known}
