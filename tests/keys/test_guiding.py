from __future__ import annotations

from typing import Any

import attrs
import pytest

from annotate_kit.keys import Card, FormView, with_guidelines


def test_the_project_s_page_comes_after_what_the_schema_says(begin: Any) -> None:
    player = begin()
    player.view = with_guidelines(player.view, ["# Tag names whole"])
    lines = player.play("#").view.overlay.lines
    assert lines[-1] == "# Tag names whole"
    assert any(line.startswith("p  Official: ") for line in lines)
    assert player.play("f1").view.overlay is None, "the same key closes it"


def test_a_project_without_guidelines_says_where_they_would_be(begin: Any) -> None:
    assert "guidelines.md" in begin().play("#").view.overlay.lines[-1]


@pytest.mark.parametrize("keys", ["tab p g", "tab p e", "tab p enter"])
def test_one_key_away_wherever_there_is_a_record(begin: Any, keys: str) -> None:
    player = begin().play(keys)
    below = player.view.overlay
    player.play("#")
    assert isinstance(player.view.overlay, Card)
    assert "— Official —" in player.view.overlay.lines
    assert player.play("escape").view.overlay == below


@pytest.mark.parametrize("keys", ["tab P", "/", '"', ":"])
def test_also_where_letters_are_text(begin: Any, keys: str) -> None:
    player = begin().play(keys)
    assert isinstance(player.play("f1").view.overlay, Card)


def test_the_field_under_the_cursor_comes_first(begin: Any) -> None:
    player = begin().play("tab p e #")
    assert player.view.overlay.lines[0].startswith("n  Name *: ")
    player.play("escape")
    assert isinstance(player.view.overlay, FormView)


def test_codes_are_told_with_what_they_mean(begin: Any, catalog_from: Any) -> None:
    kinds = [{"const": "a", "title": "Alpha", "description": "the first"}, {"const": "b", "title": "Beta"}]
    schema = {
        "title": "Thing",
        "properties": {"kind": {"title": "Kind", "oneOf": kinds}, "name": {"type": "string"}},
        "examples": [{"name": "Something", "kind": "a", "odd": 1}, {"name": "Else"}],
        "x-annotate": {"shortcut": "t"},
    }
    lines = begin(catalog=catalog_from({"thing.schema.json": schema})).play("t #").view.overlay.lines
    assert "   Alpha: the first" in lines
    assert "   Beta" in lines
    assert "   such as Something · Alpha" in lines


def test_a_cursor_behind_the_last_line_tells_of_the_type_alone(begin: Any) -> None:
    # Lines go when what they stand for is removed elsewhere.
    player = begin().play("tab p e")
    player.view = attrs.evolve(player.view, overlays=(attrs.evolve(player.view.overlay, cursor=99),))
    assert player.play("#").view.overlay.lines[0] == "— Official —"
