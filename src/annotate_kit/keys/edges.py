"""Spans that are there already: further fragments, new edges, removal."""

from __future__ import annotations

from annotate_kit.core import Ids, Span, changes, make_span
from annotate_kit.keys.captions import name_of
from annotate_kit.keys.making import as_one
from annotate_kit.keys.steps import act, remembered, say, span_under, then
from annotate_kit.keys.view import Step, View

__all__ = ["add_fragment", "new_edges", "remove_span"]


def _in_hand(view: View) -> Span | None:
    return view.annotation.spans.get(view.span) if view.span is not None else None


def add_fragment(view: View, _key: str, _ids: Ids) -> Step:
    """The selection becomes one more fragment of the span in hand."""
    span = _in_hand(view)
    if span is None:
        return say(view, "No span in hand: tag one or move onto one first.")
    ranges = [(fragment.start, fragment.end) for fragment in span.fragments]
    return _reshape(view, span, [*ranges, (view.selection.start, view.selection.end)])


def new_edges(view: View, _key: str, _ids: Ids) -> Step:
    """The selection becomes the edges of the span in hand, or of the fragment that it overlaps."""
    span = _in_hand(view)
    if span is None:
        return say(view, "No span in hand: tag one or move onto one first.")
    start, end = view.selection.start, view.selection.end
    apart = [
        (fragment.start, fragment.end)
        for fragment in span.fragments
        if not start < fragment.end or not fragment.start < end
    ]
    kept = apart if len(apart) < len(span.fragments) else []
    other = view.lens.span_at(start, end)
    if other is not None and not kept:
        return say(view, "These are its edges already." if other.id == span.id else "Another span has these edges.")
    return _reshape(view, span, [*kept, (start, end)])


def _reshape(view: View, span: Span, ranges: list[tuple[int, int]]) -> Step:
    try:
        after = make_span(id=span.id, text=view.text, fragments=ranges)
    except ValueError:
        return say(view, "The selection is empty or overlaps what the span has.")
    edit = as_one(f'"{span.quote}" is "{after.quote}" now', changes.change_span(view.annotation, after))
    return act(view, edit, f'the span is "{after.quote}" now', offer=None)


def remove_span(view: View, key: str, _ids: Ids) -> Step:
    """The span under the selection goes, and what rests on it alone."""
    span = span_under(view)
    if span is None:
        return say(view, "There is no span under the selection.")
    uses = view.lens.uses.get(span.id, ())
    mentions = [use.record for use in uses if use.pointer is None]
    claims = len(uses) - len(mentions)
    step = act(view, changes.remove_span(view.annotation, span.id), "", offer=None, span=None)
    parts = [f'"{span.quote}" removed']
    parts += [f"with {claims} {'claim' if claims == 1 else 'claims'}"] if claims else []
    bare = [record for record in dict.fromkeys(mentions) if not step.view.annotation.records[record].mentions]
    parts += [f"nothing mentions {name_of(step.view, record)} any more" for record in bare]
    return remembered(then(step, say(step.view, ", ".join(parts) + "; u takes it back")), (key,))
