"""Proposals in files: what another tool found, as `{class, text, attributes, interval}` lines, or an annotation file.

Their words are looked for in the article as it is now; what does not stand where the file says is doubtful.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import attrs

from annotate_kit.codec import decode_annotation, parse_json
from annotate_kit.core import Annotation, Json, Place, Problem, Record, Span
from annotate_kit.core.limits import FIXED
from annotate_kit.core.pointers import child, find_value
from annotate_kit.core.values import ABSENT, is_array
from annotate_kit.reading import Understood, read_value
from annotate_kit.schema import Catalog, Field, RecordType, references
from annotate_kit.suggest.knowing import names_of
from annotate_kit.suggest.values import FieldValue, NameOf, New, Question, Source, Suggestion
from annotate_kit.text import Exact, Lost, Moved, anchor

__all__ = ["FileSuggester", "Proposals", "read_annotation_file", "read_lines"]

_EXACT, _MOVED, _DOUBTFUL = 0.9, 0.75, 0.4
"""How likely a proposal is whose words stand where the file says, elsewhere, or only nearly so."""
_SURE: Final = 80.0
"""Of 100: how well moved words and what stands around them must fit."""
_INTERVALS: Final = (("start", "end"), ("start_pos", "end_pos"), ("begin", "end"))
_START: Final = Place(line=1, column=1, end_line=1, end_column=1)


@attrs.frozen(kw_only=True)
class Proposals:
    """What a file proposes for one article, and what in it cannot be used."""

    suggestions: tuple[Suggestion, ...] = ()
    problems: tuple[Problem, ...] = ()
    """One for each line or span that cannot be used, with the line as place."""


@attrs.frozen(kw_only=True)
class FileSuggester:
    """The proposals of a file that was read for one article, beside the other suggesters."""

    source: Source
    suggestions: tuple[Suggestion, ...]
    article: str
    """The id of the article that they are for."""

    def suggest(self, question: Question) -> tuple[Suggestion, ...]:
        """The proposals; none for another article."""
        return self.suggestions if question.article.id == self.article else ()


@attrs.frozen(kw_only=True)
class _Found:
    start: int
    end: int
    score: float
    is_doubtful: bool


def read_lines(raw: bytes, question: Question, *, file: str, source: Source) -> Proposals:
    """JSON Lines: each an object with `class` (a record type's name or title) and `text`, the words.

    Optional are `attributes` (field name or title → value), `interval` (`[start, end]`, or an object with `start` and
    `end`), `score` and `article` (an id; lines for other articles are passed over).
    """
    suggestions: list[Suggestion] = []
    problems: list[Problem] = []
    names = _type_names(question.catalog)
    for number, line in enumerate(raw.split(b"\n"), start=1):
        if not line.strip():
            continue
        parsed = parse_json(line, file=file, depth=FIXED.suggestion_depth)
        made = parsed.problems[0] if parsed.problems else _of_line(parsed.value, question, names, source)
        if isinstance(made, Suggestion):
            suggestions.append(made)
        elif made is not None:
            problems.append(_at_line(made, file, number))
    return Proposals(suggestions=tuple(sorted(suggestions, key=lambda s: s.sort_key)), problems=tuple(problems))


def _at_line(problem: Problem, file: str, number: int) -> Problem:
    place = problem.place or _START
    return attrs.evolve(problem, file=file, place=attrs.evolve(place, line=number, end_line=number))


def _type_names(catalog: Catalog) -> dict[str, str]:
    """What a line may call a record type, small letters → its name; its own name wins over another's title."""
    titles = {word.casefold(): kind.name for kind in catalog.types.values() for word in (kind.plural, kind.title)}
    return {**titles, **{name.casefold(): name for name in catalog.types}}


def _of_line(said: Any, question: Question, names: Mapping[str, str], source: Source) -> Suggestion | Problem | None:
    if not isinstance(said, Mapping):
        return Problem(code="AK101", message="the line holds no object", hint="Write one object a line.")
    if said.get("article") not in (None, question.article.id):
        return None
    words, kind = said.get("text"), said.get("class")
    if not isinstance(words, str) or not words.strip():
        return Problem(code="AK102", message="text is missing", hint="Give the words as they stand in the article.")
    type_name = names.get(kind.casefold()) if isinstance(kind, str) else None
    if type_name is None:
        hint = f"The record types are {', '.join(question.catalog.types)}."
        return Problem(code="AK104", message="class names no record type", hint=hint)
    found = _find(question.text, words, "", "", _start_of(said.get("interval")))
    if found is None:
        return Problem(code="AK203", message="its words do not stand in the article, or in several places", hint=_SHOW)
    given = _score_of(said.get("score"))
    fields = tuple(_attributes(question, question.catalog.types[type_name], said.get("attributes"), found))
    return Suggestion(
        start=found.start,
        end=found.end,
        type=type_name,
        target=New(),
        score=found.score if given is None else min(given, found.score),
        reason="moved in the article" if found.is_doubtful else "proposed by a file",
        source=source,
        fields=fields,
        is_doubtful=found.is_doubtful,
    )


_SHOW: Final = "Give the interval, or longer words."


def _start_of(interval: Any) -> int:
    """Where an interval starts, in code points; -1 where none is given."""
    if is_array(interval) and interval:
        start = interval[0]
    elif isinstance(interval, Mapping):
        start = next((interval[first] for first, _ in _INTERVALS if first in interval), None)
    else:
        start = None
    return start if type(start) is int and start >= 0 else -1


def _score_of(score: Any) -> float | None:
    is_number = isinstance(score, int | Decimal) and not isinstance(score, bool)
    return float(score) if is_number and 0 <= score <= 1 else None


def _find(text: str, quote: str, prefix: str, suffix: str, start: int) -> _Found | None:
    """Where words stand now; None where they are lost, or nobody knows which of several places is meant."""
    anchored = anchor(text, quote, prefix, suffix, start)
    if isinstance(anchored, Lost):
        return None
    is_doubtful = isinstance(anchored, Moved) and not (anchored.is_literal and anchored.score >= _SURE)
    score = _EXACT if isinstance(anchored, Exact) else _DOUBTFUL if is_doubtful else _MOVED
    return _Found(start=anchored.start, end=anchored.end, score=score, is_doubtful=is_doubtful)


def _attributes(question: Question, record_type: RecordType, said: Any, found: _Found) -> Iterator[FieldValue]:
    """The values that attributes give, read as if a person had typed them; what fits no field is left out."""
    if not isinstance(said, Mapping):
        return
    by_name = {name.casefold(): field for field in record_type.fields for name in (field.title, field.name)}
    for name, value in said.items():
        field = by_name.get(name.casefold())
        if field is None:
            continue
        for number, item in enumerate(value if is_array(value) and field.kind == "list" else [value]):
            read = _value(question, field, item)
            if read is not None:
                pointer = child(field.pointer, number) if field.kind == "list" else field.pointer
                yield FieldValue(pointer=pointer, value=read, start=found.start, end=found.end)


def _value(question: Question, field: Field, said: Any) -> Json | NameOf | None:
    """A value as the field takes it; None where it does not."""
    if field.kind == "reference" or (field.item is not None and field.item.kind == "reference"):
        return NameOf(words=said) if isinstance(said, str) else None
    if isinstance(said, bool):
        words = "yes" if said else "no"
    elif isinstance(said, str | int | Decimal):
        words = str(said)
    else:
        return None
    article = question.article
    read = read_value(field, words, published=article.published, language=article.language)
    return read.value if isinstance(read, Understood) else None


def read_annotation_file(raw: bytes, question: Question, *, file: str, source: Source) -> Proposals:
    """An annotation file of this kit that somebody else made: every mention, and every value with evidence.

    Spans are looked for again where the text is another one. The data that no words are evidence for is left out.
    """
    decoded = decode_annotation(parse_json(raw, file=file).value, file=file)
    problems = list(decoded.problems)
    if decoded.annotation is None:
        hint = "Give a file that annotate-kit wrote."
        message = "the file is no annotation file"
        return Proposals(problems=tuple(problems) or (Problem(code="AK101", message=message, hint=hint, file=file),))
    places = dict(_places(decoded.annotation, question.text, file, problems))
    suggestions = [
        suggestion
        for record in decoded.annotation.ordered_records
        if record.type in question.catalog.types
        for suggestion in _of_record(decoded.annotation, record, places, question, source)
    ]
    return Proposals(suggestions=tuple(sorted(suggestions, key=lambda s: s.sort_key)), problems=tuple(problems))


def _places(annotation: Annotation, text: str, file: str, problems: list[Problem]) -> Iterator[tuple[str, _Found]]:
    """Where each span stands; of several fragments the first, doubtful."""
    for span in annotation.ordered_spans:
        found = _place(span, text)
        if found is None:
            message = "its words do not stand in the article, or in several places"
            problems.append(Problem(code="AK203", message=message, file=file, span=span.id))
        else:
            yield span.id, found


def _place(span: Span, text: str) -> _Found | None:
    if len(span.fragments) == 1:
        return _find(text, span.quotes[0], span.prefix, span.suffix, span.start)
    found = _find(text, span.quotes[0], span.prefix, "", span.start)
    return None if found is None else attrs.evolve(found, score=_DOUBTFUL, is_doubtful=True)


def _of_record(
    annotation: Annotation, record: Record, places: Mapping[str, _Found], question: Question, source: Source
) -> Iterator[Suggestion]:
    """One suggestion a mention, the first with the values; a record without mentions is about its first value."""
    names = names_of(question.catalog, annotation, record)
    values = tuple(_values(annotation, record, places, question))
    mentions = [places[span] for span in record.mentions if span in places]
    target = New(name=names[0] if names else "")
    if not mentions and values:
        first = values[0]
        at = _Found(start=first.start, end=first.end, score=_MOVED, is_doubtful=False)
        yield _made(record.type, at, target, source, values, is_mention=False)
    for number, found in enumerate(mentions):
        yield _made(record.type, found, target, source, () if number else values)


def _made(
    type_name: str,
    found: _Found,
    target: New,
    source: Source,
    values: tuple[FieldValue, ...],
    *,
    is_mention: bool = True,
) -> Suggestion:
    return Suggestion(
        start=found.start,
        end=found.end,
        type=type_name,
        target=target,
        score=found.score,
        reason="moved in the article" if found.is_doubtful else "proposed by a file",
        source=source,
        is_mention=is_mention,
        fields=values,
        is_doubtful=found.is_doubtful,
    )


def _values(
    annotation: Annotation, record: Record, places: Mapping[str, _Found], question: Question
) -> Iterator[FieldValue]:
    """The values with evidence whose words were found; references by the names of what they refer to."""
    referred = {pointer: id_ for pointer, id_, _ in references(question.catalog.types[record.type], record.data)}
    for pointer, claims in sorted(record.evidence.items()):
        value = find_value(record.data, pointer)
        spans = [span for claim in claims if claim.value is ABSENT for span in claim.spans if span in places]
        if value is ABSENT or not spans:
            continue
        found = places[spans[0]]
        if pointer in referred:
            other = annotation.records.get(referred[pointer])
            names = names_of(question.catalog, annotation, other) if other else ()
            if names:
                yield FieldValue(pointer=pointer, value=NameOf(words=names[0]), start=found.start, end=found.end)
        else:
            yield FieldValue(pointer=pointer, value=value, start=found.start, end=found.end)
