"""The lens that is carried from edit to edit says what one says that is made from nothing."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.keys.conftest import NEWS, Player, shipped

from annotate_kit.core import Annotation, Article, apply, invert
from annotate_kit.keys import Lens, open_view, refreshed
from annotate_kit.keys.books import Trace
from annotate_kit.keys.lens import make_lens
from annotate_kit.keys.machine import press

KEYS = ("tab", "shift+tab", "right", "down", "o", "p", "a", "enter", "n", "*", "x", "u", ".", ",", "=", "L", '"', "y")


def said(lens: Lens) -> Any:
    tables = (lens.blocks, lens.edges, lens.uses, lens.named, lens.naming, lens.by_type)
    return [dict(lens.quoted), *({key: frozenset(values) for key, values in table.items()} for table in tables)]


@settings(max_examples=40, deadline=None)
@given(keys=st.lists(st.sampled_from(KEYS), max_size=25))
def test_carried_along_it_is_the_same_as_made_anew(keys: list[str]) -> None:
    first = Annotation(article="a", annotator="analyst", text_sha256="0")
    article = Article(id="a", title="A", text_sha256="0", length=len(NEWS), language="en")
    view = open_view(article=article, text=NEWS, catalog=shipped(), annotation=first, width=80, height=20)
    player = Player(view=view, first=first)
    for key in keys:
        before = player.view
        player.take(press(before, key, player.ids))
        after = player.view
        assert said(after.lens) == said(make_lens(after.annotation))
        assert said(before.lens) == said(make_lens(before.annotation)), "an older lens stays what it was"
        if player.edits and after.annotation is not before.annotation:
            back = invert(player.edits[-1])
            undone = refreshed(after, apply(back, after.annotation), "undone", back)
            assert said(undone.lens) == said(make_lens(undone.annotation)), "an undo looks only at what it touches"


def test_a_trace_tells_what_changed_since_an_earlier_step_of_its_own() -> None:
    first = Trace(records=frozenset({"a"}))
    second = Trace(records=frozenset({"b"}), before=first)
    third = Trace(records=frozenset({"b", "c"}), before=second)
    assert third.since(third, 9) == frozenset()
    assert third.since(first, 9) == frozenset({"b", "c"})
    assert third.since(first, 1) is None, "too long ago"
    assert third.since(Trace(records=frozenset()), 9) is None, "another history"
