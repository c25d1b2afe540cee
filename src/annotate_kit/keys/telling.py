"""What an edit did, in the titles of the schema: the words of the undo list, of the log and of undo itself."""

from __future__ import annotations

from collections.abc import Iterator

from annotate_kit.core import ABSENT, Batch, Edit, InsertItem, MoveItem, RemoveItem, SetEvidence, SetValue
from annotate_kit.core.changes import label_of
from annotate_kit.core.pointers import find_value, is_under
from annotate_kit.keys.captions import name_of
from annotate_kit.keys.showing import claim_words, shown_value
from annotate_kit.keys.view import View
from annotate_kit.schema import free_field, label
from annotate_kit.text.cells import fit

__all__ = ["told_edit"]

_Change = SetValue | InsertItem | RemoveItem | MoveItem | SetEvidence

_LONGEST = 60
"""Cells of a value in a label."""


def told_edit(before: View, after: View, edit: Edit) -> Edit:
    """The edit, its label in words where it names a place of a record by its pointer.

    `before` and `after` are the views without it and with it.
    """
    pointer = label_of(edit).rpartition(" ")[2] if isinstance(edit, Batch) else ""
    changes = [one for one in _within(edit) if isinstance(one, _Change)]
    if len(changes) != 1 or not f"{pointer}/".startswith("/"):
        return edit
    (change,) = changes
    record_type = after.catalog.types.get(after.annotation.records[change.record].type)
    if record_type is None:
        return edit
    place = pointer if is_under(pointer, change.pointer) else change.pointer
    named = before if change.record in before.annotation.records else after
    about = f"{label(record_type, place)} of {name_of(named, change.record)}"
    edits = edit.edits if isinstance(edit, Batch) else (edit,)
    return Batch(label=f"{about}{_said(before, after, change, place)}", edits=edits)


def _within(edit: Edit) -> Iterator[Edit]:
    if not isinstance(edit, Batch):
        yield edit
        return
    for one in edit.edits:
        yield from _within(one)


def _said(before: View, after: View, change: _Change, place: str) -> str:
    match change:
        case MoveItem():
            return f": moved to place {change.to + 1}"
        case SetEvidence():
            added = [claim for claim in change.after if claim not in change.before]
            gone = [claim for claim in change.before if claim not in change.after] or change.before
            return f": {claim_words(after, added[0])}" if added else f": no longer {claim_words(before, gone[0])}"
    record = after.annotation.records[change.record]
    value = ABSENT if isinstance(change, RemoveItem) else find_value(record.data, place)
    if value is ABSENT:
        return " removed"
    words = shown_value(after, free_field(after.catalog.types[record.type], place), value)
    return f": {fit(' '.join(words.split()), _LONGEST)}"
