"""Proposed values in the form: shown where nothing stands yet, taken with `y`, refused with `x`."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from annotate_kit.core import Ids
from annotate_kit.core.pointers import parent
from annotate_kit.keys import form_keys
from annotate_kit.keys.form_lines import FormLine, form_lines
from annotate_kit.keys.lens import plain_words
from annotate_kit.keys.overlays import FormView
from annotate_kit.keys.showing import shown_value
from annotate_kit.keys.steps import act, say
from annotate_kit.keys.suggesting import accept_values
from annotate_kit.keys.view import Step, View
from annotate_kit.schema import field_at
from annotate_kit.suggest import FieldValue, NameOf, Suggestion, reject

__all__ = ["proposals", "proposed_words", "refuse_or_remove", "take_proposal"]


def proposals(view: View, shown: FormView) -> Mapping[int, Suggestion]:
    """Number of a form line, 0-based → what is proposed for it: for its own place, or for one below that has no line.

    A line that holds a value has none.
    """
    waiting = view.advice.for_record(shown.record)
    lines = form_lines(view, shown) if waiting else ()
    places: dict[str, int] = {}
    for number, line in enumerate(lines):
        places.setdefault(line.pointer, number)
    found: dict[int, Suggestion] = {}
    for suggestion in waiting:
        at = suggestion.fields[0].pointer
        while at and at not in places:
            at = parent(at)
        if at and not _holds(lines[places[at]]):
            found.setdefault(places[at], suggestion)
    return found


def _holds(line: FormLine) -> bool:
    return bool(line.shown)


def proposed_words(view: View, suggestion: Suggestion) -> str:
    """The values that taking it writes, in words, not yet safe to print; a name of no record here if it is all."""
    written = [value for value in suggestion.fields if not _is_left_out(view, suggestion, value)]
    shown = (_value_words(view, suggestion, value) for value in written[:_MOST_SHOWN] or suggestion.fields[:1])
    return " · ".join(dict.fromkeys(shown))


_MOST_SHOWN = 3


def _is_left_out(view: View, suggestion: Suggestion, value: FieldValue) -> bool:
    """Whether it is the name of something that has no record here to refer to."""
    field = field_at(view.catalog.types[suggestion.type], value.pointer)
    if not isinstance(value.value, NameOf) or field is None:
        return False
    words = plain_words(value.value.words)
    return not any(view.lens.named.get((name, words), ()) for name in field.ref)


def _value_words(view: View, suggestion: Suggestion, value: FieldValue) -> str:
    field = field_at(view.catalog.types[suggestion.type], value.pointer)
    if isinstance(value.value, NameOf):
        return value.value.words
    return value.note or (shown_value(view, field, value.value) if field is not None else str(value.value))


def _proposal(view: View) -> Suggestion | None:
    """What is proposed for the line under the cursor."""
    shown = view.overlay
    assert isinstance(shown, FormView)
    return proposals(view, shown).get(shown.cursor)


def take_proposal(view: View, _key: str, ids: Ids) -> Step:
    """The proposed value is the field's now, with the words that say so."""
    found = _proposal(view)
    return say(view, "Nothing is proposed here.") if found is None else accept_values(view, (found,), ids)


def refuse_or_remove(view: View, key: str, ids: Ids) -> Step:
    """The value goes, with its evidence; a proposal is refused and does not come back."""
    found = _proposal(view)
    if found is None:
        return form_keys.remove_line(view, key, ids)
    step = act(view, reject(found, view.annotation, view.text), "The proposal is refused; u takes it back")
    return attrs.evolve(step, view=attrs.evolve(step.view, advice=step.view.advice.without(found)))
