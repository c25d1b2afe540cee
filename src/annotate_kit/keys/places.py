"""The other places with the words of a tagged span: what `*` tags and `&` walks."""

from __future__ import annotations

from annotate_kit.core import Span
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
    left = tuple(place for place in view.places[words] if not _is_taken(view, place, span))
    return Offer(record=record, places=left) if left else None


def _is_taken(view: View, place: Range, span: Span) -> bool:
    """Whether the place is the span itself, or lies in words that name something already."""
    if place.start < span.end and span.start < place.end:
        return True
    return any(
        other.overlaps(place.start, place.end) and view.lens.mentions_of(other.id)
        for other in view.lens.spans_between(place.start, place.end)
    )
