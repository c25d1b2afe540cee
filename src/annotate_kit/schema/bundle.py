"""One self-contained document for a validation engine: a record type with all documents that it refers to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from annotate_kit.schema.resources import Resources, refs, walk

if TYPE_CHECKING:
    from annotate_kit.schema.resources import Registry

__all__ = ["bundle_of"]


def bundle_of(
    name: str, documents: Mapping[str, object], uris: Mapping[str, str], registry: Registry
) -> dict[str, Any]:
    """The document `name`, with those that it needs embedded under their addresses (JSON Schema, section 9.3)."""
    root = _addressed(documents[name], uris[name])
    keyword = "definitions" if "draft-0" in str(root.get("$schema", "")) else "$defs"
    kept = dict(cast("Mapping[str, Any]", root.get(keyword, {})))
    for other in _needed(name, uris, registry):
        kept[_free(uris[other], kept)] = _addressed(documents[other], uris[other])
    return {**root, keyword: kept} if kept else root


def _free(key: str, taken: Mapping[str, object]) -> str:
    while key in taken:
        key += "_"
    return key


def _addressed(document: object, uri: str) -> dict[str, Any]:
    schema = {**cast("Mapping[str, Any]", document), "$id": uri}
    if "$ref" in schema and "draft-0" in str(schema.get("$schema", "")):
        # Up to draft-07, everything beside a `$ref` is ignored, `$id` as well.
        schema["allOf"] = [{"$ref": schema.pop("$ref")}]
    return schema


def _needed(name: str, uris: Mapping[str, str], registry: Registry) -> Iterator[str]:
    """The other documents that a document refers to, and those that they refer to."""
    resources = Resources(registry)
    roots = {file: resources.document(uri, registry[uri].contents) for file, uri in uris.items()}
    # A part of a document may have an address of its own.
    files = {layer.home: file for file, root in roots.items() for _, layer in walk(root)}
    pending, seen = [name], {name}
    while pending:
        for _, _, target in refs(roots[pending.pop()]):
            file = target and files.get(target.home)
            if file and file not in seen:
                seen.add(file)
                pending.append(file)
                yield file
