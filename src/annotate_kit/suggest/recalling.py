"""Values that other articles give of a thing, where this one says the same words beside its name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from annotate_kit.core import ABSENT, Absent, Json, Record, same
from annotate_kit.reading import Understood, read_value
from annotate_kit.schema import Field, field_at
from annotate_kit.suggest.knowing import is_filled
from annotate_kit.suggest.values import FieldValue, Here, Known, Question, Source, Suggestion, Told
from annotate_kit.text import Candidate, Range, candidates, occurrences

__all__ = ["recalled", "told_of"]

_SCORE: Final = 0.7
"""How likely the same words in one sentence with the name say the same value again."""
_MOST: Final = 50
"""Mentions of a record whose sentences are looked at."""
_READ: Final = frozenset({"code", "date", "integer", "number", "choice"})
"""Fields whose values other words may say as well."""
_KINDS: Final = frozenset({"name", "date", "number"})


def told_of(known: Sequence[Known]) -> dict[str, Sequence[Told]]:
    """Entity → what other articles say of it, where they say anything."""
    return {thing.entity: thing.told for thing in known if thing.told}


def recalled(question: Question, told: Mapping[str, Sequence[Told]], source: Source) -> Iterator[Suggestion]:
    """For each record here that other articles know, the values that they give and that its sentences say, too."""
    looking = _Looking(question)
    for record in question.annotation.ordered_records:
        record_type = question.catalog.types.get(record.type)
        said = told.get(record.entity_id, ()) if record_type is not None else ()
        sentences = _sentences(question, record) if said else ()
        done: set[str] = set()
        for one in said:
            assert record_type is not None
            field = field_at(record_type, one.pointer)
            if field is None or one.pointer in done or is_filled(record, one.pointer):
                continue
            place = looking.words(one.words, sentences) or looking.meaning(field, one.value, sentences)
            if place is not None:
                done.add(one.pointer)
                yield _suggestion(record, one, place, source)


class _Looking:
    """Looks for words and values in sentences, and for the same ones only once."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._places: dict[str, tuple[Range, ...]] = {}
        self._read: dict[tuple[str, str], Json | Absent] = {}

    def words(self, words: str, sentences: Sequence[Range]) -> Range | None:
        """The first place of these very words in the sentences."""
        if words not in self._places:
            self._places[words] = occurrences(self._question.index, words)
        places = self._places[words]
        starts = [place.start for place in places]
        for sentence in sentences:
            at = bisect_left(starts, sentence.start)
            if at < len(places) and places[at].end <= sentence.end:
                return places[at]
        return None

    def meaning(self, field: Field, value: Json, sentences: Sequence[Range]) -> Range | None:
        """The first words of the sentences that are read as this value: 사우디아라비아 for SA."""
        if field.kind not in _READ:
            return None
        offered, starts = self._candidates
        for sentence in sentences:
            first, past = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
            for one in offered[first:past]:
                if same(self._value(field, one), value):
                    return Range(start=one.start, end=one.end)
        return None

    @cached_property
    def _candidates(self) -> tuple[Sequence[Candidate], Sequence[int]]:
        """In text order, and where they begin."""
        found = candidates(self._question.index, self._question.article.language)
        offered = sorted((one for one in found if one.kind in _KINDS), key=lambda one: (one.start, one.end))
        return offered, [one.start for one in offered]

    def _value(self, field: Field, candidate: Candidate) -> Json | Absent:
        article, text = self._question.article, self._question.text
        words = " ".join(text[candidate.start : candidate.end].split())
        key = (field.pointer, words)
        if key not in self._read:
            read = read_value(field, words, published=article.published, language=article.language)
            self._read[key] = read.value if isinstance(read, Understood) else ABSENT
        return self._read[key]


def _sentences(question: Question, record: Record) -> Sequence[Range]:
    spans = question.annotation.spans
    starts = sorted({spans[id_].start for id_ in record.mentions if id_ in spans})[:_MOST]
    return tuple(dict.fromkeys(question.index.sentence_at(start) for start in starts))


def _suggestion(record: Record, told: Told, place: Range, source: Source) -> Suggestion:
    return Suggestion(
        start=place.start,
        end=place.end,
        type=record.type,
        target=Here(record=record.id),
        score=_SCORE,
        reason="said so in another article",
        source=source,
        is_mention=False,
        fields=(FieldValue(pointer=told.pointer, value=told.value, start=place.start, end=place.end),),
    )
