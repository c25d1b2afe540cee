"""References between records, spans and values: what is named has to be there, and be what is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from annotate_kit.core.annotation import Annotation
from annotate_kit.core.pointers import child, find_value, leaves, walk
from annotate_kit.core.problems import Problem
from annotate_kit.core.records import Record
from annotate_kit.core.values import ABSENT, Json
from annotate_kit.text import safe_line
from annotate_kit.validate import wording
from annotate_kit.validate.circles import circle_problems
from annotate_kit.validate.places import Places
from annotate_kit.validate.records import DATA, Checker, Reference

__all__ = ["reference_problems"]


def reference_problems(annotation: Annotation, places: Places, checker: Checker) -> Iterator[Problem]:
    """References that dangle, have the wrong type or go in a circle; evidence and mentions that lead nowhere."""
    rivals = _Rivals(annotation, places)
    for record in annotation.ordered_records:
        for reference in checker.check(record).references:
            yield from _reference_problems(annotation, places, record, reference, rivals)
        if places.has_all_ids:
            yield from _span_problems(places, record)
        yield from _evidence_problems(places, record)
    yield from circle_problems(annotation, places, checker)
    if places.has_all_ids:
        yield from _note_problems(annotation, places)
    if places.is_whole:
        yield from _unused(annotation, places)


def _reference_problems(
    annotation: Annotation, places: Places, record: Record, reference: Reference, rivals: _Rivals
) -> Iterator[Problem]:
    target = annotation.records.get(reference.id)
    if target is not None and target is not record and target.type in reference.types:
        return  # nearly all, and words cost more than the question
    place = wording.place(places.catalog.types[record.type], reference.pointer)
    below = DATA + reference.pointer
    wanted = wording.several([_type_words(places, name) for name in reference.types], "or")
    if reference.id == record.id:
        yield places.of_record(
            record,
            "AK405",
            f"{place} is the record itself",
            "Choose another record, or take it out.",
            below,
            data_pointer=reference.pointer,
            found=wording.quoted(reference.id),
        )
    elif target is not None and target.type not in reference.types and target.type in places.catalog.types:
        yield places.of_record(
            record,
            "AK303",
            f"{place} is the {places.caption(target)}, but must be {wanted}",
            "Choose another record, or take it out.",
            below,
            data_pointer=reference.pointer,
            found=wording.quoted(reference.id),
        )
    elif target is None and places.has_all_ids and reference.id not in places.records:
        yield _dangling(places, record, reference, (place, wanted), rivals)


def _type_words(places: Places, name: str) -> str:
    record_type = places.catalog.types.get(name)
    title = wording.lowered(safe_line(record_type.title if record_type else name))
    return f"{'an' if title[:1].lower() in 'aeiou' else 'a'} {title}"


class _Rivals:
    """The records that a reference may have meant, by name and id, made once for each choice of types."""

    def __init__(self, annotation: Annotation, places: Places) -> None:
        self._annotation = annotation
        self._places = places
        self._named: dict[tuple[str, ...], dict[str, Record]] = {}
        self._left = _MOST_GUESSES

    def find(self, reference: Reference) -> Record | None:
        """The record that was probably meant."""
        if not self._left:
            return None
        self._left -= 1
        if reference.types not in self._named:
            rivals = [other for other in self._annotation.ordered_records if other.type in reference.types]
            by_name = {self._places.name(other): other for other in rivals}
            self._named[reference.types] = {**by_name, **{other.id: other for other in rivals}}
        named = self._named[reference.types]
        from annotate_kit.validate.guessing import guess  # noqa: PLC0415 - only where something is wrong

        meant = guess(reference.id, named)
        return named[meant] if meant else None


_MOST_GUESSES = 100
"""In one file: each costs a look at all records, and nobody reads so many."""


def _dangling(places: Places, record: Record, reference: Reference, words: tuple[str, str], rivals: _Rivals) -> Problem:
    place, wanted = words
    meant = rivals.find(reference)
    what = f"{place} {wording.quoted(reference.id)} is not the id of a record in this file"
    if meant:
        what = f'{what}; did you mean "{meant.id}" ({safe_line(places.name(meant), 60)})?'
    return places.of_record(
        record,
        "AK302",
        what,
        "" if meant else f"Make a record for it, {wanted}, or take the reference out.",
        DATA + reference.pointer,
        data_pointer=reference.pointer,
        found=wording.quoted(reference.id),
        suggestion=meant.id if meant else None,
    )


def _span_problems(places: Places, record: Record) -> Iterator[Problem]:
    if all(span in places.spans for span in record.span_ids()):
        return
    named = [(child("/mentions", n), span) for n, span in enumerate(record.mentions)]
    for pointer, claims in record.evidence.items():
        for c, claim in enumerate(claims):
            base = child(child(child("/evidence", pointer), c), "spans")
            named += [(child(base, n), span) for n, span in enumerate(claim.spans)]
    for below, span in named:
        if span not in places.spans:
            yield places.of_record(
                record,
                "AK304",
                f"there is no span {wording.quoted(span)} in this file",
                "Mark the words again, or take the id out.",
                below,
                found=wording.quoted(span),
            )


def _evidence_problems(places: Places, record: Record) -> Iterator[Problem]:
    lost = [pointer for pointer in record.evidence if _find(record, pointer) is ABSENT]
    for pointer in lost:
        from annotate_kit.validate.guessing import guess  # noqa: PLC0415 - only where something is wrong

        meant = guess(pointer, [known for known, _ in walk(record.data) if known not in record.evidence])
        what = f"there is evidence for {wording.quoted(pointer)}, but the data has no such value"
        yield places.of_record(
            record,
            "AK305",
            what + (f"; did you mean {wording.quoted(meant)}?" if meant else ""),
            "" if meant else "Fill in the value, or take the evidence out.",
            child("/evidence", pointer),
            at_key=True,
            found=wording.quoted(pointer),
            suggestion=meant,
        )


def _find(record: Record, pointer: str) -> object:
    return find_value(record.data, pointer) if not pointer or pointer.startswith("/") else ABSENT


def _note_problems(annotation: Annotation, places: Places) -> Iterator[Problem]:
    for n, note in enumerate(annotation.notes):
        for name, code, known in (("span", "AK304", places.spans), ("record", "AK302", places.records)):
            id_ = note.get(name) if isinstance(note, Mapping) else None
            if isinstance(id_, str) and id_ not in known:
                yield Problem(
                    code=code,
                    message=f"a note is about the {name} {wording.quoted(id_)}, which is not in this file",
                    hint="Take the note out, or write what it is about.",
                    file=places.file,
                    pointer=f"/notes/{n}/{name}",
                    found=wording.quoted(id_),
                )


def _noted(note: Json) -> Iterator[str]:
    """The spans that a note is about, and those of a value that it has kept."""
    if isinstance(note, Mapping):
        yield str(note.get("span", ""))
        for pointer, leaf in leaves(note.get("was", {})):
            if "/spans/" in pointer:
                yield str(leaf)


def _unused(annotation: Annotation, places: Places) -> Iterator[Problem]:
    used = {span for record in annotation.records.values() for span in record.span_ids()}
    used |= {span for note in annotation.notes for span in _noted(note)}
    for span in annotation.ordered_spans:
        if span.id not in used:
            yield places.of_span(
                span,
                "AK307",
                f"the span {wording.quoted(span.quote)} belongs to no record",
                "Make it a mention of a record, or evidence for a value, or take it out.",
            )
