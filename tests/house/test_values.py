"""Laws that hold for the whole house."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import attrs
import pytest

import annotate_kit

VALUE_ROOMS = (
    *("agreement", "api", "codec", "core", "exporters", "importers", "keys", "reading", "report", "schema", "store"),
    *("tables", "text", "validate", "workbook", "workflow"),
)


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(annotate_kit.__path__, "annotate_kit."):
        if found.name.split(".")[1] in VALUE_ROOMS:
            yield importlib.import_module(found.name)


def value_types() -> dict[str, type]:
    return {
        f"{module.__name__}.{name}": value
        for module in modules()
        for name, value in vars(module).items()
        if inspect.isclass(value) and value.__module__ == module.__name__ and attrs.has(value)
    }


@pytest.mark.parametrize("name", sorted(value_types()))
def test_every_attrs_class_is_frozen_unless_it_says_that_it_is_not(name: str) -> None:
    cls = value_types()[name]
    is_frozen = cls.__setattr__ is not object.__setattr__
    assert is_frozen or "mutable" in (cls.__doc__ or "").lower()


@pytest.mark.parametrize("module", list(modules()), ids=lambda module: module.__name__)
def test_everything_public_has_a_docstring(module: ModuleType) -> None:
    for name in getattr(module, "__all__", ()):
        value = getattr(module, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            assert inspect.getdoc(value), f"{module.__name__}.{name}"


def test_no_module_is_called_utils() -> None:
    banned = {"utils", "helpers", "common", "manager"}
    assert not [name for module in modules() if (name := module.__name__.rpartition(".")[2]) in banned]
