"""An open field of the form: typing into it, choosing from its list, leaving it."""

from __future__ import annotations

import attrs

from annotate_kit.core import ABSENT, Ids
from annotate_kit.core.pointers import find_value
from annotate_kit.keys.buffer import Buffer
from annotate_kit.keys.form_json import heard_json
from annotate_kit.keys.form_lines import form_lines
from annotate_kit.keys.form_opening import at_line, narrowed, open_json
from annotate_kit.keys.form_taking import leave_field, open_form, take_field
from annotate_kit.keys.hearing import heard_typed
from annotate_kit.keys.naming import is_text
from annotate_kit.keys.overlays import FormView, OpenField
from annotate_kit.keys.prompts import leave
from annotate_kit.keys.steps import replaced, say, then
from annotate_kit.keys.view import Step, View

__all__ = [
    "field_as_json",
    "field_down",
    "field_up",
    "give_field_up",
    "leave_program",
    "paste_in_field",
    "take_field_and_next",
    "type_in_field",
]


def _with(view: View, **changed: object) -> Step:
    shown, field = open_form(view)
    return replaced(view, attrs.evolve(shown, open=attrs.evolve(field, **changed)))  # type: ignore[arg-type]


def type_in_field(view: View, key: str, _ids: Ids) -> Step:
    """Text goes into the field, the editing keys edit it, and the list keeps what fits."""
    _, field = open_form(view)
    # Words that cannot be the value are only an offer, which typing replaces.
    held = Buffer() if field.is_offer and is_text(key) is not None else field.buffer
    return _changed(view, held.typed(key))


def paste_in_field(view: View, text: str) -> Step:
    """Pasted text goes in as it is; only a field of several lines keeps line feeds."""
    _, field = open_form(view)
    is_long = field.field.widget == "text-area" or field.takes == "json"
    held = Buffer() if field.is_offer else field.buffer
    return _changed(view, held.put(text if is_long else " ".join(text.split())))


def _changed(view: View, buffer: Buffer) -> Step:
    shown, field = open_form(view)
    changed = attrs.evolve(field, buffer=buffer, is_offer=False)
    if buffer.text != field.buffer.text:
        changed = attrs.evolve(narrowed(changed), heard=_heard(view, shown, changed), is_warned=False)
    return replaced(view, attrs.evolve(shown, open=changed))


def _heard(view: View, shown: FormView, field: OpenField) -> str:
    if field.takes == "json":
        return heard_json(view, shown.record, field)
    return heard_typed(view, field.field, field.buffer.text) if field.takes == "value" else ""


def field_down(view: View, _key: str, _ids: Ids) -> Step:
    """The row below in the list."""
    _, field = open_form(view)
    below = 0 if field.cursor is None else min(field.cursor + 1, len(field.rows) - 1)
    return _with(view, cursor=below if field.rows else None)


def field_up(view: View, _key: str, _ids: Ids) -> Step:
    """The row above; above the first one, the words as typed."""
    _, field = open_form(view)
    can_type = field.takes == "json" or field.field.kind in ("text", "code", "date", "number", "integer")
    is_first = field.cursor is None or (field.cursor == 0 and can_type and field.takes != "alternative")
    return _with(view, cursor=None if field.cursor is None or is_first else max(field.cursor - 1, 0))


def take_field_and_next(view: View, key: str, ids: Ids) -> Step:
    """What stands there is taken, and the cursor goes on."""
    step = take_field(view, key, ids)
    shown = step.view.overlay
    if not isinstance(shown, FormView) or shown.open is not None:
        return step
    last = max(len(form_lines(step.view, shown)) - 1, 0)
    return then(step, replaced(step.view, attrs.evolve(shown, cursor=min(shown.cursor + 1, last))))


def field_as_json(view: View, _key: str, _ids: Ids) -> Step:
    """What is asked for is typed as JSON instead; of a new item or object, the whole of it."""
    shown, field = open_form(view)
    if field.takes in ("json", "key"):
        return say(view, "JSON is typed here already." if field.takes == "json" else "The name is typed first.")
    present = find_value(view.annotation.records[shown.record].data, field.pointer)
    pointer, value = field.whole or (field.pointer, field.buffer.text or present)
    changed = attrs.evolve(open_json(field.field, pointer, value), evidence=field.evidence, claim=field.claim)
    changed = attrs.evolve(changed, lists=field.lists, began=("\0" if present is ABSENT else changed.began[0], None))
    return replaced(view, at_line(view, attrs.evolve(shown, open=changed)))


def give_field_up(view: View, key: str, ids: Ids) -> Step:
    """The field closes and nothing changes; what was typed is said once more, so that it does not go unseen."""
    _, field = open_form(view)
    step = leave_field(view, key, ids)
    return say(step.view, f"Left as it was; given up: {field.buffer.text}") if field.is_changed else step


def leave_program(view: View, key: str, ids: Ids) -> Step:
    """The program ends; words that were typed and not taken are pointed out first."""
    _, field = open_form(view)
    if not field.is_changed or field.is_warned:
        return leave(view, key, ids)
    step = _with(view, is_warned=True)
    return say(step.view, "What is typed here is not taken yet: Enter takes it, Ctrl+C once more gives it up.")
