"""Dates, sums, shares and counts beside a record's name, as values for the field that the words around them name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import attrs

from annotate_kit.core import Record, parse_edtf
from annotate_kit.reading import Understood, find_date, read_value
from annotate_kit.schema import Field
from annotate_kit.suggest.knowing import is_filled
from annotate_kit.suggest.values import FieldValue, Here, Question, Source, Suggestion
from annotate_kit.suggest.wordlists import CUES
from annotate_kit.text import Candidate, candidates
from annotate_kit.text.vocabulary import STOP_WORDS

__all__ = ["amounts"]

_LEAST, _EACH, _MOST = 0.45, 0.1, 0.7
"""How likely one word about a field makes a value, what each more adds, and the most."""
_NEAR: Final = 60
"""Code points on each side of an amount in which words say what it is about."""
_MOST_RECORDS: Final = 8
"""Mentions on each side of an amount that are looked at."""
_KINDS: Final = frozenset({"date", "money", "number"})
_TO: Final = re.compile(r"\s(?:to|until|through)\s|\s?[~∼〜～–]\s?|부터\s|から")
_YEAR: Final = re.compile(r"\d{4}")
_DEEPEST: Final = 3
"""Levels of objects."""
_WORD: Final = re.compile(r"[a-z]{3,}|[가-힣一-鿿ァ-ヺー]+")


@attrs.frozen(kw_only=True)
class _Place:
    """A field that an amount may fill."""

    field: Field
    kind: str
    """Of candidates: date, money or number."""
    cues: frozenset[str]
    """Words that say that an amount is about it, small letters."""


def amounts(question: Question, source: Source) -> Iterator[Suggestion]:
    """For every amount in a sentence that mentions a record, the empty field of that record that it is about."""
    annotation, types = question.annotation, question.catalog.types
    mentions = sorted(
        (annotation.spans[span].start, record.id)
        for record in annotation.records.values()
        for span in record.mentions
        if span in annotation.spans and record.type in types
    )
    used = {annotation.records[record_id].type for _, record_id in mentions}
    places = {name: tuple(_leaves(types[name].fields, _DEEPEST)) for name in used}
    offered = [c for c in candidates(question.index, question.article.language) if c.kind in _KINDS] if mentions else []
    for candidate in _with_intervals(question.text, offered):
        sentence = question.index.sentence_at(candidate.start)
        at = bisect_left(mentions, (candidate.start, ""))
        around = mentions[max(at - _MOST_RECORDS, 0) : at + _MOST_RECORDS]
        near = [(abs(start - candidate.start), id_) for start, id_ in around if sentence.start <= start < sentence.end]
        first, last = max(sentence.start, candidate.start - _NEAR), min(sentence.end, candidate.end + _NEAR)
        words = question.text[first:last].lower()
        yield from _best(question, candidate, [id_ for _, id_ in sorted(near)], places, words, source)


def _with_intervals(text: str, offered: Sequence[Candidate]) -> Iterator[Candidate]:
    """The amounts, two dates with "to" between them as one."""
    waiting: Candidate | None = None
    for candidate in offered:
        if waiting is not None:
            is_one = waiting.kind == candidate.kind == "date" and _TO.fullmatch(text, waiting.end, candidate.start)
            if is_one:
                candidate = attrs.evolve(candidate, start=waiting.start)  # noqa: PLW2901  # the longer one instead
            else:
                yield waiting
        waiting = candidate
    if waiting is not None:
        yield waiting


def _read(question: Question, field: Field, words: str) -> Understood | None:
    """What words give for a field; of two dates the interval, the first taking what it lacks from the second."""
    article = question.article
    read = read_value(field, words, published=article.published, language=article.language)
    if isinstance(read, Understood):
        return read
    ends = _TO.split(words)
    if field.kind != "date" or len(ends) != 2:  # noqa: PLR2004  # an interval has two ends
        return None
    last = find_date(ends[1], article.published)
    year = (last or "")[:4]
    # "from 1 May to 31 October 2030": the year of the first is the year of the last.
    first = find_date(ends[0] if _YEAR.search(ends[0]) else f"{ends[0]} {year}", article.published)
    interval = parse_edtf(f"{first or find_date(ends[0], article.published)}/{last}")
    return Understood(value=interval.text, note=interval.words()) if interval else None


def _best(
    question: Question,
    candidate: Candidate,
    near: Sequence[str],
    places: Mapping[str, Sequence[_Place]],
    around: str,
    source: Source,
) -> Iterator[Suggestion]:
    """The value for the field that most words around name; of equals that of the nearest record."""
    found: list[tuple[float, Record, _Place]] = []
    for record_id in dict.fromkeys(near):
        record = question.annotation.records[record_id]
        for place in places[record.type]:
            said = len(_cues_in(around, place.cues)) if place.kind == candidate.kind else 0
            if said and not is_filled(record, place.field.pointer):
                found.append((min(_LEAST + _EACH * (said - 1), _MOST), record, place))
    if found:
        score, record, place = max(found, key=lambda item: item[0])
        yield from _value(question, candidate, record, place, score, source)


def _value(
    question: Question, candidate: Candidate, record: Record, place: _Place, score: float, source: Source
) -> Iterator[Suggestion]:
    read = _read(question, place.field, question.text[candidate.start : candidate.end])
    if read is not None:
        value = FieldValue(
            pointer=place.field.pointer, value=read.value, start=candidate.start, end=candidate.end, note=read.note
        )
        yield Suggestion(
            start=candidate.start,
            end=candidate.end,
            type=record.type,
            target=Here(record=record.id),
            score=score,
            reason=f"the words around it are about {place.field.title.lower()}",
            source=source,
            is_mention=False,
            fields=(value,),
        )


def _cues_in(around: str, cues: frozenset[str]) -> set[str]:
    words = set(_WORD.findall(around))
    return {cue for cue in cues if cue in words or (not cue.isascii() and cue in around)}


def _leaves(fields: tuple[Field, ...], depth: int) -> Iterator[_Place]:
    for field in fields:
        kind = _kind(field)
        if kind:
            yield _Place(field=field, kind=kind, cues=_cues(field))
        elif field.kind == "object" and depth:
            yield from _leaves(field.fields, depth - 1)


def _kind(field: Field) -> str:
    members = {member.name for member in field.fields}
    if field.kind == "date":
        return "date"
    if field.kind == "object" and {"amount", "currency"} <= members:
        return "money"
    is_quantity = field.kind == "object" and {"value", "unit"} <= members
    return "number" if is_quantity or field.kind in {"number", "integer"} else ""


def _cues(field: Field) -> frozenset[str]:
    """The words of its name and title, and what articles say for them."""
    own = set(_WORD.findall(f"{field.name} {field.title}".lower().replace("_", " "))) - STOP_WORDS
    return frozenset(own | {cue for word in own for cue in CUES.get(word, ())})
