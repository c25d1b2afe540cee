"""Finding over a whole project: records by name, alias and other script, spans by their words, sentences by text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import attrs

from annotate_kit.suggest import NameBook
from annotate_kit.text import find_typed, index_text, name_key
from annotate_kit.workflow.entities import Entity, members_of
from annotate_kit.workflow.project import Project

__all__ = ["Found", "Kind", "find_everywhere"]

Kind = Literal["record", "span", "sentence"]

_MOST_ENTITIES = 20


@attrs.frozen(kw_only=True)
class Found:
    """One thing that words were found in."""

    kind: Kind
    article: str
    start: int
    """Where it stands: a half-open range of code points, 0-based; for a record its first mention, else 0."""
    end: int
    """One past the last code point."""
    words: str
    """The record's caption, the span's words, or the sentence; not yet safe to print."""
    type: str = ""
    """Of a record, or of the record that a span mentions."""
    reason: str = ""
    """Why: "same name", "other script"; "" where the very words stand there."""
    record: str = ""
    """Of a record, its id; of a span, the id of the record that it mentions."""


def find_everywhere(
    project: Project,
    words: str,
    entities: Sequence[Entity],
    *,
    types: Sequence[str] = (),
    progress: Callable[[], None] = lambda: None,
) -> tuple[Found, ...]:
    """Records, then spans, then sentences, each in the order of likeliness, articles and text.

    Args:
        project: where to look.
        words: a name in any script, an abbreviation, or text; capitals do not matter.
        entities: the project's, from `gather_entities`.
        types: the record types that count; empty for all, and then sentences are looked through too.
        progress: called after each article.
    """
    chosen = [entity for entity in entities if not types or entity.type in types]
    records = [found for number, reason in _near(words, chosen) for found in _records(chosen[number], reason)]
    spans: list[Found] = []
    sentences: list[Found] = []
    wanted = name_key(words)
    for id_ in project.article_ids:
        spans += _spans(project, id_, wanted, types)
        sentences += () if types else _sentences(project, id_, words)
        progress()
    return (*records, *spans, *sentences)


def _near(words: str, entities: Sequence[Entity]) -> Iterator[tuple[int, str]]:
    for match in NameBook([entity.names for entity in entities]).find(words, _MOST_ENTITIES):
        yield match.thing, match.reason if match.name == words else f"{match.reason}: {match.name}"


def _records(entity: Entity, reason: str) -> Iterator[Found]:
    for member in entity.members:
        # The places of its words are told by the spans.
        yield Found(
            kind="record",
            article=member.article,
            start=0,
            end=0,
            words=entity.caption,
            type=entity.type,
            reason=reason,
            record=member.record.id,
        )


def _spans(project: Project, id_: str, wanted: str, types: Sequence[str]) -> Iterator[Found]:
    """The mentions whose words hold the wanted ones."""
    seen: set[tuple[int, int, str]] = set()
    for annotator in dict.fromkeys(member.annotator for member in members_of(project, id_)):
        annotation = project.annotation(id_, annotator)
        assert annotation is not None  # its records have just been read
        for span in annotation.ordered_spans:
            for record_id in annotation.mentioned.get(span.id, ()):
                record = annotation.records[record_id]
                place = (span.start, span.end, record.type)
                if place in seen or (types and record.type not in types) or not _holds(span.quote, wanted):
                    continue
                seen.add(place)
                yield Found(
                    kind="span",
                    article=id_,
                    start=span.start,
                    end=span.end,
                    words=span.quote,
                    type=record.type,
                    record=record_id,
                )


def _holds(quote: str, wanted: str) -> bool:
    key = name_key(quote)
    # Scripts without spaces have no words to be whole.
    return bool(wanted) and (f" {wanted} " in f" {key} " if wanted.isascii() else wanted in key)


def _sentences(project: Project, id_: str, words: str) -> Iterator[Found]:
    text = project.text(id_)
    if words.casefold().split(maxsplit=1)[0] not in text.casefold():
        # Cutting a text into words costs a hundred times as much as looking whether it is worth it.
        return
    index = index_text(text)
    last = -1
    for start, end in find_typed(index, words):
        sentence = index.sentence_at(start)
        if sentence.start != last:
            last = sentence.start
            words_there = index.text[sentence.start : sentence.end]
            yield Found(kind="sentence", article=id_, start=start, end=end, words=words_there)
