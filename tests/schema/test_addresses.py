"""References among plain documents: the same as the library finds, without it."""

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from referencing import Registry
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT202012

from annotate_kit.schema.addresses import PlainRegistry, are_plain
from annotate_kit.schema.resources import BASE, Resources, refs

HOME, OTHER = f"{BASE}meeting.schema.json", "https://example.org/shared/common.json"
DOCUMENTS: dict[str, Any] = {
    HOME: {
        "properties": {"a/b": {"type": "string"}, "c~d": {"enum": [1]}, "é %": {"$ref": "#/properties/a~1b"}},
        "prefixItems": [{"title": "first"}, {"title": "second"}],
        "$defs": {"": {"title": "empty"}, "$id": {"title": "a property with the name of a keyword"}},
        "x-kept": {"$id": "inside.json", "$ref": "#/properties"},
    },
    OTHER: {"$id": f"{OTHER}#", "$defs": {"code": {"const": "a"}}},
}
STEPS = st.sampled_from(
    [
        "properties",
        "a~1b",
        "c~0d",
        "%C3%A9%20%25",
        "prefixItems",
        "0",
        "1",
        "2",
        "x",
        "enum",
        "$defs",
        "",
        "$id",
        "title",
    ]
)
ADDRESSES = st.sampled_from(
    ["", "meeting.schema.json", HOME, OTHER, "../schemas/meeting.schema.json", "nowhere.json", "common.json", "./"]
)
FRAGMENTS = st.one_of(
    st.just(""), st.just("#"), st.just("#name"), st.lists(STEPS, max_size=4).map(lambda steps: "#/" + "/".join(steps))
)


def by_library(home: str, reference: str) -> Any:
    registry: Registry[Any] = Registry()
    for uri, document in DOCUMENTS.items():
        registry = registry.with_resource(uri, DRAFT202012.create_resource(document))
    try:
        found = registry.crawl().resolver(home).lookup(reference)
    except (Unresolvable, ValueError, TypeError):
        return None
    return found.contents, found.resolver._base_uri


@given(st.sampled_from([HOME, OTHER]), st.tuples(ADDRESSES, FRAGMENTS).map("".join))
def test_a_reference_leads_where_the_library_says(home: str, reference: str) -> None:
    try:
        found = PlainRegistry(DOCUMENTS).resolver(home).lookup(reference)
    except (LookupError, ValueError, TypeError):
        assert by_library(home, reference) is None
    else:
        assert (found.contents, found.resolver.home) == by_library(home, reference)


@pytest.mark.parametrize(
    "part", [{"$id": "inner.json"}, {"$anchor": "here"}, {"$dynamicAnchor": "meta"}, {"$recursiveAnchor": True}]
)
def test_a_part_with_an_address_or_a_name_is_left_to_the_library(part: dict[str, object]) -> None:
    assert not are_plain({HOME: {"$defs": {"part": part}}})
    assert not are_plain({HOME: {"items": {"anyOf": [True, part]}}})
    assert are_plain({HOME: {"properties": {"$id": {"const": part}}, "x-kept": part}})


def test_a_document_with_another_address_than_its_own_is_left_to_the_library() -> None:
    assert not are_plain({HOME: {"$id": "other.json"}})
    assert not are_plain({HOME: {"$anchor": "here"}})
    assert are_plain(DOCUMENTS)


def test_what_lies_under_an_unknown_keyword_has_an_address_that_nothing_leads_to() -> None:
    inner = {"$id": "inside.json", "properties": {"x": {"$ref": "#/properties/y"}, "y": {}}}
    for defs in ({}, {"named": {"$anchor": "here"}}):  # plain, and left to the library
        document = {"$ref": "#/x-kept", "x-kept": inner, "$defs": defs}
        resources = Resources.of({HOME: document})
        target = resources.find(resources.document(HOME, document), "$ref")
        assert target is not None
        found = {text: to for _, text, to in refs(resources.layer(target.schema, target.resolver))}
        assert found == {"#/properties/y": None}
        assert resources.layer(target.schema, target.resolver).home == f"{BASE}inside.json"


def test_plain_documents_need_no_library() -> None:
    code = (
        "import sys; from annotate_kit.schema import load_catalog\n"
        "load_catalog({'a.schema.json': {'properties': {'b': {'$ref': '#/$defs/b'}}, '$defs': {'b': {}}}})\n"
        "print('referencing' in sys.modules)\n"
        "load_catalog({'a.schema.json': {'properties': {'b': {'$ref': '#b'}}, '$defs': {'b': {'$anchor': 'b'}}}})\n"
        "print('referencing' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
