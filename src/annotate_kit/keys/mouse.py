"""The mouse: clicks select words, names and sentences, dragging extends, a click on a row chooses it."""

from __future__ import annotations

import attrs

from annotate_kit.core import Ids
from annotate_kit.keys.machine import press, where
from annotate_kit.keys.moving import loaded, revealed, select
from annotate_kit.keys.overlays import (
    BookList,
    Commands,
    ConflictsList,
    FormView,
    NotesList,
    Picker,
    ProblemsList,
    RecordsPane,
    StepsList,
)
from annotate_kit.keys.panes import jump_to_record
from annotate_kit.keys.steps import closed, look
from annotate_kit.keys.view import Selection, Step, View
from annotate_kit.text import Range

__all__ = ["chosen", "clicked", "dragged", "record_clicked"]

_Listed = Picker | BookList | Commands | ConflictsList | RecordsPane | NotesList | ProblemsList | StepsList | FormView
"""What has rows with a cursor."""


def clicked(view: View, offset: int, ids: Ids, *, count: int = 1) -> Step:
    """A click on the article: the word there; twice, the candidate; three times, the sentence.

    Args:
        view: the view that was clicked on.
        offset: of the code point under the pointer.
        ids: for the keys that it stands for.
        count: of clicks.
    """
    if where(view) not in ("article", "walk"):
        # A click outside what lies over the article closes it.
        return press(view, "escape", ids)
    view = loaded(attrs.evolve(view, message="", overlays=()))
    found = _unit(view, offset, count)
    return look(view) if found is None else select(view, found.start, found.end)


def _unit(view: View, offset: int, count: int) -> Range | None:
    word = view.index.word_at(offset) or view.index.previous_word(offset) or view.index.next_word(offset - 1)
    if count == 1 or word is None:
        return word
    if count > 2:  # noqa: PLR2004  # three clicks and more
        return view.index.sentence_at(offset)
    around = [c for c in view.candidates or () if c.start <= word.start and word.end <= c.end]
    name = min(around, key=lambda candidate: candidate.end - candidate.start, default=None)
    return word if name is None else Range(start=name.start, end=name.end)


def dragged(view: View, offset: int) -> View:
    """The selection from where the button went down to the word at an offset."""
    here = view.index.word_at(offset)
    start, end = (here.start, here.end) if here is not None else (offset, offset)
    selection = view.selection
    anchor = selection.start if selection.edge == "end" else max(selection.end - 1, 0)
    held = view.index.word_at(anchor)
    first, last = (held.start, held.end) if held is not None else (anchor, anchor + 1)
    last = min(last, len(view.text))
    if start < first:
        moved = Selection(start=start, end=last, edge="start")
    else:
        moved = Selection(start=first, end=max(end, last), edge="end")
    return revealed(attrs.evolve(view, selection=moved, offer=None, column=None))


def chosen(view: View, row: int, ids: Ids) -> Step:
    """A click on a row of what lies over the article: the cursor goes there, and `Enter` is pressed."""
    overlay = view.overlay
    if isinstance(overlay, FormView) and overlay.open is not None:
        changed = attrs.evolve(overlay, open=attrs.evolve(overlay.open, cursor=row))
        view = attrs.evolve(view, overlays=(*view.overlays[:-1], changed))
    elif isinstance(overlay, _Listed):
        view = attrs.evolve(view, overlays=(*view.overlays[:-1], attrs.evolve(overlay, cursor=row)))
    return press(view, "enter", ids)


def record_clicked(view: View, record: str) -> Step:
    """A click on a record of the pane: it comes in hand and its words are selected."""
    if record not in view.annotation.records:
        return look(view)
    if isinstance(view.overlay, RecordsPane):
        view = closed(view).view
    return jump_to_record(attrs.evolve(view, hand=record, message=""), record)
