"""Edges of characters that two code points tell."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.text import index_text, is_surely_boundary

LETTERS = st.sampled_from([*"a \r\n'", *"é’–“한국日本ーカﾞﾟ\u0301\u200d\u20e3\ufe0f\u1100\u1161\u11a8👩🇰🇷\u0600का"])


@given(st.text(st.one_of(st.characters(), LETTERS), max_size=12), st.integers(-1, 13))
def test_what_is_surely_an_edge_is_one(text: str, offset: int) -> None:
    if is_surely_boundary(text, offset):
        assert 0 <= offset <= len(text)
        assert index_text(text).is_boundary(offset)


def test_every_two_neighbours_that_are_surely_apart_are_so() -> None:
    # Each code point of the plane beside a letter, and beside itself.
    for code in range(0x10000):
        char = chr(code)
        for pair in (f"a{char}", f"{char}a", f"{char}{char}"):
            if is_surely_boundary(pair, 1) and not pair.isascii():
                assert not unicodedata.category(pair[1]).startswith("M")
                assert char not in "\u200d\u200c"


def test_edges_of_news_are_seen_without_cutting_it() -> None:
    text = "“We’re ready,” said 김 회장 — 日本の万博は大阪で、and Łódź’s café…"
    words = [edge for word in re.finditer(r"\w+", text) for edge in word.span()]
    assert all(is_surely_boundary(text, edge) for edge in words)


def test_a_mark_a_joiner_and_half_a_line_end_are_left_to_the_index() -> None:
    assert not any(is_surely_boundary(text, 1) for text in ("e\u0301", "👩\u200d", "\r\n", "\u1100\u1161", "कि"))
