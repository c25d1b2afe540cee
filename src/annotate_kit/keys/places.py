"""The other places with the words of a tagged span: what `*` tags and `&` walks.

They are looked for only as far as is shown: a word may stand in ten thousand places.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from annotate_kit.core import Span
from annotate_kit.keys.sought import Sought
from annotate_kit.keys.view import Offer, View
from annotate_kit.text import Range, find_occurrences

__all__ = ["MOST", "every_place", "offered", "places_between"]

MOST = 99
"""Places that an offer counts; whoever takes it up gets all."""


def offered(view: View, span: Span | None, *, ignore_case: bool = False) -> Offer | None:
    """The places that have the words of a mention and are not tagged, or None where there are none."""
    record = next(iter(view.lens.mentions_of(span.id)), None) if span is not None else None
    if span is None or record is None or len(span.fragments) > 1:
        return None
    left = tuple(islice(_free(view, span.quote, ignore_case=ignore_case), MOST + 1))
    if not left:
        return None
    return Offer(
        record=record,
        words=span.quote,
        places=left[:MOST],
        has_more=len(left) > MOST,
        ignore_case=ignore_case,
    )


def every_place(view: View, offer: Offer) -> tuple[Range, ...]:
    """The places of an offer, also those that it does not count."""
    return tuple(_free(view, offer.words, ignore_case=offer.ignore_case)) if offer.has_more else offer.places


def places_between(view: View, offer: Offer, start: int, end: int) -> tuple[Range, ...]:
    """The places of an offer that begin in `[start, end)`, also those that it does not count."""
    if not offer.has_more or end <= offer.places[-1].start:
        return tuple(place for place in offer.places if start <= place.start < end)
    found = find_occurrences(view.index, offer.words, ignore_case=offer.ignore_case, start=max(start, 0), end=end)
    return tuple(place for place in found if not view.lens.is_named(place.start, place.end))


def _free(view: View, words: str, *, ignore_case: bool) -> Iterator[Range]:
    """The places that do not lie in words that name something already."""
    key = (words, ignore_case)
    if key not in view.places:
        view.places[key] = Sought.of(view.index, words, ignore_case=ignore_case)
    is_named = view.lens.is_named
    return (place for place in view.places[key].places() if not is_named(place.start, place.end))
