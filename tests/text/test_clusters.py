"""Grapheme clusters, as a person counts characters."""

from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.text import graphemes


def test_a_family_a_flag_and_a_syllable_are_one_character_each() -> None:
    assert len(list(graphemes("👨‍👩‍👧🇰🇷김é"))) == 4


@given(st.text())
def test_clusters_are_the_text(text: str) -> None:
    assert "".join(graphemes(text)) == text
