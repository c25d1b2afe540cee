"""The other places with the words of a tagged span: what `*` tags and `&` walks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotate_kit.core import Span
from annotate_kit.keys.lens import BLOCK
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
    left = tuple(_free(view, view.places[words]))
    return Offer(record=record, places=left) if left else None


def _free(view: View, places: Sequence[Range]) -> Iterator[Range]:
    """The places that do not lie in words that name something already."""
    spans, lens = view.annotation.spans, view.lens
    for place in places:
        start, end = place.start, place.end
        is_named = any(
            # What lies elsewhere in the block is told apart first: that is most of it.
            (span := spans[key]).start < end
            and start < span.end
            and span.overlaps(start, end)
            and lens.mentions_of(key)
            for block in range(start // BLOCK, (end - 1) // BLOCK + 1)
            for key in lens.blocks.get(block, ())
        )
        if not is_named:
            yield place
