"""Growing and shrinking the selection at its active edge, by words or graphemes, or by whole units."""

from __future__ import annotations

from typing import Literal

import attrs

from annotate_kit.core import Ids
from annotate_kit.keys.moving import revealed
from annotate_kit.keys.stepping import unit_after, unit_at, unit_before
from annotate_kit.keys.steps import look, say
from annotate_kit.keys.view import Selection, Step, View
from annotate_kit.text import larger, smaller

__all__ = ["by_grapheme", "enlarge", "grow_left", "grow_right", "reduce", "swap_edge"]


def grow_right(view: View, _key: str, _ids: Ids) -> Step:
    """The active edge one word to the right."""
    start, end, edge = view.selection.start, view.selection.end, view.selection.edge
    if edge == "start":
        inner = unit_after(view, view.index.next_grapheme(start))
        if inner is not None and inner.start < end:
            return _edges(view, inner.start, end, "start")
    following = unit_after(view, end)
    partial = unit_at(view, end) if not view.by_grapheme else None
    if partial is not None and partial.start < end:
        following = partial
    return say(view, "The text ends here.") if following is None else _edges(view, start, following.end, "end")


def grow_left(view: View, _key: str, _ids: Ids) -> Step:
    """The active edge one word to the left; a single word grows at its start."""
    start, end, edge = view.selection.start, view.selection.end, view.selection.edge
    if edge == "end":
        inner = unit_before(view, end)
        if inner is not None and inner.start > start:
            before = unit_before(view, inner.start)
            cut = inner.start if before is None or before.end <= start else before.end
            return _edges(view, start, cut, "end")
    preceding = unit_before(view, start)
    return say(view, "The text begins here.") if preceding is None else _edges(view, preceding.start, end, "start")


def _edges(view: View, start: int, end: int, edge: Literal["start", "end"]) -> Step:
    selection = Selection(start=start, end=end, edge=edge)
    view = attrs.evolve(view, selection=selection, column=None, offer=None)
    return look(revealed(view))


def swap_edge(view: View, _key: str, _ids: Ids) -> Step:
    """The other edge becomes the active one."""
    other: Literal["start", "end"] = "start" if view.selection.edge == "end" else "end"
    return say(
        view,
        f"The {other} of the selection moves now.",
        selection=attrs.evolve(view.selection, edge=other),
    )


def enlarge(view: View, _key: str, _ids: Ids) -> Step:
    """The next larger unit: word, name, sentence, paragraph, all."""
    found = larger(view.index, view.selection.start, view.selection.end)
    return _edges(view, found.start, found.end, view.selection.edge)


def reduce(view: View, _key: str, _ids: Ids) -> Step:
    """The next smaller unit."""
    found = smaller(view.index, view.selection.start, view.selection.end)
    return _edges(view, found.start, found.end, view.selection.edge)


def by_grapheme(view: View, _key: str, _ids: Ids) -> Step:
    """Moving and growing by character, or by word again."""
    on = not view.by_grapheme
    words = "Moving by character; v goes back to words." if on else "Moving by word."
    return say(view, words, by_grapheme=on)
