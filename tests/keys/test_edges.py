from __future__ import annotations

from typing import Any


def test_a_span_gets_further_fragments(begin: Any) -> None:
    player = begin("Ministers of Trade and of Energy met.").select("Ministers").play("p").select("of Energy").play(",")
    span = player.view.annotation.spans[player.view.span]
    assert [(fragment.start, fragment.end) for fragment in span.fragments] == [(0, 9), (23, 32)]
    assert player.message == 'the span is "Ministers … of Energy" now'
    assert player.play(",").message == "The selection is empty or overlaps what the span has."
    assert player.undo().view.annotation.spans[player.view.span].quote == "Ministers"


def test_new_edges_keep_the_id_and_the_evidence(begin: Any) -> None:
    player = begin().select("Kim").play("p")
    before = player.view.span
    player.play("L =")
    assert player.view.span == before
    assert player.quotes() == ["Kim Yoon"]
    assert player.said("/name") == ["Kim Yoon"]


def test_new_edges_of_one_fragment_leave_the_others(begin: Any) -> None:
    player = begin("Ministers of Trade and of Energy met.").select("Ministers").play("p").select("Energy").play(",")
    player.play("H =")
    assert player.quotes() == ["Ministers … of Energy"]
    player.select("Trade").play("=")
    assert player.quotes() == ["Trade"], "words apart from all fragments take the place of all"


def test_edges_that_are_taken_already(begin: Any) -> None:
    player = begin().play("tab p")
    assert player.play("=").message == "These are its edges already."
    player.play("tab p h l")
    assert player.words == "chief"
    player.select("Yoon").play("H")
    assert player.words == "Kim Yoon"
    assert player.play("=").message == "Another span has these edges."


def test_no_span_in_hand(begin: Any) -> None:
    assert begin().play(",").message.startswith("No span in hand")
    assert begin().play("=").message.startswith("No span in hand")


def test_x_removes_the_span_and_what_rests_on_it_alone(begin: Any) -> None:
    player = begin().play("tab p x")
    assert player.view.annotation.spans == {}
    assert player.hand == {"name": "Kim Yoon"}, "the record and its value stay"
    assert player.said("/name") == []
    assert player.message == '"Kim Yoon" removed, with 1 claim, nothing mentions Kim Yoon any more; u takes it back'
    assert player.undo().quotes() == ["Kim Yoon"]


def test_x_takes_the_span_around_the_selection(begin: Any) -> None:
    player = begin().play("tab tab tab o").select("Economic").play("x")
    assert player.view.annotation.spans == {}
    assert player.play("x").message == "There is no span under the selection."


def test_x_takes_the_shortest_of_nested_spans(begin: Any) -> None:
    player = begin("The Bank of Korea rose.").select("Bank of Korea").play("o").select("Korea").play("O").type("zz")
    player.play("enter").select("Korea").play("x")
    assert [span.quote for span in player.view.annotation.spans.values()] == ["Bank of Korea"]


def test_x_of_words_that_say_two_values(begin: Any) -> None:
    player = begin().play("tab p").select("Yoon").play("enter g enter f x")
    assert player.message.startswith('"Yoon" removed, with 2 claims;')


def test_x_of_a_second_mention_leaves_the_first(begin: Any) -> None:
    player = begin("Kim a. Kim b.").play("p * x")
    assert player.message == '"Kim" removed, with 1 claim; u takes it back'
