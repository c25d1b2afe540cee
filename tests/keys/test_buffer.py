from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.keys import Buffer

FAMILY = "👨‍👩‍👧"


def played(buffer: Buffer, keys: str) -> Buffer:
    for key in keys.split():
        buffer = buffer.typed(key)
    return buffer


@pytest.mark.parametrize(
    ("keys", "text", "cursor"),
    [
        ("backspace", f"a{FAMILY}", 6),
        ("left backspace", "ae\u0301", 1),
        ("backspace backspace", "a", 1),
        ("home delete", f"{FAMILY}e\u0301", 0),
        ("home right right", f"a{FAMILY}e\u0301", 6),
        ("home left", f"a{FAMILY}e\u0301", 0),
        ("end right delete", f"a{FAMILY}e\u0301", 8),
        ("home end", f"a{FAMILY}e\u0301", 8),
    ],
)
def test_editing_goes_by_grapheme(keys: str, text: str, cursor: int) -> None:
    buffer = played(Buffer(f"a{FAMILY}e\u0301"), keys)
    assert (buffer.text, buffer.cursor) == (text, cursor)


def test_words_are_put_at_the_cursor() -> None:
    assert played(Buffer("ac"), "left").put("b") == Buffer("abc", 2)
    assert Buffer("ab", 99).cursor == 2


def test_other_keys_edit_nothing() -> None:
    assert Buffer("a").typed("enter") == Buffer("a")


@given(
    text=st.text(max_size=12), keys=st.lists(st.sampled_from(["left", "right", "backspace", "delete", "home", "end"]))
)
def test_the_cursor_stays_within_the_text(text: str, keys: list[str]) -> None:
    buffer = Buffer(text)
    for key in keys:
        after = buffer.typed(key)
        assert 0 <= after.cursor <= len(after.text) <= len(buffer.text)
        buffer = after
