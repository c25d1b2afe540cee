"""Whatever is pressed: nothing raises, the edits alone tell the whole story, and each can be taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate_kit.core import Problem, apply, invert
from annotate_kit.keys import (
    FormView,
    form_lines,
    form_notes,
    help_rows,
    json_edited,
    pane_rows,
    refreshed,
    with_problems,
)
from annotate_kit.keys.lens import make_lens

KEYS = [
    *"abcdefghijklmnopqrstuvwxyz0123456789",
    *"ABEFHJLNOPRTUX",
    *"/\\;+-{}[]()!\"'><:?@^.,=*& ㅁㅔ김é",
    *("tab", "shift+tab", "enter", "escape", "backspace", "delete", "home", "end", "pageup", "pagedown", "space"),
    *("left", "right", "up", "down", "shift+left", "shift+right", "ctrl+c", "ctrl+z", "f5", "asterisk"),
]
OFTEN = ["tab", "enter", "down", "o", "p", "a", "b", "e", "r", "R", "*", "enter", "tab", "x", "a", "+"]

relaxed = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@relaxed
@given(keys=st.lists(st.sampled_from([*KEYS, *OFTEN * 3]), max_size=60))
def test_any_keys_make_edits_that_replay_and_invert(begin: Callable[..., Any], keys: list[str]) -> None:
    player = begin(height=4)
    player.view = with_problems(
        player.view, [Problem(code="AK205", message="m", record=None, span="s-0001", data_pointer=None)]
    )
    for key in keys:
        player.play(key)
        look_at_everything(player)
    replayed = player.first
    for edit in player.edits:
        replayed = apply(edit, replayed)
    assert replayed == player.view.annotation
    for edit in reversed(player.edits):
        replayed = apply(invert(edit), replayed)
    assert replayed == player.first


def look_at_everything(player: Any) -> None:
    view = player.view
    selection = view.selection
    assert 0 <= selection.start <= selection.end <= len(view.text)
    assert view.hand is None or view.hand in view.annotation.records
    assert view.span is None or view.span in view.annotation.spans
    used = {span for record in view.annotation.records.values() for span in record.span_ids()}
    assert used == set(view.annotation.spans), "a span that nothing uses, or a use without a span"
    pane_rows(view)
    assert help_rows(view)
    if isinstance(view.overlay, FormView):
        lines = form_lines(view, view.overlay)
        notes = form_notes(view, view.overlay)
        assert all(0 < mark <= len(notes) for line in lines for mark in line.marks)


@relaxed
@given(keys=st.lists(st.sampled_from([*KEYS, *OFTEN * 3]), max_size=40), steps=st.integers(0, 40))
def test_a_lens_carried_along_is_the_lens_made_anew(begin: Callable[..., Any], keys: list[str], steps: int) -> None:
    player = begin()
    for key in keys:
        player.play(key)
    for _ in range(min(steps, len(player.edits))):
        player.undo()
    carried, anew = player.view.lens, make_lens(player.view.annotation)
    assert {key: set(ids) for key, ids in carried.blocks.items()} == {k: set(ids) for k, ids in anew.blocks.items()}
    assert {key: set(ids) for key, ids in carried.edges.items()} == {k: set(ids) for k, ids in anew.edges.items()}
    assert {key: set(ids) for key, ids in carried.named.items()} == {k: set(ids) for k, ids in anew.named.items()}
    assert carried.uses.keys() == anew.uses.keys()
    for span, uses in carried.uses.items():
        assert sorted(uses, key=repr) == sorted(anew.uses[span], key=repr)


@relaxed
@given(keys=st.lists(st.sampled_from([*KEYS, *OFTEN * 3]), max_size=40))
def test_undo_at_any_moment_leaves_nothing_that_is_gone(begin: Callable[..., Any], keys: list[str]) -> None:
    player = begin()
    for key in keys:
        player.play(key)
    view = refreshed(player.view, player.first)
    assert view.annotation == player.first
    player.view, player.edits = view, []
    for key in keys[::-1]:
        player.play(key)
        look_at_everything(player)


@relaxed
@given(
    data=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
        max_leaves=8,
    ).filter(lambda value: isinstance(value, dict)),
    keys=st.lists(st.sampled_from(KEYS), max_size=25),
)
def test_the_form_bears_any_data(begin: Callable[..., Any], data: dict[str, Any], keys: list[str]) -> None:
    player = begin().play("tab p e")
    record = player.view.hand
    player.take(json_edited(player.view, record, "", json.dumps({**data, "roles": data}), player.ids))
    for key in keys:
        player.play(key)
        if isinstance(player.view.overlay, FormView):
            form_lines(player.view, player.view.overlay)
