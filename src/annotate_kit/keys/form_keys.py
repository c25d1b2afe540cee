"""The form between open fields: moving, lists, evidence, and what each line does when it is entered."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from annotate_kit.core import ABSENT, CLAIM_KINDS, Batch, Claim, Ids, SetEvidence, changes
from annotate_kit.core.pointers import find_value, join, parent, split
from annotate_kit.core.values import is_array
from annotate_kit.keys.form_fields import open_new
from annotate_kit.keys.form_lines import FormLine, evidence_spans, form_lines
from annotate_kit.keys.form_opening import at_line, open_alternatives, open_field, open_key
from annotate_kit.keys.making import selected_span
from annotate_kit.keys.moving import select
from annotate_kit.keys.overlays import FormView
from annotate_kit.keys.requests import EditJson
from annotate_kit.keys.steps import act, ask, closed, look, opened, replaced, say, shown_record, then
from annotate_kit.keys.view import Step, View
from annotate_kit.schema import label

__all__ = [
    "add_evidence",
    "add_item",
    "begin_form",
    "drop_evidence",
    "edit_as_json",
    "enter_line",
    "form_down",
    "form_end",
    "form_home",
    "form_page_down",
    "form_page_up",
    "form_up",
    "jump_to_words",
    "move_item_down",
    "move_item_up",
    "next_claim",
    "next_problem",
    "remove_line",
    "toggle_line",
]

_PAGE = 10
"""Lines."""

_CLAIMS = (CLAIM_KINDS[0], "inferred", *(kind for kind in CLAIM_KINDS[1:] if kind != "inferred"))
"""In the order of one key pressed again: what is said most comes first."""


def begin_form(view: View, _key: str, _ids: Ids) -> Step:
    """The form of the record in hand."""
    record = view.hand if view.hand in view.annotation.records else shown_record(view)
    if record is None or record not in view.annotation.records:
        return say(view, "No record in hand: tag one with its type's letter, or take one with r.")
    if view.annotation.records[record].type not in view.catalog.types:
        return say(view, f"There is no schema for {view.annotation.records[record].type}: the form has nothing to ask.")
    return opened(view, FormView(record=record), hand=record)


def _form(view: View) -> FormView:
    assert isinstance(view.overlay, FormView)
    return view.overlay


def _at(view: View) -> tuple[FormView, tuple[FormLine, ...], FormLine | None]:
    """The form, its lines, and the line under the cursor."""
    shown = _form(view)
    lines = form_lines(view, shown)
    cursor = min(shown.cursor, len(lines) - 1)
    return shown, lines, lines[cursor] if lines else None


# Moving.


def form_down(view: View, _key: str, _ids: Ids) -> Step:
    """The line below."""
    return _move(view, 1)


def form_up(view: View, _key: str, _ids: Ids) -> Step:
    """The line above."""
    return _move(view, -1)


def form_page_down(view: View, _key: str, _ids: Ids) -> Step:
    """Ten lines further down."""
    return _move(view, _PAGE)


def form_page_up(view: View, _key: str, _ids: Ids) -> Step:
    """Ten lines further up."""
    return _move(view, -_PAGE)


def form_home(view: View, _key: str, _ids: Ids) -> Step:
    """The first line."""
    return _move(view, -len(_at(view)[1]))


def form_end(view: View, _key: str, _ids: Ids) -> Step:
    """The last line."""
    return _move(view, len(_at(view)[1]))


def _move(view: View, by: int) -> Step:
    shown, lines, _ = _at(view)
    cursor = min(shown.cursor, len(lines) - 1) + by
    return replaced(view, attrs.evolve(shown, cursor=min(max(cursor, 0), max(len(lines) - 1, 0))))


def next_problem(view: View, _key: str, _ids: Ids) -> Step:
    """The next line that has a problem; after the last one, the first."""
    shown, lines, _ = _at(view)
    order = [*range(shown.cursor + 1, len(lines)), *range(min(shown.cursor + 1, len(lines)))]
    found = next((n for n in order if lines[n].problems), None)
    if found is None:
        return say(view, "No line of this form has a problem.")
    return say(replaced(view, attrs.evolve(shown, cursor=found)).view, lines[found].problems[0])


# Entering a line.


def enter_line(view: View, key: str, ids: Ids) -> Step:  # noqa: PLR0911  # one flat case for each kind of line
    """The value opens, a list gets an item, a choice shows its alternatives."""
    shown, _, line = _at(view)
    if line is None:
        return closed(view)
    if line.kind == "choose-alternative":
        return _open(view, attrs.evolve(shown, open=open_alternatives(line.field, line.pointer)))
    if line.kind == "add-item":
        return open_new(view, line.field, line.pointer)
    if line.kind == "add-key":
        return _open(view, attrs.evolve(shown, open=open_key(line)))
    if line.kind == "list" and not _length(view, line.pointer):
        return add_item(view, key, ids)
    if line.field.kind in ("object", "list") and line.kind in ("group", "list", "item", "extra"):
        return _move(view, 1)
    if line.field.kind == "choice":
        return _move(view, 1)
    return _open(view, attrs.evolve(shown, open=open_field(view, line.field, line.pointer, line.value)))


def _open(view: View, shown: FormView) -> Step:
    return replaced(view, at_line(view, shown))


def toggle_line(view: View, _key: str, _ids: Ids) -> Step:
    """Yes becomes no, no becomes yes, nothing becomes yes."""
    shown, _, line = _at(view)
    if line is None or line.field.kind != "boolean" or line.kind in ("add-item", "add-key", "choose-alternative"):
        return say(view, "Only a yes or no is switched so.")
    edit = changes.set_value(view.annotation, shown.record, line.pointer, line.value is not True)
    return act(view, edit, "")


def edit_as_json(view: View, _key: str, _ids: Ids) -> Step:
    """The value opens as JSON in the editor of the system."""
    shown, _, line = _at(view)
    if line is None:
        return look(view)
    pointer = parent(line.pointer) if line.kind in ("add-item", "pending") else line.pointer
    return ask(view, EditJson(record=shown.record, pointer=pointer))


# Lists.


def _length(view: View, pointer: str) -> int:
    value = find_value(view.annotation.records[_form(view).record].data, pointer)
    return len(value) if is_array(value) and isinstance(value, Sequence) else 0


def _item_of(view: View, pointer: str) -> tuple[str, int] | None:
    """The list and the index of the innermost item that holds a place."""
    data = view.annotation.records[_form(view).record].data
    tokens = split(pointer)
    for n in range(len(tokens), 0, -1):
        above = join(tokens[: n - 1])
        if is_array(find_value(data, above)) and tokens[n - 1].isdecimal():
            return above, int(tokens[n - 1])
    return None


def add_item(view: View, _key: str, _ids: Ids) -> Step:
    """One more item of the list that the cursor is in."""
    _, lines, line = _at(view)
    if line is None:
        return look(view)
    held = _item_of(view, line.pointer)
    pointer = line.pointer if line.field.kind == "list" and line.kind == "list" else held[0] if held else None
    new = next((row for row in lines if row.kind == "add-item" and parent(row.pointer) == pointer), None)
    if new is None:
        return say(view, "There is no list here that takes one more.")
    return open_new(view, new.field, new.pointer)


def remove_line(view: View, _key: str, _ids: Ids) -> Step:
    """The value goes, with its evidence; an item leaves its list."""
    shown, _, line = _at(view)
    if line is None or line.value is ABSENT or not line.pointer:
        return say(view, "There is nothing to remove here.")
    edit = changes.remove_value(view.annotation, shown.record, line.pointer)
    return act(view, edit, f"{line.label} removed; u takes it back")


def move_item_down(view: View, _key: str, _ids: Ids) -> Step:
    """The item changes places with the next one."""
    return _move_item(view, 1)


def move_item_up(view: View, _key: str, _ids: Ids) -> Step:
    """The item changes places with the one before."""
    return _move_item(view, -1)


def _move_item(view: View, by: int) -> Step:
    shown, _, line = _at(view)
    held = _item_of(view, line.pointer) if line is not None else None
    if line is None or held is None or not 0 <= held[1] + by < _length(view, held[0]):
        return say(view, "There is no item here that could move there.")
    pointer, index = held
    step = act(view, changes.move_item(view.annotation, shown.record, pointer, index, index + by), "")
    goal = join((*split(pointer), index + by)) + line.pointer[len(join((*split(pointer), index))) :]
    after = form_lines(step.view, shown)
    cursor = next((n for n, row in enumerate(after) if row.pointer == goal and row.kind == line.kind), shown.cursor)
    return then(step, replaced(step.view, attrs.evolve(shown, cursor=cursor)))


# Evidence.


def add_evidence(view: View, _key: str, ids: Ids) -> Step:
    """The selected words say this value too."""
    shown, _, line = _at(view)
    if line is None or line.value is ABSENT:
        return say(view, "There is no value here that words could say.")
    if not view.words.strip():
        return say(view, "There are no words in the selection.")
    span = selected_span(view, ids)
    claims = view.annotation.records[shown.record].evidence.get(line.pointer, ())
    if any(span.id in claim.spans for claim in claims):
        return say(view, "These words say so already.")
    edit = changes.add_claim(view.annotation, shown.record, line.pointer, Claim(spans=(span.id,)), (span,))
    return act(view, edit, f'"{span.quote}" says so now; u takes it back')


def drop_evidence(view: View, _key: str, _ids: Ids) -> Step:
    """The last words that say this value say it no more; the span stays where something else uses it."""
    shown, _, line = _at(view)
    claims = view.annotation.records[shown.record].evidence.get(line.pointer, ()) if line is not None else ()
    if line is None or not claims:
        return say(view, "No words say this value.")
    edit = SetEvidence(record=shown.record, pointer=line.pointer, before=claims, after=claims[:-1])
    return act(view, Batch(label=f"evidence of {line.pointer}", edits=(edit,)), "evidence removed; u takes it back")


def next_claim(view: View, _key: str, _ids: Ids) -> Step:
    """How the words say it: stated, inferred, reported, planned, denied."""
    shown, _, line = _at(view)
    if line is None or line.value is ABSENT:
        return say(view, "There is no value here that could be claimed.")
    record = view.annotation.records[shown.record]
    claims = record.evidence.get(line.pointer, ())
    if claims:
        # Without words a value is inferred or nothing.
        kinds = (*(_CLAIMS if claims[-1].spans else _CLAIMS[:2]), _CLAIMS[0])
        now = kinds[kinds.index(claims[-1].claim) + 1] if claims[-1].claim in kinds else kinds[0]
        after = (*claims[:-1], attrs.evolve(claims[-1], claim=now))
    else:
        now = "inferred"
        after = (Claim(claim=now),)
    if after[-1] == Claim():
        after = after[:-1]
    edit = SetEvidence(record=shown.record, pointer=line.pointer, before=claims, after=after)
    return act(view, edit, f"{_label(view, shown, line)}: {now}")


def _label(view: View, shown: FormView, line: FormLine) -> str:
    return label(view.catalog.types[view.annotation.records[shown.record].type], line.pointer)


def jump_to_words(view: View, key: str, _ids: Ids) -> Step:
    """The words of this value are selected; a digit, those of the note with that number."""
    shown, _, line = _at(view)
    record = view.annotation.records.get(shown.record)
    if record is None or line is None:
        return closed(view)
    if key.isdecimal():
        listed = evidence_spans(record)[int(key) - 1 : int(key)]
    else:
        listed = tuple(span for claim in record.evidence.get(line.pointer, ()) for span in claim.spans)
    spans = [view.annotation.spans[span] for span in listed if span in view.annotation.spans]
    if not spans:
        return say(view, "No words say this.")
    return select(closed(view).view, spans[0].fragments[0].start, spans[0].fragments[0].end, span=spans[0].id)
