"""Changes from a workbook as edits of annotation files; what would make a file invalid is left out, with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import cast

import attrs

from annotate_kit.core import ABSENT, Annotation, Batch, Claim, Edit, Json, Problem, Record, SetEvidence, apply, changes
from annotate_kit.core.pointers import find_value, is_under, parent, split, with_value
from annotate_kit.core.values import Absent, is_array, is_object
from annotate_kit.errors import EditMismatchError
from annotate_kit.schema import Catalog, RecordType
from annotate_kit.validate import check_record
from annotate_kit.workflow.workbook_targets import (
    AddItem,
    AddNew,
    Decide,
    FileTarget,
    RemoveItemAt,
    RemoveRecordAt,
    SetField,
    ended,
    is_numbered,
    record_of,
)

__all__ = ["BECAUSE", "NOT_THERE", "Check", "Drafted", "built", "draft_file", "objection"]

Listed = Mapping[int, Sequence[FileTarget]]
"""Number of a change → what it does to the file."""

Check = Callable[[Annotation], Iterable[Problem]]
"""What is wrong with an annotation."""

_OTHER_SHAPE = "The record has no such place: its data has another shape there."
_NOT_ADDED = "The new record that it belongs to is not added."
NOT_THERE = "The new record that it refers to is not added."


@attrs.frozen(kw_only=True)
class Drafted:
    """What becomes of one annotation file."""

    edit: Edit | None
    """None where nothing is left to be done."""
    refused: Mapping[int, str]
    """Number of a change → why it is not done."""


def draft_file(
    catalog: Catalog,
    annotation: Annotation,
    listed: Listed,
    *,
    by: str,
    check: Check,
    label: str,
    new: AbstractSet[str] = frozenset(),
) -> Drafted:
    """One edit for all changes of a file that can be done; those that would make it invalid are refused.

    Args:
        catalog: The record types.
        annotation: The file as it is.
        listed: What the changes do to the file.
        by: Who made them, for the evidence.
        check: What is wrong with an annotation; only errors that were not there before count.
        label: What the edit is called.
        new: Ids of all new records that the changes speak of: those that are not made are missed.
    """
    drafting = _Drafting(catalog=catalog, annotation=annotation, listed=listed, by=by, check=check, new=new)
    refused: dict[int, str] = {}
    while True:
        left = {number: targets for number, targets in listed.items() if number not in refused}
        draft, unfit = drafting.draft(left)
        reasons = {number: _why_unfit(listed[number], draft.annotation) for number in unfit}
        blamed = reasons or drafting.blamed(left, draft.annotation)
        if not blamed:
            edit = Batch(label=label, edits=tuple(draft.edits)) if draft.edits else None
            return Drafted(edit=edit, refused=refused)
        refused |= blamed


def _why_unfit(targets: Iterable[FileTarget], annotation: Annotation) -> str:
    is_waiting = all(isinstance(one, AddItem) and one.at.record not in annotation.records for one in targets)
    return _NOT_ADDED if is_waiting else _OTHER_SHAPE


_TRIED = 20
"""Changes that are tried one by one, to find which one an error comes from."""


@attrs.frozen(kw_only=True, eq=False)
class _Drafting:
    """Finds the changes of a file that can be done together."""

    catalog: Catalog
    annotation: Annotation
    listed: Listed
    by: str
    check: Check
    new: AbstractSet[str]

    def draft(self, left: Listed) -> tuple[_Draft, list[int]]:
        """The file with these changes, and those that do not fit."""
        draft = _Draft(catalog=self.catalog, annotation=self.annotation, by=self.by)
        unfit: list[int] = []
        for number, target in _in_order(self.annotation, left):
            if number not in unfit and not draft.try_to_do(target):
                unfit.append(number)
        return draft, unfit

    def errors(self, annotation: Annotation) -> dict[_Mark, Problem]:
        """What is wrong with the file that was not before."""
        return {
            mark: one for one in self.check(annotation) if one.is_error and (mark := _mark(one)) not in self._before
        }

    @cached_property
    def _before(self) -> frozenset[_Mark]:
        return frozenset(_mark(one) for one in self.check(self.annotation) if one.is_error)

    def blamed(self, left: Listed, after: Annotation) -> dict[int, str]:
        """The changes that brought errors, each with the sentence of the first."""
        blamed: dict[int, str] = {}
        for problem in self.errors(after).values():
            why = NOT_THERE if self._refers_to_refused(problem, after) else sentences(problem)
            for number in self._guilty(left, after, problem):
                blamed.setdefault(number, why)
        return blamed

    def _refers_to_refused(self, problem: Problem, after: Annotation) -> bool:
        """Whether a reference points at a new record that was refused before."""
        record = after.records.get(problem.record or "")
        if problem.code != "AK302" or record is None or problem.data_pointer is None:
            return False
        meant = find_value(record.data, problem.data_pointer)
        return isinstance(meant, str) and meant in self.new

    def _guilty(self, left: Listed, after: Annotation, problem: Problem) -> Sequence[int]:
        likely = _likely(left, problem)
        if len(likely) == 1:
            return likely
        often = self._like(problem, after)
        for number in likely[:_TRIED]:
            others = {n: one for n, one in left.items() if n != number and _touches(one, problem.record)}
            draft, _ = self.draft(others)
            if self._like(problem, draft.annotation) < often:
                return [number]
        return likely

    def _like(self, problem: Problem, annotation: Annotation) -> int:
        """How many such errors its record has, in whichever items: an item less gives others other numbers."""
        found = self.errors(_alone(annotation, problem.record)).values()
        return sum(_kind(one) == _kind(problem) for one in found)


_Mark = tuple[str, str | None, str | None, str]


def _mark(problem: Problem) -> _Mark:
    return (problem.code, problem.record, problem.data_pointer, problem.message)


def _kind(problem: Problem) -> tuple[str, str | None, tuple[str, ...]]:
    place = split(problem.data_pointer or "")
    return (problem.code, problem.record, tuple("*" if token.isdecimal() else token for token in place))


def sentences(problem: Problem) -> str:
    """What is wrong and what to do, each with its full stop."""
    return " ".join(map(ended, filter(None, (problem.message, problem.hint))))


def _alone(annotation: Annotation, record: str | None) -> Annotation:
    """The file with one record alone, of which nearly everything can be said that is wrong with it."""
    found = annotation.records.get(record or "")
    return annotation if found is None else attrs.evolve(annotation, records={found.id: found})


def _likely(left: Listed, problem: Problem) -> Sequence[int]:
    """The changes that an error may come from: those of its place, else of its record, else what was taken away."""
    place = problem.data_pointer
    touching = [number for number, targets in left.items() if _touches(targets, problem.record)]
    near = [
        number for number in touching if place is not None and any(_is_near(target, place) for target in left[number])
    ]
    gone = [n for n, targets in left.items() if any(isinstance(one, RemoveRecordAt) for one in targets)]
    found = near or touching or gone or list(left)
    # Without the record none of its items would be wrong, so they are asked first.
    return sorted(found, key=lambda number: any(isinstance(one, AddNew) for one in left[number]))


def _touches(targets: Iterable[FileTarget], record: str | None) -> bool:
    return any(record_of(target) == record for target in targets)


def _is_near(target: FileTarget, place: str) -> bool:
    if isinstance(target, SetField | AddItem | RemoveItemAt):
        return is_under(place, target.pointer) or is_under(target.pointer, place)
    return True


def _in_order(annotation: Annotation, listed: Listed) -> list[tuple[int, FileTarget]]:
    """All targets in an order in which none moves the place of a later one: what is added comes before what goes."""
    pairs = [(number, target) for number, targets in listed.items() for target in targets]
    return sorted(pairs, key=lambda pair: _rank(annotation, pair[1]))


def _rank(annotation: Annotation, target: FileTarget) -> tuple[int, ...]:  # noqa: PLR0911  # one for each kind
    match target:
        case SetField(value=value) if target.is_numbered:
            record = annotation.records.get(target.at.record)
            there = ABSENT if record is None else find_value(record.data, target.pointer)
            if value is ABSENT:
                return (5, *_backwards(target.pointer))
            return (0,) if there is not ABSENT else (3, int(split(target.pointer)[-1]))
        case SetField():
            return (1,) if target.value is ABSENT else (0,)
        case AddNew():
            return (2,)
        case AddItem():
            return (4,)
        case RemoveItemAt():
            return (5, *_backwards(target.pointer))
        case _:
            return (6,)


def _backwards(pointer: str) -> tuple[int, ...]:
    """A key by which later items of a list, and deeper ones, come first."""
    return tuple(-int(token) - 1 if token.isdecimal() else 0 for token in (*split(pointer), ""))


@attrs.define(kw_only=True, eq=False)
class _Draft:
    """The annotation while the edit is put together. Mutable: it lives within one call."""

    catalog: Catalog
    annotation: Annotation
    by: str
    edits: list[Edit] = attrs.field(factory=list)

    def do(self, edit: Edit) -> None:
        """Add an edit."""
        self.annotation = apply(edit, self.annotation)
        self.edits.append(edit)

    def try_to_do(self, target: FileTarget) -> bool:
        """Whether a target could be done."""
        annotation, done = self.annotation, len(self.edits)
        try:
            self._do(target)
        except (EditMismatchError, KeyError, ValueError):
            self.annotation = annotation
            del self.edits[done:]
            return False
        return True

    def _do(self, target: FileTarget) -> None:
        match target:
            case SetField(value=value) if value is not ABSENT:
                self._set(target, value)
            case SetField():
                self._unset(target.at.record, target.pointer)
            case AddNew():
                self._add(target)
            case AddItem():
                self._append(target)
            case RemoveItemAt():
                self.do(changes.remove_value(self.annotation, target.at.record, target.pointer))
            case _:
                self.do(changes.remove_record(self.annotation, target.at.record))

    def _set(self, target: SetField, value: Json) -> None:
        record, pointer = target.at.record, target.pointer
        if target.is_numbered and find_value(self.annotation.records[record].data, pointer) is ABSENT:
            evidence = {"": (self._claim(),)}
            self.do(changes.append_item(self.annotation, record, parent(pointer), value, evidence))
            return
        self.do(changes.set_value(self.annotation, record, pointer, value))
        held = self.annotation.records[record].evidence.get(pointer, ())
        self.do(SetEvidence(record=record, pointer=pointer, before=held, after=self._corrected(held)))

    def _unset(self, record: str, pointer: str) -> None:
        self.do(changes.remove_value(self.annotation, record, pointer))
        above = parent(pointer)
        data = self.annotation.records[record].data
        # An object that has lost its last value has nothing more to say.
        if above and find_value(data, above) == {} and not is_array(find_value(data, parent(above))):
            self._unset(record, above)

    def _add(self, target: AddNew) -> None:
        record_type = self.catalog.types.get(target.type)
        data = built(record_type, target.values, "")
        if not is_object(data):
            raise ValueError(target.id)  # a record's data is an object
        evidence = {pointer: (self._claim(),) for pointer in target.values if pointer}
        record = Record(id=target.id, type=target.type, data=cast("Mapping[str, Json]", data), evidence=evidence)
        self.do(changes.new_record(self.annotation, record))
        for begun in changes.made_under(self.annotation, target.type, record_type.version if record_type else ""):
            self.do(begun)

    def _append(self, target: AddItem) -> None:
        record = self.annotation.records[target.at.record]
        above = parent(target.pointer)
        if above and find_value(record.data, above) is ABSENT and above.rpartition("/")[2].isdecimal():
            raise KeyError(above)  # it would become a new item with this one alone
        record_type = self.catalog.types.get(record.type)
        prefix = "/" + target.key
        value = built(record_type, target.values, prefix)
        evidence = {key[len(prefix) :]: (self._claim(),) for key in target.values}
        self.do(changes.append_item(self.annotation, target.at.record, target.pointer, value, evidence))

    def _claim(self) -> Claim:
        return Claim(origin="workbook", note=f"entered in workbook by {self.by}; no words say so")

    def _corrected(self, claims: Sequence[Claim]) -> tuple[Claim, ...]:
        """The claims of a value that was changed: its words stay, and say that they are of the value before."""
        if all(claim.value is not ABSENT for claim in claims):
            return (*claims, self._claim())
        said = f"corrected in workbook by {self.by}"
        return tuple(
            claim
            if claim.value is not ABSENT
            else attrs.evolve(claim, origin="workbook", note=_added_to(claim.note, said))
            for claim in claims
        )


BECAUSE = "corrected in workbook"
"""Why the register decides what a workbook says."""


def objection(catalog: Catalog, record: Record, target: Decide) -> str:
    """What would be wrong with a record that had the value that is to be decided; empty where nothing is."""
    try:
        data = with_value(record.data, target.pointer, ABSENT if target.value is None else target.value)
    except KeyError:
        return _OTHER_SHAPE
    changed = attrs.evolve(record, data=cast("Mapping[str, Json]", data))
    before = {problem.message for problem in check_record(catalog, record) if problem.is_error}
    for problem in check_record(catalog, changed):
        if problem.is_error and problem.message not in before:
            return sentences(problem)
    return ""


def _added_to(note: str | None, said: str) -> str:
    if not note or note == said:
        return said
    return note if note.endswith(f"; {said}") else f"{note}; {said}"


def built(record_type: RecordType | None, values: Mapping[str, Json], prefix: str) -> Json:
    """The value that cells make together; keys begin with `prefix`."""
    made: Json | Absent = ABSENT
    for key, value in values.items():
        place = key[len(prefix) :]
        if not place:
            return value
        if made is ABSENT:
            made = {}
        if is_numbered(record_type, key):
            held = find_value(made, parent(place))
            items = [*cast("Sequence[Json]", held), value] if is_array(held) else [value]
            made = with_value(made, parent(place), items)
        else:
            made = with_value(made, place, value)
    return {} if made is ABSENT else made
