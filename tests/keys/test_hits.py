"""Hits that are looked for block by block are the hits."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.keys.hits import Hits
from annotate_kit.text import Range, find_typed, index_text, search
from annotate_kit.text.finding import Where

AT: st.SearchStrategy[Where] = st.sampled_from(["anywhere", "starts", "words"])
PIECES = ("ab", "a", "b", " ", "aab", "B", "é", "e\u0301", "한국은", "\n", "-", "‑")
TEXTS = st.lists(st.sampled_from(PIECES), max_size=120).map("".join)
TYPED = st.text("abB é-한국", min_size=1, max_size=5)
SIZES = st.integers(40, 60)
"""Code points of a block: more than any hit has here."""


def every(text: str, typed: str, at: Where) -> list[Range]:
    found = search(index_text(text), typed, at=at)
    assert isinstance(found, tuple)
    return list(found)


def found_by(hits: Hits, text: str) -> list[Range]:
    return list(hits.between(0, len(text)))


@given(TEXTS, TYPED, AT, SIZES)
def test_block_by_block_the_same_is_found(text: str, typed: str, at: Where, size: int) -> None:
    index = index_text(text)
    found = found_by(Hits.of(index, typed, at, size=size), text)
    if typed[0].casefold() not in typed[1:].casefold():
        assert found == every(text, typed, at)
    # What may overlap with itself may be found one place further on, where a block ends within it.
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert {(one.start, one.end) for one in found} <= set(find_typed(index, typed, at=at, among=range(len(text))))


@given(TEXTS, TYPED, AT, AT, SIZES, st.lists(st.integers(0, 4), min_size=5, max_size=5))
def test_what_is_known_of_the_letters_before_changes_nothing(
    text: str, typed: str, at: Where, then_at: Where, size: int, looks: list[int]
) -> None:
    index = index_text(text)
    before: Hits | None = None
    for end, look in enumerate(looks[: len(typed) - 1], 1):
        before = Hits.of(index, typed[:end], at, before, size=size)
        before.learn(look)
    alone = Hits.of(index, typed, then_at, size=size)
    assert found_by(Hits.of(index, typed, then_at, before, size=size), text) == found_by(alone, text)


@given(TEXTS, st.sampled_from(["a", "b", "ab", "한", "-"]), AT, SIZES, st.integers(0, 400))
def test_what_is_asked_of_hits_is_what_their_list_says(
    text: str, typed: str, at: Where, size: int, offset: int
) -> None:
    hits, found = Hits.of(index_text(text), typed, at, size=size), every(text, typed, at)
    assert hits.first_from(offset) == next((one for one in found if one.start >= offset), None)
    assert hits.last_before(offset) == next((one for one in reversed(found) if one.start < offset), None)
    assert hits.number_of(offset) == sum(one.start <= offset for one in found)
    end = offset + 30
    assert list(hits.between(offset, end)) == [one for one in found if one.start < end and offset < one.end]
    looks = 0
    while not hits.is_whole:
        hits.learn()
        looks += 1
    assert looks <= len(text) // size + 1
    hits.learn()
    assert hits.known == len(found)


@given(TEXTS, st.sampled_from(["a+", "b.", "[^a]", "zz"]))
def test_the_hits_of_an_expression_are_all_there(text: str, pattern: str) -> None:
    index = index_text(text)
    found = search(index, pattern, regex=True)
    assert isinstance(found, tuple)
    hits = Hits.all_of(index, found)
    assert (found_by(hits, text), hits.known, hits.is_whole) == (list(found), len(found), True)
    assert not hits.is_beginning_of(index, pattern), "an expression tells nothing of another"


def test_a_rare_beginning_is_looked_behind_and_a_common_one_looked_for_again() -> None:
    text = "cat " * 20 + "car cat " + "dog " * 4_000
    index = index_text(text)
    before = Hits.of(index, "ca", "starts", size=400)
    before.learn(3)
    assert Hits.of(index, "car", "starts", before, size=400).first_from(0) == Range(start=80, end=83)
    dense = index_text("cat " * 400 + "car")
    begun = Hits.of(dense, "ca", "starts", size=4_000)
    assert Hits.of(dense, "car", "starts", begun, size=4_000).first_from(0) == Range(start=1_600, end=1_603)
