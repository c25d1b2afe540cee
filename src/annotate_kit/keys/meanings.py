"""What the selected words may say of the records at hand: the empty places that they fit, a digit for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import attrs

from annotate_kit.core import ABSENT, Ids, Json, Record
from annotate_kit.core.dates import parse_edtf
from annotate_kit.core.pointers import find_value, join, parent
from annotate_kit.keys.captions import name_of
from annotate_kit.keys.filling import fill_further, fill_with, others_near
from annotate_kit.keys.hearing import read_words
from annotate_kit.keys.lens import plain_words
from annotate_kit.keys.overlays import TakeRecord
from annotate_kit.keys.places_to_fill import ITEM, EmptyPlace, Leaf, bare, empty_place, leaves_of
from annotate_kit.keys.steps import remembered, say, shown_record
from annotate_kit.keys.suggesting import current
from annotate_kit.keys.view import Step, View
from annotate_kit.reading import NotUnderstood, Understood, find_date
from annotate_kit.schema import matches

__all__ = ["Meaning", "fill_meant", "meanings"]

_MOST = 6
_RECORDS = 4
"""Records that are looked at: the one in hand and those that were named or held last."""
_NEAR = 240
"""Code points before the words in which other records are looked for: finding sentences would take the whole text."""
_LONGEST = 160
"""Code points of words that are read at each move."""
_REMEMBERED = 4000
"""Words whose readings are kept."""
_FURTHER = "another "
_NO_WORDS = "qx zj"
"""What a pattern that says something about the words would refuse."""


@attrs.frozen(kw_only=True)
class Meaning:
    """One empty place that the selected words fit, with the key that fills it."""

    key: str
    record: str
    pointer: str
    value: Understood | TakeRecord
    keys: tuple[str, ...]
    """What fills it by letters, the record in hand."""
    title: str
    """What is filled: "Year", "Role title", "another vote date"; not yet safe to print."""
    whose: str = ""
    """The record, where it is not the one in hand; not yet safe to print."""
    note: str = ""
    """What the words are read as, where that is not the words; not yet safe to print."""

    is_end: bool = False
    """Whether the words are the end of an interval whose beginning stands there already."""

    @property
    def words(self) -> str:
        """What the key does, for the footer."""
        whose = f"{self.whose}, " if self.whose else ""
        return f"{whose}{self.title}{f': {self.note}' if self.note else ''}"


def meanings(view: View) -> tuple[Meaning, ...]:
    """What the selected words may say, the likeliest first; a handful at most, none where no record is in hand.

    First what they are read as (codes, dates, numbers, patterns, records) for the record in hand, then for the
    others that were named or held last, then the plain texts of the record in hand that are still empty.
    """
    words = plain_words(view.words)
    hand = view.hand if view.hand in view.annotation.records else shown_record(view)
    if hand is None or hand not in view.annotation.records or not words:
        return ()
    if len(words) > _LONGEST or current(view) is not None:
        return ()
    near = (hand, *others_near(view, hand, max(view.selection.start - _NEAR, 0)))[:_RECORDS]
    digits = (digit for digit in "123456789" if digit not in view.letters)
    found = [meaning for meaning, _ in zip(_found(view, near, words), range(_MOST), strict=False)]
    notes = ["", *(meaning.note for meaning in found)]
    return tuple(
        # What words are read as is said once, not beside each place that may have it.
        attrs.evolve(meaning, key=digit, note="" if meaning.note == before else meaning.note)
        for digit, meaning, before in zip(digits, found, notes, strict=False)
    )


def fill_meant(view: View, key: str, ids: Ids) -> Step:
    """The selected words fill the place that the footer shows beside this digit."""
    meant = next((meaning for meaning in meanings(view) if meaning.key == key), None)
    if meant is None:
        return say(view, f"The selected words have no meaning {key} here; Enter and a letter fill any field.")
    view = attrs.evolve(view, hand=meant.record)
    if meant.is_end and isinstance(meant.value, Understood):
        return fill_further(view, meant.record, meant.pointer, meant.value, ids)
    step = fill_with(view, meant.record, meant.pointer, meant.value, ids)
    return remembered(step, ("enter", *meant.keys))


def _found(view: View, near: tuple[str, ...], words: str) -> Iterator[Meaning]:
    records = [view.annotation.records[key] for key in near]
    numbers: list[Meaning] = []
    for record in records:
        for is_number, meaning in _read(view, record, words, is_in_hand=record is records[0]):
            if not is_number:
                yield meaning
            elif record is records[0]:
                numbers.append(meaning)
    yield from numbers
    yield from _plain(view, records[0], words)


def _read(view: View, record: Record, words: str, *, is_in_hand: bool) -> Iterator[tuple[bool, Meaning]]:
    """The places of a record that the words are read as a value of, and whether it is any number that they take."""
    for leaf, read in _readings(view, record.type, words):
        is_number = leaf.field.kind in ("number", "integer")
        value: Understood | TakeRecord | None = read
        if leaf.field.kind == "reference":
            target = _mentioned(view, leaf.field.ref, record.id, words)
            value = TakeRecord(record=target) if target is not None else None
        if value is not None:
            for meaning in _meaning(view, record, leaf, value, is_in_hand=is_in_hand):
                if leaf.field.kind != "text" or _has_room(record, leaf, meaning):
                    yield is_number, meaning
            if isinstance(value, Understood) and leaf.field.format == "edtf" and is_in_hand:
                yield from ((False, meaning) for meaning in _ending(record, leaf, value))


def _ending(record: Record, leaf: Leaf, read: Understood) -> Iterator[Meaning]:
    """The interval that a later day makes of a day which stands there already."""
    if ITEM in leaf.path:
        return
    pointer = join(leaf.path)
    begun = find_value(record.data, pointer)
    value = f"{begun}/{read.value}"
    is_later = isinstance(begun, str) and isinstance(read.value, str) and _is_before(begun, read.value)
    date = parse_edtf(value) if is_later else None
    if date is not None:
        yield Meaning(
            key="",
            record=record.id,
            pointer=pointer,
            value=Understood(value=value, note=date.words()),
            keys=(),
            title=f"{leaf.field.title} until",
            note=date.words(),
            is_end=True,
        )


def _is_before(one: str, other: str) -> bool:
    """Whether two days, months or years, both as exact, come in this order."""
    return len(one) == len(other) and bool(_PLAIN_DATE.fullmatch(one) and _PLAIN_DATE.fullmatch(other)) and one < other


_PLAIN_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


def _plain(view: View, record: Record, words: str) -> Iterator[Meaning]:
    """The empty texts of a record, those that it needs first."""
    # What is the record's name, say, is not its alias or its seat too.
    is_said = words in record.data.values()
    texts = [
        leaf
        for leaf, read in _readings(view, record.type, words)
        if read is None and leaf.field.kind == "text" and (leaf.within or not is_said)
    ]
    for leaf in sorted(texts, key=lambda leaf: not leaf.field.is_required):
        read = _certain(read_words(view, leaf.field))
        for meaning in _meaning(view, record, leaf, read, is_in_hand=True) if read is not None else ():
            if _has_room(record, leaf, meaning):
                yield meaning


def _has_room(record: Record, leaf: Leaf, meaning: Meaning) -> bool:
    """Whether the object that is to hold a text is there: one is begun only where every record has to have it.

    Too many words fit a text.
    """
    is_begun = find_value(record.data, parent(meaning.pointer)) is not ABSENT
    is_first = leaf.is_called_for and not meaning.title.startswith(_FURTHER)
    return not leaf.within or is_begun or is_first


def _meaning(
    view: View, record: Record, leaf: Leaf, value: Understood | TakeRecord, *, is_in_hand: bool
) -> Iterator[Meaning]:
    words = plain_words(view.words)
    wanted = value.value if isinstance(value, Understood) else value.record
    place = empty_place(leaf, record.data, wanted)
    if place is not None:
        what = name_of(view, value.record) if isinstance(value, TakeRecord) else value.note
        yield Meaning(
            key="",
            record=record.id,
            pointer=place.pointer,
            value=value,
            keys=place.keys,
            title=_title(leaf, place),
            whose="" if is_in_hand else name_of(view, record.id),
            note="" if what.casefold() == words.casefold() else what,
        )


def _title(leaf: Leaf, place: EmptyPlace) -> str:
    title = f"{leaf.within} {leaf.field.title.lower()}" if leaf.within else leaf.field.title
    return f"{_FURTHER}{title.lower()}" if place.is_further else title


def _mentioned(view: View, types: Iterable[str], filled: str, words: str) -> str | None:
    """The one record that the selected words mention, or name elsewhere."""
    records = view.annotation.records
    span = view.lens.span_at(view.selection.start, view.selection.end)
    here = view.lens.mentions_of(span.id) if span is not None else ()
    found = [key for key in here if records[key].type in types and key != filled]
    if len(found) != 1:
        named = (key for name in types for key in view.lens.named.get((name, words), ()))
        found = [key for key in dict.fromkeys(named) if key != filled]
    return found[0] if len(found) == 1 else None


# What words are read as depends on the record type alone.


_Readings = tuple[tuple[Leaf, Understood | None], ...]


def _readings(view: View, type_name: str, words: str) -> _Readings:
    """The places that the words fit: with what they are read as, or without, where a text takes any words."""
    known = view.readings
    if (type_name, words) not in known:
        if len(known) > _REMEMBERED:
            known.clear()
        # No words are empty, so that key is free for what all words are held against.
        leaves = known.setdefault((type_name, ""), tuple((leaf, None) for leaf in _leaves(view, type_name)))
        known[type_name, words] = tuple(_read_all(view, [leaf for leaf, _ in leaves], words))
    read: _Readings = known[type_name, words]
    return read


def _read_all(view: View, leaves: Iterable[Leaf], words: str) -> Iterator[tuple[Leaf, Understood | None]]:
    told = _Words.of(words, view.article.published)
    for leaf in leaves:
        if leaf.field.kind == "reference" or (leaf.field.kind == "text" and _takes_any(leaf)):
            yield leaf, None
        elif told.may_be(leaf):
            read = _certain(read_words(view, leaf.field))
            if read is not None and _fits(leaf, read.value):
                yield leaf, read


def _certain(read: Understood | NotUnderstood) -> Understood | None:
    """What words give for certain; what may be two things is asked after the field's letter."""
    return read if isinstance(read, Understood) and not read.others else None


def _leaves(view: View, type_name: str) -> Iterable[Leaf]:
    record_type = view.catalog.types.get(type_name)
    return leaves_of(record_type) if record_type is not None else ()


def _takes_any(leaf: Leaf) -> bool:
    """Whether a text may be any words: nothing but their number is asked of it."""
    field = leaf.field
    return not field.format and not (field.pattern and matches(field.pattern, _NO_WORDS) is not True)


def _fits(leaf: Leaf, value: Json) -> bool:
    """Whether a text is what its pattern asks for; an address of the web is told by its beginning alone."""
    field = leaf.field
    if field.kind != "text" or not isinstance(value, str):
        return True
    if field.format:
        return "://" in value
    return matches(field.pattern, value) is True


@attrs.frozen
class _Words:
    """Words as far as they tell at a glance what they may be."""

    has_digits: bool
    is_date: bool
    pieces: frozenset[str]
    """Runs of their words, as `bare` has them."""
    run: str
    """In one piece, for languages without spaces."""

    @classmethod
    def of(cls, words: str, published: str | None) -> _Words:
        whole = bare(words)
        apart = whole.split()
        runs = (
            " ".join(apart[first:last])
            for first in range(len(apart))
            for last in range(first + 1, min(first + _RUN, len(apart)) + 1)
        )
        has_digits = any(character.isdigit() for character in words)
        return cls(has_digits, find_date(words, published) is not None, frozenset(runs), whole)

    def may_be(self, leaf: Leaf) -> bool:
        """Whether it is worth reading them for a place."""
        kind = leaf.field.kind
        if kind == "code":
            return not self.pieces.isdisjoint(leaf.names) or self._has_part(leaf)
        if kind == "date":
            return self.is_date
        return kind == "text" or (self.has_digits and not (self.is_date and len(self.run) > _YEAR))

    def _has_part(self, leaf: Leaf) -> bool:
        """Whether a name of a language without spaces stands somewhere in the words."""
        return not self.run.isascii() and any(
            self.run[first : first + size] in leaf.names
            for first in range(len(self.run))
            for size in range(1, leaf.longest + 1)
        )


_RUN = 6
"""Words of the longest run that is looked for among codes."""
_YEAR = 4
"""Code points: a longer date is no number."""
