"""Finding a quoted place again in a text that may have changed."""

from typing import Final

import attrs

from annotate_kit.text.indexing import TextIndex
from annotate_kit.text.ranges import Range

_QUOTE, _SIDE, _NEAR = 50.0, 20.0, 2.0
"""What the words, each side's context and nearness count for; a perfect fit has 92."""
_FULL: Final = _QUOTE + 2 * _SIDE + _NEAR
_MARGIN: Final = 4.0
"""Two places whose scores without nearness differ by less fit equally well."""
_LEAST_CONTEXT: Final = 0.4
"""The share of its context that a place other than the old one must have, unless the quote is long."""
_TELLING: Final = 20
"""Code points: a quote this long that occurs once needs no context."""
_MOST_PLACES: Final = 1000
_WINDOW: Final = 4000
"""Code points on each side of the old place that are searched for changed words before the whole text is."""
_LEAST_LIKENESS: Final = 0.5
_MOST_ERRORS: Final = 256
_HINT: Final = 12
"""Code points of context next to an edge that mark it."""


@attrs.frozen(kw_only=True)
class Exact:
    """The words stand where they stood."""

    start: int
    end: int


@attrs.frozen(kw_only=True)
class Moved:
    """The words, or what became of them, stand elsewhere or read differently."""

    start: int
    end: int
    score: float
    """How well quote and context fit, up to 100."""
    is_literal: bool = True
    """Whether the words there are the quote letter for letter; else a person must look."""


@attrs.frozen(kw_only=True)
class Lost:
    """The words cannot be found, or several places fit equally well."""

    reason: str
    candidates: tuple[Range, ...] = ()


Anchored = Exact | Moved | Lost


def context(index_or_text: TextIndex | str, start: int, end: int, size: int = 32) -> tuple[str, str]:
    """The literal code points before and after a range, at most ``size`` each."""
    text = index_or_text if isinstance(index_or_text, str) else index_or_text.text
    return text[max(start - size, 0) : start], text[end : end + size]


def anchor(text: str, quote: str, prefix: str, suffix: str, start: int) -> Anchored:
    """Where a quote with its context and its old offset stands in a text now."""
    if not quote:
        return Lost(reason="there are no words to look for")
    end = start + len(quote)
    if start >= 0 and text.startswith(quote, start) and _fits(text, start, end, prefix, suffix):
        return Exact(start=start, end=end)
    places = _places(text, quote)
    if not places:
        return _anchor_changed(text, quote, prefix, suffix, start)
    if len(places) > _MOST_PLACES:
        return Lost(reason="the words stand in too many places")
    return _anchor_among(text, places, quote, prefix, suffix, start)


def _anchor_among(text: str, places: list[int], quote: str, prefix: str, suffix: str, start: int) -> Anchored:
    """Which of the places with the same words is meant."""
    scored = sorted(((_context_score(text, at, at + len(quote), prefix, suffix), at) for at in places), reverse=True)
    best, at = scored[0]
    rivals = [place for score, place in scored if best - score < _MARGIN]
    if len(rivals) > 1:
        return Lost(reason="several places fit equally well", candidates=_ranges(sorted(rivals), len(quote)))
    is_telling = len(quote) >= _TELLING and len(places) == 1
    if best < _LEAST_CONTEXT * 2 * _SIDE and not is_telling:
        return Lost(reason="the words stand only in another context", candidates=_ranges([at], len(quote)))
    if at == start:
        return Exact(start=at, end=at + len(quote))
    total = _QUOTE + best + _NEAR * _nearness(text, at, start)
    return Moved(start=at, end=at + len(quote), score=_percent(total))


def _fits(text: str, start: int, end: int, prefix: str, suffix: str) -> bool:
    return text.startswith(suffix, end) and text.endswith(prefix, 0, start)


def _ranges(starts: list[int], length: int) -> tuple[Range, ...]:
    return tuple(Range(start=at, end=at + length) for at in starts)


def _places(text: str, quote: str) -> list[int]:
    found: list[int] = []
    at = text.find(quote)
    while at >= 0 and len(found) <= _MOST_PLACES:
        found.append(at)
        at = text.find(quote, at + 1)
    return found


def _context_score(text: str, start: int, end: int, prefix: str, suffix: str) -> float:
    before, after = text[max(start - len(prefix), 0) : start], text[end : end + len(suffix)]
    return _SIDE * (_likeness(before, prefix) + _likeness(after, suffix))


def _likeness(one: str, other: str) -> float:
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - costs a start-up, see `_alike`

    return Levenshtein.normalized_similarity(one, other)


def _nearness(text: str, at: int, start: int) -> float:
    return 1 - min(abs(at - start) / max(len(text), 1), 1)


def _percent(total: float) -> float:
    return round(100 * total / _FULL, 1)


def _anchor_changed(text: str, quote: str, prefix: str, suffix: str, start: int) -> Anchored:
    """Where words that no longer stand anywhere may have been rewritten."""
    windows = [(max(start - _WINDOW, 0), min(start + len(quote) + _WINDOW, len(text))), (0, len(text))]
    for low, high in windows:
        found = _alike(text, quote, low, high)
        framed = _framed(text, quote, prefix, suffix, low, high)
        tries = {place for place in (found, framed) if place is not None}
        scored = sorted(((_changed_score(text, place, quote, prefix, suffix), place) for place in tries), reverse=True)
        if not scored or scored[0][0] < _LEAST_LIKENESS * _FULL:
            continue
        best, (first, last) = scored[0]
        rival = _rival(text, quote, prefix, suffix, first, last)
        if rival is not None and best - rival[0] < _MARGIN:
            both = sorted([(first, last), rival[1]])
            spans = tuple(Range(start=a, end=b) for a, b in both)
            return Lost(reason="several places fit equally well", candidates=spans)
        total = best + _NEAR * _nearness(text, first, start)
        return Moved(start=first, end=last, score=_percent(total), is_literal=False)
    return Lost(reason="the words stand nowhere in the text")


def _alike(text: str, quote: str, low: int, high: int) -> tuple[int, int] | None:
    """The place in a part of the text that reads most like the quote, trimmed of white space."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - costs a start-up, and most words stand where they stood

    window = text[low:high]
    found = fuzz.partial_ratio_alignment(quote, window, score_cutoff=100 * _LEAST_LIKENESS)
    if found is None:
        return None
    first, last = low + found.dest_start, low + found.dest_end
    piece = text[first:last]
    first += len(piece) - len(piece.lstrip())
    last = first + len(piece.strip())
    # Half a word is never what was meant: take the rest of it.
    while first < last and first > 0 and text[first - 1].isalnum() and text[first].isalnum():
        first -= 1
    while first < last < len(text) and text[last - 1].isalnum() and text[last].isalnum():
        last += 1
    return (first, last) if first < last and _is_near(quote, text[first:last]) else None


def _framed(text: str, quote: str, prefix: str, suffix: str, low: int, high: int) -> tuple[int, int] | None:
    """What stands between the old neighbours of the quote, if both are still there once."""
    left, right = prefix[-_HINT:], suffix[:_HINT]
    if len(left) < _HINT or len(right) < _HINT or text.count(left, low, high) != 1:
        return None
    first = text.find(left, low, high) + len(left)
    last = text.find(right, first, min(first + 2 * len(quote) + _HINT + len(right), high))
    return (first, last) if first < last and _is_near(quote, text[first:last]) else None


def _is_near(quote: str, words: str) -> bool:
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - costs a start-up, see `_alike`

    longest = max(len(quote), len(words))
    return Levenshtein.distance(quote, words, score_cutoff=_MOST_ERRORS) <= min(_MOST_ERRORS, longest // 2)


def _changed_score(text: str, place: tuple[int, int], quote: str, prefix: str, suffix: str) -> float:
    first, last = place
    likeness = _likeness(quote, text[first:last])
    return _QUOTE * likeness + _context_score(text, first, last, prefix, suffix)


def _rival(
    text: str, quote: str, prefix: str, suffix: str, first: int, last: int
) -> tuple[float, tuple[int, int]] | None:
    """The best place outside a found one."""
    places = [place for place in (_alike(text, quote, 0, first), _alike(text, quote, last, len(text))) if place]
    scored = ((_changed_score(text, place, quote, prefix, suffix), place) for place in places if place != (first, last))
    return max(scored, default=None)
