from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.text import name_key
from annotate_kit.text.marks import normal_form
from annotate_kit.text.normalising import normalise

FORMS: tuple[Literal["NFC", "NFD", "NFKC"], ...] = ("NFC", "NFD", "NFKC")
MARKS = st.text("\u0301\u0323\u0344\u0f71\u0f72\u0f73\u05b0\u3099\u0327\u034f\u200d\u00e9\ufb03e ", max_size=120)


@given(st.sampled_from(FORMS), MARKS, MARKS)
def test_it_is_the_form_that_the_library_gives(form: Literal["NFC", "NFD", "NFKC"], before: str, after: str) -> None:
    text = before + "\u0301\u0323\u0327" * 20 + after
    assert normal_form(form, text) == unicodedata.normalize(form, text)


@pytest.mark.parametrize("form", FORMS)
def test_a_million_marks_out_of_order_are_as_good_as_any_others(form: Literal["NFC", "NFD", "NFKC"]) -> None:
    """Exchanging neighbours would take far longer than any test may."""
    text = "e" + "\u0301\u0323" * 500_000
    made = normal_form(form, text)
    assert made.count("\u0301") + made.count("\u00e9") == 500_000


def test_texts_and_names_of_many_marks_are_read_at_once() -> None:
    text = "Busan e" + "\u0301\u0323" * 300_000 + "\n"
    assert isinstance(normalise(text.encode()), str)
    assert name_key(text).startswith("busan e")
