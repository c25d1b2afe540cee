"""JSON: one canonical document with every article, record and word that says so; or a flat row a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from annotate_kit.codec import encode, encode_line
from annotate_kit.core import ABSENT, Claim, Problem, Record
from annotate_kit.core.pointers import child
from annotate_kit.core.values import Json
from annotate_kit.exporters.exporter import Exporter, Options, Output
from annotate_kit.tables import Annotated, Receipt, Source, captions_of

__all__ = ["EXPORT_FORMAT", "JSON", "JSONL"]

EXPORT_FORMAT = "annotate-kit-export/1"


def _export_json(source: Source, output: Output, options: Options) -> Receipt:
    with output("") as stream:
        return _write_document(source, stream, options)


def _write_document(source: Source, stream: BinaryIO, options: Options) -> Receipt:
    """Write one document: the same bytes as `codec.encode` of the whole, without ever having the whole in memory."""
    counts = _Counts(source.types)
    stream.write(b"{")
    _write_list(stream, "articles", (_article(one) for one in counts.watch(source.articles)))
    stream.write(b',\n  "format": ' + encode_line(EXPORT_FORMAT) + b",")
    _write_list(stream, "left_out", (*source.unreadable, *source.left_out))
    stream.write(b",")
    _write_list(stream, "problems", map(_problem, source.problems))
    stream.write(b",")
    _write_list(stream, "records", _records(source, options))
    versions: dict[str, Json] = {name: kind.version for name, kind in source.catalog.types.items()}
    stream.write(b',\n  "schemas": ' + _indented(versions, 2) + b"\n}\n")
    return counts.receipt("json", source)


def _export_jsonl(source: Source, output: Output, options: Options) -> Receipt:
    with output("") as stream:
        return _write_lines(source, stream, options)


def _write_lines(source: Source, stream: BinaryIO, options: Options) -> Receipt:
    """Write a line for each record: what is nested in objects under names such as `data/amount/currency`."""
    counts = _Counts(source.types)
    wrong: dict[str, list[str]] = {}
    for problem in source.problems:
        if problem.record and problem.is_error:
            wrong.setdefault(problem.record, []).append(f"{problem.code} {problem.message}")
    for one in counts.watch(source.articles):
        captions = captions_of(source.catalog, one.annotation.records)
        for record in _chosen(source, one):
            row = _flat_row(one, record, captions[record.id])
            if record.id in wrong:
                row["problems"] = wrong[record.id]
            stream.write(encode_line(row) + b"\n")
            options.on_row()
    return counts.receipt("jsonl", source)


def _chosen(source: Source, one: Annotated) -> Iterator[Record]:
    """The records of an article that are exported."""
    records = one.annotation.ordered_records
    return (record for record in records if source.types is None or record.type in source.types)


class _Counts:
    def __init__(self, types: frozenset[str] | None) -> None:
        self._types = types
        self.articles = self.records = 0

    def watch(self, articles: Iterable[Annotated]) -> Iterator[Annotated]:
        for one in articles:
            self.articles += 1
            records = one.annotation.records.values()
            self.records += sum(self._types is None or record.type in self._types for record in records)
            yield one

    def receipt(self, name: str, source: Source) -> Receipt:
        return Receipt(
            format=name,
            articles=self.articles,
            records=self.records,
            left_out=source.left_out,
            unreadable=source.unreadable,
            problems=source.errors,
        )


def _write_list(stream: BinaryIO, name: str, items: Iterable[Json]) -> None:
    stream.write(b"\n  " + encode_line(name) + b": ")
    opening = b"[\n    "
    for item in items:
        stream.write(opening + _indented(item, 4))
        opening = b",\n    "
    stream.write(b"[]" if opening.startswith(b"[") else b"\n  ]")


def _indented(value: Json, indent: int) -> bytes:
    # A line feed inside a text is written \n, so that every one here ends a line of the file.
    return encode(value).rstrip(b"\n").replace(b"\n", b"\n" + b" " * indent)


def _article(one: Annotated) -> Json:
    article, annotation = one.article, one.annotation
    said: dict[str, Json] = {
        "annotator": annotation.annotator,
        "id": article.id,
        "language": article.language,
        "length": article.length,
        "licence": article.licence,
        # Comments go out as they are; what is still to be decided between two sessions is no comment.
        "notes": [note for note in annotation.notes if not _is_conflict(note)] or None,
        "published": article.published,
        "source": article.source,
        "status": annotation.status,
        "text_sha256": annotation.text_sha256,
        "title": article.title,
        "url": article.url,
        "words_passed_on": one.has_words,
    }
    return {name: value for name, value in said.items() if value is not None}


def _is_conflict(note: Json) -> bool:
    return isinstance(note, Mapping) and "conflict" in note


def _problem(problem: Problem) -> Json:
    said: dict[str, Json] = {
        "code": problem.code,
        "column": problem.place.column if problem.place else None,
        "data_pointer": problem.data_pointer,
        "file": problem.file,
        "hint": problem.hint,
        "line": problem.place.line if problem.place else None,
        "message": problem.message,
        "name": problem.rule.name,
        "record": problem.record,
        "severity": problem.severity.value,
    }
    return {name: value for name, value in said.items() if value is not None}


def _records(source: Source, options: Options) -> Iterator[Json]:
    for one in source.articles:
        captions = captions_of(source.catalog, one.annotation.records)
        for record in _chosen(source, one):
            options.on_row()
            yield {
                **record.extra,
                "annotator": one.annotation.annotator,
                "article": one.article.id,
                "caption": captions[record.id],
                "data": record.data,
                "entity": record.entity_id,
                "evidence": {
                    pointer: [_claim(one, claim) for claim in claims] for pointer, claims in record.evidence.items()
                },
                "id": record.id,
                "mentions": [_span(one, span) for span in record.mentions],
                "status": one.annotation.status,
                "type": record.type,
            }


def _claim(one: Annotated, claim: Claim) -> dict[str, Json]:
    said: dict[str, Json] = {
        **claim.extra,
        "claim": claim.claim,
        "origin": claim.origin,
        "spans": [_span(one, span) for span in claim.spans],
    }
    if claim.by is not None:
        said["by"] = claim.by
    if claim.note is not None:
        said["note"] = claim.note
    if claim.value is not ABSENT:
        said["value"] = claim.value
    return said


def _span(one: Annotated, id_: str) -> Json:
    span = one.annotation.spans.get(id_)
    if span is None:
        return {"id": id_}
    said: dict[str, Json] = {
        "end": span.end,
        "fragments": [[fragment.start, fragment.end] for fragment in span.fragments],
        "id": id_,
        "start": span.start,
        # Which suggester proposed it, how likely, and who accepted it.
        **{name: span.extra[name] for name in ("origin", "score", "accepted_by") if name in span.extra},
    }
    if one.has_words:
        said |= {"prefix": span.prefix, "quote": span.quote, "quotes": span.quotes, "suffix": span.suffix}
    return said


def _flat_row(one: Annotated, record: Record, caption: str) -> dict[str, Json]:
    row: dict[str, Json] = {
        "annotator": one.annotation.annotator,
        "article": one.article.id,
        "caption": caption,
        "entity": record.entity_id,
        "id": record.id,
        "spans": len(set(record.span_ids())),
        "status": one.annotation.status,
        "type": record.type,
    }
    if one.has_words:
        row["evidence"] = {
            pointer: _quotes(one, [span for claim in taken for span in claim.spans])
            for pointer, claims in record.evidence.items()
            if (taken := [claim for claim in claims if claim.value is ABSENT])
        }
        row["mentions"] = _quotes(one, record.mentions)
    claims = {at: found for at, claims in record.evidence.items() if (found := list(_qualified(one, claims)))}
    if claims:
        row["claims"] = claims
    row |= _flattened("data", record.data)
    return row


def _qualified(one: Annotated, claims: Iterable[Claim]) -> Iterator[Json]:
    """The claims that say more than that the words state the value taken: other values, reports, plans, denials."""
    for claim in claims:
        if claim.value is not ABSENT or claim.claim != "stated" or claim.by or claim.note:
            said = _claim(one, claim)
            quotes: dict[str, Json] = {"quotes": _quotes(one, claim.spans)} if one.has_words else {}
            yield {name: value for name, value in said.items() if name != "spans"} | quotes


def _quotes(one: Annotated, ids: Iterable[str]) -> list[Json]:
    found = (one.annotation.spans.get(id_) for id_ in ids)
    return [span.quote for span in found if span]


def _flattened(pointer: str, value: Mapping[str, Json]) -> Iterator[tuple[str, Json]]:
    for name, inner in value.items():
        place = child(pointer, name)
        if isinstance(inner, Mapping) and inner:
            yield from _flattened(place, inner)
        else:
            yield place, inner


JSON = Exporter(
    name="json", ending="json", description="one document with every record, value and word", write=_export_json
)
JSONL = Exporter(name="jsonl", ending="jsonl", description="JSON Lines, one flat row a record", write=_export_jsonl)
