from __future__ import annotations

from typing import Any

import attrs
import pytest

from annotate_kit.keys import Hints, SearchPrompt, View, how_many, is_searching, search_further
from annotate_kit.keys.hinting import hint_labels
from annotate_kit.text import Range


def hits(player: Any) -> list[Range]:
    view = player.view
    assert view.search.hits.is_whole
    found = list(view.search.hits.between(0, len(view.text)))
    assert len(found) == view.search.hits.known
    return found


TALE = "The bid of Busan. Busan won 29 votes, Rome 17. Riyadh won 119.\n"


def test_the_first_hit_is_selected_while_typing(begin: Any) -> None:
    player = begin(TALE).play("/").type("Bu")
    assert isinstance(player.view.overlay, SearchPrompt)
    assert player.words == "Bu"
    player.type("san")
    assert player.words == "Busan"
    player.play("enter")
    assert player.view.overlay is None
    assert player.message == "hit 1 of 2"


def test_words_are_looked_for_where_words_begin_and_else_inside_them(begin: Any) -> None:
    player = begin("A deduction of the duct, a duct-tape and 대한민국, 민국은.").play("/").type("duct")
    assert [player.view.text[hit.start - 1] for hit in hits(player)] == [" ", " "]
    assert not player.view.search.is_inside
    player.play("backspace backspace backspace backspace").type("uctio")
    assert (player.words, player.view.search.is_inside) == ("uctio", True)


def test_down_turns_to_whole_words_and_to_anywhere(begin: Any) -> None:
    player = begin("Korean Korea's Korea koreas Bkorea 한국은 한국전력공사").play("/").type("korea")
    assert len(hits(player)) == 4
    player.play("down")
    assert [hit.start for hit in hits(player)] == [7, 15], "whole words, and what may follow them"
    player.play("down")
    assert len(hits(player)) == 5
    player.play("enter / down").type("korea")
    assert len(hits(player)) == 4, "it begins with what was chosen last"
    player.play("down enter /").type("한국")
    assert len(hits(player)) == 1, "a particle may follow, another word may not"


@pytest.mark.parametrize(("keys", "start"), [("n", 18), ("n n", 11), ("N", 18), ("n \\", 11), ("\\ \\", 11)])
def test_next_and_previous_hits_go_round(begin: Any, keys: str, start: int) -> None:
    player = begin(TALE).play("/").type("busan").play("enter").play(keys)
    assert player.view.selection.start == start


def test_a_second_slash_makes_an_expression(begin: Any) -> None:
    player = begin(TALE).play("/").type("/[0-9]+").play("enter")
    assert player.words == "29"
    assert [player.play("n").words for _ in range(3)] == ["17", "119", "29"]


def test_a_bad_expression_is_said_and_keeps_the_hits_before(begin: Any) -> None:
    player = begin(TALE).play("/").type("/won(")
    assert isinstance(player.view.overlay, SearchPrompt)
    assert player.view.overlay.error
    assert player.words == "won"
    player.type("|x)")
    assert isinstance(player.view.overlay, SearchPrompt)
    assert not player.view.overlay.error


def test_what_is_nowhere_returns_to_where_the_search_began(begin: Any) -> None:
    player = begin(TALE).play("l").play("/").type("Bq")
    assert player.words == "bid"
    player.play("enter")
    assert player.message == "no Bq"
    assert player.play("n").message == "No Bq here."
    assert player.play("N").message == "No Bq here."


def test_escape_goes_back_to_where_the_search_began(begin: Any) -> None:
    player = begin(TALE).play("l").play("/").type("Rome").play("escape")
    assert player.words == "bid"
    assert player.view.search is None


def test_backspace_in_an_empty_search_leaves_it(begin: Any) -> None:
    player = begin(TALE).play("l / R backspace")
    assert isinstance(player.view.overlay, SearchPrompt)
    assert player.words == "bid"
    assert player.play("backspace").view.overlay is None


def test_an_empty_search_looks_for_nothing(begin: Any) -> None:
    player = begin(TALE).play("/ enter")
    assert player.message == ""
    assert player.play("n").message == "Nothing to look for yet: / begins a search."


def test_the_cursor_moves_in_the_search_line(begin: Any) -> None:
    player = begin(TALE).play("/").type("om").play("home").type("R").play("end").type("e")
    assert player.words == "Rome"


LONG = "The bid of Busan stood.\n" * 8_000 + "The bid of Rome fell.\n" + "The fair is over.\n" * 8_000
"""Longer than what is looked through at once."""


def counted_to_the_end(view: View) -> tuple[View, int]:
    looks = 0
    while is_searching(view):
        view = search_further(view)
        looks += 1
    return view, looks


def test_in_a_long_text_hits_are_counted_after_they_are_shown(begin: Any) -> None:
    player = begin(LONG).play("/").type("bid")
    assert (player.words, player.view.selection.start) == ("bid", 4)
    assert how_many(player.view.search).endswith("+ hits")
    player.play("enter")
    assert player.message == "a hit; the others are being counted"
    assert player.play("n n").view.selection.start == 4 + 2 * 24
    view, looks = counted_to_the_end(player.view)
    assert looks > 10
    assert view.message == "hit 3 of 8001"
    assert view.search is not None
    assert how_many(view.search) == "8,001 hits"
    other, _ = counted_to_the_end(attrs.evolve(begin(LONG).play("/").type("bid").view, message="Saved."))
    assert other.message == "Saved.", "what was said of something else stands"


def test_a_long_text_is_looked_through_no_further_than_the_hit_that_is_shown(begin: Any) -> None:
    player = begin(LONG).play("/").type("b")
    near = player.view.search.hits.known
    assert near < 2_000
    player.type("id")
    assert player.view.search.hits.known <= near
    player.play("escape /").type("Rome")
    assert (player.words, player.view.search.hits.known) == ("Rome", 1)
    player.play("escape /").type("Bux")
    assert player.view.search.hits.is_whole, "to say that it stands nowhere, all was looked through"
    assert how_many(player.view.search) == "0 hits"


def test_the_hit_before_is_found_from_the_end_of_a_long_text(begin: Any) -> None:
    player = begin(LONG).play("/").type("fair").play("enter")
    first = player.view.selection.start
    assert player.play("N").view.selection.start == len(LONG) - len("fair is over.\n")
    assert player.play("n").view.selection.start == first


def test_hints_label_every_candidate_in_view(begin: Any) -> None:
    player = begin().play("f")
    hints = player.view.overlay
    assert isinstance(hints, Hints)
    places = {player.view.text[place.start : place.end]: label for label, place in hints.labels}
    player.play(places["Mikio Sasaki"])
    assert player.words == "Mikio Sasaki"
    assert player.view.overlay is None


def test_the_nearest_candidate_has_the_first_label(begin: Any) -> None:
    hints = begin().play("f").view.overlay
    assert isinstance(hints, Hints)
    assert [label for label, place in hints.labels if place.start == 0] == ["a"]


def test_two_letters_where_one_is_not_enough(begin: Any) -> None:
    text = " ".join(f"Name{n} Family came." for n in range(40))
    player = begin(text).play("f")
    hints = player.view.overlay
    assert isinstance(hints, Hints)
    label, place = next(row for row in hints.labels if len(row[0]) > 1)
    player.play(label[0])
    assert isinstance(player.view.overlay, Hints)
    assert player.view.overlay.typed == label[0]
    player.play(label[1])
    assert player.view.selection.start == place.start


def test_a_letter_that_is_no_hint_closes_them(begin: Any) -> None:
    player = begin("Kim Yoon came.").play("f z")
    assert player.view.overlay is None
    assert player.message == "No hint z."
    assert begin("Kim Yoon came.").play("f 1").view.overlay is None
    assert begin("Kim Yoon came.").play("f escape").view.overlay is None


def test_no_candidate_no_hints(begin: Any) -> None:
    player = begin("nothing here\n").play("f")
    assert player.view.overlay is None
    assert player.message == "There is no candidate in view."


@pytest.mark.parametrize("count", [0, 1, 25, 26, 27, 51, 52, 300, 676])
def test_no_label_begins_another(count: int) -> None:
    labels = hint_labels(count)
    assert len(labels) == len(set(labels)) == count
    assert not any(one != other and other.startswith(one) for one in labels for other in labels)
    assert all(len(label) <= 2 for label in labels)


def test_of_an_expression_with_more_hits_than_the_limit_the_number_is_told_as_a_beginning(begin: Any) -> None:
    player = begin("b " * 60_000 + ".\n").play("/").type("/b")
    assert how_many(player.view.search) == "60,000 hits"
    player = begin("bb" * 60_000 + ".\n").play("/").type("/b")
    assert how_many(player.view.search) == "100,000+ hits"
    assert player.play("enter").message == "hit 1 of 100000+"
