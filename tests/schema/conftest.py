from __future__ import annotations

from collections.abc import Callable

import pytest

from annotate_kit.schema import Catalog, RecordType, load_catalog

MakeType = Callable[..., RecordType]


@pytest.fixture(scope="session")
def make_type() -> MakeType:
    """The record type of a schema; keyword arguments are further files: `common={…}` is `common.schema.json`."""

    def make(schema: object, **others: object) -> RecordType:
        documents = {"thing.schema.json": schema, **{f"{name}.schema.json": other for name, other in others.items()}}
        return load_catalog(documents).types["thing"]

    return make


@pytest.fixture(scope="session")
def empty_catalog() -> Catalog:
    return load_catalog({})
