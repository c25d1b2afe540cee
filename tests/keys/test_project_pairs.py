from __future__ import annotations

from typing import Any

from annotate_kit.keys import (
    FindPairs,
    JoinEntities,
    KeepApart,
    OpenArticle,
    PairRow,
    Picker,
    Said,
    ShowPair,
    with_pair,
    with_pairs,
)

PAIR = PairRow(
    one="official-a",
    other="official-b",
    names=("Kim Yoon", "김윤"),
    type="Official",
    reason="other script: Kim Yoon, 김윤",
)
SAID = (
    [Said(article="first", start=3, end=11, sentence="So Kim Yoon said.")],
    [Said(article="second", start=0, end=2, sentence="김윤은 말했다.")],
)


def labels(player: Any) -> list[str]:
    return [row.label for row in player.view.overlay.rows]


def test_pairs_of_the_project_are_looked_for_and_listed_with_their_reasons(begin: Any) -> None:
    player = begin()
    player.play(":").type("things of all articles that may be one").play("enter")
    assert player.requests == [FindPairs()]
    player.view = with_pairs(player.view, [PAIR])
    overlay = player.view.overlay
    assert isinstance(overlay, Picker)
    assert overlay.title == "1 pair that may be one; Enter shows their words"
    assert (overlay.rows[0].label, overlay.rows[0].detail, overlay.rows[0].note) == (
        "Kim Yoon = 김윤",
        "official",
        PAIR.reason,
    )
    assert player.play("enter").requests[-1] == ShowPair("official-a", "official-b")
    assert with_pairs(player.view, []).message == "No two things of the project look like one."
    two = with_pairs(player.view, [PAIR, PAIR]).overlay
    assert isinstance(two, Picker)
    assert two.title.startswith("2 pairs")


def test_both_are_shown_with_their_words_and_decided_by_a_key(begin: Any) -> None:
    player = begin()
    player.view = with_pair(player.view, PAIR, SAID)
    assert labels(player) == [
        "they are one",
        "they are two",
        "Kim Yoon: So Kim Yoon said.",
        "김윤: 김윤은 말했다.",
    ]
    assert player.play("enter").requests == [JoinEntities("official-a", "official-b"), FindPairs()]
    player.view = with_pair(player.view, PAIR, SAID)
    assert player.play("down enter").requests[-2:] == [KeepApart("official-a", "official-b"), FindPairs()]
    assert ("official-a", "official-b") in player.view.apart
    player.view = with_pair(player.view, PAIR, SAID)
    assert player.play("down down down enter").requests[-1] == OpenArticle("second", (0, 2))
