"""Names that were prepared once answer as if they were prepared now, whatever has changed since."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.keys.conftest import Player, shipped

from annotate_kit.core import Annotation, Article
from annotate_kit.keys import Known, open_view, prepare_names, ranking
from annotate_kit.keys.lens import make_lens
from annotate_kit.keys.moving import select
from annotate_kit.keys.ranking import likely_same, near_records, near_rows

WORDS = ("Kim Yoon", "Kim", "Yoon Kim", "KJE", "Korea-Japan Economic Association", "Samyang", "Samyang Corp.", "Lee")
TEXT = ". ".join(WORDS) + "."
ACTS = st.tuples(st.sampled_from(WORDS), st.sampled_from(["o", "p", "x", "u", "P"]))


def begun() -> Player:
    first = Annotation(article="a", annotator="analyst", text_sha256="0")
    article = Article(id="a", title="A", text_sha256="0", length=len(TEXT), language="en")
    view = open_view(article=article, text=TEXT, catalog=shipped(), annotation=first, width=80, height=20)
    return Player(view=view, first=first)


def do(player: Player, words: str, act: str) -> None:
    if act == "u":
        if player.edits:
            player.undo()
        return
    start = TEXT.index(words)
    player.view = select(player.view, start, start + len(words)).view
    player.play(act)
    if player.view.overlay is not None:
        # The first row, or where Shift asks, a new record.
        player.type("zzz" if act == "P" else "").play("enter")


def found(view: Any, kind: str) -> list[set[tuple[str, float, str]]]:
    return [
        {(one.record, one.match.score, one.match.reason) for one in near_records(view, (kind,), words)}
        for words in WORDS
    ]


@settings(max_examples=40, deadline=None)
@given(acts=st.lists(ACTS, max_size=10))
def test_prepared_names_answer_as_if_prepared_now(acts: list[tuple[str, str]]) -> None:
    player = begun()
    prepare_names(player.view)
    for words, act in acts:
        do(player, words, act)
        anew = attrs.evolve(player.view, lens=make_lens(player.view.annotation))
        for kind in ("official", "organization"):
            assert found(player.view, kind) == found(anew, kind)


def test_names_are_prepared_once_and_again_only_after_many_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    player = begun()
    prepare_names(player.view)
    kept = player.view.lens.books["official",]
    do(player, "Kim Yoon", "p")
    near_records(player.view, ("official",), "Kim")
    assert player.view.lens.books["official",] is kept
    monkeypatch.setattr(ranking, "_STALEST", 0)
    near_records(player.view, ("official",), "Kim")
    assert player.view.lens.books["official",] is not kept


def test_a_record_is_not_like_itself(begin: Any) -> None:
    player = begin("Samyang Corp. Samyang Corp").play("o")
    record = player.view.annotation.records[player.view.hand]
    assert likely_same(player.view, record) is None


def test_only_people_have_family_names(begin: Any) -> None:
    known = [
        Known(entity="e-1", type="organization", caption="Korea Electric", names=("Korea Electric",), articles=("x",)),
        Known(entity="e-2", type="official", caption="Kim Jae-hun", names=("Kim Jae-hun",), articles=("x",)),
    ]
    player = begin(known=known).select("Kim Yoon").play("p").select("Mitsubishi Corp.").play("o")
    assert [row.note for row in near_rows(player.view, ("official",), "Kim")] == ["family name", "family name, x"]
    assert [row.note for row in near_rows(player.view, ("organization",), "Korea")] == ["part of the name, x"]
