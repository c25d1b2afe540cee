"""Problems that a machine can put right, as edits: what cannot go wrong, and on request what probably does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import attrs

from annotate_kit.core.annotation import Annotation
from annotate_kit.core.edits import (
    Batch,
    ChangeSpan,
    Edit,
    RemoveSpan,
    SetEvidence,
    SetMentions,
    SetProperty,
    SetValue,
    apply,
)
from annotate_kit.core.pointers import child, find_value, parent, rebase, split
from annotate_kit.core.problems import Problem
from annotate_kit.core.records import Record
from annotate_kit.core.spans import Span, make_span
from annotate_kit.core.values import ABSENT
from annotate_kit.schema import Catalog
from annotate_kit.text import Exact, Moved, anchor, index_text
from annotate_kit.validate.guessing import is_same_name
from annotate_kit.validate.refitting import CODES, held_below, refit
from annotate_kit.validate.texts import digest_of

__all__ = ["SAFE", "UNSAFE", "Mended", "mend"]


@attrs.frozen(kw_only=True)
class Mended:
    """What was put right."""

    annotation: Annotation
    """After it."""
    edits: tuple[Edit, ...] = ()
    fixed: tuple[Problem, ...] = ()

    @property
    def act(self) -> Edit:
        """All of it as one act, done and undone together."""
        count = len(self.fixed)
        return Batch(label=f"fix {count} problem{'s' * (count != 1)}", edits=self.edits)


_Mend = Callable[["_Bench", Problem], Iterator[Edit]]
"""Nothing where it cannot be put right after all; looks at the annotation as it is by then."""


@attrs.define(kw_only=True, eq=False)
class _Bench:
    """The annotation while it is put right. Mutable: it lives within one call."""

    annotation: Annotation
    text: str
    catalog: Catalog

    def record(self, problem: Problem) -> Record | None:
        return self.annotation.records.get(problem.record or "")

    def span(self, problem: Problem) -> Span | None:
        return self.annotation.spans.get(problem.span or "")

    def do(self, edits: Iterable[Edit]) -> tuple[Edit, ...]:
        done = tuple(edits)
        self.annotation = apply(Batch(label="", edits=done), self.annotation)
        return done


def mend(
    catalog: Catalog, text: str, annotation: Annotation, problems: Sequence[Problem], *, is_unsafe_too: bool
) -> Mended:
    """The annotation with what can be put right put right, and the edits that do it.

    Args:
        catalog: the record types.
        text: the article's.
        annotation: as it is.
        problems: all that is wrong with it.
        is_unsafe_too: whether a guess that is most often right is good enough.
    """
    bench = _Bench(annotation=annotation, text=text, catalog=catalog)
    mends = [*SAFE.items(), *(UNSAFE.items() if is_unsafe_too else ())]
    edits: list[Edit] = []
    fixed: list[Problem] = []
    for id_, found in _by_record(problems).items():
        record = annotation.records.get(id_)
        if record is not None:
            values, ended = refit(catalog, record, found, is_unsafe_too=is_unsafe_too)
            edits += bench.do(values)
            fixed += ended
    for code, put_right in mends:
        # Waivers from the end, so that the places of the others stay.
        for problem in sorted((p for p in problems if p.code == code), key=_waiver_at, reverse=True):
            done = bench.do(put_right(bench, problem))
            edits += done
            fixed += [problem] if done else []
    return Mended(annotation=bench.annotation, edits=tuple(edits), fixed=tuple(fixed))


def _by_record(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.record and problem.code in CODES:
            found.setdefault(problem.record, []).append(problem)
    return found


def _waiver_at(problem: Problem) -> int:
    return int(problem.pointer.rpartition("/")[2]) if problem.code == "AK310" else -1


# What cannot go wrong.


def _digest(bench: _Bench, _problem: Problem) -> Iterator[Edit]:
    """The text changed, and every span still stands on its words."""
    spans = bench.annotation.spans.values()
    parts = ((fragment, quote) for span in spans for fragment, quote in zip(span.fragments, span.quotes, strict=False))
    before, after = bench.annotation.text_sha256, digest_of(bench.text)
    if before != after and all(bench.text[fragment.start : fragment.end] == quote for fragment, quote in parts):
        yield SetProperty(name="text_sha256", before=before, after=after)


def _edges(bench: _Bench, problem: Problem) -> Iterator[Edit]:
    span = bench.span(problem)
    if span is None:
        return
    fragments: list[tuple[int, int]] = []
    for fragment, quote in zip(span.fragments, span.quotes, strict=True):
        start = fragment.start + len(quote) - len(quote.lstrip())
        fragments.append((start, start + len(quote.strip())))
    yield from _moved(bench, span, fragments)


def _moved(bench: _Bench, span: Span, fragments: Sequence[tuple[int, int]]) -> Iterator[Edit]:
    try:
        made = make_span(id=span.id, text=bench.text, fragments=fragments)
    except ValueError:
        return
    after = attrs.evolve(made, extra=span.extra)
    if after != span:
        yield ChangeSpan(before=span, after=after)


def _twins(bench: _Bench, problem: Problem) -> Iterator[Edit]:
    span, first = bench.span(problem), bench.annotation.spans.get(problem.suggestion or "")
    if span is None or first is None or span.fragments != first.fragments or span is first:
        return
    for record in bench.annotation.records.values():
        yield from _renamed(record, span.id, first.id)
    notes = bench.annotation.notes
    turned = [
        {**note, "span": first.id} if isinstance(note, Mapping) and note.get("span") == span.id else note
        for note in notes
    ]
    if turned != list(notes):
        yield SetProperty(name="notes", before=list(notes), after=turned)
    yield RemoveSpan(span=span)


def _renamed(record: Record, old: str, new: str | None) -> Iterator[Edit]:
    """The record with another span in place of one, or without it."""

    def turn(ids: tuple[str, ...]) -> tuple[str, ...]:
        turned = (new if id_ == old else id_ for id_ in ids)
        return tuple(dict.fromkeys(id_ for id_ in turned if id_ is not None))

    if old in record.mentions:
        yield SetMentions(record=record.id, before=record.mentions, after=turn(record.mentions))
    for pointer, claims in record.evidence.items():
        if any(old in claim.spans for claim in claims):
            turned = [attrs.evolve(claim, spans=turn(claim.spans)) if old in claim.spans else claim for claim in claims]
            after = tuple(claim for claim in turned if claim.spans or new is not None)
            yield SetEvidence(record=record.id, pointer=pointer, before=claims, after=after)


def _needless_waiver(bench: _Bench, problem: Problem) -> Iterator[Edit]:
    before = list(bench.annotation.waivers)
    number = _waiver_at(problem)
    yield SetProperty(name="waivers", before=before, after=[*before[:number], *before[number + 1 :]])


def _same_name(bench: _Bench, problem: Problem) -> Iterator[Edit]:
    """A property whose name differs in nothing but its spelling in small letters and with underscores."""
    lost = split(problem.data_pointer)[-1] if problem.data_pointer else ""
    if problem.suggestion is not None and is_same_name(lost, problem.suggestion):
        yield from _meant_name(bench, problem)


# What is most often right.


def _astray(bench: _Bench, problem: Problem) -> Iterator[Edit]:
    """The span goes where its words stand, where that is one place for certain."""
    span = bench.span(problem)
    if span is None:
        return
    fragments: list[tuple[int, int]] = []
    for number, (fragment, quote) in enumerate(zip(span.fragments, span.quotes, strict=False)):
        prefix = span.prefix if number == 0 else ""
        suffix = span.suffix if number == len(span.fragments) - 1 else ""
        found = anchor(bench.text, quote, prefix, suffix, fragment.start)
        if not isinstance(found, Exact) and not (isinstance(found, Moved) and found.is_literal):
            return
        fragments.append((found.start, found.end))
    yield from _moved(bench, span, fragments)


def _whole_characters(bench: _Bench, problem: Problem) -> Iterator[Edit]:
    span = bench.span(problem)
    if span is not None:
        index = index_text(bench.text)
        ends = [(index.grapheme_floor(part.start), index.grapheme_ceil(part.end)) for part in span.fragments]
        yield from _moved(bench, span, ends)


def _dangling_span(bench: _Bench, problem: Problem) -> Iterator[Edit]:
    record, lost = bench.record(problem), problem.found.strip('"')
    if record is not None and lost not in bench.annotation.spans:
        yield from _renamed(record, lost, None)


def _evidence_elsewhere(bench: _Bench, problem: Problem) -> Iterator[Edit]:
    """Evidence whose pointer is a slip goes to the value that was meant."""
    record, meant = bench.record(problem), problem.suggestion
    lost = split(problem.pointer)[-1] if problem.pointer else ""
    if record is None or not meant or lost not in record.evidence or meant in record.evidence:
        return
    if find_value(record.data, lost) is not ABSENT or find_value(record.data, meant) is ABSENT:
        return  # another mend brought the value to its evidence
    claims = record.evidence[lost]
    yield SetEvidence(record=record.id, pointer=lost, before=claims, after=())
    yield SetEvidence(record=record.id, pointer=meant, before=(), after=claims)


def _unused(bench: _Bench, problem: Problem) -> Iterator[Edit]:
    span = bench.span(problem)
    if span is not None and not any(span.id in record.span_ids() for record in bench.annotation.records.values()):
        yield RemoveSpan(span=span)


def _meant_record(bench: _Bench, problem: Problem) -> Iterator[Edit]:
    """A reference that is a slip becomes the one that was meant."""
    record, pointer = bench.record(problem), problem.data_pointer
    if record is None or pointer is None or problem.suggestion is None:
        return
    before = find_value(record.data, pointer)
    if isinstance(before, str) and before != problem.suggestion:
        held = held_below(record, pointer)
        yield SetValue(
            record=record.id,
            pointer=pointer,
            before=before,
            after=problem.suggestion,
            evidence_before=held,
            evidence_after=held,
        )


def _meant_name(bench: _Bench, problem: Problem) -> Iterator[Edit]:
    """A property whose name is a slip gets the name that was meant; its evidence comes along."""
    record, pointer = bench.record(problem), problem.data_pointer
    if record is None or not pointer or problem.suggestion is None:
        return
    new = child(parent(pointer), problem.suggestion)
    value = find_value(record.data, pointer)
    if value is ABSENT or find_value(record.data, new) is not ABSENT or held_below(record, new):
        return
    held = held_below(record, pointer)
    moved = {rebase(at, pointer, new): claims for at, claims in held.items()}
    yield SetValue(record=record.id, pointer=pointer, before=value, after=ABSENT, evidence_before=held)
    yield SetValue(record=record.id, pointer=new, before=ABSENT, after=value, evidence_after=moved)


SAFE: Mapping[str, _Mend] = {
    "AK103": _same_name,
    "AK201": _digest,
    "AK205": _edges,
    "AK206": _twins,
    "AK310": _needless_waiver,
}
"""Code → what puts it right without changing what anybody said; values are put right by `refit`."""

UNSAFE: Mapping[str, _Mend] = {
    "AK202": _astray,
    "AK203": _astray,
    "AK204": _whole_characters,
    "AK302": _meant_record,
    "AK103": _meant_name,
    "AK304": _dangling_span,
    "AK305": _evidence_elsewhere,
    "AK307": _unused,
}
"""Code → what most often puts it right: a guess that somebody should look at."""
