"""Spans of a text that was corrected, carried over to the corrected one: certain, or left to a person.

Two texts are aligned once, paragraph by paragraph, then word by word, then letter by letter where they differ. A span
that lies in a stretch which both have, with enough of its neighbourhood, is certain. Everything else is looked for by
its words and its context, and what is not found beyond doubt is for a person to look at: no span ends up on words of
another place unseen.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Literal

import attrs
from rapidfuzz.distance import LCSseq, Postfix, Prefix

from annotate_kit.core import Annotation, Fragment, Json, Span, make_span
from annotate_kit.text.anchoring import Lost, anchor
from annotate_kit.text.indexing import TextIndex, index_text

__all__ = ["Block", "Carried", "CarriedSpan", "align", "carry", "doubts_of", "is_settled"]

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_CELLS = 4_000_000
"""The largest product of two lengths that is aligned; beyond it, only what begins and ends alike is."""
_LEAST_BLOCK = 3
"""Code points: shorter stretches of letters are alike by chance."""
_ENOUGH = 12
"""Code points of unchanged text on both sides of a span that make it certain."""
_NEXT = 2
"""Code points that stay beside a span also on the side where the rest is new, or its words may go on there."""
_PLENTY = 24
"""Code points of it on one side alone that do."""


@attrs.frozen
class Block:
    """A stretch that both texts have."""

    old: int
    """Where it begins in the old text, in code points, 0-based."""
    new: int
    """Where it begins in the new one."""
    length: int
    """In code points."""


@attrs.frozen(kw_only=True)
class CarriedSpan:
    """What became of one span."""

    kind: Literal["exact", "moved", "changed", "lost"]
    """Same place; another place beyond doubt; words or neighbourhood differ; gone. The last two are for a person."""
    before: Span
    after: Span
    """With the words of before. Of a changed span it stands where its words most likely were; of a lost one, beside."""


@attrs.frozen(kw_only=True)
class Carried:
    """An annotation that stands in the corrected text."""

    annotation: Annotation
    """With a note for each span that a person has to look at."""
    spans: tuple[CarriedSpan, ...]
    """In the order of the old file."""

    def count(self, kind: str) -> int:
        """How many spans came to this."""
        return sum(span.kind == kind for span in self.spans)


def carry(annotation: Annotation, old: str, new: str, *, text_sha256: str) -> Carried:
    """The annotation of the old text, in the new one.

    Args:
        annotation: with spans in the old text.
        old: the text that it was made on.
        new: the corrected text.
        text_sha256: of the corrected text.
    """
    aligner = _Aligner(old, new)
    spans = tuple(aligner.carry(span) for span in annotation.ordered_spans)
    notes = [note for note in annotation.notes if not _is_doubt(note)]
    notes += [_doubt(carried, annotation.annotator) for carried in spans if carried.kind in ("changed", "lost")]
    kept = {carried.after.id: carried.after for carried in spans}
    made = attrs.evolve(annotation, spans=kept, notes=tuple(notes), text_sha256=text_sha256)
    return Carried(annotation=made, spans=spans)


def doubts_of(annotation: Annotation, text: str) -> dict[str, Literal["changed", "lost"]]:
    """The spans that a person has still to look at since the text was corrected: span id → what became of it.

    A span is out of doubt once its words and its context are those of the text where it stands.
    """
    found: dict[str, Literal["changed", "lost"]] = {}
    for note in annotation.notes:
        match note:
            case {"span": str(id_), "doubt": "changed" | "lost" as kind}:
                span = annotation.spans.get(id_)
                if span is not None and not is_settled(span, text):
                    found[id_] = "lost" if kind == "lost" else "changed"
            case _:
                pass
    return found


def is_settled(span: Span, text: str) -> bool:
    """Whether a span's words and context are those of the text where it stands."""
    try:
        made = make_span(id=span.id, text=text, fragments=[(part.start, part.end) for part in span.fragments])
    except ValueError:
        return False
    return (made.quotes, made.prefix, made.suffix) == (span.quotes, span.prefix, span.suffix)


def _is_doubt(note: Json) -> bool:
    return isinstance(note, Mapping) and note.get("doubt") in ("changed", "lost")


def _doubt(carried: CarriedSpan, annotator: str) -> dict[str, str]:
    is_lost = carried.kind == "lost"
    what = "is not in the corrected text any more" if is_lost else "may read differently in the corrected text"
    span = carried.before
    text = f"“{span.quote}” {what}"
    return {"id": f"doubt-{span.id}", "by": annotator, "doubt": carried.kind, "span": span.id, "text": text}


def align(old: str, new: str) -> tuple[Block, ...]:
    """The stretches that both texts have, in order, not overlapping; the longest common subsequence of their pieces."""
    merged: list[Block] = []
    for block in _between(_Region(0, len(old), 0, len(new)), old, new, (_lines, _words, list)):
        last = merged[-1] if merged else None
        if last is not None and (last.old + last.length, last.new + last.length) == (block.old, block.new):
            merged[-1] = Block(last.old, last.new, last.length + block.length)
        else:
            merged.append(block)
    return tuple(merged)


_Split = Callable[[str], list[str]]


@attrs.frozen
class _Region:
    """Half-open ranges of code points, one of each text."""

    old: int
    old_end: int
    new: int
    new_end: int

    @property
    def is_one_sided(self) -> bool:
        return self.old == self.old_end or self.new == self.new_end


def _between(region: _Region, old: str, new: str, splits: Sequence[_Split]) -> Iterator[Block]:
    """The alike stretches of a region: what begins and ends alike, then piece by piece."""
    a, b = old[region.old : region.old_end], new[region.new : region.new_end]
    head = Prefix.similarity(a, b)
    tail = Postfix.similarity(a[head:], b[head:])
    if head:
        yield Block(region.old, region.new, head)
    inner = _Region(region.old + head, region.old_end - tail, region.new + head, region.new_end - tail)
    if splits and not inner.is_one_sided:
        yield from _pieces(inner, old, new, splits)
    if tail:
        yield Block(inner.old_end, inner.new_end, tail)


def _pieces(region: _Region, old: str, new: str, splits: Sequence[_Split]) -> Iterator[Block]:
    split, *finer = splits
    ours, theirs = split(old[region.old : region.old_end]), split(new[region.new : region.new_end])
    if len(ours) * len(theirs) > _MOST_CELLS:
        return
    starts = [*accumulate(map(len, ours), initial=region.old)]
    others = [*accumulate(map(len, theirs), initial=region.new)]
    at, other = region.old, region.new
    for operation in LCSseq.opcodes(ours, theirs):
        if operation.tag != "equal":
            continue
        first, second = starts[operation.src_start], others[operation.dest_start]
        length = starts[operation.src_end] - first
        if not finer and length < _LEAST_BLOCK:
            continue
        yield from _gap(_Region(at, first, other, second), old, new, finer)
        yield Block(first, second, length)
        at, other = first + length, second + length
    yield from _gap(_Region(at, region.old_end, other, region.new_end), old, new, finer)


def _gap(region: _Region, old: str, new: str, finer: Sequence[_Split]) -> Iterator[Block]:
    if finer and not region.is_one_sided:
        yield from _between(region, old, new, finer)


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _words(text: str) -> list[str]:
    return _TOKEN.findall(text)


class _Aligner:
    """Two texts and what they have in common."""

    def __init__(self, old: str, new: str) -> None:
        self.old = old
        self.new = new
        self.blocks = align(old, new)
        self.starts = [block.old for block in self.blocks]
        self._index: TextIndex | None = None

    def carry(self, span: Span) -> CarriedSpan:
        """What becomes of a span of the old text."""
        parts = zip(span.fragments, span.quotes, strict=True)
        if any(self.old[part.start : part.end] != words for part, words in parts):
            # It was astray before; only its own words in their own context can tell where it belongs.
            return self._found_again(span) or CarriedSpan(kind="lost", before=span, after=self._beside(span))
        places = [self._certain(part) for part in span.fragments]
        if all(places):
            after = self._made(span, [place for place in places if place])
            kind: Literal["exact", "moved"] = "exact" if after.fragments == span.fragments else "moved"
            return CarriedSpan(kind=kind, before=span, after=after)
        if len(span.fragments) == 1 and (found := self._looked_for(span)):
            return found
        guesses = [place or self._guess(part) for place, part in zip(places, span.fragments, strict=True)]
        known = [guess for guess in guesses if guess]
        if len(known) == len(guesses) and all(one[1] <= other[0] for one, other in pairwise(known)):
            return CarriedSpan(kind="changed", before=span, after=self._placed(span, known))
        return CarriedSpan(kind="lost", before=span, after=self._beside(span))

    def _certain(self, part: Fragment) -> tuple[int, int] | None:
        block = self._block(part.start)
        if block is None or part.end > block.old + block.length:
            return None
        left, right = part.start - block.old, block.old + block.length - part.end
        # Where one of the texts begins or ends, nothing more can be alike.
        old_end, new_end = block.old + block.length, block.new + block.length
        is_first = 0 in (block.old, block.new) and not self._beside_letters(block.old, block.new)
        is_last = old_end == len(self.old) or new_end == len(self.new)
        is_last = is_last and not self._beside_letters(old_end + 1, new_end + 1)
        is_left, is_right = (is_first or left >= _ENOUGH), (is_last or right >= _ENOUGH)
        is_closed = (is_first or left >= _NEXT) and (is_last or right >= _NEXT)
        if (is_left and is_right) or (is_closed and left + right >= _PLENTY):
            return block.new + left, block.new + left + part.end - part.start
        return None

    def _beside_letters(self, old: int, new: int) -> bool:
        """Whether something other than white space stands right before one of the offsets."""
        return bool(self.old[max(old - 1, 0) : old].strip() or self.new[max(new - 1, 0) : new].strip())

    def _looked_for(self, span: Span) -> CarriedSpan | None:
        """By its words and context, for what was cut out in one place and put in at another."""
        quote = span.quotes[0]
        left, right = span.prefix, span.suffix
        # A paragraph that was moved has other neighbours now.
        line = (left[max(left.rfind("\n"), 0) :], right[: right.find("\n") + 1] or right)
        for before, after in ((left, right), (left, right[:_NEXT]), (left[-_NEXT:], right), line):
            words = before + quote + after
            if len(words) - len(quote) >= _PLENTY and self.old.count(words) == self.new.count(words) == 1:
                start = self.new.index(words) + len(before)
                kind: Literal["exact", "moved"] = "exact" if start == span.start else "moved"
                return CarriedSpan(kind=kind, before=span, after=self._made(span, [(start, start + len(quote))]))
        found = anchor(self.new, quote, span.prefix, span.suffix, self._mapped(span.start))
        if isinstance(found, Lost):
            return None
        place = self._whole(*self._trimmed(quote, found.start, found.end))
        return CarriedSpan(kind="changed", before=span, after=self._placed(span, [place]))

    def _found_again(self, span: Span) -> CarriedSpan | None:
        words = span.prefix + span.quotes[0] + span.suffix
        is_telling = len(span.quotes) == 1 and len(words) - len(span.quotes[0]) >= _PLENTY
        if not is_telling or self.new.count(words) != 1:
            return None
        start = self.new.index(words) + len(span.prefix)
        after = self._made(span, [(start, start + len(span.quotes[0]))])
        return CarriedSpan(kind="moved", before=span, after=after)

    def _trimmed(self, quote: str, start: int, end: int) -> tuple[int, int]:
        """The place without the marks around it, where the words had none."""
        while quote[-1].isalnum() and end - 1 > start and not self.new[end - 1].isalnum():
            end -= 1
        while quote[0].isalnum() and start < end - 1 and not self.new[start].isalnum():
            start += 1
        return start, end

    def _guess(self, part: Fragment) -> tuple[int, int] | None:
        """What stands between the places of its edges now."""
        start, end = self._mapped(part.start), self._mapped(part.end)
        words = self.new[start:end]
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip())
        return self._whole(start, end) if start < end else None

    def _mapped(self, offset: int) -> int:
        """Where an offset of the old text is in the new one: what was taken out shrinks to a point."""
        at = bisect_right(self.starts, offset) - 1
        if at < 0:
            return 0
        block = self.blocks[at]
        return block.new + min(offset - block.old, block.length)

    def _block(self, offset: int) -> Block | None:
        at = bisect_right(self.starts, offset) - 1
        block = self.blocks[at] if at >= 0 else None
        return block if block is not None and offset < block.old + block.length else None

    def _whole(self, start: int, end: int) -> tuple[int, int]:
        """The range, grown to the edges of the graphemes in it."""
        index = self._indexed()
        return index.grapheme_floor(start), index.grapheme_ceil(end)

    def _indexed(self) -> TextIndex:
        if self._index is None:
            self._index = index_text(self.new)
        return self._index

    def _made(self, span: Span, places: Sequence[tuple[int, int]]) -> Span:
        """The span on these places, its words and context as the new text has them."""
        return attrs.evolve(make_span(id=span.id, text=self.new, fragments=places), extra=span.extra)

    def _placed(self, span: Span, places: Sequence[tuple[int, int]]) -> Span:
        """The span on these places with its old words, so that nobody takes it for certain."""
        return attrs.evolve(span, fragments=tuple(Fragment(*place) for place in places))

    def _beside(self, span: Span) -> Span:
        """The span with its old words on the one letter where they would be; never empty, never outside."""
        index = self._indexed()
        at = index.grapheme_floor(max(0, min(self._mapped(span.start), len(self.new) - 1)))
        parts = len(span.fragments)
        end = index.next_grapheme(at) if self.new else at
        return attrs.evolve(span, fragments=(Fragment(at, end),), quotes=(span.quote,) if parts > 1 else span.quotes)
