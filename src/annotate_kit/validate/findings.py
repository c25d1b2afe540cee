"""What engines answer: whether data is valid, and which keywords of the schema it does not meet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

import attrs

from annotate_kit.core.dates import edtf_problem
from annotate_kit.core.values import Json

__all__ = ["DIALECTS", "FORMATS", "GIVEN_UP", "Documents", "Engine", "Finding", "dialect_of", "in_order", "is_edtf"]

Documents = Mapping[str, Any]
"""Address → schema; every `$ref` must lead to one of them, or to a meta-schema."""

DIALECTS = {
    "https://json-schema.org/draft/2020-12/schema": "2020-12",
    "https://json-schema.org/draft/2019-09/schema": "2019-09",
    "http://json-schema.org/draft-07/schema": "7",
    "http://json-schema.org/draft-06/schema": "6",
}
"""`$schema`, without an empty fragment → the draft."""

GIVEN_UP = "pattern that was given up"
"""Stands for the keyword of a pattern that took more steps than it may, so that nobody knows whether it is met."""


@attrs.frozen(kw_only=True)
class Finding:
    """One keyword that a value does not meet; the same whichever engine found it."""

    keyword: str
    """Its name; empty where the schema is `false`, `GIVEN_UP` where its pattern took too many steps."""
    pointer: str
    """JSON Pointer of the value."""
    path: tuple[str | int, ...]
    """From the schema to the keyword, each `$ref` on the way a step of its own."""
    branches: tuple[tuple[Finding, ...], ...] = ()
    """Of `oneOf` and `anyOf`: what was found in each alternative; nothing in one that fits."""
    unexpected: tuple[str, ...] = ()
    """Of `additionalProperties` and `unevaluatedProperties`: the names that may not stand here, sorted."""
    name: str | None = None
    """The property's name, where the name itself is at fault."""


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by place, so that every engine lists them alike."""
    found = tuple(findings)
    if len(found) <= 1:
        return found
    return tuple(sorted(found, key=lambda finding: (finding.pointer, list(map(str, finding.path)))))


class Engine(Protocol):
    """A compiled schema; two values that differ only in the spelling of a number get the same answer."""

    def is_valid(self, data: Json) -> bool:
        """Whether the data meets the schema."""
        ...

    def findings(self, data: Json) -> Iterator[Finding]:
        """What it does not meet; nothing exactly where it is valid."""
        ...

    def hints(self, data: Json) -> Mapping[str, Mapping[str, Any]] | None:
        """JSON Pointer → the hints that apply there, the use before the definition; None where it cannot tell."""
        ...


def dialect_of(schema: object) -> str:
    """The draft that a schema is written in; 2020-12 where it does not say, or says something unknown."""
    name = schema.get("$schema") if isinstance(schema, Mapping) else None
    return DIALECTS.get(name.removesuffix("#"), "2020-12") if isinstance(name, str) else "2020-12"


def is_edtf(value: object) -> bool:
    """Whether a text is a date as EDTF; what is no text is not this format's business."""
    return not isinstance(value, str) or edtf_problem(value) is None


FORMATS: Mapping[str, Callable[[object], bool]] = {"edtf": is_edtf}
"""The formats that JSON Schema does not know."""
