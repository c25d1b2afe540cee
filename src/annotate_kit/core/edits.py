"""Edits: the only way an annotation changes. Each knows what it replaces, so each can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypeVar, cast

import attrs

from annotate_kit.core.annotation import Annotation
from annotate_kit.core.pointers import (
    child,
    find_index,
    find_value,
    is_under,
    parent,
    rebase,
    split,
    with_item,
    with_value,
    without_item,
)
from annotate_kit.core.records import Claim, Record
from annotate_kit.core.spans import Span
from annotate_kit.core.values import ABSENT, Absent, Json, is_array, same
from annotate_kit.errors import EditMismatchError

__all__ = [
    "AddRecord",
    "AddSpan",
    "Batch",
    "ChangeSpan",
    "Edit",
    "Evidence",
    "InsertItem",
    "MoveItem",
    "RemoveItem",
    "RemoveRecord",
    "RemoveSpan",
    "SetEntity",
    "SetEvidence",
    "SetMentions",
    "SetProperty",
    "SetValue",
    "apply",
    "invert",
]

_T = TypeVar("_T")

Evidence = Mapping[str, tuple[Claim, ...]]
"""JSON Pointer → claims."""


@attrs.frozen(kw_only=True)
class AddSpan:
    """A span that was not there."""

    span: Span


@attrs.frozen(kw_only=True)
class RemoveSpan:
    """A span goes; whoever uses it must have let go of it in the same batch."""

    span: Span


@attrs.frozen(kw_only=True)
class ChangeSpan:
    """A span moves its edges or gains a fragment; its id stays, so evidence does too."""

    before: Span
    after: Span


@attrs.frozen(kw_only=True)
class AddRecord:
    """A record that was not there."""

    record: Record


@attrs.frozen(kw_only=True)
class RemoveRecord:
    """A record goes."""

    record: Record


@attrs.frozen(kw_only=True)
class SetValue:
    """The value at a pointer is replaced, added or removed, and the evidence at and below it with it."""

    record: str
    pointer: str
    before: Json | Absent
    after: Json | Absent
    evidence_before: Evidence = attrs.field(factory=dict)
    """The claims at `pointer` and below before the edit."""
    evidence_after: Evidence = attrs.field(factory=dict)
    """The claims at `pointer` and below after it."""


@attrs.frozen(kw_only=True)
class InsertItem:
    """An item is put into a list; evidence of later items moves along."""

    record: str
    pointer: str
    """Of the list."""
    index: int
    """0-based: the new item's place."""
    value: Json
    evidence: Evidence = attrs.field(factory=dict)
    """The item's claims, by pointers relative to the item."""


@attrs.frozen(kw_only=True)
class RemoveItem:
    """An item leaves a list; evidence of later items moves along."""

    record: str
    pointer: str
    index: int
    value: Json
    evidence: Evidence = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class MoveItem:
    """An item takes another place in its list; evidence moves along."""

    record: str
    pointer: str
    index: int
    to: int
    """0-based: its place once it has moved."""


@attrs.frozen(kw_only=True)
class SetEvidence:
    """The claims for one value are replaced."""

    record: str
    pointer: str
    before: tuple[Claim, ...]
    after: tuple[Claim, ...]
    """Empty: no evidence any more."""


@attrs.frozen(kw_only=True)
class SetMentions:
    """The spans that name a record are replaced."""

    record: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@attrs.frozen(kw_only=True)
class SetEntity:
    """A record is said to be the same thing as records elsewhere, or no longer."""

    record: str
    before: str | None
    after: str | None


@attrs.frozen(kw_only=True)
class SetProperty:
    """A property of the annotation file as a whole changes."""

    name: Literal["status", "notes", "rejected", "waivers", "schemas", "text_sha256"]
    before: Json
    after: Json


@attrs.frozen(kw_only=True)
class Batch:
    """Several edits that are one act: done, undone and journalled together."""

    label: str
    """What was done, for the undo list: `tag "Kim Yoon" as official`."""
    edits: tuple[Edit, ...]


Edit = (
    AddSpan
    | RemoveSpan
    | ChangeSpan
    | AddRecord
    | RemoveRecord
    | SetValue
    | InsertItem
    | RemoveItem
    | MoveItem
    | SetEvidence
    | SetMentions
    | SetEntity
    | SetProperty
    | Batch
)


def invert(edit: Edit) -> Edit:  # noqa: PLR0911  # one flat case for each kind of edit reads best
    """The edit that takes this one back."""
    match edit:
        case AddSpan():
            return RemoveSpan(span=edit.span)
        case RemoveSpan():
            return AddSpan(span=edit.span)
        case AddRecord():
            return RemoveRecord(record=edit.record)
        case RemoveRecord():
            return AddRecord(record=edit.record)
        case SetValue():
            return attrs.evolve(
                edit,
                before=edit.after,
                after=edit.before,
                evidence_before=edit.evidence_after,
                evidence_after=edit.evidence_before,
            )
        case InsertItem():
            return RemoveItem(**attrs.asdict(edit, recurse=False))
        case RemoveItem():
            return InsertItem(**attrs.asdict(edit, recurse=False))
        case MoveItem():
            return attrs.evolve(edit, index=edit.to, to=edit.index)
        case Batch():
            return Batch(label=edit.label, edits=tuple(invert(inner) for inner in reversed(edit.edits)))
        case _:
            return _swapped(edit)


def _swapped(edit: ChangeSpan | SetEvidence | SetMentions | SetEntity | SetProperty) -> Edit:
    swapped: dict[str, Any] = {"before": edit.after, "after": edit.before}
    return attrs.evolve(edit, **swapped)


def apply(edit: Edit, annotation: Annotation) -> Annotation:
    """The annotation after the edit.

    Raises:
        EditMismatchError: where what the edit wants to replace is not there.
    """
    for last_edit, before, after in _last:
        if last_edit is edit and before is annotation:
            return after
    draft = _Draft(annotation)
    draft.take(edit)
    after = draft.annotation()
    _last[:] = [(edit, annotation, after)]
    return after


_last: list[tuple[Edit, Annotation, Annotation]] = []
"""What was applied last, to what, and what came of it: the keys apply an edit, and then the session the very same."""


class _Draft:
    """An annotation while edits go into it: what they change is copied once, however many there are."""

    def __init__(self, annotation: Annotation) -> None:
        self._before = annotation
        self._after: dict[str, Any] = {}

    def annotation(self) -> Annotation:
        return attrs.evolve(self._before, **self._after) if self._after else self._before

    def take(self, edit: Edit) -> None:
        match edit:
            case AddSpan():
                _expect(edit.span.id not in self._spans, edit, f"span {edit.span.id} is there already")
                self._own("spans")[edit.span.id] = edit.span
            case RemoveSpan():
                _expect(self._spans.get(edit.span.id) == edit.span, edit, f"span {edit.span.id} is another")
                del self._own("spans")[edit.span.id]
            case ChangeSpan():
                _expect(self._spans.get(edit.before.id) == edit.before, edit, f"span {edit.before.id} is another")
                _expect(edit.before.id == edit.after.id, edit, "a span keeps its id")
                self._own("spans")[edit.after.id] = edit.after
            case AddRecord():
                _expect(edit.record.id not in self._records, edit, f"record {edit.record.id} is there already")
                self._own("records")[edit.record.id] = edit.record
            case RemoveRecord():
                _expect(self._records.get(edit.record.id) == edit.record, edit, f"record {edit.record.id} is another")
                del self._own("records")[edit.record.id]
            case SetProperty():
                _expect(same(_plain(self._now(edit.name)), _plain(edit.before)), edit, f"{edit.name} is another")
                _expect(_PROPERTIES[edit.name](edit.after), edit, f"{edit.name} cannot be that")
                self._after[edit.name] = edit.after
            case Batch():
                for inner in edit.edits:
                    self.take(inner)
            case _:
                record = self._records.get(edit.record)
                if record is None:
                    raise EditMismatchError(type(edit).__name__, f"record {edit.record} is not there")
                self._own("records")[edit.record] = _apply_to_record(edit, record)

    @property
    def _spans(self) -> Mapping[str, Span]:
        return cast("Mapping[str, Span]", self._now("spans"))

    @property
    def _records(self) -> Mapping[str, Record]:
        return cast("Mapping[str, Record]", self._now("records"))

    def _now(self, name: str) -> object:
        return self._after[name] if name in self._after else getattr(self._before, name)

    def _own(self, name: Literal["spans", "records"]) -> dict[str, Any]:
        if name not in self._after:
            # dict() builds a table anew that something was taken out of; this copies it as it is, ten times as fast.
            self._after[name] = getattr(self._before, name) | {}
        return cast("dict[str, Any]", self._after[name])


def _apply_to_record(edit: Edit, record: Record) -> Record:  # noqa: PLR0911  # one flat case for each kind
    match edit:
        case SetMentions():
            _expect(record.mentions == edit.before, edit, "its mentions are others")
            return attrs.evolve(record, mentions=edit.after)
        case SetEntity():
            _expect(record.entity == edit.before, edit, "its entity is another")
            return attrs.evolve(record, entity=edit.after)
        case SetEvidence():
            _expect(record.evidence.get(edit.pointer, ()) == edit.before, edit, f"evidence of {edit.pointer} is other")
            rest = _without(record.evidence, edit.pointer)
            return attrs.evolve(record, evidence={**rest, edit.pointer: edit.after} if edit.after else rest)
        case SetValue():
            return _set_value(edit, record)
        case InsertItem():
            return _insert_item(edit, record)
        case RemoveItem():
            return _remove_item(edit, record)
        case _:
            assert isinstance(edit, MoveItem)
            return _move_item(edit, record)


def _set_value(edit: SetValue, record: Record) -> Record:
    _expect(same(find_value(record.data, edit.pointer), edit.before), edit, f"{edit.pointer} holds another value")
    under = {pointer: claims for pointer, claims in record.evidence.items() if is_under(pointer, edit.pointer)}
    _expect(under == edit.evidence_before, edit, f"evidence of {edit.pointer} is other")
    # An item of a list is removed by RemoveItem, which carries the evidence of its neighbours along.
    _expect(edit.after is not ABSENT or not _is_item(record.data, edit.pointer), edit, "it would remove a list's item")
    # What is made on the way, or at the end of a list, would not go when the edit is taken back.
    has_place = edit.before is not ABSENT or isinstance(find_value(record.data, parent(edit.pointer)), Mapping)
    _expect(has_place, edit, f"there is no place {edit.pointer}")
    data = with_value(record.data, edit.pointer, edit.after)
    _expect(isinstance(data, Mapping), edit, "a record's data is an object")
    rest = {pointer: claims for pointer, claims in record.evidence.items() if pointer not in under}
    return attrs.evolve(record, data=cast("Mapping[str, Json]", data), evidence={**rest, **edit.evidence_after})


def _is_item(data: Json, pointer: str) -> bool:
    tokens = split(pointer)
    return bool(tokens) and is_array(find_value(data, pointer[: pointer.rindex("/")]))


def _shifted(record: Record, pointer: str, places: Mapping[int, int], count: int) -> Evidence:
    """The record's evidence once items `count` of the list have gone where `places` says; those not in it are gone."""
    moved: dict[str, tuple[Claim, ...]] = {}
    for place, claims in record.evidence.items():
        if place == pointer or not is_under(place, pointer):
            moved[place] = claims
            continue
        token = split(place[len(pointer) :])[0]
        index = find_index(token, count)
        if index is None:
            moved[place] = claims
        elif index in places:
            moved[rebase(place, child(pointer, index), child(pointer, places[index]))] = claims
    return moved


def _length(edit: InsertItem | RemoveItem | MoveItem, record: Record) -> int:
    items = find_value(record.data, edit.pointer)
    _expect(is_array(items), edit, f"{edit.pointer} is no list")
    return len(cast("Sequence[Json]", items))


def _insert_item(edit: InsertItem, record: Record) -> Record:
    count = _length(edit, record)
    _expect(0 <= edit.index <= count, edit, f"{edit.pointer} has {count} items")
    places = {n: n + (n >= edit.index) for n in range(count)}
    own = {child(edit.pointer, edit.index) + relative: claims for relative, claims in edit.evidence.items()}
    data = with_item(record.data, edit.pointer, edit.index, edit.value)
    return attrs.evolve(
        record,
        data=cast("Mapping[str, Json]", data),
        evidence={**_shifted(record, edit.pointer, places, count), **own},
    )


def _remove_item(edit: RemoveItem, record: Record) -> Record:
    count = _length(edit, record)
    place = child(edit.pointer, edit.index)
    _expect(same(find_value(record.data, place), edit.value), edit, f"{place} holds another value")
    own = {rebase(at, place, ""): claims for at, claims in record.evidence.items() if is_under(at, place)}
    _expect(own == edit.evidence, edit, f"evidence of {place} is other")
    places = {n: n - (n > edit.index) for n in range(count) if n != edit.index}
    data = without_item(record.data, edit.pointer, edit.index)
    return attrs.evolve(
        record, data=cast("Mapping[str, Json]", data), evidence=_shifted(record, edit.pointer, places, count)
    )


def _move_item(edit: MoveItem, record: Record) -> Record:
    count = _length(edit, record)
    _expect(0 <= edit.index < count and 0 <= edit.to < count, edit, f"{edit.pointer} has {count} items")
    order = list(range(count))
    order.insert(edit.to, order.pop(edit.index))
    places = {old: new for new, old in enumerate(order)}
    items = cast("Sequence[Json]", find_value(record.data, edit.pointer))
    data = with_value(record.data, edit.pointer, [items[n] for n in order])
    return attrs.evolve(
        record, data=cast("Mapping[str, Json]", data), evidence=_shifted(record, edit.pointer, places, count)
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_texts(value: object) -> bool:
    return isinstance(value, Mapping) and all(isinstance(text, str) for text in value.values())


# Journals come from disk, so what they set is looked at.
_PROPERTIES: Mapping[str, Callable[[object], bool]] = {
    "status": _is_text,
    "text_sha256": _is_text,
    "schemas": _is_texts,
    "notes": is_array,
    "rejected": is_array,
    "waivers": is_array,
}


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _without(mapping: Mapping[str, _T], key: str) -> dict[str, _T]:
    # Copying and deleting is a tenth of the time of leaving out.
    left = dict(mapping)
    left.pop(key, None)
    return left


def _expect(holds: bool, edit: Edit, what: str) -> None:  # noqa: FBT001  # reads as an assertion
    if not holds:
        raise EditMismatchError(type(edit).__name__, what)
