"""Hints: every candidate in view gets one or two letters, which select it."""

from __future__ import annotations

from itertools import product

import attrs

from annotate_kit.core import Ids
from annotate_kit.keys.moving import candidates_between, loaded, select
from annotate_kit.keys.overlays import Hints
from annotate_kit.keys.steps import closed, opened, replaced, say
from annotate_kit.keys.view import Step, View
from annotate_kit.text import Range

__all__ = ["begin_hints", "hint_labels", "type_hint"]

_LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""The home row first."""


def hint_labels(count: int) -> tuple[str, ...]:
    """So many labels of one or two letters, none of which begins another; the short ones first."""
    size = len(_LETTERS)
    # Each letter that begins pairs costs one single and brings `size` pairs.
    leads = min(max(-(-(count - size) // (size - 1)), 0), size)
    singles = _LETTERS[: size - leads]
    pairs = ("".join(pair) for pair in product(_LETTERS[size - leads :], _LETTERS))
    return (*singles, *pairs)[:count]


def begin_hints(view: View, _key: str, _ids: Ids) -> Step:
    """Labels appear on the candidates in view, the shortest nearest to the selection."""
    view = loaded(view)
    last = min(view.top + max(view.height, 1), len(view.layout.starts)) - 1
    found = candidates_between(view, view.layout.starts[view.top], view.layout.ends[last])
    if not found:
        return say(view, "There is no candidate in view.")
    near = sorted(found, key=lambda candidate: abs(candidate.start - view.selection.start))
    labels = tuple(
        (label, Range(start=candidate.start, end=candidate.end))
        for label, candidate in zip(hint_labels(len(near)), near, strict=False)
    )
    return opened(view, Hints(labels=labels))


def type_hint(view: View, key: str, _ids: Ids) -> Step:
    """A letter of a label; a whole label selects its candidate."""
    hints = view.overlay
    assert isinstance(hints, Hints)
    typed = hints.typed + key
    for label, place in hints.labels:
        if label == typed:
            return select(closed(view).view, place.start, place.end, by_grapheme=False)
    if any(label.startswith(typed) for label, _ in hints.labels):
        return replaced(view, attrs.evolve(hints, typed=typed))
    return say(closed(view).view, f"No hint {typed}.")
