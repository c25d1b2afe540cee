"""Rooms that import what they offer when it is asked for: they offer what they say, and nothing else."""

from __future__ import annotations

import ast
import importlib
import inspect

import pytest

LAZY = ("codec", "core", "report", "schema", "store", "text", "validate")


@pytest.mark.parametrize("room", LAZY)
def test_a_room_offers_what_it_says_from_where_it_says(room: str) -> None:
    module = importlib.import_module(f"annotate_kit.{room}")
    homes = {name: home for home, name in declared(module)}
    assert sorted(homes) == sorted(module.__all__)
    for name, home in homes.items():
        expected = importlib.import_module(home)
        offered = getattr(module, name)
        assert offered is getattr(expected, name)


def declared(module: object) -> list[tuple[str, str]]:
    """Home and name of what the type checker is told."""
    assert inspect.ismodule(module)
    tree = ast.parse(inspect.getsource(module))
    checked = next(node for node in tree.body if isinstance(node, ast.If))
    return [
        (str(node.module), alias.name)
        for node in checked.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]


@pytest.mark.parametrize("room", LAZY)
def test_a_name_that_no_room_has_is_an_ordinary_mistake(room: str) -> None:
    module = importlib.import_module(f"annotate_kit.{room}")
    with pytest.raises(AttributeError, match=rf"module 'annotate_kit.{room}' has no attribute 'nonsense'"):
        module.nonsense  # noqa: B018 - asking is the test
