"""What has to be done to say what a finished annotation says: mentions and values, and what must come before what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from annotate_kit.core import ABSENT, Annotation, Claim, Fragment, Json, Record, Span, same
from annotate_kit.core.pointers import find_value, is_under, leaves, parent, split
from annotate_kit.keys.view import View
from annotate_kit.schema import Catalog, Field, field_at, new_data
from annotate_kit.text import Range

__all__ = ["Act", "Goal", "Mention", "Said", "Speaker", "Value", "range_of", "said_by"]

Said = tuple[str, str | None, tuple[Fragment, ...]]
"""One stretch of words for a value: the kind of claim, who says so, and where the words stand."""


@attrs.frozen(kw_only=True)
class Mention:
    """A span is to name a record; ids are those of the goal."""

    record: str
    fragments: tuple[Fragment, ...]


@attrs.frozen(kw_only=True)
class Value:
    """A span is to say a value of a record; ids are those of the goal."""

    record: str
    pointer: str
    fragments: tuple[Fragment, ...]
    claim: str = "stated"


@attrs.frozen(kw_only=True)
class Speaker:
    """Somebody is to say a value of a record with some words; the record's id is that of the goal."""

    record: str
    pointer: str
    fragments: tuple[Fragment, ...]
    by: str


Act = Mention | Value
"""One thing to do at one place of the text."""


@attrs.frozen(kw_only=True, eq=False)
class Goal:
    """A finished annotation, as what there is to do."""

    annotation: Annotation
    catalog: Catalog

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """Everything to do, in the order of the text; at one place, mentions come first."""
        spans = self.annotation.spans
        found: list[Act] = []
        for record in self.annotation.records.values():
            found += [Mention(record=record.id, fragments=spans[key].fragments) for key in record.mentions]
            found += self._values(record)
        return tuple(sorted(found, key=_place))

    def _values(self, record: Record) -> Iterator[Value]:
        said = said_by(record, self.annotation)
        measures = [at for at in self._measures(record) if _is_of_one_piece(said, at)]
        for pointer, claims in said.items():
            whole = next((at for at in measures if is_under(pointer, at)), pointer)
            if whole != pointer and pointer != next(at for at in said if is_under(at, whole)):
                continue
            for claim, _, fragments in claims:
                yield Value(record=record.id, pointer=whole, fragments=fragments, claim=claim)

    def _measures(self, record: Record) -> Iterator[str]:
        """Where the data holds amounts and quantities, which a few words give whole."""
        for at in dict.fromkeys(parent(pointer) for pointer, _ in leaves(record.data)):
            value = find_value(record.data, at)
            if isinstance(value, Mapping) and (value.keys() >= {"amount", "currency"} or "value" in value):
                yield at

    def field(self, act: Value) -> Field | None:
        """The field of a value, as its schema has it."""
        record_type = self.catalog.types.get(self.annotation.records[act.record].type)
        return field_at(record_type, act.pointer) if record_type is not None else None

    def value(self, act: Value) -> Json:
        """What is to stand there; of a reference, the goal's own id."""
        value = find_value(self.annotation.records[act.record].data, act.pointer)
        assert value is not ABSENT
        return value

    def target(self, act: Value) -> str | None:
        """The record that a value refers to."""
        field, value = self.field(act), self.value(act)
        is_one = field is not None and field.kind == "reference" and isinstance(value, str)
        return str(value) if is_one and value in self.annotation.records else None

    def mentions(self, record: str) -> tuple[tuple[Fragment, ...], ...]:
        """Where the goal mentions a record."""
        spans = self.annotation.spans
        return tuple(spans[key].fragments for key in self.annotation.records[record].mentions)

    def is_ready(self, act: Act, made: Mapping[str, str], left: Sequence[Act]) -> bool:
        """Whether an act can be done now: its record is there, and so are the list items before."""
        if isinstance(act, Mention):
            return act.record in made or self.names_it(act.record, act.fragments)
        if act.record not in made:
            return False
        target = self.target(act)
        if target is not None and target not in made and not self.names_it(target, act.fragments):
            return False
        others = [other for other in left if isinstance(other, Value) and other.record == act.record]
        if any(_is_item_before(other.pointer, act.pointer) for other in others):
            return False
        # A text is taken from the words that are it; words in another script are further evidence for it then.
        return self._says_it(act) or not any(
            other.pointer == act.pointer and self._says_it(other) for other in others if other is not act
        )

    def _says_it(self, act: Value) -> bool:
        return self._quotes.get(act.fragments) == self.value(act)

    @cached_property
    def _quotes(self) -> Mapping[tuple[Fragment, ...], str]:
        return {span.fragments: span.quote for span in self.annotation.spans.values()}

    def names_it(self, record: str, fragments: tuple[Fragment, ...]) -> bool:
        """Whether a record can be made of these words: they say what tagging writes down, or no mention does."""
        places = self.mentions(record)
        naming = self._naming[record]
        return fragments in (naming or places)

    @cached_property
    def _naming(self) -> Mapping[str, tuple[tuple[Fragment, ...], ...]]:
        """Record → the mentions whose words stand in its data where tagging puts them, resting on those very words."""
        found = {}
        for record in self.annotation.records.values():
            record_type = self.catalog.types.get(record.type)
            said = said_by(record, self.annotation)
            spans = (self.annotation.spans[key] for key in record.mentions)
            found[record.id] = tuple(
                span.fragments
                for span in spans
                if record_type is not None
                and any(
                    find_value(record.data, at) == value and ("stated", None, span.fragments) in said.get(at, ())
                    for at, value in leaves(new_data(record_type, span.quote))
                )
            )
        return found

    def is_new_here(self, record: str, before: Json, after: Json) -> bool:
        """Whether data came to hold a place that the goal's data does not have."""
        places = {at for at, _ in leaves(self.annotation.records[record].data)}
        return not {at for at, _ in leaves(after)} <= {at for at, _ in leaves(before)} | places

    def is_done(self, act: Act, view: View, made: Mapping[str, str]) -> bool:
        """Whether a view's annotation says it already."""
        record = view.annotation.records.get(made.get(act.record, ""))
        if record is None:
            return False
        spans = view.annotation.spans
        if isinstance(act, Mention):
            return any(spans[key].fragments == act.fragments for key in record.mentions)
        target = self.target(act)
        wanted = made.get(target) if target is not None else self.value(act)
        present = find_value(record.data, act.pointer)
        if present is ABSENT or not same(present, wanted) or type(present) is not type(wanted):
            return False
        inside = {at: claims for at, claims in said_by(record, view.annotation).items() if is_under(at, act.pointer)}
        wanted_claims = self.said(act.record)
        return bool(inside) and all(
            (act.claim, act.fragments) in said and said <= _heard(wanted_claims.get(at, ()))
            for at, claims in inside.items()
            if (said := _heard(claims))
        )

    def said(self, record: str) -> Mapping[str, tuple[Said, ...]]:
        """What the goal says of a record, and where."""
        return self._said[record]

    @cached_property
    def _said(self) -> Mapping[str, Mapping[str, tuple[Said, ...]]]:
        return {record.id: said_by(record, self.annotation) for record in self.annotation.records.values()}


def said_by(record: Record, annotation: Annotation) -> dict[str, tuple[Said, ...]]:
    """Pointer of each plain value → the words that say it.

    What is said of an object is said of everything in it of which nothing else is said.
    """
    spans = annotation.spans
    found: dict[str, tuple[Said, ...]] = {}
    for pointer, claims in sorted(record.evidence.items()):
        value = find_value(record.data, pointer)
        if value is not ABSENT and claims:
            said = tuple(said for claim in claims for said in _said(claim, spans))
            found.update({pointer + at: said for at, _ in leaves(value)})
    return found


def _heard(claims: Sequence[Said]) -> set[tuple[str, tuple[Fragment, ...]]]:
    # Who says so comes last, so nothing waits for it.
    return {(kind, fragments) for kind, _, fragments in claims}


def _said(claim: Claim, spans: Mapping[str, Span]) -> Iterator[Said]:
    for key in claim.spans:
        yield (claim.claim, claim.by, spans[key].fragments)


def _place(act: Act) -> tuple[int, int, bool, str, str]:
    pointer = act.pointer if isinstance(act, Value) else ""
    return (act.fragments[0].start, -act.fragments[0].end, isinstance(act, Value), act.record, pointer)


def _is_of_one_piece(said: Mapping[str, tuple[Said, ...]], pointer: str) -> bool:
    return len({claims for at, claims in said.items() if is_under(at, pointer)}) == 1


def _is_item_before(other: str, pointer: str) -> bool:
    """Whether another value is of an earlier item of a list that this value is in."""
    for one, two in zip(split(other), split(pointer), strict=False):
        if one != two:
            return one.isdecimal() and two.isdecimal() and int(one) < int(two)
    return False


def range_of(fragment: Fragment) -> Range:
    """The words of a fragment."""
    return Range(start=fragment.start, end=fragment.end)
