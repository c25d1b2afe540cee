"""The records pane, the card of the record in hand, and the list of problems."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import accumulate, chain
from typing import Literal

import attrs

from annotate_kit.core import ABSENT, Ids, Problem, changes
from annotate_kit.core.pointers import find_value, is_under
from annotate_kit.keys.captions import caption_of, name_of, title_of
from annotate_kit.keys.form_lines import evidence_spans, form_lines
from annotate_kit.keys.making import as_one
from annotate_kit.keys.moving import select
from annotate_kit.keys.overlays import FormView, ProblemsList, RecordsPane
from annotate_kit.keys.showing import shown_value
from annotate_kit.keys.steps import act, closed, look, opened, replaced, say, shown_record
from annotate_kit.keys.view import Step, View

__all__ = [
    "CardRow",
    "Pane",
    "PaneRow",
    "begin_pane",
    "begin_problems",
    "card_rows",
    "edit_pane_record",
    "enter_pane",
    "enter_problem",
    "folded",
    "hold_pane_record",
    "jump_to_record",
    "list_down",
    "list_end",
    "list_home",
    "list_up",
    "pane_records",
    "pane_rows",
    "remove_pane_record",
]


@attrs.frozen(kw_only=True)
class PaneRow:
    """One row of the records pane; its words are not yet safe to print."""

    kind: Literal["type", "record"]
    label: str
    key: str = ""
    """The letter of a type."""
    color: str = ""
    """Of a type, a colour's name or ""."""
    count: int = 0
    """Records of a type, mentions of a record."""
    record: str | None = None
    is_in_hand: bool = False
    is_shown: bool = False
    """Whether the selection is on its words."""
    problems: int = 0
    is_noted: bool = False
    """Whether somebody has commented on it."""


@attrs.frozen(kw_only=True)
class CardRow:
    """One field of the card of a record; its words are not yet safe to print."""

    key: str
    """The letter that fills it."""
    label: str
    value: str
    """In words; "" where there is none."""
    is_required: bool = False
    marks: int = 0
    """How many spans say so."""
    problems: int = 0


class Pane:
    """The rows of the records pane, each made when it is asked for: of ten thousand, forty are seen.

    All types with their records, in the order in which the schemas are; types without a schema come last.
    """

    def __init__(self, view: View) -> None:
        self._view = view
        listed = view.lens.by_type
        names = (*view.catalog.types, *sorted(listed.keys() - view.catalog.types.keys()))
        self._groups = tuple((name, listed.get(name, ())) for name in names)
        self._firsts = tuple(accumulate((len(ids) + 1 for _, ids in self._groups), initial=0))
        self._shown = shown_record(view)

    def __len__(self) -> int:
        return self._firsts[-1]

    def rows(self, start: int, end: int) -> tuple[PaneRow, ...]:
        """The rows `[start, end)`, 0-based, headings counted."""
        return tuple(self._row(number) for number in range(max(start, 0), min(end, len(self))))

    def headings(self) -> tuple[PaneRow, ...]:
        """The rows of the types."""
        return tuple(self._row(number) for number in self._firsts[:-1])

    def records(self) -> tuple[str, ...]:
        """Ids of the records from above to below."""
        return tuple(chain.from_iterable(ids for _, ids in self._groups))

    def row_of(self, record_id: str) -> int | None:
        """The number of a record's row, headings counted; None where it is not there."""
        record = self._view.annotation.records.get(record_id)
        for first, (name, ids) in zip(self._firsts, self._groups, strict=False):
            if record is not None and name == record.type:
                return first + 1 + ids.index(record_id)
        return None

    def row_of_number(self, number: int) -> int:
        """The row of the n-th record, 0-based and without headings; of the last one where there are not so many."""
        before = [first - group for group, first in enumerate(self._firsts[:-1])]
        there = min(number, len(self) - len(self._groups) - 1)
        return there + bisect_right(before, there) if there >= 0 else 0

    def number_at(self, row: int) -> int | None:
        """Which record, 0-based and without headings, a row shows; None for a heading and behind the last row."""
        group = bisect_right(self._firsts, row) - 1
        is_record = 0 <= row < len(self) and row != self._firsts[group]
        return row - group - 1 if is_record else None

    def _row(self, number: int) -> PaneRow:
        group = bisect_right(self._firsts, number) - 1
        name, ids = self._groups[group]
        place = number - self._firsts[group]
        return self._record(ids[place - 1]) if place else self._heading(name, len(ids))

    def _heading(self, name: str, count: int) -> PaneRow:
        record_type = self._view.catalog.types.get(name)
        return PaneRow(
            kind="type",
            label=record_type.plural if record_type is not None else name,
            key=record_type.shortcut if record_type is not None else "",
            color=record_type.color if record_type is not None else "",
            count=count,
        )

    def _record(self, key: str) -> PaneRow:
        view = self._view
        record = view.annotation.records[key]
        return PaneRow(
            kind="record",
            label=caption_of(view, record),
            count=len(record.mentions),
            record=key,
            is_in_hand=key == view.hand,
            is_shown=key == self._shown,
            problems=_faulty(view.problems).get(key, 0),
            is_noted=key in view.lens.noted,
        )


_counted: list[tuple[tuple[Problem, ...], Counter[str]]] = []


def _faulty(problems: tuple[Problem, ...]) -> Counter[str]:
    """How many problems each record has; counted once for as long as they are these very ones."""
    if not _counted or _counted[0][0] is not problems:
        _counted[:] = [(problems, Counter(problem.record for problem in problems if problem.record is not None))]
    return _counted[0][1]


def pane_rows(view: View) -> tuple[PaneRow, ...]:
    """All rows of the records pane."""
    pane = Pane(view)
    return pane.rows(0, len(pane))


def pane_records(view: View) -> tuple[str, ...]:
    """Ids of the records in the order of the pane."""
    return Pane(view).records()


def card_rows(view: View, record_id: str | None = None) -> tuple[CardRow, ...]:
    """The fields of a record (the one in hand where none is named), with what stands in them."""
    record = view.annotation.records.get(record_id or view.hand or "")
    record_type = view.catalog.types.get(record.type) if record is not None else None
    if record is None or record_type is None:
        return ()
    rows = []
    for field in record_type.fields:
        pointer = field.pointer
        value = find_value(record.data, pointer)
        claims = (claim for at, held in record.evidence.items() if is_under(at, pointer) for claim in held)
        wrong = (p for p in view.problems if p.record == record.id and is_under(p.data_pointer or "", pointer))
        row = CardRow(
            key=field.shortcut,
            label=field.title,
            value="" if value is ABSENT else shown_value(view, field, value),
            is_required=field.is_required,
            marks=len({span for claim in claims for span in claim.spans}),
            problems=len(list(wrong)),
        )
        rows.append(row)
    return tuple(rows)


def folded(view: View) -> str:
    """The record in hand on one line: what is filled, and what is required and missing; not yet safe to print."""
    if view.hand is None or view.hand not in view.annotation.records:
        return ""
    rows = card_rows(view)
    filled = [row.label.lower() for row in rows if row.value]
    missing = [f"{row.label.lower()} —" for row in rows if row.is_required and not row.value]
    words = " · ".join([" ".join(filled), *missing] if filled else missing)
    return f"{name_of(view, view.hand)}: {words}" if words else name_of(view, view.hand)


# Keys of the pane.


def begin_pane(view: View, _key: str, _ids: Ids) -> Step:
    """The records pane takes the keys, at the record that is shown."""
    records = pane_records(view)
    if not records:
        return say(view, "There is no record yet: a type's letter makes one of the selected words.")
    shown = shown_record(view)
    return opened(view, RecordsPane(cursor=records.index(shown) if shown in records else 0))


def _lists(view: View) -> tuple[RecordsPane | ProblemsList, int]:
    overlay = view.overlay
    assert isinstance(overlay, RecordsPane | ProblemsList)
    return overlay, len(pane_records(view)) if isinstance(overlay, RecordsPane) else len(view.problems)


def list_down(view: View, _key: str, _ids: Ids) -> Step:
    """The row below."""
    return _move(view, 1)


def list_up(view: View, _key: str, _ids: Ids) -> Step:
    """The row above."""
    return _move(view, -1)


def list_home(view: View, _key: str, _ids: Ids) -> Step:
    """The first row."""
    return _move(view, -_lists(view)[1])


def list_end(view: View, _key: str, _ids: Ids) -> Step:
    """The last row."""
    return _move(view, _lists(view)[1])


def _move(view: View, by: int) -> Step:
    overlay, count = _lists(view)
    return replaced(view, attrs.evolve(overlay, cursor=min(max(overlay.cursor + by, 0), max(count - 1, 0))))


def _under(view: View) -> str | None:
    """The record under the cursor of the pane."""
    overlay, _ = _lists(view)
    records = pane_records(view)
    return records[min(overlay.cursor, len(records) - 1)] if records else None


def enter_pane(view: View, _key: str, _ids: Ids) -> Step:
    """The record comes in hand, and its words are selected."""
    record_id = _under(view)
    view = closed(view).view
    if record_id is None:
        return look(view)
    return jump_to_record(attrs.evolve(view, hand=record_id), record_id)


def jump_to_record(view: View, record_id: str) -> Step:
    """The first words that mention the record, else the first that say one of its values."""
    record = view.annotation.records[record_id]
    spans = view.annotation.spans
    span = next((spans[key] for key in (*record.mentions, *evidence_spans(record)) if key in spans), None)
    if span is None:
        return say(view, f"No words mention {name_of(view, record_id)}.")
    return select(view, span.fragments[0].start, span.fragments[0].end, span=span.id)


def hold_pane_record(view: View, _key: str, _ids: Ids) -> Step:
    """The record comes in hand, and the selection stays where it is."""
    record_id = _under(view)
    view = closed(view).view
    if record_id is None:
        return look(view)
    title = title_of(view.catalog, view.annotation.records[record_id].type)
    return say(view, f"{name_of(view, record_id)} ({title}) is in hand.", hand=record_id)


def edit_pane_record(view: View, _key: str, _ids: Ids) -> Step:
    """The form of the record, over the pane."""
    record_id = _under(view)
    if record_id is None or not form_lines(view, FormView(record=record_id)):
        return say(view, "There is no form for this.")
    return opened(view, FormView(record=record_id), hand=record_id)


def remove_pane_record(view: View, _key: str, _ids: Ids) -> Step:
    """The record goes, with the spans that nothing else uses."""
    record_id = _under(view)
    if record_id is None:
        return look(view)
    name = name_of(view, record_id)
    spans = len(view.annotation.spans)
    hand = view.hand if view.hand != record_id else None
    title = title_of(view.catalog, view.annotation.records[record_id].type)
    edit = as_one(f"{name} ({title}) removed", changes.remove_record(view.annotation, record_id))
    step = act(view, edit, "", hand=hand, offer=None)
    spans -= len(step.view.annotation.spans)
    left = step.view if pane_records(step.view) else closed(step.view).view
    message = f"{name} removed with {spans} {'span' if spans == 1 else 'spans'}; u takes it back"
    return attrs.evolve(step, view=attrs.evolve(left, message=message))


# Problems.


def begin_problems(view: View, _key: str, _ids: Ids) -> Step:
    """The problems of this article."""
    return opened(view, ProblemsList()) if view.problems else say(view, "No problems in this article.")


def enter_problem(view: View, _key: str, _ids: Ids) -> Step:
    """The field, the words or the record of the problem."""
    overlay, count = _lists(view)
    view = closed(view).view
    if not count:
        return look(view)
    problem = view.problems[min(overlay.cursor, count - 1)]
    record = problem.record if problem.record in view.annotation.records else None
    if record is not None and problem.data_pointer is not None:
        shown = FormView(record=record)
        lines = form_lines(view, shown)
        at = max((n for n, line in enumerate(lines) if is_under(problem.data_pointer, line.pointer)), default=0)
        step = opened(view, attrs.evolve(shown, cursor=at), hand=record)
        return say(step.view, f"{problem.code} {problem.message}")
    span = view.annotation.spans.get(problem.span or "")
    if span is not None:
        step = select(view, span.fragments[0].start, span.fragments[0].end, span=span.id)
    elif record is not None:
        step = jump_to_record(view, record)
    else:
        step = look(view)
    return say(step.view, f"{problem.code} {problem.message}. {problem.hint}")
