"""Examples and defaults in schemas: each is data, and has to meet the schema that it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast
from urllib.parse import quote

import attrs

from annotate_kit.core.pointers import child, join
from annotate_kit.core.problems import Problem
from annotate_kit.core.values import Json, is_array
from annotate_kit.schema import Catalog, load_catalog
from annotate_kit.schema.resources import Resources, walk
from annotate_kit.validate.engines import find_engine
from annotate_kit.validate.explaining import explain

__all__ = ["example_problems"]

_ALL = "https://annotate-kit.invalid/examples.json"
"""The address of a schema that has every part with examples as a property."""
_ONE = "example.schema.json"


@attrs.frozen(kw_only=True)
class _Example:
    what: str
    """`example` or `default`."""
    pointer: str
    """Of the example itself."""
    value: Json
    part: str
    """JSON Pointer of the schema that it stands in."""


def example_problems(catalog: Catalog, folder: str) -> Iterator[Problem]:
    """The examples and defaults that do not meet their own schemas; a whole type's examples are looked at elsewhere."""
    documents = {uri: catalog.registry[uri].contents for uri in catalog.uris.values()}
    for name, uri in catalog.uris.items():
        document = documents[uri]
        listed = list(_examples(catalog, name))
        parts = dict.fromkeys(example.part for example in listed)
        numbers = {part: str(number) for number, part in enumerate(parts)}
        schema = {
            **_dialect(document),
            "properties": {numbers[part]: {"$ref": f"{uri}#{quote(part)}"} for part in parts},
        }
        # One engine for all of them: to compile one for each takes a hundred times as long.
        engine = find_engine(_ALL, {**documents, _ALL: schema}) if listed else None
        for example in listed if engine else ():
            assert engine
            if not engine.is_valid({numbers[example.part]: example.value}):
                yield from _explained(catalog, name, example, folder + name)


def _dialect(document: Mapping[str, Any]) -> dict[str, Any]:
    return {"$schema": document["$schema"]} if "$schema" in document else {}


def _examples(catalog: Catalog, name: str) -> Iterator[_Example]:
    uri = catalog.uris[name]
    is_type = name in catalog.files.values()
    for tokens, layer in walk(Resources(catalog.registry).document(uri, catalog.registry[uri].contents)):
        part, schema = join(tokens), cast("Mapping[str, Any]", layer.schema)
        if layer.home.partition("#")[0] not in ("", uri):
            continue
        if "default" in schema:
            yield _Example(what="default", pointer=child(part, "default"), value=schema["default"], part=part)
        values: Sequence[Json] = (
            schema["examples"] if is_array(schema.get("examples")) and (part or not is_type) else ()
        )
        for number, value in enumerate(values):
            place = join((*tokens, "examples", number))
            yield _Example(what="example", pointer=place, value=value, part=part)


def _explained(catalog: Catalog, name: str, example: _Example, file: str) -> Iterator[Problem]:
    """Why an example is wrong, in the words that a record with the same mistake would get."""
    uri = catalog.uris[name]
    schema = {
        "title": "Value",
        **_dialect(catalog.registry[uri].contents),
        "allOf": [{"$ref": f"{uri}#{quote(example.part)}"}],
    }
    around = load_catalog({**catalog.documents, _ONE: schema})
    documents = {address: around.registry[address].contents for address in around.uris.values()}
    engine = find_engine(around.uris[_ONE], documents)
    assert engine
    for problem in explain(around.types["example"], example.value, engine.findings(example.value)):
        message = f"the {example.what} does not meet its own schema: {problem.message}"
        pointer = example.pointer + problem.pointer
        yield attrs.evolve(problem, code="AK606", message=message, file=file, pointer=pointer, data_pointer=None)
