"""The cheapest way to words: what it costs, and that its keys lead there."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from annotate_kit.keys import View, press
from annotate_kit.keys.planning import OURS, PLAIN, VIM, Ground, Motions, Way
from annotate_kit.text import Range

KOREAN = "김윤은 서울에서 회장으로 일한다고 밝혔다. 이어 부산을 찾았다.\n"


def place(view: View, words: str, nth: int = 0) -> Range:
    start = -1
    for _ in range(nth + 1):
        start = view.text.index(words, start + 1)
    return Range(start=start, end=start + len(words))


def way(view: View, words: str, motions: Motions, nth: int = 0, **options: Any) -> Way | None:
    return Ground.of(view, motions).way(view, place(view, words, nth), **options)


def led(view: View, keys: tuple[str, ...]) -> str:
    for key in keys:
        view = press(view, key, lambda prefix: prefix).view
    return view.words


@pytest.mark.parametrize(
    ("words", "ours", "vim", "plain"),
    [
        ("Kim", "", "", ""),
        ("Kim Yoon", "tab", "L", "L"),
        ("chief", "tab tab", "right right", "right right"),
        ("chief of", "right right L", "right right L", "right right L"),
        ("May 16, 2023", "shift+tab f a", "", ""),
    ],
)
def test_the_cheapest_keys(begin: Any, words: str, ours: str, vim: str, plain: str) -> None:
    view = begin().view
    for motions, keys in ((OURS, ours), (VIM, vim), (PLAIN, plain)):
        found = way(view, words, motions)
        assert found is not None
        assert led(view, found.keys) == words
        assert found.cost <= len(keys.split()) or not keys
        assert found.cost == len(found.keys) or motions is VIM


def test_more_motions_never_cost_more(begin: Any) -> None:
    view = begin().view
    for words in ("Mikio Sasaki", "240 people", "Corp. signed", "billion dollars", "glad. “Good results"):
        ours, vim, plain = (way(view, words, motions) for motions in (OURS, VIM, PLAIN))
        assert ours is not None
        assert vim is not None
        assert plain is not None
        assert ours.cost <= plain.cost
        assert vim.cost <= plain.cost
        assert {led(view, found.keys) for found in (ours, vim, plain)} == {words}


def test_a_count_before_a_motion_is_one_key_for_each_digit(begin: Any) -> None:
    view = begin("one two three four five six seven eight nine ten eleven twelve thirteen").view
    found = way(view, "six", attrs.evolve(VIM, searches=False))
    assert found is not None
    assert found.keys == ("right",) * 5
    assert (found.cost, found.thoughts, found.kinds) == (2, 1, ("count right",))
    back = view
    for _ in range(12):
        back = press(back, "l", lambda prefix: prefix).view
    home = way(back, "two", attrs.evolve(VIM, keys=("left", "right"), searches=False))
    assert home is not None
    assert (home.cost, home.keys) == (3, ("left",) * 11)


def test_candidates_already_tagged_are_jumped_over(begin: Any) -> None:
    player = begin("Seoul and Seoul and Seoul and Seoul and Seoul met. Busan came.", height=1, width=30)
    player.play("f a o *")
    found = way(player.view, "Busan", attrs.evolve(OURS, keys=("tab",), searches=False))
    assert found is not None
    assert found.keys in ((")",), ("f", *found.keys[1:]))
    player.select("Busan").play("o home home tab")
    back = way(player.select("came").view, "Seoul", attrs.evolve(OURS, keys=("right",), searches=False))
    assert back is None or led(player.view, back.keys) == "Seoul"


def test_words_that_end_inside_a_word_are_reached_by_grapheme(begin: Any) -> None:
    view = begin(KOREAN).view
    for motions in (OURS, VIM, PLAIN):
        found = way(view, "일한", motions)
        assert found is not None
        assert led(view, found.keys) == "일한"
    offered = way(view, "부산", OURS)
    assert offered is not None
    assert offered.cost <= 2 + 1


def test_a_search_is_typed_as_far_as_it_is_needed(begin: Any) -> None:
    view = begin("a b c d e f g h i j k l m n o p q r s t u v w x y z " * 4 + "zebra crossing").view
    only = Motions(name="searching", keys=("L",), searches=True)
    found = way(view, "zebra", only)
    assert found is not None
    assert led(view, found.keys) == "zebra"
    assert (found.keys[0], found.kinds[0]) == ("/", "search")
    spaced = way(view, "z a b", only)
    assert spaced is not None
    assert led(view, spaced.keys) == "z a b"


def test_a_way_that_costs_too_much_is_none(begin: Any) -> None:
    view = begin().view
    assert way(view, "Sasaki said", PLAIN, limit=2) is None
    assert way(view, "Kim Yoon", Motions(name="nothing", keys=())) is None


def test_an_end_of_the_text_ends_a_count(begin: Any) -> None:
    view = begin("one two three").view
    found = way(view, "three", attrs.evolve(VIM, searches=False, keys=("right",)))
    assert found is not None
    assert found.cost == 2


def test_of_very_many_candidates_only_the_next_ones_are_counted(begin: Any) -> None:
    view = begin(" and ".join(f"Seoul{n}" for n in range(60)) + " met.", height=1, width=30).view
    found = way(view, "Seoul40", attrs.evolve(OURS, keys=("tab",), searches=False))
    assert found is not None
    assert led(view, found.keys) == "Seoul40"
