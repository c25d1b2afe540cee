"""Suggestions and keys: what is right is accepted, what is wrong refused, what is missing tagged by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from annotate_kit.keys import View, open_view
from annotate_kit.keys.planning_deciding import Decided, decided
from annotate_kit.keys.planning_proof import differences
from annotate_kit.suggest import New, Source, Suggestion

TEXT = "Rome, Busan and Riyadh want it. Busan lost. The BIE met. Riyadh won."


def suggested(view: View, *named: tuple[str, str]) -> list[Suggestion]:
    return [
        Suggestion(
            start=start,
            end=start + len(words),
            type=kind,
            target=New(name=words),
            score=0.9,
            reason="a test",
            source=Source(name="names", version="1"),
        )
        for words, kind in named
        for start in [view.text.index(words)]
    ]


def opened(player: Any) -> View:
    view = player.view
    return open_view(
        article=view.article,
        text=view.index,
        catalog=view.catalog,
        annotation=player.first,
        width=view.width,
        height=view.height,
    )


def run(player: Any, *named: tuple[str, str]) -> Decided:
    """What is suggested at first, and then whatever of it is not decided yet."""
    begun = [False]

    def suggest(view: View, _made: Mapping[str, str]) -> Sequence[Suggestion]:
        if begun[0]:
            return view.advice.standing
        begun[0] = True
        return suggested(view, *named)

    found = decided(opened(player), player.view.annotation, suggest)
    assert found.cost == len(found.keys)
    assert differences(found.view.annotation, player.view.annotation) == ()
    return found


def test_right_ones_take_one_key_each(begin: Any) -> None:
    player = begin(TEXT).play("b").select("Riyadh").play("B").type("new").play("enter")
    player.select("BIE").play("o")
    found = run(player, ("Rome", "expo-bid"), ("Riyadh", "expo-bid"), ("BIE", "organization"))
    assert found.keys == ("y", "y", "y")
    assert (found.accepted, found.refused, found.by_hand, found.mentions) == (3, 0, 0, 3)


def test_wrong_ones_are_refused(begin: Any) -> None:
    player = begin(TEXT).play("b").select("BIE").play("o")
    found = run(player, ("Rome", "official"), ("Riyadh", "organization"), ("BIE", "organization"))
    assert found.refused == 2
    assert found.keys[-3:] == ("b", "x", "y") or found.keys.count("x") == 2


def test_other_places_of_what_was_accepted_are_tagged_at_once(begin: Any) -> None:
    player = begin(TEXT).play("b").select("Riyadh").play("B").type("new").play("enter *")
    found = run(player, ("Riyadh", "expo-bid"))
    assert "*" in found.keys
    assert (found.accepted, found.by_hand) == (1, 2)


def test_nothing_suggested_is_tagged_by_hand(begin: Any) -> None:
    player = begin(TEXT).play("b").select("BIE").play("o")
    found = run(player)
    assert (found.accepted, found.refused, found.by_hand) == (0, 0, 2)


def test_what_no_keys_tag_is_left(begin: Any) -> None:
    player = begin(TEXT).play("b").select("BIE").play("o")
    view = opened(player)
    goal = player.view.annotation
    bare = {key: value for key, value in view.letters.items() if value != "organization"}
    found = decided(attrs.evolve(view, letters=bare), goal, lambda _view, _made: ())
    assert [act.record for act in found.left] == [key for key in goal.records if key.startswith("organization")]


def test_what_is_suggested_later_and_before_is_gone_back_to(begin: Any) -> None:
    player = begin(TEXT).select("BIE").play("o")
    calls: list[int] = []

    def suggest(view: View, _made: Mapping[str, str]) -> Sequence[Suggestion]:
        calls.append(len(calls))
        named = [("BIE", "organization")] if calls[-1] == 0 else [("Rome", "official")] if calls[-1] == 1 else []
        return suggested(view, *named)

    found = decided(opened(player), player.view.annotation, suggest)
    assert (found.accepted, found.refused) == (1, 1)
    assert found.keys[-1] == "x"
    assert len(found.keys) > len(("y", "y", "x")), "the selection went back"
