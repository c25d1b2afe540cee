"""The engine in pure Python, for machines without jsonschema-rs and as a second opinion in tests: jsonschema.

Its own keywords are in `keywords`; here documents are prepared, and errors made findings.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

import attrs
from jsonschema import FormatChecker
from jsonschema.exceptions import SchemaError, ValidationError
from referencing import Registry
from referencing.exceptions import Unresolvable
from referencing.jsonschema import specification_with

from annotate_kit.core.pointers import join
from annotate_kit.core.values import Json
from annotate_kit.schema.keywords import subschemas
from annotate_kit.validate.findings import DIALECTS, Documents, Finding, dialect_of, in_order
from annotate_kit.validate.keywords import CLASSES, NEVER, OURS, STOCK, Details

__all__ = ["PortableEngine", "find_portable_engine"]

_KEPT_FALSE = frozenset({"additionalProperties", "additionalItems", "unevaluatedProperties", "unevaluatedItems"})
"""Where `false` has a report of its own."""


@attrs.frozen
class PortableEngine:
    """A schema for jsonschema; see `find_portable_engine`."""

    _validator: Any

    def is_valid(self, data: Json) -> bool:
        """Whether the data meets the schema."""
        return next(self.findings(data), None) is None

    def findings(self, data: Json) -> Iterator[Finding]:
        """What it does not meet; nothing exactly where it is valid."""
        try:
            for error in self._validator.iter_errors(data):
                yield _finding(error, (), tuple(error.relative_schema_path)[1:])  # the first step is the `$ref` to it
        except (Unresolvable, RecursionError):
            # A reference that leads nowhere, or data too deep for Python's stack, is found only when it is met.
            yield Finding(keyword="$ref", pointer="", path=())

    def hints(self, data: Json) -> None:  # noqa: ARG002 - part of the protocol
        """None: jsonschema does not say which hints apply."""
        return


def find_portable_engine(uri: str, documents: Documents) -> PortableEngine | None:
    """The engine for the schema at an address, or None where the schema cannot be used."""
    if uri not in documents:
        return None
    registry: Registry[Any] = Registry()
    for address, document in documents.items():
        dialect = dialect_of(document)
        resource = _specification(dialect).create_resource(_prepare(document, dialect))
        registry = registry.with_resource(address, resource)
    dialect = dialect_of(documents[uri])
    try:
        # Not their formats: Python's `re` refuses patterns that are right in JSON Schema.
        STOCK[dialect].check_schema(documents[uri], format_checker=FormatChecker(formats=()))
    except (SchemaError, RecursionError):
        return None
    class_ = CLASSES[dialect]
    return PortableEngine(class_({"$ref": uri}, registry=registry, format_checker=class_.FORMAT_CHECKER))


def _specification(dialect: str) -> Any:
    return specification_with(next(uri for uri, name in DIALECTS.items() if name == dialect))


def _prepare(schema: Any, dialect: str | None = None) -> Any:
    """A copy of a schema with a `$schema` of ours, and `false` written out."""
    if not isinstance(schema, Mapping):
        return schema
    kept = dict(schema)
    for (keyword, *rest), inner in subschemas(schema):
        if rest and kept[keyword] is schema[keyword]:
            kept[keyword] = copy.copy(schema[keyword])
        container: Any = kept[keyword] if rest else kept
        last: Any = rest[0] if rest and isinstance(container, Mapping) else int(rest[0]) if rest else keyword
        container[last] = NEVER if inner is False and keyword not in _KEPT_FALSE else _prepare(inner)
    if dialect is not None:
        kept["$schema"] = OURS + dialect
    return kept


def _finding(error: ValidationError, above: tuple[str | int, ...], path: tuple[str | int, ...]) -> Finding:
    keyword, place = str(error.validator or ""), (*above, *error.relative_path)
    if error.schema is NEVER:
        keyword, path = "", path[:-1]
    elif keyword in ("minContains", "maxContains"):
        keyword = "contains"
    details: Details = getattr(error, "details", Details())
    return Finding(
        keyword=keyword,
        pointer=join(place),
        path=path,
        branches=tuple(
            in_order(_finding(inner, place, (*path, *inner.relative_schema_path)) for inner in branch)
            for branch in details.branches
        ),
        unexpected=tuple(sorted(details.unexpected)),
        name=details.name,
    )
