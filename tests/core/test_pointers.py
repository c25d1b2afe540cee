from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate_kit.core.pointers import (
    around,
    child,
    find_value,
    is_under,
    join,
    leaves,
    parent,
    rebase,
    split,
    walk,
    with_item,
    with_value,
    without_item,
)
from annotate_kit.core.values import ABSENT, Json

TOKENS = st.lists(st.text(alphabet="a/~01é ", max_size=3), max_size=4)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text("ab~/", max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab~/", max_size=3), inner, max_size=3),
    max_leaves=8,
)
DOCUMENT: Json = {"name": "Kim", "roles": [{"title": "chief"}, {"title": "chair"}], "": 0, "a/b": 1, "m~n": 2}


@given(TOKENS)
def test_splitting_takes_back_joining(tokens: list[str]) -> None:
    assert list(split(join(tokens))) == tokens


@given(TOKENS)
def test_a_place_is_under_itself_and_all_that_is_around_it(tokens: list[str]) -> None:
    pointer = join(tokens)
    outer = list(around(pointer))
    assert outer == [join(tokens[:n]) for n in range(len(tokens))]
    assert all(is_under(pointer, other) and not is_under(other, pointer) for other in outer)


@given(TOKENS, st.text("a/~01", max_size=3))
def test_the_parent_of_a_child_is_where_it_was(tokens: list[str], token: str) -> None:
    pointer = join(tokens)
    assert parent(child(pointer, token)) == pointer
    assert is_under(child(pointer, token), pointer)
    assert is_under(pointer, pointer)


def test_a_pointer_begins_with_a_slash() -> None:
    with pytest.raises(ValueError, match="roles"):
        split("roles")


def test_what_only_begins_alike_is_not_below() -> None:
    assert not is_under("/roles2", "/roles")
    assert rebase("/roles/0/title", "/roles/0", "/roles/3") == "/roles/3/title"
    assert parent("") == ""


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("", DOCUMENT),
        ("/name", "Kim"),
        ("/roles/1/title", "chair"),
        ("/", 0),
        ("/a~1b", 1),
        ("/m~0n", 2),
        ("/roles/2", ABSENT),
        ("/roles/-", ABSENT),
        ("/roles/01", ABSENT),
        ("/roles/٠", ABSENT),
        ("/name/0", ABSENT),
        ("/nothing/0", ABSENT),
    ],
)
def test_values_are_found_by_the_rules_of_rfc_6901(pointer: str, value: Json) -> None:
    assert find_value(DOCUMENT, pointer) == value


@given(VALUES)
def test_every_place_is_walked_parents_first_and_holds_what_is_said(data: Json) -> None:
    seen: list[str] = []
    for pointer, value in walk(data):
        assert find_value(data, pointer) is value
        assert not seen or parent(pointer) in seen
        seen.append(pointer)
    assert len(seen) == len(set(seen))


@given(VALUES)
def test_leaves_hold_no_other_place(data: Json) -> None:
    places = [pointer for pointer, _ in walk(data)]
    found = dict(leaves(data))
    assert set(found) == {place for place in places if not any(parent(other) == place for other in places if other)}


@given(VALUES, VALUES, st.data())
def test_a_changed_copy_differs_there_alone(data: Json, value: Json, draw: st.DataObject) -> None:
    pointer = draw.draw(st.sampled_from([place for place, _ in walk(data)]))
    changed = with_value(data, pointer, value)
    assert changed is not ABSENT
    assert find_value(changed, pointer) == value
    for place, old in walk(data):
        if not is_under(place, pointer) and not is_under(pointer, place):
            assert find_value(changed, place) == old


def test_missing_objects_are_made_and_items_added_at_the_end_alone() -> None:
    assert with_value({}, "/a/b", 1) == {"a": {"b": 1}}
    assert with_value([1], "/1", 2) == [1, 2]
    assert with_value([1, 2], "/0", ABSENT) == [2]
    assert with_value({"a": {"b": 1}}, "/a/b", ABSENT) == {"a": {}}
    assert with_value({}, "/a/b", ABSENT) == {}
    assert with_value({"a": 1}, "", ABSENT) is ABSENT
    for data, pointer in (([1], "/2"), ([1], "/-"), ([1], "/x"), ({"a": 1}, "/a/b"), ([1, 2], "/01"), ([1], "/٠")):
        with pytest.raises(KeyError):
            with_value(data, pointer, 0)


def test_items_are_put_in_and_taken_out() -> None:
    data = {"list": ["a", "b"]}
    assert with_item(data, "/list", 1, "x") == {"list": ["a", "x", "b"]}
    assert with_item(data, "/list", 2, "x") == {"list": ["a", "b", "x"]}
    assert without_item(data, "/list", 0) == {"list": ["b"]}
    assert data == {"list": ["a", "b"]}
    for index in (-1, 3):
        with pytest.raises(KeyError):
            with_item(data, "/list", index, "x")
    for index in (-1, 2):
        with pytest.raises(KeyError):
            without_item(data, "/list", index)
    with pytest.raises(KeyError):
        with_item(data, "/nothing", 0, "x")
