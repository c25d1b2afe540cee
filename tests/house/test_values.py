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
    *(
        "agreement",
        "api",
        "codec",
        "core",
        "exporters",
        "importers",
        "keys",
        "reading",
        "report",
        "schema",
        "store",
        "suggest",
    ),
    *("tables", "text", "validate", "workbook", "workflow"),
)


NOT_VALUES = frozenset({"NameSuggester"})
"""A suggester is no value: this one keeps what it prepared from article to article."""


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(annotate_kit.__path__, "annotate_kit."):
        if found.name.split(".")[1] in VALUE_ROOMS:
            yield importlib.import_module(found.name)


def public_types() -> dict[str, type]:
    """The attrs classes that rooms offer to each other; what a module keeps to itself may be built up step by step."""
    rooms = (importlib.import_module(f"annotate_kit.{room}") for room in VALUE_ROOMS)
    offered = {name: getattr(room, name) for room in rooms for name in getattr(room, "__all__", ())}
    return {
        name: value
        for name, value in offered.items()
        if inspect.isclass(value) and attrs.has(value) and name not in NOT_VALUES
    }


@pytest.mark.parametrize("name", sorted(public_types()))
def test_every_public_value_type_is_frozen(name: str) -> None:
    # attrs gives its frozen classes a __setattr__ that refuses.
    assert "__setattr__" in vars(public_types()[name])


@pytest.mark.parametrize("module", list(modules()), ids=lambda module: module.__name__)
def test_everything_public_has_a_docstring(module: ModuleType) -> None:
    for name in getattr(module, "__all__", ()):
        value = getattr(module, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            assert inspect.getdoc(value), f"{module.__name__}.{name}"


def test_no_module_is_called_utils() -> None:
    banned = {"utils", "helpers", "common", "manager"}
    assert not [name for module in modules() if (name := module.__name__.rpartition(".")[2]) in banned]
