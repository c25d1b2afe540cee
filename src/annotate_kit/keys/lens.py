"""An annotation indexed by place and by words, carried from edit to edit without starting over."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

import attrs

from annotate_kit.core import (
    AddRecord,
    AddSpan,
    Annotation,
    Batch,
    ChangeSpan,
    Edit,
    Record,
    RemoveRecord,
    RemoveSpan,
    SetProperty,
    Span,
)
from annotate_kit.core.conflicts import Conflict, conflicts_of
from annotate_kit.keys.books import Book, Trace
from annotate_kit.keys.tables import Table

__all__ = ["BLOCK", "Lens", "Use", "make_lens", "plain_words", "touched"]

_K = TypeVar("_K")
_V = TypeVar("_V")

Naming = tuple[int, int, str, str]
"""Words that name a record: where they start, one code point past their end, ids of span and record."""

BLOCK = 1024
"""Code points of a block; spans are found by the blocks that they touch."""


@attrs.frozen(kw_only=True)
class Use:
    """What a span is for: naming a record (no pointer), or saying one of its values."""

    record: str
    pointer: str | None = None


@attrs.frozen(kw_only=True, eq=False)
class Lens:
    """An annotation and what is asked of it at every key."""

    annotation: Annotation
    blocks: Table[int, tuple[str, ...]]
    """Block number → ids of the spans that touch it."""
    edges: Table[tuple[int, int], tuple[str, ...]]
    """Outer edges → ids of the spans that have them."""
    uses: Table[str, tuple[Use, ...]]
    """Span id → what it is for, in the order of the records."""
    named: Table[tuple[str, str], tuple[str, ...]]
    """Record type and words → ids of the records that these very words mention."""
    naming: Table[int, tuple[Naming, ...]]
    """Block number → the words in it that name a record."""
    quoted: Table[str, int]
    """Words → how many spans have them."""
    by_type: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    """Record type → ids of its records, in the order in which they came."""
    trace: Trace = attrs.field(factory=lambda: Trace(records=frozenset()), repr=False)
    """What changed, edit by edit."""
    captions: dict[str, str] = attrs.field(factory=dict, repr=False)
    """Record id → its short name, remembered once it was asked for."""
    names: dict[str, tuple[str, ...]] = attrs.field(factory=dict, repr=False)
    """Record id → everything that names it, remembered likewise."""
    books: dict[tuple[str, ...], Book] = attrs.field(factory=dict, repr=False)
    """Record types → the names of their records as they were when somebody asked; all versions share them."""

    @cached_property
    def noted(self) -> frozenset[str]:
        """Ids of the spans and records that somebody has commented on."""
        notes = (note for note in self.annotation.notes if isinstance(note, Mapping) and "conflict" not in note)
        return frozenset(str(note[name]) for note in notes for name in ("span", "record") if name in note)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What two sessions changed differently, and nobody has decided yet."""
        return conflicts_of(self.annotation)

    def spans_between(self, start: int, end: int) -> tuple[Span, ...]:
        """The spans whose outer edges enclose a code point of `[start, end)`, in text order, the longer first."""
        found = {
            span_id: self.annotation.spans[span_id]
            for block in range(start // BLOCK, max(end - 1, start) // BLOCK + 1)
            for span_id in self.blocks.get(block, ())
        }
        touching = (span for span in found.values() if span.start < end and start < span.end)
        return tuple(sorted(touching, key=lambda span: span.sort_key))

    def span_at(self, start: int, end: int) -> Span | None:
        """The span of exactly one fragment with these edges, or None."""
        for span_id in self.edges.get((start, end), ()):
            span = self.annotation.spans[span_id]
            if len(span.fragments) == 1:
                return span
        return None

    def mentions_of(self, span_id: str) -> tuple[str, ...]:
        """Ids of the records that a span names."""
        return tuple(use.record for use in self.uses.get(span_id, ()) if use.pointer is None)

    def is_named(self, start: int, end: int) -> bool:
        """Whether a code point of `[start, end)` is part of words that name a record."""
        for block in range(start // BLOCK, (end - 1) // BLOCK + 1):
            for first, last, _, _ in self.naming.get(block, ()):
                if first < end and start < last:
                    return True
        return False

    def named_until(self, offset: int) -> frozenset[str]:
        """Ids of the records that words ending at an offset name."""
        found = self.naming.get((offset - 1) // BLOCK, ())
        return frozenset(record for _, last, _, record in found if last == offset)

    def after(self, annotation: Annotation, edit: Edit | None = None) -> Lens:
        """The lens of a later version of the annotation.

        Args:
            annotation: the later version.
            edit: what led to it, if that is known: then nothing but what it touches is looked at.
        """
        if annotation is self.annotation:
            return self
        index = _Index(self)
        old, new = self.annotation, annotation
        spans, records = _compared(old, new) if edit is None else touched(edit)
        spans = {key for key in spans if old.spans.get(key) is not new.spans.get(key)}
        used = {use.record for key in spans for use in self.uses.get(key, ())}
        records = {key for key in records if old.records.get(key) is not new.records.get(key)}
        # A record whose span has other words is found by these.
        records |= {key for key in used if key in old.records}
        for key in records & old.records.keys():
            index.drop_record(old.records[key], old)
        for key in spans & old.spans.keys():
            index.drop_span(old.spans[key])
        for key in (key for key in new.spans if key in spans) if edit is None else spans & new.spans.keys():
            index.add_span(new.spans[key])
        for key in sorted(records & new.records.keys()):
            index.add_record(new.records[key], new)
        captions, names = self.captions.copy(), self.names.copy()
        for key in records:
            captions.pop(key, None)
            names.pop(key, None)
        return index.lens(
            new,
            by_type=_listed(self.by_type, old, new, records),
            trace=Trace(records=frozenset(records), before=self.trace),
            captions=captions,
            names=names,
            books=self.books,
        )


def _listed(
    before: Mapping[str, tuple[str, ...]], old: Annotation, new: Annotation, changed: Collection[str]
) -> Mapping[str, tuple[str, ...]]:
    """The ids of the records by type, after some records have changed."""

    def type_in(annotation: Annotation, key: str) -> str | None:
        record = annotation.records.get(key)
        return record.type if record is not None else None

    moved = {key for key in changed if type_in(old, key) != type_in(new, key)}
    if not moved:
        return before
    after = dict(before)
    for name in {type_in(old, key) for key in moved} - {None}:
        assert name is not None
        after[name] = tuple(key for key in before[name] if key not in moved)
    # One is put behind the others; of many, the order of the annotation tells.
    for key in moved if len(moved) == 1 else (key for key in new.records if key in moved):
        name = type_in(new, key)
        if name is not None:
            after[name] = (*after.get(name, ()), key)
    return {name: keys for name, keys in after.items() if keys}


def _compared(old: Annotation, new: Annotation) -> tuple[set[str], set[str]]:
    """The ids of spans and records that are not the same in two versions."""
    spans = {key for key, span in new.spans.items() if old.spans.get(key) is not span}
    records = {key for key, record in new.records.items() if old.records.get(key) is not record}
    spans |= old.spans.keys() - new.spans.keys()
    return spans, records | (old.records.keys() - new.records.keys())


def touched(edit: Edit) -> tuple[set[str], set[str]]:
    """The ids of the spans and the records that an edit may change."""
    match edit:
        case Batch():
            found = [touched(one) for one in edit.edits]
            return {key for spans, _ in found for key in spans}, {key for _, records in found for key in records}
        case AddSpan() | RemoveSpan():
            return {edit.span.id}, set()
        case ChangeSpan():
            return {edit.after.id}, set()
        case AddRecord() | RemoveRecord():
            return set(), {edit.record.id}
        case SetProperty():
            return set(), set()
        case _:
            return set(), {edit.record}


def make_lens(annotation: Annotation) -> Lens:
    """The lens of an annotation, from nothing."""
    empty = Annotation(article=annotation.article, annotator=annotation.annotator, text_sha256=annotation.text_sha256)
    tables: dict[str, Any] = {name: Table() for name in ("blocks", "edges", "uses", "named", "naming", "quoted")}
    return Lens(annotation=empty, **tables).after(annotation)


def plain_words(words: str) -> str:
    """Words with each stretch of white space as one space, for comparing."""
    return " ".join(words.split())


class _Index:
    """Copies of a lens's tables while they change; nothing of it is seen from outside."""

    def __init__(self, lens: Lens) -> None:
        self._blocks = lens.blocks.copied()
        self._edges = lens.edges.copied()
        self._uses = lens.uses.copied()
        self._named = lens.named.copied()
        self._naming = lens.naming.copied()
        self._quoted = lens.quoted.copied()

    def lens(self, annotation: Annotation, **others: Any) -> Lens:
        return Lens(
            annotation=annotation,
            blocks=self._blocks,
            edges=self._edges,
            uses=self._uses,
            named=self._named,
            naming=self._naming,
            quoted=self._quoted,
            **others,
        )

    def add_span(self, span: Span) -> None:
        for block in _blocks_of(span):
            _add(self._blocks, block, span.id)
        _add(self._edges, (span.start, span.end), span.id)
        words = plain_words(span.quote)
        self._quoted.put(words, self._quoted.get(words, 0) + 1)

    def drop_span(self, span: Span) -> None:
        for block in _blocks_of(span):
            _drop(self._blocks, block, span.id)
        _drop(self._edges, (span.start, span.end), span.id)
        words = plain_words(span.quote)
        left = self._quoted[words] - 1
        if left:
            self._quoted.put(words, left)
        else:
            self._quoted.drop(words)

    def add_record(self, record: Record, annotation: Annotation) -> None:
        for span_id, use in _uses_of(record):
            _add(self._uses, span_id, use)
        for words in _names_of(record, annotation):
            _add(self._named, (record.type, words), record.id)
        for block, naming in _naming_of(record, annotation):
            _add(self._naming, block, naming)

    def drop_record(self, record: Record, annotation: Annotation) -> None:
        for span_id, use in _uses_of(record):
            _drop(self._uses, span_id, use)
        for words in _names_of(record, annotation):
            _drop(self._named, (record.type, words), record.id)
        for block, naming in _naming_of(record, annotation):
            _drop(self._naming, block, naming)


def _blocks_of(span: Span) -> Iterable[int]:
    return range(span.start // BLOCK, (span.end - 1) // BLOCK + 1)


def _uses_of(record: Record) -> Iterator[tuple[str, Use]]:
    for span_id in record.mentions:
        yield span_id, Use(record=record.id)
    for pointer, claims in record.evidence.items():
        for claim in claims:
            for span_id in claim.spans:
                yield span_id, Use(record=record.id, pointer=pointer)


def _names_of(record: Record, annotation: Annotation) -> Iterator[str]:
    known = (annotation.spans.get(span_id) for span_id in record.mentions)
    yield from dict.fromkeys(plain_words(span.quote) for span in known if span is not None)


def _naming_of(record: Record, annotation: Annotation) -> Iterator[tuple[int, Naming]]:
    for span_id in record.mentions:
        span = annotation.spans.get(span_id)
        for part in span.fragments if span is not None else ():
            for block in range(part.start // BLOCK, (part.end - 1) // BLOCK + 1):
                yield block, (part.start, part.end, span_id, record.id)


def _add(table: Table[_K, tuple[_V, ...]], key: _K, value: _V) -> None:
    table.put(key, (*table.get(key, ()), value))


def _drop(table: Table[_K, tuple[_V, ...]], key: _K, value: _V) -> None:
    # A record may use one span twice in one way: the first use dropped takes the other along.
    left = tuple(kept for kept in table.get(key, ()) if kept != value)
    if left:
        table.put(key, left)
    else:
        table.drop(key)
