"""The form of a record as lines: the rows of its schema, with values in words, evidence marks and problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

import attrs

from annotate_kit.core import ABSENT, Absent, Json, Problem, Record
from annotate_kit.core.pointers import is_under, parent
from annotate_kit.keys.overlays import FormView, OpenField
from annotate_kit.keys.showing import as_json, heard_date, shown_value
from annotate_kit.keys.view import View
from annotate_kit.schema import Field, FormRow, form, label

__all__ = ["FormLine", "evidence_spans", "form_lines", "form_notes", "form_problems", "line_of", "problem_words"]


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
    """What a date was understood as; the claim where it is not simply stated; what the schema says of the field."""
    is_required: bool = False
    marks: tuple[int, ...] = ()
    """Numbers of the notes (`form_notes`) that say so, from 1."""
    problems: tuple[str, ...] = ()
    chosen: int | None = None
    """Of a choice between alternatives: the one that the data fits."""
    group: int = 0
    """Of a choice between alternatives: which of several in one place it is."""


class _Remembered(Generic[_T]):
    """The last few things made, each found again by the very values that it was made of.

    A key asks for the lines of one form several times, and none of what they are made of ever changes.
    """

    def __init__(self) -> None:
        self._held: list[tuple[tuple[object, ...], _T]] = []

    def find(self, *parts: object) -> _T | None:
        return next((made for of, made in self._held if all(map(_is, of, parts))), None)

    def keep(self, made: _T, *parts: object) -> _T:
        self._held = [(parts, made), *self._held[: _MOST - 1]]
        return made


def _is(one: object, other: object) -> bool:
    return one is other


_MOST = 6

_Made = tuple[tuple[FormLine, ...], tuple[str, ...]]
"""The lines, and the problems that have none."""

_rows: _Remembered[tuple[FormRow, ...]] = _Remembered()
_made: _Remembered[_Made] = _Remembered()


def form_lines(view: View, shown: FormView) -> tuple[FormLine, ...]:
    """The lines of the form, in order; none where the record or its schema is gone."""
    lines = _lines(view, shown)[0]
    record = view.annotation.records.get(shown.record)
    if shown.open is None or record is None or line_of(lines, shown.open) is not None:
        return lines
    field = shown.open
    inside = field.pointer if field.takes == "key" else parent(field.pointer)
    at = _place_for(lines, inside)
    words = "Another property" if field.takes == "key" else label(view.catalog.types[record.type], field.pointer)
    return (*lines[:at], _pending(field, words, lines[at - 1].depth if at else 0), *lines[at:])


def _lines(view: View, shown: FormView) -> _Made:
    record = view.annotation.records.get(shown.record)
    record_type = view.catalog.types.get(record.type) if record is not None else None
    if record is None or record_type is None:
        return (), ()
    of_rows = (view.catalog, record, shown.chosen)
    rows = _rows.find(*of_rows)
    if rows is None:
        preferred = {(pointer, group): chosen for pointer, group, chosen in shown.chosen}
        rows = _rows.keep(form(view.catalog, record_type, record.data, preferred=preferred), *of_rows)
    of_lines = (rows, view.annotation, view.problems)
    return _made.find(*of_lines) or _made.keep(_make_lines(view, record, rows), *of_lines)


def _make_lines(view: View, record: Record, rows: tuple[FormRow, ...]) -> _Made:
    places = {row.pointer: n for n, row in reversed(list(enumerate(rows)))}
    numbers = {span: n for n, span in enumerate(evidence_spans(record), 1)}
    marks = _gathered(places, ((at, numbers[span]) for at, span in _claimed(record)))
    problems = _gathered(places, _problems(view.problems, record.id))
    lines = (_line(view, record, row, marks.get(n, ()), problems.get(n, ())) for n, row in enumerate(rows))
    return tuple(lines), problems.get(None, ())


def _gathered(places: Mapping[str, int], found: Iterable[tuple[str, _T]]) -> dict[int | None, tuple[_T, ...]]:
    """What belongs to each row: its own place, or the nearest above that has a row; None for the record itself."""
    by_row: dict[int | None, dict[_T, None]] = {}
    for pointer, thing in found:
        at = pointer
        while at not in places and at:
            at = parent(at)
        by_row.setdefault(places.get(at) if at or not pointer else None, {})[thing] = None
    return {n: tuple(things) for n, things in by_row.items()}


def _line(view: View, record: Record, row: FormRow, marks: tuple[int, ...], problems: tuple[str, ...]) -> FormLine:
    is_heading = row.kind in ("group", "list", "add-item", "add-key") or row.field.kind in ("object", "list")
    shown = "" if row.value is ABSENT or is_heading else shown_value(view, row.field, row.value) or as_json(row.value)
    if row.kind == "choose-alternative":
        shown = "" if row.chosen is None else row.field.alternatives[row.chosen].title
    return FormLine(
        kind=row.kind,
        pointer=row.pointer,
        label=row.label,
        depth=row.depth,
        field=row.field,
        value=row.value,
        shown=shown,
        heard=", ".join(dict.fromkeys(word for word in _heard(record, row, shown) if word and word != shown)),
        is_required=row.is_required,
        marks=marks,
        problems=problems,
        chosen=row.chosen,
        group=row.group,
    )


def _heard(record: Record, row: FormRow, shown: str) -> Iterator[str]:
    field = row.field
    if row.value is not ABSENT and field.kind == "date":
        yield heard_date(row.value)
    # An object's own claims stand at its first line, not at each choice inside it.
    yield from (claim.claim for claim in record.evidence.get(row.pointer, ()) if claim.claim != "stated")
    if field.is_deprecated and row.kind not in ("add-item", "add-key"):
        instead = field.hints.get("replacedBy", "")
        yield f"deprecated: {instead} takes its place" if instead else "deprecated"
    if field.is_read_only:
        yield "read only"
    if row.value is ABSENT and field.default is not ABSENT and row.kind == "value" and not shown:
        yield f"default {as_json(field.default)}"


def line_of(lines: tuple[FormLine, ...], field: OpenField) -> int | None:
    """The number of the line that an open field is drawn in; None where there is none for it yet."""
    return next((n for n, line in enumerate(lines) if _shows(line, field)), None)


def _shows(line: FormLine, field: OpenField) -> bool:
    if line.pointer != field.pointer:
        return False
    if field.takes == "key":
        return line.kind == "add-key"
    if field.takes == "alternative":
        return (line.kind == "choose-alternative" and line.group == field.group) or line.kind == "add-item"
    return line.kind not in ("add-key", "choose-alternative") or (field.takes == "json" and not line.group)


def _place_for(lines: tuple[FormLine, ...], near: str) -> int:
    """Where the line of a place that is not there yet belongs: behind the last one that it could follow."""
    while near:
        found = [n for n, line in enumerate(lines) if is_under(line.pointer, near)]
        if found:
            return found[-1] + 1
        near = parent(near)
    return len(lines)


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


def problem_words(problem: Problem) -> str:
    """A problem as the form shows it: as validation words it."""
    return f"{problem.code} {problem.message}. {problem.hint}".rstrip(". ") + "."


def _problems(problems: Iterable[Problem], record_id: str) -> Iterable[tuple[str, str]]:
    """The problems of a record; those that are about none of its values at the record itself."""
    return ((problem.data_pointer or "", problem_words(problem)) for problem in problems if problem.record == record_id)


def form_problems(view: View, shown: FormView) -> tuple[str, ...]:
    """The problems of the record that no line shows, not yet safe to print."""
    return _lines(view, shown)[1]


def form_notes(view: View, shown: FormView) -> tuple[str, ...]:
    """The words that each mark stands for, the first for ¹; not yet safe to print."""
    record = view.annotation.records.get(shown.record)
    spans = view.annotation.spans
    return tuple(spans[key].quote if key in spans else key for key in (evidence_spans(record) if record else ()))
