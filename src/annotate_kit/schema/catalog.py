"""The catalog: all schema documents of a project, the record types they make, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from annotate_kit.core.limits import LIMITS, Limits
from annotate_kit.core.names import is_type_name
from annotate_kit.core.own_rules import NO_RULES, OwnRules
from annotate_kit.core.problems import Problem
from annotate_kit.schema.build import build
from annotate_kit.schema.keywords import Schema, clean
from annotate_kit.schema.members import Member, humanize
from annotate_kit.schema.resources import Layer, Resources, is_schema_less, uri_of
from annotate_kit.schema.shape import shape_of
from annotate_kit.schema.shortcuts import TYPE_LETTERS, Claim, assign
from annotate_kit.schema.values import Field, RecordType

if TYPE_CHECKING:
    from annotate_kit.schema.resources import Registry

__all__ = ["FOLDER", "Catalog", "lint", "lint_catalog", "load_catalog"]

FOLDER = "schemas/"
"""Where problems say that the documents lie."""
_SUFFIXES = (".schema.json", ".json")
_CAPTIONS = ("name", "title", "label", "headline", "subject")
"""Properties that name a record where no hint says which does."""


@attrs.frozen(kw_only=True, eq=False)
class Catalog:
    """What a project's schemas say."""

    types: Mapping[str, RecordType]
    """By name, in the order of their hints `order`, then of their names."""
    _problems: tuple[Problem, ...] | Callable[[], tuple[Problem, ...]] = attrs.field(repr=False)
    """What is wrong with the documents, or how it is found: most who check records never ask."""
    documents: Mapping[str, object] = attrs.field(repr=False)
    """By file name, as they were given."""
    registry: Registry = attrs.field(repr=False)
    """Closed: nothing is ever retrieved."""
    uris: Mapping[str, str] = attrs.field(repr=False)
    """File name → the address of the document, for every document that can be used."""
    files: Mapping[str, str] = attrs.field(repr=False)
    """Record type → file name."""
    own: OwnRules = attrs.field(default=NO_RULES, repr=False)
    """What the project asks of records beyond their schemas."""
    limits: Limits = attrs.field(default=LIMITS, repr=False)
    """How much is looked at of what is checked with it."""
    memo: dict[object, Any] = attrs.field(factory=dict, init=False, repr=False)
    """What other rooms found out about it, by a key of their own; gone with it."""

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What makes a document work badly, by file and place; looked for when it is first asked for."""
        return self._problems if isinstance(self._problems, tuple) else self._problems()

    def bundle(self, type_name: str) -> dict[str, Any]:
        """One schema document that holds a record type and all documents it refers to, for a validation engine.

        Raises:
            KeyError: where there is no such type.
        """
        from annotate_kit.schema.bundle import bundle_of  # noqa: PLC0415 - few ask, and all wait for the import

        return bundle_of(self.files[type_name], self.documents, self.uris, self.registry)


def load_catalog(documents: Mapping[str, object], *, limits: Limits = LIMITS) -> Catalog:
    """The catalog of schema documents by file name; whatever is wrong with them is a problem, never an exception."""
    problems: list[Problem] = []
    cleaned = {name: schema for name in sorted(documents) if (schema := _clean(name, documents[name], problems))}
    uris = {name: uri_of(name, schema) for name, schema in cleaned.items()}
    resources = Resources.of({uris[name]: schema for name, schema in cleaned.items()})
    layers = {name: resources.document(uris[name], schema) for name, schema in cleaned.items()}
    files = dict(_type_files(cleaned, problems))
    types = _record_types({kind: (layers[name], documents[name]) for kind, name in files.items()})

    def found() -> tuple[Problem, ...]:
        from annotate_kit.schema.linting import document_problems, type_problems  # noqa: PLC0415 - as above

        in_documents = (p for name, layer in layers.items() for p in document_problems(layer, FOLDER + name, files))
        in_types = type_problems(types, {kind: FOLDER + name for kind, name in files.items()})
        return tuple(sorted((*problems, *in_documents, *in_types), key=lambda problem: problem.sort_key))

    return Catalog(
        types=types,
        problems=found,
        documents=documents,
        registry=resources.registry,
        uris=uris,
        files=files,
        limits=limits,
    )


def lint(documents: Mapping[str, object]) -> tuple[Problem, ...]:
    """Everything wrong with schema documents by file name, what only makes them unpleasant included."""
    return lint_catalog(load_catalog(documents))


def lint_catalog(catalog: Catalog) -> tuple[Problem, ...]:
    """The same of documents that are a catalog already."""
    from annotate_kit.schema.linting import style_problems  # noqa: PLC0415 - as above

    problems = list(catalog.problems)
    resources = Resources(catalog.registry)
    for name, uri in catalog.uris.items():
        root = resources.document(uri, catalog.registry[uri].contents)
        problems += style_problems(root, FOLDER + name)
    return tuple(sorted(problems, key=lambda problem: problem.sort_key))


def _clean(name: str, document: object, problems: list[Problem]) -> Schema | None:
    def report(pointer: str, message: str, hint: str) -> None:
        problems.append(Problem(code="AK601", file=FOLDER + name, pointer=pointer, message=message, hint=hint))

    if not isinstance(document, Mapping):
        report(
            "", "a schema file holds one JSON object", 'Write a schema such as {"title": "Meeting", "type": "object"}.'
        )
        return None
    schema = clean(document, report)
    assert isinstance(schema, Mapping)
    return schema


def _type_files(cleaned: Mapping[str, Schema], problems: list[Problem]) -> Iterator[tuple[str, str]]:
    taken: dict[str, str] = {}
    for name, schema in cleaned.items():
        if is_schema_less(schema):
            continue
        kind = next((name.removesuffix(suffix) for suffix in _SUFFIXES if name.endswith(suffix)), name)
        if is_type_name(kind) and kind not in taken:
            taken[kind] = name
            yield kind, name
            continue
        message = f'"{kind}" is no name for a record type'
        hint = "Name the file with small letters, digits and hyphens: meeting.schema.json."
        if kind in taken:
            message, hint = f'{taken[kind]} is the record type "{kind}" already', "Rename one of the two files."
        problems.append(Problem(code="AK605", file=FOLDER + name, message=message, hint=hint))


def _record_types(layers: Mapping[str, tuple[Layer, Any]]) -> dict[str, RecordType]:
    names = sorted(layers)
    roots = {
        name: build(
            Member(name="", shape=shape_of([layers[name][0]]), is_required=True), pointer="", title=humanize(name)
        )
        for name in names
    }
    claims = [Claim(hint=root.hints.get("shortcut", ""), words=root.title + name) for name, root in roots.items()]
    letters = assign(claims, TYPE_LETTERS)
    types = {
        name: _record_type(name, roots[name], layers[name][1], letter)
        for name, letter in zip(names, letters, strict=True)
    }
    return dict(sorted(types.items(), key=lambda item: (_order(roots[item[0]]), item[0])))


def _order(root: Field) -> tuple[bool, Any]:
    """Types with a hint `order` first, small numbers before great ones."""
    return (root.order is None, root.order or 0)


def _record_type(name: str, root: Field, document: Any, shortcut: str) -> RecordType:
    hints = root.hints
    caption = hints.get("caption", _caption(root))
    caption = (caption,) if isinstance(caption, str) else tuple(caption)
    return RecordType(
        name=name,
        title=root.title,
        plural=hints.get("plural", f"{root.title}s"),
        description=root.description,
        version=hints.get("version", ""),
        shortcut=shortcut,
        color=hints.get("color", ""),
        caption=caption,
        identity=tuple(hints.get("identity", caption)),
        schema=document,
        fields=root.fields,
        is_closed=any(
            layer.schema.get(keyword) is False
            for layer in root.shape.layers
            for keyword in ("additionalProperties", "unevaluatedProperties")
        ),
        examples=root.examples,
        root=root,
    )


def _caption(root: Field) -> tuple[str, ...]:
    texts = [field for field in root.fields if field.kind == "text"]
    named = [field for field in texts if field.name in _CAPTIONS]
    required = [field for field in texts if field.is_required]
    return tuple(field.name for field in (*named, *required, *texts)[:1])
