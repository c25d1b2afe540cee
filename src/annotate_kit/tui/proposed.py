"""Proposed values where the form and the filling menu show nothing yet."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from annotate_kit import keys
from annotate_kit.keys import FillChoice, FormLine, FormView, View

__all__ = ["with_proposals", "with_proposed_choices"]


def with_proposals(view: View, shown: FormView, lines: Sequence[FormLine]) -> tuple[FormLine, ...]:
    """The lines of a form as they are drawn, with what is proposed for them."""
    found = keys.proposals(view, shown)
    return tuple(
        _with_words(line, keys.proposed_words(view, found[n])) if n in found else line for n, line in enumerate(lines)
    )


def _with_words(line: FormLine, words: str) -> FormLine:
    offer = f"‹{words}›? y takes it"
    if line.field.kind in ("object", "list"):
        # Its line has no room for a value.
        return attrs.evolve(line, label=f"{line.label}  {offer}")
    return attrs.evolve(line, shown=offer)


def with_proposed_choices(view: View, record: str, choices: Sequence[FillChoice]) -> tuple[FillChoice, ...]:
    """The letters of the filling menu, with what is proposed for fields that hold nothing; `*` takes it all."""
    words = {one.fields[0].pointer: keys.proposed_words(view, one) for one in view.advice.for_record(record)}
    made = []
    for choice in choices:
        found = next((words[at] for at in words if at == choice.pointer or at.startswith(choice.pointer + "/")), "")
        made.append(attrs.evolve(choice, shown=f"‹{found}›? *") if found and not choice.shown else choice)
    return tuple(made)
