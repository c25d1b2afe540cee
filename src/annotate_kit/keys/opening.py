"""How a view begins, and how it takes in what comes from elsewhere: a new size, an undo, problems, lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import attrs

from annotate_kit.core import Annotation, Article, Edit, Problem
from annotate_kit.keys.lens import make_lens
from annotate_kit.keys.moving import revealed
from annotate_kit.keys.overlays import (
    Card,
    Fill,
    FormView,
    ListRow,
    OpenField,
    Overlay,
    Picker,
    ProblemsList,
    StepsList,
    TakeRecord,
    Walk,
)
from annotate_kit.keys.places import offered
from annotate_kit.keys.steps import closed, opened
from annotate_kit.keys.view import Known, Selection, View
from annotate_kit.schema import Catalog
from annotate_kit.text import TextIndex, index_text, wrap

__all__ = [
    "margin",
    "open_view",
    "refreshed",
    "resized",
    "scrolled",
    "with_card",
    "with_guidelines",
    "with_known",
    "with_message",
    "with_problems",
    "with_steps",
]


_Listed = TypeVar("_Listed", Picker, OpenField)


def margin(width: int) -> int:
    """The cells of a pane that the text leaves free for the marks that are set into a row."""
    return max(width // 8, 4) if width > _NARROW else 0


_NARROW = 24
"""Cells; a pane this narrow has no room for marks."""


def open_view(
    *,
    article: Article,
    text: str | TextIndex,
    catalog: Catalog,
    annotation: Annotation,
    known: Sequence[Known] = (),
    width: int,
    height: int,
    bookmarks: Sequence[int] = (),
) -> View:
    """The view of an article as it opens: its first word is selected, nothing is in hand.

    Args:
        article: what is known about the text.
        text: the article's text, or its index.
        catalog: the record types.
        annotation: what was said so far.
        known: the entities of other articles, for the picker.
        width: of the article pane, in cells.
        height: of the article pane, in rows.
        bookmarks: offsets in code points.
    """
    index = index_text(text) if isinstance(text, str) else text
    first = index.next_word(-1)
    selection = Selection(start=first.start, end=first.end) if first is not None else Selection(start=0, end=0)
    return View(
        article=article,
        index=index,
        catalog=catalog,
        lens=make_lens(annotation),
        known=tuple(known),
        letters={record_type.shortcut: name for name, record_type in catalog.types.items() if record_type.shortcut},
        layout=wrap(index.text, width - margin(width)),
        width=width,
        height=height,
        selection=selection,
        bookmarks=tuple(sorted(bookmarks)),
    )


def resized(view: View, width: int, height: int) -> View:
    """The view in a pane of another size; the selection stays in sight."""
    if (width, height) == (view.width, view.height):
        return view
    if width != view.width:
        first = view.layout.starts[min(view.top, len(view.layout.starts) - 1)]
        layout = wrap(view.text, width - margin(width))
        view = attrs.evolve(view, layout=layout, top=layout.row_of(first), column=None)
    return revealed(attrs.evolve(view, width=width, height=height))


def scrolled(view: View, rows: int) -> View:
    """The view some rows further down (up where negative); the selection stays where it is."""
    last = max(len(view.layout.starts) - max(view.height, 1), 0)
    return attrs.evolve(view, top=min(max(view.top + rows, 0), last))


def refreshed(view: View, annotation: Annotation, message: str = "", edit: Edit | None = None) -> View:
    """The view of another version of the annotation: after an undo, a redo, a merge.

    Args:
        view: what is seen.
        annotation: the other version.
        message: a word to the person.
        edit: what led to it from what the view shows, if that is known: then nothing but what it touches is looked at.
    """
    lens = view.lens.after(annotation, edit)
    overlays: list[Overlay] = []
    for overlay in view.overlays:
        kept = _without_gone(overlay, annotation)
        if kept is None:
            break
        overlays.append(kept)
    changed = attrs.evolve(
        view,
        lens=lens,
        overlays=tuple(overlays),
        hand=view.hand if view.hand in annotation.records else None,
        span=view.span if view.span in annotation.spans else None,
        message=message,
    )
    span = lens.span_at(view.selection.start, view.selection.end)
    return attrs.evolve(changed, offer=offered(changed, span))


def _without_gone(overlay: Overlay, annotation: Annotation) -> Overlay | None:
    """The overlay without rows for records that are not there any more; None where it is about one itself."""
    record = overlay.record if isinstance(overlay, Fill | FormView | Picker | Walk) else None
    if record is not None and record not in annotation.records:
        return None
    if isinstance(overlay, FormView) and overlay.open is not None:
        return attrs.evolve(overlay, open=_rows_kept(overlay.open, annotation))
    return _rows_kept(overlay, annotation) if isinstance(overlay, Picker) else overlay


def _rows_kept(listed: _Listed, annotation: Annotation) -> _Listed:
    def kept(rows: Sequence[ListRow]) -> tuple[ListRow, ...]:
        return tuple(
            row for row in rows if not isinstance(row.choice, TakeRecord) or row.choice.record in annotation.records
        )

    rows = kept(listed.rows)
    cursor = listed.cursor and min(listed.cursor, max(len(rows) - 1, 0))
    changed: dict[str, Any] = {"all_rows": kept(listed.all_rows), "rows": rows, "cursor": cursor}
    return attrs.evolve(listed, **changed)


def with_guidelines(view: View, lines: Sequence[str]) -> View:
    """The view with the project's guidelines."""
    return attrs.evolve(view, guidelines=tuple(lines))


def with_problems(view: View, problems: Sequence[Problem]) -> View:
    """The view with what the checks found."""
    shown = view.overlay
    overlays = view.overlays
    if isinstance(shown, ProblemsList):
        overlays = (*overlays[:-1], ProblemsList(cursor=min(shown.cursor, max(len(problems) - 1, 0))))
    return attrs.evolve(view, problems=tuple(problems), overlays=overlays)


def with_known(view: View, known: Sequence[Known], apart: frozenset[tuple[str, str]] = frozenset()) -> View:
    """The view with the entities of other articles, and the pairs of ids that are two things."""
    return attrs.evolve(view, known=tuple(known), apart=view.apart | apart)


def with_message(view: View, message: str) -> View:
    """The view with a word to the person."""
    return attrs.evolve(view, message=message)


def with_steps(view: View, steps: Sequence[str]) -> View:
    """The list of what was done, in answer to `ShowSteps` or after an undo within it."""
    if isinstance(view.overlay, StepsList):
        view = closed(view).view
    return opened(view, StepsList(steps=tuple(steps))).view


def with_card(view: View, title: str, lines: Sequence[str]) -> View:
    """Lines to read, over the article."""
    return opened(view, Card(title=title, lines=tuple(lines))).view
