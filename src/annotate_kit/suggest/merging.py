"""Many suggesters' proposals as one list: none refused, none tagged already, none over another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import attrs

from annotate_kit.core import Annotation, Fragment
from annotate_kit.suggest.knowing import is_filled
from annotate_kit.suggest.occupying import Occupied
from annotate_kit.suggest.refusing import Refusals
from annotate_kit.suggest.values import Elsewhere, Here, New, Suggestion

__all__ = ["merge_suggestions"]

_CERTAIN = 0.99
"""The most that several suggesters together can reach."""
_RANK: dict[type, int] = {Here: 0, Elsewhere: 1, New: 2}


def merge_suggestions(
    suggestions: Iterable[Suggestion],
    annotation: Annotation,
    text: str,
    *,
    least_score: float = 0.0,
    sources: Collection[str] | None = None,
) -> tuple[Suggestion, ...]:
    """The suggestions worth showing, in text order.

    Where two propose the same words for the same type they are one, likelier than each. Where mentions overlap the
    likelier stays, of two equally likely ones the longer; values only give way to values for the same field.

    Args:
        suggestions: of all suggesters.
        annotation: what is refused in it or tagged already is left out.
        text: the article's.
        least_score: less likely ones are left out.
        sources: the names of the suggesters that count; None for all.
    """
    refused = Refusals.of(annotation.rejected)
    tagged = Occupied((f.start, f.end) for id_ in annotation.mentioned for f in _fragments(annotation, id_))
    left = [
        suggestion
        for suggestion in suggestions
        if (sources is None or suggestion.source.name in sources) and not refused.holds(suggestion, text)
    ]
    mentions = [s for s in left if s.is_mention and not tagged.overlap(s.start, s.end)]
    values = [s for s in left if not s.is_mention and not _is_known(s, annotation)]
    kept = (*_without_overlaps(_agreed(mentions)), *_one_a_field(_agreed(values)))
    return tuple(sorted((s for s in kept if s.score >= least_score), key=lambda s: s.sort_key))


def _fragments(annotation: Annotation, span_id: str) -> Sequence[Fragment]:
    span = annotation.spans.get(span_id)
    return () if span is None else span.fragments


def _is_known(suggestion: Suggestion, annotation: Annotation) -> bool:
    """Whether the record has a value there already, or is gone."""
    if not isinstance(suggestion.target, Here):
        return False
    record = annotation.records.get(suggestion.target.record)
    return record is None or all(is_filled(record, value.pointer) for value in suggestion.fields)


def _agreed(suggestions: Sequence[Suggestion]) -> list[Suggestion]:
    """One suggestion for the same words as the same, the likeliest, strengthened by the others."""
    groups: dict[object, list[Suggestion]] = {}
    for suggestion in suggestions:
        about = () if suggestion.is_mention else (suggestion.target, suggestion.fields[0].pointer)
        groups.setdefault((suggestion.start, suggestion.end, suggestion.type, *about), []).append(suggestion)
    return [_together(group) for group in groups.values()]


def _together(group: Sequence[Suggestion]) -> Suggestion:
    best = min(group, key=lambda s: (-s.score, s.source))
    by_source = {s.source: s for s in sorted(group, key=lambda s: s.score)}
    doubt = 1.0
    for suggestion in by_source.values():
        doubt *= 1 - suggestion.score
    if len(by_source) > 1:
        reasons = "; ".join(dict.fromkeys(s.reason for s in sorted(by_source.values(), key=lambda s: -s.score)))
        best = attrs.evolve(best, score=max(best.score, min(1 - doubt, _CERTAIN)), reason=reasons)
    target = min(group, key=lambda s: (_RANK[type(s.target)], -s.score)).target
    fields = {value.pointer: value for s in sorted(group, key=lambda s: s.score) for value in s.fields}
    return attrs.evolve(
        best,
        target=target,
        fields=tuple(fields[pointer] for pointer in sorted(fields)),
        is_doubtful=all(s.is_doubtful for s in group),
    )


def _without_overlaps(suggestions: Sequence[Suggestion]) -> list[Suggestion]:
    taken = Occupied()
    kept: list[Suggestion] = []
    for suggestion in sorted(suggestions, key=lambda s: (-s.score, s.start - s.end, s.start, s.type)):
        if not taken.overlap(suggestion.start, suggestion.end):
            taken.add(suggestion.start, suggestion.end)
            kept.append(suggestion)
    return kept


def _one_a_field(suggestions: Sequence[Suggestion]) -> list[Suggestion]:
    """The likeliest value for each field of each record; words give one value only."""
    kept: dict[object, Suggestion] = {}
    words: set[tuple[int, int]] = set()
    for suggestion in sorted(suggestions, key=lambda s: (-s.score, s.start, s.end)):
        place = (suggestion.target, suggestion.fields[0].pointer)
        if place not in kept and (suggestion.start, suggestion.end) not in words:
            kept[place] = suggestion
            words.add((suggestion.start, suggestion.end))
    return list(kept.values())
