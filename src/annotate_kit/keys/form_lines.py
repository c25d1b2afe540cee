"""The form of a record as lines: the rows of its schema, with values in words, evidence marks and problems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

import attrs

from annotate_kit.core import ABSENT, Absent, Json, Record
from annotate_kit.core.pointers import is_under, parent
from annotate_kit.keys.overlays import FormView, OpenField
from annotate_kit.keys.showing import heard_date, shown_value
from annotate_kit.keys.view import View
from annotate_kit.schema import Field, FormRow, form, label

__all__ = ["FormLine", "evidence_spans", "form_lines", "form_notes", "form_problems"]


_T = TypeVar("_T")


@attrs.frozen(kw_only=True)
class FormLine:
    """One line of a form; its words are not yet safe to print."""

    kind: str
    """As of `schema.FormRow`; "pending" for a value whose place is not there yet."""
    pointer: str
    label: str
    depth: int
    field: Field
    value: Json | Absent
    shown: str
    """The value in words; "" where there is none."""
    heard: str = ""
    """What a date was understood as; the claim where it is not simply stated."""
    is_required: bool = False
    marks: tuple[int, ...] = ()
    """Numbers of the notes (`form_notes`) that say so, from 1."""
    problems: tuple[str, ...] = ()
    chosen: int | None = None
    """Of a choice between alternatives: the one that the data fits."""


def form_lines(view: View, shown: FormView) -> tuple[FormLine, ...]:
    """The lines of the form, in order; none where the record or its schema is gone."""
    record = view.annotation.records.get(shown.record)
    record_type = view.catalog.types.get(record.type) if record is not None else None
    if record is None or record_type is None:
        return ()
    rows = form(view.catalog, record_type, record.data)
    places = {row.pointer: n for n, row in reversed(list(enumerate(rows)))}
    numbers = {span: n for n, span in enumerate(evidence_spans(record), 1)}
    marks = _gathered(places, ((at, numbers[span]) for at, span in _claimed(record)))
    problems = _gathered(places, ((at, words) for at, words in _problems(view, record.id)))
    lines = [
        _line(view, record, row, marks=marks.get(n, ()), problems=problems.get(n, ())) for n, row in enumerate(rows)
    ]
    if shown.open is not None and not any(_shows(line, shown.open) for line in lines):
        at = _place_for(rows, shown.open.pointer)
        lines.insert(at, _pending(shown.open, label(record_type, shown.open.pointer), rows[at - 1].depth if at else 0))
    return tuple(lines)


def _gathered(places: Mapping[str, int], found: Iterable[tuple[str, _T]]) -> dict[int, tuple[_T, ...]]:
    """What belongs to each row: its own place, or the nearest above that has a row."""
    by_row: dict[int, dict[_T, None]] = {}
    for pointer, thing in found:
        at = pointer
        while at not in places and at:
            at = parent(at)
        if at in places and (at or not pointer):
            by_row.setdefault(places[at], {})[thing] = None
    return {n: tuple(things) for n, things in by_row.items()}


def _line(view: View, record: Record, row: FormRow, *, marks: tuple[int, ...], problems: tuple[str, ...]) -> FormLine:
    is_heading = row.kind in ("group", "list", "add-item", "add-key") or row.field.kind in ("object", "list")
    shown = "" if row.value is ABSENT or is_heading else shown_value(view, row.field, row.value)
    if row.kind == "choose-alternative":
        shown = "" if row.chosen is None else row.field.alternatives[row.chosen].title
    heard = heard_date(row.value) if row.field.kind == "date" and row.value is not ABSENT else ""
    claims = [claim.claim for claim in record.evidence.get(row.pointer, ()) if claim.claim != "stated"]
    return FormLine(
        kind=row.kind,
        pointer=row.pointer,
        label=row.label,
        depth=row.depth,
        field=row.field,
        value=row.value,
        shown=shown,
        heard=", ".join(word for word in (heard if heard != shown else "", *dict.fromkeys(claims)) if word),
        is_required=row.is_required,
        marks=marks,
        problems=problems,
        chosen=row.chosen,
    )


def _shows(line: FormLine, field: OpenField) -> bool:
    """Whether the line is the one that the open field is drawn in."""
    if line.pointer != field.pointer:
        return False
    if field.takes == "key":
        return line.kind == "add-key"
    if field.takes == "alternative":
        return line.kind in ("choose-alternative", "add-item")
    return line.kind not in ("add-key", "choose-alternative")


def _place_for(rows: tuple[FormRow, ...], pointer: str) -> int:
    """Where the line of a place that is not there yet belongs: behind the last row that it could follow."""
    near = parent(pointer)
    while True:
        found = [n for n, row in enumerate(rows) if row.pointer == near or (near and is_under(row.pointer, near))]
        if found:
            return found[-1] + 1
        if not near:
            return len(rows)
        near = parent(near)


def _pending(field: OpenField, words: str, depth: int) -> FormLine:
    return FormLine(
        kind="pending", pointer=field.pointer, label=words, depth=depth, field=field.field, value=ABSENT, shown=""
    )


def evidence_spans(record: Record) -> tuple[str, ...]:
    """Ids of the spans that the record's values rest on, each once, in the order of their numbers."""
    return tuple(dict.fromkeys(span for _, span in _claimed(record)))


def _claimed(record: Record) -> Iterable[tuple[str, str]]:
    for pointer, claims in record.evidence.items():
        for claim in claims:
            for span in claim.spans:
                yield pointer, span


def _problems(view: View, record_id: str) -> Iterable[tuple[str, str]]:
    for problem in view.problems:
        if problem.record == record_id and problem.data_pointer is not None:
            words = f"{problem.code} {problem.message}. {problem.hint}".rstrip(". ") + "."
            yield problem.data_pointer, words


def form_problems(view: View, shown: FormView) -> tuple[str, ...]:
    """The problems of the record as a whole, not yet safe to print."""
    return tuple(words for pointer, words in _problems(view, shown.record) if not pointer)


def form_notes(view: View, shown: FormView) -> tuple[str, ...]:
    """The words that each mark stands for, the first for ¹; not yet safe to print."""
    record = view.annotation.records.get(shown.record)
    spans = view.annotation.spans
    return tuple(spans[key].quote if key in spans else key for key in (evidence_spans(record) if record else ()))
