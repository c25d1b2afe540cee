from __future__ import annotations

from typing import Any

import attrs
import pytest

from annotate_kit.core import ABSENT
from annotate_kit.core.conflicts import Conflict, with_conflicts
from annotate_kit.keys import ConflictsList, conflict_rows, note_rows, refreshed


def disagreeing(player: Any, *conflicts: Conflict) -> Any:
    player.view = refreshed(player.view, with_conflicts(player.view.annotation, conflicts, by="analyst"))
    return player


def a_name(player: Any, **more: Any) -> Conflict:
    facts = {"record": player.view.hand, "pointer": "/name", "base": "Kim", "ours": "Kim Y.", "theirs": "Kim Yoon"}
    return Conflict(kind="value", **{**facts, **more})


def test_both_values_are_shown_in_words(begin: Any) -> None:
    player = begin().play("tab p")
    disagreeing(player, a_name(player))
    row = conflict_rows(player.view)[0]
    assert (row.about, row.was, row.ours, row.theirs) == ("Name of Kim Yoon", "Kim", "Kim Y.", "Kim Yoon")
    assert note_rows(player.view) == (), "a conflict is no comment"


def test_one_key_takes_what_you_had(begin: Any) -> None:
    player = begin().play("tab p")
    disagreeing(player, a_name(player)).play("| 1")
    assert player.hand["name"] == "Kim Y."
    assert player.message == "Name of Kim Yoon: Kim Y.; u takes it back"
    assert player.view.overlay is None
    assert player.view.annotation.notes == ()


def test_one_key_takes_what_the_file_has(begin: Any) -> None:
    player = begin().play("tab p")
    disagreeing(player, a_name(player), a_name(player, pointer="/gender", base=ABSENT, ours="x", theirs=ABSENT))
    player.play("| down down up up 2")
    assert player.hand["name"] == "Kim Yoon"
    assert player.view.overlay == ConflictsList(cursor=0), "one is left"
    player.play("2")
    assert "gender" not in player.hand
    assert player.view.overlay is None


def test_without_conflicts_there_is_nothing_to_decide(begin: Any) -> None:
    assert begin().play("|").message == "No other session changed anything differently."


def test_what_was_decided_elsewhere_meanwhile_is_decided(begin: Any) -> None:
    player = begin().play("tab p")
    disagreeing(player, a_name(player)).play("|")
    player.view = refreshed(player.view, attrs.evolve(player.view.annotation, notes=()))
    assert player.play("down").view.overlay == ConflictsList(cursor=0)
    assert player.play("1").view.overlay is None


@pytest.mark.parametrize(
    ("conflict", "about", "ours", "theirs"),
    [
        (Conflict(kind="removed", record="R", ours=ABSENT, theirs={}), "Kim Yoon", "removed", "kept, changed"),
        (Conflict(kind="removed", span="S", ours={}, theirs=ABSENT), '"Kim Yoon"', "kept, changed", "removed"),
        (Conflict(kind="span", span="S", ours=[[0, 3]], theirs=[[0, 8]]), 'the edges of "Kim Yoon"', "Kim", "Kim Yoon"),
        (Conflict(kind="entity", record="R", ours="a", theirs=None), "which entity Kim Yoon is", '"a"', "null"),
        (Conflict(kind="property", pointer="/status", ours="done", theirs="in-work"), "status", '"done"', '"in-work"'),
        (Conflict(kind="value", record="gone", pointer="/x", ours=1, theirs=2), "x", "1", "2"),
        (Conflict(kind="value", record="R", pointer="/odd", ours=1, theirs=2), "odd of Kim Yoon", "1", "2"),
        (Conflict(kind="removed", record="gone", ours=ABSENT, theirs={}), "something that is gone", "removed", "kept"),
    ],
)
def test_every_kind_of_conflict_has_words(begin: Any, conflict: Conflict, about: str, ours: str, theirs: str) -> None:
    player = begin().play("tab p")
    place = {"record": player.view.hand, "span": player.view.span}
    named = {name: place[name] for name in place if getattr(conflict, name) in ("R", "S")}
    disagreeing(player, attrs.evolve(conflict, **named))
    row = conflict_rows(player.view)[0]
    assert row.about.casefold() == about.casefold()
    assert row.ours.startswith(ours)
    assert row.theirs.startswith(theirs)
    player.play("| 1")
    assert player.view.lens.conflicts == ()
