from __future__ import annotations

from typing import Any

import pytest

from annotate_kit.keys import Selection

VERSE = "One two three\nfour five\n\nSix seven eight nine\n"


def test_the_first_word_is_selected_as_the_article_opens(begin: Any) -> None:
    assert begin(VERSE).words == "One"


def test_an_article_without_words_opens_with_nothing_selected(begin: Any) -> None:
    player = begin("")
    assert player.view.selection == Selection(start=0, end=0)
    player.play("l h j k { } home end pagedown pageup tab shift+tab ) ( f L H ] [ + - v l h v ; o , = x enter")
    assert (player.view.selection.start, player.view.selection.end) == (0, 0)
    assert not player.edits


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("l", "two"),
        ("right right", "three"),
        ("l h", "One"),
        ("right left", "One"),
        ("h", "One"),
        ("j", "four"),
        ("down down", "Six"),
        ("l j", "four"),
        ("l l j", "five"),
        ("down down k", "five"),
        ("up", "One"),
        ("j j j j", "nine"),
        ("}", "Six"),
        ("} {", "One"),
        ("} l {", "Six"),
        ("} }", "Six"),
        ("{", "One"),
        ("l end", "three"),
        ("end end", "nine"),
        ("} end home", "Six"),
        ("} home home", "One"),
        ("pagedown", "nine"),
        ("pagedown pageup", "One"),
    ],
)
def test_moves_select_words(begin: Any, keys: str, words: str) -> None:
    assert begin(VERSE).play(keys).words == words


def test_a_paragraph_may_begin_with_a_quotation_mark(begin: Any) -> None:
    player = begin("“One two.\n\n“Three four.").play("}")
    assert player.words == "Three"
    assert player.play("{").words == "One"


def test_lines_are_those_of_the_pane(begin: Any) -> None:
    player = begin("aaa bbb ccc ddd eee fff ggg hhh", width=9)
    assert player.play("j").words == "ccc"
    assert player.play("l j").words == "fff"
    assert player.play("k k").words == "bbb"


def test_the_column_stays_over_a_short_line(begin: Any) -> None:
    player = begin("one two three four\nx\none two three four\n")
    assert player.play("l l l j").words == "x"
    assert player.play("j").words == "four"
    assert player.play("k k").words == "four"


def test_a_word_longer_than_the_pane_does_not_hold_anybody_up(begin: Any) -> None:
    player = begin("a " + "b" * 50 + " c", width=10)
    assert player.play("j").words == "b" * 50
    assert player.play("j").words == "c"
    assert player.play("k k k k k k").words == "a"


def test_a_candidate_is_a_whole_phrase(begin: Any) -> None:
    player = begin()
    assert player.play("tab").words == "Kim Yoon"
    assert player.play("tab").words == "chief"
    assert player.play("tab").words == "Korea-Japan Economic Association"
    assert player.play("shift+tab shift+tab").words == "Kim Yoon"
    player.play("shift+tab")
    assert "first candidate" in player.message


def test_a_quotation_is_left_for_the_name_within_it(begin: Any) -> None:
    player = begin("So “Seoul won” said Kim. “Seoul” is near.")
    found = [player.play("tab").words for _ in range(3)]
    assert found[:2] == ["Seoul won", "Seoul"]
    assert player.play("shift+tab").words == found[1]
    assert player.play("shift+tab").words == "Seoul won"


def test_from_a_part_of_a_candidate_tab_takes_the_whole(begin: Any) -> None:
    player = begin()
    assert player.words == "Kim"
    assert player.play("tab").words == "Kim Yoon"


def test_the_last_candidate_says_so(begin: Any) -> None:
    player = begin("Kim Yoon came.").play("tab tab")
    assert player.words == "Kim Yoon"
    assert player.message == "That was the last candidate."


def test_untagged_candidates_are_found_past_tagged_ones(begin: Any) -> None:
    player = begin("Kim Yoon met Mikio Sasaki in Seoul.").play("tab p tab p home home")
    assert player.play(")").words == "Seoul"
    player.play("x )")
    assert player.message == "Every candidate from here on is tagged."
    player.play("(")
    assert player.message == "Every candidate before this is tagged."
    player.play("shift+tab x end")
    assert player.play("(").words == "Mikio Sasaki"


def test_space_goes_to_the_names_that_nothing_is_said_of_yet(begin: Any) -> None:
    player = begin("Minister Kim Yoon met Mikio Sasaki on 2 May in Seoul. Kim Yoon and Akiko Mori saw Seoul.")
    assert player.play("space").words == "Kim Yoon", "a role is no name"
    assert player.play("o space").words == "Mikio Sasaki"
    assert player.play("space").words == "Seoul", "a date is none either"
    player.play("shift+tab shift+tab")
    assert player.play("space").words == "Seoul", "what was passed over is still new"
    assert player.play("enter a space").words == "Akiko Mori", "the same words elsewhere are known"
    player.play("p space")
    assert player.message == "Every name from here on is tagged or says a value."
    assert player.words == "Akiko Mori"


def test_a_name_is_new_again_once_its_span_is_gone(begin: Any) -> None:
    player = begin("He saw Kim Yoon. Then Kim Yoon left.").play("space p *")
    assert player.play("home space").message == "Every name from here on is tagged or says a value."
    assert player.undo().play("home space").message.startswith("Every name"), "the words are still known"
    assert player.undo().play("home space").words == "Kim Yoon"
    assert player.play("space").words == "Kim Yoon"


def test_new_names_are_found_backwards_by_a_command(begin: Any) -> None:
    player = begin("Kim Yoon met Mikio Sasaki and Akiko Mori.").play("space space p")
    assert player.play(":").type("previous new").play("enter").words == "Kim Yoon", "Mikio Sasaki is tagged"
    player.play(":").type("previous new").play("enter")
    assert player.message == "Every name before this is tagged or says a value."


def test_a_name_inside_a_tagged_one_is_not_new(begin: Any) -> None:
    player = begin("He led the old Kim Group. Seoul is far.").play("tab ; H p home")
    assert player.play("space").words == "Seoul"


@pytest.mark.parametrize("keys", ["shift+right", "L", "]"])
def test_growing_takes_the_next_word(begin: Any, keys: str) -> None:
    assert begin(VERSE).play(keys).words == "One two"


@pytest.mark.parametrize("keys", ["shift+left", "H", "["])
def test_shrinking_gives_the_last_word_back(begin: Any, keys: str) -> None:
    assert begin(VERSE).play(f"L L {keys}").words == "One two"


def test_a_single_word_grows_at_its_start(begin: Any) -> None:
    player = begin(VERSE).play("l l H")
    assert player.words == "two three"
    assert player.view.selection.edge == "start"
    assert player.play("L").words == "three"
    assert player.play("L").words == "three\nfour"


def test_the_edges_swap(begin: Any) -> None:
    player = begin(VERSE).play("l L ;")
    assert player.view.selection.edge == "start"
    assert player.play("H").words == "One two three"
    assert player.play("] ]").words == "three"
    assert player.play("; ;").view.selection.edge == "start"


def test_growing_ends_with_the_text(begin: Any) -> None:
    player = begin("one two").play("L L")
    assert player.message == "The text ends here."
    assert player.play("home home H").message == "The text begins here."


def test_growing_from_inside_a_word_takes_the_rest_of_it(begin: Any) -> None:
    player = begin("Samyang Holdings").play("v H H H H v")
    assert player.words == "Sam"
    assert player.play("L").words == "Samyang"


def test_shrinking_keeps_within_the_selection(begin: Any) -> None:
    player = begin("Samyang Holdings").play("v ; L L v ; L H")
    assert player.words == "myang"


def test_larger_and_smaller_units(begin: Any) -> None:
    player = begin("Kim Yoon came. He left.\n")
    assert player.play("+").words == "Kim Yoon"
    assert player.play("+").words == "Kim Yoon came."
    assert player.play("-").words == "Kim Yoon"


def test_by_character_goes_by_grapheme(begin: Any) -> None:
    player = begin("👨‍👩‍👧 e\u0301a").play("home v")
    assert "by character" in player.message
    player.play("h h h h")
    assert player.words == "👨‍👩‍👧"
    assert player.play("l l").words == "e\u0301"
    assert player.play("L").words == "e\u0301a"
    assert player.play("H").words == "e\u0301"
    assert player.play("home j k").view.by_grapheme
    assert player.play("v").message == "Moving by word."


def test_by_character_goes_by_line_too(begin: Any) -> None:
    player = begin("abc\ndef\n").play("v l")
    assert player.words == "d"
    assert player.play("k").words == "a"
    assert player.play("l l j").words == "f"
    assert player.play("h h h").words == "c", "a line feed is no character to stop at"


def test_a_candidate_ends_moving_by_character(begin: Any) -> None:
    assert not begin().play("v tab").view.by_grapheme


def test_moving_keeps_the_selection_in_the_pane(begin: Any) -> None:
    player = begin("\n".join(f"line {n}" for n in range(100)), height=10)
    for _ in range(9):
        player.play("j")
    assert player.view.top == 0
    player.play("j")
    assert player.view.top == 7, "a third of the pane stays before the selection"
    player.play("end end")
    assert player.view.top == 90
    for _ in range(30):
        player.play("k")
        row = player.view.layout.row_of(player.view.selection.start)
        assert player.view.top <= row < player.view.top + 10
    player.play("home home")
    assert player.view.top == 0


def test_a_selection_taller_than_the_pane_shows_its_start(begin: Any) -> None:
    player = begin("\n".join(f"line {n}" for n in range(30)), height=3).play("j j j + + +")
    assert player.view.layout.row_of(player.view.selection.start) == player.view.top


def test_moving_onto_a_span_takes_it_in_hand_and_shows_its_record(begin: Any) -> None:
    player = begin().play("tab p tab")
    assert player.view.span is not None
    first = player.view.span
    player.play("tab o")
    assert player.view.span != first
    player.play("shift+tab shift+tab")
    assert (player.words, player.view.span) == ("Kim Yoon", first)
    assert player.hand == {"name": "Korea-Japan Economic Association"}, "the record in hand stays"


def test_from_a_grown_candidate_tab_goes_on(begin: Any) -> None:
    player = begin("The Bank of Korea met Samyang Corp. in Seoul today.").select("Bank")
    first = begin("The new Samyang group met Mikio Sasaki in Seoul.").play("tab")
    assert first.words == "Samyang"
    assert first.play("L").words == "Samyang group"
    assert first.play("tab").words == "Mikio Sasaki", "not the one that was grown"
    assert first.play("; H").words == "met Mikio Sasaki"
    assert first.play("tab").words == "Seoul"
    assert player.play("tab").words == "Bank of Korea", "from a part of one, that one"


def test_in_a_whole_sentence_candidates_lie_ahead(begin: Any) -> None:
    player = begin("Samyang met Mikio Sasaki. Seoul is far.").select("Samyang met Mikio Sasaki.")
    assert player.play("tab").words == "Samyang"
