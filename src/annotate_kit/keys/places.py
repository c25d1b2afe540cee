"""The other places with the words of a tagged span: what `*` tags and `&` walks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from annotate_kit.core import Annotation, Span
from annotate_kit.keys.view import Offer, View
from annotate_kit.text import Range, occurrences

__all__ = ["offered"]


def offered(view: View, span: Span | None) -> Offer | None:
    """The places that have the words of a mention and are not tagged, or None where there are none."""
    record = next(iter(view.lens.mentions_of(span.id)), None) if span is not None else None
    if span is None or record is None or len(span.fragments) > 1:
        return None
    words = span.quote
    if words not in view.places:
        view.places[words] = occurrences(view.index, words)
    left = tuple(_free(view.annotation, view.places[words]))
    return Offer(record=record, places=left) if left else None


def _free(annotation: Annotation, places: Sequence[Range]) -> Iterator[Range]:
    """The places that do not lie in words that name something already.

    Common words have thousands of places: one pass over all mentions is cheaper than asking at each.
    """
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(_mentions(annotation)):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    for place in places:
        after = bisect_right(ends, place.start)
        if after == len(starts) or place.end <= starts[after]:
            yield place


def _mentions(annotation: Annotation) -> Iterator[tuple[int, int]]:
    used = (annotation.spans.get(span_id) for record in annotation.records.values() for span_id in record.mentions)
    return ((part.start, part.end) for span in used if span is not None for part in span.fragments)
