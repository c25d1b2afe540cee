"""Hints that are what they may be: seen at a glance, and the same as their schemas say."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.schema.evaluate import holds_plain
from annotate_kit.schema.hints import HINTS, KEYWORD, sound_hints, sound_synonyms
from annotate_kit.schema.resources import BASE, Resources

WORDS = st.sampled_from(["", "a", "é", "a\n", "cyan", "light_blue", "#00ff00", "#00ff0", "7", "ab", "none", "past"])
PLAIN = st.one_of(WORDS, st.text(max_size=3), st.integers(-1, 300), st.booleans(), st.none())
VALUES = st.one_of(PLAIN, st.lists(PLAIN, max_size=3), st.dictionaries(st.sampled_from(["width", "title", "x"]), PLAIN))


@given(st.sampled_from(sorted(HINTS)), VALUES)
def test_a_hint_is_kept_exactly_where_its_schema_holds(name: str, value: Any) -> None:
    schema = {KEYWORD: {name: value}}
    layer = Resources.of({BASE: schema}).document(BASE, schema)
    assert (name in sound_hints(layer)) == holds_plain(HINTS[name], value)


@given(VALUES)
def test_synonyms_of_a_code_are_those_of_its_schema(value: Any) -> None:
    is_sound = holds_plain(HINTS["synonyms"], value)
    assert sound_synonyms({KEYWORD: {"synonyms": value}}) == (tuple(value) if is_sound else ())
    assert sound_synonyms({KEYWORD: value}) == ()
