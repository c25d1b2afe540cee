from __future__ import annotations

from typing import Any

import attrs
import pytest

from annotate_kit.core import Batch, Claim, SetEvidence, changes
from annotate_kit.core.changes import label_of
from annotate_kit.keys import Known
from annotate_kit.keys.linking import begin_join, leave_entity
from annotate_kit.keys.steps import act


def labels(player: Any) -> list[str]:
    return [label_of(edit) for edit in player.edits]


@pytest.fixture
def filled(begin: Any) -> Any:
    """An organization with its country and two aliases, each from the words."""
    player = begin().select("Mitsubishi Corp.").play("o").select("Seoul").play("enter h")
    return player.select("Kim").play("enter a").select("Sasaki").play("enter a")


def test_what_was_tagged_and_filled_is_told_in_titles(filled: Any) -> None:
    assert labels(filled) == [
        'a new organization: "Mitsubishi Corp."',
        "Headquarters of Mitsubishi Corp.: Seoul",
        "Alias 1 of Mitsubishi Corp.: Kim",
        "Alias 2 of Mitsubishi Corp.: Sasaki",
    ]


def test_a_name_that_changes_is_told_of_the_name_before(filled: Any) -> None:
    filled.select("contract").play("enter n")
    assert labels(filled)[-1] == "Name of Mitsubishi Corp.: contract"


def test_items_that_move_or_go_are_told(filled: Any) -> None:
    player = filled.play("e /").type("alias 1").play("enter")
    assert labels(player.play(">"))[-1] == "Alias 1 of Mitsubishi Corp.: moved to place 2"
    assert labels(player.play("x"))[-1] == "Alias 2 of Mitsubishi Corp. removed"


def test_values_that_go_are_told(filled: Any) -> None:
    filled.play("e /").type("headq").play("enter x")
    assert labels(filled)[-1] == "Headquarters of Mitsubishi Corp. removed"


def test_how_words_say_it_is_told(filled: Any) -> None:
    filled.play("e /").type("headq").play("enter c")
    assert labels(filled)[-1] == 'Headquarters of Mitsubishi Corp.: "Seoul", inferred'
    assert labels(filled.play("-"))[-1] == 'Headquarters of Mitsubishi Corp.: no longer "Seoul", inferred'


def test_the_same_claim_once_less_is_told(filled: Any) -> None:
    record, pointer = filled.view.hand, "/headquarters"
    (claim,) = filled.view.annotation.records[record].evidence[pointer]
    twice = SetEvidence(record=record, pointer=pointer, before=(claim,), after=(claim, claim))
    filled.take(act(filled.view, twice, ""))
    once = SetEvidence(record=record, pointer=pointer, before=(claim, claim), after=(claim,))
    assert labels(filled.take(act(filled.view, once, "")))[-1].startswith("Headquarters of Mitsubishi Corp.: no longer")


def test_a_long_value_is_cut(filled: Any) -> None:
    edit = changes.set_value(filled.view.annotation, filled.view.hand, "/website", "x" * 200)
    assert len(labels(filled.take(act(filled.view, edit, "")))[-1]) < 100


def test_labels_of_their_own_and_several_changes_stay_as_they_are(filled: Any) -> None:
    annotation, record = filled.view.annotation, filled.view.hand
    edit = changes.set_value(annotation, record, "/website", "x")
    named = Batch(label="accept it", edits=(edit,))
    assert labels(filled.take(act(filled.view, named, "")))[-1] == "accept it"
    claims = [SetEvidence(record=record, pointer=at, before=(), after=(Claim(),)) for at in ("/website", "/kind")]
    assert labels(filled.take(act(filled.view, Batch(label="set /x", edits=(*claims,)), "")))[-1] == "set /x"


def test_a_record_without_a_schema_keeps_its_pointers(filled: Any) -> None:
    catalog = attrs.evolve(filled.view.catalog, types={})
    filled.view = attrs.evolve(filled.view, catalog=catalog)
    edit = changes.set_value(filled.view.annotation, filled.view.hand, "/website", "x")
    assert labels(filled.take(act(filled.view, edit, "")))[-1] == "set /website"


def test_mentions_comments_and_removed_records_are_told(begin: Any) -> None:
    player = begin().select("Kim Yoon").play("p").play('"').type("who?").play("enter _ e").type("!").play("enter x")
    assert labels(player)[1:] == [
        'comment on "Kim Yoon": who?',
        'comment on "Kim Yoon": who?!',
        'comment on "Kim Yoon" removed',
    ]
    player.select("Kim", nth=1).play("p enter")
    assert labels(player)[-1] == '"Kim" mentions Kim Yoon'
    player.select("Korea-Japan Economic Association").play("o *")
    assert labels(player)[-1] == (
        '"Korea-Japan Economic Association" mentions Korea-Japan Economic Association in 2 more places'
    )
    player.play("g home x")
    assert labels(player)[-1] == "Korea-Japan Economic Association (Organization) removed"


def test_new_edges_are_told_with_the_words_before(begin: Any) -> None:
    player = begin().select("Kim Yoon").play("p").select("Kim").play("=")
    assert labels(player)[-1] == '"Kim Yoon" is "Kim" now'


def test_joining_and_leaving_other_articles_is_told(begin: Any) -> None:
    known = [Known(entity="e-1", type="official", caption="Kim Yun", names=("Kim Yun",), articles=("x",))]
    player = begin(known=known).select("Kim Yoon").play("p down enter")
    player.take(begin_join(player.view, "", player.ids)).play("enter")
    assert labels(player)[-1] == "Kim Yoon is Kim Yun of other articles"
    player.take(leave_entity(player.view, "", player.ids))
    assert labels(player)[-1] == "Kim Yoon is a thing of its own"
