"""Documents, their addresses, and what a `$ref` means: a closed registry that never reads a file or the network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import attrs

from annotate_kit.core.pointers import join
from annotate_kit.schema.addresses import PlainRegistry, PlainResolver, are_plain
from annotate_kit.schema.keywords import Schema, clean, subschemas

if TYPE_CHECKING:
    from referencing import Registry as LibraryRegistry
    from referencing._core import Resolver as LibraryResolver

    Registry = PlainRegistry | LibraryRegistry[Any]
    """The documents by their addresses."""
    Resolver = PlainResolver | LibraryResolver[Any]
    """What references mean in some place."""

__all__ = ["ANYTHING", "BASE", "NOTHING", "Layer", "Resources", "is_schema_less", "refs", "uri_of", "walk"]

BASE = "https://annotate-kit.invalid/schemas/"
"""Stands before the file's name in the address of a document without `$id`.

The scheme must be one that `urllib` joins relative references to, which an invented one is not; `.invalid` is reserved
(RFC 2606), so that nothing can ever be fetched from there.
"""

ANYTHING: Schema = {}
NOTHING: Schema = {"not": {}}

_REFERENCES = ("$ref", "$dynamicRef", "$recursiveRef")
_NO_TYPE = frozenset(
    {"$schema", "$id", "$comment", "$anchor", "$defs", "definitions", "title", "description", "x-annotate"}
)


@attrs.frozen(eq=False)
class Layer:
    """One schema object, and how its references are resolved."""

    schema: Schema
    resolver: Resolver = attrs.field(repr=False)
    resources: Resources = attrs.field(repr=False)

    @property
    def home(self) -> str:
        """The address of the document or embedded resource that it stands in."""
        if isinstance(self.resolver, PlainResolver):
            return self.resolver.home
        # The library has no public name for it; a test notices if it goes.
        return str(self.resolver._base_uri)  # noqa: SLF001 - see the line above

    def sub(self, value: object) -> Layer:
        """A subschema of this schema."""
        return self.resources.layer(value, self.resolver)

    def subs(self, keyword: str) -> tuple[Layer, ...]:
        """The subschemas that a keyword lists; none where it is absent."""
        value = self.schema.get(keyword)
        return tuple(map(self.sub, value)) if isinstance(value, Sequence) else ()

    def named(self, keyword: str) -> dict[str, Layer]:
        """The subschemas that a keyword names; none where it is absent."""
        value = self.schema.get(keyword)
        if not isinstance(value, Mapping):
            return {}
        return {name: self.sub(inner) for name, inner in value.items() if isinstance(inner, Mapping | bool)}

    def targets(self) -> tuple[Layer, ...]:
        """What its references refer to; one that leads nowhere is left out."""
        return tuple(
            target
            for keyword in _REFERENCES
            if keyword in self.schema and (target := self.resources.find(self, keyword)) is not None
        )


@attrs.define(eq=False)
class Resources:
    """The cleaned documents and everything that was found out about them once."""

    registry: Registry
    _cleaned: dict[int, Schema] = attrs.field(factory=dict)
    """Identity of a schema that a reference led to → the same, cleaned; for targets under unknown keywords."""
    _found: dict[tuple[int, str], Layer | None] = attrs.field(factory=dict)
    _kept: list[object] = attrs.field(factory=list)
    """Keeps alive whatever an identity stands for."""
    memo: dict[object, Any] = attrs.field(factory=dict)
    """What other modules found out, by a key of their own."""

    @classmethod
    def of(cls, documents: Mapping[str, Schema]) -> Resources:
        """The resources of cleaned documents, by their addresses."""
        resources = cls(PlainRegistry(documents) if are_plain(documents) else _library_registry(documents))
        for document in documents.values():
            resources.mark_clean(document)
        return resources

    def mark_clean(self, schema: object) -> None:
        """Remember that a schema and its subschemas need no cleaning."""
        pending = [schema]
        while pending:
            inner = pending.pop()
            if isinstance(inner, dict):
                self._cleaned[id(inner)] = inner
                self._kept.append(inner)
                pending.extend(value for _, value in subschemas(inner))

    def document(self, uri: str, schema: Schema) -> Layer:
        """A whole document as a layer."""
        return Layer(schema, self.registry.resolver(uri), self)

    def layer(self, schema: object, resolver: Resolver) -> Layer:
        """A cleaned subschema that was met where references are resolved so."""
        if type(schema) is not dict and not isinstance(schema, Mapping):
            return Layer(ANYTHING if schema else NOTHING, resolver, self)
        identifier = schema.get("$id")
        if isinstance(identifier, str) and not identifier.startswith("#"):
            resolver = _inside(resolver, schema, identifier)
        return Layer(schema, resolver, self)

    def find(self, layer: Layer, keyword: str) -> Layer | None:
        """What one reference of a layer refers to, or None."""
        key = (id(layer.schema), keyword)
        if key not in self._found:
            self._kept.append(layer.schema)
            self._found[key] = self._look_up(layer, layer.schema[keyword])
        return self._found[key]

    def _look_up(self, layer: Layer, reference: object) -> Layer | None:
        try:
            found = layer.resolver.lookup(reference if isinstance(reference, str) else "#")
        # A pointer through text or with a word for an index is none of the library's own errors.
        except _failures(layer.resolver):
            return None
        target = self._clean_target(found.contents)
        return Layer(target, found.resolver, self) if target is not None else None

    def _clean_target(self, contents: object) -> Schema | None:
        if isinstance(contents, bool):
            return ANYTHING if contents else NOTHING
        if not isinstance(contents, Mapping):
            return None
        if id(contents) not in self._cleaned:
            cleaned = clean(contents, _ignore, has_item_lists=True)
            assert isinstance(cleaned, Mapping)
            self._kept.append(contents)
            self.mark_clean(cleaned)
            self._cleaned[id(contents)] = cleaned
        return self._cleaned[id(contents)]


def _ignore(_pointer: str, _message: str, _hint: str) -> None:
    """Keywords that JSON Schema does not know are nobody's mistake."""


# The library costs more than all else on the way to a check, and few documents need it.


def _library_registry(documents: Mapping[str, Schema]) -> Registry:
    from referencing import Registry  # noqa: PLC0415 - see above
    from referencing.jsonschema import DRAFT202012, specification_with  # noqa: PLC0415 - see above

    registry: LibraryRegistry[Any] = Registry()
    for uri, document in documents.items():
        dialect = document.get("$schema")
        specification = specification_with(dialect) if isinstance(dialect, str) else DRAFT202012
        registry = registry.with_resource(uri, specification.create_resource(document))
    return registry.crawl()


def _inside(resolver: Resolver, schema: Schema, identifier: str) -> Resolver:
    if isinstance(resolver, PlainResolver):
        return resolver.inside(identifier)
    from referencing.jsonschema import DRAFT202012  # noqa: PLC0415 - see above

    return resolver.in_subresource(DRAFT202012.create_resource(schema))


def _failures(resolver: Resolver) -> tuple[type[Exception], ...]:
    if isinstance(resolver, PlainResolver):
        return (LookupError, ValueError, TypeError)
    from referencing.exceptions import Unresolvable  # noqa: PLC0415 - see above

    return (Unresolvable, ValueError, TypeError)


def uri_of(name: str, document: Schema) -> str:
    """The address of a document: its absolute `$id`, else one made from the file's name."""
    identifier = document.get("$id")
    if isinstance(identifier, str) and urlsplit(identifier).scheme:
        return identifier.partition("#")[0]
    return BASE + name


def is_schema_less(document: Schema) -> bool:
    """Whether a document describes nothing itself and only keeps definitions."""
    return not document.keys() - _NO_TYPE


def walk(root: Layer) -> Iterator[tuple[tuple[str, ...], Layer]]:
    """Every schema object of a document with its reference tokens, parents first."""
    pending: list[tuple[tuple[str, ...], Layer]] = [((), root)]
    while pending:
        tokens, layer = pending.pop()
        yield tokens, layer
        inner = [((*tokens, *step), layer.sub(value)) for step, value in subschemas(layer.schema)]
        pending.extend(reversed(inner))


def refs(root: Layer) -> Iterator[tuple[str, str, Layer | None]]:
    """Every reference in a document: the pointer of its keyword, its text, and what it refers to."""
    for tokens, layer in walk(root):
        for keyword in _REFERENCES:
            if keyword in layer.schema:
                yield join((*tokens, keyword)), str(layer.schema[keyword]), layer.resources.find(layer, keyword)
