"""Three versions of a table: which row is which, and who is right about a value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.core import ABSENT
from annotate_kit.core.values import Absent, Json
from annotate_kit.tables.differing import Identity, Verdict, compare, match_rows, pair_items


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "verdict"),
    [
        ("a", "a", "a", Verdict.NOTHING),
        ("a", "a", "b", Verdict.NOTHING),
        ("a", "a", ABSENT, Verdict.NOTHING),
        ("a", "b", "a", Verdict.APPLY),
        ("a", ABSENT, "a", Verdict.APPLY),
        (ABSENT, "b", ABSENT, Verdict.APPLY),
        ("a", "b", "b", Verdict.NOTHING),
        ("a", ABSENT, ABSENT, Verdict.NOTHING),
        (ABSENT, "b", "b", Verdict.NOTHING),
        ("a", "b", "c", Verdict.CONFLICT),
        ("a", ABSENT, "c", Verdict.CONFLICT),
        ("a", "b", ABSENT, Verdict.CONFLICT),
        (ABSENT, "b", "c", Verdict.CONFLICT),
        (1, True, 1, Verdict.APPLY),
        (1, 1.0, 2, Verdict.NOTHING),
    ],
)
def test_every_case_of_three_values(
    base: Json | Absent, theirs: Json | Absent, ours: Json | Absent, verdict: Verdict
) -> None:
    assert compare(base, theirs, ours) is verdict


def who(key: str | None, base: str = "", *, is_unchanged: bool = False) -> Identity[str]:
    return Identity(key=key, base=base, is_unchanged=is_unchanged)


EXPORTED = {"a": "h1", "b": "h2", "c": "h2"}


def test_rows_are_found_by_their_ids_in_any_order_and_what_is_gone_is_missing() -> None:
    found = match_rows(EXPORTED, [(who("b", "h2"), "row b"), (who("a", "h1"), "row a")])
    assert found.pairs == {"b": "row b", "a": "row a"}
    assert found.missing == ["c"]


def test_of_an_id_that_stands_twice_the_row_as_exported_is_the_original() -> None:
    rows = [
        (who("a", "h1"), "changed"),
        (who("a", "h1", is_unchanged=True), "same"),
        (who("a", "h1", is_unchanged=True), "same again"),
    ]
    found = match_rows(EXPORTED, rows)
    assert found.pairs == {"a": "same"}
    assert (found.copies, found.idle) == ([("a", "changed")], [("a", "same again")])


def test_where_all_rows_of_an_id_were_changed_none_is_taken() -> None:
    found = match_rows(EXPORTED, [(who("a", "h1"), 1), (who("a", "h1"), 2)])
    assert (found.pairs, found.doubtful) == ({}, [("a", 1), ("a", 2)])
    assert found.missing == ["b", "c"]


def test_a_row_without_an_id_is_new_unless_its_hash_tells_which_one_it_was() -> None:
    found = match_rows(EXPORTED, [(who(None, "h1"), 1), (who(None, "h2"), 2), (who(None), 3)])
    assert (found.pairs, found.found_by_base, found.new) == ({"a": 1}, ["a"], [2, 3])
    found = match_rows(EXPORTED, [(who("a", "h1"), 1), (who(None, "h1"), 2)])
    assert (found.pairs, found.new) == ({"a": 1}, [2])


def test_an_id_that_was_not_exported_is_unknown() -> None:
    assert match_rows(EXPORTED, [(who("z", "h1"), 1)]).unknown == [("z", 1)]


def test_an_id_beside_the_hash_of_another_row_is_doubtful_unless_the_row_is_as_it_was() -> None:
    assert match_rows(EXPORTED, [(who("b", "h1"), 1)]).doubtful == [("b", 1)]
    assert match_rows(EXPORTED, [(who("b", "h1", is_unchanged=True), 1)]).pairs == {"b": 1}
    # A hash that two rows have says nothing, and so does one that nobody exported.
    assert match_rows(EXPORTED, [(who("a", "h2"), 1), (who("b", "xx"), 2)]).pairs == {"a": 1, "b": 2}


@given(st.permutations(sorted(EXPORTED)))
def test_no_order_of_the_rows_matters(order: list[str]) -> None:
    rows = [(who(key, EXPORTED[key]), key) for key in order]
    assert match_rows(EXPORTED, rows).pairs == {key: key for key in EXPORTED}


@pytest.mark.parametrize(
    ("exported", "now", "pairs"),
    [
        ("ab", "ab", {0: 0, 1: 1}),
        ("ab", "ba", {0: 1, 1: 0}),
        ("ab", "xab", {0: 1, 1: 2}),
        ("abc", "ac", {0: 0, 2: 1}),
        ("abc", "aXc", {0: 0, 1: 1, 2: 2}),
        ("aa", "a", {0: 0}),
        ("ab", "", {}),
        ("", "ab", {}),
        ("ab", "bX", {1: 0}),
    ],
)
def test_items_are_followed_by_number_and_by_what_they_say(exported: str, now: str, pairs: dict[int, int]) -> None:
    def numbered(said: str) -> dict[tuple[int, ...], str]:
        return {(n,): one for n, one in enumerate(said)}

    found = pair_items(numbered(exported), numbered(now))
    assert {before[0]: after[0] for before, after in found.items()} == pairs


@given(st.lists(st.sampled_from("abc"), max_size=5), st.lists(st.sampled_from("abc"), max_size=5))
def test_no_two_items_become_the_same_one(exported: list[str], now: list[str]) -> None:
    found = pair_items({(n,): one for n, one in enumerate(exported)}, {(n,): one for n, one in enumerate(now)})
    assert len(set(found.values())) == len(found)
    assert all(after[0] < len(now) for after in found.values())
