"""The few ways in which a key's meaning ends: nothing but a look, a word to the person, an edit, a request."""

from __future__ import annotations

from typing import Any

import attrs

from annotate_kit.core import Batch, Edit, RemoveSpan, Span, apply
from annotate_kit.core.changes import label_of
from annotate_kit.errors import EditMismatchError
from annotate_kit.keys.lens import Lens, touched
from annotate_kit.keys.overlays import Overlay
from annotate_kit.keys.requests import Request
from annotate_kit.keys.telling import told_edit
from annotate_kit.keys.view import Step, View

__all__ = [
    "act",
    "ask",
    "closed",
    "look",
    "opened",
    "remembered",
    "replaced",
    "say",
    "shown_record",
    "span_under",
    "then",
]


def look(view: View, **changes: Any) -> Step:
    """The view with some attributes changed, and nothing else."""
    return Step(view=attrs.evolve(view, **changes) if changes else view)


def say(view: View, message: str, **changes: Any) -> Step:
    """A word to the person."""
    return Step(view=attrs.evolve(view, message=message, **changes))


def ask(view: View, *requests: Request, message: str = "") -> Step:
    """Something for the front end to do."""
    return Step(view=attrs.evolve(view, message=message) if message else view, requests=requests)


def act(view: View, edit: Edit, message: str, **changes: Any) -> Step:
    """An edit, applied; an empty one changes nothing and is not handed on.

    Spans that nothing uses any more go with it: every span is a mention or evidence.
    """
    if isinstance(edit, Batch) and not edit.edits:
        return say(view, message, **changes)
    try:
        lens = view.lens.after(apply(edit, view.annotation), edit)
    except EditMismatchError as error:
        # The data has another shape than its schema says: a text where a list belongs.
        return say(view, str(error))
    left = _left_alone(view.lens, lens, edit)
    if left:
        edit = Batch(label=label_of(edit), edits=(edit, *(RemoveSpan(span=span) for span in left)))
        lens = view.lens.after(apply(edit, view.annotation), edit)
    after = attrs.evolve(view, lens=lens, message=message, **changes)
    return Step(view=after, edits=(told_edit(view, after, edit),))


def _left_alone(before: Lens, after: Lens, edit: Edit) -> tuple[Span, ...]:
    """The spans that lost their last use and are still there; commented ones stay."""
    spans, records = after.annotation.spans, before.annotation.records
    used = {span for key in touched(edit)[1] if key in records for span in records[key].span_ids()}
    gone = (key for key in sorted(used) if key in before.uses and key not in after.uses)
    return tuple(spans[key] for key in gone if key in spans and key not in after.noted)


def then(step: Step, following: Step) -> Step:
    """Two steps as one; the second began with the view of the first."""
    return Step(
        view=following.view,
        edits=(*step.edits, *following.edits),
        requests=(*step.requests, *following.requests),
    )


def remembered(step: Step, keys: tuple[str, ...]) -> Step:
    """The step remembered as the last act, whose keys `.` presses again."""
    return attrs.evolve(step, view=attrs.evolve(step.view, last=keys))


def opened(view: View, overlay: Overlay, **changes: Any) -> Step:
    """An overlay over everything that is there."""
    return look(view, overlays=(*view.overlays, overlay), **changes)


def replaced(view: View, overlay: Overlay, **changes: Any) -> Step:
    """The uppermost overlay becomes another."""
    return look(view, overlays=(*view.overlays[:-1], overlay), **changes)


def closed(view: View, **changes: Any) -> Step:
    """The uppermost overlay goes."""
    return look(view, overlays=view.overlays[:-1], **changes)


def span_under(view: View) -> Span | None:
    """The span under the selection: the one with its very edges, else the shortest that encloses it."""
    start, end = view.selection.start, view.selection.end
    exact = view.lens.span_at(start, end)
    if exact is not None:
        return exact
    enclosing = (
        span
        for span in view.lens.spans_between(start, end)
        if any(fragment.start <= start and end <= fragment.end for fragment in span.fragments)
    )
    return min(enclosing, key=lambda span: span.end - span.start, default=None)


def shown_record(view: View) -> str | None:
    """The record that the span under the selection names or says something of; else the one in hand."""
    span = span_under(view)
    uses = view.lens.uses.get(span.id, ()) if span is not None else ()
    if any(use.record == view.hand for use in uses) or not uses:
        return view.hand
    return next((use.record for use in uses if use.pointer is None), uses[0].record)
