"""The lines of the form by their names: typing leaves those that have the words, `Enter` goes there."""

from __future__ import annotations

import attrs

from annotate_kit.core import Ids
from annotate_kit.keys.form_keys import the_form
from annotate_kit.keys.form_lines import form_lines
from annotate_kit.keys.overlays import Chosen, ListRow, Picker, TakeValue
from annotate_kit.keys.steps import opened, replaced
from annotate_kit.keys.view import Step, View

__all__ = ["begin_find_line", "line_chosen"]


def begin_find_line(view: View, _key: str, _ids: Ids) -> Step:
    """A line of the form by its name, or by what stands in it."""
    lines = form_lines(view, the_form(view))
    rows = tuple(
        ListRow(label=line.label, detail=line.shown, choice=TakeValue(value=n)) for n, line in enumerate(lines)
    )
    return opened(view, Picker(title="Which line to go to", pick_for="line", all_rows=rows, rows=rows))


def line_chosen(view: View, _picker: Picker, chosen: Chosen, _ids: Ids) -> Step:
    """The cursor of the form is on the line that was chosen."""
    assert isinstance(chosen, TakeValue)
    assert isinstance(chosen.value, int)
    return replaced(view, attrs.evolve(the_form(view), cursor=chosen.value))
