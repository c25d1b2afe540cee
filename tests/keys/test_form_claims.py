"""Claims of a value in the form: walked, marked, removed, and by whom they are said; lines by their names."""

from __future__ import annotations

from typing import Any

import attrs

from annotate_kit.core import Claim, SetEvidence, apply
from annotate_kit.keys import FormView, Picker, form_lines, refreshed

TEXT = "Busan, the port, won; 부산 did, said Park."


def in_form(begin: Any) -> Any:
    """The form of a bid whose city three stretches of words say, at its line."""
    player = begin(TEXT).play("b").select("Busan").play("enter t")
    for words in ("port", "부산"):
        player.select(words).play("enter + t")
    player.play("e")
    return to_line(player, "/city")


def to_line(player: Any, pointer: str) -> Any:
    while form_lines(player.view, player.view.overlay)[player.view.overlay.cursor].pointer != pointer:
        player.play("j")
    return player


def claims(player: Any, pointer: str = "/city") -> list[tuple[str, str, str | None]]:
    record = player.view.annotation.records[player.view.hand]
    spans = player.view.annotation.spans
    return [
        (", ".join(spans[span].quote for span in claim.spans), claim.claim, claim.by)
        for claim in record.evidence.get(pointer, ())
    ]


def test_claims_are_walked_around(begin: Any) -> None:
    player = in_form(begin).play(")")
    assert player.message == '1 of 3: "Busan", stated'
    assert player.play(")").message == '2 of 3: "port", stated'
    assert player.play("( (").message == '3 of 3: "부산", stated'
    assert player.play(")").message == '1 of 3: "Busan", stated'
    assert in_form(begin).play("(").message == '3 of 3: "부산", stated'


def test_each_claim_is_marked_by_itself(begin: Any) -> None:
    player = in_form(begin).play(") ) c c")
    assert claims(player) == [("Busan", "stated", None), ("port", "reported", None), ("부산", "stated", None)]


def test_any_claim_is_removed(begin: Any) -> None:
    player = in_form(begin).play(") ) -")
    assert [quote for quote, _, _ in claims(player)] == ["Busan", "부산"]
    assert "port" not in [span.quote for span in player.view.annotation.spans.values()]
    player.play("- -")
    assert claims(player) == []
    assert player.play("-").message == "No words say this value."


def test_another_line_begins_with_its_last_claim(begin: Any) -> None:
    player = in_form(begin).play(") q").select("won").play("enter s e")
    to_line(player, "/stage").play("-")
    assert claims(player, "/stage") == []
    assert len(claims(player)) == 3


def test_by_whom_it_is_said_is_typed(begin: Any) -> None:
    player = in_form(begin).play(") ) b").type("Park Heong-joon").play("enter")
    assert claims(player)[1] == ("port", "reported", "Park Heong-joon")
    assert player.message == '"port", reported by Park Heong-joon; u takes it back'
    assert isinstance(player.view.overlay, FormView)
    player.play(") b enter")
    assert player.message == "Who says so stays as it was."
    player.play("( b")
    prompt: Any = player.view.overlay
    assert prompt.buffer.text == "Park Heong-joon"


def test_nobody_named_leaves_the_kind_as_it_is(begin: Any) -> None:
    player = in_form(begin).play(") ) c c c b").type("Park").play("enter")
    assert claims(player)[1] == ("port", "planned", "Park")
    player.play("b").play("backspace " * 4).play("enter")
    assert claims(player)[1] == ("port", "planned", None)


def test_without_words_nobody_says_it(begin: Any) -> None:
    player = in_form(begin)
    to_line(player, "/theme")
    assert player.play("b").message == "No words say this value: + adds the selected ones."
    assert player.play(")").message == "No words say this value."


def test_a_claim_that_is_gone_meanwhile_gets_no_speaker(begin: Any) -> None:
    player = in_form(begin).play(") ) ) b").type("Park")
    record = player.view.annotation.records[player.view.hand]
    before = record.evidence["/city"]
    edit = SetEvidence(record=record.id, pointer="/city", before=before, after=before[:1])
    player.view = attrs.evolve(refreshed(player.view, apply(edit, player.view.annotation)))
    assert player.play("enter").message == "The claim is gone."


def test_an_inferred_value_without_words_goes_round(begin: Any) -> None:
    player = begin(TEXT).play("b").select("port").play("e")
    to_line(player, "/city").play("enter").type("Busan").play("enter")
    player.play("- c")
    record = player.view.annotation.records[player.view.hand]
    assert record.evidence["/city"] == (Claim(claim="inferred"),)
    assert player.play(")").message == "1 of 1: no words, inferred"
    player.play("c")
    assert claims(player) == []


def test_a_line_is_found_by_its_name(begin: Any) -> None:
    player = begin(TEXT).play("b e /")
    picker: Any = player.view.overlay
    assert isinstance(picker, Picker)
    player.type("the").play("enter")
    form: Any = player.view.overlay
    assert form_lines(player.view, form)[form.cursor].pointer == "/theme"
    player.play("/ escape")
    assert isinstance(player.view.overlay, FormView)
